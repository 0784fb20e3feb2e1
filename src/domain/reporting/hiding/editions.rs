//! A later edition beside those that were published of the same year.
//!
//! The rule: a table of which a number differs by less than the minimum from that of a published edition is printed as in
//! that edition, since the difference would tell of a few complaints; so is a sentence with such a number. A sentence behind it
//! says so. The totals of a year are not bound by this.

mod differences;

use crate::domain::reporting::document::{Document, Part, Section, Statement, Table};
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::hiding::editions::differences::{table_tells, values_tell};

/// What is printed as it is: the totals of a year, by the keys of their table and sentences.
const AS_IT_IS: [&str; 3] = ["flow", "flow_identity", "summary_received"];
/// The sentence that says that something stands as in an earlier edition, with its number as `edition`.
pub const UNCHANGED: &str = "unchanged_since_edition";

/// A published edition.
#[derive(Clone, Debug)]
pub struct Published {
    pub number: u32,
    pub document: Document,
}

/// The document as it may be printed beside published editions of its year.
#[must_use]
pub fn against(document: Document, published: &[Published], minimum: u64) -> Document {
    let mut latest_first: Vec<&Published> = published.iter().collect();
    latest_first.sort_by_key(|edition| std::cmp::Reverse(edition.number));
    let earlier = Earlier { latest_first, minimum };
    let sections = document.sections.into_iter().map(|section| earlier.section(section)).collect();
    Document { sections, ..document }
}

/// Published editions.
struct Earlier<'a> {
    latest_first: Vec<&'a Published>,
    minimum: u64,
}

impl Earlier<'_> {
    fn section(&self, section: Section) -> Section {
        let Section { key, heading, parts } = section;
        let mut beside = Vec::new();
        for part in parts {
            let (part, edition) = match part {
                Part::Table(table) => {
                    let (table, edition) = self.table(&key, table);
                    (Part::Table(table), edition)
                }
                Part::Statements { statements } => {
                    let (statements, edition) = self.statements(&key, statements);
                    (Part::Statements { statements }, edition)
                }
                Part::Words { words } => (Part::Words { words }, None),
            };
            beside.push(part);
            beside.extend(edition.map(|edition| Part::Statements { statements: vec![unchanged(edition)] }));
        }
        Section { key, heading, parts: beside }
    }

    /// A table, or that of the latest edition from which it differs by too little, with the number of that edition.
    fn table(&self, section: &str, table: Table) -> (Table, Option<u32>) {
        if AS_IT_IS.contains(&table.key.as_str()) {
            return (table, None);
        }
        let tells = |before: &&Table| table_tells(before, &table, self.minimum);
        let found = self.latest_first.iter().find_map(|edition| {
            let before = tables(&edition.document, section).find(|one| one.key == table.key);
            Some((before.filter(tells)?.clone(), edition.number))
        });
        found.map_or((table, None), |(before, number)| (before, Some(number)))
    }

    /// Statements, each as in the latest edition from which it differs by too little; with the number of the latest of these.
    fn statements(&self, section: &str, statements: Vec<Statement>) -> (Vec<Statement>, Option<u32>) {
        let mut latest = None;
        let statements = statements.into_iter().map(|statement| {
            let (statement, edition) = self.statement(section, statement);
            latest = latest.max(edition);
            statement
        });
        (statements.collect(), latest)
    }

    fn statement(&self, section: &str, statement: Statement) -> (Statement, Option<u32>) {
        if AS_IT_IS.contains(&statement.key.as_str()) {
            return (statement, None);
        }
        let tells = |before: &&Statement| {
            let now =
                |name: &str| statement.figures.iter().find(|(own, _)| own == name).map(|(_, figure)| figure);
            let mut pairs = before.figures.iter().filter_map(|(name, figure)| Some((figure, now(name)?)));
            pairs.any(|(before, now)| values_tell(before, now, self.minimum))
        };
        let found = self.latest_first.iter().find_map(|edition| {
            let before = said(&edition.document, section).find(|one| one.key == statement.key);
            Some((before.filter(tells)?.clone(), edition.number))
        });
        found.map_or((statement, None), |(before, number)| (before, Some(number)))
    }
}

fn unchanged(edition: u32) -> Statement {
    let number = Figure::Number { number: edition.into() };
    Statement { key: UNCHANGED.to_owned(), figures: vec![("edition".to_owned(), number)] }
}

fn parts<'a>(document: &'a Document, section: &'a str) -> impl Iterator<Item = &'a Part> {
    document.sections.iter().filter(move |one| one.key == section).flat_map(|one| &one.parts)
}

fn tables<'a>(document: &'a Document, section: &'a str) -> impl Iterator<Item = &'a Table> {
    parts(document, section).filter_map(|part| match part {
        Part::Table(table) => Some(table),
        Part::Statements { .. } | Part::Words { .. } => None,
    })
}

fn said<'a>(document: &'a Document, section: &'a str) -> impl Iterator<Item = &'a Statement> {
    parts(document, section)
        .filter_map(|part| match part {
            Part::Statements { statements } => Some(statements),
            Part::Table(_) | Part::Words { .. } => None,
        })
        .flatten()
}

#[cfg(test)]
mod tests;

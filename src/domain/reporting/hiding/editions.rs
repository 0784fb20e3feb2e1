//! A later edition beside those that were published of the same year.
//!
//! The rule: parts that count the same things ([`Group`]) are all new, or all as in one published edition: the latest of which a
//! number, or a sum or difference of numbers, differs by less than the minimum, since that would tell of a few complaints. A
//! sentence behind each part says so. The totals of a year are not bound by this.

mod differences;
pub mod groups;
mod pieces;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::reporting::document::{Document, Part, Row, Section, Statement, Table};
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::hiding::editions::differences::tell;
use crate::domain::reporting::hiding::editions::groups::{Group, is_split, of_row, of_statement};
use crate::domain::reporting::hiding::editions::pieces::{Pieces, all};

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
    let groups: BTreeSet<Group> = all(&document).into_iter().map(|(group, _)| group).collect();
    let is_bound = |group: &Group| !matches!(group, Group::Totals | Group::Words);
    let mut kept = Kept(BTreeMap::new());
    for group in groups.into_iter().filter(is_bound) {
        let now = Pieces::of(&document, &group);
        let tells = |edition: &&&Published| {
            let before = Pieces::of(&edition.document, &group);
            // What had to stand in it as in an earlier one is compared with that one, beside whose totals it is true. What came out
            // the same is true beside its own.
            let is_copied =
                published.iter().filter(|earlier| earlier.number < edition.number).any(|earlier| {
                    let earlier = Pieces::of(&earlier.document, &group);
                    earlier.list == before.list && tell(&earlier, &before, minimum)
                });
            !is_copied && tell(&before, &now, minimum)
        };
        if let Some(edition) = latest_first.iter().find(tells) {
            kept.0.insert(group, *edition);
        }
    }
    let sections = document.sections.into_iter().map(|section| kept.section(section)).collect();
    Document { sections, ..document }
}

/// The groups that stand as in an edition.
struct Kept<'a>(BTreeMap<Group, &'a Published>);

impl Kept<'_> {
    fn section(&self, section: Section) -> Section {
        let Section { key, heading, parts } = section;
        let (mut beside, mut placed) = (Vec::new(), BTreeSet::new());
        let names: BTreeSet<String> = parts.iter().filter_map(table_key).collect();
        for part in parts {
            let (part, editions) = match part {
                Part::Table(table) => self.table(&key, table),
                Part::Statements { statements } => self.statements(&key, statements, &mut placed),
                Part::Words { .. } => (Some(part), BTreeSet::new()),
            };
            push(&mut beside, part, editions);
        }
        for (group, edition) in &self.0 {
            let is_back = |table: &&Table| !names.contains(&table.key) && is_of(table, group);
            for table in tables(&edition.document, &key).filter(is_back) {
                push(&mut beside, Some(Part::Table(table.clone())), BTreeSet::from([edition.number]));
            }
            if !placed.contains(group) {
                let statements = said_of(edition, &key, group);
                push(&mut beside, sentences(statements), BTreeSet::from([edition.number]));
            }
        }
        Section { key, heading, parts: beside }
    }

    /// A table, or what an edition has in its place, with the editions that its rows are of.
    fn table(&self, section: &str, table: Table) -> (Option<Part>, BTreeSet<u32>) {
        let mut editions = BTreeSet::new();
        let in_edition = |edition: &Published| {
            tables(&edition.document, section).find(|one| one.key == table.key).cloned()
        };
        if !is_split(&table.key) {
            let group = table.rows.first().map(|row| of_row(&table, row));
            let Some(edition) = group.and_then(|group| self.0.get(&group).copied()) else {
                return (Some(Part::Table(table)), editions);
            };
            return (in_edition(edition).map(Part::Table), BTreeSet::from([edition.number]));
        }
        let mut rows: Vec<Row> = Vec::new();
        for row in &table.rows {
            let Some(edition) = self.0.get(&of_row(&table, row)).copied() else {
                rows.push(row.clone());
                continue;
            };
            let before =
                in_edition(edition).and_then(|one| one.rows.into_iter().find(|own| own.label == row.label));
            editions.extend(before.is_some().then_some(edition.number));
            rows.extend(before);
        }
        (Some(Part::Table(Table { rows, ..table })), editions)
    }

    /// Sentences, with those of an edition in the place of the first one of a group that stands as in it.
    fn statements(
        &self,
        section: &str,
        statements: Vec<Statement>,
        placed: &mut BTreeSet<Group>,
    ) -> (Option<Part>, BTreeSet<u32>) {
        let (mut told, mut editions) = (Vec::new(), BTreeSet::new());
        for statement in statements {
            let group = of_statement(&statement);
            let Some(edition) = self.0.get(&group) else {
                told.push(statement);
                continue;
            };
            if placed.insert(group.clone()) {
                let before = said_of(edition, section, &group);
                editions.extend((!before.is_empty()).then_some(edition.number));
                told.extend(before);
            }
        }
        (sentences(told), editions)
    }
}

/// Adds a part, and behind it the sentence about each edition that it is of.
fn push(parts: &mut Vec<Part>, part: Option<Part>, editions: BTreeSet<u32>) {
    let Some(part) = part else { return };
    parts.push(part);
    parts.extend(sentences(editions.into_iter().map(unchanged).collect()));
}

fn sentences(statements: Vec<Statement>) -> Option<Part> {
    (!statements.is_empty()).then_some(Part::Statements { statements })
}

fn table_key(part: &Part) -> Option<String> {
    match part {
        Part::Table(table) => Some(table.key.clone()),
        Part::Statements { .. } | Part::Words { .. } => None,
    }
}

/// Whether a table is all of one group.
fn is_of(table: &Table, group: &Group) -> bool {
    !is_split(&table.key) && table.rows.first().is_some_and(|row| of_row(table, row) == *group)
}

/// What an edition says of a group in a section.
fn said_of(edition: &Published, section: &str, group: &Group) -> Vec<Statement> {
    said(&edition.document, section).filter(|one| of_statement(one) == *group).cloned().collect()
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

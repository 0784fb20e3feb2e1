//! The rows and sentences of a document that are in one group.
//!
//! The rule: what is in no list of a document is not compared, so this goes through all of its parts.

use crate::domain::reporting::document::{Document, Label, Part};
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::hiding::editions::groups::{Group, of_row, of_statement};

/// The table with the totals of the year, in its first row.
const FLOW: &str = "flow";

/// A row or a sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece<'a> {
    pub section: &'a str,
    /// The key of the table or the sentence.
    pub key: &'a str,
    /// Only of a row.
    pub label: Option<&'a Label>,
    /// By column or name.
    pub figures: Vec<(&'a str, &'a Figure)>,
}

impl<'a> Piece<'a> {
    /// The figure of a name.
    pub fn figure(&self, name: &str) -> Option<&'a Figure> {
        self.figures.iter().find(|(own, _)| *own == name).map(|(_, figure)| *figure)
    }

    /// The figures of two pieces that have one name, if both are about the same.
    pub fn pairs(&self, other: &Self) -> Vec<(&'a Figure, &'a Figure)> {
        let is_same = (self.section, self.key, self.label) == (other.section, other.key, other.label);
        if !is_same || self.label == Some(&Label::Others) {
            return Vec::new();
        }
        let pair = |(name, figure): &(&'a str, &'a Figure)| Some((*figure, other.figure(name)?));
        self.figures.iter().filter_map(pair).collect()
    }
}

/// All pieces of a group.
#[derive(Clone, Debug, PartialEq)]
pub struct Pieces<'a> {
    pub list: Vec<Piece<'a>>,
    /// The complaints received in the year, and those closed in it.
    pub received: Option<u64>,
    pub closed: Option<u64>,
}

impl<'a> Pieces<'a> {
    /// Those of a document.
    #[must_use]
    pub fn of(document: &'a Document, group: &Group) -> Self {
        let own = all(document).into_iter().filter(|(of, _)| of == group);
        let flow = all(document).into_iter().find(|(_, piece)| piece.key == FLOW);
        let total = |name| flow.as_ref().and_then(|(_, piece)| count(piece.figure(name)?));
        Self {
            list: own.map(|(_, piece)| piece).collect(),
            received: total("received"),
            closed: total("closed"),
        }
    }

    /// The figure of a table with one row, or of a sentence.
    pub fn figure(&self, key: &str, name: &str) -> Option<&'a Figure> {
        self.list.iter().find(|piece| piece.key == key)?.figure(name)
    }

    /// The count there.
    pub fn count(&self, key: &str, name: &str) -> Option<u64> {
        self.figure(key, name).and_then(count)
    }

    /// The rows of a table with what they count.
    pub fn rows(&self, key: &str) -> Vec<(&'a Label, u64)> {
        let rows = self.list.iter().filter(|piece| piece.key == key);
        rows.filter_map(|piece| Some((piece.label?, count(piece.figure("complaints")?)?))).collect()
    }
}

/// A count; `None` if it is hidden.
fn count(figure: &Figure) -> Option<u64> {
    match figure {
        Figure::Count { count } => Some(*count),
        _ => None,
    }
}

/// The rows and sentences of a document with their groups.
#[must_use]
pub fn all(document: &Document) -> Vec<(Group, Piece<'_>)> {
    let mut found = Vec::new();
    for section in &document.sections {
        for part in &section.parts {
            match part {
                Part::Table(table) => found.extend(table.rows.iter().map(|row| {
                    let columns = table.columns.iter().skip(1).map(String::as_str);
                    let figures = columns.zip(&row.figures).collect();
                    let (key, label) = (table.key.as_str(), Some(&row.label));
                    (of_row(table, row), Piece { section: &section.key, key, label, figures })
                })),
                Part::Statements { statements } => found.extend(statements.iter().map(|one| {
                    let figures = one.figures.iter().map(|(name, figure)| (name.as_str(), figure)).collect();
                    (of_statement(one), Piece { section: &section.key, key: &one.key, label: None, figures })
                })),
                Part::Words { .. } => {}
            }
        }
    }
    found
}

//! Sentences and tables of a document, in short.

use crate::domain::reporting::document::{Label, Part, Row, Statement, Table};
use crate::domain::reporting::figure::Figure;
use crate::statistics::rounding::without_noise;

/// A sentence by its key, with its figures by name.
pub(super) fn say<const FIGURES: usize>(key: &str, figures: [(&str, Figure); FIGURES]) -> Statement {
    let figures = figures.into_iter().map(|(name, figure)| (name.to_owned(), figure)).collect();
    Statement { key: key.to_owned(), figures }
}

/// Sentences as a part; none where there is nothing to say.
pub(super) fn sentences(statements: Vec<Statement>) -> Option<Part> {
    (!statements.is_empty()).then_some(Part::Statements { statements })
}

/// A table whose rows have a figure for each column but the first.
pub(super) fn table<const COLUMNS: usize>(key: &str, columns: [&str; COLUMNS], rows: Vec<Row>) -> Part {
    let columns = columns.map(str::to_owned).to_vec();
    Part::Table(Table { key: key.to_owned(), columns, rows })
}

/// A name of the program's, such as `channel:web`.
pub(super) fn known(kind: &str, name: &str) -> Label {
    Label::Known { name: format!("{kind}:{name}") }
}

/// A share that was chosen, as percents.
pub(super) fn percent(share: f64) -> Figure {
    Figure::Percent { percent: without_noise(100.0 * share) }
}

/// A number that counts neither complaints nor people.
pub(super) fn number(number: impl TryInto<u64>) -> Figure {
    Figure::Number { number: number.try_into().unwrap_or_default() }
}

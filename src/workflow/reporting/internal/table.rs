//! How tables of the internal evaluation are put together.
//!
//! The rule: a table without rows is a sentence that says so.

use chrono::NaiveDate;

use crate::domain::reporting::document::{InBoth, Label, Part, Row, Section, Statement, Table};
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::internal::InternalSection;
use crate::views::reporting::internal_words::heading;

/// The sentence that stands where there is nothing to tell.
pub(super) const NOTHING: &str = "internal_nothing";

/// A section with its heading in both languages.
pub(super) fn section(section: InternalSection, parts: Vec<Part>) -> Section {
    Section { key: section.name().to_owned(), heading: heading(section), parts }
}

/// A section of words of people.
pub(in crate::workflow::reporting) fn words(of: InternalSection, words: &InBoth) -> Section {
    section(of, vec![Part::Words { words: words.clone() }])
}

/// A table; the first of the columns is that of the labels.
pub(super) fn table(key: &str, columns: &[&str], rows: Vec<Row>) -> Part {
    if rows.is_empty() {
        return Part::Statements {
            statements: vec![Statement { key: NOTHING.to_owned(), figures: Vec::new() }],
        };
    }
    let columns = columns.iter().map(|column| (*column).to_owned()).collect();
    Part::Table(Table { key: key.to_owned(), columns, rows })
}

/// A row of a team; `None` where its figures, of which there are `many`, stay hidden.
pub(super) fn team_row(team: &str, figures: Option<Vec<Figure>>, many: usize) -> Row {
    Row { label: team_label(team), figures: figures.unwrap_or_else(|| hidden(many)) }
}

/// Figures of which none is told.
fn hidden(many: usize) -> Vec<Figure> {
    vec![Figure::Hidden; many]
}

/// The label of a team; complaints of no team have an empty name.
pub(super) fn team_label(team: &str) -> Label {
    if team.is_empty() { Label::NotTold } else { own(team) }
}

/// A name of the organisation's own.
pub(super) fn own(value: &str) -> Label {
    Label::Own { value: value.to_owned() }
}

/// A text of the organisation's own; nothing where there is none.
pub(super) fn text(text: Option<&str>) -> Figure {
    text.filter(|text| !text.is_empty())
        .map_or(Figure::Nothing, |text| Figure::Text { text: text.to_owned() })
}

/// A verdict by its name.
pub(super) fn verdict(name: impl Into<String>) -> Figure {
    Figure::Verdict { verdict: name.into() }
}

/// A day; nothing where there is none.
pub(super) fn day(day: Option<NaiveDate>) -> Figure {
    day.map_or(Figure::Nothing, |day| Figure::Day { day })
}

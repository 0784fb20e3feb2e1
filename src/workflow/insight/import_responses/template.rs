//! A file to begin with: the columns that an import of responses knows, and a row as an example.
//!
//! The rule: the import takes it as it is.

use crate::domain::answering::questionnaire::Questionnaire;
use crate::domain::complaints::segment::{Dimension, MODE_EMAIL};
use crate::domain::input::spreadsheet::{Cell, Sheet};

/// The example row, as far as it is filled in.
const EXAMPLE: [(&str, &str); 13] = [
    ("answered_at", "25-11-2025 09:00"),
    ("score", "9"),
    ("closed_at", "20-11-2025"),
    ("verbatim", "Ik kreeg snel antwoord."),
    ("team", "Noord"),
    ("product", "Verkeer"),
    ("channel", "web"),
    ("complainant", "customer"),
    ("outcome", "upheld"),
    ("level", "regular"),
    ("language", "nl"),
    ("mode", MODE_EMAIL),
    ("questionnaire", "2025"),
];

/// The file for these items of the questionnaire.
#[must_use]
pub fn template() -> Sheet {
    let of_answers =
        ["answered_at", "score", "closed_at", "verbatim"].into_iter().chain(Dimension::NAMES.iter().copied());
    let mut columns: Vec<String> = of_answers.map(str::to_owned).collect();
    let items = Questionnaire::built_in().items;
    let items = items.iter().map(|item| item.name()).filter(|name| !Dimension::NAMES.contains(name));
    columns.extend(items.map(str::to_owned));
    let cell = |column: &String| {
        let example = EXAMPLE.iter().find(|(name, _)| name == column);
        // A rating is the only kind of column that has no example of its own.
        Cell::Text(example.map_or("4", |(_, value)| *value).to_owned())
    };
    let row = columns.iter().map(cell).collect();
    Sheet { columns, rows: vec![row] }
}

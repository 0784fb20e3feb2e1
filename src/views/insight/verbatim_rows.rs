//! Single answers as rows of a file.
//!
//! The rule: no contact details, no reference and no identifier: what the page shows of an answer, and its ratings.

use std::collections::BTreeSet;

use crate::domain::answering::questionnaire::{ItemId, Questionnaire};
use crate::domain::complaints::segment::Dimension;
use crate::domain::input::spreadsheet::Cell;
use crate::domain::insight::query::responses::ResponseRow;
use crate::domain::people::language::Language;
use crate::texts::{Texts, texts};
use crate::views::answering::survey::item_text;
use crate::views::kit::format::whole;
use crate::views::kit::rows::{RowColumns, Rows};
use crate::views::kit::words;

/// The dimensions that the page shows with an answer.
const SHOWN: [Dimension; 4] = [Dimension::Team, Dimension::Product, Dimension::Channel, Dimension::Outcome];

/// The rows of answers, whose items have the names of the questionnaire.
#[must_use]
pub fn verbatim_rows(language: Language, questionnaire: &Questionnaire, answers: &[ResponseRow]) -> Rows {
    let text = texts(language);
    let items: BTreeSet<&ItemId> = answers.iter().flat_map(|answer| answer.ratings.keys()).collect();
    let themes = |row: &&ResponseRow| row.themes.iter().map(String::as_str).collect::<Vec<_>>().join(" | ");
    let verbatim = |row: &&ResponseRow| row.verbatim.clone().unwrap_or_default();
    let mut columns = RowColumns::<&ResponseRow>::new(text)
        .day("answered_on", text.download_answered(), |row| row.answered_on)
        .count("score", text.histogram_score(), |row| Some(u64::from(row.score.value())))
        .words(text.download_group(), |row| group(text, row))
        .name("score_group", |row| row.score_group().to_owned())
        .words(text.download_verbatim(), verbatim)
        .name("verbatim", verbatim)
        .words(text.download_themes(), themes)
        .name("themes", themes);
    for dimension in SHOWN {
        columns = columns
            .words(words::capitalised(&words::dimension(text, dimension)), move |row| {
                words::value(text, dimension, row.segment.value(dimension))
            })
            .name(dimension.name(), move |row| row.segment.value(dimension).to_owned());
    }
    for item in items {
        let rating = move |row: &&ResponseRow| row.ratings.get(item).map(|rating| u64::from(rating.value()));
        columns = columns.count(item.name(), item_text(language, questionnaire, item), rating);
    }
    columns.rows(answers.iter().collect())
}

/// Adds to the rows of a spreadsheet that there are more answers than these.
pub fn say_there_are_more(language: Language, rows: &mut Rows, most: usize) {
    let words = texts(language).download_more(whole(language, most as u64));
    let width = rows.for_spreadsheet.columns.len();
    let cells = std::iter::once(Cell::Text(words)).chain(std::iter::repeat(Cell::Nothing));
    rows.for_spreadsheet.rows.push(cells.take(width).collect());
}

fn group(text: &Texts, row: &ResponseRow) -> String {
    match row.score.value() {
        9.. => text.download_promoter(),
        7..=8 => text.download_passive(),
        _ => text.download_detractor(),
    }
}

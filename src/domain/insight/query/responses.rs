//! Individual responses in pages: the parameters of `GET /api/v1/responses`, and the contents of a row.
//!
//! The rule: no contact details, no handler, and only answers that count, so that counting the rows gives the figures.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{NaiveDate, SecondsFormat};
use data_encoding::BASE64URL_NOPAD;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::answering::questionnaire::{ItemId, Rating};
use crate::domain::answering::score::Score;
use crate::domain::complaints::segment::{Dimension, Segment};
use crate::domain::ids::ResponseId;
use crate::domain::input::decimal::parse_whole;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::input::spreadsheet::{Columns, Sheet};
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::time::calendar::parse_day;
use crate::domain::time::period::{DateRange, Granularity};

/// Why parameters of figures are refused.
const NO_PLACE: &str = "has no place in a list of responses";
/// The default and the largest page size, in rows.
pub const USUAL_LIMIT: u32 = 100;
pub const LARGEST_LIMIT: u32 = 1_000;

/// A position in the list, after which the next page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub day: NaiveDate,
    pub id: ResponseId,
}

/// The parameters of a list of responses.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseQuery {
    /// Range, basis and filters; its other fields are not used.
    pub selection: WholeQuery,
    pub after: Option<Cursor>,
    pub limit: u32,
}

/// A response as exported.
#[derive(Clone, Debug, PartialEq)]
pub struct ResponseRow {
    pub id: ResponseId,
    /// The complaint's reference and closure; `None` for an imported response.
    pub complaint: Option<(String, i64)>,
    pub closed_on: NaiveDate,
    pub answered_on: NaiveDate,
    pub answered_at: Timestamp,
    pub score: Score,
    pub verbatim: Option<String>,
    pub ratings: BTreeMap<ItemId, Rating>,
    pub themes: BTreeSet<String>,
    pub segment: Segment,
}

impl ResponseQuery {
    /// Every response whose complaint closed in the range, in pages of the largest size.
    #[must_use]
    pub fn whole(range: DateRange) -> Self {
        let selection = WholeQuery::over(range, Granularity::Total);
        Self { selection, after: None, limit: LARGEST_LIMIT }
    }

    /// Parses query parameters.
    ///
    /// # Errors
    /// Every parameter that is wrong or not allowed for a list.
    pub fn parse(pairs: &[(String, String)], today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of_query(pairs);
        for name in ["group_by", "rolling", "interval", "confidence"] {
            fields.refuse_here(name, NO_PLACE);
        }
        let after = fields.take_as("cursor", "must be a next_cursor that an answer gave", Cursor::parse);
        let message = format!("must be a whole number from 1 to {LARGEST_LIMIT}");
        let limit = fields
            .take_as("limit", &message, |text| parse_whole(text).filter(|n| (1..=LARGEST_LIMIT).contains(n)));
        let selection = WholeQuery::take(&mut fields, today, NO_PLACE);
        fields.result(Some(Self { selection, after, limit: limit.unwrap_or(USUAL_LIMIT) }))
    }
}

impl Cursor {
    /// The cursor as opaque text.
    #[must_use]
    pub fn written(&self) -> String {
        BASE64URL_NOPAD.encode(format!("{}{}", self.day, self.id.0.simple()).as_bytes())
    }

    /// Parses a cursor; `None` if it is invalid.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        let plain = std::str::from_utf8(&bytes).ok()?;
        let (day, id) = plain.split_at_checked(10)?;
        Some(Self { day: parse_day(day)?, id: ResponseId(Uuid::try_parse(id).ok()?) })
    }
}

impl ResponseRow {
    /// `promoter`, `passive` or `detractor`.
    #[must_use]
    pub fn score_group(&self) -> &'static str {
        match self.score.value() {
            9.. => "promoter",
            7..=8 => "passive",
            _ => "detractor",
        }
    }

    /// The row as JSON, in the format of the API.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let instant = self.answered_at.to_rfc3339_opts(SecondsFormat::AutoSi, true);
        let ratings: Map<String, Value> = self
            .ratings
            .iter()
            .map(|(item, rating)| (item.name().to_owned(), rating.value().into()))
            .collect();
        let mut row = json!({
            "id": self.id.to_string(),
            "reference": self.complaint.as_ref().map(|(reference, _)| reference),
            "closure": self.complaint.as_ref().map(|(_, closure)| closure),
            "closed_on": self.closed_on,
            "answered_on": self.answered_on,
            "answered_at": instant,
            "score": self.score.value(),
            "score_group": self.score_group(),
            "ratings": ratings,
            "verbatim": self.verbatim,
            "themes": self.themes,
        });
        for &dimension in Dimension::ALL {
            let value = Some(self.segment.value(dimension)).filter(|value| !value.is_empty());
            row[dimension.name()] = value.into();
        }
        row
    }
}

/// Rows as a table; the items are the last columns.
#[must_use]
pub fn sheet(rows: &[ResponseRow], items: &BTreeSet<ItemId>) -> Sheet {
    let themes = |row: &ResponseRow| row.themes.iter().map(String::as_str).collect::<Vec<_>>().join(" | ");
    let given = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    Columns::default()
        .column("id", |row: &&ResponseRow| row.id.to_string())
        .column("reference", |row| row.complaint.as_ref().map(|(reference, _)| reference.as_str().to_owned()))
        .column("closure", |row| row.complaint.as_ref().and_then(|(_, closure)| u64::try_from(*closure).ok()))
        .column("closed_on", |row| row.closed_on)
        .column("answered_on", |row| row.answered_on)
        .column("answered_at", |row| row.answered_at.to_rfc3339_opts(SecondsFormat::AutoSi, true))
        .column("score", |row| u64::from(row.score.value()))
        .column("score_group", |row| row.score_group())
        .column("verbatim", |row| row.verbatim.clone())
        .column("themes", move |row| given(&themes(row)))
        .for_each(Dimension::ALL, |columns, &dimension| {
            columns.column(dimension.name(), move |row| given(row.segment.value(dimension)))
        })
        .for_each(items, |columns, item| {
            columns
                .column(item.name(), move |row| row.ratings.get(item).map(|rating| u64::from(rating.value())))
        })
        .sheet(rows)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(query: &str) -> Result<ResponseQuery, Vec<String>> {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        ResponseQuery::parse(&pairs, "2026-11-22".parse().unwrap())
            .map_err(|errors| errors.into_iter().map(|error| error.field).collect())
    }

    #[test]
    fn a_list_has_pages_and_no_groups() {
        assert_eq!(parse("").unwrap().limit, 100);
        assert_eq!(parse("limit=1000&team=Noord").unwrap().limit, 1_000);
        assert_eq!(
            parse("limit=0&cursor=abc&group_by=team&from=x"),
            Err(["group_by", "cursor", "limit", "from"].map(str::to_owned).to_vec())
        );
    }

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        let cursor = Cursor { day: "2026-03-31".parse().unwrap(), id: ResponseId(Uuid::from_u128(7)) };
        assert_eq!(Cursor::parse(&cursor.written()), Some(cursor));
    }

    proptest! {
        #[test]
        fn any_text_is_a_cursor_or_refused(text in ".*") {
            let _ = Cursor::parse(&text);
            let _ = Cursor::parse(&BASE64URL_NOPAD.encode(text.as_bytes()));
        }
    }
}

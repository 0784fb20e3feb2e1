//! The parameters of `GET /api/v1/follow-ups`.
//!
//! The rule: what is left out is no filter, and the days are those on which follow-ups are due, as in the figures.

use chrono::NaiveDate;
use data_encoding::BASE64URL_NOPAD;
use uuid::Uuid;

use crate::domain::follow_ups::follow_up::FollowUpStatus;
use crate::domain::ids::FollowUpId;
use crate::domain::input::decimal::parse_whole;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::time::calendar::parse_day;

/// The default and the largest page size, in rows.
pub const USUAL_LIMIT: u32 = 100;
pub const LARGEST_LIMIT: u32 = 1_000;
/// The most teams that can be asked for.
pub const MOST_TEAMS: usize = 100;

/// A place in the list, after which the next page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FollowUpCursor {
    pub due_on: NaiveDate,
    pub id: FollowUpId,
}

/// Which follow-ups are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUpQuery {
    pub status: Option<FollowUpStatus>,
    /// An empty name stands for follow-ups without a team; no name at all for every team.
    pub teams: Vec<String>,
    /// The first and the last day on which they are due.
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub after: Option<FollowUpCursor>,
    pub limit: u32,
}

impl FollowUpQuery {
    /// Parses query parameters.
    ///
    /// # Errors
    /// Every parameter that is wrong or not known.
    pub fn parse(pairs: &[(String, String)]) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of_query(pairs);
        let status = fields.take_name("status");
        let teams = fields.take_all("team", MOST_TEAMS);
        if teams.iter().any(|team| team.chars().any(char::is_control)) {
            fields.refuse("team", "must not contain control characters");
        }
        let (first, last) = every_day();
        let from = fields.take_day("from").unwrap_or(first);
        let to = fields.take_day("to").unwrap_or(last);
        if from > to {
            fields.refuse("from", "must not be after to");
        }
        let after =
            fields.take_as("cursor", "must be a next_cursor that an answer gave", FollowUpCursor::parse);
        let message = format!("must be a whole number from 1 to {LARGEST_LIMIT}");
        let limit = fields.take_as("limit", &message, |text| {
            parse_whole(text).filter(|rows| (1..=LARGEST_LIMIT).contains(rows))
        });
        fields.result(Some(Self { status, teams, from, to, after, limit: limit.unwrap_or(USUAL_LIMIT) }))
    }
}

/// The first and the last day that a parameter can name.
fn every_day() -> (NaiveDate, NaiveDate) {
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default();
    (day(1900, 1, 1), day(2999, 12, 31))
}

impl FollowUpCursor {
    /// The cursor as opaque text.
    #[must_use]
    pub fn written(&self) -> String {
        BASE64URL_NOPAD.encode(format!("{}{}", self.due_on, self.id.0.simple()).as_bytes())
    }

    /// Parses a cursor; `None` if it is invalid.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
        let (day, id) = std::str::from_utf8(&bytes).ok()?.split_at_checked(10)?;
        Some(Self { due_on: parse_day(day)?, id: FollowUpId(Uuid::try_parse(id).ok()?) })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(query: &str) -> Result<FollowUpQuery, Vec<String>> {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        FollowUpQuery::parse(&pairs).map_err(|errors| errors.into_iter().map(|error| error.field).collect())
    }

    #[test]
    fn what_is_left_out_is_no_filter() {
        let all = parse("").unwrap();
        assert_eq!((all.status, all.teams.len(), all.limit), (None, 0, 100));
        let some = parse("status=taken_up&team=Noord&team=&from=2026-03-01&to=2026-03-31&limit=5").unwrap();
        assert_eq!((some.status, some.limit), (Some(FollowUpStatus::TakenUp), 5));
        assert_eq!(some.teams, ["Noord", ""]);
        assert_eq!(some.from.to_string(), "2026-03-01");
    }

    #[test]
    fn every_mistake_is_named() {
        let named = parse("status=late&team=a%00&from=x&cursor=y&limit=0&owner=me").unwrap_err();
        assert_eq!(named, ["status", "team", "from", "cursor", "limit", "owner"]);
        assert_eq!(parse("from=2026-03-02&to=2026-03-01").unwrap_err(), ["from"]);
    }

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        let due_on = "2026-03-31".parse().unwrap();
        let cursor = FollowUpCursor { due_on, id: FollowUpId(Uuid::from_u128(7)) };
        assert_eq!(FollowUpCursor::parse(&cursor.written()), Some(cursor));
    }

    proptest! {
        #[test]
        fn any_text_is_a_cursor_or_refused(text in ".*") {
            let _ = FollowUpCursor::parse(&text);
            let _ = FollowUpCursor::parse(&BASE64URL_NOPAD.encode(text.as_bytes()));
        }
    }
}

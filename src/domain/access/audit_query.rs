//! The selection of entries of the audit: the parameters of its page and of its file.
//!
//! The rule: what the audit says about a reading of the audit holds no words that a person typed.

use chrono::{NaiveDate, SecondsFormat};
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::time::calendar::parse_moment;
use crate::domain::time::period::DateRange;

/// Which entries are read; everything by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// The first and the last day, in the organisation's time zone.
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    /// An actor as stored.
    pub who: Option<String>,
    pub what: Option<Action>,
    /// A part of the subject, or the address of a user.
    pub on: Option<String>,
    /// The last entry of the page before.
    pub before: Option<AuditCursor>,
}

/// A place in the list, newest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AuditCursor {
    pub at: Timestamp,
    pub id: Uuid,
}

/// An entry as people read it, with the addresses of users.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownEntry {
    pub at: Timestamp,
    pub actor: String,
    pub action: String,
    pub subject: String,
}

impl AuditQuery {
    /// Parses query parameters; empty ones mean "not given".
    ///
    /// # Errors
    /// Every parameter that is wrong.
    pub fn parse(pairs: &[(String, String)]) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of_form(pairs);
        let (from, to) = (fields.take_day("from"), fields.take_day("to"));
        if let (Some(from), Some(to)) = (from, to)
            && from > to
        {
            fields.refuse("from", "must not lie after the last day");
        }
        let who = fields.take_text("who");
        let what = fields.take_name("what");
        let on = fields.take_text("on");
        let before = fields.take_as(
            "before",
            "must be the link to earlier entries that a page gave",
            AuditCursor::parse,
        );
        fields.result(Some(Self { from, to, who, what, on, before }))
    }

    /// Everything of these days.
    #[must_use]
    pub fn of_days(range: DateRange) -> Self {
        Self { from: Some(range.from()), to: Some(range.to()), ..Self::default() }
    }

    /// What the audit says about a reading: days, action, and a person only by identifier.
    #[must_use]
    pub fn told(&self) -> String {
        let day =
            |day: Option<NaiveDate>, none: &str| day.map_or_else(|| none.to_owned(), |day| day.to_string());
        let mut told = format!("{} to {}", day(self.from, "the first"), day(self.to, "the last"));
        match &self.who {
            Some(who) if is_stored_actor(who) => told.push_str(&format!(", who: {who}")),
            Some(_) => told.push_str(", who"),
            None => {}
        }
        if let Some(what) = self.what {
            told.push_str(&format!(", what: {what}"));
        }
        if self.on.is_some() {
            told.push_str(", on");
        }
        told
    }
}

/// Whether the text is the operator, an unknown person, or a user by identifier.
fn is_stored_actor(text: &str) -> bool {
    let is_id = |id: &str| id.parse::<Uuid>().is_ok();
    matches!(text, "operator" | "unknown") || text.strip_prefix("user ").is_some_and(is_id)
}

impl AuditCursor {
    /// The place as a parameter.
    #[must_use]
    pub fn written(&self) -> String {
        format!("{}_{}", self.at.to_rfc3339_opts(SecondsFormat::Micros, true), self.id.simple())
    }

    fn parse(text: &str) -> Option<Self> {
        let (at, id) = text.split_once('_')?;
        Some(Self { at: parse_moment(at)?, id: Uuid::try_parse(id).ok()? })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn parse(query: &str) -> Result<AuditQuery, Vec<String>> {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        AuditQuery::parse(&pairs)
            .map_err(|errors| errors.into_iter().map(|error| error.field).collect::<Vec<_>>())
    }

    #[test]
    fn what_makes_no_sense_is_named() {
        assert_eq!(parse("from=&to=&who=&what=&on="), Ok(AuditQuery::default()));
        let read = parse("from=2026-03-01&to=2026-03-01&what=sign+in&on=K-1").unwrap();
        assert_eq!((read.what, read.on.as_deref()), (Some(Action::SignIn), Some("K-1")));
        assert_eq!(parse("from=2026-03-02&to=2026-03-01").unwrap_err(), ["from"]);
        let wrong = "from=x&to=2026-02-30&what=fly&before=x&colour=red";
        assert_eq!(parse(wrong).unwrap_err(), ["from", "to", "what", "before", "colour"]);
    }

    #[test]
    fn a_reading_is_told_without_what_was_typed() {
        let id = "01900000-0000-7000-8000-000000000007";
        let read = parse(&format!("from=2026-03-01&who=user+{id}&what=sign+in&on=Jansen")).unwrap();
        assert_eq!(read.told(), format!("2026-03-01 to the last, who: user {id}, what: sign in, on"));
        assert_eq!(parse("to=2026-03-01&who=Jansen").unwrap().told(), "the first to 2026-03-01, who");
    }

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        let place =
            AuditCursor { at: parse_moment("2026-03-02T09:15:00.000001Z").unwrap(), id: Uuid::from_u128(7) };
        assert_eq!(AuditCursor::parse(&place.written()), Some(place));
    }

    proptest! {
        #[test]
        fn any_text_is_a_cursor_or_none(text in ".{0,80}") {
            let _ = AuditCursor::parse(&text);
        }
    }
}

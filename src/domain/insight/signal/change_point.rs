//! Change points: what changed on a day, so that figures before and after are compared with care.

use chrono::NaiveDate;

use crate::domain::Timestamp;
use crate::domain::ids::ChangePointId;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::named::named_enum;
use crate::domain::time::calendar::parse_day;

/// The longest note or reason, in characters.
pub const LONGEST_NOTE: usize = 500;

const DAY: &str = "must be a day up to today, like 2026-03-31";
const KIND: &str = "must be text, process, law or other";
const NOTE: &str = "must say what changed, in at most 500 characters";
const REASON: &str = "must say why the limits begin anew, in at most 500 characters";

named_enum! {
    /// The kind of a change.
    pub enum ChangeKind {
        /// The wording of a mail, a question or a letter.
        Text = "text",
        /// How complaints are handled.
        Process = "process",
        /// A law or another external rule.
        Law = "law",
        Other = "other",
    }
}

/// A change as entered by an analyst.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewChangePoint {
    pub day: NaiveDate,
    pub kind: ChangeKind,
    pub note: String,
    /// Why control charts get new limits from this day; `None` if they keep theirs.
    pub restart_reason: Option<String>,
}

/// A recorded change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangePoint {
    pub id: ChangePointId,
    pub change: NewChangePoint,
    pub noted_at: Timestamp,
    pub noted_by: String,
}

impl NewChangePoint {
    /// Parses the fields of the form.
    ///
    /// # Errors
    /// Every field that is missing or wrong.
    pub fn parse(pairs: &[(String, String)], today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of_form(pairs);
        let day = fields.take_as("day", DAY, |text| parse_day(text).filter(|day| *day <= today));
        let day = fields.require_as("day", day, DAY);
        let kind = fields.take_as("kind", KIND, |text| text.parse().ok());
        let kind = fields.require_as("kind", kind, KIND);
        let note = fields.take_as("note", NOTE, sound_text);
        let note = fields.require_as("note", note, NOTE);
        let restarts = fields.take_text("restarts").is_some_and(|text| text == "on");
        let mut reason = fields.take_as("restart_reason", REASON, sound_text);
        if restarts {
            reason = fields.require_as("restart_reason", reason, REASON);
        }
        let read = day.zip(kind).zip(note);
        fields.result(read.map(|((day, kind), note)| Self {
            day,
            kind,
            note,
            restart_reason: reason.filter(|_| restarts),
        }))
    }
}

fn sound_text(text: &str) -> Option<String> {
    let is_wrong = text.chars().count() > LONGEST_NOTE || text.chars().any(char::is_control);
    (!is_wrong).then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(query: &str) -> Result<NewChangePoint, Vec<String>> {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        NewChangePoint::parse(&pairs, "2026-11-22".parse().unwrap())
            .map_err(|errors| errors.into_iter().map(|error| error.field).collect())
    }

    #[test]
    fn a_restart_needs_a_reason_and_a_change_cannot_lie_ahead() {
        assert!(parse("day=2026-11-22&kind=law&note=Nieuwe+wet").unwrap().restart_reason.is_none());
        assert_eq!(
            parse("day=2026-11-23&kind=war&note=&restarts=on"),
            Err(["day", "kind", "note", "restart_reason"].map(str::to_owned).to_vec())
        );
        let restarted = parse("day=2026-01-01&kind=process&note=x&restarts=on&restart_reason=Nieuw+team");
        assert_eq!(restarted.unwrap().restart_reason.as_deref(), Some("Nieuw team"));
    }
}

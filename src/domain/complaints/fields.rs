//! Parses raw fields into a [`Complaint`]: the body of `PUT /api/v1/complaints/{reference}`, and each row of
//! `complaints import`.

mod facts;

use chrono::TimeDelta;
use chrono_tz::Tz;

use crate::domain::Timestamp;
use crate::domain::complaints::complaint::{
    Complainant, Complaint, Contact, OptOutReason, Status, SurveyWish,
};
use crate::domain::complaints::facts::Facts;
pub use crate::domain::complaints::fields::facts::MOST_CAUSES;
use crate::domain::complaints::fields::facts::Within;
use crate::domain::complaints::segment::{Dimension, Labels};
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::named::named_enum;
use crate::domain::people::language::is_language_tag;
use crate::domain::people::person_name::person_name;
use crate::domain::people::phone_number::PhoneNumber;

/// How far a moment may lie ahead of our clock: clocks differ, but not by more.
pub(super) const TOLERATED_AHEAD: TimeDelta = TimeDelta::hours(24);

named_enum! {
    /// The values of the `status` field.
    pub enum StatusName {
        Open = "open",
        Closed = "closed",
    }
}

/// The column names that a CSV file may have besides `reference`.
const OWN_NAMES: [&str; 30] = [
    "status",
    "received_at",
    "closed_at",
    "contact.email",
    "contact.name",
    "contact.phone",
    "contact.language",
    "complainant",
    "channel",
    "level",
    "handler",
    "outcome",
    "cause",
    "causes",
    "acknowledged_at",
    "acknowledged_by",
    "phone_attempted_at",
    "phone_response_at",
    "phone_response_required",
    "written_response_at",
    "written_response_required",
    "answered_by",
    "remedy",
    "remedy_amount",
    "kifid_pointed",
    "employee_discussed_on",
    "team_discussed_on",
    "survey.ask",
    "survey.reason",
    "survey.note",
];

/// Whether a CSV file may have this column beside `reference`.
#[must_use]
pub fn is_known(name: &str) -> bool {
    OWN_NAMES.contains(&name) || Dimension::LABELS.iter().any(|dimension| dimension.name() == name)
}

/// All columns of a CSV file, in the order of the template.
pub fn columns() -> impl Iterator<Item = &'static str> {
    let labels = Dimension::LABELS.iter().map(|dimension| dimension.name());
    ["reference"].into_iter().chain(OWN_NAMES).chain(labels)
}

/// The fields that hold nested fields.
pub const GROUPS: &[&str] = &["contact", "survey"];

/// Parses the fields of a complaint.
///
/// # Errors
/// Every error, each with its field: a missing or malformed value, an unknown name, moments out of order.
pub fn parse(mut fields: Fields, now: Timestamp, zone: Tz) -> Result<Complaint, Vec<FieldError>> {
    let received_at = fields.take_moment("received_at");
    let received_at = fields.require("received_at", received_at);
    if received_at.is_some_and(|received_at| received_at > now + TOLERATED_AHEAD) {
        fields.refuse("received_at", "must not lie in the future");
    }
    let status = parse_status(&mut fields, received_at, now);
    let survey = parse_survey(&mut fields);
    let complaint = received_at.zip(status).zip(survey);
    let rest = |fields: &mut Fields, ((received_at, status), survey)| Complaint {
        status,
        received_at,
        contact: parse_contact(fields),
        complainant: fields.take_name("complainant").unwrap_or(Complainant::Customer),
        channel: fields.take_name("channel"),
        level: fields.take_name("level"),
        labels: take_labels(fields),
        handler: fields.take_text("handler"),
        outcome: fields.take_name("outcome"),
        facts: facts::parse(fields, Within { received_at, now, zone }),
        survey,
    };
    let is_sound = complaint.is_some();
    // After an error in the first fields the others are still parsed, so that all errors are reported in one go.
    let stand_in = ((now, Status::Open), SurveyWish::Ask);
    let complaint = rest(&mut fields, complaint.unwrap_or(stand_in));
    let errors = fields.finish();
    if is_sound && errors.is_empty() { Ok(complaint) } else { Err(errors) }
}

/// Parses what happened to a complaint that was received at a moment.
///
/// # Errors
/// Every error, each with its field.
pub fn parse_facts(
    mut fields: Fields,
    received_at: Timestamp,
    now: Timestamp,
    zone: Tz,
) -> Result<Facts, Vec<FieldError>> {
    let facts = facts::parse(&mut fields, Within { received_at, now, zone });
    fields.result(Some(facts))
}

fn parse_status(fields: &mut Fields, received_at: Option<Timestamp>, now: Timestamp) -> Option<Status> {
    let name = fields.take_name("status");
    let name = fields.require("status", name);
    let closed_at = fields.take_moment("closed_at");
    match name? {
        StatusName::Open => Some(Status::Open),
        StatusName::Closed => {
            let closed_at = fields.require("closed_at", closed_at)?;
            if received_at.is_some_and(|received_at| closed_at < received_at) {
                fields.refuse("closed_at", "must not lie before received_at");
            }
            if closed_at > now + TOLERATED_AHEAD {
                fields.refuse("closed_at", "must not lie in the future");
            }
            Some(Status::Closed { closed_at })
        }
    }
}

fn take_labels(fields: &mut Fields) -> Labels {
    let label = |dimension: &Dimension| Some((*dimension, fields.take_text(dimension.name())?));
    Dimension::LABELS.iter().filter_map(label).collect()
}

fn parse_contact(fields: &mut Fields) -> Contact {
    let language = fields.take_text("contact.language");
    if language.as_deref().is_some_and(|tag| !is_language_tag(tag)) {
        fields.refuse("contact.language", "must be a language tag like nl or en-GB (BCP 47)");
    }
    Contact {
        email: fields.take_raw_text("contact.email").filter(|email| !email.trim().is_empty()),
        name: fields.take_text("contact.name").as_deref().and_then(person_name),
        phone: take_phone(fields),
        language,
    }
}

fn take_phone(fields: &mut Fields) -> Option<PhoneNumber> {
    let name = "contact.phone";
    let number = fields.take_text(name)?.parse::<PhoneNumber>();
    number.map_err(|error| fields.refuse(name, error.to_string())).ok()
}

fn parse_survey(fields: &mut Fields) -> Option<SurveyWish> {
    let ask = fields.take_flag("survey.ask").unwrap_or(true);
    let reason = fields.take_name("survey.reason");
    let note = fields.take_text("survey.note");
    if ask {
        if reason.is_some() {
            fields.refuse("survey.reason", "must be absent unless survey.ask is false");
        }
        return Some(SurveyWish::Ask);
    }
    let reason = fields.require("survey.reason", reason)?;
    if reason == OptOutReason::Other && note.is_none() {
        fields.refuse("survey.note", "is required when survey.reason is other");
    }
    Some(SurveyWish::DoNotAsk { reason, note })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::domain::complaints::complaint::{Channel, Outcome};
    use crate::domain::time::calendar::parse_moment;

    fn parsed(value: &Value) -> Result<Complaint, Vec<(String, String)>> {
        let now = parse_moment("2026-03-20T15:00:00Z").unwrap();
        parse(Fields::of_json(value, GROUPS).unwrap(), now, Tz::Europe__Amsterdam)
            .map_err(|errors| errors.into_iter().map(|e| (e.field, e.message)).collect())
    }

    fn refused_fields(value: &Value) -> Vec<String> {
        parsed(value).unwrap_err().into_iter().map(|(field, _)| field).collect()
    }

    #[test]
    fn the_contracts_example_is_understood() {
        let complaint = parsed(&json!({
            "status": "closed", "received_at": "2026-03-02T09:15:00Z", "closed_at": "2026-03-20T14:00:00Z",
            "contact": {"email": "klant@example.org", "name": "Klant", "language": "nl"},
            "complainant": "customer", "channel": "web", "level": "regular", "product": "Verkeer", "team": "Noord",
            "handler": "h-017", "outcome": "partly_upheld", "cause": "lead_time",
            "acknowledged_at": "2026-03-02T10:00:00Z", "phone_attempted_at": "2026-03-02T15:00:00Z",
            "phone_response_at": "2026-03-03T13:30:00Z", "written_response_at": "2026-03-09T16:00:00Z",
            "written_response_required": true, "survey": {"ask": true, "reason": null, "note": null}
        }))
        .unwrap();
        assert_eq!(complaint.channel, Some(Channel::Web));
        assert_eq!(complaint.outcome, Some(Outcome::PartlyUpheld));
        assert_eq!(complaint.facts.written_response_required, Some(true));
    }

    #[test]
    fn every_mistake_is_named_with_its_field() {
        assert_eq!(refused_fields(&json!({})), ["received_at", "status"]);
        assert_eq!(
            refused_fields(
                &json!({"status": "closed", "received_at": "2026-03-02T09:15:00Z", "channel": "fax",
                "contact": {"name": "x\r\nBcc: y", "phone": "after five", "language": "nl_NL"}, "colour": "red"})
            ),
            ["closed_at", "contact.language", "contact.name", "contact.phone", "channel", "colour"]
        );
    }

    #[test]
    fn a_complaint_cannot_close_before_it_came_in_nor_next_week() {
        let closed =
            |at: &str| json!({"status": "closed", "received_at": "2026-03-02T09:15:00Z", "closed_at": at});
        assert_eq!(refused_fields(&closed("2026-03-01T00:00:00Z")), ["closed_at"]);
        assert_eq!(refused_fields(&closed("2026-03-28T00:00:00Z")), ["closed_at"]);
        assert!(parsed(&closed("2026-03-20T15:30:00Z")).is_ok());
    }

    #[test]
    fn not_asking_needs_a_reason_and_another_reason_needs_a_note() {
        let survey = |survey: Value| json!({"status": "open", "received_at": "2026-03-02T09:15:00Z", "survey": survey});
        assert_eq!(refused_fields(&survey(json!({"ask": false}))), ["survey.reason"]);
        assert_eq!(refused_fields(&survey(json!({"ask": false, "reason": "other"}))), ["survey.note"]);
        assert_eq!(refused_fields(&survey(json!({"ask": true, "reason": "test"}))), ["survey.reason"]);
        assert!(parsed(&survey(json!({"ask": false, "reason": "threat"}))).is_ok());
    }

    #[test]
    fn a_telephone_number_is_kept_as_it_was_typed_and_a_blank_one_is_none() {
        let with = |phone: Value| json!({"status": "open", "received_at": "2026-03-02T09:15:00Z", "contact": {"phone": phone}});
        let kept =
            |phone: Value| parsed(&with(phone)).unwrap().contact.phone.map(|phone| phone.as_str().to_owned());
        assert_eq!(kept(json!(" +31 (0)20 123 45 67 ")).as_deref(), Some("+31 (0)20 123 45 67"));
        for blank in [json!(null), json!(""), json!("  ")] {
            assert_eq!(kept(blank.clone()), None, "{blank}");
        }
        for phone in
            [json!("12345"), json!("none"), json!("020 123 45 67\r\nBcc: b"), json!(201_234_567), json!({})]
        {
            assert_eq!(refused_fields(&with(phone.clone())), ["contact.phone"], "{phone}");
        }
    }

    #[test]
    fn a_csv_row_is_read_by_the_same_rules() {
        let cells = [
            ("status", "closed"),
            ("received_at", "2026-03-02T09:15:00Z"),
            ("closed_at", "2026-03-20T14:00:00+01:00"),
            ("contact.email", " klant@example.org "),
            ("contact.phone", " 020 123 45 67 "),
            ("written_response_required", "TRUE"),
            ("team", ""),
        ];
        let complaint = parse(
            Fields::of_cells(cells.into_iter()),
            parse_moment("2026-03-21T00:00:00Z").unwrap(),
            Tz::Europe__Amsterdam,
        )
        .unwrap();
        assert_eq!(complaint.contact.email.as_deref(), Some("klant@example.org"));
        assert_eq!(complaint.contact.phone, "020 123 45 67".parse().ok());
        assert!(complaint.labels.is_empty());
        assert_eq!(complaint.facts.written_response_required, Some(true));
    }
}

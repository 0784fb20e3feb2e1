//! A complaint as the form has it in which a person registers, corrects, closes and reopens one.
//!
//! The rule: what the form leaves as it was stays as it was, also where its fields cannot say all of it; what the form has
//! no field for is not touched.

use chrono_tz::Tz;

use crate::domain::Timestamp;
use crate::domain::complaints::complaint::{Complaint, Reference, Status, SurveyWish};
use crate::domain::complaints::facts::{Fact, Facts};
use crate::domain::complaints::fields::{StatusName, parse};
use crate::domain::complaints::form_moment::{in_full, is_left, shown};
use crate::domain::complaints::form_version::{VERSION, version_of};
use crate::domain::complaints::segment::Dimension;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::people::email_address::EmailAddress;
use crate::domain::people::person_name::person_name;
use crate::domain::time::calendar::day_of;

const REFERENCE: &str = "reference";
const RECEIVED_AT: &str = "received_at";
const CLOSED_AT: &str = "closed_at";
const NAME: &str = "contact.name";
const EMAIL: &str = "contact.email";
const PHONE: &str = "contact.phone";
const CAUSES: &str = "causes";
const ASK: &str = "survey.ask";
const NOTE: &str = "survey.note";
const SURVEY: [&str; 3] = [ASK, "survey.reason", NOTE];

/// The fields before those of [`Dimension::LABELS`], and after them.
const FIRST: [&str; 11] = [
    REFERENCE,
    "status",
    RECEIVED_AT,
    CLOSED_AT,
    NAME,
    EMAIL,
    PHONE,
    "contact.language",
    "complainant",
    "channel",
    "level",
];
const LAST: [&str; 6] = ["handler", "outcome", CAUSES, ASK, "survey.reason", NOTE];

/// References whose complaint would have no address, since a browser leaves them out of a path.
const WITHOUT_ADDRESS: [&str; 2] = [".", ".."];

/// What a tick that a customer must not be asked sends.
pub const DO_NOT_ASK: &str = "false";
/// Written between causes.
const BETWEEN_CAUSES: &str = " | ";

/// The names of the fields, in the order of the form; the reference only stands in the form of a new complaint.
pub fn names() -> impl Iterator<Item = &'static str> {
    FIRST.into_iter().chain(Dimension::LABELS.iter().map(|dimension| dimension.name())).chain(LAST)
}

/// The fields of the form for a complaint.
#[must_use]
pub fn written(complaint: &Complaint, zone: Tz) -> Vec<(String, String)> {
    let (status, closed_at) = match complaint.status {
        Status::Open => (StatusName::Open, None),
        Status::Closed { closed_at } => (StatusName::Closed, Some(shown(closed_at, zone))),
    };
    let (ask, reason, note) = match &complaint.survey {
        SurveyWish::Ask => (None, None, None),
        SurveyWish::DoNotAsk { reason, note } => {
            (Some(DO_NOT_ASK.to_owned()), Some(reason.name().to_owned()), note.clone())
        }
    };
    let (contact, causes) = (&complaint.contact, &complaint.facts.causes);
    let fields = [
        ("status", Some(status.name().to_owned())),
        (RECEIVED_AT, Some(shown(complaint.received_at, zone))),
        (CLOSED_AT, closed_at),
        (NAME, contact.name.clone()),
        (EMAIL, contact.email.clone()),
        (PHONE, contact.phone.as_ref().map(|phone| phone.as_str().to_owned())),
        ("contact.language", contact.language.clone()),
        ("complainant", Some(complaint.complainant.name().to_owned())),
        ("channel", complaint.channel.map(|channel| channel.name().to_owned())),
        ("level", complaint.level.map(|level| level.name().to_owned())),
        ("handler", complaint.handler.clone()),
        ("outcome", complaint.outcome.map(|outcome| outcome.name().to_owned())),
        (CAUSES, (!causes.is_empty()).then(|| causes.join(BETWEEN_CAUSES))),
        (ASK, ask),
        ("survey.reason", reason),
        (NOTE, note),
    ];
    let labels = complaint.labels.iter().map(|(dimension, value)| (dimension.name(), Some(value.clone())));
    fields.into_iter().chain(labels).filter_map(|(name, value)| Some((name.to_owned(), value?))).collect()
}

/// The state of a complaint, as far as the form shows it: another one once any field of the form would be another.
#[must_use]
pub fn version(complaint: &Complaint, zone: Tz) -> String {
    version_of(written(complaint, zone))
}

/// Reads the form of a new complaint.
///
/// # Errors
/// Every error, each with its field.
pub fn read_new(
    pairs: &[(String, String)],
    now: Timestamp,
    zone: Tz,
) -> Result<(Reference, Complaint), Vec<FieldError>> {
    let (own, rest): (Vec<_>, Vec<_>) = pairs.iter().cloned().partition(|(name, _)| name == REFERENCE);
    match (read_reference(&own), read(&rest, None, now, zone)) {
        (Ok(reference), Ok(complaint)) => Ok((reference, complaint)),
        (reference, complaint) => {
            Err([reference.err(), complaint.err()].into_iter().flatten().flatten().collect())
        }
    }
}

fn read_reference(pairs: &[(String, String)]) -> Result<Reference, Vec<FieldError>> {
    let mut fields = Fields::of_form(pairs);
    let reference: Option<Reference> = fields.take_parsed(REFERENCE);
    let reference = fields.require(REFERENCE, reference);
    if reference.as_ref().is_some_and(|reference| WITHOUT_ADDRESS.contains(&reference.as_str())) {
        fields.refuse(REFERENCE, "would have no address of its own; choose another");
    }
    fields.result(reference)
}

/// Reads the form back: of the complaint that it was written for, or of a new one.
///
/// # Errors
/// Every error, each with its field.
pub fn read(
    pairs: &[(String, String)],
    before: Option<&Complaint>,
    now: Timestamp,
    zone: Tz,
) -> Result<Complaint, Vec<FieldError>> {
    let left = Left::by(pairs, before, zone);
    let told = |(name, text): &(String, String)| {
        let text = match name.as_str() {
            RECEIVED_AT => in_full(text, before.map(|before| before.received_at), zone),
            CLOSED_AT => in_full(text, before.and_then(closing_moment), zone),
            _ => text.clone(),
        };
        (name.clone(), text)
    };
    let read_here = pairs.iter().filter(|(name, _)| is_field(name) && !left.holds(name));
    let read_here: Vec<(String, String)> = read_here.map(told).collect();
    let mut errors = would_be_lost(pairs, before, zone);
    match parse(Fields::of_form(&read_here), now, zone) {
        Ok(complaint) => {
            let is_late = |before: &Complaint| is_received_too_late(&complaint, before, zone);
            if before.is_some_and(is_late) {
                errors.push(refusal(RECEIVED_AT, "must not lie after what happened to the complaint"));
            }
            if errors.is_empty() {
                return Ok(left.put_back(complaint, before));
            }
        }
        Err(others) => errors.extend(others),
    }
    errors.sort_by_key(|error| names().position(|name| name == error.field).unwrap_or(usize::MAX));
    Err(errors)
}

/// Whether the form has this field, beside the reference, which is read by itself.
fn is_field(name: &str) -> bool {
    name != REFERENCE && names().any(|own| own == name)
}

fn closing_moment(complaint: &Complaint) -> Option<Timestamp> {
    match complaint.status {
        Status::Open => None,
        Status::Closed { closed_at } => Some(closed_at),
    }
}

/// Refuses what the parser of reports would leave out without a word: a person who typed it expects it to be kept.
fn would_be_lost(pairs: &[(String, String)], before: Option<&Complaint>, zone: Tz) -> Vec<FieldError> {
    let unknown = pairs.iter().filter(|(name, _)| !is_field(name) && name != VERSION);
    let mut errors: Vec<FieldError> =
        unknown.map(|(name, _)| refusal(name, "is not a field of this form")).collect();
    // The moment of the closing that is undone may still stand there.
    let was_closed_at = before.and_then(closing_moment);
    let is_closing = |text: &&str| !was_closed_at.is_some_and(|moment| is_left(text, moment, zone));
    if values(pairs, "status") == [StatusName::Open.name()] && values(pairs, CLOSED_AT).iter().any(is_closing)
    {
        errors.push(refusal(CLOSED_AT, "must be absent while the complaint is open"));
    }
    let is_as_it_was = |text: &str| {
        before.is_some_and(|before| before.contact.email.as_deref().map(str::trim) == Some(text))
    };
    if values(pairs, EMAIL)
        .into_iter()
        .any(|text| !is_as_it_was(text) && text.parse::<EmailAddress>().is_err())
    {
        errors.push(refusal(EMAIL, "must be an e-mail address"));
    }
    if values(pairs, NAME).into_iter().any(|name| person_name(name).is_none()) {
        errors.push(refusal(NAME, "must be a name, with a letter in it"));
    }
    if !values(pairs, NOTE).is_empty() && values(pairs, ASK) != [DO_NOT_ASK] {
        errors.push(refusal(NOTE, "must be absent unless survey.ask is false"));
    }
    errors
}

fn refusal(field: &str, message: &str) -> FieldError {
    FieldError { field: field.to_owned(), message: message.to_owned() }
}

/// Whether receipt was moved past something that happened to the complaint, for which the form has no field.
fn is_received_too_late(complaint: &Complaint, before: &Complaint, zone: Tz) -> bool {
    let (received_at, facts) = (complaint.received_at, &before.facts);
    let moments = [
        facts.acknowledged,
        facts.phone_attempted_at.map(Fact::At),
        facts.phone_response,
        facts.written_response,
    ];
    let days = [facts.employee_discussed_on, facts.team_discussed_on];
    let is_after_a_moment =
        moments.into_iter().flatten().filter_map(Fact::moment).any(|moment| moment < received_at);
    let is_after_a_day = days.into_iter().flatten().any(|day| day < day_of(received_at, zone));
    received_at != before.received_at && (is_after_a_moment || is_after_a_day)
}

/// The values of a field, as they are read: without blanks around them, and without empty ones.
fn values<'a>(pairs: &'a [(String, String)], name: &str) -> Vec<&'a str> {
    let own = pairs.iter().filter(|(other, _)| other == name);
    own.map(|(_, value)| value.trim()).filter(|value| !value.is_empty()).collect()
}

/// The complaint whose value a form left as it was, for the fields that cannot say all that a system may report: an
/// address with blanks around it, a cause with a `|` in it, and another reason whose note was removed by retention.
struct Left<'a> {
    email: Option<&'a Complaint>,
    causes: Option<&'a Complaint>,
    survey: Option<&'a Complaint>,
}

impl<'a> Left<'a> {
    fn by(pairs: &[(String, String)], before: Option<&'a Complaint>, zone: Tz) -> Self {
        let was = before.map(|before| written(before, zone)).unwrap_or_default();
        let left = |names: &[&str]| {
            before.filter(|_| names.iter().all(|name| values(pairs, name) == values(&was, name)))
        };
        Self { email: left(&[EMAIL]), causes: left(&[CAUSES]), survey: left(&SURVEY) }
    }

    /// Whether a field need not be read.
    fn holds(&self, name: &str) -> bool {
        match name {
            EMAIL => self.email.is_some(),
            CAUSES => self.causes.is_some(),
            _ => self.survey.is_some() && SURVEY.contains(&name),
        }
    }

    /// The complaint with what was left, and with the facts that the form has no field for.
    fn put_back(&self, mut complaint: Complaint, before: Option<&Complaint>) -> Complaint {
        let facts = before.map(|before| before.facts.clone()).unwrap_or_default();
        let causes = std::mem::take(&mut complaint.facts.causes);
        complaint.facts = Facts { causes, ..facts };
        if let Some(before) = self.email {
            complaint.contact.email.clone_from(&before.contact.email);
        }
        if let Some(before) = self.causes {
            complaint.facts.causes.clone_from(&before.facts.causes);
        }
        if let Some(before) = self.survey {
            complaint.survey.clone_from(&before.survey);
        }
        complaint
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::complaints::complaint::OptOutReason;
    use crate::domain::complaints::fields::GROUPS;
    use crate::domain::time::calendar::parse_moment;

    const ZONE: Tz = Tz::Europe__Amsterdam;

    fn moment(text: &str) -> Timestamp {
        parse_moment(text).unwrap()
    }

    fn now() -> Timestamp {
        moment("2025-11-01T10:00:00Z")
    }

    fn complaint() -> Complaint {
        let told = json!({
            // The second half past two of the night in which the clock went back.
            "status": "closed", "received_at": "2025-10-25T10:00:07.250Z", "closed_at": "2025-10-26T01:30:00.5Z",
            "contact": {"email": " Klant@example.org ", "name": "Klant", "phone": "+31 (0)20 123 45 67", "language": "nl-BE"},
            "complainant": "lawyer", "channel": "web", "level": "board", "product": "Verkeer", "team": "Noord",
            "handler": "h-017", "outcome": "upheld", "causes": ["lead_time", "tone|voice"],
            "acknowledged_at": "2025-10-25T12:00:00Z", "remedy": "payment", "remedy_amount": 100,
            "survey": {"ask": false, "reason": "other", "note": "Op verzoek"},
        });
        parse(Fields::of_json(&told, GROUPS).unwrap(), now(), ZONE).unwrap()
    }

    fn form(fields: &[(&str, &str)]) -> Vec<(String, String)> {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn fields_of(errors: Vec<FieldError>) -> Vec<String> {
        errors.into_iter().map(|error| error.field).collect()
    }

    /// The complaint read from its form with other values; an empty one is what an emptied field sends.
    fn changed(complaint: &Complaint, fields: &[(&str, &str)]) -> Result<Complaint, Vec<String>> {
        let mut pairs = written(complaint, ZONE);
        pairs.retain(|(name, _)| !fields.iter().any(|(other, _)| other == name));
        pairs.extend(form(fields));
        read(&pairs, Some(complaint), now(), ZONE).map_err(fields_of)
    }

    #[test]
    fn a_form_that_is_sent_back_changes_nothing() {
        let closed = complaint();
        let sent = written(&closed, ZONE);
        assert!(sent.contains(&("closed_at".to_owned(), "2025-10-26T02:30:00".to_owned())), "{sent:?}");
        assert!(sent.contains(&("received_at".to_owned(), "2025-10-25T12:00:07".to_owned())), "{sent:?}");
        assert_eq!(read(&sent, Some(&closed), now(), ZONE), Ok(closed));
        let open = Complaint { status: Status::Open, survey: SurveyWish::Ask, ..complaint() };
        assert_eq!(read(&written(&open, ZONE), Some(&open), now(), ZONE), Ok(open));
    }

    #[test]
    fn what_is_changed_is_read_and_the_rest_stays() {
        let before = complaint();
        let after = changed(&before, &[("causes", "b | a|b"), ("status", "open"), ("survey.reason", "test")]);
        let after = after.unwrap();
        assert_eq!(
            (after.status, &after.facts.causes[..]),
            (Status::Open, &["b".to_owned(), "a".to_owned()][..])
        );
        let note = Some("Op verzoek".to_owned());
        assert_eq!(after.survey, SurveyWish::DoNotAsk { reason: OptOutReason::Test, note });
        assert_eq!(after.facts.remedy_amount, Some(100));
        assert_eq!(after.contact, before.contact);
        let asked = [("survey.ask", ""), ("survey.reason", ""), ("survey.note", "")];
        assert_eq!(changed(&before, &asked).unwrap().survey, SurveyWish::Ask, "a box that is not ticked");
        let earlier = changed(&before, &[("closed_at", "2025-10-25T14:15")]).unwrap();
        assert_eq!(earlier.status, Status::Closed { closed_at: moment("2025-10-25T12:15:00Z") });
    }

    /// Retention removes the note, and the reason that needs one stays.
    #[test]
    fn a_complaint_whose_note_was_forgotten_can_be_corrected() {
        let survey = SurveyWish::DoNotAsk { reason: OptOutReason::Other, note: None };
        let before = Complaint { survey: survey.clone(), ..complaint() };
        assert_eq!(changed(&before, &[("handler", "h-018")]).unwrap().survey, survey);
    }

    #[test]
    fn a_new_complaint_is_read_with_its_reference() {
        let pairs = form(&[
            ("reference", " K-1 "),
            ("status", "open"),
            ("received_at", "2025-10-27T09:00"),
            ("contact.email", "klant@example.org"),
            ("complainant", "customer"),
            ("channel", ""),
            ("team", "Noord"),
            ("causes", "lead_time"),
        ]);
        let (reference, complaint) = read_new(&pairs, now(), ZONE).unwrap();
        assert_eq!(reference.as_str(), "K-1");
        assert_eq!(complaint.received_at, moment("2025-10-27T08:00:00Z"));
        assert_eq!((complaint.channel, complaint.facts.causes), (None, vec!["lead_time".to_owned()]));
        let errors = |pairs: &[(&str, &str)]| fields_of(read_new(&form(pairs), now(), ZONE).unwrap_err());
        assert_eq!(errors(&[]), ["reference", "status", "received_at"]);
        for reference in [".", "..", "", "a\nb"] {
            let fields = [("reference", reference), ("status", "open"), ("received_at", "2025-10-27T09:00")];
            assert_eq!(errors(&fields), ["reference"], "{reference:?}");
        }
    }

    #[test]
    fn what_cannot_be_is_refused_by_its_field() {
        let before = complaint();
        for (name, value) in [
            ("received_at", "2025-11-03T10:00"),
            ("received_at", "2025-10-26T00:00"),
            ("received_at", "yesterday"),
            ("closed_at", "2025-10-25T11:59"),
            ("closed_at", "2025-11-03T10:00"),
            ("closed_at", ""),
            ("contact.name", "123"),
            ("contact.phone", "12345"),
            ("contact.language", "nl_NL"),
            ("channel", "fax"),
            ("causes", "a | "),
            ("survey.note", ""),
            ("survey.ask", "perhaps"),
            ("reference", "K-2"),
            ("remedy", "payment"),
        ] {
            let refused = changed(&before, &[(name, value)]).unwrap_err();
            assert!(refused.iter().any(|field| field == name), "{name}: {value}: {refused:?}");
        }
        let unticked = [("survey.ask", ""), ("survey.reason", "")];
        assert_eq!(
            changed(&before, &unticked).unwrap_err(),
            ["survey.note"],
            "what was typed is not dropped"
        );
    }
}

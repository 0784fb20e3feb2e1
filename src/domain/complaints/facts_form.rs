//! The facts of a complaint as a form has them: moments in the organisation's time, and a box for what never happened.
//!
//! The rule: what a form leaves as it was stays as it was, to the second and on the right side of a clock change; what a
//! form does not send at all, or has no field for, is not touched.

use chrono_tz::Tz;

use crate::domain::Timestamp;
use crate::domain::complaints::complaint::Complaint;
use crate::domain::complaints::facts::{Fact, Facts};
use crate::domain::complaints::fields::parse_facts;
use crate::domain::complaints::form_moment::{in_full, shown};
use crate::domain::complaints::form_version::{VERSION, version_of};
use crate::domain::input::fields::{FieldError, Fields};

/// The fields of the form for these facts.
#[must_use]
pub fn written(facts: &Facts, zone: Tz) -> Vec<(String, String)> {
    let moments = moments(facts).into_iter().filter_map(|(name, fact)| {
        let text = match fact? {
            Fact::At(moment) => shown(moment, zone),
            Fact::Never => "never".to_owned(),
        };
        Some((name, text))
    });
    let names = [
        ("acknowledged_by", facts.acknowledged_by.map(|by| by.name())),
        ("answered_by", facts.answered_by.map(|by| by.name())),
        ("phone_response_required", not_required(facts.phone_response_required)),
        ("written_response_required", not_required(facts.written_response_required)),
    ];
    let days = [
        ("employee_discussed_on", facts.employee_discussed_on),
        ("team_discussed_on", facts.team_discussed_on),
    ];
    let names = names.into_iter().filter_map(|(name, value)| Some((name, value?.to_owned())));
    let days = days.into_iter().filter_map(|(name, day)| Some((name, day?.to_string())));
    moments.chain(names).chain(days).map(|(name, value)| (name.to_owned(), value)).collect()
}

/// The state of the facts, as far as the form shows them.
#[must_use]
pub fn version(facts: &Facts, zone: Tz) -> String {
    version_of(written(facts, zone))
}

/// Reads the form back, as facts of the complaint that it was written for.
///
/// # Errors
/// Every error, each with its field.
pub fn read(
    pairs: &[(String, String)],
    complaint: &Complaint,
    now: Timestamp,
    zone: Tz,
) -> Result<Facts, Vec<FieldError>> {
    let before = moments(&complaint.facts);
    let told = |(name, text): &(String, String)| {
        let as_it_was = before.iter().find(|(field, _)| field == name).and_then(|(_, fact)| *fact);
        (name.clone(), in_full(text, as_it_was.and_then(Fact::moment), zone))
    };
    let was_sent = |name: &str| pairs.iter().any(|(sent, _)| sent == name);
    let not_sent = written(&complaint.facts, zone).into_iter().filter(|(name, _)| !was_sent(name));
    let sent = pairs.iter().filter(|(name, _)| name != VERSION).cloned();
    let all: Vec<(String, String)> = sent.chain(not_sent).collect();
    let pairs: Vec<(String, String)> = all.iter().map(told).collect();
    let facts = parse_facts(Fields::of_form(&pairs), complaint.received_at, now, zone)?;
    let before = complaint.facts.clone();
    let required = |told: Option<bool>, before: Option<bool>| told.or(before.filter(|required| *required));
    Ok(Facts {
        phone_response_required: required(facts.phone_response_required, before.phone_response_required),
        written_response_required: required(
            facts.written_response_required,
            before.written_response_required,
        ),
        remedy: before.remedy,
        remedy_amount: before.remedy_amount,
        kifid_pointed: before.kifid_pointed,
        causes: before.causes,
        ..facts
    })
}

fn moments(facts: &Facts) -> [(&'static str, Option<Fact>); 4] {
    [
        ("acknowledged_at", facts.acknowledged),
        ("phone_attempted_at", facts.phone_attempted_at.map(Fact::At)),
        ("phone_response_at", facts.phone_response),
        ("written_response_at", facts.written_response),
    ]
}

/// A response is required unless told otherwise, so only that stands in the form.
fn not_required(value: Option<bool>) -> Option<&'static str> {
    (value == Some(false)).then_some("false")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::complaints::fields::{GROUPS, parse};
    use crate::domain::time::calendar::parse_moment;

    const ZONE: Tz = Tz::Europe__Amsterdam;

    fn complaint() -> Complaint {
        let told = json!({
            "status": "open", "received_at": "2025-10-25T10:00:00Z",
            // The second half past two of the night in which the clock went back.
            "acknowledged_at": "2025-10-26T01:30:00.250Z", "acknowledged_by": "automatic",
            "phone_attempted_at": "2025-10-27T09:00:00Z", "phone_response_at": "never",
            "phone_response_required": true, "written_response_required": false,
            "employee_discussed_on": "2025-10-28", "causes": ["lead_time"], "remedy": "payment", "remedy_amount": 100,
        });
        parse(Fields::of_json(&told, GROUPS).unwrap(), now(), ZONE).unwrap()
    }

    fn now() -> Timestamp {
        parse_moment("2025-11-01T10:00:00Z").unwrap()
    }

    fn changed(name: &str, value: &str) -> Result<Facts, Vec<String>> {
        let complaint = complaint();
        let mut pairs = written(&complaint.facts, ZONE);
        pairs.retain(|(field, _)| field != name);
        pairs.push((name.to_owned(), value.to_owned()));
        read(&pairs, &complaint, now(), ZONE)
            .map_err(|errors| errors.into_iter().map(|error| error.field).collect())
    }

    #[test]
    fn a_form_that_is_sent_back_changes_nothing() {
        let complaint = complaint();
        let sent = written(&complaint.facts, ZONE);
        assert_eq!(sent[0], ("acknowledged_at".to_owned(), "2025-10-26T02:30:00".to_owned()));
        assert_eq!(read(&sent, &complaint, now(), ZONE).unwrap(), complaint.facts);
        assert_eq!(read(&[], &complaint, now(), ZONE).unwrap(), complaint.facts, "nothing was sent");
    }

    #[test]
    fn a_moment_is_read_in_the_organisations_time() {
        for text in ["2025-10-27T12:15", "2025-10-27T12:15:00"] {
            let facts = changed("phone_response_at", text).unwrap();
            assert_eq!(facts.phone_response, Some(Fact::At(parse_moment("2025-10-27T11:15:00Z").unwrap())));
        }
        assert_eq!(changed("phone_response_at", "").unwrap().phone_response, None);
        assert_eq!(changed("acknowledged_at", "never").unwrap_err(), ["acknowledged_by"]);
    }

    #[test]
    fn what_cannot_be_is_refused_by_its_field() {
        for (field, value) in [
            ("phone_response_at", "2025-10-25T11:59"),
            ("written_response_at", "2025-11-03T10:00"),
            ("written_response_at", "yesterday"),
            ("phone_attempted_at", "never"),
            ("team_discussed_on", "2025-10-24"),
            ("answered_by", "nobody"),
            ("unknown", "1"),
        ] {
            assert_eq!(changed(field, value).unwrap_err(), [field], "{value}");
        }
        let complaint = complaint();
        let both = [("phone_response_at", "2025-10-27T12:15"), ("phone_response_at", "never")];
        let both = both.map(|(name, value)| (name.to_owned(), value.to_owned()));
        assert_eq!(read(&both, &complaint, now(), ZONE).unwrap_err()[0].field, "phone_response_at");
    }
}

//! Parses the facts of a complaint.
//!
//! The rule: a fact lies neither before receipt nor in the future, and two fields never contradict each other.

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::domain::Timestamp;
use crate::domain::complaints::facts::{Fact, Facts, Remedy};
use crate::domain::complaints::fields::TOLERATED_AHEAD;
use crate::domain::input::fields::Fields;
use crate::domain::time::calendar::day_of;

/// The most causes of a complaint.
pub const MOST_CAUSES: usize = 20;
/// What stands for a fact that is known not to have happened.
const NEVER: &str = "never";
/// Written in a file between causes.
const SEPARATOR: char = '|';

/// The span in which facts lie.
#[derive(Clone, Copy, Debug)]
pub(super) struct Within {
    pub received_at: Timestamp,
    pub now: Timestamp,
    pub zone: Tz,
}

pub(super) fn parse(fields: &mut Fields, within: Within) -> Facts {
    let facts = Facts {
        acknowledged: take_fact(fields, "acknowledged_at", within),
        acknowledged_by: fields.take_name("acknowledged_by"),
        phone_attempted_at: take_moment(fields, "phone_attempted_at", within),
        phone_response: take_fact(fields, "phone_response_at", within),
        phone_response_required: fields.take_flag("phone_response_required"),
        written_response: take_fact(fields, "written_response_at", within),
        written_response_required: fields.take_flag("written_response_required"),
        answered_by: fields.take_name("answered_by"),
        remedy: fields.take_name("remedy"),
        remedy_amount: fields.take_count("remedy_amount"),
        kifid_pointed: fields.take_flag("kifid_pointed"),
        employee_discussed_on: take_day(fields, "employee_discussed_on", within),
        team_discussed_on: take_day(fields, "team_discussed_on", within),
        causes: take_causes(fields),
    };
    refuse_contradictions(fields, &facts);
    facts
}

fn refuse_contradictions(fields: &mut Fields, facts: &Facts) {
    if facts.acknowledged == Some(Fact::Never) && facts.acknowledged_by.is_some() {
        fields.refuse("acknowledged_by", "must be absent when acknowledged_at is never");
    }
    if facts.written_response == Some(Fact::Never) && facts.answered_by.is_some() {
        fields.refuse("answered_by", "must be absent when written_response_at is never");
    }
    if facts.remedy_amount.is_some() && facts.remedy != Some(Remedy::Payment) {
        fields.refuse("remedy_amount", "must be absent unless remedy is payment");
    }
}

/// A moment, or `never`.
fn take_fact(fields: &mut Fields, field: &str, within: Within) -> Option<Fact> {
    if fields.take_word(field, NEVER) {
        return Some(Fact::Never);
    }
    take_moment(fields, field, within).map(Fact::At)
}

fn take_moment(fields: &mut Fields, field: &str, within: Within) -> Option<Timestamp> {
    let moment = fields.take_moment(field)?;
    if moment < within.received_at {
        fields.refuse(field, "must not lie before received_at");
    }
    if moment > within.now + TOLERATED_AHEAD {
        fields.refuse(field, "must not lie in the future");
    }
    Some(moment)
}

fn take_day(fields: &mut Fields, field: &str, within: Within) -> Option<NaiveDate> {
    let day = fields.take_day(field)?;
    if day < day_of(within.received_at, within.zone) {
        fields.refuse(field, "must not lie before received_at");
    }
    if day > day_of(within.now + TOLERATED_AHEAD, within.zone) {
        fields.refuse(field, "must not lie in the future");
    }
    Some(day)
}

/// `cause` alone is a list of one.
fn take_causes(fields: &mut Fields) -> Vec<String> {
    let one = fields.take_text("cause");
    let several = fields.take_texts("causes", SEPARATOR, MOST_CAUSES);
    if one.is_some() && several.is_some() {
        fields.refuse("causes", "must be absent when cause is given: it is read as a list of one");
    }
    let mut causes: Vec<String> = Vec::new();
    for cause in one.into_iter().chain(several.into_iter().flatten()) {
        if !causes.contains(&cause) {
            causes.push(cause);
        }
    }
    causes
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::domain::time::calendar::parse_moment;

    fn read(value: &Value) -> Result<Facts, Vec<String>> {
        let within = Within {
            received_at: parse_moment("2026-03-02T09:15:00Z").unwrap(),
            now: parse_moment("2026-03-20T15:00:00Z").unwrap(),
            zone: Tz::Europe__Amsterdam,
        };
        let mut fields = Fields::of_json(value, &[]).unwrap();
        let facts = parse(&mut fields, within);
        fields.result(Some(facts)).map_err(|errors| errors.into_iter().map(|error| error.field).collect())
    }

    #[test]
    fn a_fact_is_a_moment_never_or_not_told() {
        let told = json!({"acknowledged_at": "2026-03-02T10:00:00Z", "phone_response_at": "never", "written_response_at": null});
        let facts = read(&told).unwrap();
        assert_eq!(facts.acknowledged, Some(Fact::At(parse_moment("2026-03-02T10:00:00Z").unwrap())));
        assert_eq!((facts.phone_response, facts.written_response), (Some(Fact::Never), None));
    }

    #[test]
    fn what_cannot_be_is_refused_by_its_field() {
        for (told, field) in [
            (json!({"acknowledged_at": "2026-03-02T09:14:59Z"}), "acknowledged_at"),
            (json!({"phone_response_at": "2026-03-21T15:00:01Z"}), "phone_response_at"),
            (json!({"phone_attempted_at": "never"}), "phone_attempted_at"),
            (json!({"written_response_at": "Never"}), "written_response_at"),
            (json!({"written_response_at": ""}), "written_response_at"),
            (json!({"acknowledged_at": "never", "acknowledged_by": "person"}), "acknowledged_by"),
            (json!({"written_response_at": "never", "answered_by": "board"}), "answered_by"),
            (json!({"remedy": "apology", "remedy_amount": 100}), "remedy_amount"),
            (json!({"remedy": "payment", "remedy_amount": -1}), "remedy_amount"),
            (json!({"remedy": "payment", "remedy_amount": 1.5}), "remedy_amount"),
            (json!({"remedy": "flowers"}), "remedy"),
            (json!({"employee_discussed_on": "2026-03-01"}), "employee_discussed_on"),
            (json!({"team_discussed_on": "2026-03-22"}), "team_discussed_on"),
            (json!({"cause": "a", "causes": ["a"]}), "causes"),
            (json!({"causes": ["a", 1]}), "causes"),
            (json!({"causes": [" "]}), "causes"),
            (json!({"kifid_pointed": "yes"}), "kifid_pointed"),
        ] {
            assert_eq!(read(&told).unwrap_err(), [field], "{told}");
        }
    }

    #[test]
    fn a_cause_is_named_once_and_the_first_is_the_main_one() {
        let causes = |told: Value| read(&told).unwrap().causes;
        assert_eq!(causes(json!({"cause": "lead_time"})), ["lead_time"]);
        assert_eq!(causes(json!({"causes": ["b", "a", "b"]})), ["b", "a"]);
        let mut cells = Fields::of_cells([("causes", "b | a|b")].into_iter());
        assert_eq!(take_causes(&mut cells), ["b", "a"]);
    }
}

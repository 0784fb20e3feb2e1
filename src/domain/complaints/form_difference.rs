//! In which fields a form differs from the complaint as it is stored, for a form that was opened before another person's
//! change.
//!
//! The rule: what reads the same is the same: blanks around a text and seconds that are zero make no difference.

use chrono_tz::Tz;

use crate::domain::complaints::complaint::Complaint;
use crate::domain::complaints::complaint_form::{names, written};
use crate::domain::complaints::form_moment::is_same;

/// A field that has another value in the form than in the complaint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldDifference {
    pub field: &'static str,
    /// As a form would show it; `None` is empty.
    pub stored: Option<String>,
    pub sent: Option<String>,
}

/// The fields of a form that differ from a stored complaint, in the order of the form.
#[must_use]
pub fn differences(pairs: &[(String, String)], stored: &Complaint, zone: Tz) -> Vec<FieldDifference> {
    let stored = written(stored, zone);
    names()
        // It stands in the address, and only the form of a new complaint has it as a field.
        .filter(|field| *field != "reference")
        .filter_map(|field| {
            let (stored, sent) = (value(&stored, field), value(pairs, field));
            let is_left = stored == sent || stored.zip(sent).is_some_and(|(one, other)| is_same(one, other));
            (!is_left).then(|| FieldDifference {
                field,
                stored: stored.map(str::to_owned),
                sent: sent.map(str::to_owned),
            })
        })
        .collect()
}

fn value<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let own = pairs.iter().find(|(other, _)| other == name);
    own.map(|(_, value)| value.trim()).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::domain::complaints::fields::{GROUPS, parse};
    use crate::domain::input::fields::Fields;

    #[test]
    fn only_what_reads_differently_is_a_difference() {
        let told = json!({
            "status": "closed", "received_at": "2026-03-19T09:00:00Z", "closed_at": "2026-03-20T13:00:00Z", "team": "Noord",
        });
        let now = "2026-03-20T14:00:00Z".parse().unwrap();
        let stored = parse(Fields::of_json(&told, GROUPS).unwrap(), now, Tz::Europe__Amsterdam).unwrap();
        let sent = |form: &str| -> Vec<(String, String)> {
            form_urlencoded::parse(form.as_bytes()).into_owned().collect()
        };
        let same = "status=closed&received_at=2026-03-19T10:00&closed_at=2026-03-20T14:00:00&complainant=customer\
                    &team=+Noord&handler=";
        assert_eq!(differences(&sent(same), &stored, Tz::Europe__Amsterdam), []);
        let other = same.replace("handler=", "handler=h-7").replace("&closed_at=2026-03-20T14:00:00", "");
        let found = differences(&sent(&other), &stored, Tz::Europe__Amsterdam);
        let fields: Vec<&str> = found.iter().map(|difference| difference.field).collect();
        assert_eq!(fields, ["closed_at", "handler"]);
        assert_eq!(found[0].stored.as_deref(), Some("2026-03-20T14:00:00"));
        assert_eq!((found[1].stored.as_deref(), found[1].sent.as_deref()), (None, Some("h-7")));
    }
}

//! A moment as a form has it: a local time of the organisation, without a zone.
//!
//! The rule: a moment that a form leaves as it was stays as it was, to the second and on the right side of a clock change.

use chrono::NaiveDateTime;
use chrono_tz::Tz;

use crate::domain::Timestamp;
use crate::domain::time::calendar::moment_of;

/// How a browser writes a moment (HTML, local date and time).
const SHOWN: &str = "%Y-%m-%dT%H:%M:%S";
/// The same when its seconds are zero.
const SHORT: &str = "%Y-%m-%dT%H:%M";

/// A moment as it stands in a form.
pub(super) fn shown(moment: Timestamp, zone: Tz) -> String {
    moment.with_timezone(&zone).format(SHOWN).to_string()
}

/// What stands in a form as a moment with its zone (RFC 3339), which is `before` if the form left that as it was. A text
/// that is no local time is given back as it is.
pub(super) fn in_full(text: &str, before: Option<Timestamp>, zone: Tz) -> String {
    let as_it_was = before.filter(|moment| shown(*moment, zone) == text);
    let moment = as_it_was.or_else(|| told(text, zone));
    moment.map_or_else(|| text.to_owned(), |moment| moment.to_rfc3339())
}

fn told(text: &str, zone: Tz) -> Option<Timestamp> {
    let local = NaiveDateTime::parse_from_str(text, SHOWN)
        .or_else(|_| NaiveDateTime::parse_from_str(text, SHORT))
        .ok()?;
    Some(moment_of(local.date(), local.time(), zone))
}

//! A moment as a form has it: a local time of the organisation, without a zone.
//!
//! The rule: a moment that a form leaves as it was stays as it was, to the fraction of a second and on the right side of a
//! clock change. A browser leaves out seconds that are zero, so texts are compared as times.

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
    let Some(local) = local(text) else { return text.to_owned() };
    let as_it_was = before.filter(|moment| is_left(text, *moment, zone));
    as_it_was.unwrap_or_else(|| moment_of(local.date(), local.time(), zone)).to_rfc3339()
}

/// Whether a form left a moment as it was shown.
pub(super) fn is_left(text: &str, moment: Timestamp, zone: Tz) -> bool {
    local(text).is_some_and(|sent| local(&shown(moment, zone)) == Some(sent))
}

/// Whether two texts are the same moment in a form.
pub(super) fn is_same(one: &str, other: &str) -> bool {
    local(one).is_some_and(|moment| local(other) == Some(moment))
}

fn local(text: &str) -> Option<NaiveDateTime> {
    NaiveDateTime::parse_from_str(text, SHOWN).or_else(|_| NaiveDateTime::parse_from_str(text, SHORT)).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_that_a_browser_sends_back_without_its_seconds_is_left_alone() {
        // The second 02:30 of the night in which summer time ends, and a fraction of a second.
        for (moment, sent) in [
            ("2025-10-26T01:30:00+00:00", "2025-10-26T02:30"),
            ("2025-10-26T01:30:00+00:00", "2025-10-26T02:30:00"),
            ("2025-10-26T00:30:00+00:00", "2025-10-26T02:30"),
            ("2026-03-02T09:15:00.250+00:00", "2026-03-02T10:15"),
        ] {
            let before: Timestamp = moment.parse().unwrap();
            let sent = in_full(sent, Some(before), Tz::Europe__Amsterdam);
            assert_eq!(sent.parse::<Timestamp>().unwrap(), before, "{moment}");
        }
        let changed = in_full("2026-03-02T10:16", "2026-03-02T09:15:00Z".parse().ok(), Tz::Europe__Amsterdam);
        assert_eq!(changed, "2026-03-02T09:16:00+00:00");
        assert_eq!(in_full("never", None, Tz::Europe__Amsterdam), "never");
    }
}

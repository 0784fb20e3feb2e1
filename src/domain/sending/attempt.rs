//! What becomes of an attempt: one table for every queue.
//!
//! | what happened | next | counts against it | the mail server rests |
//! |---|---|---|---|
//! | accepted | sent | | its rest ends |
//! | no such address, refused, unmailable, link expired | given up | yes | |
//! | refused for now (4yz), the program failed on it | waits, longer each time | yes | |
//! | the connection broke before the end of the data | waits, longer each time | yes | yes |
//! | broke or fell silent after it: the fate is unknown | waits; given up after five | yes | yes |
//! | refused by a policy, while others are accepted | waits, longer each time | yes | |
//! | refused for what we are, in whatever words | waits for the end of the rest | no | yes |
//! | the mail server cannot be reached or turns us away | waits for the end of the rest | no | yes |
//!
//! What waits longer each time is given up once it is both old and often refused. The rule: the table decides, whatever the
//! queue; what follows from the end of a mail is for its queue to say.

use std::time::Duration;

use chrono::TimeDelta;

use crate::domain::Timestamp;
use crate::domain::sending::delivery::Cause;

/// The median of the first wait before a retry; each further one is twice as long.
const FIRST_WAIT: Duration = Duration::from_secs(30);
/// The longest median wait.
const LONGEST_WAIT: Duration = Duration::from_secs(6 * 3600);
/// A mail is given up after both this time and this many refusals: nights and holidays must not use up its chances.
const GIVE_UP_AFTER: TimeDelta = TimeDelta::hours(72);
const FEWEST_REFUSALS: u32 = 12;
/// How often a mail whose fate is unknown is sent: each time the recipient may get it once more.
const MOST_UNKNOWN_FATES: u32 = 5;
/// The median of the mail server's first rest, and of its longest.
const FIRST_REST: Duration = Duration::from_secs(10);
const LONGEST_REST: Duration = Duration::from_secs(300);

/// What became of a mail's earlier attempts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Before {
    /// How often the mail itself was refused.
    pub refusals: u32,
    /// How often it remained unknown whether it was accepted.
    pub unknown_fates: u32,
    /// Since its first attempt, or since it was queued.
    pub age: TimeDelta,
}

/// What comes next for a mail that was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// It is tried again after a wait of its own; the attempt counts against it.
    Wait,
    /// It is tried again when the mail server's rest ends.
    WaitForServer,
    /// It is never tried again.
    GiveUp,
}

/// The table. `is_about_us`: the refusal says nothing about this mail, whatever its words.
#[must_use]
pub fn next(cause: Cause, is_about_us: bool, before: Before) -> Next {
    let is_old = before.age > GIVE_UP_AFTER && before.refusals + 1 >= FEWEST_REFUSALS;
    let is_repeated = before.unknown_fates + 1 >= MOST_UNKNOWN_FATES;
    match cause {
        _ if is_about_us => Next::WaitForServer,
        Cause::MailServer => Next::WaitForServer,
        Cause::NoSuchAddress | Cause::Refused | Cause::Unmailable | Cause::LinkExpired => Next::GiveUp,
        Cause::UnknownFate if is_repeated => Next::GiveUp,
        Cause::Deferred | Cause::Policy | Cause::Interrupted | Cause::UnknownFate | Cause::Crashed => {
            if is_old {
                Next::GiveUp
            } else {
                Next::Wait
            }
        }
    }
}

/// Whether the mail server rests after this.
#[must_use]
pub fn rests(cause: Cause, is_about_us: bool) -> bool {
    is_about_us || matches!(cause, Cause::MailServer | Cause::Interrupted | Cause::UnknownFate)
}

impl Next {
    /// When the mail is tried again; `None` if never. `share` is 0..1, drawn at random.
    #[must_use]
    pub fn due_at(
        self,
        before: Before,
        now: Timestamp,
        rest_until: Timestamp,
        share: f64,
    ) -> Option<Timestamp> {
        match self {
            Self::Wait => Some(now + wait_after(before.refusals + 1, share)),
            Self::WaitForServer => Some(rest_until),
            Self::GiveUp => None,
        }
    }
}

/// The back-off after this many refusals: half to one and a half of 30 s, 1 min, 2 min... up to 6 h.
fn wait_after(refusals: u32, share: f64) -> TimeDelta {
    jittered(FIRST_WAIT, LONGEST_WAIT, refusals.saturating_sub(1), share)
}

/// The mail server's rest after this many rests in a row: around 10 s, 20 s, 40 s... up to 5 min.
#[must_use]
pub fn rest_after(rests: u32, share: f64) -> TimeDelta {
    jittered(FIRST_REST, LONGEST_REST, rests, share)
}

/// Longer than any rest: what is set further ahead was set by a clock that was wrong.
#[must_use]
pub fn longest_rest() -> TimeDelta {
    rest_after(u32::MAX, 1.0)
}

/// Exponential back-off with jitter, so that what failed together is not retried together.
fn jittered(first: Duration, longest: Duration, doublings: u32, share: f64) -> TimeDelta {
    let doubled = first.saturating_mul(1 << doublings.min(16)).min(longest);
    TimeDelta::from_std(doubled.mul_f64(0.5 + share)).unwrap_or(TimeDelta::hours(9))
}

#[cfg(test)]
mod tests {
    use super::*;

    const NEW: Before = Before { refusals: 0, unknown_fates: 0, age: TimeDelta::zero() };
    const OLD: Before = Before { refusals: 11, unknown_fates: 0, age: TimeDelta::hours(73) };

    #[test]
    fn every_cause_has_its_line_in_the_table() {
        let table = [
            (Cause::NoSuchAddress, Next::GiveUp, Next::GiveUp, false),
            (Cause::Refused, Next::GiveUp, Next::GiveUp, false),
            (Cause::Unmailable, Next::GiveUp, Next::GiveUp, false),
            (Cause::LinkExpired, Next::GiveUp, Next::GiveUp, false),
            (Cause::Deferred, Next::Wait, Next::GiveUp, false),
            (Cause::Crashed, Next::Wait, Next::GiveUp, false),
            (Cause::Policy, Next::Wait, Next::GiveUp, false),
            (Cause::Interrupted, Next::Wait, Next::GiveUp, true),
            (Cause::UnknownFate, Next::Wait, Next::GiveUp, true),
            (Cause::MailServer, Next::WaitForServer, Next::WaitForServer, true),
        ];
        assert_eq!(table.len(), Cause::ALL.len());
        for (cause, at_first, in_the_end, server_rests) in table {
            assert_eq!(next(cause, false, NEW), at_first, "{cause}");
            assert_eq!(next(cause, false, OLD), in_the_end, "{cause}");
            assert_eq!(rests(cause, false), server_rests, "{cause}");
            assert_eq!((next(cause, true, OLD), rests(cause, true)), (Next::WaitForServer, true), "{cause}");
        }
    }

    #[test]
    fn a_mail_is_given_up_once_it_is_both_old_and_often_refused() {
        assert_eq!(next(Cause::Deferred, false, Before { refusals: 10, ..OLD }), Next::Wait);
        assert_eq!(next(Cause::Deferred, false, Before { age: TimeDelta::hours(72), ..OLD }), Next::Wait);
        assert_eq!(next(Cause::Deferred, false, OLD), Next::GiveUp);
    }

    #[test]
    fn a_mail_whose_fate_stays_unknown_is_sent_five_times() {
        assert_eq!(next(Cause::UnknownFate, false, Before { unknown_fates: 3, ..NEW }), Next::Wait);
        assert_eq!(next(Cause::UnknownFate, false, Before { unknown_fates: 4, ..NEW }), Next::GiveUp);
    }

    #[test]
    fn it_is_due_after_its_own_wait_or_after_the_rest_of_the_server() {
        let now: Timestamp = "2026-03-23T14:00:00Z".parse().unwrap();
        let rest_until = now + TimeDelta::seconds(10);
        assert_eq!(Next::Wait.due_at(NEW, now, rest_until, 0.5), Some(now + TimeDelta::seconds(30)));
        assert_eq!(Next::WaitForServer.due_at(NEW, now, rest_until, 0.5), Some(rest_until));
        assert_eq!(Next::GiveUp.due_at(NEW, now, rest_until, 0.5), None);
    }

    #[test]
    fn the_first_retry_comes_within_a_minute_and_waits_grow_to_a_limit() {
        assert!(
            wait_after(1, 0.0) >= TimeDelta::seconds(15) && wait_after(1, 0.999) < TimeDelta::seconds(60)
        );
        assert!(wait_after(4, 0.5) == TimeDelta::seconds(240));
        assert!(wait_after(u32::MAX, 0.999) <= TimeDelta::hours(9));
    }

    #[test]
    fn the_mail_server_rests_longer_each_time_and_never_long() {
        assert_eq!(rest_after(0, 0.5), TimeDelta::seconds(10));
        assert_eq!(rest_after(3, 0.5), TimeDelta::seconds(80));
        assert!(rest_after(u32::MAX, 0.999) < TimeDelta::minutes(8));
    }
}

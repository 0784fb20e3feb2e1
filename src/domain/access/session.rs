//! Sessions of users who are signed in: their stages and their ends.
//!
//! The rule: a session ends after a time without use and after a time in all, whichever comes first (OWASP ASVS 5.0, 7.3).

pub mod recovery_code;
pub mod second_factor;

use chrono::TimeDelta;

use crate::domain::Timestamp;
use crate::domain::named::named_enum;

named_enum! {
    /// What a session still waits for.
    pub enum SessionStage {
        /// Nothing: it shows pages.
        Open = "open",
        /// The code of the second factor.
        AwaitsCode = "awaits code",
        /// The user to set up a second factor, which the settings require.
        MustEnrol = "must enrol",
    }
}

impl SessionStage {
    /// How long a session at this stage lasts at most.
    #[must_use]
    pub fn longest(self) -> TimeDelta {
        match self {
            Self::Open => LONGEST_SESSION,
            Self::AwaitsCode => LONGEST_WAIT_FOR_CODE,
            Self::MustEnrol => LONGEST_WAIT_FOR_ENROLMENT,
        }
    }
}

/// How long a session lasts at most: a working day.
pub const LONGEST_SESSION: TimeDelta = TimeDelta::hours(12);
/// How long a session lasts without use: a long meeting.
pub const LONGEST_IDLE: TimeDelta = TimeDelta::hours(3);
/// How long a session waits for the code of the second factor.
pub const LONGEST_WAIT_FOR_CODE: TimeDelta = TimeDelta::minutes(10);
/// How long a session waits for a second factor to be set up, for which an app may have to be installed first.
pub const LONGEST_WAIT_FOR_ENROLMENT: TimeDelta = TimeDelta::hours(1);
/// How often the use of a session is written down: not at every request, which would write where one only reads.
pub const USE_NOTED_EVERY: TimeDelta = TimeDelta::minutes(5);

/// The moment before which a session must not have been used last, to be alive now.
#[must_use]
pub fn oldest_use(now: Timestamp) -> Timestamp {
    now - LONGEST_IDLE
}

//! An API key as it may be shown: without the key itself.
//!
//! The rule: a key works until the day ends that was named for it, in the organisation's time zone, and not any more once
//! it is revoked or its owner is disabled.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use chrono_tz::Tz;

use crate::domain::Timestamp;
use crate::domain::access::roles::Scope;
use crate::domain::time::calendar::{day_of, moment_of};

/// A key without its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApiKey {
    pub name: String,
    /// The first characters of the key; `None` for a key from before they were kept.
    pub prefix: Option<String>,
    pub scopes: Vec<Scope>,
    /// The e-mail address of the user as whom it acts, or `None` if it acts as itself.
    pub owner: Option<String>,
    pub is_owner_disabled: bool,
    pub created_at: Timestamp,
    /// The first moment at which it no longer works; `None` if it does not expire.
    pub expires_at: Option<Timestamp>,
    /// To within [`USE_NOTED_EVERY`](crate::domain::access::session::USE_NOTED_EVERY).
    pub last_used_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
}

/// Whether a key works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyState {
    Active,
    OwnerDisabled,
    Expired,
    Revoked(Timestamp),
}

impl ApiKey {
    /// Whether it works. Of several reasons why it does not, the one that is for good is told first.
    #[must_use]
    pub fn state(&self, now: Timestamp) -> KeyState {
        match (self.revoked_at, self.expires_at) {
            (Some(revoked_at), _) => KeyState::Revoked(revoked_at),
            (None, Some(expires_at)) if expires_at <= now => KeyState::Expired,
            (None, _) if self.is_owner_disabled => KeyState::OwnerDisabled,
            (None, _) => KeyState::Active,
        }
    }

    /// The last day on which it works; `None` if it does not expire.
    #[must_use]
    pub fn last_day(&self, zone: Tz) -> Option<NaiveDate> {
        self.expires_at.map(|expires_at| day_of(expires_at - TimeDelta::microseconds(1), zone))
    }
}

/// The moment at which a day is over.
#[must_use]
pub fn end_of(day: NaiveDate, zone: Tz) -> Timestamp {
    moment_of(day.succ_opt().unwrap_or(day), NaiveTime::MIN, zone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::calendar::parse_moment;

    const AMSTERDAM: Tz = chrono_tz::Europe::Amsterdam;

    fn moment(text: &str) -> Timestamp {
        parse_moment(text).unwrap()
    }

    fn key() -> ApiKey {
        ApiKey {
            name: "crm".to_owned(),
            prefix: Some("nk_AbCd1234".to_owned()),
            scopes: vec![Scope::InsightsRead],
            owner: None,
            is_owner_disabled: false,
            created_at: moment("2026-03-20T14:00:00Z"),
            expires_at: None,
            last_used_at: None,
            revoked_at: None,
        }
    }

    #[test]
    fn a_key_works_through_its_last_day_in_the_organisations_time() {
        for (day, end) in [("2026-03-28", "2026-03-28T23:00:00Z"), ("2026-03-29", "2026-03-29T22:00:00Z")] {
            let day: NaiveDate = day.parse().unwrap();
            let expiring = ApiKey { expires_at: Some(end_of(day, AMSTERDAM)), ..key() };
            assert_eq!(expiring.expires_at, Some(moment(end)));
            assert_eq!(expiring.last_day(AMSTERDAM), Some(day));
            assert_eq!(expiring.state(moment(end) - TimeDelta::microseconds(1)), KeyState::Active);
            assert_eq!(expiring.state(moment(end)), KeyState::Expired);
        }
        assert_eq!(key().last_day(AMSTERDAM), None);
    }

    #[test]
    fn a_key_that_does_not_work_says_why() {
        let now = moment("2026-04-01T00:00:00Z");
        assert_eq!(key().state(now), KeyState::Active);
        let disabled = ApiKey { is_owner_disabled: true, ..key() };
        assert_eq!(disabled.state(now), KeyState::OwnerDisabled);
        let expired = ApiKey { expires_at: Some(now), ..disabled };
        assert_eq!(expired.state(now), KeyState::Expired);
        let revoked = ApiKey { revoked_at: Some(now), ..expired };
        assert_eq!(revoked.state(now), KeyState::Revoked(now));
    }
}

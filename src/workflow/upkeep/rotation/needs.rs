//! What a key is still needed for.
//!
//! The rule: counted from what stands in the database and not from the calendar, by what no other key accounts for; so it can be
//! told of a key whose file is gone.

use chrono::TimeDelta;
use chrono_tz::Tz;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::token::SecretKey;
use crate::domain::access::token::key_mark::KeyMark;
use crate::domain::sending::message::MessageState;
use crate::domain::time::calendar::day_of;
use crate::storage::access::secret_keys::{self, MadeLink};
use crate::storage::sending::suppressions;
use crate::storage::{StorageError, Tx};
use crate::workflow::access::second_factor::reseal::unreadable_with;
use crate::workflow::upkeep::rotation::used_keys::UsedKey;

/// How long after a mail its bounces can come, and soft ones count.
const BOUNCES_FOR: TimeDelta = TimeDelta::days(30);

/// What a key is still needed for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// Mails that wait to be sent whose links it made.
    pub waiting: u64,
    /// Until when something can come back of mails that were sent with it: a change of an answer, a bounce, a closure within
    /// the cool-down.
    pub until: Option<Timestamp>,
    /// Addresses on the list that is never mailed of which nothing is left but a hash that it made.
    pub listed: u64,
    /// Secrets of authenticator apps that it seals.
    pub sealed: u64,
}

impl Needs {
    /// Whether anything is lost without the key now.
    #[must_use]
    pub fn is_any(&self, now: Timestamp) -> bool {
        self.is_without_end() || self.until.is_some_and(|until| until > now)
    }

    /// Whether no day can be told from which it is not needed.
    #[must_use]
    pub fn is_without_end(&self) -> bool {
        self.waiting > 0 || self.listed > 0 || self.sealed > 0
    }

    /// What there is, one sentence each.
    #[must_use]
    pub fn sentences(&self, zone: Tz) -> Vec<String> {
        let mut said = Vec::new();
        if self.waiting > 0 {
            said.push(format!("mails that wait to be sent with a link that it made: {}", self.waiting));
        }
        if let Some(until) = self.until {
            let day = day_of(until, zone);
            said.push(format!(
                "changes of answers to mails that were sent with it, and their bounces, can come until {day}"
            ));
        }
        if self.sealed > 0 {
            said.push(format!("secrets of authenticator apps that it seals: {}", self.sealed));
        }
        if self.listed > 0 {
            said.push(format!(
                "addresses on the list that is never mailed that are known by it alone, for ever: {}",
                self.listed
            ));
        }
        said
    }

    /// All of them in one sentence.
    #[must_use]
    pub fn in_words(&self, zone: Tz) -> String {
        self.sentences(zone).join("; ")
    }
}

/// What a key is needed for that was in use, among all that were.
pub async fn needs_of(
    app: &App,
    tx: &mut Tx,
    key: &UsedKey,
    used: &[UsedKey],
) -> Result<Needs, StorageError> {
    let now = app.now();
    let rest = app.secret.without(key.mark);
    let cool_down = app.config.survey.planning.cool_down;
    let mut needs = Needs {
        listed: listed_with(tx, key, used).await?,
        sealed: unreadable_with(tx, &rest).await?,
        ..Needs::default()
    };
    for link in secret_keys::links(tx, now - BOUNCES_FOR.max(cool_down), now).await? {
        let is_by_rest = is_made_with(&rest, &link);
        if link.state != MessageState::Sent {
            needs.waiting += u64::from(!is_by_rest);
            continue;
        }
        let comes_back = [link.expires_at, link.sent_at.map(|at| at + BOUNCES_FOR)];
        let comes_back = comes_back.into_iter().flatten().filter(|_| !is_by_rest);
        let is_hashed =
            link.address_hash.as_deref().is_some_and(|hash| maker_of(hash, used) == Some(key.mark));
        let cools_down = link.sent_at.map(|at| at + cool_down).filter(|_| is_hashed);
        let until = comes_back.chain(cools_down).filter(|until| *until > now).max();
        needs.until = needs.until.max(until);
    }
    Ok(needs)
}

fn is_made_with(keys: &[SecretKey], link: &MadeLink) -> bool {
    keys.iter().any(|key| key.link_token(&link.nonce).hash() == link.token_hash)
}

/// How many addresses on the list have a hash that the key made.
async fn listed_with(tx: &mut Tx, key: &UsedKey, used: &[UsedKey]) -> Result<u64, StorageError> {
    if !key.is_first {
        return secret_keys::count_listed(tx, key.mark).await;
    }
    let mut listed = suppressions::count(tx).await?;
    for later in used.iter().filter(|key| !key.is_first) {
        listed = listed.saturating_sub(secret_keys::count_listed(tx, later.mark).await?);
    }
    Ok(listed)
}

/// The key that made a hash of an address: the one whose mark it carries, else the first.
fn maker_of(hash: &[u8], used: &[UsedKey]) -> Option<KeyMark> {
    let marked = used.iter().find(|key| !key.is_first && hash.ends_with(&key.mark.0));
    marked.or_else(|| used.iter().find(|key| key.is_first)).map(|key| key.mark)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(number: u8, is_first: bool) -> UsedKey {
        let key = SecretKey::new([number; 32]);
        UsedKey { fingerprint: key.fingerprint(), mark: key.mark(), is_first, since: None, dropped_at: None }
    }

    #[test]
    fn a_hash_is_of_the_key_whose_mark_it_carries_else_of_the_first() {
        let all = [used(1, true), used(2, false), used(3, false)];
        let hash = |number: u8| SecretKey::new([number; 32]).marked().address_hash("a@example.org");
        assert_eq!(maker_of(&SecretKey::new([1; 32]).address_hash("a@example.org"), &all), Some(all[0].mark));
        assert_eq!(maker_of(&hash(2), &all), Some(all[1].mark));
        assert_eq!(maker_of(&hash(3), &all), Some(all[2].mark));
        assert_eq!(maker_of(&hash(2), &[]), None);
    }

    #[test]
    fn what_is_needed_is_said_in_numbers_and_days() {
        let until = Some("2026-04-20T22:30:00Z".parse().unwrap());
        let needs = Needs { waiting: 1, until, listed: 2, sealed: 1 };
        let said = needs.sentences(chrono_tz::Europe::Amsterdam);
        assert_eq!(
            said,
            [
                "mails that wait to be sent with a link that it made: 1",
                "changes of answers to mails that were sent with it, and their bounces, can come until 2026-04-21",
                "secrets of authenticator apps that it seals: 1",
                "addresses on the list that is never mailed that are known by it alone, for ever: 2",
            ]
        );
        assert!(Needs::default().sentences(chrono_tz::Europe::Amsterdam).is_empty());
    }

    #[test]
    fn a_day_that_has_passed_needs_no_key() {
        let needs = Needs { until: Some("2026-04-20T22:30:00Z".parse().unwrap()), ..Needs::default() };
        assert!(needs.is_any("2026-04-20T22:29:59Z".parse().unwrap()));
        assert!(!needs.is_any("2026-04-20T22:30:00Z".parse().unwrap()));
        assert!(Needs { listed: 1, ..Needs::default() }.is_without_end());
    }
}

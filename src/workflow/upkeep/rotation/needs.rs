//! What a key is still needed for.
//!
//! The rule: counted from what stands in the database and not from the calendar, by what no other key accounts for; so it can be
//! told of a key whose file is gone.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use chrono_tz::Tz;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::token::SecretKey;
use crate::domain::sending::message::MessageState;
use crate::domain::time::calendar::day_of;
use crate::storage::access::secret_keys::{self, MadeLink};
use crate::storage::privacy::erasures;
use crate::storage::privacy::hashes::{Hashed, count_hashes};
use crate::storage::{StorageError, Tx};
use crate::workflow::access::second_factor::reseal::unreadable_with;
use crate::workflow::access::secret::used_keys::{UsedKey, maker_of};

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
    /// People whose data are kept and not used of whom nothing is left but such a hash.
    pub restricted: u64,
    /// Erasures that the ledger has under it alone: in a backup from before them it alone recognises the person.
    pub erased: u64,
    /// Links of people who were erased that lead to such a hash: they still take the wish not to be mailed.
    pub untied: u64,
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
        self.waiting > 0 || self.sealed > 0 || self.is_for_ever()
    }

    /// Whether it is needed for people of whom nothing is left but a hash that it made.
    #[must_use]
    pub fn is_for_ever(&self) -> bool {
        self.listed > 0 || self.restricted > 0 || self.erased > 0 || self.untied > 0
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
        let for_ever = [
            ("addresses on the list that is never mailed that are known by it alone, for ever", self.listed),
            ("people whose data are not used that are known by it alone, for ever", self.restricted),
            ("erasures that a backup from before them could not be told without it, for ever", self.erased),
            ("links of people who were erased that could not unsubscribe without it, for ever", self.untied),
        ];
        let told = for_ever.into_iter().filter(|(_, count)| *count > 0);
        said.extend(told.map(|(what, count)| format!("{what}: {count}")));
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
    let cool_down = app.config.survey.cool_down;
    let mut needs = Needs {
        listed: hashed_with(tx, Hashed::Suppressions, key, used).await?,
        restricted: hashed_with(tx, Hashed::Restrictions, key, used).await?,
        erased: erased_with(tx, key, used, &rest).await?,
        untied: hashed_with(tx, Hashed::ErasedLinks, key, used).await?,
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

/// How many rows have a hash that the key made.
async fn hashed_with(tx: &mut Tx, of: Hashed, key: &UsedKey, used: &[UsedKey]) -> Result<u64, StorageError> {
    if !key.is_first {
        return count_hashes(tx, of, Some(key.mark)).await;
    }
    let mut hashed = count_hashes(tx, of, None).await?;
    for later in used.iter().filter(|key| !key.is_first) {
        hashed = hashed.saturating_sub(count_hashes(tx, of, Some(later.mark)).await?);
    }
    Ok(hashed)
}

/// How many erasures the key wrote down that none of the others did: those of one moment are the same.
async fn erased_with(
    tx: &mut Tx,
    key: &UsedKey,
    used: &[UsedKey],
    rest: &[SecretKey],
) -> Result<u64, StorageError> {
    let mut of_moment: BTreeMap<Timestamp, (u64, u64)> = BTreeMap::new();
    for entry in erasures::list(tx).await? {
        let maker = maker_of(&entry.address_hash, used);
        let (by_key, by_rest) = of_moment.entry(entry.at).or_default();
        *by_key += u64::from(maker == Some(key.mark));
        *by_rest += u64::from(rest.iter().any(|other| maker == Some(other.mark())));
    }
    Ok(of_moment.values().map(|(by_key, by_rest)| by_key.saturating_sub(*by_rest)).sum())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_needed_is_said_in_numbers_and_days() {
        let until = Some("2026-04-20T22:30:00Z".parse().unwrap());
        let needs = Needs { waiting: 1, until, listed: 2, restricted: 3, erased: 4, untied: 5, sealed: 1 };
        let said = needs.sentences(chrono_tz::Europe::Amsterdam);
        assert_eq!(
            said,
            [
                "mails that wait to be sent with a link that it made: 1",
                "changes of answers to mails that were sent with it, and their bounces, can come until 2026-04-21",
                "secrets of authenticator apps that it seals: 1",
                "addresses on the list that is never mailed that are known by it alone, for ever: 2",
                "people whose data are not used that are known by it alone, for ever: 3",
                "erasures that a backup from before them could not be told without it, for ever: 4",
                "links of people who were erased that could not unsubscribe without it, for ever: 5",
            ]
        );
        assert!(Needs::default().sentences(chrono_tz::Europe::Amsterdam).is_empty());
    }

    #[test]
    fn a_day_that_has_passed_needs_no_key() {
        let needs = Needs { until: Some("2026-04-20T22:30:00Z".parse().unwrap()), ..Needs::default() };
        assert!(needs.is_any("2026-04-20T22:29:59Z".parse().unwrap()));
        assert!(!needs.is_any("2026-04-20T22:30:00Z".parse().unwrap()));
        for without_end in [
            Needs { listed: 1, ..Needs::default() },
            Needs { restricted: 1, ..Needs::default() },
            Needs { erased: 1, ..Needs::default() },
            Needs { untied: 1, ..Needs::default() },
        ] {
            assert!(without_end.is_for_ever() && without_end.is_without_end());
        }
    }
}

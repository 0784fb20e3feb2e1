//! Which keys of secret files were ever in use with this database, as the database remembers.
//!
//! The rule: of a key it remembers the fingerprint alone, which does not reveal it.

use chrono::SecondsFormat;

use crate::domain::Timestamp;
use crate::domain::access::token::key_mark::KeyMark;
use crate::domain::time::calendar::parse_moment;
use crate::storage::engine::installation::{self, FIRST_KEY, KEY_DROPPED, KEY_USED};
use crate::storage::{StorageError, Tx};

/// A key that was in use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsedKey {
    pub fingerprint: String,
    pub mark: KeyMark,
    /// Whether it is the first of the database, whose hashes of addresses carry no mark.
    pub is_first: bool,
    /// Since when; `None` for the first.
    pub since: Option<Timestamp>,
    pub dropped_at: Option<Timestamp>,
}

/// Every key that was in use, the first one first.
pub async fn used_keys(tx: &mut Tx) -> Result<Vec<UsedKey>, StorageError> {
    let first = installation::find(tx, FIRST_KEY).await?;
    let later = installation::beginning_with(tx, KEY_USED).await?;
    let dropped = installation::beginning_with(tx, KEY_DROPPED).await?;
    let key = |fingerprint: &str, since: Option<&str>| {
        let name = format!("{KEY_DROPPED}{fingerprint}");
        let dropped_at = dropped.iter().find(|(of, _)| *of == name);
        Some(UsedKey {
            fingerprint: fingerprint.to_owned(),
            mark: KeyMark::of_fingerprint(fingerprint)?,
            is_first: since.is_none(),
            since: since.and_then(parse_moment),
            dropped_at: dropped_at.and_then(|(_, at)| parse_moment(at)),
        })
    };
    let first: Option<UsedKey> = first.as_deref().and_then(|first| key(first, None));
    let later =
        later.iter().filter_map(|(name, since)| key(name.strip_prefix(KEY_USED)?, Some(since.as_str())));
    let mut later: Vec<UsedKey> =
        later.filter(|key| first.as_ref().is_none_or(|first| first.mark != key.mark)).collect();
    later.sort_by_key(|key| key.since);
    Ok(first.into_iter().chain(later).collect())
}

/// Notes that a key is in use, unless that is known. One that was dropped is back.
pub async fn note_used(tx: &mut Tx, fingerprint: &str, now: Timestamp) -> Result<(), StorageError> {
    let dropped = format!("{KEY_DROPPED}{fingerprint}");
    if installation::find(tx, &dropped).await?.is_some() {
        installation::set(tx, &dropped, "").await?;
    }
    let name = format!("{KEY_USED}{fingerprint}");
    let is_first = installation::find(tx, FIRST_KEY).await?.is_some_and(|first| first == fingerprint);
    if is_first || installation::find(tx, &name).await?.is_some() {
        return Ok(());
    }
    installation::set(tx, &name, &written(now)).await
}

/// Notes that a key is done without.
pub async fn note_dropped(tx: &mut Tx, key: &UsedKey, now: Timestamp) -> Result<(), StorageError> {
    installation::set(tx, &format!("{KEY_DROPPED}{}", key.fingerprint), &written(now)).await
}

fn written(moment: Timestamp) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// The key that made a hash of an address: the one whose mark it carries, else the first.
#[must_use]
pub fn maker_of(hash: &[u8], used: &[UsedKey]) -> Option<KeyMark> {
    let marked = used.iter().find(|key| !key.is_first && hash.ends_with(&key.mark.0));
    marked.or_else(|| used.iter().find(|key| key.is_first)).map(|key| key.mark)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::token::SecretKey;

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
}

//! Which keys of secret files were ever in use with this database, as the database remembers.
//!
//! The rule: of a key it remembers the fingerprint alone, which does not reveal it.

use chrono::SecondsFormat;

use crate::domain::Timestamp;
use crate::domain::access::token::key_mark::KeyMark;
use crate::domain::time::calendar::parse_moment;
use crate::storage::engine::installation;
use crate::storage::{StorageError, Tx};
use crate::workflow::access::secret_in_use::FIRST_KEY;

/// The beginning of the facts that hold since when a key is in use; its fingerprint follows. The first key has none.
const USED: &str = "secret key used ";
/// The beginning of the facts that hold when a key was dropped.
const DROPPED: &str = "secret key dropped ";

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
    let later = installation::beginning_with(tx, USED).await?;
    let dropped = installation::beginning_with(tx, DROPPED).await?;
    let key = |fingerprint: &str, since: Option<&str>| {
        let name = format!("{DROPPED}{fingerprint}");
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
    let later = later.iter().filter_map(|(name, since)| key(name.strip_prefix(USED)?, Some(since.as_str())));
    let mut later: Vec<UsedKey> =
        later.filter(|key| first.as_ref().is_none_or(|first| first.mark != key.mark)).collect();
    later.sort_by_key(|key| key.since);
    Ok(first.into_iter().chain(later).collect())
}

/// Notes that a key is in use, unless that is known. One that was dropped is back.
pub async fn note_used(tx: &mut Tx, fingerprint: &str, now: Timestamp) -> Result<(), StorageError> {
    let dropped = format!("{DROPPED}{fingerprint}");
    if installation::find(tx, &dropped).await?.is_some() {
        installation::set(tx, &dropped, "").await?;
    }
    let name = format!("{USED}{fingerprint}");
    let is_first = installation::find(tx, FIRST_KEY).await?.is_some_and(|first| first == fingerprint);
    if is_first || installation::find(tx, &name).await?.is_some() {
        return Ok(());
    }
    installation::set(tx, &name, &written(now)).await
}

/// Notes that a key is done without.
pub async fn note_dropped(tx: &mut Tx, key: &UsedKey, now: Timestamp) -> Result<(), StorageError> {
    installation::set(tx, &format!("{DROPPED}{}", key.fingerprint), &written(now)).await
}

fn written(moment: Timestamp) -> String {
    moment.to_rfc3339_opts(SecondsFormat::Secs, true)
}

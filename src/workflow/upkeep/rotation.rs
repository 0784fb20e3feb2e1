//! Replacing the key of the secret file: what each key is still needed for, and doing without one.
//!
//! The rule: a key that was ever in use is among the keys of the process, or dropped, or the program does not start. Nothing
//! that an earlier key made is lost in silence.
//!
//! | made with a key | while it is replaced | needed until |
//! |---|---|---|
//! | links in mails, for answers and for unsubscribing | found by SHA-256, which takes no key | the mail is sent: each attempt makes the same bytes with the key that made the stored hash |
//! | return paths | every key is tried | bounces cannot come any more: thirty days after the last mail |
//! | codes in the form that changes an answer | every key is tried | the last link has expired |
//! | hashes of addresses | looked up under every key; hashed anew where the address is kept | the cool-down is over; on the list that is never mailed, of people whose data are not used and in links of who was erased for ever, where only the hash is left |
//! | the ledger of erasures | an erasure is written under every key; one from before under the current one, where the address is known again | for ever, of erasures that it alone wrote down |
//! | secrets of authenticator apps | every key is tried | they are sealed anew, within two hours |
//! | links to sign in | found by SHA-256; the mail is made with the key that made it | the mail is sent |
//! | the mark of a browser that signed in before | every key is tried | never: without it wrong passwords of others slow down the next sign-in there |
//! | strangers in the audit | stay as they were written | never: they are compared with nothing |

pub mod carry_over;
pub mod key_files;
pub mod needs;
pub mod start;

use std::path::{Path, PathBuf};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::access::token::SecretKey;
use crate::domain::access::token::key_mark::KeyMark;
use crate::storage::StorageError;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act, demand};
use crate::workflow::access::secret::secret_in_use::secret_in_use;
use crate::workflow::access::secret::used_keys::{note_dropped, used_keys};
use crate::workflow::upkeep::rotation::needs::{Needs, needs_of};

/// How a key stands.
#[derive(Clone, Debug)]
pub struct KeyStatus {
    pub mark: KeyMark,
    /// Its file; `None` if this process does not have it.
    pub file: Option<PathBuf>,
    /// Whether it makes what is new.
    pub is_current: bool,
    /// Since when it was in use; `None` if not yet, and of the first key, of which that is not noted.
    pub since: Option<Timestamp>,
    pub was_used: bool,
    pub dropped_at: Option<Timestamp>,
    /// What it is needed for; nothing of the current key, which is needed for everything, and of one that was never used.
    pub needs: Option<Needs>,
}

/// Why a key was not dropped.
#[derive(Debug, thiserror::Error)]
pub enum DropKeyError {
    #[error("no key {0} was ever in use; `naklank secret status` lists them")]
    Unknown(KeyMark),
    #[error("the key {0} makes what is new; make another one first, with `naklank secret rotate`")]
    IsCurrent(KeyMark),
    #[error(
        "the key {key} is still needed: {why}. Keep its file in secret.other_files, which costs nothing; or add --although-needed to lose that"
    )]
    IsNeeded { key: KeyMark, why: String },
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// How every key stands that this process has, or that was ever in use.
#[tracing::instrument(skip_all)]
pub async fn key_statuses(app: &App) -> Result<Vec<KeyStatus>, StorageError> {
    let mut tx = app.db.read().await?;
    let used = used_keys(&mut tx).await?;
    let files: Vec<(KeyMark, &Path)> =
        app.secret.keys().map(SecretKey::mark).zip(app.config.secret.files()).collect();
    let mut found = Vec::new();
    let unused = files.iter().map(|(mark, _)| *mark).filter(|mark| used.iter().all(|key| key.mark != *mark));
    for mark in used.iter().map(|key| key.mark).chain(unused) {
        let is_current = mark == app.secret.mark();
        let of = used.iter().find(|key| key.mark == mark);
        let needs = match of.filter(|_| !is_current) {
            Some(key) => Some(needs_of(app, &mut tx, key, &used).await?),
            None => None,
        };
        found.push(KeyStatus {
            mark,
            file: files.iter().find(|(of, _)| *of == mark).map(|(_, file)| (*file).to_owned()),
            is_current,
            since: of.and_then(|key| key.since),
            was_used: of.is_some(),
            dropped_at: of.and_then(|key| key.dropped_at),
            needs,
        });
    }
    Ok(found)
}

/// Does without a key from now on, so that its file can be taken out of the configuration; the file may be lost already. What is needed
/// of it is lost then: that takes `although_needed`.
///
/// # Errors
/// See [`DropKeyError`].
#[tracing::instrument(skip_all)]
pub async fn drop_key(
    app: &App,
    actor: &Actor,
    mark: KeyMark,
    although_needed: bool,
) -> Result<(), DropKeyError> {
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::DropSecret).await?;
    let in_use = secret_in_use(&mut tx).await?;
    // A process that was not restarted yet has another current key than the one in use.
    if mark == app.secret.mark() || in_use.is_some_and(|key| KeyMark::of_fingerprint(&key) == Some(mark)) {
        return Err(DropKeyError::IsCurrent(mark));
    }
    let used = used_keys(&mut tx).await?;
    let key = used.iter().find(|key| key.mark == mark).ok_or(DropKeyError::Unknown(mark))?;
    let needs = needs_of(app, &mut tx, key, &used).await?;
    if !although_needed && needs.is_any(app.now()) {
        let why = needs.in_words(app.config.organisation.zone);
        return Err(DropKeyError::IsNeeded { key: mark, why });
    }
    note_dropped(&mut tx, key, app.now()).await?;
    act(app, &mut tx, actor, Action::DropSecret, &mark.to_string()).await?;
    Ok(tx.commit().await?)
}

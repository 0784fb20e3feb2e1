//! The key that processes of this database use now, as the database says.
//!
//! The rule: a process that does not know that key sends no mail, since it could not make the links of others again, and
//! would not recognise the addresses that they must not mail. It goes on with everything that needs no key.

use std::sync::atomic::Ordering;

use crate::app::App;
use crate::storage::engine::installation::{self, FIRST_KEY, KEY_IN_USE};
use crate::storage::{StorageError, Tx};

/// The fingerprint of the key in use; `None` for a database that no process has used yet.
pub async fn secret_in_use(tx: &mut Tx) -> Result<Option<String>, StorageError> {
    match installation::find(tx, KEY_IN_USE).await? {
        Some(in_use) => Ok(Some(in_use)),
        None => installation::find(tx, FIRST_KEY).await,
    }
}

/// Whether this process knows the key in use. When that changes it says so in the log, and not again at each look.
pub async fn knows_secret_in_use(app: &App, tx: &mut Tx) -> Result<bool, StorageError> {
    // The first key was held against the keys of this process when it started.
    let in_use = installation::find(tx, KEY_IN_USE).await?;
    let is_known = in_use.is_none_or(|in_use| app.secret.knows(&in_use));
    let was_known = app.knew_key_in_use.swap(is_known, Ordering::Relaxed);
    if was_known && !is_known {
        tracing::error!(
            "another process uses a key that this one does not have, so this one sends no mail: restart it with that key in secret.file or secret.other_files"
        );
    } else if is_known && !was_known {
        tracing::info!("the key that processes use is one that this one has, so this one sends mail again");
    }
    Ok(is_known)
}

//! Which of two databases is in use after a move: the old one says where it went, and a new one whether the move came to its
//! end.
//!
//! The rule: at no moment may a program start on both. The new database is marked as unfinished in the transaction that fills
//! it; the old one is marked as moved before that mark is removed.

use crate::storage::engine::installation;
use crate::storage::{Db, StorageError};

/// The installation fact that marks a database that was moved, and says where to and when.
pub const MOVED_TO: &str = "moved to";
/// The installation fact that marks a copy until its move has come to its end.
pub const UNFINISHED: &str = "copied by an unfinished move";

/// Why a program does not start on a database.
#[derive(Debug, thiserror::Error)]
pub enum MovedError {
    #[error(transparent)]
    Storage(#[from] StorageError),
    #[error(
        "this database was moved to {0}: set database.url to that one. To go on with this one after all, without what was stored in the other since, type `naklank move --undo`"
    )]
    Moved(String),
    #[error(
        "this database is the copy of a move that did not come to its end: set database.url back to the old one, and type `naklank move --to` with this one again. If the old one says that it was moved, type `naklank move --undo` first"
    )]
    Unfinished,
}

/// Refuses both databases of a move, as long as the other one may be in use.
///
/// # Errors
/// See [`MovedError`].
pub async fn refuse_moved(db: &Db) -> Result<(), MovedError> {
    let mut tx = db.read().await?;
    if let Some(place) = installation::find(&mut tx, MOVED_TO).await? {
        return Err(MovedError::Moved(place));
    }
    match installation::find(&mut tx, UNFINISHED).await? {
        Some(_) => Err(MovedError::Unfinished),
        None => Ok(()),
    }
}

/// The same before it is known whether the database has tables: a new one has none, and whatever else cannot be read comes up
/// again in the checks that follow.
///
/// # Errors
/// The database says that it is one of a move.
pub async fn refuse_moved_if_told(db: &Db) -> Result<(), MovedError> {
    match refuse_moved(db).await {
        Err(MovedError::Storage(_)) => Ok(()),
        told => told,
    }
}

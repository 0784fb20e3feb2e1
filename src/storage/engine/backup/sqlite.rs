//! A copy of an SQLite file, and a place for one.
//!
//! The rule: a copy is never made of the file alone, whose newest commits stand beside it in the write-ahead log; and none
//! is put beside the log of another database, which SQLite would apply to it.

use std::path::{Path, PathBuf};

use crate::storage::engine::backup::CopyError;
use crate::storage::engine::backup::contents::{Contents, contents};
use crate::storage::engine::backup::lone::Lone;

/// What SQLite keeps beside a database.
const COMPANIONS: [&str; 3] = ["-wal", "-shm", "-journal"];

/// Copies a database into a new file, whatever others write to it meanwhile.
///
/// # Errors
/// See [`CopyError`].
pub async fn copy(database: &Path, to: &Path) -> Result<Contents, CopyError> {
    let mut source = Lone::to_file(database, false).await?;
    let copied = vacuum_into(&mut source, to).await;
    source.close().await;
    copied?;
    let mut made = Lone::to_file(to, true).await?;
    let found = contents(&mut made).await;
    made.close().await;
    Ok(found?)
}

async fn vacuum_into(source: &mut Lone, to: &Path) -> Result<(), CopyError> {
    let to =
        to.to_str().ok_or_else(|| CopyError::NotEmpty("the path of the backup is not UTF-8".to_owned()))?;
    if let Lone::Sqlite(connection) = source {
        sqlx::query("VACUUM INTO $1").persistent(false).bind(to).execute(connection).await?;
    }
    Ok(())
}

/// Refuses a place where a database stands, and removes what is left there of one that is gone.
///
/// # Errors
/// [`CopyError::NotEmpty`].
pub fn clear(database: &Path) -> Result<(), CopyError> {
    if database.symlink_metadata().is_ok() {
        return Err(CopyError::NotEmpty(format!(
            "{} is there already: restore into an empty folder, or move it away together with its -wal and -shm",
            database.display()
        )));
    }
    for companion in companions(database) {
        match std::fs::remove_file(&companion) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                return Err(CopyError::NotEmpty(format!(
                    "{} is left of another database and cannot be removed ({error}): remove it",
                    companion.display()
                )));
            }
            Ok(()) => {
                let path = companion.display();
                tracing::warn!(%path, "removed what was left of a database that is gone");
            }
            Err(_) => {}
        }
    }
    Ok(())
}

/// Removes a database that was just restored, with all that stands beside it.
pub fn remove(database: &Path) {
    for path in [database.to_owned()].into_iter().chain(companions(database)) {
        let _ = std::fs::remove_file(path);
    }
}

/// The files that belong to a database.
pub fn companions(database: &Path) -> impl Iterator<Item = PathBuf> {
    COMPANIONS.into_iter().map(|ending| {
        let mut path = database.as_os_str().to_owned();
        path.push(ending);
        PathBuf::from(path)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_cleared_only_of_what_belongs_to_no_database() {
        let folder = tempfile::TempDir::new().unwrap();
        let database = folder.path().join("naklank.db");
        std::fs::write(folder.path().join("naklank.db-wal"), b"stale").unwrap();
        std::fs::write(folder.path().join("naklank.db2"), b"another").unwrap();
        clear(&database).unwrap();
        assert!(!folder.path().join("naklank.db-wal").exists());
        assert!(folder.path().join("naklank.db2").exists());

        std::fs::write(&database, b"").unwrap();
        std::fs::write(folder.path().join("naklank.db-wal"), b"of a database").unwrap();
        assert!(matches!(clear(&database), Err(CopyError::NotEmpty(_))));
        assert!(folder.path().join("naklank.db-wal").exists());
    }
}

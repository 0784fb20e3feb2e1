//! What killed drills left: scratch folders and databases with everything that a backup holds.
//!
//! The rule: only what drills of this installation made, and only when it is older than any drill takes: another one may be under
//! way. Whose it is and how old stands in its name.

use std::fs::DirEntry;
use std::os::unix::fs::MetadataExt as _;
use std::path::Path;

use chrono::TimeDelta;
use secrecy::ExposeSecret as _;
use uuid::Uuid;

use crate::app::App;
use crate::domain::Timestamp;
use crate::storage::engine::backup::{CopyError, postgres};

/// How the name of a scratch folder begins.
const FOLDER: &str = "naklank-drill-";
/// How the name of a scratch database begins.
const DATABASE: &str = "naklank_drill_";
/// Longer than a drill takes, and shorter than a day, so that each day's drill removes what the one before left.
const LONGEST_DRILL: TimeDelta = TimeDelta::hours(12);

/// How the names of what the drills of an installation make begin.
pub(super) struct Beginnings {
    pub folder: String,
    pub database: String,
}

impl Beginnings {
    /// Those of this installation, known by its database and key: others may use the same server and folder.
    pub fn of(app: &App) -> Self {
        let hash = app.secret.address_hash(app.config.database.url.expose_secret());
        let mark: String = hash.iter().take(4).map(|byte| format!("{byte:02x}")).collect();
        Self { folder: format!("{FOLDER}{mark}-"), database: format!("{DATABASE}{mark}_") }
    }
}

/// Removes the folders in a folder.
pub(super) fn remove_folders(parent: &Path, beginning: &str, now: Timestamp) {
    let entries = std::fs::read_dir(parent).into_iter().flatten().flatten();
    for entry in entries.filter(|entry| is_left_folder(entry, beginning, now)) {
        let path = entry.path();
        match std::fs::remove_dir_all(&path) {
            Ok(()) => tracing::warn!(path = %path.display(), "removed what a killed drill left"),
            Err(error) => {
                tracing::warn!(path = %path.display(), %error, "what a killed drill left cannot be removed");
            }
        }
    }
}

/// Everyone can make a folder of this name in a folder for temporary files.
fn is_left_folder(entry: &DirEntry, beginning: &str, now: Timestamp) -> bool {
    let is_ours = || {
        let ours = rustix::process::geteuid().as_raw();
        entry.path().symlink_metadata().is_ok_and(|found| found.is_dir() && found.uid() == ours)
    };
    entry.file_name().to_str().is_some_and(|name| is_left(name, beginning, now)) && is_ours()
}

/// Drops the databases on the server of an address.
pub(super) async fn drop_databases(address: &str, beginning: &str, now: Timestamp) {
    if let Err(error) = try_to_drop(address, beginning, now).await {
        tracing::warn!(%error, "databases that killed drills left cannot be removed");
    }
}

async fn try_to_drop(address: &str, beginning: &str, now: Timestamp) -> Result<(), CopyError> {
    let own = postgres::own_databases(address).await?;
    for name in own.iter().filter(|name| is_left(name, beginning, now)) {
        postgres::drop_database(address, name).await?;
        tracing::warn!(%name, "removed what a killed drill left");
    }
    Ok(())
}

/// Whether a name is of a drill that must be over: behind the beginning stands an identifier that tells the time.
fn is_left(name: &str, beginning: &str, now: Timestamp) -> bool {
    let identifier = name.strip_prefix(beginning);
    let made = identifier.and_then(|id| id.parse::<Uuid>().ok()).and_then(|id| id.get_timestamp());
    let Some((seconds, _)) = made.map(|made| made.to_unix()) else { return false };
    i64::try_from(seconds).is_ok_and(|seconds| seconds < (now - LONGEST_DRILL).timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEGINNING: &str = "naklank_drill_0a1b2c3d_";

    fn now() -> Timestamp {
        Timestamp::from_timestamp(1_774_015_200, 0).unwrap()
    }

    /// The identifier of a drill that began a number of hours ago.
    fn id(hours: i64) -> String {
        let made = u64::try_from((now() - TimeDelta::hours(hours)).timestamp_millis()).unwrap();
        uuid::Builder::from_unix_timestamp_millis(made, &[7; 10]).into_uuid().simple().to_string()
    }

    #[test]
    fn only_a_drill_of_long_ago_and_of_this_installation_is_over() {
        let is_left = |name: &str| is_left(name, BEGINNING, now());
        assert!(is_left(&format!("{BEGINNING}{}", id(13))));
        assert!(!is_left(&format!("{BEGINNING}{}", id(11))), "it may be under way");
        assert!(!is_left(&format!("naklank_drill_99999999_{}", id(13))), "of another installation");
        for other in [BEGINNING, "naklank_drill_0a1b2c3d_mine", "naklank", "postgres"] {
            assert!(!is_left(other), "{other}");
        }
    }

    #[test]
    fn a_folder_that_a_killed_drill_left_is_removed_and_another_is_not() {
        let parent = tempfile::TempDir::new().unwrap();
        let old = parent.path().join(format!("{BEGINNING}{}", id(24)));
        let mine = parent.path().join("naklank_drill_notes");
        for folder in [&old, &mine] {
            std::fs::create_dir(folder).unwrap();
            std::fs::write(folder.join("naklank.db"), b"names").unwrap();
        }
        let link = parent.path().join(format!("{BEGINNING}{}", id(25)));
        std::os::unix::fs::symlink(&mine, &link).unwrap();
        remove_folders(parent.path(), BEGINNING, now());
        assert!(!old.exists());
        assert!(mine.join("naklank.db").exists() && link.exists());
    }
}

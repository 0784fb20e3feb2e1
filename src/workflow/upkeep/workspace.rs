//! A folder for work in progress, which is gone when the work is done or has failed.
//!
//! The rule: only its owner can read it. One that a killed process of the same user left is taken over by the next, and one in use is
//! not, nor one that another user made in a folder where everyone may.

use std::fs::{DirBuilder, File, OpenOptions, Permissions, TryLockError};
use std::io::{self, ErrorKind};
use std::os::unix::fs::{DirBuilderExt as _, MetadataExt as _, OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What can stand in it.
pub const DATABASE: &str = "database";
pub const ARCHIVE: &str = "archive";
const LOCK: &str = "lock";
/// What is left of a killed process: SQLite writes a journal beside a copy.
const LEFTOVERS: [&str; 3] = [DATABASE, "database-journal", ARCHIVE];

/// The folder; removed when dropped.
pub struct Workspace {
    folder: PathBuf,
    /// Held as long as the folder is in use.
    _lock: File,
}

impl Workspace {
    /// Makes `FILE.partial` beside a file that is to be made.
    ///
    /// # Errors
    /// [`ErrorKind::WouldBlock`] while another process uses it; or it cannot be made.
    pub fn beside(file: &Path) -> io::Result<Self> {
        let mut folder = file.as_os_str().to_owned();
        folder.push(".partial");
        Self::at(PathBuf::from(folder))
    }

    /// Makes this folder.
    ///
    /// # Errors
    /// As [`Workspace::beside`].
    pub fn at(folder: PathBuf) -> io::Result<Self> {
        match DirBuilder::new().mode(0o700).create(&folder) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => take_over(&folder)?,
            made => made?,
        }
        let lock = folder.join(LOCK);
        let lock = OpenOptions::new().create(true).append(true).mode(0o600).open(lock)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(ErrorKind::WouldBlock.into()),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        let workspace = Self { folder, _lock: lock };
        workspace.clear();
        Ok(workspace)
    }

    /// A folder whose process is gone, to be removed with what that left; `None` for one in use. A folder in which no database was put
    /// yet counts as in use until it is this old: its process may not have come to the lock.
    #[must_use]
    pub fn of_the_dead(folder: &Path, beginning: Duration) -> Option<Self> {
        let is_begun = folder.join(DATABASE).exists();
        let changed = folder.metadata().and_then(|found| found.modified()).ok()?;
        if !is_begun && changed.elapsed().unwrap_or_default() < beginning {
            return None;
        }
        let lock = OpenOptions::new().create(true).append(true).mode(0o600).open(folder.join(LOCK)).ok()?;
        lock.try_lock().ok()?;
        Some(Self { folder: folder.to_owned(), _lock: lock })
    }

    /// A file in it.
    #[must_use]
    pub fn file(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn clear(&self) {
        for name in LEFTOVERS {
            let _ = std::fs::remove_file(self.folder.join(name));
        }
    }
}

impl Drop for Workspace {
    fn drop(&mut self) {
        self.clear();
        let _ = std::fs::remove_file(self.folder.join(LOCK));
        let _ = std::fs::remove_dir(&self.folder);
    }
}

/// Makes sure that a folder that is there is a folder of ours, and closes it to others.
fn take_over(folder: &Path) -> io::Result<()> {
    let found = folder.symlink_metadata()?;
    if !found.is_dir() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    if found.uid() != rustix::process::geteuid().as_raw() {
        return Err(ErrorKind::PermissionDenied.into());
    }
    std::fs::set_permissions(folder, Permissions::from_mode(0o700))
}

/// Makes a new file that only its owner can read.
///
/// # Errors
/// It is there already, or cannot be made.
pub fn new_file(path: &Path) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

/// Makes sure that the names in a file's folder survive a power cut.
///
/// # Errors
/// The folder cannot be opened or synced.
pub fn sync_folder_of(file: &Path) -> io::Result<()> {
    File::open(folder_of(file))?.sync_all()
}

/// The folder of a file; `.` for a bare name.
#[must_use]
pub fn folder_of(file: &Path) -> &Path {
    file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_gone_when_dropped_and_what_a_killed_process_left_is_taken_over() {
        let folder = tempfile::TempDir::new().unwrap();
        let file = folder.path().join("a.backup");
        let partial = folder.path().join("a.backup.partial");
        std::fs::create_dir(&partial).unwrap();
        std::fs::write(partial.join(DATABASE), b"half").unwrap();
        let workspace = Workspace::beside(&file).unwrap();
        assert!(!workspace.file(DATABASE).exists());
        assert_eq!(Workspace::beside(&file).err().unwrap().kind(), ErrorKind::WouldBlock);
        drop(workspace);
        assert!(!partial.exists());
    }

    #[test]
    fn one_that_is_open_to_others_is_closed_and_one_that_leads_elsewhere_is_refused() {
        let folder = tempfile::TempDir::new().unwrap();
        let (open, elsewhere) = (folder.path().join("open"), folder.path().join("elsewhere"));
        for made in [&open, &elsewhere] {
            std::fs::create_dir(made).unwrap();
            std::fs::set_permissions(made, Permissions::from_mode(0o777)).unwrap();
        }
        let workspace = Workspace::at(open.clone()).unwrap();
        assert_eq!(open.metadata().unwrap().mode() & 0o777, 0o700);
        drop(workspace);
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&elsewhere, &link).unwrap();
        assert_eq!(Workspace::at(link).err().unwrap().kind(), ErrorKind::AlreadyExists);
        assert_eq!(std::fs::read_dir(&elsewhere).unwrap().count(), 0);
    }

    #[test]
    fn it_removes_nothing_that_it_did_not_put_there() {
        let folder = tempfile::TempDir::new().unwrap();
        let partial = folder.path().join("a.partial");
        std::fs::create_dir(&partial).unwrap();
        std::fs::write(partial.join("letters.txt"), b"mine").unwrap();
        drop(Workspace::at(partial.clone()).unwrap());
        assert_eq!(std::fs::read(partial.join("letters.txt")).unwrap(), b"mine");
    }
}

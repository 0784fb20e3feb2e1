//! What a killed restore left in the folder for temporary files, with all that a backup holds, is removed by the next one; what another
//! restore uses is not.

use std::fs::{File, create_dir, write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

use naklank::workflow::upkeep::restore::left::{remove_left, scratch_in};
use naklank::workflow::upkeep::workspace::{DATABASE, Workspace};
use tempfile::TempDir;

/// A folder as a restore makes it, with a dump or without.
fn folder(parent: &Path, name: &str, has_dump: bool) -> PathBuf {
    let folder = parent.join(name);
    create_dir(&folder).unwrap();
    write(folder.join("lock"), b"").unwrap();
    if has_dump {
        write(folder.join(DATABASE), b"names").unwrap();
    }
    folder
}

fn age(folder: &Path, hours: u64) {
    let folder = File::open(folder).unwrap();
    let then = folder.metadata().unwrap().modified().unwrap() - Duration::from_secs(hours * 60 * 60);
    folder.set_modified(then).unwrap();
}

#[test]
fn the_next_restore_removes_what_a_killed_one_left_and_nothing_else() {
    let parent = TempDir::new().unwrap();
    let at = parent.path();
    let killed = folder(at, "naklank-restore-00000000000000aa", true);
    let killed_at_once = folder(at, "naklank-restore-00000000000000ab", false);
    age(&killed_at_once, 25);
    let begins = folder(at, "naklank-restore-00000000000000ac", false);
    let used = scratch_in(at, [9; 8]);
    let in_use = Workspace::at(used.clone()).unwrap();
    write(in_use.file(DATABASE), b"names").unwrap();
    age(&used, 100);
    let mine = folder(at, "naklank-restore-notes", true);
    let link = at.join("naklank-restore-00000000000000ad");
    std::os::unix::fs::symlink(&mine, &link).unwrap();

    remove_left(at);
    assert!(!killed.exists() && !killed_at_once.exists());
    for stays in [&begins, &mine, &link, &used] {
        assert!(stays.exists(), "{}", stays.display());
    }
    assert!(in_use.file(DATABASE).exists() && mine.join(DATABASE).exists());
    drop(in_use);
    assert!(!used.exists());
}

#[test]
fn the_command_removes_it_in_the_folder_for_temporary_files() {
    let place = TempDir::new().unwrap();
    let killed = folder(place.path(), "naklank-restore-0123456789abcdef", true);
    let run = |arguments: &[&str]| {
        let ran = Command::new(env!("CARGO_BIN_EXE_naklank"))
            .args(arguments)
            .current_dir(place.path())
            .env_clear()
            .env("TMPDIR", place.path())
            .env("NAKLANK_ORGANISATION_NAME", "Voorbeeld")
            .env("NAKLANK_ORGANISATION_CONTACT", "klachten@example.org")
            .stdin(Stdio::null())
            .output()
            .unwrap();
        assert!(ran.status.success(), "{ran:?}");
    };
    run(&["migrate"]);
    run(&["backup", "a.backup", "--without-key"]);
    assert!(killed.exists());
    run(&["restore", "a.backup", "--to", "new", "--key", "data/naklank.key"]);
    assert!(!killed.exists() && place.path().join("new/naklank.db").exists());
}

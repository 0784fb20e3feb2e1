//! The commands as an operator types them, also on a disk that is full.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

/// Runs the program by a shell, in which a line may stand before it.
fn shell(folder: &Path, line: &str) -> Output {
    Command::new("sh")
        .args(["-c", &line.replace("naklank ", concat!(env!("CARGO_BIN_EXE_naklank"), " "))])
        .current_dir(folder)
        .env_clear()
        .env("PATH", "/usr/bin:/bin")
        .env("NAKLANK_ORGANISATION_NAME", "Voorbeeld")
        .env("NAKLANK_ORGANISATION_CONTACT", "klachten@example.org")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output, code: i32) -> String {
    assert_eq!(output.status.code(), Some(code), "{output:?}");
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn installation() -> TempDir {
    let folder = TempDir::new().unwrap();
    stdout(&shell(folder.path(), "naklank migrate"));
    std::fs::write(folder.path().join("phrase"), "een lange zin vol woorden\n").unwrap();
    folder
}

/// The names in a folder.
fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

#[test]
fn an_operator_backs_up_drills_and_restores() {
    let folder = installation();
    let at = folder.path();
    let told = stdout(&shell(at, "naklank backup a.backup --passphrase-file phrase"));
    assert!(told.contains("with the sealed key"), "{told}");
    let told = stdout(&shell(at, "naklank drill restore a.backup --passphrase-file phrase"));
    assert!(told.contains("can be restored") && told.contains("rows passed"), "{told}");
    stdout(&shell(at, "naklank restore a.backup --to new --passphrase-file phrase"));
    assert_eq!(names(&at.join("new")), ["naklank.db", "naklank.key"]);
    let restored = "NAKLANK_DATABASE_URL=sqlite:new/naklank.db NAKLANK_SECRET_FILE=new/naklank.key naklank tallies check";
    assert!(stdout(&shell(at, restored)).contains("The tallies equal the responses"));
    // As the operating guide says, without this program.
    let by_hand = "mkdir by-hand && tar -xzf a.backup -C by-hand && cd by-hand && sha256sum -c SHA256SUMS";
    assert!(stdout(&shell(at, by_hand)).contains("database.sqlite: OK"));
}

#[test]
fn the_keys_of_an_installation_are_backed_up_and_put_back_together() {
    let folder = installation();
    let at = folder.path();
    stdout(&shell(at, "naklank secret rotate"));
    let made = names(&at.join("data")).into_iter().find(|name| name.starts_with("naklank-")).unwrap();
    let rotated = format!(
        "export NAKLANK_SECRET_FILE=data/{made} NAKLANK_SECRET_OTHER_FILES=data/naklank.key; naklank"
    );
    stdout(&shell(at, &format!("{rotated} migrate")));
    let told = stdout(&shell(at, &format!("{rotated} backup a.backup --passphrase-file phrase")));
    assert!(told.contains("with 2 sealed keys"), "{told}");
    let told = stdout(&shell(at, "naklank restore a.backup --to new --passphrase-file phrase"));
    let found = names(&at.join("new"));
    let [other, database, key] = &found[..] else { panic!("{found:?}") };
    assert_eq!((database.as_str(), key.as_str()), ("naklank.db", "naklank.key"));
    let lines = format!("[secret]\nfile = \"new/naklank.key\"\nother_files = [\"new/{other}\"]");
    assert!(told.contains(&lines), "{told}");
    let restored = format!(
        "export NAKLANK_DATABASE_URL=sqlite:new/naklank.db NAKLANK_SECRET_FILE=new/naklank.key NAKLANK_SECRET_OTHER_FILES=new/{other}; \
         naklank secret status"
    );
    let status = stdout(&shell(at, &restored));
    assert!(status.contains("makes what is new") && status.contains("an earlier key"), "{status}");

    stdout(&shell(at, &format!("{rotated} backup b.backup --without-key")));
    let alone = shell(at, &format!("naklank restore b.backup --to alone --key data/{made}"));
    assert!(String::from_utf8_lossy(&alone.stderr).contains("was not given (--key)"), "{alone:?}");
    let both = format!("naklank restore b.backup --to both --key data/naklank.key --key data/{made}");
    assert!(stdout(&shell(at, &both)).contains("[secret]"));
}

#[test]
fn usage_that_cannot_work_is_2_and_a_backup_that_fails_is_1() {
    let folder = installation();
    let at = folder.path();
    let nobody = shell(at, "naklank backup a.backup");
    assert!(stderr(&nobody, 2).contains("--passphrase-file"));
    stderr(&shell(at, "naklank backup a.backup --without-key --passphrase-file phrase"), 2);
    stderr(&shell(at, "naklank restore a.backup"), 2);
    std::fs::write(at.join("short"), "kort\n").unwrap();
    assert!(stderr(&shell(at, "naklank backup a.backup --passphrase-file short"), 2).contains("at least 12"));
    stdout(&shell(at, "naklank backup a.backup --without-key"));
    assert!(stderr(&shell(at, "naklank restore a.backup --to new"), 1).contains("--key"));
    stdout(&shell(at, "naklank restore a.backup --to new --key data/naklank.key"));
    let damaged = shell(at, "head -c 3000 a.backup >b.backup; naklank drill restore b.backup");
    assert!(stderr(&damaged, 1).contains("archive failed: "), "{damaged:?}");
}

/// A limit on the size of files (64 KiB) stands in for a full disk: it needs no rights, and writes fail in the same way.
/// What SQLite keeps beside an open database stays below it.
#[test]
fn a_disk_without_room_leaves_nothing_behind() {
    let folder = installation();
    let at = folder.path();
    let before = names(at);
    let full = "trap '' XFSZ; ulimit -f 128; ";
    stderr(&shell(at, &format!("{full} naklank backup a.backup --passphrase-file phrase")), 1);
    assert_eq!(names(at), before);
    stdout(&shell(at, "naklank backup a.backup --passphrase-file phrase"));
    let told =
        stderr(&shell(at, &format!("{full} naklank restore a.backup --to new --passphrase-file phrase")), 1);
    assert!(told.contains("is full. Nothing was left there"), "{told}");
    assert!(!at.join("new").exists());
    let drill =
        shell(at, &format!("{full} naklank drill restore a.backup --passphrase-file phrase --scratch ."));
    assert_eq!(drill.status.code(), Some(1), "{drill:?}");
    assert!(names(at).iter().all(|name| !name.starts_with("naklank-drill")), "{:?}", names(at));
}

#[test]
fn what_is_left_of_a_killed_backup_is_taken_over() {
    let folder = installation();
    let at = folder.path();
    // The kernel kills it when its file grows too large.
    let killed = shell(at, "ulimit -f 128; naklank backup a.backup --passphrase-file phrase; true");
    assert!(killed.status.success(), "{killed:?}");
    assert!(!at.join("a.backup").exists() && at.join("a.backup.partial").exists(), "{:?}", names(at));
    stdout(&shell(at, "naklank backup a.backup --passphrase-file phrase"));
    assert!(!at.join("a.backup.partial").exists());
}

#[test]
fn a_machine_without_a_configuration_applies_the_erasures_at_its_first_start() {
    let folder = installation();
    let at = folder.path();
    stdout(&shell(at, "naklank backup a.backup --passphrase-file phrase"));
    let hash = "0a".repeat(32);
    std::fs::write(at.join("kept"), format!("2026-03-20T14:00:00.000000Z {hash}\n")).unwrap();
    std::fs::write(at.join("damaged"), "nonsense\n").unwrap();
    let bare = "env -u NAKLANK_ORGANISATION_NAME naklank restore a.backup --passphrase-file phrase";
    let told = stderr(&shell(at, &format!("{bare} --to new --erasures kept")), 0);
    assert!(told.contains("the ledger (lines: 1)") && told.contains("by the first command"), "{told}");
    assert_eq!(names(&at.join("new")), ["naklank.db", "naklank.key", "naklank.key.erasures"]);
    let restored = "NAKLANK_DATABASE_URL=sqlite:new/naklank.db NAKLANK_SECRET_FILE=new/naklank.key naklank tallies check";
    stdout(&shell(at, restored));
    let told = stderr(&shell(at, &format!("{bare} --to other --erasures damaged")), 1);
    assert!(told.contains("nothing was restored") && told.contains("line 1"), "{told}");
    assert_eq!(names(&at.join("other")), [""; 0]);
}

//! Replacing the key of the secret file at the command line.

use std::os::unix::fs::PermissionsExt as _;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn run(folder: &TempDir, arguments: &[&str], variables: &[(&str, &str)]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_naklank"));
    command
        .args(arguments)
        .current_dir(folder.path())
        .env_clear()
        .env("NAKLANK_ORGANISATION_NAME", "Voorbeeld")
        .env("NAKLANK_ORGANISATION_CONTACT", "klachten@example.org")
        .envs(variables.iter().copied())
        .stdin(Stdio::null());
    command.output().unwrap()
}

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output, code: i32) -> String {
    assert_eq!(output.status.code(), Some(code), "{output:?}");
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// The file that `naklank secret rotate` made.
fn made(folder: &TempDir) -> String {
    let files = std::fs::read_dir(folder.path().join("data")).unwrap();
    let mut keys: Vec<String> = files
        .map(|file| file.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.starts_with("naklank-") && name.ends_with(".key"))
        .collect();
    assert_eq!(keys.len(), 1, "{keys:?}");
    format!("data/{}", keys.remove(0))
}

fn write(folder: &TempDir, name: &str, bytes: &[u8], mode: u32) {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
}

#[test]
fn a_key_is_made_used_and_the_earlier_one_dropped() {
    let folder = TempDir::new().unwrap();
    stdout(&run(&folder, &["suppressions", "add", "klant@example.org"], &[]));
    let told = stdout(&run(&folder, &["secret", "rotate"], &[]));
    let new = made(&folder);
    let metadata = std::fs::metadata(folder.path().join(&new)).unwrap();
    assert_eq!((metadata.len(), metadata.permissions().mode() & 0o777), (32, 0o600));
    assert!(told.contains(&format!("file = \"{new}\"\nother_files = [\"data/naklank.key\"]")), "{told}");
    assert!(told.contains(&format!("file = \"data/naklank.key\"\nother_files = [\"{new}\"]")), "{told}");
    assert!(stderr(&run(&folder, &["secret", "rotate"], &[]), 1).contains("exists already"));
    assert!(
        stderr(&run(&folder, &["secret", "status"], &[("NAKLANK_SECRET_FILE", &new)]), 1)
            .contains("does not belong")
    );

    let known = [("NAKLANK_SECRET_OTHER_FILES", new.as_str())];
    let before = stdout(&run(&folder, &["secret", "status"], &known));
    assert!(before.contains("was never used") && before.contains("makes what is new"), "{before}");
    let rotated = [("NAKLANK_SECRET_FILE", new.as_str()), ("NAKLANK_SECRET_OTHER_FILES", "data/naklank.key")];
    let status = stdout(&run(&folder, &["secret", "status"], &rotated));
    assert!(status.contains("an earlier key") && status.contains("in use since"), "{status}");
    assert!(status.contains("for ever: 1") && status.contains("it costs nothing"), "{status}");
    let old = status.lines().find(|line| line.ends_with("data/naklank.key")).unwrap()[..8].to_owned();

    let alone = [("NAKLANK_SECRET_FILE", new.as_str())];
    assert!(stderr(&run(&folder, &["tick"], &alone), 1).contains(&format!("the key {old}")));
    assert!(stderr(&run(&folder, &["secret", "drop", &old], &rotated), 1).contains("--although-needed"));
    assert!(
        stderr(&run(&folder, &["secret", "drop", "nothing"], &rotated), 2)
            .contains("eight hexadecimal digits")
    );
    stdout(&run(&folder, &["suppressions", "remove", "klant@example.org", "--reason", "asked"], &rotated));
    assert!(
        stdout(&run(&folder, &["secret", "status"], &rotated))
            .contains(&format!("naklank secret drop {old}"))
    );
    stdout(&run(&folder, &["secret", "drop", &old], &rotated));
    stdout(&run(&folder, &["tick"], &alone));
}

#[test]
fn a_needed_key_whose_file_is_lost_is_no_dead_end() {
    let folder = TempDir::new().unwrap();
    stdout(&run(&folder, &["suppressions", "add", "klant@example.org"], &[]));
    stdout(&run(&folder, &["secret", "rotate"], &[]));
    let new = made(&folder);
    let rotated = [("NAKLANK_SECRET_FILE", new.as_str()), ("NAKLANK_SECRET_OTHER_FILES", "data/naklank.key")];
    let status = stdout(&run(&folder, &["secret", "status"], &rotated));
    let marks: Vec<&str> = status.lines().filter(|line| line.contains('\t')).map(|line| &line[..8]).collect();
    let [old, current] = marks[..] else { panic!("{status}") };
    std::fs::remove_file(folder.path().join("data/naklank.key")).unwrap();

    assert!(stderr(&run(&folder, &["tick"], &rotated), 1).contains("put it back from the backup"));
    let alone = [("NAKLANK_SECRET_FILE", new.as_str())];
    let way_out = format!("naklank secret drop {old} --although-needed");
    assert!(stderr(&run(&folder, &["tick"], &alone), 1).contains(&way_out));
    assert!(stderr(&run(&folder, &["secret", "drop", old], &alone), 1).contains(&way_out));
    let in_use = run(&folder, &["secret", "drop", current, "--although-needed"], &alone);
    assert!(stderr(&in_use, 1).contains("makes what is new"));
    let dropped = stdout(&run(&folder, &["secret", "drop", old, "--although-needed"], &alone));
    assert!(dropped.contains("is lost, and the program starts without it"), "{dropped}");
    stdout(&run(&folder, &["tick"], &alone));
    let audit = stdout(&run(&folder, &["audit", "export", "--from", "2020-01-01"], &alone));
    assert_eq!(audit.lines().filter(|line| line.contains("secret drop")).count(), 1, "{audit}");
    stdout(&run(&folder, &["audit", "verify"], &alone));
}

#[test]
fn every_file_of_a_key_that_cannot_be_used_is_told_at_once() {
    let folder = TempDir::new().unwrap();
    std::fs::create_dir(folder.path().join("data")).unwrap();
    write(&folder, "data/naklank.key", &[1; 32], 0o600);
    write(&folder, "short.key", &[2; 31], 0o600);
    write(&folder, "open.key", &[3; 32], 0o644);
    write(&folder, "same.key", &[1; 32], 0o600);
    let files = "missing.key, short.key, open.key, same.key";
    let said = stderr(&run(&folder, &["config", "check"], &[("NAKLANK_SECRET_OTHER_FILES", files)]), 2);
    for (file, what) in [
        ("missing.key", "put it back from the backup"),
        ("short.key", "32 bytes"),
        ("open.key", "chmod 600"),
        ("same.key", "the same key as data/naklank.key"),
    ] {
        let is_told =
            |line: &str| line.contains(file) && line.contains(what) && line.contains("secret.other_files");
        assert!(said.lines().any(is_told), "{file}: {said}");
    }
    let tick = stderr(&run(&folder, &["tick"], &[("NAKLANK_SECRET_OTHER_FILES", "short.key")]), 1);
    assert!(tick.contains("short.key") && tick.contains("32 bytes"), "{tick}");
    let empty =
        stderr(&run(&folder, &["config", "check"], &[("NAKLANK_SECRET_OTHER_FILES", "a.key,,b.key")]), 2);
    assert!(empty.contains("without an empty one"), "{empty}");
}

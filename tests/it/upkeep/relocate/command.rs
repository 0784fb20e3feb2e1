//! The command: what it prints, and its exit codes.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

use crate::upkeep::relocate::empty_postgres;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_naklank"))
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("NAKLANK_ORGANISATION_NAME", "Voorbeeld")
        .env("NAKLANK_ORGANISATION_CONTACT", "klachten@example.org")
        .stdin(Stdio::null())
        .output()
        .unwrap()
}

fn stderr(output: &Output, code: i32) -> String {
    assert_eq!(output.status.code(), Some(code), "{output:?}");
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

#[test]
fn wrong_usage_is_2_and_what_cannot_be_done_is_1() {
    let folder = TempDir::new().unwrap();
    let nowhere = "postgres://naklank@127.0.0.1:1/naklank";
    for wrong in [
        &["move"][..],
        &["move", "--to", "sqlite:other.db"],
        &["move", "--to", "db.example.org"],
        &["move", "--undo", "--to", nowhere],
    ] {
        stderr(&run(folder.path(), wrong), 2);
    }
    assert!(stderr(&run(folder.path(), &["move", "--to", nowhere]), 1).contains("there is no database"));
    assert!(!folder.path().join("data/naklank.db").exists(), "none is made to be moved");
    stdout(&run(folder.path(), &["migrate"]));
    assert!(stderr(&run(folder.path(), &["move", "--to", nowhere]), 1).contains("cannot be reached"));
    assert!(stderr(&run(folder.path(), &["move", "--undo"]), 1).contains("was not moved"));
    stdout(&run(folder.path(), &["tallies", "check"]));
}

#[tokio::test]
#[cfg_attr(not(feature = "postgres-tests"), ignore = "needs PostgreSQL: run tests/run")]
async fn it_prints_the_counts_and_what_to_do_and_the_old_database_refuses() {
    let folder = TempDir::new().unwrap();
    let (url, _schema) = empty_postgres().await;
    stdout(&run(folder.path(), &["migrate"]));
    stdout(&run(folder.path(), &["users", "add", "a@example.org", "--role", "analyst"]));
    let told = stdout(&run(folder.path(), &["move", "--to", &url]));
    let lines: Vec<&str> = told.lines().collect();
    assert!(lines.contains(&"users\t1"), "{told}");
    assert!(told.contains("Moved to postgres://") && told.contains("Set database.url"), "{told}");
    let refused = stderr(&run(folder.path(), &["users", "list"]), 1);
    assert!(refused.contains("was moved to postgres://"), "{refused}");
    let (key, elsewhere) = (folder.path().join("data/naklank.key"), folder.path().join("naklank.key"));
    std::fs::rename(&key, &elsewhere).unwrap();
    let refused = stderr(&run(folder.path(), &["users", "list"]), 1);
    assert!(refused.contains("was moved to postgres://"), "also without the key that went along: {refused}");
    std::fs::rename(&elsewhere, &key).unwrap();
    let twice = stderr(&run(folder.path(), &["move", "--to", &url]), 1);
    assert!(twice.contains("was moved to postgres://"), "{twice}");
    assert!(stdout(&run(folder.path(), &["move", "--undo"])).contains("in use again"));
    assert!(stdout(&run(folder.path(), &["users", "list"])).contains("a@example.org"));
}

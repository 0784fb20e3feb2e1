//! The command line: arguments, exit codes, and output on stdout.

use std::path::Path;
use std::process::{Command, Output, Stdio};

use tempfile::TempDir;

fn naklank(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_naklank"));
    command
        .args(arguments)
        .current_dir(folder)
        .env_clear()
        .env("NAKLANK_ORGANISATION_NAME", "Voorbeeld")
        .env("NAKLANK_ORGANISATION_CONTACT", "klachten@example.org")
        .stdin(Stdio::null());
    command
}

fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    naklank(folder.path(), arguments).output().unwrap()
}

fn stdout(output: &Output) -> String {
    assert!(output.status.success(), "{output:?}");
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output, code: i32) -> String {
    assert_eq!(output.status.code(), Some(code), "{output:?}");
    String::from_utf8(output.stderr.clone()).unwrap()
}

#[test]
fn a_new_key_stands_alone_on_stdout() {
    let folder = TempDir::new().unwrap();
    let key =
        stdout(&run(&folder, &["keys", "add", "crm", "--scope", "complaints:write", "complaints:read"]));
    assert!(key.starts_with("nk_") && key.lines().count() == 1, "{key}");
    let again = run(&folder, &["keys", "add", "crm", "--scope", "complaints:write"]);
    assert!(stderr(&again, 1).contains("the name is taken"));
    let list = stdout(&run(&folder, &["keys", "list"]));
    assert!(list.contains("complaints:write complaints:read") && !list.contains(key.trim()));
    stdout(&run(&folder, &["keys", "revoke", "crm"]));
    assert!(stdout(&run(&folder, &["keys", "list"])).contains("revoked"));
}

#[test]
fn a_key_has_a_last_day_and_is_listed_by_its_beginning() {
    let folder = TempDir::new().unwrap();
    let add = |name: &str, day: &str| {
        run(&folder, &["keys", "add", name, "--scope", "insights:read", "--expires", day])
    };
    let key = stdout(&add("bi", "2999-12-31"));
    assert!(stderr(&add("old", "2020-01-31"), 1).contains("today or a later day"));
    assert!(stderr(&add("odd", "2027-02-30"), 2).contains("a day that exists"));
    let list = stdout(&run(&folder, &["keys", "list"]));
    let row = format!("bi\t{}…\tinsights:read\t-\t2999-12-31\t-\tactive\n", &key[..11]);
    assert_eq!(list, row);
}

#[test]
fn roles_and_team_of_a_user_are_set_at_the_command_line() {
    let folder = TempDir::new().unwrap();
    stdout(&run(&folder, &["users", "add", "a@example.org", "--role", "analyst", "--role", "admin"]));
    let listed = || stdout(&run(&folder, &["users", "list"]));
    assert_eq!(listed(), "a@example.org\tanalyst admin\t-\tactive\n");
    stdout(&run(&folder, &["users", "role", "a@example.org", "handler", "policy-owner"]));
    stdout(&run(&folder, &["users", "team", "A@Example.org", "Zuid"]));
    assert_eq!(listed(), "a@example.org\tpolicy-owner handler\tZuid\tactive\n");
    stdout(&run(&folder, &["users", "team", "a@example.org"]));
    assert_eq!(listed(), "a@example.org\tpolicy-owner handler\t-\tactive\n");
    let unknown = run(&folder, &["users", "role", "b@example.org", "analyst"]);
    assert!(stderr(&unknown, 1).contains("there is no user with this address"));
    for wrong in [
        &["users", "role", "a@example.org"][..],
        &["users", "role", "a@example.org", "wizard"],
        &["users", "team", "a@example.org", " "],
    ] {
        stderr(&run(&folder, wrong), 2);
    }
}

#[test]
fn wrong_usage_is_2() {
    let folder = TempDir::new().unwrap();
    for arguments in [
        &["fly"][..],
        &["keys", "add", "x", "--scope", "everything"],
        &["users", "add", "x", "--role", "analyst"],
    ] {
        stderr(&run(&folder, arguments), 2);
    }
    assert!(run(&folder, &["--help"]).status.success());
}

#[test]
fn every_mistake_in_the_configuration_is_reported_at_once() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("naklank.toml"), "[survey]\ndelay = \"soon\"\nwindow = \"never\"\n")
        .unwrap();
    let text = stderr(&run(&folder, &["config", "check"]), 2);
    assert!(text.contains("survey.delay") && text.contains("survey.window"), "{text}");
    std::fs::write(folder.path().join("naklank.toml"), "[survey]\ncolour = \"red\"\n").unwrap();
    assert!(stderr(&run(&folder, &["tick"]), 2).contains("survey.colour"));
}

#[test]
fn the_environment_wins_over_the_file() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("naklank.toml"), "[survey]\ndelay = \"soon\"\n").unwrap();
    let output =
        naklank(folder.path(), &["config", "check"]).env("NAKLANK_SURVEY_DELAY", "1 day").output().unwrap();
    assert!(stdout(&output).contains("The configuration is valid."));
}

#[test]
fn the_printed_example_is_a_sound_configuration() {
    let folder = TempDir::new().unwrap();
    let example = stdout(&run(&folder, &["config", "example"]));
    std::fs::write(folder.path().join("naklank.toml"), example).unwrap();
    stdout(&run(&folder, &["config", "check"]));
}

#[test]
fn a_folder_that_cannot_be_made_is_an_error_that_says_what_to_do() {
    let folder = TempDir::new().unwrap();
    std::fs::write(folder.path().join("data"), "a file stands in the way").unwrap();
    let text = stderr(&run(&folder, &["migrate"]), 1);
    assert!(text.contains("data") && text.lines().count() == 1, "{text}");
}

#[test]
fn the_secret_file_is_made_for_its_owner_alone_and_checked() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().unwrap();
    stdout(&run(&folder, &["migrate"]));
    let key = folder.path().join("data/naklank.key");
    let metadata = std::fs::metadata(&key).unwrap();
    assert_eq!((metadata.len(), metadata.permissions().mode() & 0o777), (32, 0o600));
    let own = std::fs::read(&key).unwrap();
    std::fs::write(&key, "short").unwrap();
    assert!(stderr(&run(&folder, &["tick"]), 1).contains("32 bytes"));
    std::fs::write(&key, [1; 32]).unwrap();
    assert!(stderr(&run(&folder, &["tick"]), 1).contains("does not belong to this database"));
    std::fs::remove_file(&key).unwrap();
    assert!(stderr(&run(&folder, &["tick"]), 1).contains("put it back from the backup"));
    assert!(!key.exists(), "no other key stands in its way");
    std::fs::write(&key, own).unwrap();
    for mode in [0o644, 0o640, 0o604] {
        std::fs::set_permissions(&key, std::fs::Permissions::from_mode(mode)).unwrap();
        assert!(stderr(&run(&folder, &["tick"]), 1).contains("chmod 600"), "{mode:o}");
    }
    std::fs::set_permissions(&key, std::fs::Permissions::from_mode(0o400)).unwrap();
    stdout(&run(&folder, &["tick"]));
}

/// Writes a file that only its owner can read.
fn write_private(path: &Path, bytes: &[u8]) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::write(path, bytes).unwrap();
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o600)).unwrap();
}

/// A password is in no message, however wrong the setting is that holds it.
#[test]
fn a_secret_in_a_wrong_setting_is_not_printed() {
    let folder = TempDir::new().unwrap();
    let file = "[mail]\nurl = \"smtp://user:s3cret@mail.example.org?tls=maybe\"\nulr = \"smtp://u:s3cret@x\"\n\
                [database]\nurl = \"mysql://user:s3cret@db/x\"\n[oidc]\nclient_secret = \"s3cret\\u0007\"\n";
    std::fs::write(folder.path().join("naklank.toml"), file).unwrap();
    let text = stderr(&run(&folder, &["config", "check"]), 2);
    assert!(!text.contains("s3cret"), "{text}");
    for line in [
        "mail.url",
        "line 2)",
        "mail.ulr",
        "line 3)",
        "database.url",
        "line 5)",
        "oidc.client_secret",
        "line 7)",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

/// Every mistake in the configuration is reported, by the name under which it was made.
#[test]
fn one_mistake_in_the_configuration_hides_no_other() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("naklank.toml");
    std::fs::write(&path, "colour = 1\n[survey]\nshade = \"red\"\ndelay = \"soon\"\n[mail]\nurl = [\"a\"]\n")
        .unwrap();
    let output = naklank(folder.path(), &["config", "check"])
        .env("NAKLANK_MAIL_ULR", "smtp://mail.example.org")
        .env("NAKLANK_SURVEY_WINDOW", "never")
        .output()
        .unwrap();
    let text = stderr(&output, 2);
    for words in ["colour", "survey.shade", "survey.delay", "mail.url", "NAKLANK_MAIL_ULR", "survey.window"] {
        assert_eq!(text.matches(&format!("  {words}: ")).count(), 1, "{words}: {text}");
    }
    for words in [
        "survey.delay: must be a time like 90s, 24h or 5 days (`soon` in naklank.toml, line 4)",
        "(`never` in NAKLANK_SURVEY_WINDOW)",
        "colour: is not a setting",
        "(naklank.toml, line 1)",
        "NAKLANK_MAIL_ULR: is not a setting; NAKLANK_MAIL_URL is",
    ] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let other = folder.path().join("live.toml");
    std::fs::write(&other, "[survey\n").unwrap();
    let text = stderr(&run(&folder, &["--config", "live.toml", "config", "check"]), 2);
    assert!(text.contains("live.toml") && !text.contains("naklank.toml"), "{text}");
    assert!(stderr(&run(&folder, &["--config", "gone.toml", "config", "check"]), 2).contains("gone.toml"));
}

/// A setting in the environment replaces what is wrong with it in the file, and nothing else.
#[test]
fn the_environment_wins_over_a_mistake_in_the_file() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("naklank.toml");
    std::fs::write(&path, "[survey]\ndelay = [\"x\"]\nshade = 1\n").unwrap();
    let told = |delay: &str| {
        let mut check = naklank(folder.path(), &["config", "check"]);
        stderr(&check.env("NAKLANK_SURVEY_DELAY", delay).output().unwrap(), 2)
    };
    let text = told("2 days");
    assert!(text.contains("survey.shade") && !text.contains("survey.delay"), "{text}");
    let text = told("soon");
    assert!(text.contains("survey.shade") && text.contains("(`soon` in NAKLANK_SURVEY_DELAY)"), "{text}");
    assert!(!text.contains("line 2"), "{text}");
}

/// What the program cannot understand is told, and is not taken for something that is not set.
#[test]
fn a_variable_that_is_not_understood_is_told() {
    use std::os::unix::ffi::OsStrExt as _;
    let folder = TempDir::new().unwrap();
    let output = naklank(folder.path(), &["tick"]).env("RUST_LOG", "naklank=loud").output().unwrap();
    stdout(&output);
    assert!(stderr(&output, 0).contains("RUST_LOG is not understood, so the level is info"), "{output:?}");
    let quiet = naklank(folder.path(), &["tick"]).env("RUST_LOG", "naklank=debug").output().unwrap();
    assert!(!stderr(&quiet, 0).contains("RUST_LOG"), "{quiet:?}");
    assert!(!stderr(&run(&folder, &["tick"]), 0).contains("RUST_LOG"));
    let file = std::ffi::OsStr::from_bytes(b"\xff.toml");
    let output = naklank(folder.path(), &["config", "check"]).env("NAKLANK_CONFIG", file).output().unwrap();
    assert!(stderr(&output, 2).contains("\u{fffd}.toml: cannot be read"), "{output:?}");
    std::fs::write(folder.path().join(file), "[survey]\ndelay = \"soon\"\n").unwrap();
    let output = naklank(folder.path(), &["config", "check"]).env("NAKLANK_CONFIG", file).output().unwrap();
    assert!(stderr(&output, 2).contains("(`soon` in \u{fffd}.toml, line 2)"), "{output:?}");
}

/// A mistyped path creates nothing.
#[test]
fn a_wrong_path_to_the_database_makes_nothing() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = TempDir::new().unwrap();
    let with = |url: &str, arguments: &[&str]| {
        naklank(folder.path(), arguments).env("NAKLANK_DATABASE_URL", url).output().unwrap()
    };
    for arguments in
        [&["migrate"][..], &["keys", "list"], &["keys", "add", "x", "--scope", "complaints:read"], &["tick"]]
    {
        let text = stderr(&with("sqlite:typo/naklank.db", arguments), 1);
        assert!(text.contains("typo") && text.lines().count() == 1, "{text}");
    }
    for arguments in [
        &["keys", "list"][..],
        &["users", "list"],
        &["tick"],
        &["tallies", "check"],
        &["suppressions", "list"],
    ] {
        assert!(stderr(&with("sqlite:typo.db", arguments), 1).contains("naklank migrate"), "{arguments:?}");
    }
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    for url in ["sqlite:", "sqlite::memory:", "sqlite:a.db?mode=ro", "mysql://x"] {
        assert!(stderr(&with(url, &["migrate"]), 2).contains("database.url"), "{url}");
    }
    stdout(&run(&folder, &["migrate"]));
    let mode = |name: &str| std::fs::metadata(folder.path().join(name)).unwrap().permissions().mode() & 0o777;
    assert_eq!((mode("data"), mode("data/naklank.db")), (0o700, 0o600));
}

/// The demonstration refuses settings that it does not use.
#[test]
fn the_demonstration_listens_where_it_is_told_to() {
    let folder = TempDir::new().unwrap();
    let output = naklank(folder.path(), &["demo"]).env("NAKLANK_HTTP_LISTEN", "nowhere").output().unwrap();
    assert!(stderr(&output, 2).contains("NAKLANK_HTTP_LISTEN"));
    assert!(stderr(&run(&folder, &["--config", "x.toml", "demo"]), 2).contains("--config"));
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    let output = naklank(folder.path(), &["demo"]).env("NAKLANK_HTTP_LISTEN", &address).output().unwrap();
    assert!(stderr(&output, 1).contains(&address), "it tried to listen there");
}

/// The messages of an import.
#[test]
fn an_import_names_twenty_faults_and_tells_what_is_past_retention() {
    let folder = TempDir::new().unwrap();
    let rows: String = (0..50).map(|_| "2026-01-05,11\n").collect();
    std::fs::write(folder.path().join("r.csv"), format!("answered_at,score\n{rows}")).unwrap();
    let text = stderr(&run(&folder, &["responses", "import", "r.csv"]), 1);
    assert!(text.contains("50 lines are wrong") && text.contains("... and 30 more"), "{text}");
    assert_eq!(text.matches("line ").count(), 20, "{text}");
    std::fs::write(
        folder.path().join("open.csv"),
        "answered_at,score,verbatim\n2026-01-05,9,\"open\n2026-01-06,3,x\n",
    )
    .unwrap();
    let text = stderr(&run(&folder, &["responses", "import", "open.csv"]), 1);
    assert!(
        text.contains("1 line is wrong") && text.contains("line 2: has a quote that is never closed"),
        "{text}"
    );
    std::fs::write(
        folder.path().join("old.csv"),
        "answered_at,score,verbatim\n2016-01-05,9,Goed\n2016-01-05,9,\n",
    )
    .unwrap();
    let output = run(&folder, &["responses", "import", "old.csv"]);
    let told = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(stdout(&output).contains("Imported 2 responses") && told.contains("1 of 2 rows"), "{told}");
    assert!(!stdout(&run(&folder, &["responses", "export"])).contains("Goed"), "it was not kept at all");
    let complaint = "reference,status,received_at,closed_at,contact.email\nK-1,closed,2016-01-05T10:00:00Z,2016-02-05T10:00:00Z,a@example.org\n";
    std::fs::write(folder.path().join("c.csv"), complaint).unwrap();
    let output = run(&folder, &["complaints", "import", "c.csv"]);
    let told = String::from_utf8(output.stderr.clone()).unwrap();
    assert!(stdout(&output).contains("Imported 1") && told.contains("privacy.contact_retention"), "{told}");
}

/// A dry run says what an import would do, refuses what it would refuse, and stores nothing.
#[test]
fn an_import_can_be_tried_without_storing_anything() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("r.csv", "answered_at;score;team\n25-11-2025 9:00;9;Noord\n26-11-2025;3;Zuid\n26-11-2025;4;Zuid\n");
    let tried = stdout(&run(&folder, &["responses", "import", "r.csv", "--dry-run"]));
    assert!(tried.contains("nothing was stored") && tried.contains("Responses: 3"), "{tried}");
    assert!(tried.contains("2 different days from 2025-11-25 to 2025-11-26"), "{tried}");
    assert!(tried.contains("that are new: 2."), "{tried}");
    assert_eq!(stdout(&run(&folder, &["responses", "imports"])), "");
    let output = run(&folder, &["responses", "import", "r.csv"]);
    assert_eq!(stdout(&output), "Imported 3 responses and 0 periods.\n");
    assert!(!String::from_utf8_lossy(&output.stderr).contains("rows imported"), "progress is for a terminal");
    let again = run(&folder, &["responses", "import", "r.csv", "--dry-run"]);
    assert!(stderr(&again, 1).contains("this file was imported before"));
    write("s.csv", "answered_at,score\n11/25/2025,9\n05/06/25,9\n2025-11-25,11\n");
    let wrong = stderr(&run(&folder, &["responses", "import", "s.csv", "--dry-run"]), 1);
    assert!(wrong.contains("3 lines are wrong") && wrong.contains("line 2: answered_at"), "{wrong}");
    write("c.csv", "reference;status;received_at\nK-1;open;25-11-2025 09:00\nK-2;open;26-11-2025 9:00\n");
    let tried = stdout(&run(&folder, &["complaints", "import", "c.csv", "--dry-run"]));
    assert!(tried.contains("Rows: 2, received 2025-11-25 to 2025-11-26. New: 2."), "{tried}");
    assert!(stdout(&run(&folder, &["complaints", "import", "c.csv"])).contains("2 of them new"));
    let tried = stdout(&run(&folder, &["complaints", "import", "c.csv", "--dry-run"]));
    assert!(tried.contains("New: 0. Changed: 0. As they are stored already: 2."), "{tried}");
}

#[test]
fn a_template_is_a_file_that_the_import_takes() {
    let folder = TempDir::new().unwrap();
    for (kind, format) in [
        ("responses", "csv"),
        ("responses", "csv-semicolon"),
        ("complaints", "csv"),
        ("complaints", "csv-semicolon"),
    ] {
        let file = format!("{kind}-{format}.csv");
        let template = stdout(&run(&folder, &[kind, "template", "--format", format]));
        assert_eq!(template.lines().count(), 2, "{template}");
        std::fs::write(folder.path().join(&file), template).unwrap();
        let tried = stdout(&run(&folder, &[kind, "import", &file, "--dry-run"]));
        assert!(tried.contains("nothing was stored"), "{kind} {format}: {tried}");
    }
    let elsewhere = TempDir::new().unwrap();
    stdout(&run(&elsewhere, &["responses", "template"]));
    assert_eq!(std::fs::read_dir(elsewhere.path()).unwrap().count(), 0, "it needs no database");
}

#[test]
fn an_import_is_listed_undone_once_and_can_come_again() {
    let folder = TempDir::new().unwrap();
    std::fs::write(
        folder.path().join("r.csv"),
        "answered_at,score,verbatim,empathy\n2026-01-05,9,Goed,5\n2026-02-05,2,,\n",
    )
    .unwrap();
    std::fs::write(folder.path().join("p.csv"), "from,to,closed,invited\n2026-01-01,2026-01-31,10,5\n")
        .unwrap();
    let import = &["responses", "import", "r.csv", "--periods", "p.csv"];
    stdout(&run(&folder, import));
    let listed = stdout(&run(&folder, &["responses", "imports"]));
    let cells: Vec<&str> = listed.trim_end().split('\t').collect();
    assert_eq!(listed.lines().count(), 1, "{listed}");
    assert_eq!(
        cells[2..7],
        ["operator", "2 responses", "1 periods", "2026-01-05 to 2026-02-05", "counted"],
        "{listed}"
    );
    assert!(cells[7].len() == 64 && cells[7].bytes().all(|byte| byte.is_ascii_hexdigit()), "{listed}");
    let undo = || run(&folder, &["responses", "undo", cells[0]]);
    let undone = undo();
    assert!(stdout(&undone).contains("its 2 responses are removed"));
    assert!(String::from_utf8_lossy(&undone.stderr).contains("naklank norms verify"), "{undone:?}");
    assert!(stderr(&undo(), 1).contains("undone before"));
    assert!(stdout(&run(&folder, &["responses", "imports"])).contains("\tundone 2"));
    assert_eq!(stdout(&run(&folder, &["responses", "export"])).lines().count(), 1);
    assert_eq!(stdout(&run(&folder, &["tallies", "check"])), "The tallies equal the responses.\n");
    stdout(&run(&folder, import));
    let audit = stdout(&run(&folder, &["audit", "export", "--from", "2026-01-01"]));
    assert_eq!(audit.matches(",responses undo,").count(), 1, "{audit}");
    assert!(stderr(&run(&folder, &["responses", "undo", "x"]), 2).contains("x is not an import identifier"));
    let unknown = run(&folder, &["responses", "undo", "00000000-0000-7000-8000-000000000000"]);
    assert!(stderr(&unknown, 1).contains("there is no import"));
}

#[test]
fn bad_lines_of_an_import_are_printed_with_their_numbers() {
    let folder = TempDir::new().unwrap();
    std::fs::write(
        folder.path().join("k.csv"),
        "reference,status,received_at\nK-1,shut,2026-03-02T09:15:00Z\n",
    )
    .unwrap();
    let text = stderr(&run(&folder, &["complaints", "import", "k.csv"]), 1);
    assert!(text.contains("line 2: status: must be one of open, closed"), "{text}");
    assert!(
        stderr(&run(&folder, &["complaints", "import", "gone.csv"]), 1).contains("gone.csv cannot be read")
    );
}

#[test]
fn the_first_user_gets_a_link() {
    let folder = TempDir::new().unwrap();
    let link = stdout(&run(&folder, &["users", "add", "baas@example.org", "--role", "policy-owner"]));
    assert!(link.starts_with("http://127.0.0.1:8080/sign-in/"), "{link}");
    assert!(stdout(&run(&folder, &["users", "list"])).contains("baas@example.org\tpolicy-owner"));
}

#[test]
fn a_second_factor_is_reset_only_where_there_is_one() {
    let folder = TempDir::new().unwrap();
    stdout(&run(&folder, &["users", "add", "baas@example.org", "--role", "admin"]));
    let reset = |email: &str| stderr(&run(&folder, &["users", "reset-second-factor", email]), 1);
    assert!(reset("baas@example.org").contains("this user has no second factor"));
    assert!(reset("x@example.org").contains("there is no user with this address"));
}

#[test]
fn a_password_that_many_people_use_is_refused_and_adds_no_user() {
    let folder = TempDir::new().unwrap();
    let add = |password: &str| {
        std::fs::write(folder.path().join("password"), format!("{password}\n")).unwrap();
        let arguments = ["users", "add", "baas@example.org", "--role", "admin", "--password-stdin"];
        let typed = std::fs::File::open(folder.path().join("password")).unwrap();
        naklank(folder.path(), &arguments).stdin(typed).output().unwrap()
    };
    assert!(stderr(&add("Welkom01"), 1).contains("many people use this password"));
    assert_eq!(stdout(&run(&folder, &["users", "list"])), "");
    assert_eq!(stdout(&add("een lang wachtwoord")), "baas@example.org can sign in.\n");
}

#[test]
fn a_tick_prints_what_it_did() {
    let folder = TempDir::new().unwrap();
    assert!(stdout(&run(&folder, &["tick"])).starts_with("sent 0"));
}

#[tokio::test]
async fn a_tick_that_failed_names_the_error_once() {
    use sqlx::Connection as _;
    let folder = TempDir::new().unwrap();
    stdout(&run(&folder, &["tick"]));
    let url = format!("sqlite:{}", folder.path().join("data/naklank.db").display());
    let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
    sqlx::query("ALTER TABLE sessions RENAME TO former_sessions").execute(&mut connection).await.unwrap();
    connection.close().await.unwrap();
    let told = stderr(&run(&folder, &["tick"]), 1);
    let (logged, last) = told.trim_end().rsplit_once('\n').unwrap();
    assert_eq!(last, "naklank: a duty failed, see the log; what the others did stays done");
    let lines: Vec<&str> = logged.lines().filter(|line| line.contains("no such table")).collect();
    assert!(!lines.is_empty() && lines.iter().all(|line| line.contains("a duty failed")), "{told}");
}

#[test]
fn a_questionnaire_is_shown_changed_previewed_and_published() {
    let folder = TempDir::new().unwrap();
    let shown = stdout(&run(&folder, &["questionnaires", "show", "complaint-handling-1"]));
    let changed =
        shown.replace("complaint-handling-1", "complaint-handling-2").replace("aanraadt", "aanbeveelt");
    std::fs::write(folder.path().join("q.toml"), &changed).unwrap();
    let preview = stdout(&run(&folder, &["questionnaires", "preview", "q.toml"]));
    assert!(preview.contains("aanbeveelt") && preview.contains("<style>"));
    stdout(&run(&folder, &["questionnaires", "publish", "q.toml"]));
    let list = stdout(&run(&folder, &["questionnaires", "list"]));
    assert!(
        list.contains("complaint-handling-1\tbuilt in\tasked before") && list.contains("asked now"),
        "{list}"
    );
    std::fs::write(folder.path().join("q.toml"), changed.replace("nl = ", "xx = ")).unwrap();
    let text = stderr(&run(&folder, &["questionnaires", "publish", "q.toml"]), 1);
    assert!(text.contains("nps.nl: is missing") && text.contains("nps.xx: is no part"), "{text}");
    assert!(
        stderr(&run(&folder, &["questionnaires", "show", "x"]), 1).contains("there is no questionnaire x")
    );
}

#[test]
fn texts_are_checked_published_and_shown() {
    let folder = TempDir::new().unwrap();
    let write = |text: &str| std::fs::write(folder.path().join("t.toml"), text).unwrap();
    let example = stdout(&run(&folder, &["texts", "example"]));
    assert!(example.contains("[mail_subject]") && example.contains("{expires_on}"), "{example}");
    assert!(!folder.path().join("data").exists(), "an example and a check need no database");
    write(&example);
    assert_eq!(stdout(&run(&folder, &["texts", "check", "t.toml"])), "The texts are sound.\n");
    assert!(stdout(&run(&folder, &["texts", "show"])).starts_with("# version 0\nkifid = true"));
    write("kifid = false\n[thanks]\nnl = \"Dank u\"\nen = \"Thanks\"\n");
    assert_eq!(stdout(&run(&folder, &["texts", "publish", "t.toml"])), "Version 1 is in force.\n");
    assert_eq!(
        stdout(&run(&folder, &["texts", "publish", "t.toml"])),
        "Version 1 is in force.\n",
        "the same again"
    );
    let shown = stdout(&run(&folder, &["texts", "show"]));
    assert!(shown.contains("kifid = false") && shown.contains("nl = \"Dank u\""), "{shown}");
    write("[thanks]\nnl = \"Dank {naam}\"\n");
    for command in [&["texts", "check", "t.toml"][..], &["texts", "publish", "t.toml"]] {
        let told = stderr(&run(&folder, command), 1);
        for mistake in ["line 1, thanks.en is missing", "line 2, thanks.nl has no placeholder {naam}"] {
            assert!(told.contains(mistake), "{told}");
        }
    }
    write("kifid = true");
    let outdated = stderr(&run(&folder, &["texts", "publish", "t.toml", "--on", "0"]), 1);
    assert!(outdated.contains("version 1 was saved meanwhile"), "{outdated}");
    assert_eq!(
        stdout(&run(&folder, &["texts", "publish", "t.toml", "--on", "1"])),
        "Version 2 is in force.\n"
    );
    assert!(stdout(&run(&folder, &["texts", "show", "--version", "1"])).contains("Dank u"));
    assert!(stderr(&run(&folder, &["texts", "show", "--version", "9"]), 1).contains("there is no version 9"));
}

#[test]
fn the_list_that_is_never_mailed_is_kept_by_hand() {
    let folder = TempDir::new().unwrap();
    stdout(&run(&folder, &["suppressions", "add", "Klant@Example.org"]));
    let listed = stdout(&run(&folder, &["suppressions", "list", "klant@example.org"]));
    assert!(listed.contains("by_staff") && !listed.contains("klant"), "{listed}");
    assert!(stderr(&run(&folder, &["suppressions", "remove", "klant@example.org"]), 2).contains("--reason"));
    stdout(&run(&folder, &["suppressions", "remove", "klant@example.org", "--reason", "vroeg er zelf om"]));
    assert_eq!(stdout(&run(&folder, &["suppressions", "list"])), "");
    let text = stderr(&run(&folder, &["suppressions", "remove", "klant@example.org", "--reason", "x"]), 1);
    assert!(text.contains("not on the list"), "{text}");
}

#[test]
fn a_bad_sender_or_signing_key_is_named_before_anything_starts() {
    let folder = TempDir::new().unwrap();
    write_private(&folder.path().join("key.pem"), b"no key");
    std::fs::write(
        folder.path().join("naklank.toml"),
        "[mail]\nfrom = \"nobody\"\nbounce_address = \"bounces\"\ndkim_selector = \"s\"\ndkim_domain = \"example.org\"\n\
         dkim_key_file = \"key.pem\"\n",
    )
    .unwrap();
    let text = stderr(&run(&folder, &["config", "check"]), 2);
    for words in
        ["mail.from", "mail.bounce_address", "mail.dkim_key_file: `key.pem` holds no RSA private key"]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o640);
    std::fs::set_permissions(folder.path().join("key.pem"), open).unwrap();
    let text = stderr(&run(&folder, &["config", "check"]), 2);
    assert!(text.contains("can read `key.pem` (mode 640); type: chmod 600 key.pem"), "{text}");
    std::fs::write(folder.path().join("naklank.toml"), "[mail]\ndkim_key_file = \"gone.pem\"\n").unwrap();
    let text = stderr(&run(&folder, &["config", "check"]), 2);
    assert!(
        text.contains("mail.dkim_key_file: the file cannot be read")
            && text.contains("mail.dkim_selector: is required"),
        "{text}"
    );
}

#[test]
fn responses_go_out_as_they_came_in() {
    let folder = TempDir::new().unwrap();
    let rows = "2026-01-05,9,Noord,\"=1+1; nee, é\"\n2026-02-05,2,Zuid,\n";
    std::fs::write(folder.path().join("r.csv"), format!("answered_at,score,team,verbatim\n{rows}")).unwrap();
    stdout(&run(&folder, &["responses", "import", "r.csv"]));
    let csv = stdout(&run(&folder, &["responses", "export"]));
    assert_eq!(csv.lines().count(), 3);
    assert!(csv.starts_with("id,reference,closure,closed_on") && csv.contains("\"'=1+1; nee, é\""), "{csv}");
    let dutch = stdout(&run(&folder, &["responses", "export", "--format", "csv-semicolon"]));
    assert!(dutch.starts_with("\u{feff}id;reference;closure"), "{dutch}");
    let json = stdout(&run(&folder, &["responses", "export", "--format", "json", "--from", "2026-02-01"]));
    let rows: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((rows.as_array().unwrap().len(), &rows[0]["team"]), (1, &serde_json::json!("Zuid")));
    let none = stdout(&run(&folder, &["responses", "export", "--format", "json", "--to", "2020-01-01"]));
    assert_eq!(none.trim(), "[]");
    stderr(&run(&folder, &["responses", "export", "--from", "2026-03-01", "--to", "2026-02-01"]), 2);
    stderr(&run(&folder, &["responses", "export", "--format", "xlsx"]), 2);
    assert_eq!(stdout(&run(&folder, &["tallies", "check"])), "The tallies equal the responses.\n");
    assert!(stdout(&run(&folder, &["tallies", "rebuild"])).starts_with("Counted anew: 2 groups"));
    assert_eq!(stdout(&run(&folder, &["tallies", "check"])), "The tallies equal the responses.\n");
}

#[tokio::test]
async fn a_dossier_is_verified_by_its_identifier() {
    use sqlx::Connection as _;
    let folder = TempDir::new().unwrap();
    stdout(&run(&folder, &["migrate"]));
    assert_eq!(stdout(&run(&folder, &["norms", "load-policy"])), "7 norms loaded.\n");
    let url = format!("sqlite:{}", folder.path().join("data/naklank.db").display());
    let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
    let query = "SELECT id FROM norms WHERE kpi = 'complaint_rate' AND value = 0.013";
    let id: uuid::Uuid = sqlx::query_scalar(query).fetch_one(&mut connection).await.unwrap();
    let id = id.to_string();
    assert!(stdout(&run(&folder, &["norms", "verify", &id])).starts_with("The dossier holds"));
    let touch = "UPDATE norms SET dossier = REPLACE(dossier, '0.013', '0.02') WHERE value = 0.013";
    sqlx::query(touch).execute(&mut connection).await.unwrap();
    let said = stderr(&run(&folder, &["norms", "verify", &id]), 1);
    assert!(
        said.contains("does not hold") && said.contains("SHA-256") && said.contains("in the ledger"),
        "{said}"
    );
    let unknown = run(&folder, &["norms", "verify", "00000000-0000-7000-8000-000000000000"]);
    assert!(stderr(&unknown, 1).contains("there is no norm"));
    assert!(stderr(&run(&folder, &["norms", "verify", "x"]), 2).contains("x is not a norm identifier"));
}

#[test]
fn a_report_is_shown_as_a_draft_and_only_a_published_one_is_verified() {
    let folder = TempDir::new().unwrap();
    stdout(&run(&folder, &["migrate"]));
    for year in ["2025", "2999"] {
        for internal in [&[][..], &["--internal"]] {
            let nothing = stderr(&run(&folder, &[&["reports", "show", year][..], internal].concat()), 1);
            let sentence =
                format!("no complaint was received or closed in {year}, so there is nothing to report on");
            assert!(nothing.contains(&sentence) && !nothing.contains("this is a draft"), "{nothing}");
            let unpublished =
                stderr(&run(&folder, &[&["reports", "verify", year][..], internal].concat()), 1);
            assert!(unpublished.contains(&format!("of {year} is published")), "{unpublished}");
        }
    }
    let mut file = "reference,status,received_at,closed_at\n".to_owned();
    for number in 1..=12 {
        file.push_str(&format!("K-{number},closed,2025-02-03T09:15:00Z,2025-02-20T14:00:00Z\n"));
    }
    std::fs::write(folder.path().join("k.csv"), file).unwrap();
    stdout(&run(&folder, &["complaints", "import", "k.csv"]));
    let shown = run(&folder, &["reports", "show", "2025", "--language", "en"]);
    let page = stdout(&shown);
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("lang=\"en\""), "{page}");
    assert!(String::from_utf8_lossy(&shown.stderr).contains("this is a draft"), "{shown:?}");
    let to_file = run(&folder, &["reports", "show", "2025", "--language", "en", "--output", "report.html"]);
    assert_eq!(stdout(&to_file), "");
    assert!(folder.path().join("report.html").metadata().unwrap().len() > 1_000);
    stdout(&run(&folder, &["reports", "show", "2025", "--internal"]));
    let folder_as_file = run(&folder, &["reports", "show", "2025", "--output", "data"]);
    assert!(stderr(&folder_as_file, 1).contains("data could not be written"));
    for (arguments, document) in [
        (&["reports", "verify", "2025"][..], "complaint report"),
        (&["reports", "verify", "2025", "--internal"], "evaluation of the policy"),
    ] {
        let said = stderr(&run(&folder, arguments), 1);
        assert!(said.contains(&format!("no edition of the {document} of 2025 is published")), "{said}");
    }
    for wrong in [
        &["reports", "show"][..],
        &["reports", "show", "25"],
        &["reports", "show", "1899"],
        &["reports", "verify", "3000"],
        &["reports", "show", "2025", "--language", "fr"],
        &["reports", "verify", "next"],
    ] {
        stderr(&run(&folder, wrong), 2);
    }
}

#[test]
fn the_policys_values_are_loaded_once_by_the_operator() {
    let folder = TempDir::new().unwrap();
    assert_eq!(stdout(&run(&folder, &["norms", "load-policy"])), "7 norms loaded.\n");
    let again = stdout(&run(&folder, &["norms", "load-policy"]));
    assert_eq!(again, "The policy's values are in the ledger already.\n");
    let exported = stdout(&run(&folder, &["audit", "export", "--from", "2026-01-01"]));
    assert_eq!(exported.matches("load policy norms").count(), 1, "{exported}");
}

#[test]
fn the_operator_loads_an_organisations_own_values_from_a_file() {
    let folder = TempDir::new().unwrap();
    let entry = |value: &str| {
        format!(
            "[[norm]]\nkpi = \"complaint_rate\"\nvalue = {value}\neffective_from = \"2019-01-01\"\nwording = \"Minder.\"\n"
        )
    };
    let file = folder.path().join("values.toml");
    std::fs::write(&file, entry("8")).unwrap();
    let path = file.display().to_string();
    let wrong = stderr(&run(&folder, &["norms", "load-policy", &path]), 1);
    assert!(wrong.contains("norm 1: value: must be a share from 0 to 1"), "{wrong}");
    std::fs::write(&file, entry("0.008")).unwrap();
    assert_eq!(stdout(&run(&folder, &["norms", "load-policy", &path])), "1 norm loaded.\n");
    let again = stdout(&run(&folder, &["norms", "load-policy", &path]));
    assert_eq!(again, "The policy's values are in the ledger already.\n");
    assert_eq!(stdout(&run(&folder, &["norms", "load-policy"])), "6 norms loaded.\n", "its day is taken");
}

#[test]
fn who_did_what_can_be_exported_and_that_is_written_down_too() {
    let folder = TempDir::new().unwrap();
    stdout(&run(&folder, &["suppressions", "add", "jan@example.org"]));
    let exported = stdout(&run(&folder, &["audit", "export", "--from", "2026-01-01"]));
    let lines: Vec<&str> = exported.lines().collect();
    assert_eq!(lines[0], "at,actor,action,subject");
    assert!(lines[1].contains(",suppressions add,"), "{exported}");
    assert!(lines[2].contains(",export audit,2026-01-01 to "), "{exported}");
    assert!(!exported.contains("jan@example.org"), "{exported}");
    let before = stdout(&run(&folder, &["audit", "export", "--from", "2020-01-01", "--to", "2020-12-31"]));
    assert_eq!(before.lines().count(), 1, "{before}");
    let wrong = run(&folder, &["audit", "export", "--from", "2027-01-01", "--to", "2026-01-01"]);
    assert!(stderr(&wrong, 2).contains("--from must not lie after --to"));
}

#[tokio::test]
async fn the_audit_is_proved_also_against_a_head_that_was_kept() {
    use sqlx::Connection as _;
    let folder = TempDir::new().unwrap();
    stdout(&run(&folder, &["migrate"]));
    let empty = stdout(&run(&folder, &["audit", "head"]));
    assert_eq!(empty, format!("{}\n", "0".repeat(64)));
    stdout(&run(&folder, &["keys", "add", "crm", "--scope", "complaints:read"]));
    let kept = stdout(&run(&folder, &["audit", "head"]));
    let kept = kept.strip_suffix('\n').unwrap();
    assert!(
        kept.len() == 64 && kept.bytes().all(|byte| byte.is_ascii_hexdigit()),
        "alone on its line: {kept}"
    );
    let said = stdout(&run(&folder, &["audit", "verify"]));
    assert_eq!(said, format!("The audit holds: 1 entry, up to the head {kept}.\n"));
    stdout(&run(&folder, &["suppressions", "add", "jan@example.org"]));
    assert!(stdout(&run(&folder, &["audit", "verify", "--head", kept])).contains("2 entries"));
    let other = "07".repeat(32);
    let unknown = stderr(&run(&folder, &["audit", "verify", "--head", &other]), 1);
    assert!(unknown.contains(&format!("the head {other} is not in the chain")), "{unknown}");
    let wrong = stderr(&run(&folder, &["audit", "verify", "--head", "x"]), 2);
    assert!(wrong.contains("64 hexadecimal digits"), "{wrong}");
    let url = format!("sqlite:{}", folder.path().join("data/naklank.db").display());
    let mut connection = sqlx::SqliteConnection::connect(&url).await.unwrap();
    let touch = "UPDATE audit SET subject = 'other' WHERE sequence = 1";
    sqlx::query(touch).execute(&mut connection).await.unwrap();
    let said = stderr(&run(&folder, &["audit", "verify"]), 1);
    assert!(said.contains("the audit does not hold; of 2 entries this is wrong:"), "{said}");
    assert!(said.contains("\n  entry 1 is not what was written there"), "{said}");
}

/// `config check` reports what `serve` would refuse.
#[test]
fn the_check_looks_at_the_key_and_the_database_too() {
    use std::os::unix::fs::PermissionsExt;
    let folder = TempDir::new().unwrap();
    let key = folder.path().join("other.key");
    let told = |url: &str| {
        let mut check = naklank(folder.path(), &["config", "check"]);
        let output =
            check.env("NAKLANK_DATABASE_URL", url).env("NAKLANK_SECRET_FILE", &key).output().unwrap();
        stderr(&output, 2)
    };
    std::fs::write(&key, [7; 32]).unwrap();
    std::fs::set_permissions(&key, PermissionsExt::from_mode(0o644)).unwrap();
    let text = told("sqlite:nowhere/a.db");
    assert!(text.contains("mode 644") && text.contains("nowhere"), "both at once: {text}");
    assert!(text.contains(&format!("type: chmod 600 {}", key.display())), "{text}");
    assert!(text.contains("it starts in the working directory"), "{text}");
    std::fs::write(folder.path().join("naklank.toml"), "[survey]\ndelay = \"soon\"\n").unwrap();
    let text = told("sqlite:nowhere/a.db");
    let is_whole = ["survey.delay", "mode 644", "nowhere"].iter().all(|words| text.contains(words));
    assert!(is_whole, "a mistake in a setting hides none about a file: {text}");
    std::fs::remove_file(folder.path().join("naklank.toml")).unwrap();
    std::fs::write(&key, [7; 5]).unwrap();
    let text = told("sqlite:nowhere/a.db");
    for words in ["secret.file: ", "32 bytes; others", "mode 644", "(NAKLANK_SECRET_FILE)", "database.url: "]
    {
        assert!(text.contains(words), "{words}: {text}");
    }
    let text = told("sqlite:.");
    assert!(text.contains("32 bytes") && text.contains("directory"), "{text}");
}

#[test]
fn improvements_are_listed_and_an_unknown_one_is_said_to_be() {
    let folder = TempDir::new().unwrap();
    stdout(&run(&folder, &["migrate"]));
    assert_eq!(stdout(&run(&folder, &["improvements", "list"])), "");
    let unknown = run(&folder, &["improvements", "effect", "01890a5d-ac96-774b-bcce-b302099a8057"]);
    assert!(stderr(&unknown, 1).contains("there is no such improvement"));
    assert!(stderr(&run(&folder, &["improvements", "show", "first"]), 2).contains("improvements list"));
}

//! The program as a separate process, on a database that a test filled.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use secrecy::ExposeSecret as _;

use crate::support::TestApp;

/// Starts the program on a test's database, with the test's secret key, mailing to a local port at any hour.
pub fn start(app: &TestApp, folder: &Path, mail_url: &str, arguments: &[&str]) -> Child {
    start_on(app.app.config.database.url.expose_secret(), folder, mail_url, arguments)
}

/// The same on any database.
pub fn start_on(database_url: &str, folder: &Path, mail_url: &str, arguments: &[&str]) -> Child {
    let mut command = command_on(database_url, folder, mail_url, arguments);
    command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// What starts it, for who wants to read what it prints.
pub fn command_on(database_url: &str, folder: &Path, mail_url: &str, arguments: &[&str]) -> Command {
    let key = folder.join("naklank.key");
    if !key.exists() {
        std::fs::write(&key, [7; 32]).unwrap();
        std::fs::set_permissions(&key, std::os::unix::fs::PermissionsExt::from_mode(0o600)).unwrap();
    }
    let mut command = Command::new(env!("CARGO_BIN_EXE_naklank"));
    command
        .args(arguments)
        .current_dir(folder)
        // The program refuses `NAKLANK_` variables that name no setting.
        .env_remove("NAKLANK_TEST_POSTFIX")
        .env_remove("NAKLANK_TEST_PYTHON")
        .env_remove("NAKLANK_TEST_AXE")
        .env_remove("NAKLANK_TEST_PROVIDER")
        .env_remove("NAKLANK_TEST_POSTGRES")
        .env("NAKLANK_DATABASE_URL", database_url)
        .env("NAKLANK_SECRET_FILE", &key)
        .env("NAKLANK_ORGANISATION_NAME", "Voorbeeld")
        .env("NAKLANK_ORGANISATION_CONTACT", "klachten@example.org")
        .env("NAKLANK_HTTP_PUBLIC_URL", "https://nps.example.org")
        .env("NAKLANK_HTTP_LISTEN", "127.0.0.1:0")
        .env("NAKLANK_MAIL_URL", mail_url)
        .env("NAKLANK_MAIL_FROM", "Voorbeeld <klachten@example.org>")
        .env("NAKLANK_SURVEY_WINDOW", "always")
        .env("NAKLANK_SURVEY_REMINDERS", "0")
        .env("RUST_LOG", "warn")
        .env("SSL_CERT_FILE", folder.join("authorities.pem"))
        .stdin(Stdio::null());
    command
}

/// Sends SIGTERM, as an operator would, and waits; returns the exit code, or `None` after `patience`.
pub fn terminate(child: &mut Child, patience: Duration) -> Option<i32> {
    let killed = Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap();
    assert!(killed.success());
    let begun = Instant::now();
    loop {
        match child.try_wait().unwrap() {
            Some(status) => return status.code(),
            None if begun.elapsed() > patience => return None,
            None => std::thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// The Python that `tests/run` prepared.
#[expect(clippy::disallowed_methods, reason = "tests/run tells where its Python is")]
pub fn python() -> String {
    std::env::var("NAKLANK_TEST_PYTHON").expect("NAKLANK_TEST_PYTHON is set by tests/run")
}

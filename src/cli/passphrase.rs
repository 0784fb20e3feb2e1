//! The passphrase of a backup: from a file, or typed without being shown.
//!
//! The rule: it is never an argument, which every user of the machine can read; and it is asked for only where a person can
//! answer.

use std::io::{IsTerminal as _, Write as _};
use std::path::Path;

use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
use secrecy::{ExposeSecret as _, SecretString};

use crate::cli::Failure;

/// Reads a passphrase from a file: its first line.
pub fn from_file(path: &Path) -> Result<SecretString, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::Failed(format!("{} cannot be read: {error}", path.display())))?;
    match text.lines().next().filter(|line| !line.is_empty()) {
        Some(line) => Ok(line.into()),
        None => Err(Failure::Failed(format!("{} holds no passphrase in its first line", path.display()))),
    }
}

/// Asks for a new passphrase, twice.
pub fn new_from_terminal() -> Result<SecretString, Failure> {
    let first = from_terminal("Passphrase for the key: ")?;
    let second = from_terminal("The same again: ")?;
    if first.expose_secret() == second.expose_secret() {
        Ok(first)
    } else {
        Err(Failure::Failed("the two passphrases differ; nothing was written".to_owned()))
    }
}

/// Asks for a passphrase.
pub fn from_terminal(question: &str) -> Result<SecretString, Failure> {
    let stdin = std::io::stdin();
    if !stdin.is_terminal() {
        return Err(Failure::Wrong(
            "no passphrase is given and no person can be asked for one: name its file with --passphrase-file"
                .to_owned(),
        ));
    }
    let unasked =
        |error: std::io::Error| Failure::Failed(format!("the passphrase could not be asked for: {error}"));
    let shown = tcgetattr(&stdin).map_err(|error| unasked(error.into()))?;
    let mut hidden = shown.clone();
    hidden.local_modes.remove(LocalModes::ECHO);
    let mut stderr = std::io::stderr();
    write!(stderr, "{question}").and_then(|()| stderr.flush()).map_err(unasked)?;
    tcsetattr(&stdin, OptionalActions::Now, &hidden).map_err(|error| unasked(error.into()))?;
    let mut line = String::new();
    let read = stdin.read_line(&mut line);
    let _ = tcsetattr(&stdin, OptionalActions::Now, &shown);
    let _ = writeln!(stderr);
    read.map_err(unasked)?;
    Ok(line.trim_end_matches(['\r', '\n']).into())
}

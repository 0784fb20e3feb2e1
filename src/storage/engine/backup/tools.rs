//! PostgreSQL's own tools: where they are, and how they are started.
//!
//! The rule: only `pg_dump` and `pg_restore` are started, without a shell, with arguments of this program and what the
//! operator configured. Nothing else of the program starts another one.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::storage::engine::backup::CopyError;
use crate::storage::engine::backup::postgres_address::PostgresAddress;

/// Where Debian keeps the tools of each version.
const DEBIAN: &str = "/usr/lib/postgresql";
/// Where they are if no PATH is set.
const USUAL: [&str; 2] = ["/usr/bin", "/usr/local/bin"];
/// How much of what a tool said is repeated, in characters.
const LONGEST_SAID: usize = 500;

/// A tool that was found.
pub struct Tool {
    name: &'static str,
    path: PathBuf,
}

/// Finds a tool that can talk to a server of this major version: of the same version, else of the next newer one.
///
/// # Errors
/// [`CopyError::NoTool`].
pub fn find(name: &'static str, server: u32) -> Result<Tool, CopyError> {
    let mut found: Vec<(u32, PathBuf)> =
        candidates(name).into_iter().filter_map(|path| Some((version_of(&path)?, path))).collect();
    found.sort();
    match found.iter().find(|(version, _)| *version >= server) {
        Some((_, path)) => Ok(Tool { name, path: path.clone() }),
        None => {
            let newest = found.last().map(|(version, path)| format!("{} is of {version}", path.display()));
            Err(CopyError::NoTool {
                tool: name,
                needed: server,
                found: newest.unwrap_or_else(|| format!("looked in PATH and {DEBIAN}/*/bin")),
            })
        }
    }
}

fn candidates(name: &str) -> Vec<PathBuf> {
    let of_debian = std::fs::read_dir(DEBIAN).into_iter().flatten().flatten();
    let of_debian = of_debian.map(|entry| entry.path().join("bin"));
    let path = std::env::var_os("PATH");
    let of_path: Vec<PathBuf> = match &path {
        Some(path) => std::env::split_paths(path).filter(|folder| folder.is_absolute()).collect(),
        None => USUAL.map(PathBuf::from).to_vec(),
    };
    of_debian.chain(of_path).map(|folder| folder.join(name)).filter(|path| path.is_file()).collect()
}

/// The major version of a tool, which it prints as `pg_dump (PostgreSQL) 15.6`.
fn version_of(path: &Path) -> Option<u32> {
    let output = Command::new(path).arg("--version").stdin(Stdio::null()).output().ok()?;
    major_of(&String::from_utf8_lossy(&output.stdout))
}

fn major_of(text: &str) -> Option<u32> {
    let version = text.split(") ").nth(1)?;
    let digits: String = version.chars().take_while(char::is_ascii_digit).collect();
    digits.parse().ok()
}

impl Tool {
    /// Its name.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// Runs the tool to its end, connected to the address. It blocks its thread.
    ///
    /// # Errors
    /// It could not be started, or failed.
    pub fn run(&self, address: &PostgresAddress, arguments: &[String]) -> Result<(), CopyError> {
        let output = Command::new(&self.path)
            .args(arguments)
            .arg("--no-password")
            .envs(address.environment())
            .env("LC_ALL", "C")
            .stdin(Stdio::null())
            .output();
        let output = output.map_err(|error| self.failed(&error.to_string()))?;
        if output.status.success() {
            return Ok(());
        }
        let said = String::from_utf8_lossy(&output.stderr);
        if said.contains("No space left on device") {
            return Err(CopyError::NoSpace);
        }
        Err(self.failed(&without_rows(self.name, &said)))
    }

    fn failed(&self, said: &str) -> CopyError {
        CopyError::Tool { tool: self.name, said: said.chars().take(LONGEST_SAID).collect() }
    }
}

/// What a tool said of itself. Lines behind that (`DETAIL`, `CONTEXT`, the statement) repeat rows, with the names and words in them,
/// and what is said here is printed and kept in the record of a drill.
fn without_rows(tool: &str, said: &str) -> String {
    let own = format!("{tool}: ");
    let lines: Vec<&str> = said.lines().filter_map(|line| line.strip_prefix(&own)).collect();
    let lines = lines.iter().filter(|line| !line.starts_with("detail:") && !line.starts_with("hint:"));
    let words: Vec<&str> = lines.flat_map(|line| line.split_whitespace()).collect();
    if words.is_empty() { "it did not say why".to_owned() } else { words.join(" ") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_tool_repeats_of_rows_is_left_out() {
        let said = "pg_restore: while PROCESSING TOC:\n\
            pg_restore: from TOC entry 3912; 0 16523 TABLE DATA complaints naklank\n\
            pg_restore: error: COPY failed for table \"complaints\": ERROR:  duplicate key\n\
            DETAIL:  Key (contact_email)=(jan@example.org) already exists.\n\
            CONTEXT:  COPY complaints, line 1\n";
        let told = without_rows("pg_restore", said);
        assert!(told.contains("duplicate key") && told.contains("TABLE DATA complaints"), "{told}");
        assert!(!told.contains("jan@example.org") && !told.contains("CONTEXT"), "{told}");
        assert_eq!(without_rows("pg_dump", "Killed\n"), "it did not say why");
    }

    #[test]
    fn a_version_is_read_as_the_tools_print_it() {
        assert_eq!(major_of("pg_dump (PostgreSQL) 15.6 (Debian 15.6-0+deb12u1)\n"), Some(15));
        assert_eq!(major_of("pg_restore (PostgreSQL) 17beta1"), Some(17));
        assert_eq!(major_of("something else"), None);
    }

    #[test]
    fn a_tool_that_no_machine_has_is_named_with_what_to_install() {
        let told = find("pg_dump", 9_999).err().unwrap().to_string();
        assert!(told.contains("postgresql-client-9999"), "{told}");
    }
}

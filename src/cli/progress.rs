//! How far a long command is, on a terminal only.
//!
//! The rule: at most one line a second, on stderr; nothing where stderr is a file or a pipe.

use std::io::IsTerminal as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use crate::cli::tell;

const BETWEEN: Duration = Duration::from_secs(1);

/// Tells how far a command is.
pub struct Progress {
    /// What is done with them, such as "imported".
    what: &'static str,
    /// Of what, such as "rows".
    of: &'static str,
    /// When the last line was written, or the command began; `None` where nothing is told.
    last: Option<Mutex<Instant>>,
}

impl Progress {
    /// Begins now, with rows.
    pub fn new(what: &'static str) -> Self {
        Self::of(what, "rows")
    }

    /// Begins now, with bytes; what is handed to a use case, which tells bytes.
    pub fn of_bytes(what: &'static str) -> Arc<dyn Fn(u64, u64) + Send + Sync> {
        let progress = Self::of(what, "MB");
        let megabytes = |bytes: u64| usize::try_from(bytes / 1_000_000).unwrap_or(usize::MAX);
        Arc::new(move |done, all| progress.at(megabytes(done), megabytes(all)))
    }

    fn of(what: &'static str, of: &'static str) -> Self {
        let is_terminal = std::io::stderr().is_terminal();
        Self { what, of, last: is_terminal.then(|| Mutex::new(Instant::now())) }
    }

    /// Writes a line if the last one is a second old.
    pub fn at(&self, done: usize, all: usize) {
        let Some(last) = &self.last else { return };
        let mut last = last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.elapsed() >= BETWEEN {
            *last = Instant::now();
            tell(line(self.what, self.of, done, all));
        }
    }
}

fn line(what: &str, of: &str, done: usize, all: usize) -> String {
    let percent = done.saturating_mul(100).checked_div(all).unwrap_or_default();
    format!("{done} of {all} {of} {what} ({percent} %)")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_says_how_far_it_is_also_of_nothing() {
        assert_eq!(line("imported", "rows", 400, 1_200), "400 of 1200 rows imported (33 %)");
        assert_eq!(line("undone", "rows", 0, 0), "0 of 0 rows undone (0 %)");
    }
}

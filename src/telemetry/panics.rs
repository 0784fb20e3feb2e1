//! What is logged of a panic, in a request, a duty or a task of its own.
//!
//! The rule: where it was and never its words, since those may quote a person: the one about the boundary of a character
//! quotes the whole text.

use std::panic::PanicHookInfo;

/// Has each panic of this process logged in place of the default, which prints its words.
pub fn log_all() {
    std::panic::set_hook(Box::new(log));
}

/// Logs a panic, with the spans of the code that panicked.
pub fn log(panic: &PanicHookInfo<'_>) {
    let place = panic.location().map(|place| format!("{}:{}", place.file(), place.line()));
    let thread = std::thread::current();
    tracing::error!(place, thread = thread.name(), "a part of the program panicked");
}

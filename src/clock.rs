//! The clock as a value: it is passed to the code that needs the time, and tests pass one that they can set.

use crate::domain::Timestamp;
use crate::domain::time::calendar::to_microseconds;

/// A source of the time, in UTC and to the microsecond.
pub trait Clock: Send + Sync + 'static {
    /// The current time.
    fn now(&self) -> Timestamp;
}

/// The system clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the ambient clock is read")]
    fn now(&self) -> Timestamp {
        to_microseconds(chrono::Utc::now())
    }
}

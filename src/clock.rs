//! The clock is a value: whatever needs the time is given one, and tests give one that they can turn.

use crate::domain::Timestamp;
use crate::domain::time::calendar::to_microseconds;

/// Tells the time, in UTC and to the microsecond.
pub trait Clock: Send + Sync + 'static {
    /// The present moment.
    fn now(&self) -> Timestamp;
}

/// The machine's clock.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the ambient clock is read")]
    fn now(&self) -> Timestamp {
        to_microseconds(chrono::Utc::now())
    }
}

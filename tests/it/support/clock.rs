//! A clock that stands still until the test advances it.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use chrono::TimeDelta;
use naklank::clock::Clock;
use naklank::domain::Timestamp;

#[derive(Clone)]
pub struct TestClock(Arc<Mutex<Timestamp>>, Arc<AtomicBool>);

impl TestClock {
    pub fn at(moment: &str) -> Self {
        Self(Arc::new(Mutex::new(moment.parse().unwrap())), Arc::default())
    }

    /// From now on each reading is a microsecond later than the one before, as with a real clock.
    pub fn run(&self) {
        self.1.store(true, Ordering::Relaxed);
    }

    pub fn advance(&self, by: TimeDelta) {
        *self.0.lock().unwrap() += by;
    }

    pub fn set(&self, moment: &str) {
        *self.0.lock().unwrap() = moment.parse().unwrap();
    }
}

impl Clock for TestClock {
    fn now(&self) -> Timestamp {
        if self.1.load(Ordering::Relaxed) {
            self.advance(TimeDelta::microseconds(1));
        }
        *self.0.lock().unwrap()
    }
}

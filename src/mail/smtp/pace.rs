//! Rate limit: evenly spaced messages, without bursts.

use std::time::Duration;

use tokio::time::Instant;

/// Hands out evenly spaced time slots.
#[derive(Debug)]
pub struct Pace {
    between: Duration,
    next: Option<Instant>,
}

impl Pace {
    /// At most `rate` messages a second; 0 is no limit.
    pub fn new(rate: f64) -> Self {
        let between = if rate > 0.0 { Duration::from_secs_f64(1.0 / rate) } else { Duration::ZERO };
        Self { between, next: None }
    }

    /// The next slot, not before `now`; each call takes one.
    pub fn next(&mut self, now: Instant) -> Instant {
        let turn = self.next.map_or(now, |next| next.max(now));
        self.next = Some(turn + self.between);
        turn
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_keep_their_distance_and_idle_time_is_not_saved_up() {
        let mut pace = Pace::new(4.0);
        let start = Instant::now();
        let turns: Vec<Duration> = (0..3).map(|_| pace.next(start) - start).collect();
        assert_eq!(turns, [Duration::ZERO, Duration::from_millis(250), Duration::from_millis(500)]);
        let later = start + Duration::from_secs(60);
        assert_eq!(pace.next(later), later);
        assert_eq!(pace.next(later), later + Duration::from_millis(250));
    }

    #[test]
    fn no_limit_is_no_wait() {
        let mut pace = Pace::new(0.0);
        let start = Instant::now();
        assert!((0..100).all(|_| pace.next(start) == start));
    }
}

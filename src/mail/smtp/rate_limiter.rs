//! Rate limiter: evenly spaced messages, without bursts.

use std::time::Duration;

use tokio::time::Instant;

/// Hands out evenly spaced time slots.
#[derive(Debug)]
pub struct RateLimiter {
    interval: Duration,
    next: Option<Instant>,
}

impl RateLimiter {
    /// At most `rate` messages a second; 0 is no limit.
    pub fn new(rate: f64) -> Self {
        let interval = if rate > 0.0 { Duration::from_secs_f64(1.0 / rate) } else { Duration::ZERO };
        Self { interval, next: None }
    }

    /// The next slot, not before `now`; each call takes one.
    pub fn next_slot(&mut self, now: Instant) -> Instant {
        let slot = self.next.map_or(now, |next| next.max(now));
        self.next = Some(slot + self.interval);
        slot
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_keep_their_distance_and_idle_time_is_not_saved_up() {
        let mut limiter = RateLimiter::new(4.0);
        let start = Instant::now();
        let slots: Vec<Duration> = (0..3).map(|_| limiter.next_slot(start) - start).collect();
        assert_eq!(slots, [Duration::ZERO, Duration::from_millis(250), Duration::from_millis(500)]);
        let later = start + Duration::from_secs(60);
        assert_eq!(limiter.next_slot(later), later);
        assert_eq!(limiter.next_slot(later), later + Duration::from_millis(250));
    }

    #[test]
    fn no_limit_is_no_wait() {
        let mut limiter = RateLimiter::new(0.0);
        let start = Instant::now();
        assert!((0..100).all(|_| limiter.next_slot(start) == start));
    }
}

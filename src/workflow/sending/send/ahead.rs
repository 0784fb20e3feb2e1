//! How many messages are claimed ahead of the mail server (the prefetch).

use std::time::Duration;

use tokio::time::Instant;

use crate::config::MailConfig;
use crate::workflow::sending::send::limits::{
    FEWEST_AHEAD, FRESH, MOST_AHEAD, MOST_CLAIMED, MOST_HELD, QUICK,
};

pub struct Ahead {
    connections: usize,
    /// Messages a second; 0 is no limit.
    rate: f64,
    /// Mails claimed per connection, between [`FEWEST_AHEAD`] and [`MOST_AHEAD`].
    each: usize,
    claimed_at: Option<Instant>,
}

impl Ahead {
    pub fn new(mail: &MailConfig) -> Self {
        Self::of(mail.concurrency as usize, mail.rate)
    }

    fn of(connections: usize, rate: f64) -> Self {
        Self { connections, rate, each: FEWEST_AHEAD, claimed_at: None }
    }

    /// The most mails ever held.
    pub fn most(mail: &MailConfig) -> usize {
        MOST_HELD.max(FEWEST_AHEAD * mail.concurrency as usize)
    }

    /// The most mails to hold, limited to what the rate lets out while their claims are fresh.
    pub fn capacity(&self) -> usize {
        let most = (self.each * self.connections).min(MOST_HELD.max(FEWEST_AHEAD * self.connections));
        if self.rate > 0.0 { most.min((self.rate * FRESH.as_secs_f64() / 2.0) as usize).max(1) } else { most }
    }

    /// How long after its claim, or after it was read what it tells, a mail may still begin; at a slow rate, long enough for each to get its slot.
    pub fn freshness(&self) -> Duration {
        if self.rate > 0.0 { FRESH.max(Duration::from_secs_f64(2.0 / self.rate)) } else { FRESH }
    }

    /// How many more to claim when `held` are held; 0 if the server has become slow meanwhile.
    pub fn room(&mut self, held: usize, now: Instant) -> usize {
        let is_quick = self.claimed_at.is_some_and(|claimed_at| now - claimed_at < QUICK);
        self.each = if is_quick { (self.each * 2).min(MOST_AHEAD) } else { FEWEST_AHEAD };
        self.claimed_at = Some(now);
        self.capacity().saturating_sub(held).min(MOST_CLAIMED)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn more_is_claimed_while_the_server_is_quick_and_little_when_it_is_not() {
        let (mut ahead, mut now) = (Ahead::of(8, 0.0), Instant::now());
        let mut rooms = Vec::new();
        for _ in 0..6 {
            rooms.push(ahead.room(0, now));
            now += Duration::from_millis(100);
        }
        assert_eq!(rooms, [16, 32, 64, 128, 160, 160]);
        now += QUICK;
        assert_eq!(ahead.room(128, now), 0, "what is held is too much already for a server that slow");
        now += QUICK;
        assert_eq!(ahead.room(8, now), 8);
    }

    #[test]
    fn a_pace_bounds_what_is_held_and_lets_each_mail_have_its_turn() {
        let mut slow = Ahead::of(8, 0.1);
        assert_eq!((slow.room(0, Instant::now()), slow.capacity()), (1, 1));
        assert_eq!(slow.freshness(), Duration::from_secs(20));
        assert_eq!(Ahead::of(8, 2.0).capacity(), 10);
        assert_eq!(Ahead::of(400, 0.0).capacity(), 800, "each connection has one mail at work and one ahead");
    }
}

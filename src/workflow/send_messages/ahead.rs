//! How far ahead of the mail server messages are claimed.

use std::time::Duration;

use tokio::time::Instant;

use crate::config::MailConfig;

/// A mail whose turn comes later than this after its claim is given back: by now the person may have answered, or
/// somebody may have paused sending.
const FRESH: Duration = Duration::from_secs(10);

/// Mails claimed for each connection: few at first, so that a slow server holds up no more than these, and more while it
/// is quick, so that no connection waits for the database.
const FEWEST_AHEAD: usize = 2;
const MOST_AHEAD: usize = 32;
/// Mails claimed at once, by however many connections: more would not make a claim cheaper.
const MOST_CLAIMED: usize = 320;
/// A server is quick when half of what was claimed went out within this time.
const QUICK: Duration = Duration::from_millis(500);

pub struct Ahead<'a> {
    mail: &'a MailConfig,
    /// Mails claimed for each connection, between [`FEWEST_AHEAD`] and [`MOST_AHEAD`].
    each: usize,
    claimed_at: Option<Instant>,
}

impl<'a> Ahead<'a> {
    pub fn new(mail: &'a MailConfig) -> Self {
        Self { mail, each: FEWEST_AHEAD, claimed_at: None }
    }

    fn most(&self) -> usize {
        let connections = self.mail.concurrency as usize;
        (self.each * connections).min(MOST_CLAIMED.max(FEWEST_AHEAD * connections))
    }

    /// Mails claimed at once, and no more than the pace lets out while their claims are fresh.
    pub fn capacity(&self) -> usize {
        let (mail, most) = (self.mail, self.most());
        if mail.rate > 0.0 { most.min((mail.rate * FRESH.as_secs_f64() / 2.0) as usize).max(1) } else { most }
    }

    /// How long after its claim a mail may still begin; at a slow pace each must get its turn.
    pub fn freshness(&self) -> Duration {
        let rate = self.mail.rate;
        if rate > 0.0 { FRESH.max(Duration::from_secs_f64(2.0 / rate)) } else { FRESH }
    }

    /// For how many more there is room beside so many that are held.
    pub fn room(&mut self, held: usize) -> usize {
        let is_quick = self.claimed_at.is_some_and(|claimed_at| claimed_at.elapsed() < QUICK);
        self.each = if is_quick { (self.each * 2).min(MOST_AHEAD) } else { FEWEST_AHEAD };
        self.claimed_at = Some(Instant::now());
        self.capacity().saturating_sub(held)
    }
}

//! The limits of the sender, each with its reason.

use std::time::Duration;

use chrono::TimeDelta;

/// The lease of a claim, unless a heartbeat renews it: mails of a lost process wait no longer than this.
pub const LEASE: TimeDelta = TimeDelta::seconds(30);
/// Between two heartbeats; two may fail within a lease.
pub const HEARTBEAT: Duration = Duration::from_secs(9);
/// After a stop, mails in flight have this long to finish, within what service managers allow.
pub const FAREWELL: Duration = Duration::from_secs(10);
/// A claim of which so little is left that another worker may take it before a mail arrives: nothing more is handed over.
pub const LAST_OF_LEASE: Duration = Duration::from_secs(5);
/// A claim, with the turns of addresses that another worker may hold.
pub const CLAIM_TIME: Duration = Duration::from_secs(90);
/// Retries of recording while the database is busy, the time of each, and the pause between.
pub const RECORD_TRIES: u32 = 4;
pub const RECORD_TIME: Duration = Duration::from_secs(10);
pub const RECORD_PAUSE: Duration = Duration::from_millis(500);

/// A mail that cannot begin within this time after its claim began, or after it was read what it tells, or whose announcement is not followed by its data within
/// this time, is released: by now the customer may have answered, or sending may have been paused.
pub const FRESH: Duration = Duration::from_secs(10);
/// Mails claimed per connection: few at first, so that a slow server holds up only these, and more while it is quick,
/// so that no connection waits for the database.
pub const FEWEST_AHEAD: usize = 2;
pub const MOST_AHEAD: usize = 40;
/// The most mails held, over all connections, and the most per claim: more would not make a claim cheaper, and each
/// takes a lock.
pub const MOST_HELD: usize = 320;
pub const MOST_CLAIMED: usize = 160;
/// A server is quick if half of a claim was sent within this time.
pub const QUICK: Duration = Duration::from_millis(500);
/// A message whose worker was lost this often is given up on: it probably crashes its worker.
pub const MOST_LOST_CLAIMS: u32 = 200;

/// Mails per connection that may be delivered but not yet noted: a crash sends exactly those again.
pub const NOT_NOTED: usize = 2;
/// Concurrent note transactions, so that mails go on while others are noted.
pub const NOTES: usize = 2;
/// How long a note waits for others to share its statement.
pub const GATHER_NOTES: Duration = Duration::from_millis(10);

/// Mails are booked when this many are noted, or after this time: most of what follows costs less per mail in a batch.
pub const BOOKED_TOGETHER: usize = 160;
pub const GATHER_BOOKINGS: Duration = Duration::from_millis(250);
/// The most mails noted but not booked: no more are handed over while the database is that far behind.
pub const NOT_BOOKED: usize = 4 * BOOKED_TOGETHER;

/// This many refusals with the same words, and nothing accepted between them, are about us.
pub const IN_A_ROW: usize = 3;
/// The most earlier refusals that are read: they are all undone in one transaction.
pub const MOST_READ: u32 = 100;

/// The most mails to staff of one claim: what each tells is read between the claim and its first renewal. What is not begun within
/// the first time is given back; a mail that takes longer than the second fails. Together less than the lease.
pub const STAFF_MAILS: u32 = 20;
pub const READ_TOGETHER: Duration = Duration::from_secs(7);
pub const READ_ONE: Duration = Duration::from_secs(13);

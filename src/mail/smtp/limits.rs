//! The limits of the SMTP client, each with its reason.

use std::time::Duration;

/// Of the TCP connect to one address.
pub const CONNECT_TIMEOUT: Duration = Duration::from_secs(10);
/// Of each reply. RFC 5321 (4.5.3.2) asks for minutes; a relay of one's own is faster, and the mail is retried.
pub const REPLY_TIMEOUT: Duration = Duration::from_secs(25);
/// Of the reply to the whole mail, on which it depends whether a recipient gets it twice.
pub const FINAL_REPLY_TIMEOUT: Duration = Duration::from_secs(60);
/// Of a lookup of the host's addresses or of the machine's full name, which may ask a name server.
pub const LOOKUP_TIMEOUT: Duration = Duration::from_secs(5);
/// A connection idle for longer than this is closed; servers hang up after some minutes.
pub const LONGEST_IDLE: Duration = Duration::from_secs(20);
/// Mails per connection, so that a load balancer chooses a server anew now and then.
pub const MOST_MAILS: u32 = 200;
/// Octets kept of a line; RFC 5321 (4.5.3.1.5) allows 512, and servers send more. The rest is dropped.
pub const LONGEST_LINE: usize = 2_000;
/// Octets of a whole reply; a longer one is an error.
pub const LONGEST_REPLY: usize = 100_000;

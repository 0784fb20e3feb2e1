//! Sends by SMTP (RFC 5321) over a small pool of persistent connections.
//!
//! The pool is ours, not lettre's, for two reasons: lettre leaves Nagle's algorithm on, so that every mail waits
//! 44 ms for a delayed acknowledgement, and its time-out covers only the connect, so that a silent server blocks a
//! send for ever. The rule: every step has a time-out; a connection on which anything went wrong is never reused, so
//! that no mail gets another one's reply; success is a 2yz reply after the final dot and nothing else.
//!
//! What other modules need is here: [`SmtpMailer`] for a server, a [`Session`] for each sender, and [`refused`], which
//! classifies what a server says. Everything else is private.

mod connection;
mod data;
mod hello;
mod limits;
mod pool;
mod rate_limiter;
mod refusal;
mod reply;
mod session;
mod tls;
mod wire;

pub use pool::SmtpMailer;
pub use refusal::refused;
pub use session::Session;

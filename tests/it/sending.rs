//! Mail goes out and comes back, whatever the mail server does.

mod bounces;
mod dkim;
mod hostile_server;
mod kill_drill;
mod links;
mod mails;
mod page;
mod pipelining;
mod postfix;
mod queue;
mod refusals;
mod smtp;
mod year;

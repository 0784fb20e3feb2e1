//! Mail is sent and bounces are read, however the mail server behaves.

mod bounces;
mod dkim;
mod hostile_server;
mod kept_connections;
mod kill_drill;
mod links;
mod loops;
mod mails;
mod page;
mod postfix;
mod queue;
mod refusals;
mod smtp;
mod staff_queue;
mod suppression_page;
mod year;

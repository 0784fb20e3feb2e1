//! Authentication, authorisation, and the audit.

mod account;
mod at_provider;
mod audit;
mod audit_chain;
mod audit_head;
mod audit_page;
mod entrances;
mod forgotten;
mod hostile;
mod key_life;
mod key_page;
mod keys;
mod rights;
mod sign_in;
mod user_page;
mod users;

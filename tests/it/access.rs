//! Authentication, authorisation, and the audit.

mod audit;
mod entrances;
mod keys;
mod provider;
mod rate_limits;
mod rights;
mod sign_in;

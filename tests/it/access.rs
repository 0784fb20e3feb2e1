//! Authentication, authorisation, and the audit.

mod audit;
mod keys;
mod rate_limits;
mod rights;
mod sign_in;

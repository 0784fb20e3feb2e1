//! Authentication, authorisation, and the audit.

mod audit;
mod keys;
mod rate_limits;
mod sign_in;

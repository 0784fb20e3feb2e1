//! Who comes in, what they may do, and the record of it.

mod audit;
mod keys;
mod rate_limits;
mod sign_in;

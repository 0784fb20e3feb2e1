//! Who signs in, what they may do, and the record of what they did.

pub mod audit;
pub mod export_audit;
pub mod keys;
pub mod permission;
pub mod sign_in;
pub mod users;

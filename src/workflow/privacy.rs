//! Removal of personal data after its retention time.

pub mod forget;

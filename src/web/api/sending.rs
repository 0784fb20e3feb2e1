//! What the mail server tells by the API.

pub mod bounces;

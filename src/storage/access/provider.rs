//! Sign-in at an identity provider: attempts under way, who users are there, and which sessions the provider ends.

pub mod attempts;
pub mod logouts;
pub mod users;

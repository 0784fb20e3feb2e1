//! What surrounds every request: the server, limits, headers, errors, authentication of staff.

pub mod body;
pub mod browser_name;
pub mod error;
pub mod health;
pub mod links;
pub mod metrics;
pub mod problem;
pub mod rate_limit;
pub mod request;
pub mod resume;
pub mod security_headers;
pub mod server;
pub mod staff;
pub mod style;
pub mod time_limit;
pub mod urlencoded;

//! How the installation stands, and what an empty one needs first.

pub mod backups;
pub mod first_steps;
pub mod installation;
pub mod metrics;

//! Periodic work (the tick), preparation of the database, and how the installation stands; replacing the key of the secret file.

pub mod backup;
pub mod drill;
pub mod first_steps;
pub mod installation;
pub mod last_pass;
pub mod prepare;
pub mod recount;
pub mod restore;
pub mod rotation;
pub mod tick;
pub mod workspace;

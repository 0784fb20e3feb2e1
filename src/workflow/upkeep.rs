//! Periodic work (the tick), preparation of the database, backups, its move to another one, replacing the key of the secret file, and how
//! the installation stands.

pub mod backup;
pub mod drill;
pub mod figures;
pub mod first_steps;
pub mod installation;
pub mod last_pass;
pub mod moved;
pub mod prepare;
pub mod recount;
pub mod relocate;
pub mod restore;
pub mod rotation;
pub mod tick;
pub mod workspace;

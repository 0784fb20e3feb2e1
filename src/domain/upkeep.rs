//! How the program itself stands, what an empty installation needs first, and backups of it.

pub mod archive;
pub mod drill;
pub mod figures;
pub mod first_steps;
pub mod installation;
pub mod manifest;
pub mod relocation;
pub mod sealed_keys;

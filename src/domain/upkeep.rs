//! How the program itself stands, and what an empty installation needs first.

pub mod first_steps;
pub mod installation;

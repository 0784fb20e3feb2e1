//! Upgrades: from every earlier version with the rows that it wrote, killed half-way, and beside a process of the version before.

mod beside;
mod database;
mod every_version;
mod expanding;
mod holds;
mod kept;
mod killed;
mod newer;
mod pages;
mod schema;
mod staff_mails;

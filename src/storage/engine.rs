//! The two engines: connections, transactions, migrations, and the columns that both share.
//!
//! The rule: no other module of storage knows what differs between SQLite and PostgreSQL.

pub mod about;
mod audit_chain;
pub mod backup;
pub(super) mod coalesce;
mod codecs;
pub(super) mod columns;
pub(super) mod connection;
pub(super) mod db;
pub mod installation;
pub(super) mod lenient;
pub mod migrations;
pub(super) mod postgres_connections;
pub mod relocate;
pub(super) mod row_ids;
pub(super) mod sqlite;
pub(super) mod statement;

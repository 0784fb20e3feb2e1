//! What only SQLite has: its file, its readers and its one writer.

pub(in crate::storage) mod file;
pub(in crate::storage) mod readers;
pub(in crate::storage) mod writer;

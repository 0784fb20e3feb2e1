//! The tables that are copied: their columns as both databases tell them, and how they stand in SQL.
//!
//! The rule: a table that the two databases do not tell alike is copied not at all.

use std::collections::BTreeMap;

use crate::domain::upkeep::relocation::{RowSum, copy_order};
use crate::storage::StorageError;
use crate::storage::engine::relocate::value::{Kind, Unstorable, Value};
use crate::storage::engine::relocate::{CopyError, OF_THE_ENGINE};

/// A table that is copied.
#[derive(Clone, Debug)]
pub struct Table {
    pub name: String,
    /// With their kinds, in the order in which they are read and written.
    pub columns: Vec<(String, Kind)>,
}

/// The tables that both databases have, with the columns of both.
pub fn layout(
    ours: &BTreeMap<String, Vec<String>>,
    theirs: &BTreeMap<String, BTreeMap<String, String>>,
) -> Result<Vec<Table>, CopyError> {
    let is_copied = |name: &&String| !OF_THE_ENGINE.contains(&name.as_str());
    if let Some(other) = theirs.keys().filter(is_copied).find(|name| !ours.contains_key(*name)) {
        return Err(CopyError::Layout(format!("{other} is in the new one only")));
    }
    ours.keys().filter(is_copied).map(|name| table(name, ours, theirs)).collect()
}

fn table(
    name: &str,
    ours: &BTreeMap<String, Vec<String>>,
    theirs: &BTreeMap<String, BTreeMap<String, String>>,
) -> Result<Table, CopyError> {
    let (ours, types) = match (ours.get(name), theirs.get(name)) {
        (Some(ours), Some(types)) if ours.len() == types.len() => (ours, types),
        _ => return Err(CopyError::Layout(name.to_owned())),
    };
    let columns = ours.iter().map(|column| {
        let kind = types.get(column).and_then(|kind| Kind::of_type(kind));
        let known = kind.map(|kind| (column.clone(), kind));
        known.ok_or_else(|| CopyError::Layout(format!("{name}.{column}")))
    });
    Ok(Table { name: name.to_owned(), columns: columns.collect::<Result<_, CopyError>>()? })
}

/// The tables in the order in which they can be copied.
pub fn in_order(tables: Vec<Table>, references: &[(String, String)]) -> Result<Vec<Table>, CopyError> {
    let names: Vec<String> = tables.iter().map(|table| table.name.clone()).collect();
    let circle = || CopyError::Layout("tables refer to each other in a circle".to_owned());
    let order = copy_order(&names, references).ok_or_else(circle)?;
    let mut by_name: BTreeMap<String, Table> =
        tables.into_iter().map(|table| (table.name.clone(), table)).collect();
    Ok(order.iter().filter_map(|name| by_name.remove(name)).collect())
}

impl Table {
    /// Its name in SQL.
    pub fn quoted(&self) -> String {
        quoted(&self.name)
    }

    /// The names of its columns in SQL.
    pub fn quoted_columns(&self) -> String {
        self.columns.iter().map(|(name, _)| quoted(name)).collect::<Vec<_>>().join(", ")
    }

    /// The bytes of a row for its checksum.
    pub fn bytes_of(&self, values: &[Value]) -> Vec<u8> {
        let mut bytes = Vec::new();
        values.iter().for_each(|value| value.write_for_checksum(&mut bytes));
        bytes
    }

    /// The error for a value that the driver cannot decode.
    pub fn unreadable(&self, column: &str, error: &sqlx::Error) -> StorageError {
        StorageError::Unreadable { column: format!("{}.{column}", self.name), reason: error.to_string() }
    }

    /// The error for a value that PostgreSQL cannot hold.
    pub fn unstorable(&self, column: &str, reason: Unstorable) -> CopyError {
        CopyError::Unstorable { table: self.name.clone(), column: column.to_owned(), reason }
    }

    /// Refuses a table of which not all arrived.
    ///
    /// # Errors
    /// [`CopyError::Differs`].
    pub fn require_same(&self, read: RowSum, stored: u64, is_sum_same: bool) -> Result<(), CopyError> {
        if read.rows == stored && is_sum_same {
            return Ok(());
        }
        let sums = if is_sum_same { "equal" } else { "not equal" };
        Err(CopyError::Differs { table: self.name.clone(), read: read.rows, stored, sums })
    }
}

/// A name of a table or column in SQL of either engine.
fn quoted(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

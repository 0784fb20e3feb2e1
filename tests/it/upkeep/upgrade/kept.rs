//! Whether a migration kept every value of every row, but for what it changes on purpose.
//!
//! The rule: what a migration changes of rows that exist is listed here, by its number. Everything else is kept to the letter.

use std::collections::{BTreeMap, BTreeSet};

use super::database::Database;
use super::schema::columns;
use crate::support::Backend;

/// A row as the literal of each column, by the column's name.
type Row = BTreeMap<String, String>;

/// The rows of each table.
pub type Rows = BTreeMap<String, Vec<Row>>;

/// What a migration changes of a table's rows.
enum Change {
    /// The table has another name from then on.
    Table(&'static str),
    /// A column has another name from then on.
    Column(&'static str, &'static str),
    /// The values of a column are others.
    Rewrites(&'static str),
    /// Some rows are gone; those that are left are what they were.
    Removes,
    /// Nothing of the rows is to be compared: other tests say what becomes of them.
    Free,
}

/// By migration and table.
const CHANGES: &[(i64, &str, Change)] = &[
    (5, "signal_mails", Change::Table("staff_mails")),
    (8, "address_turns", Change::Free),
    // A reminder that is due later is no message any more.
    (9, "messages", Change::Removes),
    // What ended became counts; `tallies check` says whether all of it did.
    (13, "tally_changes", Change::Free),
    (13, "tally_totals", Change::Removes),
    (13, "tally_cells", Change::Removes),
    (15, "complaints", Change::Column("cause", "causes")),
    (20, "users", Change::Column("role", "roles")),
    (20, "sessions", Change::Free),
    (22, "tally_changes", Change::Rewrites("id")),
    (22, "count_changes", Change::Rewrites("id")),
    (30, "installation", Change::Rewrites("value")),
    // The rests of the mail server stand in a table of their own.
    (36, "sending", Change::Rewrites("rests")),
    (36, "sending", Change::Rewrites("resting_until")),
    (36, "sending", Change::Rewrites("trouble")),
];

/// All rows of all tables, in an order that follows from them.
pub async fn rows(database: &Database) -> Rows {
    let tables = columns(database).await;
    // One query, since each is on a connection of its own.
    let selects: Vec<String> =
        tables.iter().map(|(table, columns)| literals_of(database, table, columns)).collect();
    let mut rows: Rows = tables.iter().map(|(table, _)| (table.clone(), Vec::new())).collect();
    let columns: BTreeMap<&String, &Vec<String>> =
        tables.iter().map(|(table, columns)| (table, columns)).collect();
    for line in database.texts(&selects.join(" UNION ALL ")).await {
        let mut values = line.split(SEPARATOR).map(str::to_owned);
        let table = values.next().unwrap();
        let row: Row = columns[&table].iter().cloned().zip(values).collect();
        rows.get_mut(&table).unwrap().push(row);
    }
    rows.values_mut().for_each(|rows| rows.sort());
    rows
}

/// What stands between values: a character that no text of the fixtures holds.
const SEPARATOR: char = '\u{1f}';

/// Selects the name of a table and the values of each of its rows as literals of the engine.
fn literals_of(database: &Database, table: &str, columns: &[String]) -> String {
    let literal = |column: &String| match database.backend {
        Backend::Sqlite => format!("quote(\"{column}\")"),
        Backend::Postgres => format!("quote_nullable(CAST(\"{column}\" AS TEXT))"),
    };
    let separator = if database.backend == Backend::Sqlite { " || char(31) || " } else { " || chr(31) || " };
    let all: Vec<String> = std::iter::once(format!("'{table}'")).chain(columns.iter().map(literal)).collect();
    format!("SELECT {} FROM \"{table}\"", all.join(separator))
}

/// Asserts that rows of a version are what they were after the migrations that came later.
pub fn assert_kept(version: i64, before: &Rows, after: &Rows) {
    for (table, rows) in before.iter().filter(|(_, rows)| !rows.is_empty()) {
        let changes = changes(version, table);
        if changes.iter().any(|change| matches!(change, Change::Free)) {
            continue;
        }
        let renamed = changes.iter().find_map(|change| match change {
            Change::Table(name) => Some(*name),
            _ => None,
        });
        let name = renamed.unwrap_or(table);
        let found = after.get(name).unwrap_or_else(|| panic!("{table} of version {version} is gone"));
        let before: Vec<Row> = rows.iter().map(|row| under_later_names(row, &changes)).collect();
        let columns: BTreeSet<&String> = before.iter().flat_map(BTreeMap::keys).collect();
        let after: Vec<Row> = found.iter().map(|row| only(row, &columns)).collect();
        let removes = changes.iter().any(|change| matches!(change, Change::Removes));
        assert_same(&format!("{table} of version {version}"), &before, &after, removes);
    }
}

fn changes(version: i64, table: &str) -> Vec<&'static Change> {
    let later = CHANGES.iter().filter(|(by, of, _)| *by > version && *of == table);
    later.map(|(_, _, change)| change).collect()
}

fn under_later_names(row: &Row, changes: &[&Change]) -> Row {
    let mut row = row.clone();
    for change in changes {
        match change {
            Change::Column(from, to) => {
                let value = row.remove(*from).unwrap();
                row.insert((*to).to_owned(), value);
            }
            Change::Rewrites(column) => drop(row.remove(*column)),
            Change::Table(_) | Change::Removes | Change::Free => {}
        }
    }
    row
}

fn only(row: &Row, columns: &BTreeSet<&String>) -> Row {
    let kept = row.iter().filter(|(column, _)| columns.contains(column));
    kept.map(|(column, value)| (column.clone(), value.clone())).collect()
}

/// A migration may add rows, so those that are more than before are no fault unless it only removes.
fn assert_same(what: &str, before: &[Row], after: &[Row], removes: bool) {
    let (whole, part) = if removes { (before, after) } else { (after, before) };
    let others: Vec<&Row> = part.iter().filter(|row| !whole.contains(row)).collect();
    assert!(others.is_empty(), "{what}: rows that are not what they were: {others:#?}");
    assert!(whole.len() >= part.len() && !part.is_empty(), "{what}: rows are gone");
}

#[test]
fn a_value_that_changed_is_found() {
    let row =
        |value: &str| Row::from([("id".to_owned(), "1".to_owned()), ("name".to_owned(), value.to_owned())]);
    let rows = |value: &str| Rows::from([("themes".to_owned(), vec![row("'Lof'"), row(value)])]);
    assert_kept(4, &rows("'Prijs'"), &rows("'Prijs'"));
    let lost = std::panic::catch_unwind(|| assert_kept(4, &rows("'Prijs'"), &rows("'Pr'")));
    assert!(lost.is_err());
}

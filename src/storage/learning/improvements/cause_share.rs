//! The share of complaints that have a cause.
//!
//! The rule: a complaint counts once it is closed, by the moment of closing: before that its causes are not all known, and
//! those received lately and closed already would be the quick ones alone. It has a cause if it was told any of the cause's
//! names, with a difference between capital and small letters.

use std::collections::BTreeSet;

use sqlx::AssertSqlSafe;

use crate::domain::Timestamp;
use crate::domain::insight::query::Filters;
use crate::domain::people::language::Language;
use crate::statistics::proportion::Part;
use crate::storage::engine::columns::count;
use crate::storage::insight::selection::{Binds, complaint_filters};
use crate::storage::{Result, Tx, with_conn};

/// How many of the complaints closed from one moment up to another, that one excluded, have any of these names among their
/// causes. `usual` is the language of complaints that name none of ours.
pub async fn with_cause(
    tx: &mut Tx,
    names: &BTreeSet<String>,
    (from, until): (Timestamp, Timestamp),
    filters: &Filters,
    usual: Language,
) -> Result<Part> {
    let mut binds = Binds::new(2);
    let accepted = complaint_filters(filters, usual, &mut binds);
    let has_cause = has_any(names, &mut binds);
    let sql = format!(
        "SELECT CAST(COALESCE(SUM(CASE WHEN {has_cause} THEN 1 ELSE 0 END), 0) AS BIGINT), COUNT(*) FROM complaints
         WHERE status = 'closed' AND closed_at >= $1 AND closed_at < $2{accepted}"
    );
    let (some, all): (i64, i64) = with_conn!(tx, |conn| {
        let statement = sqlx::query_as(AssertSqlSafe(sql)).bind(from).bind(until);
        binds
            .values
            .into_iter()
            .fold(statement, |statement, value| statement.bind(value))
            .fetch_one(conn)
            .await?
    });
    Ok(Part { some: count("complaints", some)?, all: count("complaints", all)? })
}

/// Causes are kept one a line. What a replacement of the line changes has it; unlike LIKE it takes no character for a
/// pattern, and letters as they are on both engines.
fn has_any(names: &BTreeSet<String>, binds: &mut Binds) -> String {
    let lines = "'\n' || causes || '\n'";
    let has: Vec<String> = names
        .iter()
        .map(|name| format!("REPLACE({lines}, {}, '') <> {lines}", binds.one(format!("\n{name}\n"))))
        .collect();
    if has.is_empty() { "FALSE".to_owned() } else { has.join(" OR ") }
}

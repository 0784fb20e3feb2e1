//! Complaints that still wait for something, counted by what is known.

use sqlx::AssertSqlSafe;

use crate::domain::Timestamp;
use crate::domain::insight::query::Filters;
use crate::domain::people::language::Language;
use crate::domain::policy::clock::FactState;
use crate::domain::policy::clocked_fact::ClockedFact;
use crate::domain::policy::kpi::Kpi;
use crate::storage::engine::columns::{count, named};
use crate::storage::insight::selection::{Binds, complaint_filters};
use crate::storage::{Result, Tx, with_conn};

/// Complaints received from one moment up to another, that one excluded, for which a KPI's fact has no moment, by what is
/// known of it. `usual` is the language of complaints that name none of ours.
pub async fn waiting(
    tx: &mut Tx,
    kpi: Kpi,
    (from, until): (Timestamp, Timestamp),
    filters: &Filters,
    usual: Language,
) -> Result<Vec<(FactState, u64)>> {
    let Some(clocked) = kpi.definition().clocked() else { return Ok(Vec::new()) };
    let (name, required) = (clocked.name, required(clocked));
    let mut binds = Binds::new(2);
    let accepted = complaint_filters(filters, usual, &mut binds);
    let sql = format!(
        "SELECT CASE WHEN {name}_never THEN '{}' WHEN status = 'closed' THEN '{}' ELSE '{}' END AS state, COUNT(*)
         FROM complaints WHERE received_at >= $1 AND received_at < $2 AND {name}_at IS NULL{required}{accepted}
         GROUP BY 1",
        FactState::Never,
        FactState::Closed,
        FactState::Open,
    );
    let rows: Vec<(String, i64)> = with_conn!(tx, |conn| {
        let statement = sqlx::query_as(AssertSqlSafe(sql)).bind(from).bind(until);
        binds
            .values
            .into_iter()
            .fold(statement, |statement, value| statement.bind(value))
            .fetch_all(conn)
            .await?
    });
    rows.into_iter()
        .map(|(state, number)| Ok((named("state", &state)?, count("complaints", number)?)))
        .collect()
}

/// The condition that it must happen for the complaint, as one says that was told nothing else.
fn required(clocked: &ClockedFact) -> String {
    let column = format!("{}_required", clocked.name);
    if clocked.can_be_waived { format!(" AND ({column} IS NULL OR {column})") } else { String::new() }
}

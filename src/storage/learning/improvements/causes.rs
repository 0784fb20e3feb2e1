//! Causes as far as improvements name them.
//!
//! The rule: a cause that was merged counts for the one that took its place, also through another. A name that complaints
//! were told with is a cause too, and gets a row when an improvement names it.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::Timestamp;
use crate::domain::ids::CauseId;
use crate::storage::{Result, Tx, with_conn};

/// The causes that stand for themselves, by name.
pub async fn standing(tx: &mut Tx) -> Result<Vec<(String, CauseId)>> {
    let rows: Vec<(String, CauseId)> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT name, id FROM causes WHERE merged_into IS NULL ORDER BY name")
            .fetch_all(conn)
            .await?
    });
    Ok(rows)
}

/// Names that complaints were told with and that have no row yet.
pub async fn told(tx: &mut Tx) -> Result<BTreeSet<String>> {
    let lists: Vec<(String,)> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT DISTINCT causes FROM complaints WHERE causes IS NOT NULL")
            .fetch_all(conn)
            .await?
    });
    let rows: Vec<(String,)> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT name FROM cause_names UNION SELECT name FROM causes").fetch_all(conn).await?
    });
    let with_row: BTreeSet<String> = rows.into_iter().map(|(name,)| name).collect();
    let names = lists.iter().flat_map(|(list,)| list.lines());
    Ok(names.filter(|name| !with_row.contains(*name)).map(str::to_owned).collect())
}

/// Gives a name a row, with this identifier unless it has one; returns the cause that has the name.
pub async fn ensure(
    tx: &mut Tx,
    name: &str,
    id: CauseId,
    by: &str,
    now: Timestamp,
) -> Result<Option<CauseId>> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO causes (id, name, made_at, made_by) VALUES ($1, $2, $3, $4) ON CONFLICT (name) DO NOTHING",
        )
        .bind(id)
        .bind(name)
        .bind(now)
        .bind(by)
        .execute(conn)
        .await?
        .rows_affected()
    });
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO cause_names (name, cause_id, since) SELECT name, id, made_at FROM causes WHERE name = $1
             ON CONFLICT (name) DO NOTHING",
        )
        .bind(name)
        .execute(conn)
        .await?
        .rows_affected()
    });
    let found: Option<CauseId> = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT cause_id FROM cause_names WHERE name = $1")
            .bind(name)
            .fetch_optional(conn)
            .await?
    });
    Ok(found)
}

/// The name of the cause that each cause counts for.
pub async fn names(tx: &mut Tx) -> Result<BTreeMap<CauseId, String>> {
    let merged = Merged::read(tx).await?;
    let rows: Vec<(CauseId, String)> =
        with_conn!(tx, |conn| sqlx::query_as("SELECT id, name FROM causes").fetch_all(conn).await?);
    let own: BTreeMap<CauseId, String> = rows.into_iter().collect();
    let named = |id: &CauseId| Some((*id, own.get(&merged.last(*id))?.clone()));
    Ok(own.keys().filter_map(named).collect())
}

/// Every name by which complaints count for a cause, or for the one that it was merged into.
pub async fn names_of(tx: &mut Tx, id: CauseId) -> Result<BTreeSet<String>> {
    let merged = Merged::read(tx).await?;
    let wanted = merged.last(id);
    let rows: Vec<(String, CauseId)> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT name, cause_id FROM cause_names UNION SELECT name, id FROM causes")
            .fetch_all(conn)
            .await?
    });
    let is_of = |(_, cause): &(String, CauseId)| merged.last(*cause) == wanted;
    Ok(rows.into_iter().filter(is_of).map(|(name, _)| name).collect())
}

/// Which cause each merged cause was merged into.
struct Merged(BTreeMap<CauseId, CauseId>);

impl Merged {
    async fn read(tx: &mut Tx) -> Result<Self> {
        let rows: Vec<(CauseId, CauseId)> = with_conn!(tx, |conn| {
            sqlx::query_as("SELECT id, merged_into FROM causes WHERE merged_into IS NOT NULL")
                .fetch_all(conn)
                .await?
        });
        Ok(Self(rows.into_iter().collect()))
    }

    /// The end of the chain; a circle, which no merge makes, is left after as many steps as there are causes.
    fn last(&self, id: CauseId) -> CauseId {
        let mut last = id;
        for _ in 0..self.0.len() {
            let Some(next) = self.0.get(&last) else { break };
            last = *next;
        }
        last
    }
}

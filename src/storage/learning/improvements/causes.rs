//! Causes as far as improvements name them.
//!
//! The rule: a cause that was merged counts for the one that took its place, also through another. A name that complaints
//! were told with is a cause too.

use std::collections::{BTreeMap, BTreeSet};

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

/// The name of the cause that each cause counts for.
pub async fn names(tx: &mut Tx) -> Result<BTreeMap<CauseId, String>> {
    let merged = Merged::read(tx).await?;
    let rows: Vec<(CauseId, String)> =
        with_conn!(tx, |conn| sqlx::query_as("SELECT id, name FROM causes").fetch_all(conn).await?);
    let own: BTreeMap<CauseId, String> = rows.into_iter().collect();
    let named = |id: &CauseId| Some((*id, own.get(&merged.last(*id))?.clone()));
    Ok(own.keys().filter_map(named).collect())
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

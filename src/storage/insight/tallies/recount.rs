//! Recounts closures, invitations and responses from their own rows, to check the tallies or to rebuild them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use crate::domain::complaints::segment::{Dimension, Segment};
use crate::domain::insight::query::Basis;
use crate::storage::complaints::segments;
use crate::storage::insight::tallies::aspects::Under;
use crate::storage::insight::tallies::fold::{ChangeRow, add, contribution, fold, lock};
use crate::storage::insight::tallies::grain::{Grain, TABLES, tables};
use crate::storage::insight::tallies::scores::ScoreColumns;
use crate::storage::insight::tallies::{Change, count_columns};
use crate::storage::{Result, Tx, with_conn};

/// Everything that counts, in the columns of changes. A response counts as invited even if no acceptance of its mail
/// was recorded, since the answer proves that the mail arrived; imported responses have no invitation.
const ALL: &str = "
    SELECT 'closed' AS what, closed_on, NULL AS answered_on, segment_id, NULL AS score, FALSE AS imported,
        '' AS aspect, '' AS item, 0 AS number, COUNT(*) AS amount
        FROM invitations GROUP BY closed_on, segment_id
    UNION ALL
    SELECT 'invited', invitations.closed_on, NULL, invitations.segment_id, NULL, FALSE, '', '', 0, COUNT(*)
        FROM invitations LEFT JOIN responses ON responses.invitation_id = invitations.id
        WHERE sent_at IS NOT NULL OR responses.id IS NOT NULL GROUP BY invitations.closed_on, invitations.segment_id
    UNION ALL
    SELECT 'response', closed_on, answered_on, segment_id, score, import_id IS NOT NULL, '', '', 0, COUNT(*)
        FROM responses WHERE held_at IS NULL GROUP BY closed_on, answered_on, segment_id, score, import_id IS NOT NULL
    UNION ALL
    SELECT 'aspect', closed_on, answered_on, segment_id, score, FALSE, 'reminders', '', reminders, COUNT(*)
        FROM responses WHERE held_at IS NULL AND reminders IS NOT NULL
        GROUP BY closed_on, answered_on, segment_id, score, reminders
    UNION ALL
    SELECT 'aspect', closed_on, answered_on, segment_id, score, FALSE, 'rating', item, rating, COUNT(*)
        FROM responses JOIN ratings ON ratings.response_id = responses.id WHERE held_at IS NULL
        GROUP BY closed_on, answered_on, segment_id, score, item, rating";

/// A day on which the tallies do not equal the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mismatch {
    pub table: String,
    /// Empty for totals, `dimension=value` for marginals, the segment for cells; then the aspect, as `rating speed 4`, or
    /// the measure of a count with its item.
    pub key: String,
    pub basis: Basis,
    pub day: NaiveDate,
    /// Closed, invited, imported, then responses by score; of a count its amount.
    pub tallied: Vec<i64>,
    pub counted: Vec<i64>,
}

async fn all(tx: &mut Tx) -> Result<Vec<Change>> {
    let rows: Vec<ChangeRow> =
        with_conn!(tx, |conn| sqlx::query_as(AssertSqlSafe(casted())).fetch_all(conn).await?);
    rows.into_iter().map(Change::try_from).collect()
}

/// PostgreSQL types a bare NULL as text and a bare 0 as a 32-bit integer; on SQLite the casts are harmless.
fn casted() -> String {
    let casts = [("NULL", "DATE", "answered_on"), ("NULL", "BIGINT", "score"), ("0", "BIGINT", "number")];
    casts.into_iter().fold(ALL.to_owned(), |sql, (value, kind, column)| {
        sql.replacen(&format!("{value} AS {column}"), &format!("CAST({value} AS {kind}) AS {column}"), 1)
    })
}

/// Blocks folds and new rows of a table of changes until the transaction ends, so that rows and tallies remain consistent.
pub async fn stand_still(tx: &mut Tx, changes: &str) -> Result<()> {
    lock(tx).await?;
    if let Some(sql) = tx.block_writers(changes) {
        with_conn!(tx, |conn| sqlx::query(AssertSqlSafe(sql)).execute(conn).await?.rows_affected());
    }
    Ok(())
}

/// Rebuilds all tallies; the rows include what was not folded yet. Returns the number of groups of rows counted.
pub async fn rebuild(tx: &mut Tx) -> Result<u64> {
    stand_still(tx, "tally_changes").await?;
    for table in std::iter::once("tally_changes".to_owned()).chain(tables()) {
        let sql = format!("DELETE FROM {table}");
        with_conn!(tx, |conn| sqlx::query(AssertSqlSafe(sql)).execute(conn).await?.rows_affected());
    }
    let changes = all(tx).await?;
    add(tx, &changes).await?;
    Ok(changes.len() as u64)
}

impl std::fmt::Display for Mismatch {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { table, key, basis, day, tallied, counted } = self;
        write!(
            formatter,
            "{day} ({table} {key}, by the day {basis}): tallied {tallied:?}, counted {counted:?}"
        )
    }
}

/// The keys of all tables, by day and by month, at which they differ from the rows; folds what is not folded yet first.
pub async fn mismatches(tx: &mut Tx) -> Result<Vec<Mismatch>> {
    stand_still(tx, "tally_changes").await?;
    while fold(tx, PIECE).await? > 0 {}
    let changes = all(tx).await?;
    let ids: BTreeSet<Uuid> = changes.iter().map(|change| change.segment_id).collect();
    let segments = segments::find_all(tx, &ids).await?;
    let mut found = Vec::new();
    for &basis in Basis::ALL {
        for (grain, tally) in Grain::ALL.into_iter().flat_map(|grain| TABLES.map(|tally| (grain, tally))) {
            let mut counted = Tallies::new();
            for change in &changes {
                let (place, sums) = contribution(change, basis);
                if tally == "tally_marginals" && !place.under.is_in_marginals() {
                    continue;
                }
                for key in keys(tally, change.segment_id, segments.get(&change.segment_id)) {
                    let key = in_aspect(&key, place.under);
                    let counts = counted
                        .entry((key, grain.first_day(place.day)))
                        .or_insert_with(|| vec![0; sums.len()]);
                    counts.iter_mut().zip(sums).for_each(|(sum, more)| *sum += more);
                }
            }
            let tallied = tallied(tx, grain, tally, basis).await?;
            compare(&grain.table(tally), basis, &counted, &tallied, &mut found);
        }
    }
    Ok(found)
}

/// Changes folded per call.
const PIECE: u32 = 20_000;

/// Counts by key and day. The key is empty, a dimension and its value, or a segment; then the aspect, if any.
type Tallies = BTreeMap<(String, NaiveDate), Vec<i64>>;

fn keys(tally: &str, id: Uuid, segment: Option<&Segment>) -> Vec<String> {
    match tally {
        "tally_totals" => vec![String::new()],
        "tally_cells" => vec![id.to_string()],
        _ => {
            let value = |dimension: &Dimension| {
                format!("{dimension}={}", segment.map_or("", |segment| segment.value(*dimension)))
            };
            Dimension::ALL.iter().map(value).collect()
        }
    }
}

fn in_aspect(key: &str, Under { aspect, item, number }: Under<'_>) -> String {
    if aspect.is_empty() { key.to_owned() } else { format!("{key} {aspect} {item} {number}") }
}

async fn tallied(tx: &mut Tx, grain: Grain, tally: &str, basis: Basis) -> Result<Tallies> {
    let columns = count_columns();
    let (table, counts) = (grain.table(tally), columns.join(", "));
    let sql = match tally {
        "tally_totals" => {
            format!(
                "SELECT '' AS name, NULL AS id, day, aspect, item, number, {counts} FROM {table} WHERE basis = $1"
            )
        }
        "tally_cells" => format!(
            "SELECT '' AS name, segment_id AS id, day, aspect, item, number, {counts} FROM {table} WHERE basis = $1"
        ),
        _ => format!(
            "SELECT dimension || '=' || value AS name, NULL AS id, day, '' AS aspect, '' AS item,
                CAST(0 AS BIGINT) AS number, {counts} FROM {table} WHERE basis = $1"
        ),
    };
    let sql = sql.replace("NULL AS id", "(SELECT id FROM segments WHERE 1 = 0) AS id");
    let rows: Vec<TallyRow> =
        with_conn!(tx, |conn| { sqlx::query_as(AssertSqlSafe(sql)).bind(basis).fetch_all(conn).await? });
    let read = |row: TallyRow| {
        let key = row.id.map_or(row.name, |id: Uuid| id.to_string());
        let key = in_aspect(&key, Under { aspect: &row.aspect, item: &row.item, number: row.number });
        let counts = [&[row.closed, row.invited, row.imported][..], &row.scores.counts()].concat();
        ((key, row.day), counts)
    };
    // A key whose counts are all zero equals a missing one.
    Ok(rows.into_iter().map(read).filter(|(_, counts)| counts.iter().any(|count| *count != 0)).collect())
}

fn compare(table: &str, basis: Basis, counted: &Tallies, tallied: &Tallies, found: &mut Vec<Mismatch>) {
    let keys: BTreeSet<&(String, NaiveDate)> = counted.keys().chain(tallied.keys()).collect();
    let nothing = vec![0; count_columns().len()];
    for key in keys {
        let (counted, tallied) = (counted.get(key).unwrap_or(&nothing), tallied.get(key).unwrap_or(&nothing));
        if counted != tallied {
            found.push(Mismatch {
                table: table.to_owned(),
                key: key.0.clone(),
                basis,
                day: key.1,
                tallied: tallied.clone(),
                counted: counted.clone(),
            });
        }
    }
}

#[derive(FromRow)]
struct TallyRow {
    name: String,
    id: Option<Uuid>,
    day: NaiveDate,
    aspect: String,
    item: String,
    number: i64,
    closed: i64,
    invited: i64,
    imported: i64,
    #[sqlx(flatten)]
    scores: ScoreColumns,
}

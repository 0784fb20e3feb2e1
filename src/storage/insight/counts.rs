//! Counts of anything but scores: how often something happened on a day, in a segment.
//!
//! One general table holds them all, so that another count is another [`Measure`] and no column. It works as the
//! tallies do: an event appends a row to `count_changes` in its own transaction, the scheduler folds these rows into a
//! total per day and a cell per day and segment, and readers add what is not folded yet.

mod fold;
mod recount;

pub use fold::fold;
pub use recount::{mismatches, rebuild, stand_still};

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use crate::domain::asking::invitation::Ended;
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::measure::Measure;
use crate::domain::insight::query::NpsQuery;
use crate::domain::insight::query::whole::WholeQuery;
use crate::storage::engine::columns::batches;
use crate::storage::insight::selection::{Binds, filters, group_column};
use crate::storage::insight::tallies::rows;
use crate::storage::{Result, Tx, with_conn};

/// A change of a count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    pub key: CountKey,
    /// How often it happened; negative to undo it.
    pub amount: i64,
}

/// What a count is of.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CountKey {
    pub day: NaiveDate,
    pub measure: Measure,
    /// Which kind of it, in the words of the measure.
    pub item: String,
    pub segment_id: Uuid,
}

impl Count {
    /// A closure that ended without an answer.
    #[must_use]
    pub fn ended(ended: Ended, is_reminded: bool, closed_on: NaiveDate, segment_id: Uuid) -> Self {
        let measure = if is_reminded { Measure::EndedReminded } else { Measure::Ended };
        let key = CountKey { day: closed_on, measure, item: ended.name().to_owned(), segment_id };
        Self { key, amount: 1 }
    }

    /// The change that undoes this one.
    #[must_use]
    pub fn undone(self) -> Self {
        Self { amount: -self.amount, ..self }
    }
}

/// Appends changes; equal ones are summed into one row.
pub async fn append(tx: &mut Tx, changes: &[Count]) -> Result<()> {
    let summed: Vec<(CountKey, i64)> = summed(changes).into_iter().collect();
    for chunk in batches(&summed) {
        let ids = tx.new_row_ids(chunk.len())?;
        let sql = format!(
            "INSERT INTO count_changes (id, measure, item, day, segment_id, amount) VALUES {}",
            tx.placeholders(chunk.len(), 6)
        );
        with_conn!(tx, |conn| {
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for (id, (key, amount)) in ids.iter().zip(chunk) {
                let CountKey { day, measure, item, segment_id } = key;
                query = query.bind(*id).bind(measure).bind(item.as_str());
                query = query.bind(*day).bind(*segment_id).bind(*amount);
            }
            query.execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}

/// The amounts by what they are of, without those that cancel out.
fn summed(changes: &[Count]) -> BTreeMap<CountKey, i64> {
    let mut amounts = BTreeMap::<CountKey, i64>::new();
    for Count { key, amount } in changes {
        *amounts.entry(key.clone()).or_default() += amount;
    }
    amounts.retain(|_, amount| *amount != 0);
    amounts
}

/// The same changes with equal ones summed into one.
#[must_use]
pub fn summed_up(changes: &[Count]) -> Vec<Count> {
    summed(changes).into_iter().map(|(key, amount)| Count { key, amount }).collect()
}

/// What was counted on a day, over all segments that a question is about.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct DayCount {
    pub day: NaiveDate,
    pub measure: Measure,
    pub item: String,
    pub amount: i64,
}

/// The counts of some measures by day, including what is not folded yet.
pub async fn read(tx: &mut Tx, query: &WholeQuery, measures: &[Measure]) -> Result<Vec<DayCount>> {
    let mut binds = Binds::new(3);
    let counted = counted(query, measures, &mut binds);
    let sql = format!(
        "SELECT day, measure, item, CAST(SUM(amount) AS BIGINT) AS amount FROM {counted}
         WHERE $1 <> '' GROUP BY day, measure, item HAVING SUM(amount) <> 0"
    );
    rows(tx, query.basis, query.range, sql, binds).await
}

/// What was counted on a day of one value of a dimension; the value is empty if unknown.
#[derive(Clone, Debug, PartialEq, Eq, FromRow)]
pub struct ValueCount {
    pub day: NaiveDate,
    pub value: String,
    pub amount: i64,
}

/// The counts of some measures by day and by the values of a dimension, including what is not folded yet.
pub async fn by_dimension(
    tx: &mut Tx,
    query: &WholeQuery,
    dimension: Dimension,
    measures: &[Measure],
) -> Result<Vec<ValueCount>> {
    let query = query.by(dimension);
    let mut binds = Binds::new(3);
    let counted = counted(&query, measures, &mut binds);
    let sql = format!(
        "SELECT day, value, CAST(SUM(amount) AS BIGINT) AS amount FROM {counted}
         WHERE $1 <> '' GROUP BY day, value HAVING SUM(amount) <> 0"
    );
    rows(tx, query.basis, query.range, sql, binds).await
}

/// Whether any change is not folded yet.
pub async fn has_unfolded(tx: &mut Tx) -> Result<bool> {
    let found: Option<Uuid> = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT id FROM count_changes LIMIT 1").fetch_optional(conn).await?
    });
    Ok(found.is_some())
}

/// SQL for the amounts of some measures by day, value, measure and item between the days `$2` and `$3`, including what is
/// not folded yet, named `counted`.
pub fn counted(query: &NpsQuery, measures: &[Measure], binds: &mut Binds) -> String {
    let names: Vec<String> = measures.iter().map(|measure| format!("'{measure}'")).collect();
    let wanted = format!("measure IN ({}) AND day BETWEEN $2 AND $3", names.join(", "));
    let group = group_column(query);
    let mut of_segments = |table: &str| {
        format!(
            "SELECT day, {group} AS value, measure, item, amount FROM {table}
             JOIN segments ON segments.id = {table}.segment_id WHERE {wanted}{}",
            filters(&query.filters, binds)
        )
    };
    let unfolded = of_segments("count_changes");
    let is_whole = query.filters.is_empty() && query.group_by.is_none();
    let folded = if is_whole {
        format!("SELECT day, '' AS value, measure, item, amount FROM count_totals WHERE {wanted}")
    } else {
        of_segments("count_cells")
    };
    format!("({folded} UNION ALL {unfolded}) AS counted")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_counted_and_undone_leaves_no_row() {
        let (day, segment) = (NaiveDate::default(), Uuid::from_u128(1));
        let expired = Count::ended(Ended::Expired, false, day, segment);
        let reminded = Count::ended(Ended::Expired, true, day, segment);
        let changes = [expired.clone(), reminded.clone(), expired.undone(), reminded.clone()];
        assert_eq!(summed(&changes), BTreeMap::from([(reminded.key, 2)]));
    }
}

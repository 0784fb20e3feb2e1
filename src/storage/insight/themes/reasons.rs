//! The reasons of a selection, for counting the words in them.
//!
//! The rule: only the newest are read, so that a long range takes no longer than a page may.

use sqlx::AssertSqlSafe;

use crate::domain::answering::score::Score;
use crate::domain::insight::query::NpsQuery;
use crate::domain::insight::theme::apart::Reason;
use crate::storage::insight::selection::{Binds, day_column, filters};
use crate::storage::privacy::restrictions::MAY_BE_SHOWN;
use crate::storage::{Result, Tx, with_conn};

/// The newest reasons of a selection, `most` at most.
pub async fn newest_reasons(tx: &mut Tx, selection: &NpsQuery, most: u32) -> Result<Vec<Reason>> {
    let mut binds = Binds::new(3);
    let sql = format!(
        "SELECT comment, responses.language, score FROM responses JOIN segments ON segments.id = responses.segment_id
         WHERE held_at IS NULL AND comment IS NOT NULL AND {MAY_BE_SHOWN} AND {} BETWEEN $1 AND $2{}
         ORDER BY responses.answered_on DESC, responses.id DESC LIMIT $3",
        day_column(selection.basis),
        filters(&selection.filters, &mut binds)
    );
    let rows: Vec<(String, String, Score)> = with_conn!(tx, |conn| {
        let mut statement = sqlx::query_as(AssertSqlSafe(sql))
            .bind(selection.range.from())
            .bind(selection.range.to())
            .bind(i64::from(most));
        for value in binds.values {
            statement = statement.bind(value);
        }
        statement.fetch_all(conn).await?
    });
    let reason = |(text, language, score): (String, String, Score)| Reason {
        text,
        language,
        is_of_detractor: score.tally().counts().detractors == 1,
    };
    Ok(rows.into_iter().map(reason).collect())
}

//! Everyone who wrote in a draft, and in the draft that became an edition.
//!
//! The rule: who wrote in it stays, also after another person saved it, as long as the draft does. The judgements of the policy
//! stand in the internal evaluation with their notes, so who judged a sentence of its year wrote in it.

use sqlx::FromRow;

use crate::domain::ids::EditionId;
use crate::domain::reporting::document::DocumentKind;
use crate::domain::reporting::standing::Preparer;
use crate::storage::{Result, StorageError, Tx, with_conn};

/// Those of the drafts of all years.
pub async fn list(tx: &mut Tx) -> Result<Vec<Preparer>> {
    let rows: Vec<PreparerRow> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT year, document, prepared_by FROM draft_preparers
             UNION SELECT report_drafts.year, report_drafts.document, policy_assessments.assessed_by FROM report_drafts
                JOIN policy_assessments ON policy_assessments.year = report_drafts.year
                WHERE report_drafts.document = 'internal'
             ORDER BY prepared_by",
        )
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Preparer::try_from).collect()
}

/// Those of the draft of a year, by name.
pub async fn of_draft(tx: &mut Tx, year: i32, kind: DocumentKind) -> Result<Vec<String>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT prepared_by FROM draft_preparers WHERE year = $1 AND document = $2
             UNION SELECT assessed_by FROM policy_assessments WHERE year = $1 AND $2 = 'internal'
             ORDER BY prepared_by",
        )
        .bind(i64::from(year))
        .bind(kind)
        .fetch_all(conn)
        .await?
    }))
}

/// Adds one to those of the draft of a year, once.
pub async fn add(tx: &mut Tx, year: i32, kind: DocumentKind, name: &str) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO draft_preparers (year, document, prepared_by) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        )
        .bind(i64::from(year))
        .bind(kind)
        .bind(name)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// Keeps those of the draft that became an edition with the edition; the draft has none afterwards.
pub async fn hand_over(tx: &mut Tx, year: i32, kind: DocumentKind, id: EditionId) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO edition_preparers (edition_id, prepared_by)
             SELECT $3, prepared_by FROM draft_preparers WHERE year = $1 AND document = $2
             UNION SELECT $3, assessed_by FROM policy_assessments WHERE year = $1 AND $2 = 'internal'",
        )
        .bind(i64::from(year))
        .bind(kind)
        .bind(id)
        .execute(conn)
        .await?
        .rows_affected()
    });
    forget(tx, year, kind).await
}

/// Makes those of an edition that is not published those of the draft that it is again.
pub async fn give_back(tx: &mut Tx, year: i32, kind: DocumentKind, id: EditionId) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO draft_preparers (year, document, prepared_by)
             SELECT $1, $2, prepared_by FROM edition_preparers WHERE edition_id = $3 ON CONFLICT DO NOTHING",
        )
        .bind(i64::from(year))
        .bind(kind)
        .bind(id)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// Removes those of a draft that is gone.
pub async fn forget(tx: &mut Tx, year: i32, kind: DocumentKind) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM draft_preparers WHERE year = $1 AND document = $2")
            .bind(i64::from(year))
            .bind(kind)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

#[derive(FromRow)]
struct PreparerRow {
    year: i64,
    document: DocumentKind,
    prepared_by: String,
}

impl TryFrom<PreparerRow> for Preparer {
    type Error = StorageError;

    fn try_from(row: PreparerRow) -> Result<Self> {
        let year = i32::try_from(row.year).map_err(|_| StorageError::Inconsistent {
            column: "draft_preparers.year",
            value: row.year.to_string(),
        })?;
        Ok(Self { year, kind: row.document, name: row.prepared_by })
    }
}

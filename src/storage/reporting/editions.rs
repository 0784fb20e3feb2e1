//! Drafts and editions of reports.
//!
//! The rule: an edition is inserted whole; afterwards only who published, rejected or withdrew it is added.

use sqlx::FromRow;

use crate::domain::Timestamp;
use crate::domain::ids::EditionId;
use crate::domain::people::language::Language;
use crate::domain::reporting::document::{DocumentKind, InBoth};
use crate::domain::reporting::edition::{Draft, Edition, Frozen, PageHashes, Withdrawal, WithdrawalReason};
use crate::storage::{Result, StorageError, Tx, with_conn};

/// The draft of a year, if there is one.
pub async fn draft(tx: &mut Tx, year: i32, kind: DocumentKind) -> Result<Option<Draft>> {
    let row: Option<DraftRow> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT * FROM report_drafts WHERE year = $1 AND document = $2")
            .bind(i64::from(year))
            .bind(kind)
            .fetch_optional(conn)
            .await?
    });
    row.map(Draft::try_from).transpose()
}

/// The drafts of all years.
pub async fn drafts(tx: &mut Tx) -> Result<Vec<Draft>> {
    let rows: Vec<DraftRow> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT * FROM report_drafts ORDER BY year DESC, document DESC")
            .fetch_all(conn)
            .await?
    });
    rows.into_iter().map(Draft::try_from).collect()
}

/// Stores the first draft of a year; false if there is one already.
pub async fn insert_draft(tx: &mut Tx, draft: &Draft) -> Result<bool> {
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO report_drafts
                (year, document, words_nl, words_en, changed_nl, changed_en, prepared_by, prepared_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
        )
        .bind(i64::from(draft.year))
        .bind(draft.kind)
        .bind(draft.words.nl.as_str())
        .bind(draft.words.en.as_str())
        .bind(draft.changed.nl.as_str())
        .bind(draft.changed.en.as_str())
        .bind(draft.prepared_by.as_str())
        .bind(draft.prepared_at)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(inserted == 1)
}

/// Puts a draft in the place of the one of its year that was `seen`; false if that was changed since, or is gone: one that became
/// an edition or was discarded does not come back.
pub async fn replace_draft(tx: &mut Tx, draft: &Draft, seen: Timestamp) -> Result<bool> {
    let replaced = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE report_drafts SET words_nl = $3, words_en = $4, changed_nl = $5, changed_en = $6,
                prepared_by = $7, prepared_at = $8
             WHERE year = $1 AND document = $2 AND prepared_at = $9",
        )
        .bind(i64::from(draft.year))
        .bind(draft.kind)
        .bind(draft.words.nl.as_str())
        .bind(draft.words.en.as_str())
        .bind(draft.changed.nl.as_str())
        .bind(draft.changed.en.as_str())
        .bind(draft.prepared_by.as_str())
        .bind(draft.prepared_at)
        .bind(seen)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(replaced == 1)
}

/// Removes a draft that became an edition or is discarded; false if it was changed since it was read.
pub async fn delete_draft(tx: &mut Tx, draft: &Draft) -> Result<bool> {
    let deleted = with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM report_drafts WHERE year = $1 AND document = $2 AND prepared_at = $3")
            .bind(i64::from(draft.year))
            .bind(draft.kind)
            .bind(draft.prepared_at)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(deleted == 1)
}

/// Freezes an edition; false if the year has one with this number already.
pub async fn insert(tx: &mut Tx, edition: &Edition, frozen: &Frozen) -> Result<bool> {
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO report_editions (id, year, document, edition, prepared_by, approved_by, approved_at,
                content, sha256, page_nl, page_en, page_nl_sha256, page_en_sha256)
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) ON CONFLICT DO NOTHING",
        )
        .bind(edition.id)
        .bind(i64::from(edition.year))
        .bind(edition.kind)
        .bind(i64::from(edition.number))
        .bind(edition.prepared_by.as_str())
        .bind(edition.approved_by.as_str())
        .bind(edition.approved_at)
        .bind(frozen.content.as_str())
        .bind(&edition.sha256[..])
        .bind(frozen.page_nl.as_str())
        .bind(frozen.page_en.as_str())
        .bind(&edition.pages_sha256.nl[..])
        .bind(&edition.pages_sha256.en[..])
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(inserted == 1)
}

/// Publishes an approved edition; false if it was published or rejected already.
pub async fn publish(tx: &mut Tx, id: EditionId, by: &str, now: Timestamp) -> Result<bool> {
    let published = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE report_editions SET published_by = $2, published_at = $3
             WHERE id = $1 AND published_at IS NULL AND rejected_at IS NULL",
        )
        .bind(id)
        .bind(by)
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(published == 1)
}

/// Decides that an approved edition is not published; false if it was published or rejected already.
pub async fn reject(tx: &mut Tx, id: EditionId, now: Timestamp) -> Result<bool> {
    let rejected = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE report_editions SET rejected_at = $2
             WHERE id = $1 AND published_at IS NULL AND rejected_at IS NULL",
        )
        .bind(id)
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(rejected == 1)
}

/// Takes a published edition back; false if it is not published, or was withdrawn already.
pub async fn withdraw(tx: &mut Tx, id: EditionId, withdrawal: &Withdrawal) -> Result<bool> {
    let withdrawn = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE report_editions SET withdrawn_by = $2, withdrawn_at = $3, withdrawn_for = $4
             WHERE id = $1 AND published_at IS NOT NULL AND withdrawn_at IS NULL",
        )
        .bind(id)
        .bind(withdrawal.by.as_str())
        .bind(withdrawal.at)
        .bind(withdrawal.reason)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(withdrawn == 1)
}

const EDITION: &str =
    "SELECT id, year, document, edition, prepared_by, approved_by, approved_at, published_by,
    published_at, rejected_at, withdrawn_by, withdrawn_at, withdrawn_for, sha256, page_nl_sha256, page_en_sha256 FROM report_editions";

/// The editions of all years, the latest year and edition first.
pub async fn list(tx: &mut Tx) -> Result<Vec<Edition>> {
    let sql = sqlx::AssertSqlSafe(format!("{EDITION} ORDER BY year DESC, document DESC, edition DESC"));
    let rows: Vec<EditionRow> = with_conn!(tx, |conn| sqlx::query_as(sql).fetch_all(conn).await?);
    rows.into_iter().map(Edition::try_from).collect()
}

/// The editions of a document of a year, the latest first.
pub async fn of_year(tx: &mut Tx, year: i32, kind: DocumentKind) -> Result<Vec<Edition>> {
    let sql =
        sqlx::AssertSqlSafe(format!("{EDITION} WHERE year = $1 AND document = $2 ORDER BY edition DESC"));
    let rows: Vec<EditionRow> = with_conn!(tx, |conn| {
        sqlx::query_as(sql).bind(i64::from(year)).bind(kind).fetch_all(conn).await?
    });
    rows.into_iter().map(Edition::try_from).collect()
}

/// The page of an edition in a language, and nothing else of it; the Dutch one in a language that there is none in.
pub async fn page(tx: &mut Tx, id: EditionId, language: Language) -> Result<Option<String>> {
    let sql = if language.name() == "en" {
        "SELECT page_en FROM report_editions WHERE id = $1"
    } else {
        "SELECT page_nl FROM report_editions WHERE id = $1"
    };
    Ok(with_conn!(tx, |conn| sqlx::query_scalar(sql).bind(id).fetch_optional(conn).await?))
}

/// The document of an edition as canonical JSON, without its pages.
pub async fn content(tx: &mut Tx, id: EditionId) -> Result<Option<String>> {
    let sql = "SELECT content FROM report_editions WHERE id = $1";
    Ok(with_conn!(tx, |conn| sqlx::query_scalar(sql).bind(id).fetch_optional(conn).await?))
}

/// All that is frozen with an edition.
pub async fn frozen(tx: &mut Tx, id: EditionId) -> Result<Option<Frozen>> {
    let row: Option<(String, String, String)> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT content, page_nl, page_en FROM report_editions WHERE id = $1")
            .bind(id)
            .fetch_optional(conn)
            .await?
    });
    Ok(row.map(|(content, page_nl, page_en)| Frozen { content, page_nl, page_en }))
}

#[derive(FromRow)]
struct DraftRow {
    year: i64,
    document: DocumentKind,
    words_nl: String,
    words_en: String,
    changed_nl: String,
    changed_en: String,
    prepared_by: String,
    prepared_at: Timestamp,
}

impl TryFrom<DraftRow> for Draft {
    type Error = StorageError;

    fn try_from(row: DraftRow) -> Result<Self> {
        Ok(Self {
            year: year("report_drafts.year", row.year)?,
            kind: row.document,
            words: InBoth { nl: row.words_nl, en: row.words_en },
            changed: InBoth { nl: row.changed_nl, en: row.changed_en },
            prepared_by: row.prepared_by,
            prepared_at: row.prepared_at,
        })
    }
}

#[derive(FromRow)]
struct EditionRow {
    id: EditionId,
    year: i64,
    document: DocumentKind,
    edition: i64,
    prepared_by: String,
    approved_by: String,
    approved_at: Timestamp,
    published_by: Option<String>,
    published_at: Option<Timestamp>,
    rejected_at: Option<Timestamp>,
    withdrawn_by: Option<String>,
    withdrawn_at: Option<Timestamp>,
    withdrawn_for: Option<WithdrawalReason>,
    sha256: Vec<u8>,
    page_nl_sha256: Vec<u8>,
    page_en_sha256: Vec<u8>,
}

impl TryFrom<EditionRow> for Edition {
    type Error = StorageError;

    fn try_from(row: EditionRow) -> Result<Self> {
        let inconsistent = |column: &'static str, value: String| StorageError::Inconsistent { column, value };
        Ok(Self {
            id: row.id,
            year: year("report_editions.year", row.year)?,
            kind: row.document,
            number: u32::try_from(row.edition)
                .map_err(|_| inconsistent("report_editions.edition", row.edition.to_string()))?,
            prepared_by: row.prepared_by,
            approved_by: row.approved_by,
            approved_at: row.approved_at,
            published: row.published_by.zip(row.published_at),
            rejected_at: row.rejected_at,
            withdrawn: withdrawal(row.withdrawn_by, row.withdrawn_at, row.withdrawn_for),
            sha256: hash("report_editions.sha256", row.sha256)?,
            pages_sha256: PageHashes {
                nl: hash("report_editions.page_nl_sha256", row.page_nl_sha256)?,
                en: hash("report_editions.page_en_sha256", row.page_en_sha256)?,
            },
        })
    }
}

fn withdrawal(
    by: Option<String>,
    at: Option<Timestamp>,
    reason: Option<WithdrawalReason>,
) -> Option<Withdrawal> {
    Some(Withdrawal { by: by?, at: at?, reason: reason? })
}

fn hash(column: &'static str, bytes: Vec<u8>) -> Result<[u8; 32]> {
    bytes.try_into().map_err(|_| StorageError::Inconsistent { column, value: String::new() })
}

fn year(column: &'static str, value: i64) -> Result<i32> {
    i32::try_from(value).map_err(|_| StorageError::Inconsistent { column, value: value.to_string() })
}

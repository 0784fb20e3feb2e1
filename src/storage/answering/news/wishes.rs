//! Who wants one mail when something comes of the answer.
//!
//! The rule: a wish is queued once, together with what the mail says, in the transaction that queues the mail. Wishes go with the
//! address that they are about.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::AssertSqlSafe;

use crate::domain::Timestamp;
use crate::domain::answering::news::Sentence;
use crate::domain::ids::{ImprovementId, InvitationId};
use crate::domain::people::language::Language;
use crate::storage::answering::news::{BegunImprovement, named_by, on_its_line};
use crate::storage::engine::columns::{lookups, numbered};
use crate::storage::{Result, Tx, with_conn};

/// The SQL condition of a wish that a mail can be queued for.
const IS_OPEN: &str =
    "news_wishes.queued_at IS NULL AND responses.held_at IS NULL AND invitations.state = 'answered'
    AND invitations.recipient_address IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM suppressions WHERE suppressions.address_hash = invitations.address_hash)";

const WITH_ANSWER: &str = "news_wishes JOIN invitations ON invitations.id = news_wishes.invitation_id
    JOIN responses ON responses.invitation_id = invitations.id
    JOIN complaints ON complaints.id = invitations.complaint_id";

/// Stores a wish; one that is stored already stays as it is.
pub async fn insert(tx: &mut Tx, invitation: InvitationId, now: Timestamp) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO news_wishes (invitation_id, asked_at) VALUES ($1, $2) ON CONFLICT (invitation_id) DO NOTHING",
        )
        .bind(invitation)
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// Takes a wish back, unless its mail was queued.
pub async fn delete(tx: &mut Tx, invitation: InvitationId) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("DELETE FROM news_wishes WHERE invitation_id = $1 AND queued_at IS NULL")
            .bind(invitation)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// Deletes the wishes of people whose address is not kept any more; returns how many.
pub async fn delete_without_address(tx: &mut Tx) -> Result<u64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query(
            "DELETE FROM news_wishes WHERE EXISTS (
                SELECT 1 FROM invitations WHERE invitations.id = news_wishes.invitation_id AND recipient_address IS NULL)",
        )
        .execute(conn)
        .await?
        .rows_affected()
    }))
}

/// The day of the earliest answer whose mail can still be queued; `None` if there is none.
pub async fn earliest_answer(tx: &mut Tx) -> Result<Option<NaiveDate>> {
    let sql = format!("SELECT MIN(responses.answered_on) FROM {WITH_ANSWER} WHERE {IS_OPEN}");
    Ok(with_conn!(tx, |conn| { sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(conn).await? }))
}

/// At most `most` open wishes about answers that an improvement names something of, with the language of their invitation; the
/// longest asked first.
pub async fn due(
    tx: &mut Tx,
    improvement: &BegunImprovement,
    most: u32,
) -> Result<Vec<(InvitationId, String)>> {
    let Some(named) = named_by(improvement, 2) else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT invitations.id, invitations.language FROM {WITH_ANSWER}
         WHERE {IS_OPEN} AND responses.answered_on <= $1 AND ({named})
         ORDER BY news_wishes.asked_at, invitations.id LIMIT {most}"
    );
    Ok(with_conn!(tx, |conn| {
        let query = sqlx::query_as(AssertSqlSafe(sql)).bind(improvement.starts_on);
        let query = improvement.themes.iter().fold(query, |query, theme| query.bind(theme));
        let query = improvement.causes.iter().fold(query, |query, name| query.bind(on_its_line(name)));
        query.fetch_all(conn).await?
    }))
}

/// Marks a wish as queued; false if it was queued or taken back meanwhile.
pub async fn mark_queued(
    tx: &mut Tx,
    invitation: InvitationId,
    improvement: ImprovementId,
    sentence: &Sentence,
    now: Timestamp,
) -> Result<bool> {
    let changed = with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE news_wishes SET queued_at = $2, improvement_id = $3, sentence = $4, sentence_language = $5
             WHERE invitation_id = $1 AND queued_at IS NULL",
        )
        .bind(invitation)
        .bind(now)
        .bind(improvement)
        .bind(sentence.words.as_str())
        .bind(sentence.language)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(changed == 1)
}

/// What the queued mails about these invitations say; one whose wish is gone is absent from the result.
pub async fn queued(tx: &mut Tx, invitations: &[InvitationId]) -> Result<BTreeMap<InvitationId, Sentence>> {
    let mut found = BTreeMap::new();
    for chunk in lookups(invitations) {
        let sql = format!(
            "SELECT invitation_id, sentence_language, sentence FROM news_wishes
             WHERE sentence IS NOT NULL AND sentence_language IS NOT NULL AND invitation_id IN ({})",
            numbered(1, chunk.len())
        );
        let rows: Vec<(InvitationId, Language, String)> = with_conn!(tx, |conn| {
            let query = sqlx::query_as(AssertSqlSafe(sql));
            chunk.iter().fold(query, |query, id| query.bind(id)).fetch_all(conn).await?
        });
        found.extend(rows.into_iter().map(|(id, language, words)| (id, Sentence { language, words })));
    }
    Ok(found)
}

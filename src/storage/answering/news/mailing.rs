//! Which wishes a mail can be queued for, and what the queued mails say.
//!
//! The rule: a wish is queued once, together with what the mail says, in the transaction that queues the mail. An address is told of an
//! improvement once, however many answers it gave.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, FromRow};

use crate::domain::Timestamp;
use crate::domain::answering::news::Sentence;
use crate::domain::ids::{ImprovementId, InvitationId, MessageId};
use crate::domain::people::language::Language;
use crate::storage::answering::news::BegunImprovement;
use crate::storage::answering::news::about::{About, JOINED};
use crate::storage::engine::columns::{lookups, numbered};
use crate::storage::{Result, Tx, with_conn};

/// The SQL condition of a wish that a mail can be queued for.
const IS_OPEN: &str =
    "news_wishes.queued_at IS NULL AND responses.held_at IS NULL AND invitations.state = 'answered'
    AND invitations.recipient_address IS NOT NULL AND invitations.address_hash IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM suppressions WHERE suppressions.address_hash = invitations.address_hash)";

/// An open wish about an answer that an improvement is about.
#[derive(Clone, Debug, FromRow)]
pub struct DueWish {
    pub invitation_id: InvitationId,
    /// That of its invitation.
    pub language: String,
    pub address_hash: Vec<u8>,
}

/// The day of the earliest answer whose mail can still be queued; `None` if there is none.
pub async fn earliest_answer(tx: &mut Tx) -> Result<Option<NaiveDate>> {
    let sql = format!(
        "SELECT MIN(responses.answered_on) FROM responses {JOINED}
         JOIN news_wishes ON news_wishes.invitation_id = invitations.id WHERE {IS_OPEN}"
    );
    Ok(with_conn!(tx, |conn| { sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(conn).await? }))
}

/// At most `most` open wishes about answers that an improvement is about, of addresses that were not told of it; the longest asked
/// first.
pub async fn due(tx: &mut Tx, improvement: &BegunImprovement, most: u32) -> Result<Vec<DueWish>> {
    let Some(about) = About::of(improvement, 3) else { return Ok(Vec::new()) };
    let sql = format!(
        "SELECT news_wishes.invitation_id, invitations.language, invitations.address_hash FROM responses {JOINED}
         JOIN news_wishes ON news_wishes.invitation_id = invitations.id
         WHERE {IS_OPEN} AND {} AND NOT EXISTS (
            SELECT 1 FROM news_wishes AS told JOIN invitations AS theirs ON theirs.id = told.invitation_id
            WHERE theirs.address_hash = invitations.address_hash AND told.improvement_id = $3)
         ORDER BY news_wishes.asked_at, news_wishes.invitation_id LIMIT {most}",
        about.condition
    );
    let rows: Vec<DueWish> = with_conn!(tx, |conn| {
        let query = sqlx::query_as(AssertSqlSafe(sql))
            .bind(improvement.starts_on)
            .bind(improvement.registered_at)
            .bind(improvement.id);
        let query = improvement.themes.iter().fold(query, |query, theme| query.bind(theme));
        let query = about.texts.iter().fold(query, |query, text| query.bind(text.as_str()));
        query.fetch_all(conn).await?
    });
    Ok(rows)
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

/// Names the queued mail that says what the wishes of these invitations were marked with.
pub async fn set_message(tx: &mut Tx, message: MessageId, invitations: &[InvitationId]) -> Result<()> {
    for chunk in lookups(invitations) {
        let sql = format!(
            "UPDATE news_wishes SET message_id = $1 WHERE queued_at IS NOT NULL AND invitation_id IN ({})",
            numbered(2, chunk.len())
        );
        with_conn!(tx, |conn| {
            let query = sqlx::query(AssertSqlSafe(sql)).bind(message);
            chunk.iter().fold(query, |query, id| query.bind(id)).execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}

#[derive(FromRow)]
struct QueuedRow {
    message_id: MessageId,
    sentence_language: Language,
    sentence: String,
}

/// What these queued mails say. Absent from the result is one whose wish is gone, whose answer is held, or whose sentence respondents
/// may not read any more; the last only as long as no attempt can have arrived, since every attempt sends the same mail.
pub async fn queued(tx: &mut Tx, messages: &[MessageId]) -> Result<BTreeMap<MessageId, Sentence>> {
    let mut found = BTreeMap::new();
    for chunk in lookups(messages) {
        let sql = format!(
            "SELECT messages.id AS message_id, sentence_language, sentence FROM messages
             JOIN news_wishes ON news_wishes.message_id = messages.id
                AND news_wishes.invitation_id = messages.invitation_id
             JOIN responses ON responses.invitation_id = messages.invitation_id
             JOIN improvements ON improvements.id = news_wishes.improvement_id
             WHERE responses.held_at IS NULL AND sentence IS NOT NULL AND sentence_language IS NOT NULL
                AND (messages.unknown_fates + messages.lost_claims > 0 OR (withdrawn_at IS NULL
                    AND CASE sentence_language WHEN 'nl' THEN public_nl WHEN 'en' THEN public_en END IS NOT NULL))
                AND messages.id IN ({})",
            numbered(1, chunk.len())
        );
        let rows: Vec<QueuedRow> = with_conn!(tx, |conn| {
            let query = sqlx::query_as(AssertSqlSafe(sql));
            chunk.iter().fold(query, |query, id| query.bind(id)).fetch_all(conn).await?
        });
        for row in rows {
            found.insert(row.message_id, Sentence { language: row.sentence_language, words: row.sentence });
        }
    }
    Ok(found)
}

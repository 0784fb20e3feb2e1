//! What is on record about an answer: whether it was read, whether its complaint was discussed, and which improvements are about the
//! same as it.
//!
//! The rule: nothing is on record any more once the respondent's address is not kept. Names of causes are read as they count now, after
//! every merge; a theme that was taken off an answer names it no more.

mod about;
pub mod mailing;
pub mod wishes;

pub use about::concerns;

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use sqlx::{AssertSqlSafe, FromRow};
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::answering::news::Sentence;
use crate::domain::ids::{CauseId, ImprovementId, ResponseId, ThemeId};
use crate::domain::insight::query::Filters;
use crate::domain::learning::improvement::concerns as concerned;
use crate::domain::people::language::Language;
use crate::storage::engine::columns::{lookups, numbered};
use crate::storage::{Result, StorageError, Tx, with_conn};

/// The SQL condition of an improvement that respondents may read of.
const IS_PUBLIC: &str = "withdrawn_at IS NULL AND (public_nl IS NOT NULL OR public_en IS NOT NULL)";

/// What is on record about an answer, apart from the improvements themselves.
#[derive(Clone, Debug, FromRow)]
pub struct AnswerRecord {
    pub answered_on: NaiveDate,
    /// When its follow-up was taken up.
    pub taken_up_at: Option<Timestamp>,
    /// When it was first judged whether a theme fits it.
    pub judged_at: Option<Timestamp>,
    pub employee_discussed_on: Option<NaiveDate>,
    pub team_discussed_on: Option<NaiveDate>,
    /// Whether any improvement with a public sentence was registered and began after the answer.
    pub may_be_improved: bool,
    /// The address is not on the list that is never mailed, and the one mail was not sent, about this answer or together with
    /// another of the same address.
    pub can_be_told: bool,
    /// When the respondent asked for that mail.
    pub asked_at: Option<Timestamp>,
    /// A mail about this answer is in the queue, whether or not it is still wanted.
    pub is_queued: bool,
}

/// What is on record about an answer; `None` if no invitation led to it, or the address of that invitation is not kept any more.
pub async fn record(tx: &mut Tx, response: ResponseId, today: NaiveDate) -> Result<Option<AnswerRecord>> {
    let sql = format!(
        "SELECT answered_on, taken_up_at,
            (SELECT MIN(judged_at) FROM theme_check_hits
             WHERE theme_check_hits.response_id = responses.id AND judged_at IS NOT NULL) AS judged_at,
            employee_discussed_on, team_discussed_on,
            EXISTS (SELECT 1 FROM improvements WHERE {IS_PUBLIC} AND starts_on > responses.answered_on AND starts_on <= $2
                AND registered_at > responses.answered_at) AS may_be_improved,
            (suppressions.address_hash IS NULL
                AND NOT EXISTS (SELECT 1 FROM messages WHERE messages.kind = 'news' AND messages.state = 'sent'
                    AND (messages.invitation_id = invitations.id OR messages.id = news_wishes.message_id))) AS can_be_told,
            asked_at,
            EXISTS (SELECT 1 FROM messages WHERE messages.kind = 'news' AND messages.state IN ('waiting', 'claimed')
                AND messages.invitation_id = invitations.id) AS is_queued
         FROM responses JOIN invitations ON invitations.id = responses.invitation_id
         JOIN complaints ON complaints.id = invitations.complaint_id
         LEFT JOIN follow_ups ON follow_ups.response_id = responses.id
         LEFT JOIN news_wishes ON news_wishes.invitation_id = invitations.id
         LEFT JOIN suppressions ON suppressions.address_hash = invitations.address_hash
         WHERE responses.id = $1 AND invitations.recipient_address IS NOT NULL"
    );
    Ok(with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql)).bind(response).bind(today).fetch_optional(conn).await?
    }))
}

/// An improvement that began and that respondents may read of.
#[derive(Clone, Debug)]
pub struct BegunImprovement {
    pub id: ImprovementId,
    pub starts_on: NaiveDate,
    pub registered_at: Timestamp,
    /// Whom it concerns; empty is everyone.
    pub concerns: Filters,
    /// In each language that has one; never empty.
    pub sentences: Vec<Sentence>,
    /// The themes that it names.
    pub themes: Vec<ThemeId>,
    /// The names of complaints' causes that count for a cause that it names.
    pub causes: Vec<String>,
}

#[derive(FromRow)]
struct BegunRow {
    id: ImprovementId,
    starts_on: NaiveDate,
    registered_at: Timestamp,
    concerns: String,
    public_nl: Option<String>,
    public_en: Option<String>,
    target: String,
    target_name: Option<String>,
}

impl BegunRow {
    fn sentences(&self) -> Vec<Sentence> {
        let columns = [("nl", &self.public_nl), ("en", &self.public_en)];
        let said = columns.into_iter().filter_map(|(tag, words)| Language::of_tag(tag).zip(words.as_ref()));
        said.map(|(language, words)| Sentence { language, words: words.clone() }).collect()
    }

    fn concerns(&self) -> Result<Filters> {
        concerned::read(&self.concerns).ok_or_else(|| StorageError::Inconsistent {
            column: "improvements.concerns",
            value: self.concerns.clone(),
        })
    }

    /// The cause that should become rarer.
    fn target_cause(&self) -> Option<CauseId> {
        self.target_name.as_deref().filter(|_| self.target == "cause")?.parse().ok()
    }
}

/// The improvements with a public sentence that began after one day and up to another, the earliest first.
pub async fn begun(tx: &mut Tx, after: NaiveDate, to: NaiveDate) -> Result<Vec<BegunImprovement>> {
    let sql = format!(
        "SELECT id, starts_on, registered_at, concerns, public_nl, public_en, target, target_name FROM improvements
         WHERE {IS_PUBLIC} AND starts_on > $1 AND starts_on <= $2 ORDER BY starts_on, id"
    );
    let rows: Vec<BegunRow> = with_conn!(tx, |conn| {
        sqlx::query_as(AssertSqlSafe(sql)).bind(after).bind(to).fetch_all(conn).await?
    });
    let ids: Vec<ImprovementId> = rows.iter().map(|row| row.id).collect();
    let themes = named(tx, "theme", &ids).await?;
    let mut causes = named(tx, "cause", &ids).await?;
    for row in &rows {
        causes.entry(row.id).or_default().extend(row.target_cause().map(|cause| cause.0));
    }
    let is_any_cause = causes.values().any(|causes| !causes.is_empty());
    let names = if is_any_cause { CauseNames::read(tx).await? } else { CauseNames::default() };
    let improvement = |row: BegunRow| -> Result<BegunImprovement> {
        Ok(BegunImprovement {
            id: row.id,
            starts_on: row.starts_on,
            registered_at: row.registered_at,
            concerns: row.concerns()?,
            sentences: row.sentences(),
            themes: themes.get(&row.id).into_iter().flatten().copied().map(ThemeId).collect(),
            causes: names.of(causes.get(&row.id).into_iter().flatten().copied().map(CauseId)),
        })
    };
    rows.into_iter().map(improvement).collect()
}

/// What each of these improvements names of a kind, by identifier.
async fn named(
    tx: &mut Tx,
    kind: &str,
    improvements: &[ImprovementId],
) -> Result<HashMap<ImprovementId, Vec<Uuid>>> {
    let mut found = HashMap::<_, Vec<Uuid>>::new();
    for chunk in lookups(improvements) {
        let sql = format!(
            "SELECT improvement_id, subject_id FROM improvement_reasons WHERE kind = $1 AND improvement_id IN ({})",
            numbered(2, chunk.len())
        );
        let rows: Vec<(ImprovementId, Uuid)> = with_conn!(tx, |conn| {
            let query = sqlx::query_as(AssertSqlSafe(sql)).bind(kind);
            chunk.iter().fold(query, |query, id| query.bind(id)).fetch_all(conn).await?
        });
        for (improvement, subject) in rows {
            found.entry(improvement).or_default().push(subject);
        }
    }
    Ok(found)
}

/// For which cause each name counts.
#[derive(Default)]
struct CauseNames {
    names: Vec<(String, CauseId)>,
    merged_into: HashMap<CauseId, CauseId>,
}

impl CauseNames {
    async fn read(tx: &mut Tx) -> Result<Self> {
        let names: Vec<(String, CauseId)> = with_conn!(tx, |conn| {
            sqlx::query_as("SELECT DISTINCT name, cause_id FROM cause_names ORDER BY name")
                .fetch_all(conn)
                .await?
        });
        let merged: Vec<(CauseId, CauseId)> = with_conn!(tx, |conn| {
            sqlx::query_as("SELECT id, merged_into FROM causes WHERE merged_into IS NOT NULL")
                .fetch_all(conn)
                .await?
        });
        Ok(Self { names, merged_into: merged.into_iter().collect() })
    }

    /// Every name that counts for the same cause as one of these.
    fn of(&self, causes: impl Iterator<Item = CauseId>) -> Vec<String> {
        let wanted: HashSet<CauseId> = causes.map(|cause| self.counts_for(cause)).collect();
        let counts = |(_, cause): &&(String, CauseId)| wanted.contains(&self.counts_for(*cause));
        self.names.iter().filter(counts).map(|(name, _)| name.clone()).collect()
    }

    /// The cause that this one counts for after all merges.
    fn counts_for(&self, cause: CauseId) -> CauseId {
        // Bounded, although no cause is merged into itself.
        (0..self.merged_into.len())
            .fold(cause, |cause, _| self.merged_into.get(&cause).copied().unwrap_or(cause))
    }
}

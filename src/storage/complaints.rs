//! Complaints, one row each, as the organisation's system last reported them.

mod row;
pub mod segments;

use std::collections::BTreeMap;

use sqlx::AssertSqlSafe;

use crate::domain::Timestamp;
use crate::domain::complaints::complaint::{Complaint, Reference, Status, SurveyWish};
use crate::domain::complaints::facts::Fact;
use crate::domain::complaints::fields::StatusName;
use crate::domain::complaints::segment::Dimension;
use crate::domain::ids::ComplaintId;
use crate::domain::people::phone_number::PhoneNumber;
use crate::storage::complaints::row::{ComplaintRow, ReceivedRow};
use crate::storage::engine::columns::{lookups, numbered};
use crate::storage::{Result, Tx, with_conn};

/// A complaint in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredComplaint {
    pub id: ComplaintId,
    /// How often it was closed.
    pub closures: u32,
    /// When name, address and telephone number were removed at the end of their retention.
    pub contact_forgotten_at: Option<Timestamp>,
    /// When the person was erased; an erasure alone sets it.
    pub erased_at: Option<Timestamp>,
    pub complaint: Complaint,
}

/// Finds a complaint by reference.
pub async fn find(tx: &mut Tx, reference: &Reference) -> Result<Option<StoredComplaint>> {
    let row: Option<ComplaintRow> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT * FROM complaints WHERE reference = $1")
            .bind(reference)
            .fetch_optional(conn)
            .await?
    });
    row.map(StoredComplaint::try_from).transpose()
}

/// The references of complaints.
pub async fn references(tx: &mut Tx, ids: &[ComplaintId]) -> Result<BTreeMap<ComplaintId, Reference>> {
    let mut found = BTreeMap::new();
    for chunk in lookups(ids) {
        let sql = format!("SELECT id, reference FROM complaints WHERE id IN ({})", numbered(1, chunk.len()));
        let rows: Vec<(ComplaintId, Reference)> = with_conn!(tx, |conn| {
            let query = sqlx::query_as(AssertSqlSafe(sql));
            chunk.iter().fold(query, |query, id| query.bind(id)).fetch_all(conn).await?
        });
        found.extend(rows);
    }
    Ok(found)
}

/// Complaints after one, in the order of their identifiers.
pub async fn list(tx: &mut Tx, after: Option<ComplaintId>, limit: u32) -> Result<Vec<StoredComplaint>> {
    let rows: Vec<ComplaintRow> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT * FROM complaints WHERE id > $1 ORDER BY id LIMIT $2")
            .bind(after.unwrap_or(ComplaintId(uuid::Uuid::nil())))
            .bind(i64::from(limit))
            .fetch_all(conn)
            .await?
    });
    rows.into_iter().map(StoredComplaint::try_from).collect()
}

/// A complaint with its reference.
#[derive(Clone, Debug)]
pub struct ReceivedComplaint {
    pub reference: Reference,
    pub stored: StoredComplaint,
}

/// Where a list of complaints by receipt goes on: after this one.
pub type AfterReceived = (Timestamp, ComplaintId);

/// Complaints received from one moment up to another, that one excluded, in the order of receipt.
pub async fn received(
    tx: &mut Tx,
    from: Timestamp,
    until: Timestamp,
    after: Option<AfterReceived>,
    limit: u32,
) -> Result<Vec<ReceivedComplaint>> {
    let (after_at, after_id) = after.unwrap_or((from, ComplaintId(uuid::Uuid::nil())));
    let rows: Vec<ReceivedRow> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT * FROM complaints WHERE received_at >= $1 AND received_at < $2
                AND (received_at > $3 OR (received_at = $3 AND id > $4))
             ORDER BY received_at, id LIMIT $5",
        )
        .bind(from)
        .bind(until)
        .bind(after_at)
        .bind(after_id)
        .bind(i64::from(limit))
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(ReceivedComplaint::try_from).collect()
}

/// Finds a complaint and locks its row until the transaction ends, so that two reports of one complaint are serialised.
pub async fn lock(tx: &mut Tx, reference: &Reference) -> Result<Option<StoredComplaint>> {
    // An update to the same value takes the row lock on PostgreSQL; SQLite has its one writer anyway.
    let row: Option<ComplaintRow> = with_conn!(tx, |conn| {
        sqlx::query_as("UPDATE complaints SET closures = closures WHERE reference = $1 RETURNING *")
            .bind(reference)
            .fetch_optional(conn)
            .await?
    });
    row.map(StoredComplaint::try_from).transpose()
}

/// The columns of everything in a report and what follows from it, in the order in which `bind_stored!` binds them, after
/// the identifier; the labels come last.
const COLUMNS: [&str; 34] = [
    "status",
    "received_at",
    "closed_at",
    "closures",
    "contact_email",
    "contact_name",
    "contact_phone",
    "contact_language",
    "complainant",
    "channel",
    "level",
    "handler",
    "outcome",
    "causes",
    "acknowledged_at",
    "acknowledged_never",
    "acknowledged_by",
    "phone_attempted_at",
    "phone_response_at",
    "phone_response_never",
    "phone_response_required",
    "written_response_at",
    "written_response_never",
    "written_response_required",
    "answered_by",
    "remedy",
    "remedy_amount",
    "kifid_pointed",
    "employee_discussed_on",
    "team_discussed_on",
    "opt_out_reason",
    "opt_out_note",
    "updated_at",
    "contact_forgotten_at",
];

fn columns() -> impl Iterator<Item = &'static str> {
    COLUMNS.into_iter().chain(Dimension::LABELS.iter().map(|dimension| dimension.name()))
}

macro_rules! bind_stored {
    ($query:expr, $stored:expr, $now:expr) => {{
        let complaint = &$stored.complaint;
        let facts = &complaint.facts;
        let (status, closed_at) = match complaint.status {
            Status::Open => (StatusName::Open, None),
            Status::Closed { closed_at } => (StatusName::Closed, Some(closed_at)),
        };
        let (opt_out_reason, opt_out_note) = match &complaint.survey {
            SurveyWish::Ask => (None, None),
            SurveyWish::DoNotAsk { reason, note } => (Some(*reason), note.as_deref()),
        };
        let query = $query
            .bind($stored.id)
            .bind(status)
            .bind(complaint.received_at)
            .bind(closed_at)
            .bind(i64::from($stored.closures))
            .bind(complaint.contact.email.as_deref())
            .bind(complaint.contact.name.as_deref())
            .bind(complaint.contact.phone.as_ref().map(PhoneNumber::as_str))
            .bind(complaint.contact.language.as_deref())
            .bind(complaint.complainant)
            .bind(complaint.channel)
            .bind(complaint.level)
            .bind(complaint.handler.as_deref())
            .bind(complaint.outcome)
            .bind((!facts.causes.is_empty()).then(|| facts.causes.join("\n")))
            .bind(facts.acknowledged.and_then(Fact::moment))
            .bind(facts.acknowledged == Some(Fact::Never))
            .bind(facts.acknowledged_by)
            .bind(facts.phone_attempted_at)
            .bind(facts.phone_response.and_then(Fact::moment))
            .bind(facts.phone_response == Some(Fact::Never))
            .bind(facts.phone_response_required)
            .bind(facts.written_response.and_then(Fact::moment))
            .bind(facts.written_response == Some(Fact::Never))
            .bind(facts.written_response_required)
            .bind(facts.answered_by)
            .bind(facts.remedy)
            .bind(facts.remedy_amount.map(i64::from))
            .bind(facts.kifid_pointed)
            .bind(facts.employee_discussed_on)
            .bind(facts.team_discussed_on)
            .bind(opt_out_reason)
            .bind(opt_out_note)
            .bind($now)
            .bind($stored.contact_forgotten_at);
        let label = |dimension| complaint.labels.get(dimension).map(String::as_str);
        Dimension::LABELS.iter().fold(query, |query, dimension| query.bind(label(dimension)))
    }};
}

/// Inserts a complaint; false when its reference was inserted concurrently.
pub async fn insert(
    tx: &mut Tx,
    reference: &Reference,
    stored: &StoredComplaint,
    now: Timestamp,
) -> Result<bool> {
    let names: Vec<&str> = ["id"].into_iter().chain(columns()).chain(["reference"]).collect();
    let sql = format!(
        "INSERT INTO complaints ({}) VALUES ({}) ON CONFLICT (reference) DO NOTHING",
        names.join(", "),
        numbered(1, names.len())
    );
    let inserted = with_conn!(tx, |conn| {
        let query = sqlx::query(AssertSqlSafe(sql));
        bind_stored!(query, stored, now).bind(reference).execute(conn).await?.rows_affected()
    });
    Ok(inserted == 1)
}

/// Overwrites a complaint with everything in a report.
pub async fn update(tx: &mut Tx, stored: &StoredComplaint, now: Timestamp) -> Result<()> {
    let values: Vec<String> =
        columns().zip(2..).map(|(column, place)| format!("{column} = ${place}")).collect();
    let sql = format!("UPDATE complaints SET {} WHERE id = $1", values.join(", "));
    with_conn!(tx, |conn| {
        let query = sqlx::query(AssertSqlSafe(sql));
        bind_stored!(query, stored, now).execute(conn).await?.rows_affected()
    });
    Ok(())
}

/// Removes names, addresses, telephone numbers and opt-out notes from closed complaints that were last updated up to `before` and whose
/// invitations hold no address any more; returns from how many.
pub async fn forget_contacts(tx: &mut Tx, before: Timestamp, now: Timestamp) -> Result<u64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE complaints
             SET contact_email = NULL, contact_name = NULL, contact_phone = NULL, opt_out_note = NULL, contact_forgotten_at = $2
             WHERE (contact_email IS NOT NULL OR contact_name IS NOT NULL OR contact_phone IS NOT NULL OR opt_out_note IS NOT NULL)
                AND updated_at <= $1 AND status = 'closed'
                AND NOT EXISTS (SELECT 1 FROM invitations WHERE invitations.complaint_id = complaints.id
                                AND recipient_address IS NOT NULL)",
        )
        .bind(before)
        .bind(now)
        .execute(conn)
        .await?
        .rows_affected()
    }))
}

/// Whether a complaint was reported or an answer imported, ever.
pub async fn has_begun(tx: &mut Tx) -> Result<bool> {
    let found: Option<i64> = with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT CAST(1 AS BIGINT) WHERE EXISTS (SELECT 1 FROM complaints) OR EXISTS (SELECT 1 FROM responses)",
        )
        .fetch_optional(conn)
        .await?
    });
    Ok(found.is_some())
}

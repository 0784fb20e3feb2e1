//! Complaints, one row each, as the organisation's system last reported them.

pub mod segments;

use sqlx::{AssertSqlSafe, ColumnIndex, Decode, FromRow, Type};

use crate::domain::Timestamp;
use crate::domain::complaints::complaint::{
    Channel, Complainant, Complaint, Contact, Level, Milestones, OptOutReason, Outcome, Reference, Status,
    SurveyWish,
};
use crate::domain::complaints::fields::StatusName;
use crate::domain::complaints::segment::{Dimension, Labels};
use crate::domain::ids::ComplaintId;
use crate::storage::engine::columns::numbered;
use crate::storage::{Result, StorageError, Tx, with_conn};

/// A complaint in the database.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredComplaint {
    pub id: ComplaintId,
    /// How often it was closed.
    pub closures: u32,
    /// When name and address were removed at the end of their retention.
    pub contact_forgotten_at: Option<Timestamp>,
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
const COLUMNS: [&str; 22] = [
    "status",
    "received_at",
    "closed_at",
    "closures",
    "contact_email",
    "contact_name",
    "contact_language",
    "complainant",
    "channel",
    "level",
    "handler",
    "outcome",
    "cause",
    "acknowledged_at",
    "phone_attempted_at",
    "phone_response_at",
    "written_response_at",
    "written_response_required",
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
        let milestones = &complaint.milestones;
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
            .bind(complaint.contact.language.as_deref())
            .bind(complaint.complainant)
            .bind(complaint.channel)
            .bind(complaint.level)
            .bind(complaint.handler.as_deref())
            .bind(complaint.outcome)
            .bind(complaint.cause.as_deref())
            .bind(milestones.acknowledged_at)
            .bind(milestones.phone_attempted_at)
            .bind(milestones.phone_response_at)
            .bind(milestones.written_response_at)
            .bind(milestones.written_response_required)
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

/// Removes names, addresses and opt-out notes from closed complaints that were last updated up to `before` and whose
/// invitations hold no address any more; returns from how many.
pub async fn forget_contacts(tx: &mut Tx, before: Timestamp, now: Timestamp) -> Result<u64> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE complaints
             SET contact_email = NULL, contact_name = NULL, opt_out_note = NULL, contact_forgotten_at = $2
             WHERE (contact_email IS NOT NULL OR contact_name IS NOT NULL OR opt_out_note IS NOT NULL) AND updated_at <= $1 AND status = 'closed'
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

#[derive(FromRow)]
struct ComplaintRow {
    id: ComplaintId,
    status: StatusName,
    received_at: Timestamp,
    closed_at: Option<Timestamp>,
    #[sqlx(try_from = "i64")]
    closures: u32,
    contact_email: Option<String>,
    contact_name: Option<String>,
    contact_language: Option<String>,
    complainant: Complainant,
    channel: Option<Channel>,
    level: Option<Level>,
    handler: Option<String>,
    outcome: Option<Outcome>,
    cause: Option<String>,
    acknowledged_at: Option<Timestamp>,
    phone_attempted_at: Option<Timestamp>,
    phone_response_at: Option<Timestamp>,
    written_response_at: Option<Timestamp>,
    written_response_required: Option<bool>,
    opt_out_reason: Option<OptOutReason>,
    opt_out_note: Option<String>,
    contact_forgotten_at: Option<Timestamp>,
    #[sqlx(flatten)]
    labels: LabelColumns,
}

/// The columns have the names of the dimensions.
struct LabelColumns(Labels);

impl<'r, R: sqlx::Row> FromRow<'r, R> for LabelColumns
where
    &'static str: ColumnIndex<R>,
    Option<String>: Decode<'r, R::Database> + Type<R::Database>,
{
    fn from_row(row: &'r R) -> sqlx::Result<Self> {
        let mut labels = Labels::new();
        for dimension in Dimension::LABELS {
            let value: Option<String> = row.try_get(dimension.name())?;
            labels.extend(value.map(|value| (*dimension, value)));
        }
        Ok(Self(labels))
    }
}

impl TryFrom<ComplaintRow> for StoredComplaint {
    type Error = StorageError;

    fn try_from(row: ComplaintRow) -> Result<Self> {
        let status = match (row.status, row.closed_at) {
            (StatusName::Open, _) => Status::Open,
            (StatusName::Closed, Some(closed_at)) => Status::Closed { closed_at },
            (StatusName::Closed, None) => {
                return Err(StorageError::Inconsistent {
                    column: "complaints.closed_at",
                    value: String::new(),
                });
            }
        };
        let survey = match row.opt_out_reason {
            None => SurveyWish::Ask,
            Some(reason) => SurveyWish::DoNotAsk { reason, note: row.opt_out_note },
        };
        let complaint = Complaint {
            status,
            received_at: row.received_at,
            contact: Contact {
                email: row.contact_email,
                name: row.contact_name,
                language: row.contact_language,
            },
            complainant: row.complainant,
            channel: row.channel,
            level: row.level,
            labels: row.labels.0,
            handler: row.handler,
            outcome: row.outcome,
            cause: row.cause,
            milestones: Milestones {
                acknowledged_at: row.acknowledged_at,
                phone_attempted_at: row.phone_attempted_at,
                phone_response_at: row.phone_response_at,
                written_response_at: row.written_response_at,
                written_response_required: row.written_response_required,
            },
            survey,
        };
        let contact_forgotten_at = row.contact_forgotten_at;
        Ok(Self { id: row.id, closures: row.closures, contact_forgotten_at, complaint })
    }
}

//! A complaint as a row.

use chrono::NaiveDate;
use sqlx::{ColumnIndex, Decode, FromRow, Type};

use crate::domain::Timestamp;
use crate::domain::complaints::complaint::{
    Channel, Complainant, Complaint, Contact, Level, OptOutReason, Outcome, Reference, Status, SurveyWish,
};
use crate::domain::complaints::facts::{AcknowledgedBy, AnsweredBy, Fact, Facts, Remedy};
use crate::domain::complaints::fields::StatusName;
use crate::domain::complaints::segment::{Dimension, Labels};
use crate::domain::ids::ComplaintId;
use crate::domain::people::phone_number::PhoneNumber;
use crate::storage::complaints::{ReceivedComplaint, StoredComplaint};
use crate::storage::engine::columns::count;
use crate::storage::{Result, StorageError};

#[derive(FromRow)]
pub(super) struct ComplaintRow {
    id: ComplaintId,
    status: StatusName,
    received_at: Timestamp,
    closed_at: Option<Timestamp>,
    #[sqlx(try_from = "i64")]
    closures: u32,
    contact_email: Option<String>,
    contact_name: Option<String>,
    contact_phone: Option<PhoneNumber>,
    contact_language: Option<String>,
    complainant: Complainant,
    channel: Option<Channel>,
    level: Option<Level>,
    handler: Option<String>,
    outcome: Option<Outcome>,
    #[sqlx(flatten)]
    facts: FactColumns,
    opt_out_reason: Option<OptOutReason>,
    opt_out_note: Option<String>,
    contact_forgotten_at: Option<Timestamp>,
    erased_at: Option<Timestamp>,
    #[sqlx(flatten)]
    labels: LabelColumns,
}

#[derive(FromRow)]
pub(super) struct ReceivedRow {
    reference: Reference,
    #[sqlx(flatten)]
    complaint: ComplaintRow,
}

impl TryFrom<ReceivedRow> for ReceivedComplaint {
    type Error = StorageError;

    fn try_from(row: ReceivedRow) -> Result<Self> {
        Ok(Self { reference: row.reference, stored: row.complaint.try_into()? })
    }
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
                phone: row.contact_phone,
                language: row.contact_language,
            },
            complainant: row.complainant,
            channel: row.channel,
            level: row.level,
            labels: row.labels.0,
            handler: row.handler,
            outcome: row.outcome,
            facts: row.facts.try_into()?,
            survey,
        };
        let (contact_forgotten_at, erased_at) = (row.contact_forgotten_at, row.erased_at);
        Ok(Self { id: row.id, closures: row.closures, contact_forgotten_at, erased_at, complaint })
    }
}

#[derive(FromRow)]
struct FactColumns {
    causes: Option<String>,
    acknowledged_at: Option<Timestamp>,
    acknowledged_never: bool,
    acknowledged_by: Option<AcknowledgedBy>,
    phone_attempted_at: Option<Timestamp>,
    phone_response_at: Option<Timestamp>,
    phone_response_never: bool,
    phone_response_required: Option<bool>,
    written_response_at: Option<Timestamp>,
    written_response_never: bool,
    written_response_required: Option<bool>,
    answered_by: Option<AnsweredBy>,
    remedy: Option<Remedy>,
    remedy_amount: Option<i64>,
    kifid_pointed: Option<bool>,
    employee_discussed_on: Option<NaiveDate>,
    team_discussed_on: Option<NaiveDate>,
}

impl TryFrom<FactColumns> for Facts {
    type Error = StorageError;

    fn try_from(row: FactColumns) -> Result<Self> {
        let fact = |moment: Option<Timestamp>, never: bool| {
            moment.map(Fact::At).or_else(|| never.then_some(Fact::Never))
        };
        let amount = row.remedy_amount.map(|amount| count("complaints.remedy_amount", amount)).transpose()?;
        Ok(Self {
            acknowledged: fact(row.acknowledged_at, row.acknowledged_never),
            acknowledged_by: row.acknowledged_by,
            phone_attempted_at: row.phone_attempted_at,
            phone_response: fact(row.phone_response_at, row.phone_response_never),
            phone_response_required: row.phone_response_required,
            written_response: fact(row.written_response_at, row.written_response_never),
            written_response_required: row.written_response_required,
            answered_by: row.answered_by,
            remedy: row.remedy,
            remedy_amount: amount.and_then(|amount| u32::try_from(amount).ok()),
            kifid_pointed: row.kifid_pointed,
            employee_discussed_on: row.employee_discussed_on,
            team_discussed_on: row.team_discussed_on,
            causes: row.causes.iter().flat_map(|causes| causes.lines()).map(str::to_owned).collect(),
        })
    }
}

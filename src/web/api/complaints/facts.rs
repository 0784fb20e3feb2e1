//! The facts of a complaint, as they are told and answered.

use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::ObjectBuilder;
use utoipa::openapi::schema::Type;

use crate::domain::Timestamp;
use crate::domain::complaints::facts::{AcknowledgedBy, AnsweredBy, Fact, Facts, Remedy};
use crate::web::api::kit::schema::nullable;

/// A moment, or that it is known not to have happened.
#[derive(Serialize)]
#[serde(untagged)]
pub enum FactJson {
    At(Timestamp),
    Never(&'static str),
}

impl From<Fact> for FactJson {
    fn from(fact: Fact) -> Self {
        match fact {
            Fact::At(moment) => Self::At(moment),
            Fact::Never => Self::Never("never"),
        }
    }
}

/// The schema of a fact that is answered.
pub fn answered_fact() -> ObjectBuilder {
    nullable(Type::String).description(Some("A moment (RFC 3339), never, or null where nothing was told."))
}

/// What was told; null is not told.
#[derive(Serialize, ToSchema)]
#[schema(as = Facts)]
pub struct FactsJson {
    #[schema(required, schema_with = answered_fact)]
    acknowledged_at: Option<FactJson>,
    #[schema(required, inline)]
    acknowledged_by: Option<AcknowledgedBy>,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    phone_attempted_at: Option<Timestamp>,
    #[schema(required, schema_with = answered_fact)]
    phone_response_at: Option<FactJson>,
    #[schema(required)]
    phone_response_required: Option<bool>,
    #[schema(required, schema_with = answered_fact)]
    written_response_at: Option<FactJson>,
    #[schema(required)]
    written_response_required: Option<bool>,
    #[schema(required, inline)]
    answered_by: Option<AnsweredBy>,
    /// The main cause first.
    causes: Vec<String>,
    #[schema(required, inline)]
    remedy: Option<Remedy>,
    /// In cents.
    #[schema(required)]
    remedy_amount: Option<u32>,
    #[schema(required)]
    kifid_pointed: Option<bool>,
    #[schema(required)]
    employee_discussed_on: Option<NaiveDate>,
    #[schema(required)]
    team_discussed_on: Option<NaiveDate>,
}

impl From<Facts> for FactsJson {
    fn from(facts: Facts) -> Self {
        Self {
            acknowledged_at: facts.acknowledged.map(FactJson::from),
            acknowledged_by: facts.acknowledged_by,
            phone_attempted_at: facts.phone_attempted_at,
            phone_response_at: facts.phone_response.map(FactJson::from),
            phone_response_required: facts.phone_response_required,
            written_response_at: facts.written_response.map(FactJson::from),
            written_response_required: facts.written_response_required,
            answered_by: facts.answered_by,
            causes: facts.causes,
            remedy: facts.remedy,
            remedy_amount: facts.remedy_amount,
            kifid_pointed: facts.kifid_pointed,
            employee_discussed_on: facts.employee_discussed_on,
            team_discussed_on: facts.team_discussed_on,
        }
    }
}

//! `GET /api/v1/follow-ups`: what staff do after an answer that calls for it, page by page.
//!
//! The rule: no contact details, no score and no words, neither of the customer nor of staff.

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa::openapi::path::Parameter;
use utoipa::openapi::schema::Type;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::access::roles::Scope;
use crate::domain::follow_ups::follow_up::{FollowUp, FollowUpStatus};
use crate::domain::follow_ups::outcome::{Ending, FollowUpOutcome};
use crate::domain::follow_ups::query::{
    FollowUpCursor, FollowUpQuery, LARGEST_LIMIT, MOST_TEAMS, USUAL_LIMIT,
};
use crate::domain::insight::query::audited::{FOLLOW_UPS, audited};
use crate::urls;
use crate::web::api::kit::auth::Caller;
use crate::web::api::kit::operation::{Operation, Operations};
use crate::web::api::kit::parameters;
use crate::web::api::kit::schema::{NO_CONTROL_CHARACTERS, of_type, one_of};
use crate::web::shell::problem::Problem;
use crate::web::shell::urlencoded;
use crate::workflow::access::permission::act_of_reading;
use crate::workflow::follow_ups::listed::listed_follow_ups;

pub fn operations() -> Operations {
    let operation = Operation::new(
        "Follow-ups",
        Scope::ResponsesRead,
        ": what staff do after an answer of 0 to 6, or one that asks for contact. In the order of the days on which they are due, \
         without contact details, scores or words.",
    )
    .parameters(described())
    .answers::<FollowUpsJson>(StatusCode::OK, "A page of follow-ups.", example());
    Operations::default().routes(operation.get(urls::API_FOLLOW_UPS, show))
}

fn described() -> Vec<Parameter> {
    let team = of_type(Type::String).pattern(Some(NO_CONTROL_CHARACTERS));
    let cursor = of_type(Type::String).pattern(Some("^[A-Za-z0-9_-]{56}$"));
    let limit = parameters::whole(1, LARGEST_LIMIT).default(Some(USUAL_LIMIT.into()));
    let mut described = vec![
        parameters::query("status", "Only follow-ups that are so.", one_of(FollowUpStatus::NAMES)),
        parameters::repeated(
            "team",
            "Only of this team; may be repeated; empty means unknown.",
            MOST_TEAMS,
            team,
        ),
    ];
    described.extend(parameters::days("", "The first day on which they are due.", "The last one, included."));
    described.extend([
        parameters::query("cursor", "The next_cursor of the page before.", cursor),
        parameters::query("limit", "Rows on a page.", limit),
    ]);
    described
}

fn example() -> Value {
    json!({
        "follow_ups": [{
            "id": "01890a5d-ac96-774b-bcce-b302099a8057",
            "reference": "K-2026-0042",
            "status": "done",
            "due": "2026-03-25",
            "owner": "handler@example.org",
            "team": "Noord",
            "opened_at": "2026-03-23T14:00:00Z",
            "ended_at": "2026-03-24T09:30:00Z",
            "outcome": "explained",
            "in_time": true,
        }],
        "next_cursor": null,
    })
}

async fn show(
    State(app): State<App>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Result<Json<FollowUpsJson>, Problem> {
    caller.needs(Scope::ResponsesRead)?;
    let query = query.as_deref().unwrap_or_default();
    let pairs = urlencoded::pairs(query.as_bytes())?;
    let question = FollowUpQuery::parse(&pairs).map_err(Problem::fields)?;
    let asked = format!("{FOLLOW_UPS}{}", audited(query));
    act_of_reading(&app, &caller.actor, Action::ReadResponses, &asked).await?;
    let page = listed_follow_ups(&app, &question).await?;
    let follow_ups = page.rows.iter().map(|row| FollowUpJson::of(&app, row)).collect();
    Ok(Json(FollowUpsJson { follow_ups, next_cursor: page.next.as_ref().map(FollowUpCursor::written) }))
}

#[derive(Serialize, ToSchema)]
#[schema(as = FollowUps)]
struct FollowUpsJson {
    follow_ups: Vec<FollowUpJson>,
    /// Where the next page begins; null on the last.
    #[schema(required)]
    next_cursor: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = FollowUp)]
struct FollowUpJson {
    id: String,
    /// Of the complaint.
    reference: String,
    #[schema(value_type = String)]
    status: FollowUpStatus,
    /// The day on which it is due.
    #[schema(value_type = String, format = Date)]
    due: NaiveDate,
    /// The address of the user who holds it, or held it when it ended; null for no one.
    #[schema(required)]
    owner: Option<String>,
    /// The team that it was handed over to, else that of the complaint; null where it is not known.
    #[schema(required)]
    team: Option<String>,
    #[schema(value_type = String, format = DateTime)]
    opened_at: Timestamp,
    /// Null while it is open.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    ended_at: Option<Timestamp>,
    /// Null unless it is done.
    #[schema(required, value_type = Option<String>)]
    outcome: Option<FollowUpOutcome>,
    /// Whether it ended by the day on which it was due, the first time; null while that can go either way.
    #[schema(required)]
    in_time: Option<bool>,
}

impl FollowUpJson {
    fn of(app: &App, row: &FollowUp) -> Self {
        Self {
            id: row.id.to_string(),
            reference: row.reference.as_str().to_owned(),
            status: row.status(),
            due: row.due_on,
            owner: row.owner.as_ref().map(|owner| owner.email.clone()),
            team: row.team().map(str::to_owned),
            opened_at: row.opened_at,
            ended_at: row.done.as_ref().map(|done| done.at),
            outcome: row.done.as_ref().and_then(|done| match done.ending {
                Ending::Done { outcome, .. } => outcome,
                Ending::Dropped { .. } => None,
            }),
            in_time: row.in_time(app.today(), app.config.organisation.zone),
        }
    }
}

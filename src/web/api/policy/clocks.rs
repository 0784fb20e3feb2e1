//! `GET /api/v1/complaints/{reference}/clock`: how KPI 1 to 3 count a complaint.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::roles::Scope;
use crate::domain::people::language::Language;
use crate::domain::policy::clock::{Clock, Standing};
use crate::domain::policy::kpi::Kpi;
use crate::urls;
use crate::views::policy::clock::explanation;
use crate::web::api::complaints::facts::{FactJson, answered_fact};
use crate::web::api::complaints::{parse_reference, reference};
use crate::web::api::kit::auth::Caller;
use crate::web::api::kit::operation::{Operation, Operations};
use crate::web::shell::problem::Problem;
use crate::workflow::policy::clocks::clocks;

pub fn operations() -> Operations {
    let get = Operation::new(
        "How the policy counts a complaint",
        Scope::ComplaintsRead,
        ": one clock for each of KPI 1 to 3, with its standing, the counted days and the counting in words. A fact is a moment, \
         never or null (not told).",
    )
    .parameters([reference()])
    .answers::<ClocksJson>(StatusCode::OK, "Found.", example())
    .refuses(StatusCode::NOT_FOUND, "There is no complaint with this reference.");
    Operations::default().routes(get.get(urls::API_CLOCK, show))
}

fn example() -> Value {
    json!({
        "reference": "K-2026-0042",
        "clocks": [{
            "kpi": "acknowledgement",
            "standing": "timely",
            "fact": "2026-04-01T15:00:00Z",
            "due_at": "2026-04-02T14:00:00Z",
            "limit": "24 hours",
            "counted_days": [],
            "norm_id": null,
            "explanation": "received Wednesday 1 April 2026 at 16:00; in time until Thursday 2 April 2026 at 16:00; happened \
                            Wednesday 1 April 2026 at 17:00: in time.",
        }],
    })
}

async fn show(
    State(app): State<App>,
    caller: Caller,
    Path(reference): Path<String>,
) -> Result<Json<ClocksJson>, Problem> {
    caller.needs(Scope::ComplaintsRead)?;
    let reference = parse_reference(&reference)?;
    let unknown = || Problem::new(StatusCode::NOT_FOUND, "There is no complaint with this reference.");
    let clocks = clocks(&app, &reference).await?.ok_or_else(unknown)?;
    let clocks = clocks.iter().map(|clock| ClockJson::new(clock, &app)).collect();
    Ok(Json(ClocksJson { reference: reference.as_str().to_owned(), clocks }))
}

#[derive(Serialize, ToSchema)]
#[schema(as = Clocks)]
struct ClocksJson {
    reference: String,
    clocks: Vec<ClockJson>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Clock)]
struct ClockJson {
    #[schema(inline)]
    kpi: Kpi,
    #[schema(inline)]
    standing: Standing,
    #[schema(required, schema_with = answered_fact)]
    fact: Option<FactJson>,
    /// The last moment in time for hours, the first that is too late for working days.
    #[schema(value_type = String, format = DateTime)]
    due_at: Timestamp,
    limit: String,
    /// The working days that count; empty for hours.
    counted_days: Vec<NaiveDate>,
    /// The norm in force on the day of receipt.
    #[schema(required)]
    norm_id: Option<String>,
    /// The counting in words.
    explanation: String,
}

impl ClockJson {
    fn new(clock: &Clock, app: &App) -> Self {
        Self {
            kpi: clock.kpi,
            standing: clock.standing,
            fact: clock.facts.fact.map(FactJson::from),
            due_at: clock.allowed.due_at,
            limit: clock.limit.limit.to_string(),
            counted_days: clock.allowed.counted_days().collect(),
            norm_id: clock.limit.norm.map(|norm| norm.to_string()),
            explanation: explanation(Language::English, clock, app.config.organisation.zone),
        }
    }
}

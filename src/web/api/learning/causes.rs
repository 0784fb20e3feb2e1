//! `GET /api/v1/causes`: the causes of complaints, with their cumulative share and NPS, as JSON or as a file.

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa::openapi::path::Parameter;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::roles::Scope;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::visible::Visible;
use crate::domain::learning::causes::pareto::{CauseShare, Pareto, ParetoRow};
use crate::domain::learning::causes::query::{dimensions, of_api};
use crate::statistics::estimate::Estimate;
use crate::urls;
use crate::web::api::insight::{file_or_json, series};
use crate::web::api::kit::auth::Caller;
use crate::web::api::kit::operation::{Operation, Operations};
use crate::web::api::kit::parameters;
use crate::web::shell::problem::Problem;
use crate::workflow::learning::causes::figures::causes_pareto;

pub fn operations() -> Operations {
    let operation = Operation::new(
        "Causes of complaints",
        Scope::InsightsRead,
        "; for ranges that are not whole months, and by more than two dimensions, also \
         responses:read. Complaints count by the day of receipt, once for each of \
         their causes; `share` is of all complaints received, `cumulative` of how often causes were named. Names that were renamed \
         or merged count for the present name. NPS is of the responses about complaints with the cause, by `basis`; where \
         fewer than privacy.minimum_group are, or where few could be computed, it is `suppressed`. With a filter, counts of \
         complaints that are or would tell small ones are hidden likewise (`complaints_suppressed`). `Accept: text/csv` gives the same as a file.",
    )
    .parameters(parameters())
    .answers_figures::<CausesJson>("The causes, most complaints first.", example());
    Operations::default().routes(operation.get(urls::API_CAUSES, show))
}

fn parameters() -> Vec<Parameter> {
    let mut all = parameters::last_twelve_months("");
    all.extend([parameters::basis(""), parameters::confidence()]);
    let names: Vec<&str> = dimensions().map(|dimension| dimension.name()).collect();
    all.extend(parameters::filters("").filter(|one| names.contains(&one.name.as_str())));
    all
}

fn example() -> Value {
    json!({
        "from": "2026-01-01",
        "to": "2026-06-30",
        "basis": "closed",
        "time_zone": "Europe/Amsterdam",
        "confidence": 0.95,
        "complaints": 40,
        "not_told": 8,
        "causes": [
            {
                "cause": "lead_time", "retired": false, "complaints": 24, "main": 18, "share": 0.6, "cumulative": 0.75,
                "complaints_suppressed": false, "suppressed": false, "nps": -12.5, "low": -50.2, "high": 27.9, "responses": 16,
            },
            {
                "cause": "communication", "retired": false, "complaints": 8, "main": 8, "share": 0.2, "cumulative": 1.0,
                "complaints_suppressed": false, "suppressed": true, "nps": null, "low": null, "high": null, "responses": null,
            },
        ],
    })
}

async fn show(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    caller.needs(Scope::InsightsRead)?;
    let whole = of_api(&series::parameters(query.as_deref())?, app.today()).map_err(Problem::fields)?;
    series::guard_days(&app, &caller, &[&whole], query.as_deref(), Action::ReadNpsByDay).await?;
    let whole = whole.for_reader(series::reader(&caller));
    let pareto = causes_pareto(&app, &whole).await?;
    let answer = CausesJson::new(&app, &whole, &pareto);
    Ok(file_or_json::answer(&headers, &answer, |_| pareto.sheet()))
}

#[derive(Serialize, ToSchema)]
#[schema(as = Causes)]
struct CausesJson {
    from: NaiveDate,
    to: NaiveDate,
    basis: &'static str,
    time_zone: &'static str,
    confidence: f64,
    /// Complaints received; null where there are so few that a person could be recognised.
    #[schema(required)]
    complaints: Option<u64>,
    /// Those for which no cause was given; null likewise, also where others would tell it.
    #[schema(required)]
    not_told: Option<u64>,
    causes: Vec<CauseJson>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = CauseInPareto)]
struct CauseJson {
    /// Its present name.
    cause: String,
    /// Whether it is not offered any more.
    retired: bool,
    #[schema(required)]
    complaints: Option<u64>,
    /// Complaints of which it is the main cause; null where that would tell of few.
    #[schema(required)]
    main: Option<u64>,
    #[schema(required)]
    share: Option<f64>,
    #[schema(required)]
    cumulative: Option<f64>,
    /// Too few complaints to show.
    complaints_suppressed: bool,
    /// Too few responses to show.
    suppressed: bool,
    #[schema(required)]
    nps: Option<f64>,
    #[schema(required)]
    low: Option<f64>,
    #[schema(required)]
    high: Option<f64>,
    #[schema(required)]
    responses: Option<u64>,
}

impl CausesJson {
    fn new(app: &App, whole: &WholeQuery, pareto: &Pareto) -> Self {
        Self {
            from: whole.range.from(),
            to: whole.range.to(),
            basis: whole.basis.name(),
            time_zone: app.config.organisation.zone.name(),
            confidence: whole.confidence.share(),
            complaints: pareto.complaints.or_zeros(),
            not_told: pareto.not_told.or_zeros(),
            causes: pareto.rows.iter().map(CauseJson::from).collect(),
        }
    }
}

impl From<&ParetoRow> for CauseJson {
    fn from(row: &ParetoRow) -> Self {
        let share = |of: fn(&CauseShare) -> f64| row.complaints.shown().map(of);
        let nps = |of: fn(&Estimate) -> f64| row.nps.shown().map(of);
        let responses: Visible<u64> = row.nps.map(|estimate| estimate.n);
        Self {
            cause: row.cause.clone(),
            retired: row.is_retired,
            complaints: row.complaints.shown().map(|share| share.complaints),
            main: row.complaints.shown().and_then(|share| share.main),
            share: share(|share| share.share),
            cumulative: share(|share| share.cumulative),
            complaints_suppressed: row.complaints.is_too_small(),
            suppressed: row.nps.is_too_small(),
            nps: nps(|estimate| estimate.nps),
            low: nps(|estimate| estimate.interval.low),
            high: nps(|estimate| estimate.interval.high),
            responses: responses.or_zeros(),
        }
    }
}

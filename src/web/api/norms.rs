//! `/api/v1/norms`: the ledger, and the path from proposal to decision.

pub mod evidence;
mod problems;
mod schema;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa::openapi::path::Parameter;
use utoipa_axum::router::UtoipaMethodRouter;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::roles::Scope;
use crate::domain::complaints::complaint::Complainant;
use crate::domain::ids::NormId;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::insight::query::Basis;
use crate::domain::norms::dossier::Dossier;
use crate::domain::norms::fields;
use crate::domain::norms::norm::{DecisionKind, Ledger, Norm, NormInterval, NormState, Rule};
use crate::domain::policy::kpi::Kpi;
use crate::urls;
use crate::web::api::insight::series::parameters as pairs;
use crate::web::api::kit::auth::Caller;
use crate::web::api::kit::operation::{Operation, Operations};
use crate::web::api::kit::schema::{identifier, one_of};
use crate::web::api::kit::{json, parameters};
use crate::web::api::norms::schema::{NewNormBody, RationaleBody};
use crate::web::shell::body;
use crate::web::shell::problem::Problem;
use crate::workflow::norms::decide::{DecideError, decide};
use crate::workflow::norms::ledger::{dossier_text, ledger};
use crate::workflow::norms::propose::propose;

const LARGEST: usize = 64 * 1024;

pub fn operations() -> Operations {
    let list_norms = Operation::new(
        "The ledger of norms",
        Scope::InsightsRead,
        ". Nothing in the ledger is ever changed. In force on a day is the adopted norm that took effect last.",
    )
    .parameters([parameters::query("kpi", "Only this KPI.", one_of(Kpi::NAMES))])
    .answers::<LedgerJson>(
        StatusCode::OK,
        "The norms that there ever were.",
        json!({"norms": [example()], "in_force": null}),
    );
    let add_norm = Operation::new(
        "Proposes a norm and freezes its dossier",
        Scope::NormsWrite,
        ". The norm lies ahead; its rule is fixed with it. Missing readiness never blocks: the norm is provisional then. The \
         same proposal of the same person, while it waits, is answered with the one that waits.",
    )
    .body::<NewNormBody>(schema::new_norm_example())
    .answers::<NormJson>(StatusCode::CREATED, "Proposed.", example())
    .refuses(StatusCode::CONFLICT, "A norm from this day is adopted already.");
    let show_dossier = Operation::new(
        "The evidence behind a norm, as it was frozen",
        Scope::InsightsRead,
        ". Canonical JSON (RFC 8785), whose SHA-256 is the norm's `dossier_sha256`. `naklank norms verify` computes it again.",
    )
    .path_parameters([id()])
    .answers::<Dossier>(StatusCode::OK, "The dossier.", schema::dossier_example())
    .refuses(StatusCode::NOT_FOUND, NO_NORM);
    let adopts = ". Adopts a proposal. The proposer cannot: 403. An unlawful move is 409, also when another norm was adopted from the same day, or \
                  the day has passed.";
    Operations::default()
        .routes(list_norms.get(urls::API_NORMS, list))
        .routes(add_norm.post(urls::API_NORMS, add))
        .routes(show_dossier.get(urls::API_NORM_DOSSIER, dossier))
        .routes(decision("Adopts a proposal", adopts, urls::API_NORM_ADOPT, DecisionKind::Adopted))
        .routes(decision(
            "Rejects a proposal",
            ". Rejects a proposal.",
            urls::API_NORM_REJECT,
            DecisionKind::Rejected,
        ))
        .routes(decision(
            "Withdraws a proposal",
            ". Withdraws a proposal.",
            urls::API_NORM_WITHDRAW,
            DecisionKind::Withdrawn,
        ))
}

fn decision(summary: &str, description: &str, path: &str, kind: DecisionKind) -> UtoipaMethodRouter<App> {
    Operation::new(summary, Scope::NormsWrite, description)
        .path_parameters([id()])
        .body::<RationaleBody>(json!({"rationale": "Agreed by the board on 12 November."}))
        .answers::<NormJson>(StatusCode::OK, "The norm as it is now.", example())
        .refuses(StatusCode::NOT_FOUND, NO_NORM)
        .refuses(
            StatusCode::FORBIDDEN,
            "The key lacks the scope, its owner may not decide on this norm, or proposed it and may only withdraw it.",
        )
        .refuses(StatusCode::CONFLICT, "An unlawful move.")
        .post(path, move |state, caller, path, body| decide_on(state, caller, path, body, kind))
}

fn id() -> Parameter {
    parameters::path("id", "The norm.", identifier())
}

const NO_NORM: &str = "There is no such norm.";

fn example() -> Value {
    json!({
        "id": "01890a5d-ac96-774b-bcce-b302099a8057",
        "kpi": "nps",
        "value": 10.0,
        "effective_from": "2027-01-01",
        "limit": null,
        "state": "proposed",
        "provisional": false,
        "rule": {
            "certainty": 0.95,
            "minimum": 30,
            "interval": "quarter",
            "population": ["customer"],
            "basis": "closed",
        },
        "rationale": "What history can show to be met with a probability of 0.8.",
        "proposed_by": "analyst@example.org",
        "proposed_at": "2026-11-02T10:15:00Z",
        "decided_by": null,
        "decided_at": null,
        "decision_rationale": null,
        "review_on": null,
        "dossier_sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    })
}

async fn list(
    State(app): State<App>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Result<Json<LedgerJson>, Problem> {
    caller.needs(Scope::InsightsRead)?;
    let kpi = wanted_kpi(&pairs(query.as_deref())?).map_err(Problem::fields)?;
    let (ledger, today) = (ledger(&app).await?, app.today());
    let in_force = kpi.and_then(|kpi| ledger.in_force(kpi, today));
    let asked = ledger.0.iter().filter(|norm| kpi.is_none_or(|kpi| norm.proposed.kpi == kpi));
    Ok(Json(LedgerJson {
        norms: asked.map(|norm| NormJson::new(norm, &ledger, today)).collect(),
        in_force: in_force.map(|norm| NormJson::new(norm, &ledger, today)),
    }))
}

fn wanted_kpi(pairs: &[(String, String)]) -> Result<Option<Kpi>, Vec<FieldError>> {
    let wrong = |field: &str, message: String| vec![FieldError { field: field.to_owned(), message }];
    match pairs {
        [] => Ok(None),
        [(name, value)] if name == "kpi" => value
            .parse()
            .map(Some)
            .map_err(|error: crate::domain::named::UnknownName| wrong("kpi", error.to_string())),
        [(name, _)] => Err(wrong(name, "is not a known parameter".to_owned())),
        [_, (name, _), ..] => Err(wrong(name, "has no place here: give kpi once".to_owned())),
    }
}

async fn add(State(app): State<App>, caller: Caller, body: Body) -> Result<Response, Problem> {
    let fields = fields(&caller, body).await?;
    let new = fields::parse(fields, app.today()).map_err(Problem::fields)?;
    let norm = propose(&app, &caller.actor, new).await?;
    let ledger = ledger(&app).await?;
    Ok((StatusCode::CREATED, Json(NormJson::new(&norm, &ledger, app.today()))).into_response())
}

async fn decide_on(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    body: Body,
    kind: DecisionKind,
) -> Result<Json<NormJson>, Problem> {
    let fields = fields(&caller, body).await?;
    let id = parse_id(&id)?;
    let rationale = fields::parse_decision(fields).map_err(Problem::fields)?;
    let norm = decide(&app, &caller.actor, id, kind, rationale).await?;
    let ledger = ledger(&app).await?;
    Ok(Json(NormJson::new(&norm, &ledger, app.today())))
}

async fn dossier(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    caller.needs(Scope::InsightsRead)?;
    let text = dossier_text(&app, parse_id(&id)?).await?;
    let text = text.ok_or(DecideError::Unknown)?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}

async fn fields(caller: &Caller, body: Body) -> Result<Fields, Problem> {
    let bytes = body::read(body, LARGEST).await?;
    caller.needs(Scope::NormsWrite)?;
    json::fields(&bytes, fields::GROUPS)
}

fn parse_id(text: &str) -> Result<NormId, Problem> {
    text.parse().map_err(|_| DecideError::Unknown.into())
}

#[derive(Serialize, ToSchema)]
#[schema(as = Norms)]
struct LedgerJson {
    norms: Vec<NormJson>,
    /// Today; null unless one KPI is asked for.
    #[schema(required)]
    in_force: Option<NormJson>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Norm)]
struct NormJson {
    id: String,
    #[schema(inline)]
    kpi: Kpi,
    /// Points for nps, else a share from 0 to 1.
    value: f64,
    effective_from: NaiveDate,
    /// The time allowed, such as `24 hours` or `6 working days`; null for a KPI without a clock.
    #[schema(required)]
    limit: Option<String>,
    #[schema(inline)]
    state: NormState,
    provisional: bool,
    /// Null for all KPIs but nps: they count everything.
    #[schema(required)]
    rule: Option<RuleJson>,
    rationale: String,
    proposed_by: String,
    #[schema(value_type = String, format = DateTime)]
    proposed_at: Timestamp,
    #[schema(required)]
    decided_by: Option<String>,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    decided_at: Option<Timestamp>,
    #[schema(required)]
    decision_rationale: Option<String>,
    #[schema(required)]
    review_on: Option<NaiveDate>,
    dossier_sha256: String,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Rule)]
struct RuleJson {
    certainty: f64,
    minimum: u64,
    #[schema(inline)]
    interval: NormInterval,
    #[schema(inline)]
    population: Vec<Complainant>,
    #[schema(inline)]
    basis: Basis,
}

impl NormJson {
    fn new(norm: &Norm, ledger: &Ledger, today: NaiveDate) -> Self {
        let (proposed, decision) = (&norm.proposed, norm.decision.as_ref());
        Self {
            id: norm.id.to_string(),
            kpi: proposed.kpi,
            value: proposed.value,
            effective_from: proposed.effective_from,
            limit: proposed.limit().map(|limit| limit.to_string()),
            state: ledger.state(norm, today),
            provisional: norm.is_provisional(),
            rule: proposed.rule.as_ref().map(RuleJson::from),
            rationale: proposed.rationale.clone(),
            proposed_by: proposed.proposed_by.clone(),
            proposed_at: proposed.proposed_at,
            decided_by: decision.map(|decision| decision.by.clone()),
            decided_at: decision.map(|decision| decision.at),
            decision_rationale: decision.map(|decision| decision.rationale.clone()),
            review_on: decision.and_then(|decision| decision.review_on),
            dossier_sha256: norm.dossier_sha256.clone(),
        }
    }
}

impl From<&Rule> for RuleJson {
    fn from(rule: &Rule) -> Self {
        Self {
            certainty: rule.certainty.share(),
            minimum: rule.minimum,
            interval: rule.interval,
            population: rule.population.iter().copied().collect(),
            basis: rule.basis,
        }
    }
}

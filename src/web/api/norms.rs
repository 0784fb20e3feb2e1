//! `/api/v1/norms`: the ledger, and the path from proposal to decision.

pub mod evidence;

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use chrono::NaiveDate;
use serde::Serialize;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::roles::Scope;
use crate::domain::ids::NormId;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::norms::fields;
use crate::domain::norms::norm::{DecisionKind, Ledger, Norm, Rule};
use crate::domain::policy::kpi::Kpi;
use crate::urls;
use crate::web::api::auth::Caller;
use crate::web::api::insight::series::parameters;
use crate::web::api::json;
use crate::web::shell::body;
use crate::web::shell::problem::Problem;
use crate::workflow::norms::decide::{DecideError, decide};
use crate::workflow::norms::ledger::{dossier_text, ledger};
use crate::workflow::norms::propose::{ProposeError, propose};

const LARGEST: usize = 64 * 1024;

pub fn router() -> Router<App> {
    let decided = |kind| post(move |state, caller, path, body| decide_on(state, caller, path, body, kind));
    Router::new()
        .route(urls::API_NORMS, get(list).post(add))
        .route(urls::API_NORM_ADOPT, decided(DecisionKind::Adopted))
        .route(urls::API_NORM_REJECT, decided(DecisionKind::Rejected))
        .route(urls::API_NORM_WITHDRAW, decided(DecisionKind::Withdrawn))
        .route(urls::API_NORM_DOSSIER, get(dossier))
}

async fn list(
    State(app): State<App>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Result<Json<LedgerJson>, Problem> {
    caller.needs(Scope::InsightsRead)?;
    let kpi = wanted_kpi(&parameters(query.as_deref())?).map_err(Problem::fields)?;
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
    let norm = propose(&app, &caller.actor, new).await.map_err(|error| match error {
        ProposeError::EmptyWindow => {
            Problem::fields(vec![FieldError { field: "from".to_owned(), message: error.to_string() }])
        }
        ProposeError::DayIsTaken => Problem::new(StatusCode::CONFLICT, sentence(&error)),
        ProposeError::Dossier(error) => {
            tracing::error!(%error, "a dossier could not be frozen");
            Problem::of_status(StatusCode::INTERNAL_SERVER_ERROR)
        }
        ProposeError::Storage(error) => error.into(),
    })?;
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
    let norm = decide(&app, &caller.actor, id, kind, rationale).await.map_err(|error| match error {
        DecideError::Unknown => Problem::new(StatusCode::NOT_FOUND, sentence(&error)),
        DecideError::OwnProposal | DecideError::NotYours | DecideError::NoPerson => {
            Problem::new(StatusCode::FORBIDDEN, sentence(&error))
        }
        DecideError::NotProposed(_) | DecideError::DayIsTaken | DecideError::TooLate => {
            Problem::new(StatusCode::CONFLICT, sentence(&error))
        }
        DecideError::Storage(error) => error.into(),
    })?;
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
    let text = text.ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, sentence(&DecideError::Unknown)))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], text).into_response())
}

async fn fields(caller: &Caller, body: Body) -> Result<Fields, Problem> {
    let bytes = body::read(body, LARGEST).await?;
    caller.needs(Scope::NormsWrite)?;
    json::fields(&bytes, fields::GROUPS)
}

fn parse_id(text: &str) -> Result<NormId, Problem> {
    let unknown = || Problem::new(StatusCode::NOT_FOUND, sentence(&DecideError::Unknown));
    text.parse().map_err(|_| unknown())
}

/// An error as a sentence.
fn sentence(error: &impl std::fmt::Display) -> String {
    let text = error.to_string();
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", characters.as_str())
}

#[derive(Serialize)]
struct LedgerJson {
    norms: Vec<NormJson>,
    in_force: Option<NormJson>,
}

#[derive(Serialize)]
struct NormJson {
    id: String,
    kpi: &'static str,
    value: f64,
    effective_from: NaiveDate,
    state: &'static str,
    provisional: bool,
    rule: Option<RuleJson>,
    rationale: String,
    proposed_by: String,
    proposed_at: Timestamp,
    decided_by: Option<String>,
    decided_at: Option<Timestamp>,
    decision_rationale: Option<String>,
    review_on: Option<NaiveDate>,
    dossier_sha256: String,
}

#[derive(Serialize)]
struct RuleJson {
    certainty: f64,
    minimum: u64,
    interval: &'static str,
    population: Vec<&'static str>,
    basis: &'static str,
}

impl NormJson {
    fn new(norm: &Norm, ledger: &Ledger, today: NaiveDate) -> Self {
        let (proposed, decision) = (&norm.proposed, norm.decision.as_ref());
        Self {
            id: norm.id.to_string(),
            kpi: proposed.kpi.name(),
            value: proposed.value,
            effective_from: proposed.effective_from,
            state: ledger.state(norm, today).name(),
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
            interval: rule.interval.name(),
            population: rule.population.iter().map(|one| one.name()).collect(),
            basis: rule.basis.name(),
        }
    }
}

//! The handlers of the norm forms. A refused form is shown again with its input.

use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::NaiveDate;

use crate::app::App;
use crate::domain::ids::NormId;
use crate::domain::input::decimal::{parse_decimal, parse_percent};
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::norms::fields;
use crate::domain::norms::norm::DecisionKind;
use crate::domain::norms::workbench::WorkbenchQuery;
use crate::domain::policy::kpi::Kpi;
use crate::urls;
use crate::views::norms::NormRefusal;
use crate::web::pages::norms::{Pairs, bench, one, overview, refusals};
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{InsightReader, NormDecider};
use crate::web::shell::{body, error, urlencoded};
use crate::workflow::norms::decide::decide;
use crate::workflow::norms::evaluate::keep_norm;
use crate::workflow::norms::policy_values::load_policy_values;
use crate::workflow::norms::propose::propose;

const LARGEST_FORM: usize = 64 * 1024;

pub(super) async fn propose_norm(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let parsed = fields::parse(fields_of(&pairs), app.today());
    let errors;
    let (status, refused) = match parsed {
        Err(found) => {
            errors = found;
            (StatusCode::UNPROCESSABLE_ENTITY, NormRefusal::Fields(&errors))
        }
        Ok(new) => match propose(&app, &reader.actor(), new).await {
            Ok(norm) => return Ok(see_other(&format!("{}?done=1", urls::norm(norm.id)))),
            Err(error) => refusals::of_proposal(error)?,
        },
    };
    let refused = Some((status, refused));
    let kpi: Option<Kpi> = urlencoded::first(&pairs, "kpi").and_then(|name| name.parse().ok());
    if kpi.is_some_and(|kpi| kpi.definition().measurement.has_rule()) {
        let asked = as_workbench(&pairs, app.today());
        bench(&app, &reader.user, &headers, &asked, refused, &pairs).await
    } else {
        overview(&app, &reader.user, &headers, false, refused, &pairs).await
    }
}

/// The fields as the API expects them; the form has shares in per cent.
fn fields_of(pairs: &Pairs) -> Fields {
    // A value that is not a number is left as typed, to be refused along with the other mistakes.
    let in_full =
        |number: Option<f64>, text: &str| number.map_or_else(|| text.to_owned(), |number| number.to_string());
    let share = |(name, text): &(String, String)| match name.as_str() {
        "percent" => ("value".to_owned(), in_full(parse_percent(text), text)),
        "value" => ("value".to_owned(), in_full(parse_decimal(text), text)),
        _ => (name.clone(), text.clone()),
    };
    // Parameters that only the workbench uses, sent along to restore its state.
    let is_of_workbench = |name: &str| matches!(name, "gap" | "improvement");
    let is_read_apart = |name: &str| is_of_workbench(name) || matches!(name, "limit_number" | "limit_unit");
    let limit = limit_of(pairs).map(|limit| ("limit".to_owned(), limit));
    let pairs: Vec<(String, String)> =
        pairs.iter().filter(|(name, _)| !is_read_apart(name)).map(share).chain(limit).collect();
    Fields::of_cells(pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())))
}

/// The time allowed as the API expects it; the form has its number and its unit apart.
fn limit_of(pairs: &Pairs) -> Option<String> {
    let number =
        urlencoded::first(pairs, "limit_number").map(str::trim).filter(|number| !number.is_empty())?;
    let units = urlencoded::first(pairs, "limit_unit").unwrap_or("hours");
    let unit = if number == "1" { units.trim_end_matches('s') } else { units };
    Some(format!("{number} {unit}"))
}

/// The workbench's query for the state from which a proposal was sent, without the fields that it does not have.
fn as_workbench(pairs: &Pairs, today: NaiveDate) -> Vec<(String, String)> {
    let asked = pairs.iter().filter_map(|(name, value)| {
        let month = || value.get(..7).map(str::to_owned);
        Some(match name.as_str() {
            "from" | "to" => (name.clone(), month()?),
            "rule.certainty" => ("certainty".to_owned(), value.clone()),
            "rule.minimum" => ("minimum".to_owned(), value.clone()),
            "rule.interval" => ("assessment".to_owned(), value.clone()),
            "value" => ("candidate".to_owned(), value.clone()),
            "gap" | "improvement" => (name.clone(), value.clone()),
            _ => return None,
        })
    });
    let is_sound = |pair: &(String, String)| WorkbenchQuery::parse(std::slice::from_ref(pair), today).is_ok();
    asked.filter(|pair| matches!(pair.0.as_str(), "from" | "to") || is_sound(pair)).collect()
}

/// Handles `adopt`, `reject` and `withdraw`.
pub(super) async fn decide_on(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path((id, decision)): Path<(String, String)>,
    body: Body,
) -> Result<Response, PageError> {
    let kind = match decision.as_str() {
        "adopt" => DecisionKind::Adopted,
        "reject" => DecisionKind::Rejected,
        "withdraw" => DecisionKind::Withdrawn,
        _ => return Err(PageError::NotFound),
    };
    let id: NormId = error::identifier(&id)?;
    let (typed, parsed) = rationale(body).await?;
    let errors;
    let refused = match parsed {
        Err(found) => {
            errors = found;
            (StatusCode::UNPROCESSABLE_ENTITY, NormRefusal::Fields(&errors))
        }
        Ok(rationale) => match decide(&app, &reader.actor(), id, kind, rationale).await {
            Ok(norm) => return Ok(see_other(&format!("{}?done=1", urls::norm(norm.id)))),
            Err(error) => refusals::of_decision(error)?,
        },
    };
    one(&app, &reader.user, &headers, id, false, Some(refused), &typed).await
}

pub(super) async fn keep(
    State(app): State<App>,
    decider: NormDecider,
    headers: HeaderMap,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, PageError> {
    let id: NormId = error::identifier(&id)?;
    let (typed, parsed) = rationale(body).await?;
    let errors;
    let refused = match parsed {
        Err(found) => {
            errors = found;
            (StatusCode::UNPROCESSABLE_ENTITY, NormRefusal::Fields(&errors))
        }
        Ok(rationale) => match keep_norm(&app, &decider.actor(), id, rationale).await {
            Ok(()) => return Ok(see_other(&format!("{}?done=1", urls::norm(id)))),
            Err(error) => refusals::of_evaluation(error)?,
        },
    };
    one(&app, &decider.user, &headers, id, false, Some(refused), &typed).await
}

/// Loads the norms that the policy states. The button may be pressed twice, or by two people: the result is the same.
pub(super) async fn load_policy(State(app): State<App>, decider: NormDecider) -> Result<Response, PageError> {
    load_policy_values(&app, &decider.actor()).await.map_err(refusals::of_loading)?;
    Ok(see_other(&format!("{}?done=1", urls::NORMS)))
}

/// The rationale as typed, and as validated.
async fn rationale(body: Body) -> Result<(String, Result<String, Vec<FieldError>>), PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let typed = urlencoded::first(&pairs, "rationale").unwrap_or_default().to_owned();
    Ok((typed, fields::parse_decision(fields_of(&pairs))))
}

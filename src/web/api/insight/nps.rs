//! `GET /api/v1/nps`.

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use utoipa::openapi::ObjectBuilder;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::roles::Scope;
use crate::domain::input::spreadsheet::Sheet;
use crate::domain::insight::query::NpsQuery;
use crate::domain::insight::series::{Group, Point};
use crate::statistics::tally::SCORES;
use crate::statistics::verdict::Verdict;
use crate::urls;
use crate::web::api::insight::file_or_json;
use crate::web::api::insight::series::{self, GroupJson, PointJson, SeriesJson, SeriesRow};
use crate::web::api::kit::auth::Caller;
use crate::web::api::kit::operation::{Operation, Operations};
use crate::web::api::kit::parameters;
use crate::web::api::kit::schema::one_of_or_null;
use crate::web::shell::problem::Problem;
use crate::workflow::norms::judgements::{JudgedNps, Judgement, PeriodVerdict, judged_nps};

pub fn operations() -> Operations {
    let operation = Operation::new(
        "NPS over time",
        Scope::InsightsRead,
        "; by day or week, for ranges that are not whole months, and by more than two dimensions, also \
         responses:read. A point with fewer responses than privacy.minimum_group is suppressed, and so is one from which \
         such a point would follow. `Accept: text/csv` gives the same as a file.",
    )
    .parameters(parameters::series())
    .answers_figures::<SeriesJson<NpsJson>>("The series.", example());
    Operations::default().routes(operation.get(urls::API_NPS, show))
}

fn example() -> Value {
    json!({
        "interval": "quarter",
        "basis": "closed",
        "time_zone": "Europe/Amsterdam",
        "confidence": 0.95,
        "method": "score",
        "groups": [{
            "group": {"team": "Noord"},
            "points": [{
                "from": "2026-01-01",
                "to": "2026-03-31",
                "closed": 160,
                "invited": 132,
                "provisional": false,
                "suppressed": false,
                "responses": 48,
                "promoters": 21,
                "passives": 14,
                "detractors": 13,
                "scores": [2, 1, 1, 2, 2, 3, 2, 6, 8, 11, 10],
                "nps": 16.666_666_666_666_668,
                "low": -6.6,
                "high": 38.2,
                "response_rate": 0.363_636_363_636_363_65,
                "norm": null,
                "verdict": null,
            }],
        }],
    })
}

async fn show(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    let query = series::question(&app, &caller, query, Action::ReadNpsByDay).await?;
    let judged = judged_nps(&app, &query).await?;
    Ok(file_or_json::answer(&headers, &answer(&app, &query, &judged), sheet))
}

/// The verdict where no norm is in force.
const NO_NORM: &str = "no_norm";

/// What a point shows unless it is suppressed.
#[derive(Serialize, ToSchema)]
pub struct NpsJson {
    responses: u64,
    promoters: u64,
    passives: u64,
    detractors: u64,
    /// Responses by score, 0 to 10.
    #[schema(min_items = 11, max_items = 11)]
    scores: [u64; SCORES],
    #[schema(minimum = -100, maximum = 100)]
    nps: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
    #[schema(minimum = 0)]
    response_rate: Option<f64>,
    /// The norm in force on the last day; null for parts of the population.
    norm: Option<NormJson>,
    /// The official verdict, for whole periods of the norm's rule; before it is given only insufficient, when too few have
    /// answered.
    #[schema(schema_with = verdicts)]
    verdict: Option<&'static str>,
}

impl series::Shown for NpsJson {
    const NAMES: [&'static str; 2] = ["Nps", "Point"];
}

fn verdicts() -> ObjectBuilder {
    let names: Vec<&'static str> =
        Verdict::ALL.iter().map(|verdict| verdict.name()).chain([NO_NORM]).collect();
    one_of_or_null(&names)
}

/// The norm in force on the last day of a period, in points.
#[derive(Serialize, ToSchema)]
#[schema(as = NormInForce)]
struct NormJson {
    id: String,
    value: f64,
}

/// The answer to a question.
pub fn answer(app: &App, query: &NpsQuery, judged: &JudgedNps) -> SeriesJson<NpsJson> {
    let of_group = |group: &Group| GroupJson {
        group: series::name(group.value.as_ref()),
        points: group
            .points
            .iter()
            .enumerate()
            .map(|(index, point)| {
                let judgement = judged.judgements.get(index).copied().unwrap_or_default();
                PointJson::new(point, NpsJson::new(point, judgement))
            })
            .collect(),
    };
    SeriesJson::new(app, query, "score", judged.groups.iter().map(of_group).collect())
}

impl NpsJson {
    /// `None` if the figures are hidden.
    fn new(point: &Point, judgement: Judgement) -> Option<Self> {
        let tally = point.figures.tally()?;
        let counts = tally.counts();
        let estimate = point.figures.estimate();
        Some(Self {
            responses: counts.responses(),
            promoters: counts.promoters,
            passives: counts.passives,
            detractors: counts.detractors,
            scores: tally.0,
            nps: estimate.map(|estimate| estimate.nps),
            low: estimate.map(|estimate| estimate.interval.low),
            high: estimate.map(|estimate| estimate.interval.high),
            response_rate: point.response_rate(),
            norm: judgement.norm.map(|(id, value)| NormJson { id: id.to_string(), value }),
            verdict: judgement.verdict.map(|verdict| match verdict {
                PeriodVerdict::NoNorm => NO_NORM,
                PeriodVerdict::Judged(verdict) => verdict.name(),
            }),
        })
    }
}

/// The answer as a table, one row for each point.
pub fn sheet(answer: &SeriesJson<NpsJson>) -> Sheet {
    SeriesRow::first_columns()
        .column("responses", |row: &SeriesRow<'_, NpsJson>| row.of(|figures| figures.responses))
        .column("promoters", |row| row.of(|figures| figures.promoters))
        .column("passives", |row| row.of(|figures| figures.passives))
        .column("detractors", |row| row.of(|figures| figures.detractors))
        .column("nps", |row| row.of(|figures| figures.nps))
        .column("low", |row| row.of(|figures| figures.low))
        .column("high", |row| row.of(|figures| figures.high))
        .column("response_rate", |row| row.of(|figures| figures.response_rate))
        .for_each(0..SCORES, |columns, score| {
            let given = move |figures: &NpsJson| figures.scores.get(score).copied();
            columns.column(format!("score_{score}"), move |row: &SeriesRow<'_, NpsJson>| row.of(given))
        })
        .column("norm", |row| row.of(|figures| figures.norm.as_ref().map(|norm| norm.value)))
        .column("verdict", |row| row.of(|figures| figures.verdict))
        .sheet(answer.rows())
}

//! `GET /api/v1/kpis`: the scoreboard, as JSON or as a file.

use std::borrow::Cow;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::openapi::path::Parameter;
use utoipa::openapi::schema::Schema;
use utoipa::openapi::{ObjectBuilder, RefOr};
use utoipa::{PartialSchema, ToSchema};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::access::roles::Scope;
use crate::domain::complaints::segment::Dimension;
use crate::domain::input::spreadsheet::{Columns, Sheet};
use crate::domain::policy::kpi::{Kpi, Unit};
use crate::domain::policy::query::{KpiQuery, YEARS};
use crate::domain::policy::scoreboard::{KpiFigures, KpiRow, NO_NORM, NormBeside, Scoreboard};
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::sampled_share::SampledShare;
use crate::statistics::verdict::Verdict;
use crate::urls;
use crate::web::api::insight::{file_or_json, series};
use crate::web::api::kit::auth::Caller;
use crate::web::api::kit::operation::{Operation, Operations};
use crate::web::api::kit::parameters;
use crate::web::api::kit::schema::{moment, one_of, one_of_or_null, with_fields_of};
use crate::web::shell::problem::Problem;
use crate::workflow::policy::scoreboard::scoreboard;

pub fn operations() -> Operations {
    let operation = Operation::new(
        "The six KPIs of the policy",
        Scope::InsightsRead,
        "; for ranges that are not whole months, by more than two dimensions, and as of a moment, also \
         responses:read. By default this year, by month. KPI 1, 2, 3 and 6 count \
         complaints by the day of receipt, KPI 4 and NPS closures by the day of closing. `at_least` and `at_most` are what the value would be if \
         everything unknown were late, or in time. A running period has no verdict. With a filter, 1 to \
         `privacy.minimum_group` - 1 complaints are `suppressed`, and what they could be computed from. `Accept: text/csv` gives the same as a \
         file.",
    )
    .parameters(parameters())
    .answers_figures::<BoardJson>("The scoreboard.", example());
    Operations::default().routes(operation.get(urls::API_KPIS, show))
}

fn parameters() -> Vec<Parameter> {
    let intervals = [Granularity::Month, Granularity::Quarter, Granularity::Year, Granularity::Total];
    let mut all = vec![parameters::query(
        "year",
        "A calendar year, instead of from and to.",
        parameters::whole(*YEARS.start(), *YEARS.end()),
    )];
    all.push(parameters::query(
        "as_of",
        "A moment of the past: what is dated later was not known then. The limits of clocks are those of today. By default now.",
        moment(),
    ));
    all.extend(parameters::days("", "First day.", "Last day, included."));
    all.push(parameters::interval(&intervals.map(Granularity::name)));
    let of_surveys = [Dimension::Mode.name(), Dimension::Questionnaire.name()];
    all.extend(parameters::filters("").filter(|one| !of_surveys.contains(&one.name.as_str())));
    all
}

fn example() -> Value {
    let figures = json!({
        "value": 0.9, "at_least": 0.857_142_857_142_857_1, "at_most": 0.904_761_904_761_904_8, "low": null, "high": null,
        "numerator": 18, "denominator": 20, "late": 2, "pending": 0, "unknown": 1, "not_applicable": 0, "timely_at_last": 4, "closures": null, "drawn": null, "reviewed": null,
        "provisional": false, "suppressed": false,
        "norm": {"id": "01890a5d-ac96-774b-bcce-b302099a8057", "value": 0.9, "limit": "24 hours"},
        "verdict": "undecided", "judged_at": null,
    });
    let with = |more: Value| {
        let mut all = figures.clone();
        if let (Some(all), Some(more)) = (all.as_object_mut(), more.as_object()) {
            all.extend(more.clone());
        }
        all
    };
    let point = with(json!({"from": "2026-01-01", "to": "2026-01-31"}));
    json!({
        "as_of": "2027-01-04T09:00:00Z",
        "year": 2026,
        "kpis": [with(json!({"kpi": "acknowledgement", "unit": "share", "points": [point], "topics": []}))],
    })
}

async fn show(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    caller.needs(Scope::InsightsRead)?;
    let pairs = series::parameters(query.as_deref())?;
    let mut question = KpiQuery::parse(&pairs, app.today(), app.now()).map_err(Problem::fields)?;
    // What came between two moments is the difference of two answers.
    let is_by_day = question.as_of.is_some() || question.whole.is_day_level(app.today());
    series::guard(&app, &caller, is_by_day, query.as_deref(), Action::ReadNpsByDay).await?;
    question.whole = question.whole.for_reader(series::reader(&caller));
    let board = scoreboard(&app, &question).await?;
    Ok(file_or_json::answer(&headers, &BoardJson::new(&board, question.year), sheet))
}

#[derive(Serialize, ToSchema)]
#[schema(as = Scoreboard)]
struct BoardJson {
    #[schema(value_type = String, format = DateTime)]
    as_of: Timestamp,
    /// Null for a range.
    #[schema(required)]
    year: Option<u32>,
    kpis: Vec<KpiJson>,
}

/// A KPI over the whole range, and by period.
#[derive(Serialize)]
struct KpiJson {
    #[serde(flatten)]
    head: HeadJson,
    #[serde(flatten)]
    figures: FiguresJson,
}

#[derive(Serialize, ToSchema)]
struct HeadJson {
    #[schema(inline)]
    kpi: Kpi,
    #[schema(schema_with = units)]
    unit: &'static str,
    points: Vec<PointJson>,
    /// The sub-topics of KPI 4 over the whole range; none for other KPIs.
    topics: Vec<TopicJson>,
}

/// The share of a sub-topic's points.
#[derive(Serialize, ToSchema)]
#[schema(as = TopicOnBoard)]
struct TopicJson {
    topic: String,
    value: f64,
    low: f64,
    high: f64,
    numerator: u64,
    denominator: u64,
    reviewed: u64,
}

impl From<(&String, &SampledShare)> for TopicJson {
    fn from((topic, share): (&String, &SampledShare)) -> Self {
        Self {
            topic: topic.clone(),
            value: share.share,
            low: share.low,
            high: share.high,
            numerator: share.points,
            denominator: share.maximum,
            reviewed: share.reviews,
        }
    }
}

/// A KPI over one period.
#[derive(Serialize)]
struct PointJson {
    #[serde(flatten)]
    range: RangeJson,
    #[serde(flatten)]
    figures: FiguresJson,
}

#[derive(Serialize, ToSchema)]
struct RangeJson {
    from: NaiveDate,
    to: NaiveDate,
}

#[derive(Serialize, ToSchema)]
struct FiguresJson {
    #[schema(required)]
    value: Option<f64>,
    #[schema(required)]
    at_least: Option<f64>,
    #[schema(required)]
    at_most: Option<f64>,
    #[schema(required)]
    low: Option<f64>,
    #[schema(required)]
    high: Option<f64>,
    #[schema(required)]
    numerator: Option<i64>,
    #[schema(required)]
    denominator: Option<u64>,
    #[schema(required)]
    late: Option<u64>,
    #[schema(required)]
    pending: Option<u64>,
    #[schema(required)]
    unknown: Option<u64>,
    #[schema(required)]
    not_applicable: Option<u64>,
    /// Those in time that came in the last tenth of the time allowed.
    #[schema(required)]
    timely_at_last: Option<u64>,
    /// Closures that the sample of KPI 4 was drawn from, drawn, and reviewed.
    #[schema(required)]
    closures: Option<u64>,
    #[schema(required)]
    drawn: Option<u64>,
    #[schema(required)]
    reviewed: Option<u64>,
    provisional: bool,
    /// Too few answered or, with a filter, complained to show it.
    suppressed: bool,
    #[schema(required)]
    norm: Option<NormJson>,
    #[schema(required, schema_with = verdicts)]
    verdict: Option<&'static str>,
    /// When the verdict on a year was given, once and for all; null before, and of nps.
    #[schema(required, value_type = Option<String>, format = DateTime)]
    judged_at: Option<Timestamp>,
}

impl PartialSchema for KpiJson {
    fn schema() -> RefOr<Schema> {
        with_fields_of(HeadJson::schema(), FiguresJson::schema())
    }
}

impl ToSchema for KpiJson {
    fn name() -> Cow<'static, str> {
        "KpiOnBoard".into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        HeadJson::schemas(schemas);
        FiguresJson::schemas(schemas);
    }
}

impl PartialSchema for PointJson {
    fn schema() -> RefOr<Schema> {
        with_fields_of(RangeJson::schema(), FiguresJson::schema())
    }
}

impl ToSchema for PointJson {
    fn name() -> Cow<'static, str> {
        "KpiPoint".into()
    }

    fn schemas(schemas: &mut Vec<(String, RefOr<Schema>)>) {
        FiguresJson::schemas(schemas);
    }
}

/// The norm in force on the first day.
#[derive(Serialize, ToSchema)]
#[schema(as = NormOfKpi)]
struct NormJson {
    id: String,
    value: f64,
    #[schema(required)]
    limit: Option<String>,
}

const SHARE: &str = "share";
const POINTS: &str = "points";

fn units() -> ObjectBuilder {
    one_of(&[SHARE, POINTS])
}

fn verdicts() -> ObjectBuilder {
    let names: Vec<&'static str> =
        Verdict::ALL.iter().map(|verdict| verdict.name()).chain([NO_NORM]).collect();
    one_of_or_null(&names)
}

impl BoardJson {
    fn new(board: &Scoreboard, year: Option<u32>) -> Self {
        Self { as_of: board.as_of, year, kpis: board.rows.iter().map(KpiJson::from).collect() }
    }
}

impl From<&KpiRow> for KpiJson {
    fn from(row: &KpiRow) -> Self {
        let point = |(range, figures): &(DateRange, KpiFigures)| PointJson {
            range: RangeJson { from: range.from(), to: range.to() },
            figures: FiguresJson::from(figures),
        };
        let head = HeadJson {
            kpi: row.kpi,
            unit: match row.kpi.definition().unit {
                Unit::Share => SHARE,
                Unit::Points => POINTS,
            },
            points: row.points.iter().map(point).collect(),
            topics: row.topics.iter().map(TopicJson::from).collect(),
        };
        Self { head, figures: FiguresJson::from(&row.whole) }
    }
}

impl From<&KpiFigures> for FiguresJson {
    fn from(figures: &KpiFigures) -> Self {
        let standings = figures.standings;
        Self {
            value: figures.value,
            at_least: figures.at_least,
            at_most: figures.at_most,
            low: figures.low,
            high: figures.high,
            numerator: figures.numerator,
            denominator: figures.denominator,
            late: standings.map(|standings| standings.late),
            pending: standings.map(|standings| standings.pending),
            unknown: standings.map(|standings| standings.unknown),
            not_applicable: standings.map(|standings| standings.not_applicable),
            timely_at_last: standings.map(|standings| standings.timely_at_last),
            closures: figures.sample.map(|sample| sample.closures),
            drawn: figures.sample.map(|sample| sample.drawn),
            reviewed: figures.sample.map(|sample| sample.reviewed),
            provisional: figures.provisional,
            suppressed: figures.is_hidden,
            norm: figures.norm.as_ref().map(NormJson::from),
            verdict: figures.verdict.map(|verdict| verdict.name()),
            judged_at: figures.official.map(|official| official.judged_at),
        }
    }
}

impl From<&NormBeside> for NormJson {
    fn from(norm: &NormBeside) -> Self {
        Self { id: norm.id.to_string(), value: norm.value, limit: norm.limit.map(|limit| limit.to_string()) }
    }
}

/// One row for each KPI and period.
fn sheet(board: &BoardJson) -> Sheet {
    let rows = board.kpis.iter().flat_map(|kpi| kpi.head.points.iter().map(move |point| (&kpi.head, point)));
    Columns::default()
        .column("kpi", |(kpi, _): &(&HeadJson, &PointJson)| kpi.kpi.name())
        .column("unit", |(kpi, _)| kpi.unit)
        .column("from", |(_, point)| point.range.from)
        .column("to", |(_, point)| point.range.to)
        .column("value", |(_, point)| point.figures.value)
        .column("at_least", |(_, point)| point.figures.at_least)
        .column("at_most", |(_, point)| point.figures.at_most)
        .column("low", |(_, point)| point.figures.low)
        .column("high", |(_, point)| point.figures.high)
        .column("numerator", |(_, point)| point.figures.numerator.map(|number| number as f64))
        .column("denominator", |(_, point)| point.figures.denominator)
        .column("late", |(_, point)| point.figures.late)
        .column("pending", |(_, point)| point.figures.pending)
        .column("unknown", |(_, point)| point.figures.unknown)
        .column("not_applicable", |(_, point)| point.figures.not_applicable)
        .column("provisional", |(_, point)| point.figures.provisional)
        .column("norm", |(_, point)| point.figures.norm.as_ref().map(|norm| norm.value))
        .column("verdict", |(_, point)| point.figures.verdict)
        .column("timely_at_last", |(_, point)| point.figures.timely_at_last)
        .column("closures", |(_, point)| point.figures.closures)
        .column("drawn", |(_, point)| point.figures.drawn)
        .column("reviewed", |(_, point)| point.figures.reviewed)
        .sheet(rows)
}

//! `GET /api/v1/satisfaction`: how satisfied people are with each item.

use std::borrow::Cow;

use axum::extract::{RawQuery, State};
use axum::http::HeaderMap;
use axum::response::Response;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::roles::Scope;
use crate::domain::input::spreadsheet::Sheet;
use crate::domain::insight::satisfaction::{
    ItemSatisfaction, RATINGS, RatingCounts, Ratings, SatisfactionGroup,
};
use crate::domain::insight::visible::Visible;
use crate::urls;
use crate::web::api::insight::file_or_json;
use crate::web::api::insight::series::{self, GroupJson, PointJson, SeriesJson, SeriesRow};
use crate::web::api::kit::auth::Caller;
use crate::web::api::kit::operation::{Operation, Operations};
use crate::web::api::kit::parameters;
use crate::web::api::kit::schema::{answer, of_type};
use crate::web::shell::problem::Problem;
use crate::workflow::insight::satisfaction::satisfaction_over_time;

pub fn operations() -> Operations {
    let operation = Operation::new(
        "Satisfaction with each item",
        Scope::InsightsRead,
        "; by day or week, for ranges that are not whole months, and by more than two dimensions, also \
         responses:read. The parameters of /nps. `satisfied` is the \
         share of ratings 4 and 5, `low` and `high` its Wilson interval. An item that fewer than privacy.minimum_group \
         answered is suppressed. `Accept: text/csv` gives the same as a file.",
    )
    .parameters(parameters::series())
    .answers_figures::<SeriesJson<ItemsJson>>("The series.", example());
    Operations::default().routes(operation.get(urls::API_SATISFACTION, show))
}

fn example() -> Value {
    json!({
        "interval": "month",
        "basis": "closed",
        "time_zone": "Europe/Amsterdam",
        "confidence": 0.95,
        "method": "wilson",
        "groups": [{
            "group": null,
            "points": [{
                "from": "2026-01-01",
                "to": "2026-01-31",
                "closed": 54,
                "invited": 44,
                "provisional": false,
                "suppressed": false,
                "items": [
                    {
                        "item": "empathy",
                        "suppressed": false,
                        "answered": 15,
                        "counts": [1, 2, 3, 5, 4],
                        "satisfied": 0.6,
                        "low": 0.357,
                        "high": 0.802,
                    },
                    {"item": "speed", "suppressed": true},
                ],
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
    let query = series::question(&app, &caller, query, Action::ReadSatisfactionByDay).await?;
    let groups = satisfaction_over_time(&app, &query).await?;
    let groups = groups.iter().map(GroupJson::from).collect();
    Ok(file_or_json::answer(&headers, &SeriesJson::new(&app, &query, "wilson", groups), sheet))
}

/// What a point shows unless it is suppressed.
#[derive(Serialize, ToSchema)]
struct ItemsJson {
    items: Vec<ItemJson>,
}

#[derive(Serialize)]
struct ItemJson {
    item: String,
    suppressed: bool,
    #[serde(flatten)]
    ratings: Option<RatingsJson>,
}

impl series::Shown for ItemsJson {
    const NAMES: [&'static str; 2] = ["Satisfaction", "SatisfactionPoint"];
}

impl PartialSchema for ItemJson {
    fn schema() -> RefOr<Schema> {
        let suppressed = of_type(Type::Boolean);
        let suppressed =
            suppressed.description(Some("Too few answers to show; then the fields that follow are absent."));
        let mut item =
            answer([("item", of_type(Type::String).into()), ("suppressed", suppressed.into())]).build();
        if let RefOr::T(Schema::Object(ratings)) = RatingsJson::schema() {
            item.properties.extend(ratings.properties);
        }
        item.into()
    }
}

impl ToSchema for ItemJson {
    fn name() -> Cow<'static, str> {
        "Item".into()
    }
}

/// What an item shows unless it is suppressed.
#[derive(Serialize, ToSchema)]
struct RatingsJson {
    answered: u64,
    #[schema(value_type = [u64; RATINGS], min_items = 5, max_items = 5)]
    counts: RatingCounts,
    satisfied: Option<f64>,
    low: Option<f64>,
    high: Option<f64>,
}

impl From<&SatisfactionGroup> for GroupJson<ItemsJson> {
    fn from(group: &SatisfactionGroup) -> Self {
        let points = group.points.iter().map(|point| {
            let items = point.items.shown();
            let items = items.map(|items| ItemsJson { items: items.iter().map(ItemJson::from).collect() });
            PointJson::new(&point.point, items)
        });
        Self { group: series::name(group.value.as_ref()), points: points.collect() }
    }
}

impl From<&ItemSatisfaction> for ItemJson {
    fn from(item: &ItemSatisfaction) -> Self {
        Self {
            item: item.item.name().to_owned(),
            suppressed: item.ratings.is_too_small(),
            ratings: RatingsJson::new(&item.ratings),
        }
    }
}

impl RatingsJson {
    /// `None` if the ratings are hidden.
    fn new(ratings: &Visible<Ratings>) -> Option<Self> {
        let counts = ratings.as_ref().map(|ratings| ratings.counts).or_zeros()?;
        let satisfied = ratings.shown().map(|ratings| ratings.satisfied);
        Some(Self {
            answered: counts.iter().sum(),
            counts,
            satisfied: satisfied.map(|share| share.share),
            low: satisfied.map(|share| share.low),
            high: satisfied.map(|share| share.high),
        })
    }
}

/// A row of the file: an item in a period.
struct ItemRow<'a> {
    series: SeriesRow<'a, ItemsJson>,
    item: &'a ItemJson,
}

impl ItemRow<'_> {
    fn of<T>(&self, take: impl FnOnce(&RatingsJson) -> T) -> Option<T> {
        self.item.ratings.as_ref().map(take)
    }
}

/// One row for each item of each point.
fn sheet(answer: &SeriesJson<ItemsJson>) -> Sheet {
    let rows = answer.rows().flat_map(|SeriesRow { group, point }| {
        let items = point.figures.iter().flat_map(|figures| &figures.items);
        items.map(move |item| ItemRow { series: SeriesRow { group, point }, item })
    });
    SeriesRow::first_columns()
        .over(|row: &ItemRow<'_>| &row.series)
        .column("item", |row| row.item.item.clone())
        .column("item_suppressed", |row| row.item.suppressed)
        .column("answered", |row| row.of(|ratings| ratings.answered))
        .for_each(0..RATINGS, |columns, index| {
            let given = move |ratings: &RatingsJson| ratings.counts.get(index).copied();
            columns.column(format!("rating_{}", index + 1), move |row: &ItemRow<'_>| row.of(given))
        })
        .column("satisfied", |row| row.of(|ratings| ratings.satisfied))
        .column("low", |row| row.of(|ratings| ratings.low))
        .column("high", |row| row.of(|ratings| ratings.high))
        .sheet(rows)
}

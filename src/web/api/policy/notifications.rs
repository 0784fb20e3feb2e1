//! `PUT` and `GET /api/v1/notifications/{month}`: what KPI 6 divides complaints by.

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::openapi::RefOr;
use utoipa::openapi::path::Parameter;
use utoipa::openapi::schema::{Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::app::App;
use crate::domain::access::roles::Scope;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::policy::notifications::{Month, Notifications};
use crate::urls;
use crate::web::api::insight::series;
use crate::web::api::kit::auth::Caller;
use crate::web::api::kit::operation::{Operation, Operations};
use crate::web::api::kit::schema::{line_or_null, object, of_type};
use crate::web::api::kit::{json, parameters};
use crate::web::shell::body;
use crate::web::shell::problem::Problem;
use crate::workflow::policy::notifications::{MonthCount, find_notifications, tell_notifications};

/// A count and a name.
const LARGEST_BODY: usize = 16 * 1024;

pub fn operations() -> Operations {
    let put = Operation::new(
        "Tells how many notifications came in a month",
        Scope::KpisWrite,
        ", of one product or of all together. Telling the same again changes nothing. Fewer notifications than complaints are \
         taken, with a warning.",
    )
    .parameters([month()])
    .body::<CountBody>(json!({"count": 1250}))
    .answers::<CountJson>(StatusCode::OK, "Stored.", example());
    let product =
        parameters::query("product", "Of one product; by default of all together.", of_type(Type::String));
    let get = Operation::new("How many notifications came in a month", Scope::KpisWrite, ".")
        .parameters([month(), product])
        .answers::<CountJson>(StatusCode::OK, "What is known.", example());
    Operations::default()
        .routes(put.put(urls::API_NOTIFICATIONS, tell))
        .routes(get.get(urls::API_NOTIFICATIONS, show))
}

fn month() -> Parameter {
    let schema = of_type(Type::String).pattern(Some("^(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])$"));
    parameters::path("month", "A month that has begun, like 2026-03.", schema)
}

fn example() -> Value {
    json!({"month": "2026-03", "product": null, "count": 1250, "complaints": 17, "warning": null})
}

async fn tell(
    State(app): State<App>,
    caller: Caller,
    Path(month): Path<String>,
    body: Body,
) -> Result<Json<CountJson>, Problem> {
    let body = body::read(body, LARGEST_BODY).await?;
    caller.needs(Scope::KpisWrite)?;
    let month = parse_month(&month)?;
    let told =
        Notifications::parse(json::fields(&body, &[])?, month, app.today()).map_err(Problem::fields)?;
    let known = tell_notifications(&app, &caller.actor, &told).await?;
    Ok(Json(CountJson::new(month, &told.product, known)))
}

async fn show(
    State(app): State<App>,
    caller: Caller,
    Path(month): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<CountJson>, Problem> {
    caller.needs(Scope::KpisWrite)?;
    let month = parse_month(&month)?;
    let mut fields = Fields::of_query(&series::parameters(query.as_deref())?);
    let product = fields.take_text("product").unwrap_or_default();
    let product = fields.result(Some(product)).map_err(Problem::fields)?;
    Ok(Json(CountJson::new(month, &product, find_notifications(&app, &caller.actor, month, &product).await?)))
}

fn parse_month(text: &str) -> Result<Month, Problem> {
    text.parse().map_err(|error: crate::domain::policy::notifications::InvalidMonth| {
        Problem::fields(vec![FieldError { field: "month".to_owned(), message: error.to_string() }])
    })
}

/// The count of a month.
struct CountBody;

impl ToSchema for CountBody {
    fn name() -> std::borrow::Cow<'static, str> {
        "NewNotifications".into()
    }
}

impl PartialSchema for CountBody {
    fn schema() -> RefOr<Schema> {
        let count = of_type(Type::Integer).minimum(Some(0)).maximum(Some(u32::MAX));
        object([("count", count.into()), ("product", line_or_null().into())], &["count"]).into()
    }
}

#[derive(Serialize, ToSchema)]
#[schema(as = Notifications)]
struct CountJson {
    month: String,
    /// Null for all together.
    #[schema(required)]
    product: Option<String>,
    /// Null where it was not told.
    #[schema(required)]
    count: Option<u64>,
    /// Complaints received in the month; null where a product had 1 to `privacy.minimum_group` - 1.
    #[schema(required)]
    complaints: Option<u64>,
    #[schema(required)]
    warning: Option<&'static str>,
}

const FEWER: &str = "There are fewer notifications than complaints in this month.";

impl CountJson {
    fn new(month: Month, product: &str, known: MonthCount) -> Self {
        Self {
            month: month.to_string(),
            product: Some(product.to_owned()).filter(|product| !product.is_empty()),
            count: known.count,
            complaints: known.complaints,
            warning: known.is_fewer().then_some(FEWER),
        }
    }
}

//! `GET /api/v1/reports/{year}`: the published complaint report as data.

mod schema;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::roles::Scope;
use crate::domain::policy::query::{YEARS, parse_year};
use crate::domain::reporting::document::DocumentKind;
use crate::domain::reporting::edition::Edition;
use crate::domain::reporting::method::METHOD;
use crate::urls;
use crate::web::api::kit::auth::Caller;
use crate::web::api::kit::operation::{Operation, Operations};
use crate::web::api::kit::parameters;
use crate::web::shell::problem::Problem;
use crate::workflow::reporting::publish::{Found, content_of, find_published};

pub fn operations() -> Operations {
    let show = Operation::new(
        "The published complaint report of a year",
        Scope::InsightsRead,
        ". The latest published edition, as it was frozen when it was approved. `sha256` is that of `document` as canonical JSON \
         (RFC 8785), in hexadecimal digits. Every figure stands with the counts that it follows from.",
    )
    .path_parameters([parameters::path(
        "year",
        "A calendar year.",
        parameters::whole(*YEARS.start(), *YEARS.end()),
    )])
    .answers::<ReportJson>(StatusCode::OK, "The report.", example())
    .answers_unchanged()
    .refuses(StatusCode::NOT_FOUND, "No edition of this year is published.")
    .refuses(StatusCode::GONE, "The latest edition of this year was withdrawn.");
    Operations::default().routes(show.get(urls::API_REPORT, report))
}

fn example() -> Value {
    let both = |nl: &str, en: &str| json!({"nl": nl, "en": en});
    let count = |count: u64| json!({"figure": "count", "count": count});
    let row = |name: &str, number: u64| json!({"label": {"label": "known", "name": name}, "figures": [count(number)]});
    let table = json!({
        "part": "table", "key": "flow", "columns": ["label", "complaints"],
        "rows": [row("flow:brought_forward", 14), row("flow:received", 212), row("flow:closed", 205), row("flow:carried_forward", 21)],
    });
    json!({
        "year": 2025, "edition": 1, "sha256": "0f".repeat(32),
        "approved_at": "2026-02-10T10:00:00Z", "published_at": "2026-02-11T09:00:00Z",
        "document": {
            "method": METHOD, "document": "public", "year": 2025, "organisation": "Voorbeeld",
            "as_of": "2026-02-10T10:00:00Z", "minimum": 10,
            "sections": [{"key": "flow", "heading": both("Hoeveel klachten er waren", "How many complaints there were"), "parts": [table]}],
        },
    })
}

/// A published report.
#[derive(Serialize, ToSchema)]
#[schema(as = Report)]
struct ReportJson {
    year: i32,
    /// From 1.
    edition: u32,
    sha256: String,
    #[schema(value_type = String, format = DateTime)]
    approved_at: Timestamp,
    #[schema(value_type = String, format = DateTime)]
    published_at: Timestamp,
    #[schema(schema_with = schema::document)]
    document: Value,
}

impl ReportJson {
    fn new(edition: &Edition, published_at: Timestamp, content: &str) -> Result<Self, serde_json::Error> {
        Ok(Self {
            year: edition.year,
            edition: edition.number,
            sha256: edition.fingerprint(),
            approved_at: edition.approved_at,
            published_at,
            document: serde_json::from_str(content)?,
        })
    }
}

async fn report(
    State(app): State<App>,
    caller: Caller,
    Path(year): Path<String>,
) -> Result<Json<ReportJson>, Problem> {
    caller.needs(Scope::InsightsRead)?;
    let none = || {
        Problem::new(StatusCode::NOT_FOUND, "No edition of the complaint report of this year is published.")
    };
    let year = parse_year(&year).ok_or_else(none)?;
    let edition = match find_published(&app, year, DocumentKind::Public, None).await? {
        Some(Found::Published(edition)) => edition,
        Some(Found::Withdrawn { .. }) => {
            return Err(Problem::new(
                StatusCode::GONE,
                "The latest edition of the complaint report of this year was withdrawn.",
            ));
        }
        None => return Err(none()),
    };
    let Some((_, published_at)) = edition.published else { return Err(none()) };
    let content = content_of(&app, &edition).await?;
    ReportJson::new(&edition, published_at, &content).map(Json).map_err(|error| {
        tracing::error!(%error, "a report that was frozen cannot be read");
        Problem::new(
            StatusCode::INTERNAL_SERVER_ERROR,
            "The report cannot be read; the error has been logged.",
        )
    })
}

//! `GET /api/v1/kpis/{kpi}/complaints`: the complaints behind a figure.

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::StatusCode;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::roles::Scope;
use crate::domain::complaints::segment::Dimension;
use crate::domain::policy::behind::{BehindQuery, written};
use crate::domain::policy::clock::Standing;
use crate::domain::policy::kpi::Kpi;
use crate::urls;
use crate::web::api::insight::series;
use crate::web::api::kit::auth::Caller;
use crate::web::api::kit::operation::{Operation, Operations};
use crate::web::api::kit::parameters;
use crate::web::api::kit::schema::{of_type, one_of};
use crate::web::shell::problem::Problem;
use crate::workflow::policy::behind::{Behind, complaints_behind};

pub fn operations() -> Operations {
    let with_clock: Vec<&'static str> =
        Kpi::ALL.iter().filter(|kpi| kpi.definition().limit().is_some()).map(|kpi| kpi.name()).collect();
    let mut all = vec![
        parameters::path("kpi", "A KPI with a clock.", one_of(&with_clock)),
        parameters::required_query("standing", "Where the complaints stand.", one_of(Standing::NAMES)),
        parameters::query(
            "cursor",
            "The next_cursor of the page before.",
            of_type(utoipa::openapi::Type::String),
        ),
    ];
    all.extend(parameters::last_twelve_months(""));
    let of_surveys = [Dimension::Mode.name(), Dimension::Questionnaire.name()];
    all.extend(parameters::filters("").filter(|one| !of_surveys.contains(&one.name.as_str())));
    let example = json!({
        "complaints": [{"reference": "K-2026-0042", "received_at": "2026-03-02T09:15:00Z"}],
        "next_cursor": null,
    });
    let operation = Operation::new(
        "The complaints behind a KPI",
        Scope::ComplaintsRead,
        ": those received in a range that stand so, in the order of receipt. A page may hold fewer than 100, or none, and have a next \
         one.",
    )
    .parameters(all)
    .answers::<BehindJson>(StatusCode::OK, "One page.", example)
    .refuses(StatusCode::NOT_FOUND, "There is no such KPI.");
    Operations::default().routes(operation.get(urls::API_KPI_COMPLAINTS, show))
}

async fn show(
    State(app): State<App>,
    caller: Caller,
    Path(kpi): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Json<BehindJson>, Problem> {
    caller.needs(Scope::ComplaintsRead)?;
    let unknown = |_| Problem::new(StatusCode::NOT_FOUND, "There is no such KPI.");
    let kpi: Kpi = kpi.parse().map_err(unknown)?;
    let pairs = series::parameters(query.as_deref())?;
    let question = BehindQuery::parse(kpi, &pairs, app.today()).map_err(Problem::fields)?;
    Ok(Json(BehindJson::from(complaints_behind(&app, &question).await?)))
}

#[derive(Serialize, ToSchema)]
#[schema(as = ComplaintsBehind)]
struct BehindJson {
    complaints: Vec<ComplaintJson>,
    /// Null on the last page.
    #[schema(required)]
    next_cursor: Option<String>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ComplaintBehind)]
struct ComplaintJson {
    reference: String,
    #[schema(value_type = String, format = DateTime)]
    received_at: Timestamp,
}

impl From<Behind> for BehindJson {
    fn from(behind: Behind) -> Self {
        let complaint =
            |(reference, received_at): (crate::domain::complaints::complaint::Reference, Timestamp)| {
                ComplaintJson { reference: reference.as_str().to_owned(), received_at }
            };
        Self {
            complaints: behind.complaints.into_iter().map(complaint).collect(),
            next_cursor: behind.next.map(written),
        }
    }
}

//! `GET /api/v1/responses`: single responses, page by page, for holders of the right; every reading is audited.

use std::borrow::Cow;

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use utoipa::openapi::path::Parameter;
use utoipa::openapi::schema::{Schema, Type};
use utoipa::openapi::{ArrayBuilder, RefOr};
use utoipa::{PartialSchema, ToSchema};

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::roles::Scope;
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::audited::audited;
use crate::domain::insight::query::responses::{
    Cursor, LARGEST_LIMIT, ResponseQuery, ResponseRow, USUAL_LIMIT, sheet,
};
use crate::urls;
use crate::web::api::insight::{file_or_json, series};
use crate::web::api::kit::accept::wants_csv;
use crate::web::api::kit::auth::Caller;
use crate::web::api::kit::operation::{Operation, Operations};
use crate::web::api::kit::parameters;
use crate::web::api::kit::schema::{
    answer, answered_day, answered_moment, identifier, nullable, of_type, one_of,
};
use crate::web::shell::problem::Problem;
use crate::workflow::access::permission::act_of_reading;
use crate::workflow::insight::responses::list_responses;

pub fn operations() -> Operations {
    let operation = Operation::new(
        "Single responses",
        Scope::ResponsesRead,
        "; every reading is audited. Oldest first, without contact details; only responses that count. `Link: rel=next` leads \
         to the next page, also of a file. `Accept: text/csv` gives the same as a file.",
    )
    .parameters(described())
    .answers_figures::<Responses>("A page of responses.", example());
    Operations::default().routes(operation.get(urls::API_RESPONSES, show))
}

fn described() -> Vec<Parameter> {
    let cursor = of_type(Type::String).pattern(Some("^[A-Za-z0-9_-]{56}$"));
    let limit = parameters::whole(1, LARGEST_LIMIT).default(Some(USUAL_LIMIT.into()));
    let mut described = parameters::last_twelve_months("");
    described.push(parameters::basis(""));
    described.extend(parameters::filters(""));
    described.extend([
        parameters::query("cursor", "The next_cursor of the page before.", cursor),
        parameters::query("limit", "Rows on a page.", limit),
    ]);
    described
}

/// A page of responses, described; [`ResponseRow::to_json`] writes a row.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the dimensions of a row are fields of their own, which no struct can say")]
struct Responses {
    responses: Vec<ResponseJson>,
    /// Where the next page begins; null on the last.
    #[schema(required)]
    next_cursor: Option<String>,
}

struct ResponseJson;

impl ToSchema for ResponseJson {
    fn name() -> Cow<'static, str> {
        "Response".into()
    }
}

impl PartialSchema for ResponseJson {
    fn schema() -> RefOr<Schema> {
        let text_or_null = || RefOr::from(Schema::from(nullable(Type::String).build()));
        let rating = of_type(Type::Integer).minimum(Some(1)).maximum(Some(5)).build();
        let ratings = of_type(Type::Object).additional_properties(Some(Schema::from(rating)));
        let score = of_type(Type::Integer).minimum(Some(0)).maximum(Some(10));
        let fields = [
            ("id", identifier().into()),
            ("reference", text_or_null()),
            ("closure", nullable(Type::Integer).minimum(Some(0)).into()),
            ("closed_on", answered_day()),
            ("answered_on", answered_day()),
            ("answered_at", answered_moment()),
            ("score", score.into()),
            ("score_group", one_of(&["promoter", "passive", "detractor"]).into()),
            ("ratings", ratings.into()),
            ("verbatim", text_or_null()),
            (
                "themes",
                ArrayBuilder::new().items(RefOr::from(Schema::from(of_type(Type::String).build()))).into(),
            ),
        ];
        answer(fields.into_iter().chain(Dimension::NAMES.iter().map(|name| (*name, text_or_null())))).into()
    }
}

fn example() -> Value {
    let mut row = json!({
        "id": "01890a5d-ac96-774b-bcce-b302099a8057",
        "reference": "K-2026-0042",
        "closure": 1,
        "closed_on": "2026-03-16",
        "answered_on": "2026-03-18",
        "answered_at": "2026-03-18T19:04:11Z",
        "score": 9,
        "score_group": "promoter",
        "ratings": {"empathy": 5, "speed": 3},
        "verbatim": "Ik werd goed geholpen.",
        "themes": ["Vriendelijkheid"],
    });
    for dimension in Dimension::NAMES {
        row[*dimension] = Value::Null;
    }
    row["team"] = "Noord".into();
    json!({"responses": [row], "next_cursor": null})
}

async fn show(
    State(app): State<App>,
    caller: Caller,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, Problem> {
    caller.needs(Scope::ResponsesRead)?;
    let parameters = series::parameters(query.as_deref())?;
    let question = ResponseQuery::parse(&parameters, app.today()).map_err(Problem::fields)?;
    act_of_reading(
        &app,
        &caller.actor,
        Action::ReadResponses,
        &audited(query.as_deref().unwrap_or_default()),
    )
    .await?;
    let page = list_responses(&app, &question).await?;
    let next = page.next.as_ref().map(Cursor::written);
    let mut response = if wants_csv(&headers) {
        file_or_json::csv(&sheet(&page.rows, &page.items))
    } else {
        let rows: Vec<Value> = page.rows.iter().map(ResponseRow::to_json).collect();
        Json(json!({"responses": rows, "next_cursor": next})).into_response()
    };
    // A file has no room for the cursor; the link serves both (RFC 8288).
    if let Some(link) = next.and_then(|next| link_to(&parameters, &next)) {
        response.headers_mut().insert(header::LINK, link);
    }
    response.headers_mut().insert(header::VARY, HeaderValue::from_static("accept"));
    Ok(response)
}

fn link_to(parameters: &[(String, String)], next: &str) -> Option<HeaderValue> {
    let others = parameters.iter().filter(|(name, _)| name != "cursor");
    let query = form_urlencoded::Serializer::new(String::new())
        .extend_pairs(others)
        .append_pair("cursor", next)
        .finish();
    HeaderValue::from_str(&format!("<{}?{query}>; rel=\"next\"", urls::API_RESPONSES)).ok()
}

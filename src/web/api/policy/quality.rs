//! `/api/v1/quality-reviews` and `/api/v1/quality-samples`: what was drawn for review, and the reviews.

use std::collections::BTreeMap;

use axum::Json;
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use data_encoding::HEXLOWER;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::openapi::path::Parameter;
use utoipa::openapi::schema::{AdditionalProperties, Schema, Type};
use utoipa::openapi::{ObjectBuilder, RefOr};
use utoipa::{PartialSchema, ToSchema};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::roles::Scope;
use crate::domain::ids::QualityReviewId;
use crate::domain::input::fields::FieldError;
use crate::domain::policy::notifications::Month;
use crate::domain::policy::quality::checklist_file::MOST_POINTS;
use crate::domain::policy::quality::review::{GROUPS, NewReview, Points};
use crate::domain::policy::quality::sample::{Draw, Drawn, Review, Revision, TeamShare};
use crate::urls;
use crate::web::api::kit::auth::Caller;
use crate::web::api::kit::operation::{Operation, Operations};
use crate::web::api::kit::schema::{identifier, line_or_null, object, of_type};
use crate::web::api::kit::{json, parameters};
use crate::web::shell::body;
use crate::web::shell::problem::Problem;
use crate::workflow::policy::quality::draw::see_sample;
use crate::workflow::policy::quality::review::{ReviewError, correct, review, see_review};

const LARGEST_BODY: usize = 16 * 1024;

pub fn operations() -> Operations {
    let add = Operation::new(
        "Reviews how a closure was handled",
        Scope::KpisWrite,
        ". Points for sub-topics of the checklist; one that does not apply is left out. `closure` is the latest unless it is \
         said, `maximum` that of the checklist, `reviewer` the one who calls. What was not drawn is kept and not counted \
         (`in_sample` false).",
    )
    .body::<NewReviewBody>(json!({
        "reference": "K-2026-0042", "closure": 1, "scores": {"empathy": 4, "language": 5}, "maximum": 5, "reviewer": "r-003",
    }))
    .answers::<StoredJson>(StatusCode::CREATED, "Stored.", json!({"id": ID, "in_sample": true}))
    .refuses(StatusCode::CONFLICT, "This closure was reviewed before; correct that review.");
    let correction = Operation::new(
        "Corrects a review",
        Scope::KpisWrite,
        ". The points take the place of those before in every figure; the first review is kept beside them.",
    )
    .path_parameters([id()])
    .body::<PointsBody>(json!({"scores": {"empathy": 3, "language": 5}}))
    .answers::<ReviewJson>(StatusCode::OK, "The review with all its revisions.", example())
    .refuses(StatusCode::NOT_FOUND, "There is no such review.");
    let show = Operation::new("A review with its corrections", Scope::KpisWrite, ".")
        .path_parameters([id()])
        .answers::<ReviewJson>(StatusCode::OK, "The review.", example())
        .refuses(StatusCode::NOT_FOUND, "There is no such review.");
    let sample = Operation::new(
        "What was drawn for review",
        Scope::KpisWrite,
        ". The closures of a month, drawn once when it was over. With `seed` the draw can be done again: the number of a \
         closure is the SHA-256 of the seed's bytes, the reference, a zero byte and the closure, and in each team the smallest \
         numbers are drawn, as many as `teams` says: the teams' quotas are added up in alphabetical order from a start in the \
         first four bytes of the seed's SHA-256, and each team gets the whole numbers that are passed.",
    )
    .parameters([month()])
    .answers::<SampleJson>(StatusCode::OK, "The sample.", sample_example())
    .refuses(StatusCode::NOT_FOUND, "Nothing was drawn for this month.");
    Operations::default()
        .routes(add.post(urls::API_QUALITY_REVIEWS, tell))
        .routes(correction.put(urls::API_QUALITY_REVIEW, tell_correction))
        .routes(show.get(urls::API_QUALITY_REVIEW, show_review))
        .routes(sample.get(urls::API_QUALITY_SAMPLE, show_sample))
}

const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

fn id() -> Parameter {
    parameters::path("id", "The identifier of a review.", identifier())
}

fn month() -> Parameter {
    let schema = of_type(Type::String).pattern(Some("^(19|2[0-9])[0-9]{2}-(0[1-9]|1[0-2])$"));
    parameters::path("month", "A month that is over, like 2026-03.", schema)
}

fn example() -> Value {
    let revision = |reviewer: &str, empathy: u32| {
        json!({
            "reviewer": reviewer, "reviewed_at": "2026-04-07T09:00:00Z", "maximum": 5,
            "scores": {"empathy": empathy, "language": 5},
        })
    };
    json!({
        "id": ID, "reference": "K-2026-0042", "closure": 1, "checklist": "naklank-1", "in_sample": true,
        "revisions": [revision("r-003", 4), revision("r-003", 3)],
    })
}

fn sample_example() -> Value {
    json!({
        "month": "2026-03", "seed": "0f".repeat(32), "drawn_at": "2026-04-01T00:00:30Z", "size": 20, "closures": 61,
        "closures_sha256": "1e".repeat(32), "teams": [{"team": "Noord", "closures": 61, "drawn": 1}], "drawn": 1, "reviewed": 1,
        "sample": [{"reference": "K-2026-0042", "closure": 1, "team": "Noord", "reviewer": "r-003", "review": ID}],
    })
}

async fn tell(State(app): State<App>, caller: Caller, body: Body) -> Result<Response, Problem> {
    let body = body::read(body, LARGEST_BODY).await?;
    caller.needs(Scope::KpisWrite)?;
    let fields = json::fields(&body, GROUPS)?;
    let new = NewReview::parse(fields, app.config.quality.checklist()).map_err(Problem::fields)?;
    let stored = review(&app, &caller.actor, new).await?;
    let answer = StoredJson { id: stored.id.to_string(), in_sample: stored.in_sample };
    Ok((StatusCode::CREATED, Json(answer)).into_response())
}

async fn tell_correction(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
    body: Body,
) -> Result<Json<ReviewJson>, Problem> {
    let body = body::read(body, LARGEST_BODY).await?;
    caller.needs(Scope::KpisWrite)?;
    let (id, fields) = (parse_id(&id)?, json::fields(&body, GROUPS)?);
    let corrected =
        correct(&app, &caller.actor, id, None, |checklist| Points::parse(fields, checklist)).await?;
    Ok(Json(ReviewJson::from(&corrected)))
}

async fn show_review(
    State(app): State<App>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<ReviewJson>, Problem> {
    caller.needs(Scope::KpisWrite)?;
    let found = see_review(&app, &caller.actor, parse_id(&id)?).await?;
    Ok(Json(ReviewJson::from(&found.ok_or(ReviewError::UnknownReview)?)))
}

async fn show_sample(
    State(app): State<App>,
    caller: Caller,
    Path(month): Path<String>,
) -> Result<Json<SampleJson>, Problem> {
    caller.needs(Scope::KpisWrite)?;
    let month: Month =
        month.parse().map_err(|error: crate::domain::policy::notifications::InvalidMonth| {
            Problem::fields(vec![wrong("month", error.to_string())])
        })?;
    let sample = see_sample(&app, &caller.actor, month.first())
        .await?
        .ok_or_else(|| Problem::new(StatusCode::NOT_FOUND, "Nothing was drawn for this month."))?;
    Ok(Json(SampleJson::new(&sample.draw, &sample.teams, &sample.drawn)))
}

fn parse_id(text: &str) -> Result<QualityReviewId, Problem> {
    text.parse().map_err(|_| ReviewError::UnknownReview.into())
}

fn wrong(field: &str, message: String) -> FieldError {
    FieldError { field: field.to_owned(), message }
}

impl From<ReviewError> for Problem {
    fn from(error: ReviewError) -> Self {
        let message = error.to_string();
        match error {
            ReviewError::UnknownComplaint => Self::fields(vec![wrong("reference", message)]),
            ReviewError::NotClosed => Self::fields(vec![wrong("closure", message)]),
            ReviewError::ByHandler => Self::fields(vec![wrong("reviewer", message)]),
            ReviewError::Wrong(faults) => Self::fields(faults),
            ReviewError::Reviewed(id) => Self::new(
                StatusCode::CONFLICT,
                format!("This closure was reviewed before; correct the review {id}."),
            ),
            ReviewError::Corrected => {
                Self::new(StatusCode::CONFLICT, format!("Nothing was stored: {message}."))
            }
            ReviewError::UnknownReview => {
                Self::new(StatusCode::NOT_FOUND, "There is no review with this identifier.")
            }
            ReviewError::ChecklistChanged(_) => {
                tracing::error!(error = message, "a review was refused");
                Self::new(StatusCode::INTERNAL_SERVER_ERROR, "Nothing was stored; the error has been logged.")
            }
            ReviewError::Act(error) => error.into(),
            ReviewError::Storage(error) => error.into(),
        }
    }
}

#[derive(Serialize, ToSchema)]
#[schema(as = StoredReview)]
struct StoredJson {
    id: String,
    /// Whether it was drawn, and so counts.
    in_sample: bool,
}

/// The body of a new review.
struct NewReviewBody;

impl ToSchema for NewReviewBody {
    fn name() -> std::borrow::Cow<'static, str> {
        "NewReview".into()
    }
}

impl PartialSchema for NewReviewBody {
    fn schema() -> RefOr<Schema> {
        let reference = of_type(Type::String).min_length(Some(1)).max_length(Some(200));
        let closure = ObjectBuilder::new()
            .schema_type(utoipa::openapi::schema::SchemaType::from_iter([Type::Integer, Type::Null]))
            .minimum(Some(1))
            .maximum(Some(u32::MAX));
        let own = [("reference", reference.into()), ("closure", closure.into())];
        object(own.into_iter().chain(points()), &["reference", "scores"]).into()
    }
}

/// The body of a correction.
struct PointsBody;

impl ToSchema for PointsBody {
    fn name() -> std::borrow::Cow<'static, str> {
        "ReviewPoints".into()
    }
}

impl PartialSchema for PointsBody {
    fn schema() -> RefOr<Schema> {
        object(points(), &["scores"]).into()
    }
}

fn points() -> [(&'static str, RefOr<Schema>); 3] {
    let point = || of_type(Type::Integer).minimum(Some(0)).maximum(Some(MOST_POINTS));
    let scores = of_type(Type::Object)
        .description(Some("Points by sub-topic of the checklist, at least one."))
        .additional_properties(Some(AdditionalProperties::RefOr(point().into())));
    let maximum = ObjectBuilder::new()
        .schema_type(utoipa::openapi::schema::SchemaType::from_iter([Type::Integer, Type::Null]))
        .minimum(Some(1))
        .maximum(Some(MOST_POINTS));
    [("scores", scores.into()), ("maximum", maximum.into()), ("reviewer", line_or_null().into())]
}

/// A review with its corrections, the first one first.
#[derive(Serialize, ToSchema)]
#[schema(as = Review)]
struct ReviewJson {
    id: String,
    reference: String,
    closure: u32,
    /// The version of the checklist.
    checklist: String,
    /// Whether it was drawn, and so counts.
    in_sample: bool,
    /// The last one counts.
    revisions: Vec<RevisionJson>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ReviewRevision)]
struct RevisionJson {
    reviewer: String,
    #[schema(value_type = String, format = DateTime)]
    reviewed_at: Timestamp,
    maximum: u32,
    scores: BTreeMap<String, u32>,
}

impl From<&Review> for ReviewJson {
    fn from(review: &Review) -> Self {
        Self {
            id: review.id.to_string(),
            reference: review.reference.as_str().to_owned(),
            closure: review.closure,
            checklist: review.checklist.clone(),
            in_sample: review.in_sample,
            revisions: review.revisions.iter().map(RevisionJson::from).collect(),
        }
    }
}

impl From<&Revision> for RevisionJson {
    fn from(revision: &Revision) -> Self {
        Self {
            reviewer: revision.reviewer.clone(),
            reviewed_at: revision.reviewed_at,
            maximum: revision.points.maximum,
            scores: revision.points.scores.clone(),
        }
    }
}

/// What was drawn for a month, and how.
#[derive(Serialize, ToSchema)]
#[schema(as = QualitySample)]
struct SampleJson {
    month: String,
    /// 32 bytes in hexadecimal digits.
    seed: String,
    #[schema(value_type = String, format = DateTime)]
    drawn_at: Timestamp,
    /// How many were to be drawn.
    size: u32,
    /// The closures of the month that were known when it was drawn.
    closures: u64,
    /// Of them: reference, zero byte, closure, zero byte, team and line feed of each, sorted.
    closures_sha256: String,
    /// How many closures each team had, and how many of them were drawn.
    teams: Vec<TeamJson>,
    drawn: u64,
    reviewed: u64,
    sample: Vec<DrawnJson>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = DrawnTeam)]
struct TeamJson {
    #[schema(required)]
    team: Option<String>,
    closures: u64,
    drawn: u64,
}

impl From<&TeamShare> for TeamJson {
    fn from(share: &TeamShare) -> Self {
        let team = Some(share.team.clone()).filter(|team| !team.is_empty());
        Self { team, closures: share.closures, drawn: share.drawn }
    }
}

#[derive(Serialize, ToSchema)]
#[schema(as = DrawnClosure)]
struct DrawnJson {
    reference: String,
    closure: u32,
    #[schema(required)]
    team: Option<String>,
    /// Who was asked to review it.
    #[schema(required)]
    reviewer: Option<String>,
    /// Null while it is not reviewed.
    #[schema(required)]
    review: Option<String>,
}

impl SampleJson {
    fn new(draw: &Draw, teams: &[TeamShare], sample: &[Drawn]) -> Self {
        Self {
            month: draw.month.format("%Y-%m").to_string(),
            seed: HEXLOWER.encode(&draw.seed),
            drawn_at: draw.drawn_at,
            size: draw.size,
            closures: draw.closures,
            closures_sha256: draw.frame_sha256.clone(),
            teams: teams.iter().map(TeamJson::from).collect(),
            drawn: sample.len() as u64,
            reviewed: sample.iter().filter(|drawn| drawn.review.is_some()).count() as u64,
            sample: sample.iter().map(DrawnJson::from).collect(),
        }
    }
}

impl From<&Drawn> for DrawnJson {
    fn from(drawn: &Drawn) -> Self {
        Self {
            reference: drawn.reference.as_str().to_owned(),
            closure: drawn.closure,
            team: Some(drawn.team.clone()).filter(|team| !team.is_empty()),
            reviewer: drawn.reviewer.clone(),
            review: drawn.review.map(|id| id.to_string()),
        }
    }
}

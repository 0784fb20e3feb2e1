//! The pages on which the quality of handling is drawn and reviewed.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::domain::access::rights::Right;
use crate::domain::complaints::complaint::Reference;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::policy::notifications::Month;
use crate::domain::policy::quality::checklist::Checklist;
use crate::domain::policy::quality::review::{NewReview, Points};
use crate::domain::policy::quality::sample::{Draw, QualityFigures, Review, Revision};
use crate::urls;
use crate::views::policy::quality::{DrawRefused, QualityPage, SamplePage};
use crate::views::policy::review::{ReviewPage, ReviewRefused};
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{QualityReviewer, staff_page};
use crate::web::shell::{body, error, urlencoded};
use crate::workflow::policy::quality::draw::{DrawError, draw_by_hand, sample_of};
use crate::workflow::policy::quality::overview::quality_overview;
use crate::workflow::policy::quality::review::{
    ReviewError, correct, find_review, find_to_review, next_to_review, review,
};

const LARGEST_FORM: usize = 16 * 1024;

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::QUALITY, get(overview).post(draw))
        .route(urls::QUALITY_NEXT, get(next))
        .route(urls::QUALITY_MONTH, get(month))
        .route(urls::QUALITY_REVIEW, get(show).post(tell))
}

async fn overview(
    State(app): State<App>,
    reviewer: QualityReviewer,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let form = DrawForm { is_done: query.as_deref() == Some("done=1"), ..DrawForm::default() };
    overview_page(&app, &reviewer, &headers, form).await
}

/// What stands in the form to draw a month.
#[derive(Default)]
struct DrawForm<'a> {
    wanted: &'a str,
    refused: Option<DrawRefused>,
    is_done: bool,
}

async fn overview_page(
    app: &App,
    reviewer: &QualityReviewer,
    headers: &HeaderMap,
    form: DrawForm<'_>,
) -> Result<Response, PageError> {
    let overview = quality_overview(app, &reviewer.user.email).await?;
    let usual = overview.last_over.format("%Y-%m").to_string();
    let months: Vec<(Draw, QualityFigures)> =
        overview.months.into_iter().map(|month| (month.draw, month.figures)).collect();
    let page = QualityPage {
        staff: staff_page(app, headers, &reviewer.user, urls::QUALITY),
        checklist: app.config.quality.checklist(),
        size: app.config.quality.sample,
        months: &months,
        next: overview.next.as_ref(),
        wanted: if form.wanted.is_empty() { &usual } else { form.wanted },
        refused: form.refused,
        is_done: form.is_done,
    };
    let status = if form.refused.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, page.render()).into_response())
}

async fn draw(
    State(app): State<App>,
    reviewer: QualityReviewer,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let wanted = urlencoded::first(&pairs, "month").unwrap_or_default().trim();
    let refused = match wanted.parse::<Month>() {
        Err(_) => DrawRefused::NoMonth,
        Ok(month) => match draw_by_hand(&app, &reviewer.actor(), month.first()).await {
            Ok(()) => return Ok(see_other(&format!("{}?done=1", urls::quality_month(month.first())))),
            Err(DrawError::Running) => DrawRefused::Running,
            Err(DrawError::Drawn) => DrawRefused::Drawn,
            Err(DrawError::NothingClosed) => DrawRefused::NothingClosed,
            Err(DrawError::Act(error)) => return Err(error.into()),
            Err(DrawError::Storage(error)) => return Err(error.into()),
        },
    };
    let form = DrawForm { wanted, refused: Some(refused), is_done: false };
    overview_page(&app, &reviewer, &headers, form).await
}

/// Leads to what the reviewer has still to review.
async fn next(State(app): State<App>, reviewer: QualityReviewer) -> Result<Response, PageError> {
    let next = next_to_review(&app, &reviewer.user.email).await?;
    let path = next.map(|drawn| urls::quality_review(&drawn.reference, drawn.closure));
    Ok(see_other(path.as_deref().unwrap_or(urls::QUALITY)))
}

async fn month(
    State(app): State<App>,
    reviewer: QualityReviewer,
    headers: HeaderMap,
    Path(month): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let month: Month = month.parse().map_err(|_| PageError::NotFound)?;
    let (draw, sample) = sample_of(&app, month.first()).await?.ok_or(PageError::NotFound)?;
    let page = SamplePage {
        staff: staff_page(&app, &headers, &reviewer.user, urls::QUALITY),
        zone: app.config.organisation.zone,
        draw: &draw,
        sample: &sample,
        is_done: query.as_deref() == Some("done=1"),
    };
    Ok(page.render().into_response())
}

/// A closure, and its review if it has one.
struct Found {
    reference: Reference,
    closure: u32,
    review: Option<(Review, Checklist)>,
    in_sample: bool,
}

async fn found(app: &App, reference: &str, closure: &str) -> Result<Found, PageError> {
    let reference: Reference = error::identifier(reference)?;
    let closure: u32 = closure.parse().map_err(|_| PageError::NotFound)?;
    let to_review = find_to_review(app, &reference, closure).await?.ok_or(PageError::NotFound)?;
    let review = match to_review.review {
        Some(id) => find_review(app, id).await?,
        None => None,
    };
    Ok(Found { reference, closure, review, in_sample: to_review.in_sample })
}

async fn show(
    State(app): State<App>,
    reviewer: QualityReviewer,
    headers: HeaderMap,
    Path((reference, closure)): Path<(String, String)>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let found = found(&app, &reference, &closure).await?;
    let last = found.review.as_ref().and_then(|(review, _)| review.revisions.last());
    let values = last.map(written).unwrap_or_default();
    let form = ReviewForm {
        values: &values,
        refused: None,
        wrong: &[],
        is_done: query.as_deref() == Some("done=1"),
    };
    Ok(review_page(&app, &reviewer, &headers, &found, form))
}

/// The fields of the form for points that were given.
fn written(revision: &Revision) -> Vec<(String, String)> {
    let field = |(topic, points): (&String, &u32)| (format!("scores.{topic}"), points.to_string());
    revision.points.scores.iter().map(field).collect()
}

async fn tell(
    State(app): State<App>,
    reviewer: QualityReviewer,
    headers: HeaderMap,
    Path((reference, closure)): Path<(String, String)>,
    body: Body,
) -> Result<Response, PageError> {
    let found = found(&app, &reference, &closure).await?;
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let (refused, wrong) = match store(&app, &reviewer, &found, &pairs).await {
        Ok(()) => return after_review(&app, &reviewer, found.review.is_some()).await,
        Err(ReviewError::Wrong(wrong)) => (ReviewRefused::Points, wrong),
        Err(ReviewError::ByHandler) => (ReviewRefused::OwnWork, Vec::new()),
        Err(ReviewError::Reviewed(_) | ReviewError::Corrected) => (ReviewRefused::Reviewed, Vec::new()),
        Err(ReviewError::UnknownComplaint | ReviewError::UnknownReview | ReviewError::NotClosed) => {
            return Err(PageError::NotFound);
        }
        Err(error @ ReviewError::ChecklistChanged(_)) => {
            tracing::error!(%error, "a review was refused");
            return Err(PageError::Internal);
        }
        Err(ReviewError::Act(error)) => return Err(error.into()),
        Err(ReviewError::Storage(error)) => return Err(error.into()),
    };
    let form = ReviewForm { values: &pairs, refused: Some(refused), wrong: &wrong, is_done: false };
    // With the review that came meanwhile, which the page shows; what is sent again then corrects it.
    let found = self::found(&app, &reference, &closure).await?;
    Ok(review_page(&app, &reviewer, &headers, &found, form))
}

/// After a review comes the next one; after a correction the overview.
async fn after_review(
    app: &App,
    reviewer: &QualityReviewer,
    is_correction: bool,
) -> Result<Response, PageError> {
    let next = if is_correction { None } else { next_to_review(app, &reviewer.user.email).await? };
    let path = next.map(|drawn| urls::quality_review(&drawn.reference, drawn.closure));
    Ok(see_other(&format!("{}?done=1", path.as_deref().unwrap_or(urls::QUALITY))))
}

async fn store(
    app: &App,
    reviewer: &QualityReviewer,
    found: &Found,
    pairs: &[(String, String)],
) -> Result<(), ReviewError> {
    // Points alone: who reviews is the one who is signed in, and the scale is the checklist's.
    let scores: Vec<(String, String)> =
        pairs.iter().filter(|(name, _)| name.starts_with("scores.")).cloned().collect();
    let read = |checklist: &Checklist| Points::parse(Fields::of_form(&scores), checklist);
    // A page that showed no review, or an older one, does not correct what a colleague has stored since.
    let seen =
        urlencoded::first(pairs, "seen").and_then(|seen| seen.parse::<usize>().ok()).unwrap_or_default();
    if let Some((review, _)) = &found.review {
        if seen == 0 {
            return Err(ReviewError::Reviewed(review.id));
        }
        return correct(app, &reviewer.actor(), review.id, Some(seen), read).await.map(|_| ());
    }
    let points = read(app.config.quality.checklist()).map_err(ReviewError::Wrong)?;
    let new = NewReview { reference: found.reference.clone(), closure: Some(found.closure), points };
    review(app, &reviewer.actor(), new).await.map(|_| ())
}

/// What stands in the form, and why it was refused.
#[derive(Clone, Copy)]
struct ReviewForm<'a> {
    values: &'a [(String, String)],
    refused: Option<ReviewRefused>,
    wrong: &'a [FieldError],
    is_done: bool,
}

fn review_page(
    app: &App,
    reviewer: &QualityReviewer,
    headers: &HeaderMap,
    found: &Found,
    form: ReviewForm<'_>,
) -> Response {
    let (review, checklist) = match &found.review {
        Some((review, checklist)) => (Some(review), checklist),
        None => (None, app.config.quality.checklist()),
    };
    let page = ReviewPage {
        staff: staff_page(app, headers, &reviewer.user, urls::QUALITY),
        zone: app.config.organisation.zone,
        may_see_story: reviewer.user.roles.have(Right::SeeInsights),
        reference: &found.reference,
        closure: found.closure,
        checklist,
        values: form.values,
        refused: form.refused,
        wrong: form.wrong,
        is_done: form.is_done,
        revisions: review.map(|review| review.revisions.as_slice()).unwrap_or_default(),
        in_sample: found.in_sample,
    };
    let status = match form.refused {
        None => StatusCode::OK,
        Some(ReviewRefused::Reviewed) => StatusCode::CONFLICT,
        Some(ReviewRefused::Points | ReviewRefused::OwnWork) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    (status, page.render()).into_response()
}

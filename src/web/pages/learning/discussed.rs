//! The page of closed complaints, on which it is marked that they were discussed.
//!
//! The rule: days that are there are replaced only after a page that names how many.

use axum::Router;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::domain::input::decimal::parse_whole;
use crate::domain::input::fields::FieldError;
use crate::domain::insight::query::dashboard::with_unknown;
use crate::domain::learning::discussed::marking::{
    Marked, Marking, MarkingRefusal, ON, REFERENCE, REPLACE, Replacing, WITH, values,
};
use crate::domain::learning::discussed::query::DiscussedQuery;
use crate::urls;
use crate::views::learning::discussed::replacing::{BACK, ReplacingPage};
use crate::views::learning::discussed::{DiscussedPage, MarkingForm};
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{FactRecorder, staff_page};
use crate::web::shell::{body, urlencoded};
use crate::workflow::learning::discussed::{MarkDiscussedError, discussed, mark_discussed};

/// As large as any form for staff may be: the most complaints that are marked at once, with long references.
const LARGEST_FORM: usize = 128 * 1024;

/// Parameters that are not about which complaints are listed: what was done, and whether all are ticked.
const DONE: &str = "done";
const KEPT: &str = "kept";
const TICKED: &str = "ticked";

pub fn router() -> Router<App> {
    Router::new().route(urls::DISCUSSED, get(show).post(mark))
}

async fn show(
    State(app): State<App>,
    recorder: FactRecorder,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let asked = Asked::read(&app, query.as_deref())?;
    let today = app.today().to_string();
    let form = MarkingForm { on: &today, ..MarkingForm::default() };
    page(&app, &recorder, &headers, &asked, form).await
}

async fn mark(
    State(app): State<App>,
    recorder: FactRecorder,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let asked = Asked::read(&app, query.as_deref())?;
    let goes_back = values(&pairs, BACK).next().is_some();
    let outcome =
        if goes_back { Outcome::Refused(Vec::new()) } else { try_to_mark(&app, &recorder, &pairs).await? };
    let refusals = match outcome {
        Outcome::Marked(marked) => return Ok(see_other(&asked.done(marked))),
        Outcome::Replaces(marking, replacing) => {
            let page = ReplacingPage {
                staff: staff_page(&app, &headers, &recorder.user, urls::DISCUSSED),
                pairs: &asked.pairs,
                marking: &marking,
                replacing,
            };
            return Ok(page.render().into_response());
        }
        Outcome::Refused(refusals) => refusals,
    };
    let first = |name| values(&pairs, name).next().unwrap_or_default();
    let form = MarkingForm {
        ticked: values(&pairs, REFERENCE).collect(),
        with: first(WITH),
        on: first(ON),
        replaces: values(&pairs, REPLACE).next().is_some(),
        refusals: &refusals,
    };
    page(&app, &recorder, &headers, &asked, form).await
}

/// What became of a form.
enum Outcome {
    Marked(Marked),
    /// It would replace more days than were confirmed.
    Replaces(Marking, Replacing),
    /// What is wrong; nothing where the form is only to be shown again.
    Refused(Vec<MarkingRefusal>),
}

async fn try_to_mark(
    app: &App,
    recorder: &FactRecorder,
    pairs: &[(String, String)],
) -> Result<Outcome, PageError> {
    let marking = match Marking::read(pairs, app.today()) {
        Ok(marking) => marking,
        Err(refusals) => return Ok(Outcome::Refused(refusals)),
    };
    let whose = recorder.user.follow_ups();
    let Marking { references, with, on, earlier } = &marking;
    let outcome = mark_discussed(app, &recorder.actor(), &whose, references, *with, *on, *earlier).await;
    match outcome {
        Ok(marked) => Ok(Outcome::Marked(marked)),
        Err(MarkDiscussedError::Replaces(replacing)) => Ok(Outcome::Replaces(marking, replacing)),
        Err(MarkDiscussedError::Refused(refusal)) => Ok(Outcome::Refused(vec![refusal])),
        Err(MarkDiscussedError::Act(error)) => Err(error.into()),
        Err(MarkDiscussedError::Storage(error)) => Err(error.into()),
    }
}

/// What the address asks for.
struct Asked {
    query: DiscussedQuery,
    /// The filters as received, without empty ones.
    pairs: Vec<(String, String)>,
    mistakes: Vec<FieldError>,
    done: Option<Marked>,
    /// Whether all that is listed is ticked.
    ticks_all: bool,
}

impl Asked {
    fn read(app: &App, query: Option<&str>) -> Result<Self, PageError> {
        let mut pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
        let number = |name| urlencoded::first(&pairs, name).and_then(parse_whole);
        let done = number(DONE).map(|marked| Marked { marked, kept: number(KEPT).unwrap_or_default() });
        let ticks_all = urlencoded::first(&pairs, TICKED) == Some("all");
        // A form submits its empty fields too.
        pairs.retain(|(name, value)| ![DONE, KEPT, TICKED].contains(&name.as_str()) && !value.is_empty());
        let (query, mistakes) = match DiscussedQuery::parse(&with_unknown(&pairs), app.today()) {
            Ok(query) => (query, Vec::new()),
            Err(mistakes) => match DiscussedQuery::parse(&[], app.today()) {
                Ok(usual) => (usual, mistakes),
                Err(_) => return Err(PageError::BadRequest),
            },
        };
        if !mistakes.is_empty() {
            pairs.clear();
        }
        Ok(Self { query, pairs, mistakes, done, ticks_all })
    }

    /// The same page once complaints were marked.
    fn done(&self, marked: Marked) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.pairs).append_pair(DONE, &marked.marked.to_string());
        if marked.kept > 0 {
            query.append_pair(KEPT, &marked.kept.to_string());
        }
        urls::with_query(urls::DISCUSSED, &query.finish())
    }
}

async fn page(
    app: &App,
    recorder: &FactRecorder,
    headers: &HeaderMap,
    asked: &Asked,
    form: MarkingForm<'_>,
) -> Result<Response, PageError> {
    let whose = recorder.user.follow_ups();
    let overview = discussed(app, &whose, &asked.query).await?;
    let is_wrong = !asked.mistakes.is_empty() || !form.refusals.is_empty();
    let form = if asked.ticks_all && form.refusals.is_empty() {
        let all = overview.listed.iter().map(|complaint| complaint.reference.as_str());
        MarkingForm { ticked: all.collect(), ..form }
    } else {
        form
    };
    let page = DiscussedPage {
        staff: staff_page(app, headers, &recorder.user, urls::DISCUSSED),
        zone: app.config.organisation.zone,
        today: app.today(),
        own_team: whose.team(),
        query: &asked.query,
        pairs: &asked.pairs,
        mistakes: &asked.mistakes,
        overview: &overview,
        form: &form,
        done: asked.done.filter(|_| !is_wrong),
    };
    let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    Ok((status, page.render()).into_response())
}

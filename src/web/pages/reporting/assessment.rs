//! The page on which the policy of a year is judged, sentence by sentence.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use chrono::Datelike;

use crate::app::App;
use crate::domain::input::decimal::parse_whole;
use crate::domain::policy::query::parse_year;
use crate::domain::reporting::assessment::form::{FormFault, FormMistake, read, written};
use crate::urls;
use crate::views::reporting::assessment::AssessmentPage;
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::{body, urlencoded};
use crate::workflow::reporting::assessment::{AssessError, assess, assessed_sentences, can_be_assessed};

/// As large as any form for staff may be.
const LARGEST_FORM: usize = 128 * 1024;

/// The parameter with how many judgements were kept.
const DONE: &str = "done";

pub fn router() -> Router<App> {
    Router::new().route(urls::REPORT_ASSESSMENT, get(show).post(judge))
}

async fn show(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(year): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let year = year_of(&app, &year)?;
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let done = urlencoded::first(&pairs, DONE).and_then(parse_whole);
    page(&app, &reader, &headers, year, Sent { done, ..Sent::default() }).await
}

async fn judge(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(year): Path<String>,
    body: Body,
) -> Result<Response, PageError> {
    let year = year_of(&app, &year)?;
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let mistakes = match keep(&app, &reader, year, &pairs).await? {
        Ok(kept) => return Ok(see_other(&format!("{}?{DONE}={kept}", urls::report_assessment(year)))),
        Err(mistakes) => mistakes,
    };
    let sent = Sent { values: Some(&pairs), mistakes: &mistakes, done: None };
    page(&app, &reader, &headers, year, sent).await
}

/// How many judgements were kept, or why none was.
async fn keep(
    app: &App,
    reader: &InsightReader,
    year: i32,
    pairs: &[(String, String)],
) -> Result<Result<usize, Vec<FormMistake>>, PageError> {
    let judged = match read(pairs, &app.config.policy.self_assessment) {
        Ok(judged) => judged,
        Err(mistakes) => return Ok(Err(mistakes)),
    };
    let mistake = |sentence: String, fault| FormMistake { sentence, fault };
    match assess(app, &reader.actor(), year, &judged).await {
        Ok(kept) => Ok(Ok(kept)),
        Err(AssessError::Changed(sentences)) => {
            let mistakes = sentences.into_iter().map(|sentence| mistake(sentence, FormFault::Changed));
            Ok(Err(mistakes.collect()))
        }
        Err(AssessError::UnknownSentence(sentence)) => {
            Ok(Err(vec![mistake(sentence, FormFault::UnknownSentence)]))
        }
        Err(AssessError::LongNote(sentence)) => Ok(Err(vec![mistake(sentence, FormFault::LongNote)])),
        Err(AssessError::NotBegun(_)) => Err(PageError::NotFound),
        Err(AssessError::Act(error)) => Err(error.into()),
        Err(AssessError::Storage(error)) => Err(error.into()),
    }
}

/// The year of an address, if the policy can be judged of it.
fn year_of(app: &App, text: &str) -> Result<i32, PageError> {
    parse_year(text).filter(|year| can_be_assessed(app, *year)).ok_or(PageError::NotFound)
}

/// What was sent, and what came of it.
#[derive(Default)]
struct Sent<'a> {
    /// `None` where the form was not sent.
    values: Option<&'a [(String, String)]>,
    mistakes: &'a [FormMistake],
    done: Option<u32>,
}

async fn page(
    app: &App,
    reader: &InsightReader,
    headers: &HeaderMap,
    year: i32,
    sent: Sent<'_>,
) -> Result<Response, PageError> {
    let rows = assessed_sentences(app, year).await?;
    let there = written(&rows);
    let page = AssessmentPage {
        staff: staff_page(app, headers, &reader.user, urls::REPORTS),
        zone: app.config.organisation.zone,
        year,
        last_year: app.today().year(),
        rows: &rows,
        values: sent.values.unwrap_or(&there),
        mistakes: sent.mistakes,
        done: sent.done,
    };
    let is_changed = sent.mistakes.iter().any(|mistake| mistake.fault == FormFault::Changed);
    let status = match (is_changed, sent.mistakes) {
        (true, _) => StatusCode::CONFLICT,
        (false, []) => StatusCode::OK,
        (false, _) => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((status, page.render()).into_response())
}

//! The page behind a link, and the answer that it sends.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use crate::app::App;
use crate::domain::language::Language;
use crate::domain::response::{FormMistake, Submission, TypedForm, parse_form};
use crate::domain::token::Token;
use crate::urls;
use crate::views::notices::Notice;
use crate::views::survey::SurveyForm;
use crate::web::error::{PageError, see_other};
use crate::web::{body, request};
use crate::workflow::submit_response::{Submitted, submit_response};
use crate::workflow::survey::{Survey, find_survey};

/// Room for the longest comment with every character percent-encoded, and for everything else.
const LARGEST_FORM: usize = 512 * 1024;

pub fn router() -> Router<App> {
    Router::new().route(urls::SURVEY, get(show).post(submit))
}

async fn show(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let pairs = request::pairs(query.unwrap_or_default().as_bytes());
    let token = Token::presented(&token);
    let survey = find_survey(&app, &token).await?;
    let language = language_of(&app, &survey, request::first(&pairs, "lang"), &headers);
    if !matches!(survey, Survey::Open(_)) {
        return Ok(notice(&app, &survey, language));
    }
    let score = request::first(&pairs, "score").and_then(|score| score.parse().ok());
    let typed = TypedForm { score, ..TypedForm::default() };
    Ok(form(&app, language, &token, &typed, &[]))
}

async fn submit(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let body = body::read(body, LARGEST_FORM).await?;
    let pairs = request::pairs(&body);
    let token = Token::presented(&token);
    let wanted = request::first(&pairs, "lang");
    let submission = match parse_form(&body) {
        Ok(submission) => submission,
        Err(refused) => {
            let survey = find_survey(&app, &token).await?;
            let language = language_of(&app, &survey, wanted, &headers);
            return Ok(match survey {
                Survey::Open(_) => form(&app, language, &token, &refused.typed, &refused.mistakes),
                other => notice(&app, &other, language),
            });
        }
    };
    let language = wanted.and_then(Language::of_tag);
    let submitted = match submit_response(&app, &token, &submission, language).await {
        Ok(submitted) => submitted,
        Err(error) if error.is_passing() => {
            tracing::error!(%error, "an answer could not be stored for now");
            let language = language.or_else(|| request::accepted_language(&headers));
            let language = language.unwrap_or(app.config.organisation.language);
            return Ok(try_again(&app, language, &token, &submission));
        }
        Err(error) => return Err(error.into()),
    };
    match submitted {
        Submitted::Stored | Submitted::KeptAsAttempt => {
            let language = language.map(|language| format!("&lang={language}")).unwrap_or_default();
            Ok(see_other(&format!("{}?done=1{language}", urls::survey(&token))))
        }
        Submitted::Refused(survey) => {
            let language = language_of(&app, &survey, wanted, &headers);
            Ok(notice(&app, &survey, language))
        }
    }
}

/// As asked for, else the respondent's, else the browser's, else the organisation's.
fn language_of(app: &App, survey: &Survey, wanted: Option<&str>, headers: &HeaderMap) -> Language {
    wanted
        .and_then(Language::of_tag)
        .or_else(|| survey.language())
        .or_else(|| request::accepted_language(headers))
        .unwrap_or(app.config.organisation.language)
}

/// The form as it was sent, so that nothing typed is lost while the database is away.
fn try_again(app: &App, language: Language, token: &Token, submission: &Submission) -> Response {
    let page = form(app, language, token, &submission.into(), &[FormMistake::NotStored]);
    let headers = [(header::RETRY_AFTER, "60")];
    (StatusCode::SERVICE_UNAVAILABLE, headers, page).into_response()
}

fn form(
    app: &App,
    language: Language,
    token: &Token,
    typed: &TypedForm,
    mistakes: &[FormMistake],
) -> Response {
    let organisation = &app.config.organisation.name;
    let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    (status, SurveyForm { language, organisation, token, typed, mistakes }.render()).into_response()
}

fn notice(app: &App, survey: &Survey, language: Language) -> Response {
    let (status, notice) = match survey {
        Survey::Open(_) | Survey::Answered(_) => (StatusCode::OK, Notice::Thanks),
        Survey::Expired(_) => (StatusCode::GONE, Notice::ExpiredLink),
        Survey::Withdrawn(_) => (StatusCode::GONE, Notice::WithdrawnLink),
        Survey::Unknown => (StatusCode::NOT_FOUND, Notice::UnknownLink),
    };
    let speaker = request::speaker(app, language);
    (status, notice.render(speaker)).into_response()
}

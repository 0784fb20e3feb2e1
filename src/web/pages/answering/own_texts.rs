//! The pages on which an administrator changes the organisation's texts: the form, what it leads to, and earlier versions.

use axum::Router;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::domain::answering::own_texts::check::faults;
use crate::domain::answering::own_texts::fault::FieldFault;
use crate::domain::answering::own_texts::form::{self, EDIT, SHOW};
use crate::domain::answering::own_texts::merge::merge;
use crate::domain::answering::own_texts::{BUILT_IN_VERSION, OwnTexts};
use crate::urls;
use crate::views::answering::own_texts::history::TextsHistoryPage;
use crate::views::answering::own_texts::{Conflict, TextsPage};
use crate::web::pages::answering::texts_preview;
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{Administrator, staff_page};
use crate::web::shell::{body, urlencoded};
use crate::workflow::answering::own_texts::{
    SaveTextsError, Version, find_texts, list_saved, newest_texts, save_texts,
};

/// The size limit of the form in bytes: all texts at their longest.
const LARGEST_FORM: usize = 128 * 1024;
/// The most versions on a page of the history, and one more, which tells whether there are older ones.
const LISTED: usize = 20;
const READ: i64 = 21;

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::TEXTS, get(show).post(save))
        .route(urls::TEXTS_PREVIEW, post(preview))
        .route(urls::TEXTS_HISTORY, get(history))
}

/// The value of a parameter that is a number.
fn number(query: Option<&str>, name: &str) -> Option<i64> {
    let pairs = urlencoded::pairs_of_anything(query.unwrap_or_default().as_bytes());
    urlencoded::first(&pairs, name).and_then(|text| text.parse().ok())
}

async fn show(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let newest = newest_texts(&app).await?;
    let from = number(query.as_deref(), "from");
    let texts = match from {
        Some(number) => find_texts(&app, number).await?.ok_or(PageError::NotFound)?,
        None => newest.texts,
    };
    let is_saved = number(query.as_deref(), "saved").is_some();
    let form = Form { from, is_saved, ..Form::of(&texts, newest.number) };
    page(&app, &administrator, &headers, &form).await
}

async fn save(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let (texts, based_on) = form::read(&pairs).ok_or(PageError::BadRequest)?;
    if urlencoded::first(&pairs, EDIT).is_some() {
        return page(&app, &administrator, &headers, &Form::of(&texts, based_on)).await;
    }
    match save_texts(&app, &administrator.actor(), based_on, &texts).await {
        Ok(_) => Ok(see_other(&format!("{}?saved=1", urls::TEXTS))),
        Err(SaveTextsError::Faults(faults)) => {
            let form = Form { faults: &faults, ..Form::of(&texts, based_on) };
            page(&app, &administrator, &headers, &form).await
        }
        Err(SaveTextsError::Outdated(theirs)) => {
            outdated(&app, &administrator, &headers, (&texts, based_on), &theirs).await
        }
        Err(SaveTextsError::Act(error)) => Err(error.into()),
        Err(SaveTextsError::Storage(error)) => Err(error.into()),
    }
}

/// The form once more, put together with what another person saved since it was opened.
async fn outdated(
    app: &App,
    administrator: &Administrator,
    headers: &HeaderMap,
    (typed, based_on): (&OwnTexts, i64),
    theirs: &Version,
) -> Result<Response, PageError> {
    // A number that no page gave is taken for the built-in texts: then all that differs is shown.
    let base = find_texts(app, based_on).await?.unwrap_or_default();
    let merged = merge(&base, typed, &theirs.texts);
    let conflict = Some(Conflict { merged: &merged, theirs: &theirs.texts });
    let form = Form { conflict, ..Form::of(&merged.texts, theirs.number) };
    page(app, administrator, headers, &form).await
}

async fn preview(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let (texts, based_on) = form::read(&pairs).ok_or(PageError::BadRequest)?;
    let faults = faults(&texts);
    if !faults.is_empty() {
        let form = Form { faults: &faults, ..Form::of(&texts, based_on) };
        return page(&app, &administrator, &headers, &form).await;
    }
    match urlencoded::first(&pairs, SHOW) {
        Some(wanted) => texts_preview::page(&app, &texts, wanted).await,
        None => {
            let staff = staff_page(&app, &headers, &administrator.user, urls::TEXTS);
            Ok(texts_preview::mails(&app, staff, &texts, based_on))
        }
    }
}

async fn history(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let up_to = number(query.as_deref(), "up_to").unwrap_or(i64::MAX);
    let mut versions = list_saved(&app, up_to, READ).await?;
    let older = versions.get(LISTED).map(|version| version.number);
    versions.truncate(LISTED);
    let page = TextsHistoryPage {
        staff: staff_page(&app, &headers, &administrator.user, urls::TEXTS),
        zone: app.config.organisation.zone,
        versions: &versions,
        older,
    };
    Ok(page.render().into_response())
}

/// What stands in the form, and what became of it.
struct Form<'a> {
    texts: &'a OwnTexts,
    based_on: i64,
    faults: &'a [FieldFault],
    conflict: Option<Conflict<'a>>,
    from: Option<i64>,
    is_saved: bool,
}

impl<'a> Form<'a> {
    fn of(texts: &'a OwnTexts, based_on: i64) -> Self {
        Self { texts, based_on, faults: &[], conflict: None, from: None, is_saved: false }
    }
}

async fn page(
    app: &App,
    administrator: &Administrator,
    headers: &HeaderMap,
    form: &Form<'_>,
) -> Result<Response, PageError> {
    let newest = list_saved(app, i64::MAX, 1).await?;
    let page = TextsPage {
        staff: staff_page(app, headers, &administrator.user, urls::TEXTS),
        zone: app.config.organisation.zone,
        in_force: newest.first(),
        based_on: form.based_on,
        texts: form.texts,
        faults: form.faults,
        conflict: form.conflict,
        from: form.from.filter(|from| {
            *from == BUILT_IN_VERSION || Some(*from) != newest.first().map(|newest| newest.number)
        }),
        is_saved: form.is_saved,
    };
    let status = match form {
        Form { conflict: Some(_), .. } => StatusCode::CONFLICT,
        Form { faults: [], .. } => StatusCode::OK,
        Form { .. } => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((status, page.render()).into_response())
}

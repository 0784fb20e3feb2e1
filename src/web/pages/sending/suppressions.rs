//! The page of addresses that are never mailed, on which an administrator looks one up, adds and removes one.
//!
//! The rule: no address stands in the address of a page, which proxies log: looking one up is a form that is posted too.

use axum::Router;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::domain::input::fields::FieldError;
use crate::domain::sending::suppression::{
    ADD, FIND, ListPlace, ListedAddress, REASON, REMOVE, read_address, read_removal,
};
use crate::urls;
use crate::views::sending::suppressions::{Found, ListChange, SuppressionsView};
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{Administrator, staff_page};
use crate::web::shell::{body, urlencoded};
use crate::workflow::sending::suppressions::{
    SuppressionError, add_suppression, find_suppression, remove_suppression, suppressions_page,
};

const LARGEST_FORM: usize = 8 * 1024;

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::SUPPRESSIONS, get(show).post(add))
        .route(urls::SUPPRESSIONS_FIND, post(find))
        .route(urls::SUPPRESSIONS_REMOVE, post(remove))
}

/// What stands in the forms, and what became of it.
#[derive(Default)]
struct Form<'a> {
    values: &'a [(String, String)],
    errors: &'a [FieldError],
    found: Option<(&'a str, Option<&'a ListedAddress>)>,
    is_not_listed: bool,
    done: Option<ListChange>,
    before: Option<ListPlace>,
}

/// An administrator's request at this page.
struct Visit<'a> {
    app: &'a App,
    administrator: &'a Administrator,
    headers: &'a HeaderMap,
}

async fn show(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let before = match urlencoded::first(&pairs, "before") {
        None => None,
        Some(place) => Some(ListPlace::parse(place).ok_or(PageError::BadRequest)?),
    };
    let done = urlencoded::first(&pairs, "done").and_then(|done| done.parse().ok());
    let visit = Visit { app: &app, administrator: &administrator, headers: &headers };
    visit.page(&Form { before, done, ..Form::default() }).await
}

async fn add(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let visit = Visit { app: &app, administrator: &administrator, headers: &headers };
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let address = match read_address(&pairs, ADD) {
        Ok(address) => address,
        Err(errors) => return visit.page(&refused(&pairs, &errors)).await,
    };
    let is_new = add_suppression(&app, &administrator.actor(), &address).await?;
    Ok(done(if is_new { ListChange::Added } else { ListChange::Kept }))
}

async fn find(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let visit = Visit { app: &app, administrator: &administrator, headers: &headers };
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let address = match read_address(&pairs, FIND) {
        Ok(address) => address,
        Err(errors) => return visit.page(&refused(&pairs, &errors)).await,
    };
    let entry = find_suppression(&app, &address).await?;
    // What was looked up is what is added or removed next.
    let next = if entry.is_some() { REMOVE } else { ADD };
    let mut values = pairs.clone();
    values.push((next.to_owned(), address.as_str().to_owned()));
    let found = Some((address.as_str(), entry.as_ref()));
    visit.page(&Form { values: &values, found, ..Form::default() }).await
}

async fn remove(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let visit = Visit { app: &app, administrator: &administrator, headers: &headers };
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let (address, reason) = match read_removal(&pairs) {
        Ok(removal) => removal,
        Err(errors) => return visit.page(&refused(&pairs, &errors)).await,
    };
    let error = match remove_suppression(&app, &administrator.actor(), &address, &reason).await {
        Ok(()) => return Ok(done(ListChange::Removed)),
        Err(error) => error,
    };
    let message = error.to_string();
    let (field, is_not_listed) = match error {
        SuppressionError::NotListed => (REMOVE, true),
        SuppressionError::NoReason => (REASON, false),
        SuppressionError::Act(error) => return Err(error.into()),
        SuppressionError::Storage(error) => return Err(error.into()),
    };
    let errors = [FieldError { field: field.to_owned(), message }];
    visit.page(&Form { is_not_listed, ..refused(&pairs, &errors) }).await
}

fn refused<'a>(values: &'a [(String, String)], errors: &'a [FieldError]) -> Form<'a> {
    Form { values, errors, ..Form::default() }
}

fn done(change: ListChange) -> Response {
    see_other(&format!("{}?done={change}", urls::SUPPRESSIONS))
}

impl Visit<'_> {
    async fn page(&self, form: &Form<'_>) -> Result<Response, PageError> {
        let list = suppressions_page(self.app, form.before.as_ref()).await?;
        let page = SuppressionsView {
            staff: staff_page(self.app, self.headers, &self.administrator.user, urls::SUPPRESSIONS),
            zone: self.app.config.organisation.zone,
            entries: &list.entries,
            count: list.count,
            next: list.next.as_ref(),
            is_later: form.before.is_some(),
            found: form.found.map(|(address, entry)| Found { address, entry }),
            values: form.values,
            errors: form.errors,
            is_not_listed: form.is_not_listed,
            done: form.done,
        };
        let is_wrong = !form.errors.is_empty();
        let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        Ok((status, page.render()).into_response())
    }
}

//! Saved views: the list, opening one, and the forms that change one.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::domain::ids::SavedViewId;
use crate::domain::input::fields::FieldError;
use crate::domain::insight::query::saved_view::{NAME, SavedView, ViewChange, read_name, read_new};
use crate::urls;
use crate::views::insight::saved_views::one::{DeletePage, GonePage, RenamePage};
use crate::views::insight::saved_views::{ListedView, RefusedView, SavedViewsPage};
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::{body, error, urlencoded};
use crate::workflow::insight::dashboard::saved_views::change::{
    ViewError, delete_view, mail_view, rename_view, save_view, share_view,
};
use crate::workflow::insight::dashboard::saved_views::{FoundView, find_view, list_views};

const LARGEST_FORM: usize = 8 * 1024;

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::VIEWS, get(show).post(save))
        .route(urls::VIEW, get(open))
        .route(urls::VIEW_NAME, get(ask_name).post(rename))
        .route(urls::VIEW_SHARE, post(share))
        .route(urls::VIEW_MAIL, post(mail))
        .route(urls::VIEW_DELETE, get(ask_to_delete).post(delete))
}

async fn show(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let done = urlencoded::first(&pairs, "done").and_then(|done| done.parse::<ViewChange>().ok());
    page(&app, &reader, &headers, done, None).await
}

async fn page(
    app: &App,
    reader: &InsightReader,
    headers: &HeaderMap,
    done: Option<ViewChange>,
    refused: Option<RefusedView<'_>>,
) -> Result<Response, PageError> {
    let found = list_views(app, &reader.user.email).await?;
    let views: Vec<ListedView<'_>> = found.iter().map(listed).collect();
    let page = SavedViewsPage {
        staff: staff_page(app, headers, &reader.user, urls::VIEWS),
        views: &views,
        done,
        refused,
    };
    Ok((status(refused.is_some()), page.render()).into_response())
}

fn listed(found: &FoundView) -> ListedView<'_> {
    ListedView { view: &found.view, gone: &found.gone }
}

fn status(is_refused: bool) -> StatusCode {
    if is_refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK }
}

async fn save(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let typed = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let (errors, is_taken) = match read_new(&typed, app.today()) {
        Ok(new) => match save_view(&app, &reader.actor(), &new).await {
            Ok(_) => return Ok(changed(ViewChange::Saved)),
            Err(ViewError::NameTaken) => (vec![name_error(&ViewError::NameTaken)], true),
            Err(error) => return Err(refused(error)),
        },
        Err(errors) => (errors, false),
    };
    let refused = RefusedView { typed: &typed, errors: &errors, is_taken };
    page(&app, &reader, &headers, None, Some(refused)).await
}

/// Leads to the page of the view; to one that says what is gone, if the view would be empty.
async fn open(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let id: SavedViewId = error::identifier(&id)?;
    let found = find_view(&app, &reader.user.email, id).await?.ok_or(PageError::NotFound)?;
    if !found.gone.is_empty {
        return Ok(see_other(&urls::saved(found.view.page, &found.view.query)));
    }
    let page =
        GonePage { staff: staff_page(&app, &headers, &reader.user, urls::VIEWS), listed: listed(&found) };
    Ok(page.render().into_response())
}

async fn ask_name(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let view = own_view(&app, &reader, &id).await?;
    Ok(name_page(&app, &reader, &headers, &view, &view.name, None))
}

async fn rename(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, PageError> {
    let typed = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let view = own_view(&app, &reader, &id).await?;
    let name = urlencoded::first(&typed, NAME).unwrap_or_default();
    let is_taken = match read_name(name) {
        None => false,
        Some(fit) => match rename_view(&app, &reader.actor(), view.id, &fit).await {
            Ok(()) => return Ok(changed(ViewChange::Renamed)),
            Err(ViewError::NameTaken) => true,
            Err(error) => return Err(refused(error)),
        },
    };
    let errors = [name_error(&ViewError::NameTaken)];
    let refused = RefusedView { typed: &typed, errors: &errors, is_taken };
    Ok(name_page(&app, &reader, &headers, &view, name, Some(refused)))
}

fn name_page(
    app: &App,
    reader: &InsightReader,
    headers: &HeaderMap,
    view: &SavedView,
    name: &str,
    refused: Option<RefusedView<'_>>,
) -> Response {
    let page = RenamePage { staff: staff_page(app, headers, &reader.user, urls::VIEWS), view, name, refused };
    (status(refused.is_some()), page.render()).into_response()
}

async fn share(
    State(app): State<App>,
    reader: InsightReader,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, PageError> {
    let (id, is_wanted) = choice(&id, body).await?;
    share_view(&app, &reader.actor(), id, is_wanted).await.map_err(refused)?;
    Ok(changed(if is_wanted { ViewChange::Shared } else { ViewChange::Unshared }))
}

async fn mail(
    State(app): State<App>,
    reader: InsightReader,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, PageError> {
    let (id, is_wanted) = choice(&id, body).await?;
    mail_view(&app, &reader.actor(), id, is_wanted).await.map_err(refused)?;
    Ok(changed(if is_wanted { ViewChange::Mailed } else { ViewChange::NotMailed }))
}

/// The view of a button, and what the button asks for.
async fn choice(id: &str, body: Body) -> Result<(SavedViewId, bool), PageError> {
    let typed = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    Ok((error::identifier(id)?, urlencoded::first(&typed, "wanted") == Some("yes")))
}

async fn ask_to_delete(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let view = own_view(&app, &reader, &id).await?;
    let page = DeletePage { staff: staff_page(&app, &headers, &reader.user, urls::VIEWS), view: &view };
    Ok(page.render().into_response())
}

async fn delete(
    State(app): State<App>,
    reader: InsightReader,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    delete_view(&app, &reader.actor(), error::identifier(&id)?).await.map_err(refused)?;
    Ok(changed(ViewChange::Deleted))
}

/// A view of the user's own; others have no such page.
async fn own_view(app: &App, reader: &InsightReader, id: &str) -> Result<SavedView, PageError> {
    let found = find_view(app, &reader.user.email, error::identifier(id)?).await?;
    found.map(|found| found.view).filter(|view| view.is_own).ok_or(PageError::NotFound)
}

fn changed(change: ViewChange) -> Response {
    see_other(&format!("{}?done={change}", urls::VIEWS))
}

fn name_error(error: &ViewError) -> FieldError {
    FieldError { field: NAME.to_owned(), message: error.to_string() }
}

/// The answer to what no form of these pages offers, or what is not allowed.
fn refused(error: ViewError) -> PageError {
    match error {
        ViewError::Act(error) => error.into(),
        ViewError::Storage(error) => error.into(),
        ViewError::NotFound | ViewError::NoAccount => PageError::NotFound,
        ViewError::NameTaken | ViewError::NotMailable => PageError::BadRequest,
    }
}

//! The page of imports of earlier results: a file is sent, looked through and imported, and a whole import is undone.
//!
//! The rule: nothing counts before the person has seen what would happen and said so. A file that is larger than a page takes
//! goes by the command line.

mod to_the_end;

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use uuid::Uuid;

use crate::app::App;
use crate::domain::answering::imported::{ImportRecord, ImportState};
use crate::urls;
use crate::views::insight::imports::{Done, ImportsPage, Sent, UndoPage};
use crate::web::pages::insight::imports::to_the_end::to_the_end;
use crate::web::shell::body::multipart;
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{Administrator, staff_page};
use crate::web::shell::{body, urlencoded};
use crate::workflow::access::permission::ActError;
use crate::workflow::insight::import_responses::ImportResponsesError;
use crate::workflow::insight::import_responses::list::{find_import, list_imports};
use crate::workflow::insight::import_responses::undo::{UndoImportError, undo_import};
use crate::workflow::insight::import_responses::upload::{import_upload, keep_upload};
use crate::workflow::{StorageError, UNTOLD};

const LARGEST_FORM: usize = 4 * 1024;

/// The field of the file, and the one that names a file that was looked through.
const FILE: &str = "file";
const UPLOAD: &str = "upload";

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::IMPORTS, get(show).post(look_through))
        .route(urls::IMPORT_CONFIRM, post(confirm))
        .route(urls::IMPORT_UNDO, get(ask).post(undo))
}

async fn show(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let sent = match query.as_deref() {
        Some("done=imported") => Sent::Done(Done::Imported),
        Some("done=undone") => Sent::Done(Done::Undone),
        Some("gone=1") => Sent::Gone,
        _ => Sent::Nothing,
    };
    page(&app, &administrator, &headers, sent).await
}

async fn look_through(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let bytes = body::read(body, body::largest_sent(urls::IMPORTS, &headers)).await?;
    let fields = multipart::fields(&headers, bytes.into()).await.unwrap_or_default();
    let file = fields.into_iter().find(|(name, content)| name == FILE && !content.is_empty());
    let Some((_, file)) = file else {
        return page(&app, &administrator, &headers, Sent::NoFile).await;
    };
    if file.len() > body::LARGEST_FILE {
        return Err(PageError::TooLarge);
    }
    match keep_upload(&app, &administrator.actor(), &file).await {
        Ok((id, foreseen)) => page(&app, &administrator, &headers, Sent::Ready { id, foreseen }).await,
        Err(error) => refused(&app, &administrator, &headers, error).await,
    }
}

async fn confirm(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    let id: Option<Uuid> = urlencoded::first(&pairs, UPLOAD).and_then(|id| id.parse().ok());
    let Some(id) = id else { return Err(PageError::BadRequest) };
    let importing = {
        let (app, actor) = (app.clone(), administrator.actor());
        async move { import_upload(&app, &actor, id).await }
    };
    match to_the_end(importing, import_failure).await? {
        Ok(Some(_)) => Ok(see_other(&format!("{}?done=imported", urls::IMPORTS))),
        Ok(None) => Ok(see_other(&format!("{}?gone=1", urls::IMPORTS))),
        Err(error) => refused(&app, &administrator, &headers, error).await,
    }
}

fn import_failure(error: &ImportResponsesError) -> Option<&StorageError> {
    match error {
        ImportResponsesError::Storage(error) | ImportResponsesError::Act(ActError::Storage(error)) => {
            Some(error)
        }
        _ => None,
    }
}

fn undo_failure(error: &UndoImportError) -> Option<&StorageError> {
    match error {
        UndoImportError::Storage(error) | UndoImportError::Act(ActError::Storage(error)) => Some(error),
        _ => None,
    }
}

/// The page that says why a file was not taken.
async fn refused(
    app: &App,
    administrator: &Administrator,
    headers: &HeaderMap,
    error: ImportResponsesError,
) -> Result<Response, PageError> {
    match error {
        ImportResponsesError::Lines(wrong) => {
            page(app, administrator, headers, Sent::Faults(&wrong.responses)).await
        }
        ImportResponsesError::Repeated | ImportResponsesError::RepeatedPeriods => {
            page(app, administrator, headers, Sent::Repeated).await
        }
        ImportResponsesError::Act(error) => Err(error.into()),
        ImportResponsesError::Storage(error) => Err(error.into()),
    }
}

async fn ask(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    Path(id): Path<String>,
) -> Result<Response, PageError> {
    let import = found(&app, &id).await?;
    if matches!(import.state, ImportState::Undone { .. }) {
        return Ok(see_other(urls::IMPORTS));
    }
    let page = UndoPage {
        staff: staff_page(&app, &headers, &administrator.user, urls::IMPORTS),
        zone: app.config.organisation.zone,
        import: &import,
    };
    Ok(page.render().into_response())
}

async fn undo(
    State(app): State<App>,
    administrator: Administrator,
    Path(id): Path<String>,
    body: Body,
) -> Result<Response, PageError> {
    body::read(body, LARGEST_FORM).await?;
    let id = found(&app, &id).await?.id;
    // What it leaves when the program ends, the next tick completes.
    let undoing = {
        let (app, actor) = (app.clone(), administrator.actor());
        async move { undo_import(&app, &actor, id, UNTOLD).await }
    };
    match to_the_end(undoing, undo_failure).await? {
        Ok(_) | Err(UndoImportError::AlreadyUndone) => {
            Ok(see_other(&format!("{}?done=undone", urls::IMPORTS)))
        }
        Err(UndoImportError::Unknown) => Err(PageError::NotFound),
        Err(UndoImportError::Act(error)) => Err(error.into()),
        Err(UndoImportError::Storage(error)) => Err(error.into()),
    }
}

async fn found(app: &App, id: &str) -> Result<ImportRecord, PageError> {
    let id = id.parse().map_err(|_| PageError::NotFound)?;
    find_import(app, id).await?.ok_or(PageError::NotFound)
}

async fn page(
    app: &App,
    administrator: &Administrator,
    headers: &HeaderMap,
    sent: Sent<'_>,
) -> Result<Response, PageError> {
    let status = if sent.is_wrong() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let page = ImportsPage {
        staff: staff_page(app, headers, &administrator.user, urls::IMPORTS),
        zone: app.config.organisation.zone,
        imports: &list_imports(app).await?,
        sent,
    };
    Ok((status, page.render()).into_response())
}

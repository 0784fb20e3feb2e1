//! The page of one follow-up as an answer to a request: as it is, or with what became of a form.

use axum::body::Body;
use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::follow_ups::detail::CustomerContact;
use crate::domain::ids::FollowUpId;
use crate::domain::input::fields::FieldError;
use crate::urls;
use crate::views::follow_ups::FollowUpPages;
use crate::views::follow_ups::detail::FollowUpPage;
use crate::views::follow_ups::refusal::FollowUpRefusal;
use crate::views::follow_ups::shown_contact::ShownContact;
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{FollowUpHandler, staff_page};
use crate::web::shell::{body, error, urlencoded};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::sign_in::SignedIn;
use crate::workflow::answering::questionnaires::find_questionnaire;
use crate::workflow::follow_ups::read::read_follow_up;
use crate::workflow::follow_ups::refusal::FollowUpError;

const LARGEST_FORM: usize = 32 * 1024;

/// The fields of a form.
pub(super) type Pairs = Vec<(String, String)>;

/// Reads the fields of a form.
///
/// # Errors
/// The form is too large or not urlencoded.
pub(super) async fn fields(body: Body) -> Result<Pairs, PageError> {
    Ok(urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?)
}

/// The viewer of the pages.
pub(super) fn pages<'a>(app: &'a App, headers: &HeaderMap, user: &'a SignedIn) -> FollowUpPages<'a> {
    FollowUpPages {
        staff: staff_page(app, headers, user, urls::FOLLOW_UPS),
        zone: app.config.organisation.zone,
        today: app.today(),
    }
}

/// A user at the page of a follow-up: the extractor of the page and of its forms.
pub(super) struct Visit {
    pub app: App,
    pub id: FollowUpId,
    handler: FollowUpHandler,
    headers: HeaderMap,
}

impl FromRequestParts<App> for Visit {
    type Rejection = PageError;

    /// A path without an identifier is answered with 404, to a user who may handle follow-ups.
    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, PageError> {
        let handler = FollowUpHandler::from_request_parts(parts, app).await?;
        let path = Path::<String>::from_request_parts(parts, app).await;
        let Path(id) = path.map_err(|_| PageError::NotFound)?;
        Ok(Self { app: app.clone(), id: error::identifier(&id)?, handler, headers: parts.headers.clone() })
    }
}

/// What a page shows besides the follow-up.
#[derive(Default)]
pub(super) struct Shown<'a> {
    /// Contact details that were asked for; `Some(None)` if they are no longer kept.
    pub contact: Option<Option<&'a CustomerContact>>,
    pub values: &'a [(String, String)],
    pub errors: &'a [FieldError],
    pub refused: Option<FollowUpRefusal>,
    pub is_done: bool,
}

impl Visit {
    /// Who is to be recorded in the audit.
    pub(super) fn actor(&self) -> Actor {
        self.handler.actor()
    }

    /// Whose follow-ups the user sees.
    pub(super) fn whose(&self) -> FollowUpsOf {
        self.handler.user.follow_ups()
    }

    /// The page.
    pub(super) async fn page(&self, shown: Shown<'_>) -> Result<Response, PageError> {
        let detail = match read_follow_up(&self.app, &self.actor(), &self.whose(), self.id).await {
            Ok(detail) => detail,
            Err(FollowUpError::Act(error)) => return Err(error.into()),
            Err(FollowUpError::Storage(error)) => return Err(error.into()),
            Err(_) => return Err(PageError::NotFound),
        };
        let status = match &shown {
            Shown { refused: Some(_), .. } => StatusCode::CONFLICT,
            Shown { errors: [], .. } => StatusCode::OK,
            Shown { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        };
        let questionnaire = find_questionnaire(&self.app, &detail.follow_up.questionnaire).await?;
        let page = FollowUpPage {
            pages: pages(&self.app, &self.headers, &self.handler.user),
            detail: &detail,
            questionnaire: &questionnaire,
            contact: match shown.contact {
                None => ShownContact::No,
                Some(None) => ShownContact::Gone,
                Some(Some(contact)) => ShownContact::Details(contact),
            },
            values: shown.values,
            errors: shown.errors,
            refused: shown.refused,
            is_done: shown.is_done,
        };
        Ok((status, page.render()).into_response())
    }

    /// The answer to a form: on to `next` where it took effect, else the page with what was typed and what was wrong.
    pub(super) async fn answer(
        &self,
        done: Result<(), FollowUpError>,
        typed: &[(String, String)],
        next: &str,
    ) -> Result<Response, PageError> {
        let error = match done {
            Ok(()) => return Ok(see_other(next)),
            Err(error) => error,
        };
        let refused = match error {
            FollowUpError::Wrong(errors) => {
                return self.page(Shown { values: typed, errors: &errors, ..Shown::default() }).await;
            }
            FollowUpError::Unknown => return Err(PageError::NotFound),
            FollowUpError::Act(error) => return Err(error.into()),
            FollowUpError::Storage(error) => return Err(error.into()),
            FollowUpError::HeldBy(who) => FollowUpRefusal::HeldBy(who),
            FollowUpError::NotHeld => FollowUpRefusal::NotHeld,
            FollowUpError::Ended => FollowUpRefusal::Ended,
            FollowUpError::NotEnded => FollowUpRefusal::NotEnded,
            FollowUpError::Changed => FollowUpRefusal::Changed,
            FollowUpError::NoContactWanted => FollowUpRefusal::NoContactWanted,
        };
        self.page(Shown { values: typed, refused: Some(refused), ..Shown::default() }).await
    }
}

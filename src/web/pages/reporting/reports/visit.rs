//! A visit to the page of a document: who comes, for which document of which year, and the page as it is now.

use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::domain::reporting::document::DocumentKind;
use crate::domain::reporting::standing::Obstacle;
use crate::urls;
use crate::views::reporting::draft::{Done, DraftPage, Outcome};
use crate::web::pages::reporting::reports::document;
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::staff_page;
use crate::workflow::access::sign_in::SignedIn;
use crate::workflow::reporting::overview::report_year;
use crate::workflow::reporting::publish::words_to_begin_with;

/// Of one document, by one person of the staff.
#[derive(Clone, Copy)]
pub(super) struct Visit<'a> {
    pub app: &'a App,
    pub user: &'a SignedIn,
    pub headers: &'a HeaderMap,
    pub year: i32,
    pub kind: DocumentKind,
}

impl<'a> Visit<'a> {
    /// To the document of a path; not found if there is no such.
    pub fn new(
        app: &'a App,
        user: &'a SignedIn,
        headers: &'a HeaderMap,
        (year, kind): &(String, String),
    ) -> Result<Self, PageError> {
        let (year, kind) = document(year, kind)?;
        Ok(Self { app, user, headers, year, kind })
    }

    /// The page as it is now, with what became of a form on it.
    pub async fn page(self, status: StatusCode, outcome: Outcome<'_>) -> Result<Response, PageError> {
        let standing = report_year(self.app, self.year).await?;
        let begins_with = words_to_begin_with(self.app, standing.of(self.kind)).await?;
        let page = DraftPage {
            staff: staff_page(self.app, self.headers, self.user, urls::REPORTS),
            today: self.app.today(),
            zone: self.app.config.organisation.zone,
            year: &standing,
            kind: self.kind,
            address: &format!("{}{}", self.app.config.http.public_url, urls::report(self.year)),
            begins_with: &begins_with,
            outcome,
        };
        Ok((status, page.render()).into_response())
    }

    /// The page as it is now, with why the step was not taken.
    pub async fn refused(self, (status, obstacle): (StatusCode, Obstacle)) -> Result<Response, PageError> {
        self.page(status, Outcome { refused: Some(obstacle), ..Outcome::default() }).await
    }

    /// Leads to the page, which says what was done.
    pub fn done(self, done: Done) -> Response {
        see_other(&format!("{}?done={done}", urls::report_draft(self.year, self.kind)))
    }
}

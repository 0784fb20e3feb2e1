//! The pages on which staff answer what a person asks of personal data.
//!
//! The rule: an address that is asked about comes in a form that is posted, and stands in no address of ours.

pub mod erasing;
pub mod requests;

use axum::body::Body;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::domain::input::fields::FieldError;
use crate::domain::privacy::sought::SoughtAddress;
use crate::urls;
use crate::views::privacy::requests::{EMAIL, Outcome, RequestsView};
use crate::web::shell::error::PageError;
use crate::web::shell::staff::{PrivacyHandler, staff_page};
use crate::web::shell::{body, urlencoded};
use crate::workflow::privacy::PrivacyError;

const LARGEST_FORM: usize = 8 * 1024;

/// A request of a person, as staff posted it.
struct Visit<'a> {
    app: &'a App,
    handler: &'a PrivacyHandler,
    headers: &'a HeaderMap,
    values: Vec<(String, String)>,
}

impl<'a> Visit<'a> {
    async fn read(
        app: &'a App,
        handler: &'a PrivacyHandler,
        headers: &'a HeaderMap,
        body: Body,
    ) -> Result<Self, PageError> {
        let values = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
        Ok(Self { app, handler, headers, values })
    }

    /// The address; `None` where the text is none.
    fn address(&self) -> Option<SoughtAddress> {
        urlencoded::first(&self.values, EMAIL).and_then(|text| text.parse().ok())
    }

    /// The page again, since the address is none.
    fn again(&self) -> Response {
        let errors = [FieldError { field: EMAIL.to_owned(), message: String::new() }];
        self.page(StatusCode::UNPROCESSABLE_ENTITY, &errors, None, Outcome::None)
    }

    fn told(&self, address: &SoughtAddress, outcome: Outcome<'_>) -> Response {
        let status = if matches!(outcome, Outcome::InFlight) { StatusCode::CONFLICT } else { StatusCode::OK };
        self.page(status, &[], Some(address.folded()), outcome)
    }

    /// What a refusal looks like on the page.
    fn refused(&self, address: &SoughtAddress, error: PrivacyError) -> Result<Response, PageError> {
        Ok(match error {
            PrivacyError::Unknown => self.told(address, Outcome::Unknown),
            PrivacyError::InFlight => self.told(address, Outcome::InFlight),
            PrivacyError::Act(error) => return Err(error.into()),
            PrivacyError::Storage(error) => return Err(error.into()),
            error @ (PrivacyError::Ledger { .. }
            | PrivacyError::LedgerKey { .. }
            | PrivacyError::Outbox(_)) => {
                return Err(PageError::fault(&error));
            }
        })
    }

    fn page(
        &self,
        status: StatusCode,
        errors: &[FieldError],
        address: Option<&str>,
        outcome: Outcome<'_>,
    ) -> Response {
        let page = RequestsView {
            staff: staff_page(self.app, self.headers, &self.handler.user, urls::PRIVACY_REQUESTS),
            values: &self.values,
            errors,
            address,
            outcome,
        };
        (status, page.render()).into_response()
    }
}

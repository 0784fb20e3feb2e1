//! The pages on which a user sets up, replaces and removes the own second factor.
//!
//! The rule: a secret and recovery codes are shown in the answer to a form, this once, and at no address that could be
//! opened again.

use axum::Router;
use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};

use crate::app::App;
use crate::domain::access::session::recovery_code::RecoveryCode;
use crate::urls;
use crate::views::access::second_factor::code_field::CodeRefusal;
use crate::views::access::second_factor::{CodeForm, CodesPage, EnrolPage, Frame, SecondFactorPage};
use crate::views::access::sign_in::Typed;
use crate::web::pages::access::sign_in::{LARGEST_FORM, with_retry_after};
use crate::web::pages::access::welcome::{add_cookie, go_on};
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{
    AccountOwner, SecondFactorOwner, set_browser_cookie, set_session_cookie, staff_page,
};
use crate::web::shell::{body, staff, urlencoded};
use crate::workflow::access::second_factor::enrolment::{
    Offer, Proof, begin_second_factor, confirm_second_factor, offer_again,
};
use crate::workflow::access::second_factor::{
    SecondFactorError, look_at_second_factor, remove_second_factor, renew_recovery_codes,
};

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::SECOND_FACTOR, get(show).post(begin))
        .route(urls::SECOND_FACTOR_CONFIRM, post(confirm))
        .route(urls::SECOND_FACTOR_REMOVE, post(remove))
        .route(urls::SECOND_FACTOR_DONE, post(done))
        .route(urls::RECOVERY_CODES, post(renew))
}

/// A form of these pages.
struct Form(Vec<(String, String)>);

impl Form {
    async fn sent(body: Body) -> Result<Self, PageError> {
        Ok(Self(urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?))
    }

    fn field(&self, name: &str) -> &str {
        urlencoded::first(&self.0, name).unwrap_or_default()
    }

    fn waiting(&self) -> Typed<'_> {
        Typed { next: urls::local(self.field("next")), fields: self.field("typed") }
    }
}

/// A request of a user at these pages.
struct Visit<'a> {
    app: &'a App,
    owner: &'a SecondFactorOwner,
    headers: &'a HeaderMap,
}

async fn show(
    State(app): State<App>,
    owner: SecondFactorOwner,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let form = Form(urlencoded::pairs(query.unwrap_or_default().as_bytes())?);
    let visit = Visit { app: &app, owner: &owner, headers: &headers };
    // An address that another site made up brings no form that would wait to be sent.
    let waiting = Typed { fields: "", ..form.waiting() };
    visit.standing(waiting, StatusCode::OK, None).await
}

async fn begin(
    State(app): State<App>,
    owner: SecondFactorOwner,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let form = Form::sent(body).await?;
    let visit = Visit { app: &app, owner: &owner, headers: &headers };
    let proof = Proof {
        code: form.field("code"),
        password: form.field("current_password"),
        has_just_signed_in: owner.must_enrol,
    };
    match begin_second_factor(&app, &owner.user.email, proof).await {
        Ok(offer) => Ok(visit.enrol(form.waiting(), &offer, None)),
        Err(error) => visit.refused(&form, CodeForm::Replacement, error).await,
    }
}

async fn confirm(
    State(app): State<App>,
    owner: SecondFactorOwner,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let form = Form::sent(body).await?;
    let visit = Visit { app: &app, owner: &owner, headers: &headers };
    let (email, offered, browser) = (&owner.user.email, form.field("offer"), staff::browser(&app, &headers));
    let code = form.field("code");
    match confirm_second_factor(&app, email, offered, code, &browser, owner.must_enrol).await {
        Ok(confirmed) => {
            let mut response = visit.codes(form.waiting(), &confirmed.codes);
            if let Some(opened) = &confirmed.opened {
                add_cookie(&mut response, set_session_cookie(&app, Some(&opened.session)));
                add_cookie(&mut response, set_browser_cookie(&app, &opened.browser_code));
            }
            Ok(response)
        }
        Err(SecondFactorError::WrongCode) => match offer_again(&app, email, offered).await {
            Ok(offer) => Ok(visit.enrol(form.waiting(), &offer, Some(CodeRefusal::Wrong))),
            Err(error) => visit.refused(&form, CodeForm::Replacement, error).await,
        },
        Err(error) => visit.refused(&form, CodeForm::Replacement, error).await,
    }
}

async fn renew(
    State(app): State<App>,
    owner: SecondFactorOwner,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let form = Form::sent(body).await?;
    let visit = Visit { app: &app, owner: &owner, headers: &headers };
    match renew_recovery_codes(&app, &owner.user.email, form.field("code")).await {
        Ok(codes) => Ok(visit.codes(form.waiting(), &codes)),
        Err(error) => visit.refused(&form, CodeForm::Renewal, error).await,
    }
}

async fn remove(
    State(app): State<App>,
    owner: SecondFactorOwner,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let form = Form::sent(body).await?;
    let visit = Visit { app: &app, owner: &owner, headers: &headers };
    let browser = staff::browser(&app, &headers);
    match remove_second_factor(&app, &owner.user.email, form.field("code"), &browser).await {
        Ok(()) => Ok(see_other(&urls::with_next(urls::SECOND_FACTOR, form.waiting().next))),
        Err(error) => visit.refused(&form, CodeForm::Removal, error).await,
    }
}

/// After the recovery codes were kept.
async fn done(
    State(app): State<App>,
    owner: AccountOwner,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let staff = staff_page(&app, &headers, &owner.user, "");
    Ok(go_on(&staff, Form::sent(body).await?.waiting(), urls::ACCOUNT))
}

impl<'a> Visit<'a> {
    fn frame(&self, waiting: Typed<'a>, is_alone: bool) -> Frame<'a> {
        let staff = staff_page(self.app, self.headers, &self.owner.user, urls::SECOND_FACTOR);
        let user = (!is_alone).then_some(staff.user);
        Frame { language: staff.language, organisation: staff.organisation, user, waiting }
    }

    /// The page that says how the second factor stands.
    async fn standing(
        &self,
        waiting: Typed<'a>,
        status: StatusCode,
        refused: Option<(CodeForm, CodeRefusal)>,
    ) -> Result<Response, PageError> {
        let factor = look_at_second_factor(self.app, &self.owner.user.email).await?;
        let page = SecondFactorPage { frame: self.frame(waiting, self.owner.must_enrol), factor, refused };
        Ok((status, page.render()).into_response())
    }

    /// The page with the secret.
    fn enrol(&self, waiting: Typed<'a>, offer: &Offer, refusal: Option<CodeRefusal>) -> Response {
        let frame = self.frame(waiting, self.owner.must_enrol);
        let page = EnrolPage { frame, enrolment: &offer.enrolment, offer: &offer.sealed, refusal };
        let status = if refusal.is_some() { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        (status, page.render()).into_response()
    }

    /// The page with recovery codes. The session shows all pages by now.
    fn codes(&self, waiting: Typed<'a>, codes: &[RecoveryCode]) -> Response {
        let otherwise = if self.owner.must_enrol { urls::DASHBOARD } else { urls::ACCOUNT };
        let waiting = Typed { next: waiting.next.or(Some(otherwise)), fields: waiting.fields };
        CodesPage { frame: self.frame(waiting, false), codes }.render().into_response()
    }

    async fn refused(
        &self,
        form: &'a Form,
        asked: CodeForm,
        error: SecondFactorError,
    ) -> Result<Response, PageError> {
        match error {
            SecondFactorError::WrongCode | SecondFactorError::WrongPassword => {
                let refused = Some((asked, CodeRefusal::Wrong));
                self.standing(form.waiting(), StatusCode::UNPROCESSABLE_ENTITY, refused).await
            }
            SecondFactorError::Wait(wait) => {
                let refused = Some((asked, CodeRefusal::Wait));
                let page = self.standing(form.waiting(), StatusCode::TOO_MANY_REQUESTS, refused).await?;
                Ok(with_retry_after(page, wait))
            }
            // The page says how it stands now, and what can be done.
            SecondFactorError::Elsewhere
            | SecondFactorError::Required
            | SecondFactorError::OfferGone
            | SecondFactorError::SignedOut => self.standing(form.waiting(), StatusCode::CONFLICT, None).await,
            SecondFactorError::Storage(error) => Err(error.into()),
        }
    }
}

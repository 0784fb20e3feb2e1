//! The forms that change a cause.
//!
//! The rule: a form carries the cause, by the name under which it was shown, and the view that it was opened in, and leads back to
//! them; what was refused stands in its field again, for the cause for which the name counts now. A merge cannot be undone, so
//! a page says first what it does.

use axum::body::Body;
use axum::extract::{FromRequest, FromRequestParts, RawQuery, Request, State};
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::domain::ids::ThemeId;
use crate::domain::learning::causes::query::{CausesQuery, NAME};
use crate::urls;
use crate::views::learning::causes::manage::VIEW;
use crate::views::learning::causes::merging::MergePage;
use crate::views::learning::causes::one::{Changing, Form};
use crate::web::pages::learning::causes::{Asked, page_of};
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::{body, urlencoded};
use crate::workflow::access::audit::Actor;
use crate::workflow::learning::causes::acts::{
    CauseError, Named, merge_causes, rename_cause, restore_cause, retire_cause, tie_themes,
};
use crate::workflow::learning::causes::merging::merge_ahead;

const LARGEST_FORM: usize = 32 * 1024;

/// A form as it was sent.
struct Sent(Vec<(String, String)>);

impl Sent {
    async fn read(body: Body) -> Result<Self, PageError> {
        Ok(Self(urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?))
    }

    fn field(&self, name: &str) -> &str {
        urlencoded::first(&self.0, name).unwrap_or_default()
    }

    fn cause(&self) -> Named<'_> {
        Named::AsShown(self.field(NAME))
    }

    /// The cause for which it is to count.
    fn other(&self) -> Named<'_> {
        Named::AsShown(self.field(Form::Merge.field()))
    }

    /// The themes that were ticked.
    fn themes(&self) -> Result<Vec<ThemeId>, PageError> {
        let ticked = self.0.iter().filter(|(name, _)| name == "theme");
        let themes: Result<Vec<ThemeId>, _> = ticked.map(|(_, id)| id.parse()).collect();
        themes.map_err(|_| PageError::BadRequest)
    }

    /// The parameters of the page that the form stands on.
    fn question(&self) -> Vec<(String, String)> {
        let mut pairs = urlencoded::pairs_of_anything(self.field(VIEW).as_bytes());
        pairs.retain(|(name, _)| name != NAME);
        pairs.push((NAME.to_owned(), self.field(NAME).to_owned()));
        pairs
    }

    /// The query string of the view, serialised anew, so that no outside address can be redirected to.
    fn view(&self, app: &App) -> String {
        let query = CausesQuery::parse(&self.question(), app.today()).unwrap_or_else(|(_, usual)| *usual);
        query.view.address()
    }

    /// To the page of a cause, in the view.
    fn done(&self, app: &App, cause: &str) -> Response {
        see_other(&format!("{}&done=1", urls::cause_in(cause, &self.view(app))))
    }
}

/// A form about a cause, with who sent it: what each act is given.
pub(super) struct CauseForm {
    app: App,
    reader: InsightReader,
    headers: HeaderMap,
    sent: Sent,
}

impl FromRequest<App> for CauseForm {
    type Rejection = PageError;

    async fn from_request(request: Request, app: &App) -> Result<Self, PageError> {
        let (mut parts, body) = request.into_parts();
        let reader = InsightReader::from_request_parts(&mut parts, app).await?;
        let sent = Sent::read(body).await?;
        Ok(Self { app: app.clone(), reader, headers: parts.headers, sent })
    }
}

impl CauseForm {
    fn actor(&self) -> Actor {
        self.reader.actor()
    }

    /// A form that was refused stands on its page again.
    async fn answer(&self, form: Form, outcome: Result<String, CauseError>) -> Result<Response, PageError> {
        match outcome {
            Ok(cause) => Ok(self.sent.done(&self.app, &cause)),
            Err(CauseError::Act(error)) => Err(error.into()),
            Err(CauseError::Refused(refusal)) => {
                let themes = self.sent.themes()?;
                let changing = Changing {
                    is_done: false,
                    refused: Some((form, refusal)),
                    typed: self.sent.field(form.field()),
                    ticked: (form == Form::Themes).then_some(themes.as_slice()),
                };
                let asked = Asked::of(&self.app, &self.sent.question());
                page_of(&self.app, &self.reader, &self.headers, &asked, self.sent.field(VIEW), changing).await
            }
        }
    }
}

pub(super) async fn rename(form: CauseForm) -> Result<Response, PageError> {
    let to = form.sent.field(Form::Rename.field());
    let outcome = rename_cause(&form.app, &form.actor(), form.sent.cause(), to).await;
    form.answer(Form::Rename, outcome).await
}

/// What a merge will do, before it is done; it changes nothing.
pub(super) async fn ask_to_merge(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let sent = Sent(urlencoded::pairs(query.unwrap_or_default().as_bytes())?);
    let form = CauseForm { app, reader, headers, sent };
    match merge_ahead(&form.app, &form.actor(), form.sent.cause(), form.sent.other()).await {
        Ok(merge) => {
            let page = MergePage {
                staff: staff_page(&form.app, &form.headers, &form.reader.user, urls::CAUSES),
                merge: &merge,
                view: &form.sent.view(&form.app),
            };
            Ok(page.render().into_response())
        }
        Err(error) => form.answer(Form::Merge, Err(error)).await,
    }
}

pub(super) async fn merge(form: CauseForm) -> Result<Response, PageError> {
    let outcome = merge_causes(&form.app, &form.actor(), form.sent.cause(), form.sent.other()).await;
    form.answer(Form::Merge, outcome).await
}

pub(super) async fn retire(form: CauseForm) -> Result<Response, PageError> {
    let outcome = retire_cause(&form.app, &form.actor(), form.sent.cause()).await;
    form.answer(Form::Retire, outcome).await
}

pub(super) async fn restore(form: CauseForm) -> Result<Response, PageError> {
    let outcome = restore_cause(&form.app, &form.actor(), form.sent.cause()).await;
    form.answer(Form::Retire, outcome).await
}

pub(super) async fn tie(form: CauseForm) -> Result<Response, PageError> {
    let outcome = tie_themes(&form.app, &form.actor(), form.sent.cause(), &form.sent.themes()?).await;
    form.answer(Form::Themes, outcome).await
}

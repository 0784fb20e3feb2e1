//! The forms that change a cause.
//!
//! The rule: a form carries the cause, by the name under which it was shown, and the view that it was opened in, and leads back to
//! them; what was refused stands in its field again, for the cause for which the name counts now.

use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;

use crate::app::App;
use crate::domain::ids::ThemeId;
use crate::domain::learning::causes::query::{CausesQuery, NAME};
use crate::urls;
use crate::views::learning::causes::manage::VIEW;
use crate::views::learning::causes::one::{Changing, Form};
use crate::web::pages::learning::causes::{Asked, page_of};
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::InsightReader;
use crate::web::shell::{body, urlencoded};
use crate::workflow::learning::causes::acts::{
    CauseError, Named, merge_causes, rename_cause, restore_cause, retire_cause, tie_themes,
};

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

    /// To the page of a cause, in the view that is serialised anew, so that no outside address can be redirected to.
    fn done(&self, app: &App, cause: &str) -> Response {
        let query = CausesQuery::parse(&self.question(), app.today()).unwrap_or_else(|(_, usual)| *usual);
        see_other(&format!("{}&done=1", urls::cause_in(cause, &query.view.address())))
    }
}

/// A form that was refused stands on its page again.
async fn answer(
    app: &App,
    reader: &InsightReader,
    headers: &HeaderMap,
    sent: &Sent,
    form: Form,
    outcome: Result<String, CauseError>,
) -> Result<Response, PageError> {
    match outcome {
        Ok(cause) => Ok(sent.done(app, &cause)),
        Err(CauseError::Act(error)) => Err(error.into()),
        Err(CauseError::Refused(refusal)) => {
            let themes = sent.themes()?;
            let changing = Changing {
                is_done: false,
                refused: Some((form, refusal)),
                typed: sent.field(form.field()),
                ticked: (form == Form::Themes).then_some(themes.as_slice()),
            };
            let asked = Asked::of(app, &sent.question());
            page_of(app, reader, headers, &asked, sent.field(VIEW), changing).await
        }
    }
}

pub(super) async fn rename(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let sent = Sent::read(body).await?;
    let to = sent.field(Form::Rename.field());
    let outcome = rename_cause(&app, &reader.actor(), sent.cause(), to).await;
    answer(&app, &reader, &headers, &sent, Form::Rename, outcome).await
}

pub(super) async fn merge(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let sent = Sent::read(body).await?;
    let into = Named::AsShown(sent.field(Form::Merge.field()));
    let outcome = merge_causes(&app, &reader.actor(), sent.cause(), into).await;
    answer(&app, &reader, &headers, &sent, Form::Merge, outcome).await
}

pub(super) async fn retire(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let sent = Sent::read(body).await?;
    let outcome = retire_cause(&app, &reader.actor(), sent.cause()).await;
    answer(&app, &reader, &headers, &sent, Form::Retire, outcome).await
}

pub(super) async fn restore(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let sent = Sent::read(body).await?;
    let outcome = restore_cause(&app, &reader.actor(), sent.cause()).await;
    answer(&app, &reader, &headers, &sent, Form::Retire, outcome).await
}

pub(super) async fn tie(
    State(app): State<App>,
    reader: InsightReader,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let sent = Sent::read(body).await?;
    let outcome = tie_themes(&app, &reader.actor(), sent.cause(), &sent.themes()?).await;
    answer(&app, &reader, &headers, &sent, Form::Themes, outcome).await
}

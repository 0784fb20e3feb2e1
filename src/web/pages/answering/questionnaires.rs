//! The pages of the questionnaire's versions, on which an administrator checks and publishes a new one.

use axum::Router;
use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use maud::Markup;

use crate::app::App;
use crate::domain::answering::form_fields::LANGUAGE;
use crate::domain::answering::questionnaire::Questionnaire;
use crate::domain::people::language::Language;
use crate::urls;
use crate::views::answering::questionnaire::{definition_of_built_in, shown_to_staff};
use crate::views::answering::questionnaires::{
    CHECK, DEFINITION, DO, QuestionnairePage, QuestionnairesPage, Sent, Version,
};
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::staff::{Administrator, staff_page};
use crate::web::shell::{body, request, urlencoded};
use crate::workflow::answering::own_texts::texts_in_force;
use crate::workflow::answering::questionnaires::{
    PublishError, check_questionnaire, find_version, list_questionnaires, publish_questionnaire,
};

/// The size limit of the form in bytes, that of every form which may have to be carried through signing in.
const LARGEST_FORM: usize = 128 * 1024;

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::QUESTIONNAIRES, get(list).post(send))
        .route(urls::QUESTIONNAIRE, get(show))
        .route(urls::QUESTIONNAIRE_PREVIEW, get(preview))
}

/// An administrator's request at these pages.
struct Visit<'a> {
    app: &'a App,
    administrator: &'a Administrator,
    headers: &'a HeaderMap,
}

async fn list(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let definition = match urlencoded::first(&pairs, "from") {
        None => String::new(),
        Some(name) => version(&app, name).await?.1,
    };
    let visit = Visit { app: &app, administrator: &administrator, headers: &headers };
    visit.page(&definition, None, urlencoded::first(&pairs, "done")).await
}

async fn send(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs(&body::read(body, LARGEST_FORM).await?)?;
    // A text area sends its lines with a carriage return.
    let definition = urlencoded::first(&pairs, DEFINITION).unwrap_or_default().replace("\r\n", "\n");
    let visit = Visit { app: &app, administrator: &administrator, headers: &headers };
    let is_checked_only = urlencoded::first(&pairs, DO) == Some(CHECK);
    let sent = if is_checked_only {
        check_questionnaire(&app, &definition).await
    } else {
        publish_questionnaire(&app, &administrator.actor(), &definition).await
    };
    match sent {
        Ok(questionnaire) if is_checked_only => {
            visit.page(&definition, Some(Sent::Sound(&questionnaire)), None).await
        }
        Ok(questionnaire) => Ok(see_other(&format!("{}?done={}", urls::QUESTIONNAIRES, questionnaire.name))),
        Err(PublishError::Mistakes(mistakes)) => {
            visit.page(&definition, Some(Sent::Mistakes(&mistakes)), None).await
        }
        Err(PublishError::Taken(name)) => visit.page(&definition, Some(Sent::Taken(&name)), None).await,
        Err(PublishError::Act(error)) => Err(error.into()),
        Err(PublishError::Storage(error)) => Err(error.into()),
    }
}

async fn show(
    State(app): State<App>,
    administrator: Administrator,
    headers: HeaderMap,
    Path(name): Path<String>,
) -> Result<Markup, PageError> {
    let (questionnaire, definition) = version(&app, &name).await?;
    let page = QuestionnairePage {
        staff: staff_page(&app, &headers, &administrator.user, urls::QUESTIONNAIRES),
        questionnaire: &questionnaire,
        definition: &definition,
    };
    Ok(page.render())
}

async fn preview(
    State(app): State<App>,
    _administrator: Administrator,
    Path(name): Path<String>,
    RawQuery(query): RawQuery,
) -> Result<Markup, PageError> {
    let (questionnaire, _) = version(&app, &name).await?;
    let pairs = urlencoded::pairs(query.unwrap_or_default().as_bytes())?;
    let wanted = urlencoded::first(&pairs, LANGUAGE).and_then(Language::of_tag);
    let language = wanted.unwrap_or(app.config.organisation.language);
    if !questionnaire.speaks(language) {
        return Err(PageError::NotFound);
    }
    let speaker = request::speaker(&app, language);
    Ok(shown_to_staff(&questionnaire, speaker, &texts_in_force(&app).await.texts))
}

/// A version with the text of its file.
async fn version(app: &App, name: &str) -> Result<(Questionnaire, String), PageError> {
    let (questionnaire, definition) = find_version(app, name).await?.ok_or(PageError::NotFound)?;
    Ok((questionnaire, definition.unwrap_or_else(definition_of_built_in)))
}

impl Visit<'_> {
    async fn page(
        &self,
        definition: &str,
        sent: Option<Sent<'_>>,
        published: Option<&str>,
    ) -> Result<Response, PageError> {
        let versions: Vec<Version> = list_questionnaires(self.app)
            .await?
            .into_iter()
            .map(|stored| Version {
                name: stored.name,
                published_at: stored.published_at,
                published_by: stored.published_by,
            })
            .collect();
        // An address that another site made up says nothing of what was published.
        let published = published.filter(|name| versions.iter().any(|version| version.name == *name));
        let page = QuestionnairesPage {
            staff: staff_page(self.app, self.headers, &self.administrator.user, urls::QUESTIONNAIRES),
            zone: self.app.config.organisation.zone,
            versions: &versions,
            definition,
            sent,
            published,
        };
        let is_wrong = matches!(sent, Some(Sent::Mistakes(_) | Sent::Taken(_)));
        let status = if is_wrong { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
        Ok((status, page.render()).into_response())
    }
}

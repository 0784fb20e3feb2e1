//! What people will see of texts that are not saved yet.

use axum::http::header;
use axum::response::{IntoResponse, Response};
use chrono::TimeDelta;

use crate::app::App;
use crate::domain::answering::news::News;
use crate::domain::answering::own_texts::OwnTexts;
use crate::domain::answering::response::TypedForm;
use crate::domain::answering::score::Score;
use crate::domain::follow_ups::follow_up::WORKING_DAYS;
use crate::domain::people::language::Language;
use crate::views::answering::news::Choice;
use crate::views::answering::own_texts::preview::{PreviewedPage, TextsPreviewPage, example_token};
use crate::views::answering::privacy::privacy;
use crate::views::answering::survey::{Purpose, SurveyForm};
use crate::views::answering::thanks::Thanks;
use crate::views::kit::format::moment;
use crate::views::kit::page::StaffPage;
use crate::web::shell::error::PageError;
use crate::web::shell::request;
use crate::workflow::answering::questionnaires::{current_questionnaire, find_questionnaire};

/// The content security policy of a page that holds a mail, whose styles are inline because mail programs require that.
const MAIL_POLICY: &str = "default-src 'none'; style-src 'self' 'unsafe-inline'; form-action 'self'; \
                           frame-ancestors 'none'; base-uri 'none'";
/// Until when the answer of an example can be changed, from now.
const CHANGES_FOR: TimeDelta = TimeDelta::hours(24);

/// The mails, and the way to the pages.
pub fn mails(app: &App, staff: StaffPage<'_>, texts: &OwnTexts, based_on: i64) -> Response {
    let page = TextsPreviewPage {
        staff,
        contact: &app.config.organisation.contact,
        public_url: &app.config.http.public_url,
        shows_reference: app.config.survey.show_reference,
        today: app.today(),
        texts,
        based_on,
    };
    ([(header::CONTENT_SECURITY_POLICY, MAIL_POLICY)], page.render()).into_response()
}

/// The page that is asked for, such as `thanks.nl`.
pub async fn page(app: &App, texts: &OwnTexts, wanted: &str) -> Result<Response, PageError> {
    let (page, language) = wanted.split_once('.').ok_or(PageError::BadRequest)?;
    let page: PreviewedPage = page.parse().map_err(|_| PageError::BadRequest)?;
    let language: Language = language.parse().map_err(|_| PageError::BadRequest)?;
    let speaker = request::speaker(app, language);
    let retention = &app.config.privacy;
    Ok(match page {
        PreviewedPage::Privacy => {
            privacy(speaker, texts, retention.contact_retention, retention.verbatim_retention).into_response()
        }
        PreviewedPage::Form => form(app, texts, language).await?,
        PreviewedPage::Thanks => thanks(app, texts, language).await?,
    })
}

async fn form(app: &App, texts: &OwnTexts, language: Language) -> Result<Response, PageError> {
    let questionnaire = find_questionnaire(app, &current_questionnaire(app).await?).await?;
    let form = SurveyForm {
        language,
        organisation: &app.config.organisation.name,
        contact: &app.config.organisation.contact,
        texts,
        token: &example_token(),
        questionnaire: &questionnaire,
        purpose: Purpose::Answer,
        typed: &TypedForm::default(),
        mistakes: &[],
        confirmation: None,
        request_id: None,
    };
    Ok(form.render().into_response())
}

async fn thanks(app: &App, texts: &OwnTexts, language: Language) -> Result<Response, PageError> {
    let questionnaire = find_questionnaire(app, &current_questionnaire(app).await?).await?;
    let score = Score::all().last().ok_or(PageError::Internal)?;
    let zone = app.config.organisation.zone;
    let thanks = Thanks {
        speaker: request::speaker(app, language),
        texts,
        token: &example_token(),
        questionnaire: &questionnaire,
        score,
        asks_reason: true,
        is_reason_added: false,
        contact_due_on: Some(app.config.policy.working_days.later(app.today(), WORKING_DAYS)),
        may_change_until: Some(moment(language, app.now() + CHANGES_FOR, zone)),
        had_later: false,
        is_too_late: false,
        unkept: None,
        news: &News::default(),
        choice: Choice::None,
    };
    Ok(thanks.render().into_response())
}

//! The page behind a survey link, and submitting its form.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Extension, Router};

use crate::app::App;
use crate::domain::access::token::Token;
use crate::domain::answering::form_fields::{CONFIRMED, LANGUAGE, REASON, REVISES, SWITCH};
use crate::domain::answering::news::News;
use crate::domain::answering::questionnaire::Questionnaire;
use crate::domain::answering::response::{FormMistake, Submission, TypedForm, parse_form};
use crate::domain::people::language::Language;
use crate::telemetry::RequestId;
use crate::urls;
use crate::views::answering::news::Choice;
use crate::views::answering::survey::{Purpose, SurveyForm};
use crate::views::answering::thanks::{ReasonMistake, Thanks, held, reason_again};
use crate::views::kit::format::moment;
use crate::views::kit::notices::Notice;
use crate::web::pages::answering::empty_forms::EmptyForms;
use crate::web::shell::error::{PageError, see_other};
use crate::web::shell::{body, request, time_limit, urlencoded};
use crate::workflow::StorageError;
use crate::workflow::answering::add_reason::{AddedReason, add_reason};
use crate::workflow::answering::news::find_news;
use crate::workflow::answering::own_texts::{Version, known_texts, texts_in_force};
use crate::workflow::answering::questionnaires::find_questionnaire;
use crate::workflow::answering::submit::{Submitted, submit_response};
use crate::workflow::answering::survey::{Answered, Survey, find_survey};

/// The size limit of a form in bytes: the longest comment with every character percent-encoded, and the other fields.
const LARGEST_FORM: usize = 512 * 1024;

pub fn router() -> Router<App> {
    Router::new()
        .route(urls::SURVEY, get(show).post(submit))
        .route(urls::SURVEY_REASON, post(explain))
        .layer(Extension(EmptyForms::default()))
}

/// The context of a request: the link's token, its questionnaire, and the language to answer in.
pub(super) struct Visit<'a> {
    app: &'a App,
    token: &'a Token,
    questionnaire: Arc<Questionnaire>,
    /// The organisation's own texts.
    own: Version,
    language: Language,
    /// The respondent has confirmed the answer although the honeypot field was filled in.
    is_confirmed: bool,
    /// What became of the answer, if there was one when the request came.
    pub(super) news: News,
    /// The id of a request that sends the form.
    request_id: Option<&'a str>,
}

impl<'a> Visit<'a> {
    pub(super) async fn new(
        app: &'a App,
        token: &'a Token,
        survey: &Survey,
        wanted: Option<&str>,
        headers: &HeaderMap,
    ) -> Result<Self, StorageError> {
        let name = survey.invitation().map_or("", |invitation| invitation.questionnaire.as_str());
        let questionnaire = find_questionnaire(app, name).await?;
        let organisation = &app.config.organisation;
        let language = wanted
            .and_then(Language::of_tag)
            .or_else(|| survey.language())
            .or_else(|| request::accepted_language(headers))
            .filter(|language| questionnaire.speaks(*language))
            .unwrap_or(organisation.language);
        let own = texts_in_force(app).await;
        let news = match survey {
            Survey::Answered(answered) => find_news(app, answered, language).await?,
            _ => News::default(),
        };
        Ok(Self { app, token, questionnaire, own, language, is_confirmed: false, news, request_id: None })
    }

    /// The context without the database, when the questionnaire's version is not known. The built-in one preserves
    /// everything but answers to items of other versions.
    fn blind(app: &'a App, token: &'a Token, wanted: Option<&str>, headers: &HeaderMap) -> Self {
        let language = wanted.and_then(Language::of_tag).or_else(|| request::accepted_language(headers));
        let language = language.unwrap_or(app.config.organisation.language);
        let questionnaire = Arc::new(Questionnaire::built_in());
        let own = known_texts(app);
        let news = News::default();
        Self { app, token, questionnaire, own, language, is_confirmed: false, news, request_id: None }
    }

    fn form(&self, purpose: Purpose<'_>, typed: &TypedForm, mistakes: &[FormMistake]) -> Response {
        let is_confirmed = self.is_confirmed || mistakes.contains(&FormMistake::Trap);
        let confirmation = is_confirmed.then(|| self.app.secret.confirmation_code(&self.token.hash()));
        let status = if mistakes.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
        let form = SurveyForm {
            language: self.language,
            organisation: &self.app.config.organisation.name,
            contact: &self.app.config.organisation.contact,
            texts: &self.own.texts,
            token: self.token,
            questionnaire: &self.questionnaire,
            purpose,
            typed,
            mistakes,
            confirmation: confirmation.as_deref(),
            request_id: self.request_id.filter(|_| mistakes.contains(&FormMistake::NotStored)),
        };
        (status, form.render()).into_response()
    }

    /// The form as submitted. The form that changes an answer is shown only to a request with the code from that form:
    /// the code allows changing the answer, so it must not be revealed elsewhere.
    fn form_again(
        &self,
        survey: &Survey,
        typed: &TypedForm,
        mistakes: &[FormMistake],
        revises: &str,
    ) -> Response {
        match survey {
            Survey::Open(_) => self.form(Purpose::Answer, typed, mistakes),
            Survey::Answered(answered)
                if answered.may_change_until.is_some() && self.names_current(answered, revises) =>
            {
                self.form(purpose_of(answered), typed, mistakes)
            }
            other => self.after(other, &Asked::default()),
        }
    }

    /// Whether a code names the present version of an answer.
    fn names_current(&self, answered: &Answered, code: &str) -> bool {
        let response = &answered.response;
        self.app.secret.is_revision_code(response.id.0.as_bytes(), response.revision, code)
    }

    /// The page for the state of a link.
    pub(super) fn after(&self, survey: &Survey, asked: &Asked) -> Response {
        let (status, notice) = match survey {
            Survey::Open(_) => return self.form(Purpose::Answer, &TypedForm::default(), &[]),
            Survey::Answered(answered) => return self.after_answer(answered, asked),
            Survey::Expired(_) => (StatusCode::GONE, Notice::ExpiredLink),
            Survey::Withdrawn(_) | Survey::Erased => (StatusCode::GONE, Notice::WithdrawnLink),
            Survey::Unknown => (StatusCode::NOT_FOUND, Notice::UnknownLink),
        };
        (status, notice.render(request::speaker(self.app, self.language))).into_response()
    }

    /// The page of an answered link: thanks, the form for changing the answer if requested, or, for a held answer, the
    /// question for the respondent's own.
    fn after_answer(&self, answered: &Answered, asked: &Asked) -> Response {
        let is_held = answered.response.held_at.is_some();
        if answered.may_change_until.is_some() {
            if asked.edit {
                let typed = if is_held { TypedForm::default() } else { earlier(answered) };
                return self.form(purpose_of(answered), &typed, &[]);
            }
            if is_held {
                return held(request::speaker(self.app, self.language), self.token).into_response();
            }
        }
        if is_held && asked.unkept.is_none() {
            let expired = Notice::ExpiredLink.render(request::speaker(self.app, self.language));
            return (StatusCode::GONE, expired).into_response();
        }
        let zone = self.app.config.organisation.zone;
        let until = answered.may_change_until.map(|until| moment(self.language, until, zone));
        let thanks = Thanks {
            speaker: request::speaker(self.app, self.language),
            texts: &self.own.texts,
            token: self.token,
            questionnaire: &self.questionnaire,
            score: answered.response.score,
            asks_reason: until.is_some() && answered.response.comment.is_none(),
            is_reason_added: asked.reason_added && answered.response.comment.is_some(),
            contact_due_on: answered.contact_due_on,
            had_later: answered.had_later,
            is_too_late: asked.edit && until.is_none(),
            unkept: asked.unkept.as_deref(),
            may_change_until: until,
            news: &self.news,
            choice: asked.choice,
        };
        thanks.render().into_response()
    }
}

/// The parameters of the query string.
#[derive(Default)]
pub(super) struct Asked {
    pub(super) edit: bool,
    pub(super) reason_added: bool,
    /// What the respondent just did with the wish for a mail about the answer.
    pub(super) choice: Choice,
    /// Text that came too late to be stored, shown so that the respondent can copy it.
    pub(super) unkept: Option<String>,
}

fn purpose_of(answered: &Answered) -> Purpose<'_> {
    if answered.response.held_at.is_some() {
        Purpose::Confirm(&answered.revises)
    } else {
        Purpose::Change(&answered.revises)
    }
}

fn earlier(answered: &Answered) -> TypedForm {
    let response = &answered.response;
    TypedForm {
        score: Some(response.score),
        ratings: response.ratings.clone(),
        comment: response.comment.clone().unwrap_or_default(),
        contact_me: response.contact_me,
    }
}

async fn show(
    State(app): State<App>,
    Extension(forms): Extension<EmptyForms>,
    Path(token): Path<String>,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs_of_anything(query.unwrap_or_default().as_bytes());
    let token = Token::presented(&token);
    let survey = find_survey(&app, &token).await?;
    let visit = Visit::new(&app, &token, &survey, urlencoded::first(&pairs, LANGUAGE), &headers).await?;
    if let Survey::Open(_) = survey {
        let score = urlencoded::first(&pairs, "score").and_then(|score| score.parse().ok());
        let speaker = request::speaker(&app, visit.language);
        let page = forms.page(speaker, &visit.own, &visit.questionnaire, score, &token);
        return Ok(page.into_response());
    }
    let is_asked = |name| urlencoded::first(&pairs, name) == Some("1");
    let choice = if is_asked("chosen") { Choice::Made } else { Choice::None };
    let asked = Asked { edit: is_asked("edit"), reason_added: is_asked("explained"), choice, unkept: None };
    Ok(visit.after(&survey, &asked))
}

async fn submit(
    State(app): State<App>,
    Path(token): Path<String>,
    request_id: Option<Extension<RequestId>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let request_id = request_id.as_ref().map(|Extension(id)| id.as_str());
    let body = body::read(body, LARGEST_FORM).await?;
    let pairs = urlencoded::pairs_of_anything(&body);
    let token = Token::presented(&token);
    let is_confirmed = urlencoded::first(&pairs, CONFIRMED)
        .is_some_and(|code| app.secret.is_confirmation_code(&token.hash(), code));
    let switch = urlencoded::first(&pairs, SWITCH);
    let wanted = switch.or_else(|| urlencoded::first(&pairs, LANGUAGE));
    let deadline = time_limit::deadline(&app);
    let found = async {
        let survey = find_survey(&app, &token).await?;
        let visit = Visit::new(&app, &token, &survey, wanted, &headers).await?;
        Ok((survey, Visit { is_confirmed, request_id, ..visit }))
    };
    let (survey, visit) = match time_limit::before(deadline, found).await {
        Ok(found) => found,
        Err(error) if error.is_passing() => {
            let blind = Visit::blind(&app, &token, wanted, &headers);
            let visit = Visit { is_confirmed, request_id, ..blind };
            return Ok(try_again(&visit, &body, &pairs, &error));
        }
        Err(error) => return Err(error.into()),
    };
    let revises = urlencoded::first(&pairs, REVISES).unwrap_or_default();
    let parsed = parse_form(&body, &visit.questionnaire);
    if switch.is_some() {
        // Only the language is switched: nothing is submitted, and the input is preserved.
        let typed = parsed.map_or_else(|refused| refused.typed, |submission| TypedForm::from(&submission));
        return Ok(visit.form_again(&survey, &typed, &[], revises));
    }
    let submission = match parsed {
        Ok(submission) => submission,
        Err(refused) => return Ok(visit.form_again(&survey, &refused.typed, &refused.mistakes, revises)),
    };
    let language = urlencoded::first(&pairs, LANGUAGE).and_then(Language::of_tag);
    let stored = submit_response(&app, &token, &survey, &submission, language);
    match time_limit::before(deadline, stored).await {
        Ok(submitted) => Ok(submitted_page(&visit, submitted, &submission, language)),
        Err(error) if error.is_passing() => Ok(try_again(&visit, &body, &pairs, &error)),
        Err(error) => Err(error.into()),
    }
}

fn submitted_page(
    visit: &Visit<'_>,
    submitted: Submitted,
    submission: &Submission,
    language: Option<Language>,
) -> Response {
    match submitted {
        Submitted::Stored | Submitted::KeptAsAttempt => {
            let language = language.map(|language| format!("&lang={language}")).unwrap_or_default();
            see_other(&format!("{}?done=1{language}", urls::survey(visit.token)))
        }
        Submitted::Trapped(survey) => {
            let revises = submission.revises.as_deref().unwrap_or_default();
            visit.form_again(&survey, &TypedForm::from(submission), &[FormMistake::Trap], revises)
        }
        Submitted::Outdated(survey) => match &*survey {
            Survey::Answered(answered) => {
                let purpose = Purpose::Outdated(&answered.revises);
                conflict(visit.form(purpose, &TypedForm::from(submission), &[]))
            }
            other => visit.after(other, &Asked::default()),
        },
        Submitted::TooLateToChange(survey) => {
            let unkept = submission.comment.clone();
            conflict(visit.after(&survey, &Asked { edit: true, unkept, ..Asked::default() }))
        }
        Submitted::Refused(survey) => visit.after(&survey, &Asked::default()),
    }
}

fn conflict(mut page: Response) -> Response {
    *page.status_mut() = StatusCode::CONFLICT;
    page
}

async fn explain(
    State(app): State<App>,
    Path(token): Path<String>,
    request_id: Option<Extension<RequestId>>,
    headers: HeaderMap,
    body: Body,
) -> Result<Response, PageError> {
    let pairs = urlencoded::pairs_of_anything(&body::read(body, LARGEST_FORM).await?);
    let token = Token::presented(&token);
    let wanted = urlencoded::first(&pairs, LANGUAGE);
    let reason = urlencoded::first(&pairs, REASON).unwrap_or_default();
    let speaker = || request::speaker(&app, Visit::blind(&app, &token, wanted, &headers).language);
    match time_limit::before(time_limit::deadline(&app), add_reason(&app, &token, reason)).await {
        Ok(AddedReason::Done) => {
            let language = wanted.and_then(Language::of_tag).unwrap_or(app.config.organisation.language);
            Ok(see_other(&format!("{}?explained=1&lang={language}", urls::survey(&token))))
        }
        Ok(AddedReason::TooLong) => {
            let page = reason_again(speaker(), &token, reason, ReasonMistake::TooLong, None);
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
        Ok(AddedReason::Refused(survey)) => {
            let visit = Visit::new(&app, &token, &survey, wanted, &headers).await?;
            let unkept = Some(reason.trim().to_owned()).filter(|reason| !reason.is_empty());
            let page = visit.after(&survey, &Asked { edit: true, unkept, ..Asked::default() });
            Ok(if page.status() == StatusCode::OK { conflict(page) } else { page })
        }
        Err(error) if error.is_passing() => {
            tracing::error!(%error, "a reason could not be stored for now");
            let request_id = request_id.as_ref().map(|Extension(id)| id.as_str());
            let page = reason_again(speaker(), &token, reason, ReasonMistake::NotStored, request_id);
            Ok((StatusCode::SERVICE_UNAVAILABLE, [(header::RETRY_AFTER, "60")], page).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// The form as submitted, so that no input is lost while the database is unavailable.
fn try_again(visit: &Visit<'_>, body: &[u8], pairs: &[(String, String)], error: &StorageError) -> Response {
    tracing::error!(%error, "an answer could not be stored for now");
    let (typed, mut mistakes) = match parse_form(body, &visit.questionnaire) {
        Ok(submission) => (TypedForm::from(&submission), Vec::new()),
        Err(refused) => (refused.typed, refused.mistakes),
    };
    mistakes.push(FormMistake::NotStored);
    let revises = urlencoded::first(pairs, REVISES).filter(|code| !code.is_empty());
    let purpose = revises.map_or(Purpose::Answer, Purpose::Resend);
    let mut page = visit.form(purpose, &typed, &mistakes);
    *page.status_mut() = StatusCode::SERVICE_UNAVAILABLE;
    page.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("60"));
    page
}

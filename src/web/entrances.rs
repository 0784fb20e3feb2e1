//! Every entrance of the program over HTTP, and what a request must bring to come in.
//!
//! The rule: no entrance is missing, and each asks for what is written here: a test tries every method on every path with
//! every role, every scope and with nothing. [`docs::security`](crate::docs::security) shows this table.

use crate::domain::access::rights::Right;
use crate::domain::access::roles::Scope;
use crate::urls;

/// What a request must bring.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Asks {
    /// Nothing.
    Nothing,
    /// The secret in the path, from a mail or a terminal.
    Link,
    /// A token that the identity provider signed.
    ProviderToken,
    /// Someone who signed in, whatever the roles.
    Session,
    /// Someone who signed in and has this right.
    Right(Right),
    /// An API key with this scope.
    Scope(Scope),
    /// The program that runs as the demonstration.
    Demo,
}

/// A path with the methods that it answers, apart from HEAD.
#[derive(Clone, Copy, Debug)]
pub struct Entrance {
    pub path: &'static str,
    pub methods: &'static [&'static str],
    pub asks: Asks,
}

const fn entrance(path: &'static str, methods: &'static [&'static str], asks: Asks) -> Entrance {
    Entrance { path, methods, asks }
}

const GET: &[&str] = &["GET"];
const POST: &[&str] = &["POST"];
const FORM: &[&str] = &["GET", "POST"];
const PUT: &[&str] = &["PUT"];

/// The page on which the form stands that is sent to a path: the path itself or the nearest above it that answers GET.
#[must_use]
pub fn form_page(path: &str) -> Option<&str> {
    let is_page = |path: &str| {
        ENTRANCES.iter().any(|entrance| entrance.methods.contains(&"GET") && fits(entrance.path, path))
    };
    let mut page = path;
    while !is_page(page) {
        page = page
            .rsplit_once('/')
            .map(|(above, _)| above)
            .filter(|above| !above.trim_matches('/').is_empty())?;
    }
    Some(page)
}

/// Whether a path is for signed-in staff, so that its pages have their menu. Links in mails are for respondents, also when staff open
/// them.
#[must_use]
pub fn is_for_staff(path: &str) -> bool {
    let asks = |entrance: &Entrance| matches!(entrance.asks, Asks::Session | Asks::Right(_));
    ENTRANCES.iter().any(|entrance| fits(entrance.path, path) && asks(entrance))
}

/// Whether a path is one of those that an entrance stands for.
fn fits(entrance: &str, path: &str) -> bool {
    let (mut expected, mut given) = (entrance.split('/'), path.split('/'));
    loop {
        match (expected.next(), given.next()) {
            (None, None) => return true,
            (Some(expected), Some(given)) if expected == given => {}
            (Some(expected), Some(given)) if expected.starts_with('{') && !given.is_empty() => {}
            _ => return false,
        }
    }
}

/// The table.
pub const ENTRANCES: &[Entrance] = &[
    // For respondents and for everyone.
    entrance(urls::SURVEY, FORM, Asks::Link),
    entrance(urls::SURVEY_REASON, POST, Asks::Link),
    entrance(urls::SURVEY_NEWS, POST, Asks::Link),
    entrance(urls::UNSUBSCRIBE, FORM, Asks::Link),
    entrance(urls::UNSUBSCRIBE_BACK, POST, Asks::Link),
    entrance(urls::PRIVACY, GET, Asks::Nothing),
    // What is published of the complaint report of a year.
    entrance(urls::REPORT, GET, Asks::Nothing),
    entrance(urls::REPORT_EDITION, GET, Asks::Nothing),
    entrance(urls::STYLE, GET, Asks::Nothing),
    entrance(urls::STAFF_STYLE, GET, Asks::Nothing),
    entrance(urls::LOGO, GET, Asks::Nothing),
    entrance(urls::FAVICON, GET, Asks::Nothing),
    entrance(urls::DRAFT_SCRIPT, GET, Asks::Nothing),
    entrance(urls::HEALTH, GET, Asks::Nothing),
    entrance(urls::READY, GET, Asks::Nothing),
    entrance(urls::METRICS, GET, Asks::Nothing),
    entrance(urls::API_DESCRIPTION, GET, Asks::Nothing),
    entrance(urls::API_DOCS, GET, Asks::Nothing),
    // Signing in and the own account.
    entrance(urls::SIGN_IN, FORM, Asks::Nothing),
    entrance(urls::SIGN_IN_LINK, FORM, Asks::Link),
    entrance(urls::SIGN_IN_CODE, FORM, Asks::Nothing),
    entrance(urls::SIGN_IN_PROVIDER, POST, Asks::Nothing),
    entrance(urls::PROVIDER_CALLBACK, GET, Asks::Nothing),
    entrance(urls::PROVIDER_LOGOUT, POST, Asks::ProviderToken),
    entrance(urls::FORGOTTEN, FORM, Asks::Nothing),
    entrance(urls::SIGN_OUT, POST, Asks::Nothing),
    entrance(urls::ACCOUNT, GET, Asks::Session),
    entrance(urls::ACCOUNT_LANGUAGE, POST, Asks::Session),
    entrance(urls::ACCOUNT_PASSWORD, POST, Asks::Session),
    entrance(urls::ACCOUNT_MAILS, POST, Asks::Session),
    entrance(urls::ACCOUNT_SESSION_END, POST, Asks::Session),
    entrance(urls::ACCOUNT_SESSIONS_END, POST, Asks::Session),
    entrance(urls::SECOND_FACTOR, FORM, Asks::Session),
    entrance(urls::SECOND_FACTOR_CONFIRM, POST, Asks::Session),
    entrance(urls::SECOND_FACTOR_REMOVE, POST, Asks::Session),
    entrance(urls::SECOND_FACTOR_DONE, POST, Asks::Session),
    entrance(urls::RECOVERY_CODES, POST, Asks::Session),
    // Figures, words and signals.
    entrance(urls::DASHBOARD, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::BACKGROUND, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::WHY, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::COMPARE, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::VERBATIMS, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::RESPONSE_THEMES, POST, Asks::Right(Right::SeeInsights)),
    entrance(urls::THEMES, FORM, Asks::Right(Right::SeeInsights)),
    entrance(urls::THEME, POST, Asks::Right(Right::SeeInsights)),
    entrance(urls::THEME_REMOVE, FORM, Asks::Right(Right::SeeInsights)),
    entrance(urls::THEME_CHECK, FORM, Asks::Right(Right::SeeInsights)),
    entrance(urls::THEME_JUDGE, POST, Asks::Right(Right::SeeInsights)),
    entrance(urls::THEME_WORDS, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::EXPORT, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::PICTURE, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::VERBATIMS_FILE, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::SIGNALS, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::SIGNALS_SUBSCRIPTION, POST, Asks::Right(Right::SeeInsights)),
    entrance(urls::SIGNAL_EXPLAIN, POST, Asks::Right(Right::SeeInsights)),
    entrance(urls::CHANGES, POST, Asks::Right(Right::SeeInsights)),
    entrance(urls::CHANGE_WITHDRAW, POST, Asks::Right(Right::SeeInsights)),
    entrance(urls::CAUSES, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::CAUSE, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::CAUSES_FILE, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::CAUSE_RENAME, POST, Asks::Right(Right::SeeInsights)),
    entrance(urls::CAUSE_MERGE, FORM, Asks::Right(Right::SeeInsights)),
    entrance(urls::CAUSE_RETIRE, POST, Asks::Right(Right::SeeInsights)),
    entrance(urls::CAUSE_RESTORE, POST, Asks::Right(Right::SeeInsights)),
    entrance(urls::CAUSE_THEMES, POST, Asks::Right(Right::SeeInsights)),
    // Improvements.
    entrance(urls::IMPROVEMENTS, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::IMPROVEMENT_NEW, FORM, Asks::Right(Right::SeeInsights)),
    entrance(urls::IMPROVEMENT, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::IMPROVEMENT_EDIT, FORM, Asks::Right(Right::SeeInsights)),
    entrance(urls::IMPROVEMENT_PUBLIC, POST, Asks::Right(Right::SeeInsights)),
    entrance(urls::IMPROVEMENT_WITHDRAW, POST, Asks::Right(Right::SeeInsights)),
    entrance(urls::IMPROVEMENT_CLOSE, FORM, Asks::Right(Right::SeeInsights)),
    // Of views the use case asks for more: a view is its owner's, and others see it while it is shared.
    entrance(urls::VIEWS, FORM, Asks::Right(Right::SeeInsights)),
    entrance(urls::VIEW, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::VIEW_NAME, FORM, Asks::Right(Right::SeeInsights)),
    entrance(urls::VIEW_SHARE, POST, Asks::Right(Right::SeeInsights)),
    entrance(urls::VIEW_MAIL, POST, Asks::Right(Right::SeeInsights)),
    entrance(urls::VIEW_DELETE, FORM, Asks::Right(Right::SeeInsights)),
    // KPIs and norms.
    entrance(urls::KPIS, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::KPI_COMPLAINTS, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::NOTIFICATIONS, FORM, Asks::Right(Right::SeeInsights)),
    entrance(urls::QUALITY, FORM, Asks::Right(Right::ReviewQuality)),
    entrance(urls::QUALITY_NEXT, GET, Asks::Right(Right::ReviewQuality)),
    entrance(urls::QUALITY_MONTH, GET, Asks::Right(Right::ReviewQuality)),
    entrance(urls::QUALITY_REVIEW, FORM, Asks::Right(Right::ReviewQuality)),
    entrance(urls::NORMS, FORM, Asks::Right(Right::SeeInsights)),
    entrance(urls::WORKBENCH, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::NORM, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::NORM_DOSSIER, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::NORM_PRINT_STYLE, GET, Asks::Right(Right::SeeInsights)),
    // Who proposed a norm may withdraw it; adopting and rejecting is refused in the use case.
    entrance(urls::NORM_DECISION, POST, Asks::Right(Right::SeeInsights)),
    entrance(urls::NORM_KEEP, POST, Asks::Right(Right::DecideNorms)),
    entrance(urls::NORMS_POLICY_VALUES, POST, Asks::Right(Right::DecideNorms)),
    // The reports of a year.
    entrance(urls::REPORT_ASSESSMENT, FORM, Asks::Right(Right::SeeInsights)),
    entrance(urls::REPORTS, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::REPORT_INTERNAL, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::REPORT_DRAFT, FORM, Asks::Right(Right::SeeInsights)),
    entrance(urls::REPORT_PREVIEW, GET, Asks::Right(Right::SeeInsights)),
    entrance(urls::REPORT_APPROVE, POST, Asks::Right(Right::PublishReports)),
    entrance(urls::REPORT_PUBLISH, POST, Asks::Right(Right::PublishReports)),
    entrance(urls::REPORT_REJECT, POST, Asks::Right(Right::PublishReports)),
    entrance(urls::REPORT_DISCARD, POST, Asks::Right(Right::SeeInsights)),
    entrance(urls::REPORT_WITHDRAW, POST, Asks::Right(Right::PublishReports)),
    // Sending, complaints and follow-ups.
    entrance(urls::SENDING, GET, Asks::Right(Right::SeeSending)),
    entrance(urls::SENDING_PAUSE, POST, Asks::Right(Right::SteerSending)),
    entrance(urls::SENDING_RESUME, POST, Asks::Right(Right::SteerSending)),
    entrance(urls::SENDING_RETRY, POST, Asks::Right(Right::SteerSending)),
    entrance(urls::SENDING_QUEUE_AGAIN, POST, Asks::Right(Right::SteerSending)),
    entrance(urls::SENDING_QUEUE_STAFF_MAILS_AGAIN, POST, Asks::Right(Right::SteerSending)),
    entrance(urls::COMPLAINTS, GET, Asks::Right(Right::SeeSending)),
    entrance(urls::COMPLAINT, GET, Asks::Right(Right::SeeSending)),
    entrance(urls::COMPLAINT_CLEAR_BOUNCE, POST, Asks::Right(Right::SteerSending)),
    entrance(urls::COMPLAINT_NEW, FORM, Asks::Right(Right::RecordFacts)),
    entrance(urls::COMPLAINT_EDIT, FORM, Asks::Right(Right::RecordFacts)),
    entrance(urls::FACTS, GET, Asks::Right(Right::RecordFacts)),
    entrance(urls::COMPLAINT_FACTS, FORM, Asks::Right(Right::RecordFacts)),
    entrance(urls::DISCUSSED, FORM, Asks::Right(Right::RecordFacts)),
    entrance(urls::FOLLOW_UPS, GET, Asks::Right(Right::HandleFollowUps)),
    entrance(urls::FOLLOW_UPS_FIGURES, GET, Asks::Right(Right::HandleFollowUps)),
    entrance(urls::FOLLOW_UP, GET, Asks::Right(Right::HandleFollowUps)),
    entrance(urls::FOLLOW_UP_TAKE_UP, POST, Asks::Right(Right::HandleFollowUps)),
    entrance(urls::FOLLOW_UP_END, POST, Asks::Right(Right::HandleFollowUps)),
    entrance(urls::FOLLOW_UP_ASSIGN, POST, Asks::Right(Right::HandleFollowUps)),
    entrance(urls::FOLLOW_UP_HAND_OVER, POST, Asks::Right(Right::HandleFollowUps)),
    entrance(urls::FOLLOW_UP_NOTE, POST, Asks::Right(Right::HandleFollowUps)),
    entrance(urls::FOLLOW_UP_DROP, POST, Asks::Right(Right::HandleFollowUps)),
    entrance(urls::FOLLOW_UP_REOPEN, POST, Asks::Right(Right::HandleFollowUps)),
    entrance(urls::FOLLOW_UP_CONTACT, FORM, Asks::Right(Right::HandleFollowUps)),
    // What a person asks of personal data.
    entrance(urls::PRIVACY_REQUESTS, GET, Asks::Right(Right::HandlePrivacy)),
    entrance(urls::PRIVACY_FIND, POST, Asks::Right(Right::HandlePrivacy)),
    entrance(urls::PRIVACY_READ, POST, Asks::Right(Right::HandlePrivacy)),
    entrance(urls::PRIVACY_FILE, POST, Asks::Right(Right::HandlePrivacy)),
    entrance(urls::PRIVACY_WISH, POST, Asks::Right(Right::HandlePrivacy)),
    entrance(urls::PRIVACY_CONFIRM, POST, Asks::Right(Right::HandlePrivacy)),
    entrance(urls::PRIVACY_ERASE, POST, Asks::Right(Right::HandlePrivacy)),
    // Administration.
    entrance(urls::USERS, FORM, Asks::Right(Right::Administer)),
    entrance(urls::USER, GET, Asks::Right(Right::Administer)),
    entrance(urls::USER_ROLES, POST, Asks::Right(Right::Administer)),
    entrance(urls::USER_TEAM, POST, Asks::Right(Right::Administer)),
    entrance(urls::USER_LINK, POST, Asks::Right(Right::Administer)),
    entrance(urls::USER_DISABLE, POST, Asks::Right(Right::Administer)),
    entrance(urls::USER_ENABLE, POST, Asks::Right(Right::Administer)),
    entrance(urls::USER_SECOND_FACTOR, POST, Asks::Right(Right::Administer)),
    entrance(urls::USER_UNLINK, POST, Asks::Right(Right::Administer)),
    entrance(urls::KEYS, FORM, Asks::Right(Right::Administer)),
    entrance(urls::KEY_REVOKE, POST, Asks::Right(Right::Administer)),
    entrance(urls::TEXTS, FORM, Asks::Right(Right::Administer)),
    entrance(urls::TEXTS_PREVIEW, POST, Asks::Right(Right::Administer)),
    entrance(urls::TEXTS_HISTORY, GET, Asks::Right(Right::Administer)),
    entrance(urls::IMPORTS, FORM, Asks::Right(Right::Administer)),
    entrance(urls::IMPORT_CONFIRM, POST, Asks::Right(Right::Administer)),
    entrance(urls::IMPORT_UNDO, FORM, Asks::Right(Right::Administer)),
    entrance(urls::SUPPRESSIONS, FORM, Asks::Right(Right::Administer)),
    entrance(urls::SUPPRESSIONS_FIND, POST, Asks::Right(Right::Administer)),
    entrance(urls::SUPPRESSIONS_REMOVE, POST, Asks::Right(Right::Administer)),
    entrance(urls::QUESTIONNAIRES, FORM, Asks::Right(Right::Administer)),
    entrance(urls::QUESTIONNAIRE, GET, Asks::Right(Right::Administer)),
    entrance(urls::QUESTIONNAIRE_PREVIEW, GET, Asks::Right(Right::Administer)),
    entrance(urls::INSTALLATION, GET, Asks::Right(Right::Administer)),
    entrance(urls::AUDIT, GET, Asks::Right(Right::ReadAudit)),
    entrance(urls::AUDIT_CSV, GET, Asks::Right(Right::ReadAudit)),
    // The API.
    entrance(urls::API_COMPLAINT, PUT, Asks::Scope(Scope::ComplaintsWrite)),
    entrance(urls::API_COMPLAINT, GET, Asks::Scope(Scope::ComplaintsRead)),
    entrance(urls::API_CLOCK, GET, Asks::Scope(Scope::ComplaintsRead)),
    entrance(urls::API_KPIS, GET, Asks::Scope(Scope::InsightsRead)),
    entrance(urls::API_KPI_COMPLAINTS, GET, Asks::Scope(Scope::ComplaintsRead)),
    entrance(urls::API_NOTIFICATIONS, &["GET", "PUT"], Asks::Scope(Scope::KpisWrite)),
    entrance(urls::API_QUALITY_REVIEWS, POST, Asks::Scope(Scope::KpisWrite)),
    entrance(urls::API_QUALITY_REVIEW, &["GET", "PUT"], Asks::Scope(Scope::KpisWrite)),
    entrance(urls::API_QUALITY_SAMPLE, GET, Asks::Scope(Scope::KpisWrite)),
    entrance(urls::API_IMPROVEMENTS, GET, Asks::Scope(Scope::InsightsRead)),
    entrance(urls::API_IMPROVEMENTS, POST, Asks::Scope(Scope::KpisWrite)),
    entrance(urls::API_IMPROVEMENT_EFFECT, GET, Asks::Scope(Scope::InsightsRead)),
    // By the day of the answer these ask for `responses:read` too.
    entrance(urls::API_NPS, GET, Asks::Scope(Scope::InsightsRead)),
    entrance(urls::API_SATISFACTION, GET, Asks::Scope(Scope::InsightsRead)),
    entrance(urls::API_FUNNEL, GET, Asks::Scope(Scope::InsightsRead)),
    entrance(urls::API_CONTROL_CHART, GET, Asks::Scope(Scope::InsightsRead)),
    entrance(urls::API_DIFFERENCE, GET, Asks::Scope(Scope::InsightsRead)),
    entrance(urls::API_CAUSES, GET, Asks::Scope(Scope::InsightsRead)),
    entrance(urls::API_NORMS, GET, Asks::Scope(Scope::InsightsRead)),
    entrance(urls::API_NORMS, POST, Asks::Scope(Scope::NormsWrite)),
    entrance(urls::API_NORM_READINESS, GET, Asks::Scope(Scope::InsightsRead)),
    entrance(urls::API_NORM_PROPOSAL, GET, Asks::Scope(Scope::InsightsRead)),
    entrance(urls::API_NORM_BACKTEST, GET, Asks::Scope(Scope::InsightsRead)),
    entrance(urls::API_NORM_DOSSIER, GET, Asks::Scope(Scope::InsightsRead)),
    entrance(urls::API_NORM_ADOPT, POST, Asks::Scope(Scope::NormsWrite)),
    entrance(urls::API_NORM_REJECT, POST, Asks::Scope(Scope::NormsWrite)),
    entrance(urls::API_NORM_WITHDRAW, POST, Asks::Scope(Scope::NormsWrite)),
    entrance(urls::API_REPORT, GET, Asks::Scope(Scope::InsightsRead)),
    entrance(urls::API_RESPONSES, GET, Asks::Scope(Scope::ResponsesRead)),
    entrance(urls::API_FOLLOW_UPS, GET, Asks::Scope(Scope::ResponsesRead)),
    entrance(urls::API_BOUNCES, POST, Asks::Scope(Scope::BouncesWrite)),
    // The demonstration only.
    entrance(urls::DEMO, FORM, Asks::Demo),
    entrance(urls::DEMO_AS, POST, Asks::Demo),
    entrance(urls::DEMO_MAILBOX, GET, Asks::Demo),
    entrance(urls::DEMO_MAIL, GET, Asks::Demo),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_of_a_form_is_the_nearest_above_it() {
        for (path, page) in [
            ("/keys", Some("/keys")),
            ("/keys/revoke", Some("/keys")),
            ("/users/1/roles", Some("/users/1")),
            ("/signals/1/explain", Some("/signals")),
            ("/s/abc/reason", Some("/s/abc")),
            ("/complaints/K%201/clear-bounce", Some("/complaints/K%201")),
            ("/sign-out", None),
            ("//keys", None),
        ] {
            assert_eq!(form_page(path), page, "{path}");
        }
    }
}

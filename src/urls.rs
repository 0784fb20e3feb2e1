//! Every path, once: the router mounts them and the views link to them.

mod administration;
mod insight;
mod learning;
mod reporting;

use chrono::NaiveDate;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::domain::access::token::Token;
use crate::domain::complaints::complaint::Reference;
use crate::domain::ids::{FollowUpId, NormId, SessionId};
use crate::domain::people::language::Language;

pub use self::administration::{
    import_undo, questionnaire, questionnaire_preview, suppressions_before, user, user_disable, user_enable,
    user_link, user_roles, user_second_factor, user_team, user_unlink,
};
pub use self::insight::{
    change_withdraw, saved, signal_explain, theme, theme_check, theme_judge, theme_remove, view, view_delete,
    view_mail, view_name, view_share,
};
pub use self::learning::{
    cause, cause_in, follow_up_assign, follow_up_contact, follow_up_done, follow_up_drop,
    follow_up_hand_over, follow_up_note, follow_up_reopen, follow_ups, follow_ups_done, improvement,
    improvement_close, improvement_edit, improvement_for, improvement_public, improvement_withdraw, mail_to,
};
pub use self::reporting::{
    report, report_approve, report_discard, report_draft, report_edition, report_internal, report_preview,
    report_publish, report_reject, report_withdraw,
};

/// The path to redirect to after sign-in, if it is a path of this site other than signing in or out; `None` otherwise.
/// Browsers read `//host`, `/\\host` and a tab in between as another site.
#[must_use]
pub fn local(path: &str) -> Option<&str> {
    const LONGEST: usize = 2_000;
    let rest = path.strip_prefix('/')?;
    let is_local = !rest.starts_with(['/', '\\'])
        && !path.contains('\\')
        && path.len() <= LONGEST
        && path.bytes().all(|byte| byte.is_ascii_graphic());
    let signs = [SIGN_IN, SIGN_OUT].iter().any(|own| path.starts_with(own));
    (is_local && !signs).then_some(path)
}

/// The address of a page that leads to another, `wanted`, when its form is done.
#[must_use]
pub fn with_next(page: &str, wanted: Option<&str>) -> String {
    let Some(wanted) = wanted else { return page.to_owned() };
    let mut query = form_urlencoded::Serializer::new(String::new());
    format!("{page}?{}", query.append_pair("next", wanted).finish())
}

/// A page with the query string of a view, which may be empty.
#[must_use]
pub fn with_query(page: &str, query: &str) -> String {
    if query.is_empty() { page.to_owned() } else { format!("{page}?{query}") }
}

pub const DASHBOARD: &str = "/";
pub const BACKGROUND: &str = "/background";
pub const COMPARE: &str = "/compare";
pub const WHY: &str = "/why";
pub const VERBATIMS: &str = "/verbatims";
pub const RESPONSE_THEMES: &str = "/verbatims/themes";
pub const THEMES: &str = "/themes";
pub const THEME: &str = "/themes/{id}";
pub const THEME_REMOVE: &str = "/themes/{id}/remove";
pub const THEME_CHECK: &str = "/themes/{id}/check";
pub const THEME_JUDGE: &str = "/themes/{id}/check/judge";
pub const THEME_WORDS: &str = "/themes/words";
pub const EXPORT: &str = "/export";
pub const PICTURE: &str = "/picture";
pub const VERBATIMS_FILE: &str = "/verbatims/file";
pub const SIGNALS: &str = "/signals";
pub const SIGNALS_SUBSCRIPTION: &str = "/signals/subscription";
pub const SIGNAL_EXPLAIN: &str = "/signals/{id}/explain";
pub const CHANGES: &str = "/signals/changes";
pub const CHANGE_WITHDRAW: &str = "/signals/changes/{id}/withdraw";
pub const VIEWS: &str = "/views";
pub const VIEW: &str = "/views/{id}";
pub const VIEW_NAME: &str = "/views/{id}/name";
pub const VIEW_SHARE: &str = "/views/{id}/share";
pub const VIEW_MAIL: &str = "/views/{id}/mail";
pub const VIEW_DELETE: &str = "/views/{id}/delete";
pub const KPIS: &str = "/kpis";
pub const KPI_COMPLAINTS: &str = "/kpis/{kpi}";
pub const QUALITY: &str = "/quality";
pub const QUALITY_NEXT: &str = "/quality/next";
pub const QUALITY_MONTH: &str = "/quality/{month}";
pub const QUALITY_REVIEW: &str = "/complaints/{reference}/quality/{closure}";
pub const NOTIFICATIONS: &str = "/notifications";
pub const NORMS: &str = "/norms";
pub const WORKBENCH: &str = "/norms/workbench";
pub const NORMS_POLICY_VALUES: &str = "/norms/policy-values";
pub const NORM: &str = "/norms/{id}";
pub const NORM_DOSSIER: &str = "/norms/{id}/dossier";
pub const NORM_PRINT_STYLE: &str = "/norms/{id}/print.css";
pub const NORM_DECISION: &str = "/norms/{id}/{decision}";
pub const NORM_KEEP: &str = "/norms/{id}/keep";
pub const REPORTS: &str = "/reports";
pub const REPORT: &str = "/reports/{year}";
pub const REPORT_EDITION: &str = "/reports/{year}/editions/{edition}";
pub const REPORT_DRAFT: &str = "/reports/{year}/{document}/draft";
pub const REPORT_PREVIEW: &str = "/reports/{year}/{document}/preview";
pub const REPORT_APPROVE: &str = "/reports/{year}/{document}/draft/approve";
pub const REPORT_PUBLISH: &str = "/reports/{year}/{document}/draft/publish";
pub const REPORT_REJECT: &str = "/reports/{year}/{document}/draft/reject";
pub const REPORT_DISCARD: &str = "/reports/{year}/{document}/draft/discard";
pub const REPORT_WITHDRAW: &str = "/reports/{year}/{document}/draft/withdraw";
pub const REPORT_INTERNAL: &str = "/reports/{year}/internal";
pub const REPORT_ASSESSMENT: &str = "/reports/{year}/assessment";
pub const SENDING: &str = "/sending";
pub const SENDING_PAUSE: &str = "/sending/pause";
pub const SENDING_RESUME: &str = "/sending/resume";
pub const SENDING_RETRY: &str = "/sending/retry";
pub const SENDING_QUEUE_AGAIN: &str = "/sending/queue-again";
pub const SENDING_QUEUE_STAFF_MAILS_AGAIN: &str = "/sending/staff-mails/queue-again";
pub const PRIVACY_REQUESTS: &str = "/privacy-requests";
pub const PRIVACY_FIND: &str = "/privacy-requests/find";
pub const PRIVACY_READ: &str = "/privacy-requests/read";
pub const PRIVACY_FILE: &str = "/privacy-requests/file";
pub const PRIVACY_WISH: &str = "/privacy-requests/wish";
pub const PRIVACY_CONFIRM: &str = "/privacy-requests/confirm";
pub const PRIVACY_ERASE: &str = "/privacy-requests/erase";
pub const SUPPRESSIONS: &str = "/suppressions";
pub const SUPPRESSIONS_FIND: &str = "/suppressions/find";
pub const SUPPRESSIONS_REMOVE: &str = "/suppressions/remove";
pub const QUESTIONNAIRES: &str = "/questionnaires";
pub const QUESTIONNAIRE: &str = "/questionnaires/{name}";
pub const QUESTIONNAIRE_PREVIEW: &str = "/questionnaires/{name}/preview";
pub const COMPLAINTS: &str = "/complaints";
pub const COMPLAINT_NEW: &str = "/register";
pub const COMPLAINT: &str = "/complaints/{reference}";
pub const COMPLAINT_EDIT: &str = "/complaints/{reference}/edit";
pub const FACTS: &str = "/facts";
pub const COMPLAINT_FACTS: &str = "/complaints/{reference}/facts";
pub const COMPLAINT_CLEAR_BOUNCE: &str = "/complaints/{reference}/clear-bounce";
pub const ACCOUNT: &str = "/account";
pub const ACCOUNT_LANGUAGE: &str = "/account/language";
pub const ACCOUNT_PASSWORD: &str = "/account/password";
pub const ACCOUNT_MAILS: &str = "/account/mails";
pub const ACCOUNT_SESSION_END: &str = "/account/sessions/{id}/end";
pub const ACCOUNT_SESSIONS_END: &str = "/account/sessions/end";
pub const SECOND_FACTOR: &str = "/account/second-factor";
pub const SECOND_FACTOR_CONFIRM: &str = "/account/second-factor/confirm";
pub const SECOND_FACTOR_REMOVE: &str = "/account/second-factor/remove";
pub const SECOND_FACTOR_DONE: &str = "/account/second-factor/done";
pub const RECOVERY_CODES: &str = "/account/recovery-codes";
pub const USERS: &str = "/users";
pub const USER: &str = "/users/{id}";
pub const USER_ROLES: &str = "/users/{id}/roles";
pub const USER_TEAM: &str = "/users/{id}/team";
pub const USER_LINK: &str = "/users/{id}/link";
pub const USER_DISABLE: &str = "/users/{id}/disable";
pub const USER_ENABLE: &str = "/users/{id}/enable";
pub const USER_SECOND_FACTOR: &str = "/users/{id}/second-factor";
pub const USER_UNLINK: &str = "/users/{id}/unlink";
pub const KEYS: &str = "/keys";
pub const KEY_REVOKE: &str = "/keys/revoke";
pub const TEXTS: &str = "/texts";
pub const TEXTS_PREVIEW: &str = "/texts/preview";
pub const TEXTS_HISTORY: &str = "/texts/history";
pub const IMPORTS: &str = "/imports";
pub const IMPORT_CONFIRM: &str = "/imports/confirm";
pub const IMPORT_UNDO: &str = "/imports/{id}/undo";
pub const INSTALLATION: &str = "/installation";
pub const AUDIT: &str = "/audit";
pub const AUDIT_CSV: &str = "/audit.csv";
pub const FORGOTTEN: &str = "/sign-in/forgotten";
pub const SIGN_IN_CODE: &str = "/sign-in/code";
pub const SIGN_IN_PROVIDER: &str = "/sign-in/provider";
pub const PROVIDER_CALLBACK: &str = "/sign-in/provider/callback";
pub const PROVIDER_LOGOUT: &str = "/sign-in/provider/logout";
pub const SIGN_IN: &str = "/sign-in";
pub const SIGN_IN_LINK: &str = "/sign-in/{token}";
pub const SIGN_OUT: &str = "/sign-out";
pub const SURVEY: &str = "/s/{token}";
pub const SURVEY_REASON: &str = "/s/{token}/reason";
pub const SURVEY_NEWS: &str = "/s/{token}/news";
pub const UNSUBSCRIBE: &str = "/u/{token}";
pub const UNSUBSCRIBE_BACK: &str = "/u/{token}/back";
pub const PRIVACY: &str = "/privacy";
pub const HEALTH: &str = "/healthz";
pub const METRICS: &str = "/metrics";
pub const READY: &str = "/readyz";
pub const STYLE: &str = "/style.css";
pub const STAFF_STYLE: &str = "/staff.css";
pub const LOGO: &str = "/logo";
/// Browsers ask for it by themselves.
pub const FAVICON: &str = "/favicon.ico";
pub const DRAFT_SCRIPT: &str = "/draft.js";
pub const FOLLOW_UPS: &str = "/follow-ups";
pub const FOLLOW_UPS_FIGURES: &str = "/follow-ups/figures";
pub const FOLLOW_UP: &str = "/follow-ups/{id}";
pub const FOLLOW_UP_TAKE_UP: &str = "/follow-ups/{id}/take-up";
pub const FOLLOW_UP_END: &str = "/follow-ups/{id}/end";
pub const FOLLOW_UP_ASSIGN: &str = "/follow-ups/{id}/assign";
pub const FOLLOW_UP_HAND_OVER: &str = "/follow-ups/{id}/hand-over";
pub const FOLLOW_UP_NOTE: &str = "/follow-ups/{id}/note";
pub const FOLLOW_UP_DROP: &str = "/follow-ups/{id}/drop";
pub const FOLLOW_UP_REOPEN: &str = "/follow-ups/{id}/reopen";
pub const FOLLOW_UP_CONTACT: &str = "/follow-ups/{id}/contact";
pub const DISCUSSED: &str = "/discussed";
pub const CAUSES: &str = "/causes";
pub const CAUSE: &str = "/causes/one";
pub const CAUSES_FILE: &str = "/causes/file";
pub const CAUSE_RENAME: &str = "/causes/rename";
pub const CAUSE_MERGE: &str = "/causes/merge";
pub const CAUSE_RETIRE: &str = "/causes/retire";
pub const CAUSE_RESTORE: &str = "/causes/restore";
pub const CAUSE_THEMES: &str = "/causes/themes";
pub const IMPROVEMENTS: &str = "/improvements";
pub const IMPROVEMENT_NEW: &str = "/improvements/new";
pub const IMPROVEMENT: &str = "/improvements/{id}";
pub const IMPROVEMENT_EDIT: &str = "/improvements/{id}/edit";
pub const IMPROVEMENT_WITHDRAW: &str = "/improvements/{id}/withdraw";
pub const IMPROVEMENT_CLOSE: &str = "/improvements/{id}/close";
pub const IMPROVEMENT_PUBLIC: &str = "/improvements/{id}/public";
pub const DEMO: &str = "/demo";
pub const DEMO_AS: &str = "/demo/as";
pub const DEMO_MAILBOX: &str = "/demo/mailbox";
pub const DEMO_MAIL: &str = "/demo/mailbox/{name}";
pub const API_COMPLAINT: &str = "/api/v1/complaints/{reference}";
pub const API_CLOCK: &str = "/api/v1/complaints/{reference}/clock";
pub const API_KPIS: &str = "/api/v1/kpis";
pub const API_KPI_COMPLAINTS: &str = "/api/v1/kpis/{kpi}/complaints";
pub const API_NOTIFICATIONS: &str = "/api/v1/notifications/{month}";
pub const API_QUALITY_REVIEWS: &str = "/api/v1/quality-reviews";
pub const API_QUALITY_REVIEW: &str = "/api/v1/quality-reviews/{id}";
pub const API_QUALITY_SAMPLE: &str = "/api/v1/quality-samples/{month}";
pub const API_NPS: &str = "/api/v1/nps";
pub const API_SATISFACTION: &str = "/api/v1/satisfaction";
pub const API_FUNNEL: &str = "/api/v1/funnel";
pub const API_CONTROL_CHART: &str = "/api/v1/control-chart";
pub const API_DIFFERENCE: &str = "/api/v1/difference";
pub const API_NORMS: &str = "/api/v1/norms";
pub const API_NORM_READINESS: &str = "/api/v1/norms/readiness";
pub const API_NORM_PROPOSAL: &str = "/api/v1/norms/proposal";
pub const API_NORM_BACKTEST: &str = "/api/v1/norms/backtest";
pub const API_NORM_DOSSIER: &str = "/api/v1/norms/{id}/dossier";
pub const API_NORM_ADOPT: &str = "/api/v1/norms/{id}/adopt";
pub const API_NORM_REJECT: &str = "/api/v1/norms/{id}/reject";
pub const API_NORM_WITHDRAW: &str = "/api/v1/norms/{id}/withdraw";
pub const API_FOLLOW_UPS: &str = "/api/v1/follow-ups";
pub const API_CAUSES: &str = "/api/v1/causes";
pub const API_IMPROVEMENTS: &str = "/api/v1/improvements";
pub const API_IMPROVEMENT_EFFECT: &str = "/api/v1/improvements/{id}/effect";
pub const API_REPORT: &str = "/api/v1/reports/{year}";
pub const API_RESPONSES: &str = "/api/v1/responses";
pub const API_BOUNCES: &str = "/api/v1/bounces";
pub const API_DESCRIPTION: &str = "/api/openapi.json";
pub const API_DOCS: &str = "/api/docs";

/// The page about the own account, where a password was typed that was not changed.
#[must_use]
pub fn account_password_again() -> String {
    format!("{ACCOUNT}?again=1")
}

/// Where a user ends an own session.
#[must_use]
pub fn account_session_end(id: SessionId) -> String {
    format!("{ACCOUNT}/sessions/{id}/end")
}

/// The review of a closure.
#[must_use]
pub fn quality_review(reference: &Reference, closure: u32) -> String {
    format!("{}/quality/{closure}", complaint(reference))
}

/// What was drawn for the month that begins on this day.
#[must_use]
pub fn quality_month(first: NaiveDate) -> String {
    format!("{QUALITY}/{}", first.format("%Y-%m"))
}

/// The history of a complaint.
#[must_use]
pub fn complaint(reference: &Reference) -> String {
    format!("{COMPLAINTS}/{}", utf8_percent_encode(reference.as_str(), NON_ALPHANUMERIC))
}

/// Where a complaint is corrected, closed and reopened.
#[must_use]
pub fn complaint_edit(reference: &Reference) -> String {
    format!("{}/edit", complaint(reference))
}

/// Where the facts of a complaint are recorded.
#[must_use]
pub fn complaint_facts(reference: &Reference) -> String {
    format!("{}/facts", complaint(reference))
}

/// The notifications of a year.
#[must_use]
pub fn notifications(year: impl std::fmt::Display) -> String {
    format!("{NOTIFICATIONS}?year={year}")
}

/// Where the policy of a year is judged, sentence by sentence.
#[must_use]
pub fn report_assessment(year: i32) -> String {
    format!("{REPORTS}/{year}/assessment")
}

/// A norm.
#[must_use]
pub fn norm(id: NormId) -> String {
    format!("{NORMS}/{id}")
}

/// An action on a norm: `adopt`, `reject`, `withdraw` or `keep`; or its `dossier` or `print.css`.
#[must_use]
pub fn norm_action(id: NormId, action: &str) -> String {
    format!("{NORMS}/{id}/{action}")
}

/// Where the bounces of a complaint are cleared.
#[must_use]
pub fn clear_bounce(reference: &Reference) -> String {
    format!("{}/clear-bounce", complaint(reference))
}

/// The survey behind a token.
#[must_use]
pub fn survey(token: &Token) -> String {
    format!("/s/{}", token.reveal())
}

/// Where a reason is added to the answer behind a token.
#[must_use]
pub fn survey_reason(token: &Token) -> String {
    format!("{}/reason", survey(token))
}

/// Where the respondent behind a token asks for one mail about the answer, or takes that back.
#[must_use]
pub fn survey_news(token: &Token) -> String {
    format!("{}/news", survey(token))
}

/// One follow-up.
#[must_use]
pub fn follow_up(id: FollowUpId) -> String {
    format!("{FOLLOW_UPS}/{id}")
}

/// Where a follow-up is taken up.
#[must_use]
pub fn follow_up_take_up(id: FollowUpId) -> String {
    format!("{FOLLOW_UPS}/{id}/take-up")
}

/// Where a follow-up is completed.
#[must_use]
pub fn follow_up_end(id: FollowUpId) -> String {
    format!("{FOLLOW_UPS}/{id}/end")
}

/// The privacy notice in a language.
#[must_use]
pub fn privacy(language: Language) -> String {
    format!("{PRIVACY}?lang={language}")
}

/// The page that unsubscribes, behind a token.
#[must_use]
pub fn unsubscribe(token: &Token) -> String {
    format!("/u/{}", token.reveal())
}

/// Where an unsubscription is taken back.
#[must_use]
pub fn unsubscribe_back(token: &Token) -> String {
    format!("/u/{}/back", token.reveal())
}

/// The one-time sign-in link behind a token.
#[must_use]
pub fn sign_in_link(token: &Token) -> String {
    format!("{SIGN_IN}/{}", token.reveal())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sign-in never redirects to another site.
    #[test]
    fn only_a_path_of_ours_is_local() {
        for path in ["/", "/signals", "/verbatims?q=a%20b&team=Zuid", "/norms/1#evidence", "/%2Fevil.example"]
        {
            assert_eq!(local(path), Some(path));
        }
        for path in [
            "",
            "signals",
            "//evil.example",
            "/\\evil.example",
            "/\\/evil.example",
            "\\\\evil.example",
            "https://evil.example",
            "/\t/evil.example",
            "/ /evil.example",
            "/\r\nSet-Cookie: a=b",
            "javascript:alert(1)",
            "/sign-in",
            "/sign-in/x",
            "/sign-out",
            "/\u{2215}evil.example",
            "/a\\b",
        ] {
            assert_eq!(local(path), None, "{path:?}");
        }
        assert_eq!(local(&format!("/{}", "a".repeat(3_000))), None);
    }

    #[test]
    fn a_view_without_parameters_is_the_bare_page() {
        assert_eq!(with_query(BACKGROUND, ""), "/background");
        assert_eq!(with_query(DASHBOARD, "team=Noord"), "/?team=Noord");
    }

    #[test]
    fn the_page_to_go_on_to_is_urlencoded() {
        assert_eq!(with_next(SIGN_IN, None), "/sign-in");
        assert_eq!(
            with_next(SIGN_IN, Some("/verbatims?q=a%20b")),
            "/sign-in?next=%2Fverbatims%3Fq%3Da%2520b"
        );
    }
}

//! The sessions of a user, each of which can be ended.

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::access::account::OwnSession;
use crate::domain::access::session::SessionStage;
use crate::domain::people::language::Language;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::moment;

/// The section with the sessions of a user.
#[must_use]
pub fn sessions(language: Language, zone: Tz, sessions: &[OwnSession]) -> Markup {
    let text = texts(language);
    html! {
        h2 id="sessions" { (text.account_sessions_heading()) }
        p { (text.account_sessions_text()) }
        div.scroll tabindex="0" role="group" aria-labelledby="sessions" {
            table.stacked {
                thead {
                    tr {
                        th scope="col" { (text.account_sessions_browser()) }
                        th scope="col" { (text.account_sessions_begun()) }
                        th scope="col" { (text.account_sessions_used()) }
                        td {}
                    }
                }
                tbody { @for session in sessions { (row(language, zone, session)) } }
            }
        }
        @if sessions.iter().any(|session| !session.is_this) {
            form method="post" action=(urls::ACCOUNT_SESSIONS_END) {
                p { button.quiet type="submit" { (text.account_sessions_end_others()) } }
            }
        }
    }
}

fn row(language: Language, zone: Tz, session: &OwnSession) -> Markup {
    let text = texts(language);
    let begun = moment(language, session.created_at, zone);
    let browser = browser(text, session);
    html! {
        tr {
            th scope="row" {
                (browser)
                @if session.stage != SessionStage::Open { " " span.optional { (text.account_sessions_waits()) } }
            }
            td { (begun) }
            td { (moment(language, session.last_used_at, zone)) }
            td {
                @if session.is_this { (text.account_sessions_this()) } @else {
                    form method="post" action=(urls::account_session_end(session.id)) {
                        button.quiet type="submit" aria-label={ (text.account_sessions_end()) ": " (browser) ", " (begun) } {
                            (text.account_sessions_end())
                        }
                    }
                }
            }
        }
    }
}

fn browser(text: &Texts, session: &OwnSession) -> String {
    if session.browser.is_empty() { text.account_sessions_unknown() } else { session.browser.clone() }
}

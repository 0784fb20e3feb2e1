//! The pages of the demonstration: closing a complaint, and the mailbox.

use maud::{Markup, PreEscaped, html};

use crate::domain::access::roles::Role;
use crate::domain::people::language::Language;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::page::Page;
use crate::views::kit::words;

/// The field with the address of an account to go on as.
pub const ACCOUNT: &str = "account";

/// An account to go on as: its address, its role, and the team of a handler.
pub type Account = (&'static str, Role, Option<&'static str>);

/// A mail in the mailbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailboxEntry {
    /// The file name, which identifies the mail in its address.
    pub name: String,
    pub to: String,
    pub subject: String,
}

/// The start page; `closed` is the reference of the complaint that was just closed.
#[must_use]
pub fn start(
    language: Language,
    organisation: &str,
    teams: &[&str],
    accounts: &[Account],
    closed: Option<&str>,
) -> Markup {
    let text = texts(language);
    let body = html! {
        h1 { (text.demo_title()) }
        p { (text.demo_intro()) }
        h2 { (text.demo_close_heading()) }
        p { (text.demo_close_text()) }
        @if let Some(reference) = closed { p.done role="status" { (text.demo_closed(reference)) } }
        (closing_form(text, language, teams))
        h2 { (text.demo_mailbox_heading()) }
        p { (text.demo_mailbox_text()) }
        p { a.button href=(urls::DEMO_MAILBOX) { (text.demo_mailbox_link()) } }
        h2 { (text.demo_dashboard_heading()) }
        p { (text.demo_dashboard_text()) }
        p { a.button href=(urls::DASHBOARD) { (text.demo_dashboard_link()) } }
        h2 id="as" { (text.demo_as_heading()) }
        p { (text.demo_as_text()) }
        @for account in accounts { (go_on_as(text, account)) }
    };
    page(language, organisation, &text.demo_title(), body)
}

fn go_on_as(text: &Texts, (email, role, team): &Account) -> Markup {
    let role = words::role(text, *role);
    let button =
        team.map_or_else(|| text.demo_as(role.as_str()), |team| text.demo_as_of_team(role.as_str(), team));
    html! {
        form method="post" action=(urls::DEMO_AS) {
            input type="hidden" name=(ACCOUNT) value=(email);
            p { button type="submit" { (button) } }
        }
    }
}

fn closing_form(text: &Texts, language: Language, teams: &[&str]) -> Markup {
    html! {
        form method="post" action=(urls::DEMO) {
            div.item {
                label for="name" { (text.demo_name()) }
                input type="text" id="name" name="name" value="S. de Vries" autocomplete="off" maxlength="100";
            }
            div.item {
                label for="team" { (text.demo_team()) }
                select id="team" name="team" { @for team in teams { option value=(team) { (team) } } }
            }
            div.item {
                label for="language" { (text.demo_language()) }
                select id="language" name="language" {
                    @for &choice in Language::ALL {
                        option value=(choice) selected[choice == language] { (texts(choice).language_name()) }
                    }
                }
            }
            button type="submit" { (text.demo_close_button()) }
        }
    }
}

/// The list of mails, newest first.
#[must_use]
pub fn mailbox(language: Language, organisation: &str, mails: &[MailboxEntry]) -> Markup {
    let text = texts(language);
    let body = html! {
        h1 { (text.demo_mailbox_title()) }
        @if mails.is_empty() { p { (text.demo_mailbox_empty()) } }
        ul.mails {
            @for mail in mails {
                li {
                    a href=(format!("{}/{}", urls::DEMO_MAILBOX, mail.name)) { (mail.subject) }
                    span.optional { (text.demo_mail_to()) " " (mail.to) }
                }
            }
        }
        p { a.button href=(urls::DEMO_MAILBOX) { (text.demo_mailbox_refresh()) } }
        p { a href=(urls::DEMO) { (text.demo_back()) } }
    };
    page(language, organisation, &text.demo_mailbox_title(), body)
}

/// One mail: its headers and the body of its HTML part. `own_html` is inserted unescaped, because this program wrote
/// it.
#[must_use]
pub fn mail(language: Language, organisation: &str, entry: &MailboxEntry, own_html: &str) -> Markup {
    let text = texts(language);
    let body = html! {
        p { a href=(urls::DEMO_MAILBOX) { (text.demo_mailbox_title()) } }
        h1 { (entry.subject) }
        p.optional { (text.demo_mail_to()) " " (entry.to) }
        article.mail { (PreEscaped(own_html)) }
    };
    page(language, organisation, &entry.subject, body)
}

fn page(language: Language, organisation: &str, title: &str, body: Markup) -> Markup {
    Page { language, title, organisation, is_wide: false, user: None, body }.render()
}

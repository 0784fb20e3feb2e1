//! What to do next, in an installation without complaints.
//!
//! The rule: a link leads only where this reader may go; what another does is said with who does it.

use maud::{Markup, html};

use crate::domain::access::rights::Right;
use crate::domain::access::roles::Roles;
use crate::domain::upkeep::first_steps::FirstSteps;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::page::StaffPage;

/// What stands above the empty dashboard until there is something to show.
#[must_use]
pub fn first_steps_panel(staff: &StaffPage<'_>, steps: FirstSteps) -> Markup {
    let text = texts(staff.language);
    html! {
        section.unprinted aria-labelledby="first-steps" {
            h2 id="first-steps" { (text.first_steps_title()) }
            p { (text.first_steps_intro()) }
            (first_steps(text, staff.user.roles, steps))
        }
    }
}

/// The list of steps, for a reader with these roles.
#[must_use]
pub fn first_steps(text: &Texts, roles: &Roles, steps: FirstSteps) -> Markup {
    html! {
        ol.steps {
            (step(text, steps.has_mail_server, &text.first_steps_mail(), &html! { p { (text.first_steps_mail_text()) } }))
            (step(text, steps.has_users, &text.first_steps_users(), &users(text, roles)))
            (step(text, steps.has_norms, &text.first_steps_norms(), &norms(text, roles)))
            (step(text, false, &text.first_steps_complaints(), &complaints(text, roles, steps.has_keys)))
        }
    }
}

fn step(text: &Texts, is_done: bool, name: &str, rest: &Markup) -> Markup {
    html! {
        li {
            strong { (name) }
            @if is_done { " " span.optional { "(" (text.first_steps_done()) ")" } } @else { (rest) }
        }
    }
}

/// What is done at a page, or who does it for this reader.
fn at(text: &Texts, may: bool, path: &str, words: &str, right: &str) -> Markup {
    html! {
        p { @if may { a href=(path) { (words) } } @else { (words) ": " (text.first_steps_by(right)) } }
    }
}

fn users(text: &Texts, roles: &Roles) -> Markup {
    let may = roles.have(Right::Administer);
    at(text, may, urls::USERS, &text.first_steps_users_link(), &text.role_admin())
}

fn norms(text: &Texts, roles: &Roles) -> Markup {
    let may = roles.have(Right::DecideNorms);
    html! {
        p { (text.first_steps_norms_text()) }
        (at(text, may, urls::NORMS, &text.first_steps_norms_link(), &text.role_policy_owner()))
    }
}

fn complaints(text: &Texts, roles: &Roles, has_keys: bool) -> Markup {
    let (administers, records) = (roles.have(Right::Administer), roles.have(Right::RecordFacts));
    html! {
        p { (text.first_steps_complaints_text()) }
        ul {
            li {
                (text.first_steps_api()) " "
                @if !has_keys { (at(text, administers, urls::KEYS, &text.first_steps_key(), &text.role_admin())) }
                p { a href=(urls::API_DOCS) { (text.key_docs()) } }
            }
            li { (text.first_steps_import()) }
            li {
                (text.first_steps_by_hand())
                (at(text, records, urls::COMPLAINT_NEW, &text.first_steps_register(), &text.role_handler()))
            }
        }
    }
}

//! The page on which staff find a complaint by its reference.

use maud::{Markup, html};

use crate::domain::access::rights::Right;
use crate::texts::texts;
use crate::urls;
use crate::views::kit::page::StaffPage;

/// What a complaint is found for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FoundFor {
    /// To see what was mailed, and why not.
    Story,
    /// To tell what happened to it.
    Facts,
}

/// The page that finds a complaint; `wanted` is a reference that was not found, or empty.
#[must_use]
pub fn find_complaint(staff: &StaffPage<'_>, wanted: &str, found_for: FoundFor) -> Markup {
    let text = texts(staff.language);
    let (action, heading, button) = match found_for {
        FoundFor::Story => (urls::COMPLAINTS, text.sending_find_heading(), text.sending_find_button()),
        FoundFor::Facts => (urls::FACTS, text.nav_facts(), text.facts_find_button()),
    };
    staff.narrow(
        &heading,
        html! {
            h1 { (heading) }
            @if !wanted.is_empty() {
                div.errors id="wrong" role="alert" tabindex="-1" autofocus { p { (text.sending_find_none()) } }
            }
            form method="get" action=(action) {
                div.question {
                    label for="reference" { (text.sending_find_label()) }
                    input type="text" id="reference" name="reference" value=(wanted) autocomplete="off" maxlength="200" required
                        aria-invalid=[(!wanted.is_empty()).then_some("true")] aria-describedby=[(!wanted.is_empty()).then_some("wrong")];
                }
                button type="submit" { (button) }
            }
            @if staff.user.roles.have(Right::RecordFacts) { p { a href=(urls::COMPLAINT_NEW) { (text.nav_register()) } } }
        },
    )
}

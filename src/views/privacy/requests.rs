//! The page on which staff answer what a person asks of personal data.
//!
//! The rule: the address stands in forms that are posted, never in an address of ours, which proxies log.

use maud::{Markup, html};

use crate::domain::input::fields::FieldError;
use crate::domain::privacy::held::{Held, Value};
use crate::domain::privacy::wish::Wish;
use crate::domain::sending::delivery::SuppressionReason;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::form::{Form, Line};
use crate::views::kit::page::StaffPage;
use crate::views::privacy::words::part;

/// The field with the address.
pub const EMAIL: &str = "email";
/// The field with the wish.
pub const WISH: &str = "wish";

/// What became of a form.
#[derive(Clone, Copy, Debug)]
pub enum Outcome<'a> {
    /// None was sent.
    None,
    /// Nothing is held under the address.
    Unknown,
    /// A mail to the address is being sent, and nothing was erased.
    InFlight,
    /// A wish was written down or taken back; with what is held since, if anything is.
    Noted(Wish, Option<&'a Held>),
    /// It was so already.
    Unchanged(Option<&'a Held>),
    Found(&'a Held),
}

impl<'a> Outcome<'a> {
    /// What is held of the person, where that was looked up.
    fn held(self) -> Option<&'a Held> {
        match self {
            Self::Noted(_, held) | Self::Unchanged(held) => held,
            Self::Found(held) => Some(held),
            Self::None | Self::Unknown | Self::InFlight => None,
        }
    }
}

/// The page's data and its viewer.
pub struct RequestsView<'a> {
    pub staff: StaffPage<'a>,
    /// What stands in the form.
    pub values: &'a [(String, String)],
    pub errors: &'a [FieldError],
    /// The address that the outcome is about.
    pub address: Option<&'a str>,
    pub outcome: Outcome<'a>,
}

impl RequestsView<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let form =
            Form::new(self.values, self.errors, |_| (text.requests_address(), text.requests_takes_address()));
        let line = Line {
            field: EMAIL,
            kind: "email",
            label: text.requests_address(),
            is_required: true,
            ..Line::default()
        };
        self.staff.narrow(
            &text.requests_title(),
            html! {
                h1 { (text.requests_title()) }
                @if let Some(words) = told(text, self.outcome) { p.notice role="status" { (words) } }
                (form.summary_after(&text.requests_wrong()))
                p { (text.requests_intro()) }
                form.boxed method="post" action=(urls::PRIVACY_FIND) novalidate {
                    (form.line(&line))
                    button type="submit" { (text.requests_find()) }
                }
                @if let Some(address) = self.address { (self.about(text, address)) }
            },
        )
    }

    fn about(&self, text: &Texts, address: &str) -> Markup {
        let held = self.outcome.held();
        html! {
            section aria-labelledby="about" {
                h2 id="about" { (address) }
                @if let Some(held) = held { (parts(text, held)) (reading(text, address)) }
                h3 { (text.requests_wishes()) }
                p { (text.requests_wishes_text()) }
                @for wish in wishes(held) { (wish_form(text, address, wish)) }
                @if held.is_some() {
                    h3 { (text.requests_erase()) }
                    p { (text.requests_erase_text()) }
                    form method="post" action=(urls::PRIVACY_CONFIRM) {
                        (hidden(address))
                        button type="submit" { (text.requests_erase_button()) }
                    }
                }
            }
        }
    }
}

fn parts(text: &Texts, held: &Held) -> Markup {
    html! {
        ul { @for of_table in &held.parts {
            li { (part(text, of_table.name)) ": " (of_table.records.len()) }
        } }
        @if held.elsewhere > 0 { p { (text.requests_elsewhere()) } }
        @if held.has_account { p { (text.held_account()) } }
    }
}

fn reading(text: &Texts, address: &str) -> Markup {
    html! {
        form method="post" action=(urls::PRIVACY_READ) {
            (hidden(address))
            button type="submit" { (text.requests_read()) }
        }
        form method="post" action=(urls::PRIVACY_FILE) {
            (hidden(address))
            button type="submit" { (text.requests_file()) }
        }
    }
}

/// What can be written down or taken back, by what is known.
fn wishes(held: Option<&Held>) -> [Wish; 2] {
    let is_in = |table: &str, field: &str, value: Option<&str>| {
        held.is_some_and(|held| {
            let records = held.parts.iter().filter(|part| part.name == table).flat_map(|part| &part.records);
            records.flatten().any(|(name, stored)| {
                *name == field && value.is_none_or(|value| *stored == Value::Text(value.to_owned()))
            })
        })
    };
    let has_objected = is_in("suppressions", "reason", Some(SuppressionReason::Objection.name()));
    let is_restricted = is_in("restrictions", "at", None);
    [
        if has_objected { Wish::LiftObjection } else { Wish::Object },
        if is_restricted { Wish::LiftRestriction } else { Wish::Restrict },
    ]
}

fn wish_form(text: &Texts, address: &str, wish: Wish) -> Markup {
    let button = match wish {
        Wish::Object => text.requests_object(),
        Wish::LiftObjection => text.requests_lift_objection(),
        Wish::Restrict => text.requests_restrict(),
        Wish::LiftRestriction => text.requests_lift_restriction(),
    };
    html! {
        form method="post" action=(urls::PRIVACY_WISH) {
            (hidden(address))
            input type="hidden" name=(WISH) value=(wish.name());
            button type="submit" { (button) }
        }
    }
}

/// The address of a form that only has a button.
pub(super) fn hidden(address: &str) -> Markup {
    html! { input type="hidden" name=(EMAIL) value=(address); }
}

fn told(text: &Texts, outcome: Outcome<'_>) -> Option<String> {
    Some(match outcome {
        Outcome::None | Outcome::Found(_) => return None,
        Outcome::Unknown => text.requests_unknown(),
        Outcome::InFlight => text.requests_in_flight(),
        Outcome::Unchanged(_) => text.requests_unchanged(),
        Outcome::Noted(Wish::Object, _) => text.requests_objected(),
        Outcome::Noted(Wish::LiftObjection, _) => text.requests_objection_lifted(),
        Outcome::Noted(Wish::Restrict, _) => text.requests_restricted(),
        Outcome::Noted(Wish::LiftRestriction, _) => text.requests_restriction_lifted(),
    })
}

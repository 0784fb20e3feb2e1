//! The form in which a person tells what happened to a complaint.

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::complaints::complaint::Reference;
use crate::domain::complaints::form_version::VERSION;
use crate::domain::input::fields::FieldError;
use crate::domain::policy::clock::Clock;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::page::StaffPage;
use crate::views::policy::clock::clocks;

/// The page's data and its viewer.
pub struct FactsPage<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    pub may_see_story: bool,
    pub reference: &'a Reference,
    pub clocks: &'a [Clock],
    /// What stands in the form's fields.
    pub values: &'a [(String, String)],
    pub errors: &'a [FieldError],
    pub is_done: bool,
    /// Whether the facts were changed since the form was opened.
    pub is_stale: bool,
}

impl FactsPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let title = text.facts_title(self.reference.as_str());
        let body = html! {
            h1 { (title) }
            @if self.is_done { p.done role="status" { (text.facts_done()) } }
            @if self.is_stale {
                div.errors id="wrong" role="alert" tabindex="-1" autofocus {
                    p { (text.hand_changed()) }
                    p { a href=(urls::complaint_facts(self.reference)) { (text.hand_see_now()) } }
                }
            }
            @if !self.errors.is_empty() {
                div.errors id="wrong" role="alert" tabindex="-1" autofocus {
                    p { (text.facts_wrong()) }
                    ul { @for field in self.wrong_fields() { li { a href={ "#" (field) } { (label(text, field)) } ": " (hint(text, field)) } } }
                }
            }
            form method="post" action=(urls::complaint_facts(self.reference)) novalidate {
                @if let Some(version) = self.values_of(VERSION).next() { input type="hidden" name=(VERSION) value=(version); }
                (self.moment("acknowledged_at", true, text))
                (self.choice("acknowledged_by", &[("", text.facts_not_told()), ("person", text.facts_by_person()), ("automatic", text.facts_by_automatic())], text))
                (self.moment("phone_attempted_at", false, text))
                (self.moment("phone_response_at", true, text))
                (self.choice("phone_response_required", &needed(text), text))
                (self.moment("written_response_at", true, text))
                (self.choice("written_response_required", &needed(text), text))
                (self.choice("answered_by", &[("", text.facts_not_told()), ("board", text.facts_by_board()), ("other", text.facts_by_other())], text))
                (self.day("employee_discussed_on", text))
                (self.day("team_discussed_on", text))
                button type="submit" { (text.facts_button()) }
            }
            (clocks(self.staff.language, self.clocks, self.zone))
            p { a href=(urls::complaint_edit(self.reference)) { (text.hand_link()) } }
            p {
                @if self.may_see_story { a href=(urls::complaint(self.reference)) { (text.story_title(self.reference.as_str())) } }
                @else { a href=(urls::FOLLOW_UPS) { (text.follow_ups_title()) } }
            }
        };
        self.staff.narrow(&title, body)
    }

    /// The fields that were refused, each once.
    fn wrong_fields(&self) -> Vec<&str> {
        let mut fields: Vec<&str> = self.errors.iter().map(|error| error.field.as_str()).collect();
        fields.dedup();
        fields
    }

    fn values_of(&self, name: &str) -> impl Iterator<Item = &str> {
        self.values.iter().filter(move |(field, _)| field == name).map(|(_, value)| value.as_str())
    }

    fn is_wrong(&self, name: &str) -> Option<&'static str> {
        self.errors.iter().any(|error| error.field == name).then_some("true")
    }

    fn moment(&self, name: &str, may_be_never: bool, text: &Texts) -> Markup {
        let moment = self.values_of(name).find(|value| *value != "never");
        html! {
            div.question {
                label for=(name) { (label(text, name)) }
                input type="datetime-local" id=(name) name=(name) step="1" value=[moment] aria-invalid=[self.is_wrong(name)];
                @if may_be_never {
                    label.tick {
                        input type="checkbox" name=(name) value="never" checked[self.values_of(name).any(|value| value == "never")];
                        span { (text.facts_never()) }
                    }
                }
            }
        }
    }

    fn day(&self, name: &str, text: &Texts) -> Markup {
        html! {
            div.question {
                label for=(name) { (label(text, name)) }
                input type="date" id=(name) name=(name) value=[self.values_of(name).next()] aria-invalid=[self.is_wrong(name)];
            }
        }
    }

    fn choice(&self, name: &str, choices: &[(&str, String)], text: &Texts) -> Markup {
        let chosen = self.values_of(name).next();
        html! {
            div.question {
                label for=(name) { (label(text, name)) }
                select id=(name) name=(name) aria-invalid=[self.is_wrong(name)] {
                    @for (value, words) in choices {
                        option value=(value) selected[chosen == Some(value)] { (words) }
                    }
                }
            }
        }
    }
}

/// A response is needed unless it was told that it is not.
fn needed(text: &Texts) -> [(&'static str, String); 2] {
    [("", text.facts_needed()), ("false", text.facts_not_needed())]
}

/// A field's label.
fn label(text: &Texts, field: &str) -> String {
    match field {
        "acknowledged_at" => text.facts_acknowledged(),
        "acknowledged_by" => text.facts_acknowledged_by(),
        "phone_attempted_at" => text.facts_phone_attempted(),
        "phone_response_at" => text.facts_phone_response(),
        "phone_response_required" => text.facts_phone_required(),
        "written_response_at" => text.facts_written_response(),
        "written_response_required" => text.facts_written_required(),
        "answered_by" => text.facts_answered_by(),
        "employee_discussed_on" => text.facts_employee_discussed(),
        "team_discussed_on" => text.facts_team_discussed(),
        other => other.to_owned(),
    }
}

/// What a field accepts.
fn hint(text: &Texts, field: &str) -> String {
    match field {
        "acknowledged_by" | "answered_by" => text.facts_takes_who(),
        "employee_discussed_on" | "team_discussed_on" => text.facts_takes_day(),
        _ => text.facts_takes_moment(),
    }
}

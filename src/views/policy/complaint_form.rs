//! The form in which a person registers a complaint, corrects it, closes it and opens it again.

use chrono::TimeDelta;
use maud::{Markup, html};

use crate::domain::complaints::complaint::{Channel, Complainant, Level, OptOutReason, Outcome, Reference};
use crate::domain::complaints::complaint_form::DO_NOT_ASK;
use crate::domain::complaints::fields::StatusName;
use crate::domain::complaints::form_difference::FieldDifference;
use crate::domain::complaints::form_version::VERSION;
use crate::domain::complaints::segment::Dimension;
use crate::domain::complaints::suggestions::Suggestions;
use crate::domain::input::fields::FieldError;
use crate::domain::people::language::Language;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::time;
use crate::views::kit::page::StaffPage;
use crate::views::kit::words;
use crate::views::policy::complaint_label::label;
use crate::views::policy::form_differences::form_differences;

/// Why what was typed was not stored, although it is well-formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotStored {
    /// Another complaint has the reference that was chosen.
    Taken,
    /// The complaint was changed since the form was opened.
    Changed,
    /// Name, address and telephone number were removed by retention.
    Forgotten,
}

/// The page's data and its viewer.
pub struct ComplaintFormPage<'a> {
    pub staff: StaffPage<'a>,
    pub may_see_story: bool,
    /// The team of a handler who has one, which is the team of every complaint in this form.
    pub own_team: Option<&'a str>,
    /// From closing to the invitation.
    pub delay: TimeDelta,
    /// The complaint that is corrected; `None` for a new one.
    pub reference: Option<&'a Reference>,
    /// What stands in the form's fields.
    pub values: &'a [(String, String)],
    pub errors: &'a [FieldError],
    pub why: Option<NotStored>,
    /// The fields in which the form differs from what another person stored meanwhile.
    pub differences: &'a [FieldDifference],
    pub suggestions: &'a Suggestions,
    pub is_done: bool,
}

impl ComplaintFormPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let (title, action) = match self.reference {
            Some(reference) => (text.hand_title(reference.as_str()), urls::complaint_edit(reference)),
            None => (text.nav_register(), urls::COMPLAINT_NEW.to_owned()),
        };
        let button = if self.reference.is_some() { text.facts_button() } else { text.hand_register() };
        let body = html! {
            h1 { (title) }
            @if self.is_done { p.done role="status" { (text.facts_done()) } }
            (self.summary(text))
            @if self.why == Some(NotStored::Changed) { (form_differences(text, self.differences)) }
            p { (text.hand_closing(self.when_asked(text))) }
            form method="post" action=(action) autocomplete="off" novalidate {
                @if let Some((name, version)) = self.values.iter().find(|(name, _)| name == VERSION) {
                    input type="hidden" name=(name) value=(version);
                }
                @if self.reference.is_none() { (self.line("reference", true, text)) }
                (self.choice("status", &statuses(text), text))
                (self.moment("received_at", true, text))
                (self.moment("closed_at", false, text))
                (self.customer(text))
                (self.kind(text))
                (self.line("handler", false, text))
                (self.choice("outcome", &or_unknown(text, Dimension::Outcome, Outcome::NAMES), text))
                (self.causes(text))
                (self.survey(text))
                button type="submit" { (button) }
            }
            (self.ways_on(text))
        };
        self.staff.narrow(&title, body)
    }

    fn when_asked(&self, text: &Texts) -> String {
        if self.delay < TimeDelta::days(1) {
            text.hand_soon()
        } else {
            text.hand_after(time(self.staff.language, self.delay))
        }
    }

    /// What was refused, with the way to each field.
    fn summary(&self, text: &Texts) -> Markup {
        html! {
            @if let Some(reference) = self.reference.filter(|_| self.errors.is_empty() && self.why.is_some()) {
                div.errors id="wrong" role="alert" tabindex="-1" autofocus {
                    p { @if self.why == Some(NotStored::Forgotten) { (text.hand_forgotten()) } @else { (text.hand_changed()) } }
                    p { a href=(urls::complaint_edit(reference)) { (text.hand_see_now()) } }
                }
            }
            @if !self.errors.is_empty() {
                div.errors id="wrong" role="alert" tabindex="-1" autofocus {
                    p { (text.facts_wrong()) }
                    ul { @for field in self.wrong_fields() { li { a href={ "#" (field) } { (label(text, field)) } ": " (self.hint(text, field)) } } }
                }
            }
        }
    }

    /// The fields that were refused, each once.
    fn wrong_fields(&self) -> Vec<&str> {
        let mut fields: Vec<&str> = self.errors.iter().map(|error| error.field.as_str()).collect();
        fields.dedup();
        fields
    }

    /// Who complained.
    fn customer(&self, text: &Texts) -> Markup {
        html! {
            (self.line("contact.name", false, text))
            (self.line("contact.email", false, text))
            (self.telephone(text))
            (self.choice("contact.language", &or_unknown(text, Dimension::Language, Language::NAMES), text))
            (self.choice("complainant", &offered(text, Dimension::Complainant, Complainant::NAMES), text))
        }
    }

    /// What kind of complaint it is.
    fn kind(&self, text: &Texts) -> Markup {
        html! {
            (self.choice("channel", &or_unknown(text, Dimension::Channel, Channel::NAMES), text))
            (self.choice("level", &or_unknown(text, Dimension::Level, Level::NAMES), text))
            @for dimension in Dimension::LABELS {
                @if let (Dimension::Team, Some(team)) = (*dimension, self.own_team) {
                    div.question {
                        label for="team" { (label(text, "team")) }
                        // Without a name it is not sent: the team is known.
                        input type="text" id="team" value=(team) readonly;
                    }
                } @else {
                    (self.line(dimension.name(), false, text))
                }
            }
        }
    }

    /// Whether the customer is asked.
    fn survey(&self, text: &Texts) -> Markup {
        let reasons = OptOutReason::ALL.iter().map(|reason| (reason.name(), words::opt_out(text, *reason)));
        let reasons: Vec<(&str, String)> =
            std::iter::once(("", text.hand_no_reason())).chain(reasons).collect();
        html! {
            div.question.wrong[self.is_wrong("survey.ask")] {
                (self.mistake("survey.ask", text))
                label.tick {
                    input type="checkbox" id="survey.ask" name="survey.ask" value=(DO_NOT_ASK)
                        checked[self.value("survey.ask") == Some(DO_NOT_ASK)] aria-invalid=[self.invalid("survey.ask")]
                        aria-describedby=[self.described_by("survey.ask")];
                    span { (label(text, "survey.ask")) }
                }
            }
            (self.choice("survey.reason", &reasons, text))
            (self.line("survey.note", false, text))
        }
    }

    fn ways_on(&self, text: &Texts) -> Markup {
        html! {
            @if let Some(reference) = self.reference {
                p { a href=(urls::complaint_facts(reference)) { (text.facts_link()) } }
                @if self.may_see_story { p { a href=(urls::complaint(reference)) { (text.story_title(reference.as_str())) } } }
            } @else {
                p { a href=(urls::FACTS) { (text.nav_facts()) } }
            }
        }
    }
}

fn statuses(text: &Texts) -> Vec<(&'static str, String)> {
    vec![(StatusName::Open.name(), text.hand_open()), (StatusName::Closed.name(), text.hand_closed())]
}

/// The values of a dimension, by their names.
fn offered(
    text: &Texts,
    dimension: Dimension,
    names: &'static [&'static str],
) -> Vec<(&'static str, String)> {
    names.iter().map(|name| (*name, words::value(text, dimension, name))).collect()
}

/// The same, and none of them.
fn or_unknown(
    text: &Texts,
    dimension: Dimension,
    names: &'static [&'static str],
) -> Vec<(&'static str, String)> {
    std::iter::once(("", text.value_unknown())).chain(offered(text, dimension, names)).collect()
}

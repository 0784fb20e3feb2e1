//! The parts of the forms about users and keys.
//!
//! The rule: what was typed is kept, and a mistake is told in the same words in the summary and at its field.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::domain::access::roles::Role;
use crate::domain::access::user_form::{MAIL, ROLE, TEAM, YES};
use crate::domain::input::fields::FieldError;
use crate::texts::Texts;
use crate::views::kit::words;

/// What stands in a form, and what is wrong with it.
pub(super) struct Form<'a> {
    values: &'a [(String, String)],
    mistakes: Vec<Mistake<'a>>,
}

/// A field that was refused: its label, and what to do.
struct Mistake<'a> {
    field: &'a str,
    label: String,
    words: String,
}

/// A field of one line.
#[derive(Default)]
pub(super) struct Line<'a> {
    pub field: &'a str,
    /// The `type` of the input.
    pub kind: &'a str,
    pub label: String,
    pub hint: Option<String>,
    pub is_required: bool,
    /// The identifier of the list of suggestions.
    pub list: Option<&'a str>,
}

/// One of several ticks, with a sentence on what it stands for.
pub(super) struct Tick {
    pub value: &'static str,
    pub label: String,
    pub sentence: String,
}

impl<'a> Form<'a> {
    /// A form; `words` gives the label of a field and what to say about a mistake in it.
    pub(super) fn new(
        values: &'a [(String, String)],
        errors: &'a [FieldError],
        words: impl Fn(&str) -> (String, String),
    ) -> Self {
        let mut fields: Vec<&str> = errors.iter().map(|error| error.field.as_str()).collect();
        fields.dedup();
        let mistake = |field: &'a str| {
            let (label, words) = words(field);
            Mistake { field, label, words }
        };
        Self { values, mistakes: fields.into_iter().map(mistake).collect() }
    }

    /// What was refused, with the way to each field.
    pub(super) fn summary(&self, text: &Texts) -> Markup {
        html! {
            @if !self.mistakes.is_empty() {
                div.errors id="wrong" role="alert" tabindex="-1" autofocus {
                    p { (text.facts_wrong()) }
                    ul { @for mistake in &self.mistakes {
                        li { a href={ "#" (mistake.field) } { (mistake.label) } ": " (mistake.words) }
                    } }
                }
            }
        }
    }

    pub(super) fn value(&self, field: &str) -> Option<&str> {
        self.values.iter().find(|(name, _)| name == field).map(|(_, value)| value.as_str())
    }

    /// Whether one of several values of a field was chosen.
    pub(super) fn holds(&self, field: &str, value: &str) -> bool {
        self.values.iter().any(|(name, chosen)| name == field && chosen == value)
    }

    fn mistake(&self, field: &str) -> Option<&Mistake<'a>> {
        self.mistakes.iter().find(|mistake| mistake.field == field)
    }

    pub(super) fn is_wrong(&self, field: &str) -> bool {
        self.mistake(field).is_some()
    }

    /// The hint and the mistake of a field, to which [`Form::described_by`] points.
    pub(super) fn notes(&self, field: &str, hint: Option<&str>) -> Markup {
        html! {
            @if let Some(hint) = hint { p.note id={ (field) "-hint" } { (hint) } }
            @if let Some(mistake) = self.mistake(field) { p.error id={ (field) "-error" } { (mistake.words) } }
        }
    }

    pub(super) fn described_by(&self, field: &str, has_hint: bool) -> Option<String> {
        let hint = has_hint.then(|| format!("{field}-hint"));
        let error = self.is_wrong(field).then(|| format!("{field}-error"));
        let notes: Vec<String> = hint.into_iter().chain(error).collect();
        (!notes.is_empty()).then(|| notes.join(" "))
    }

    pub(super) fn line(&self, line: &Line<'_>) -> Markup {
        let is_wrong = self.is_wrong(line.field);
        html! {
            div.question.wrong[is_wrong] {
                label for=(line.field) { (line.label) }
                (self.notes(line.field, line.hint.as_deref()))
                input type=(line.kind) id=(line.field) name=(line.field) value=[self.value(line.field)] autocomplete="off"
                    required[line.is_required] list=[line.list] aria-invalid=[is_wrong.then_some("true")]
                    aria-describedby=[self.described_by(line.field, line.hint.is_some())];
            }
        }
    }

    /// Ticks of which several can be chosen; the first has the field's name as identifier, for the summary to lead to.
    pub(super) fn ticks(&self, field: &str, legend: &str, ticks: &[Tick]) -> Markup {
        html! {
            fieldset.question.wrong[self.is_wrong(field)] aria-describedby=[self.described_by(field, false)] {
                legend { (legend) }
                (self.notes(field, None))
                @for (place, tick) in ticks.iter().enumerate() {
                    label.tick {
                        input type="checkbox" id=[(place == 0).then_some(field)] name=(field) value=(tick.value)
                            checked[self.holds(field, tick.value)];
                        span { (tick.label) " " span.optional.below { (tick.sentence) } }
                    }
                }
            }
        }
    }

    /// The roles, with what each allows.
    pub(super) fn roles(&self, text: &Texts) -> Markup {
        let ticks: Vec<Tick> = Role::ALL
            .iter()
            .map(|role| Tick {
                value: role.name(),
                label: words::capitalised(&words::role(text, *role)),
                sentence: allows(text, *role),
            })
            .collect();
        self.ticks(ROLE, &text.users_roles(), &ticks)
    }

    /// The team, with suggestions.
    pub(super) fn team(&self, teams: &BTreeSet<String>, text: &Texts) -> Markup {
        const SUGGESTED: &str = "teams";
        html! {
            (self.line(&Line {
                field: TEAM,
                kind: "text",
                label: text.users_team(),
                hint: Some(text.users_team_hint()),
                list: Some(SUGGESTED),
                ..Line::default()
            }))
            datalist id=(SUGGESTED) { @for team in teams { option value=(team) {} } }
        }
    }

    /// Whether the link is mailed too.
    pub(super) fn mail(&self, text: &Texts, mail_goes_out: bool) -> Markup {
        if !mail_goes_out {
            return html! { p.note { (text.users_no_mail()) } };
        }
        html! {
            div.question.wrong[self.is_wrong(MAIL)] {
                (self.notes(MAIL, None))
                label.tick {
                    input type="checkbox" id=(MAIL) name=(MAIL) value=(YES) checked[self.holds(MAIL, YES)];
                    span { (text.users_mail()) " " span.optional.below { (text.users_mail_hint()) } }
                }
            }
        }
    }
}

/// What a role allows.
fn allows(text: &Texts, role: Role) -> String {
    match role {
        Role::Analyst => text.role_analyst_may(),
        Role::PolicyOwner => text.role_policy_owner_may(),
        Role::Handler => text.role_handler_may(),
        Role::Admin => text.role_admin_may(),
    }
}

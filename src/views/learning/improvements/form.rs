//! The form in which an improvement is recorded, and changed before it starts.
//!
//! The rule: what was typed stays, also what is offered no more, and a mistake is told in the same words in the summary and
//! at its field.

mod choices;
mod concerns;
pub mod mistakes;
mod reasons;
pub mod starting;

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::ids::ImprovementId;
use crate::domain::input::fields::FieldError;
use crate::domain::learning::improvement::LONGEST_TITLE;
use crate::domain::learning::improvement::fields::{
    GAP, IMMEDIATE_MEASURE, OTHER_PROCESSES, PUBLIC_EN, PUBLIC_NL, REASON, SETTLING_DAYS, STARTS_ON,
    STRUCTURAL_MEASURE, TITLE,
};
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::form::{Form, Line};
use crate::views::kit::page::StaffPage;
use crate::views::learning::improvements::form::mistakes::field_words;
use crate::views::learning::improvements::words::Names;

/// The field that carries which state of the improvement the form was opened for.
pub const VERSION: &str = "version";

/// Why what was typed was not stored, although it is well-formed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotStored {
    /// Someone else changed the improvement.
    Changed,
    /// It has started, or ended.
    Fixed,
}

/// The improvement that is changed.
#[derive(Clone, Copy)]
pub struct Existing<'a> {
    pub id: ImprovementId,
    pub title: &'a str,
}

/// The page's data and its viewer.
pub struct ImprovementFormPage<'a> {
    pub staff: StaffPage<'a>,
    pub names: Names<'a>,
    /// `None` for a new one.
    pub existing: Option<Existing<'a>>,
    /// The values that each filter lists, unless there are more than `most_offered`.
    pub offered: &'a BTreeMap<Dimension, Vec<String>>,
    pub most_offered: usize,
    /// What stands in the form's fields.
    pub values: &'a [(String, String)],
    pub errors: &'a [FieldError],
    pub why: Option<NotStored>,
}

impl ImprovementFormPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let form = Form::new(self.values, self.errors, |field| field_words(text, field));
        let (title, action, button) = match self.existing {
            Some(Existing { id, title }) => (
                text.improvement_edit_title(title),
                urls::improvement_edit(id),
                text.improvement_change_button(),
            ),
            None => (
                text.improvement_new_title(),
                urls::IMPROVEMENT_NEW.to_owned(),
                text.improvement_register_button(),
            ),
        };
        let body = html! {
            h1 { (title) }
            (self.not_stored(text))
            (form.summary(text))
            p { (text.improvement_form_intro()) }
            form method="post" action=(action) autocomplete="off" novalidate {
                @if let Some(version) = form.value(VERSION) { input type="hidden" name=(VERSION) value=(version); }
                (self.what(&form, text))
                (self.how(&form, text))
                (self.target(&form, text))
                (public_fields(&form, text))
                @if self.why != Some(NotStored::Fixed) { button type="submit" { (button) } }
            }
            p { a href=(urls::IMPROVEMENTS) { (text.improvements_title()) } }
        };
        self.staff.narrow(&title, body)
    }

    /// What came in between, with the way to the improvement as it is now.
    fn not_stored(&self, text: &Texts) -> Markup {
        let words = match self.why {
            Some(NotStored::Changed) => text.improvement_changed_meanwhile(),
            Some(NotStored::Fixed) => text.improvement_started_meanwhile(),
            None => return html! {},
        };
        html! {
            div.errors id="meanwhile" role="alert" tabindex="-1" autofocus {
                p { (words) }
                @if let Some(existing) = self.existing {
                    p { a href=(urls::improvement(existing.id)) { (text.improvement_see_now()) } }
                }
            }
        }
    }

    /// Why something is done.
    fn what(&self, form: &Form<'_>, text: &Texts) -> Markup {
        html! {
            (form.line(&Line {
                field: TITLE,
                kind: "text",
                label: text.improvement_field_title(),
                hint: Some(text.improvement_hint_title(LONGEST_TITLE.to_string())),
                is_required: true,
                list: None,
            }))
            (area(form, REASON, &text.improvement_field_reason(), None))
            (self.reasons(form, text))
        }
    }

    /// What is done, by whom, from when and for whom.
    fn how(&self, form: &Form<'_>, text: &Texts) -> Markup {
        let measure = text.improvement_hint_measure();
        html! {
            (area(form, IMMEDIATE_MEASURE, &text.improvement_field_immediate(), Some(&measure)))
            (area(form, STRUCTURAL_MEASURE, &text.improvement_field_structural(), Some(&measure)))
            (area(form, OTHER_PROCESSES, &text.improvement_field_processes(), Some(&text.improvement_hint_processes())))
            (self.owner(form, text))
            (form.line(&Line {
                field: STARTS_ON,
                kind: "date",
                label: text.improvement_field_start(),
                hint: Some(text.improvement_hint_start()),
                is_required: true,
                list: None,
            }))
            (form.line(&Line {
                field: SETTLING_DAYS,
                kind: "number",
                label: text.improvement_field_settling(),
                hint: Some(text.improvement_hint_settling()),
                is_required: true,
                list: None,
            }))
            (self.concerns(form, text))
        }
    }

    /// What should change, and by how much.
    fn target(&self, form: &Form<'_>, text: &Texts) -> Markup {
        html! {
            (self.target_choice(form, text))
            (form.line(&Line {
                field: GAP,
                kind: "text",
                label: text.improvement_field_gap(),
                hint: Some(text.improvement_hint_gap()),
                is_required: true,
                list: None,
            }))
        }
    }
}

/// The sentence for customers in each language.
pub(super) fn public_fields(form: &Form<'_>, text: &Texts) -> Markup {
    html! {
        fieldset aria-describedby="public-note" {
            legend { (text.improvement_public_heading()) }
            p.note id="public-note" { (text.improvement_public_note()) }
            (area(form, PUBLIC_NL, &text.improvement_field_public_nl(), None))
            (area(form, PUBLIC_EN, &text.improvement_field_public_en(), None))
        }
    }
}

/// A field of several lines.
fn area(form: &Form<'_>, field: &str, label: &str, hint: Option<&str>) -> Markup {
    let is_wrong = form.is_wrong(field);
    html! {
        div.question.wrong[is_wrong] {
            label for=(field) { (label) }
            (form.notes(field, hint))
            textarea id=(field) name=(field) rows="3" aria-invalid=[is_wrong.then_some("true")]
                aria-describedby=[form.described_by(field, hint.is_some())] { (form.value(field).unwrap_or_default()) }
        }
    }
}

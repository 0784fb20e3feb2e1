//! The form for the words that people write in a document, and what another person wrote meanwhile.

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::people::language::Language;
use crate::domain::reporting::document::{DocumentKind, InBoth};
use crate::domain::reporting::draft_form::{self, CHANGED, SEEN, WORDS};
use crate::domain::reporting::edition::{Draft, LONGEST_WORDS};
use crate::domain::reporting::standing::{DocumentStanding, Obstacle};
use crate::texts::Texts;
use crate::urls;
use crate::views::kit::form::Form;
use crate::views::kit::format::{moment, whole};
use crate::views::reporting::draft::Outcome;
use crate::views::reporting::draft::written::{label, language_of, written};

/// The identifier of the form, by which a button elsewhere on the page sends it.
pub(super) const FORM: &str = "draft";

/// The form's data and its viewer.
pub(super) struct DraftFields<'a> {
    pub text: &'a Texts,
    pub language: Language,
    pub zone: Tz,
    pub year: i32,
    pub kind: DocumentKind,
    pub standing: &'a DocumentStanding,
    pub begins_with: &'a InBoth,
    pub outcome: Outcome<'a>,
}

impl DraftFields<'_> {
    /// What is wrong with the form, or what another person saved meanwhile.
    pub fn summary(&self) -> Markup {
        let values = self.values();
        let is_outdated = self.outcome.typed.is_some() && self.outcome.refused == Some(Obstacle::Changed);
        html! {
            (self.checked(&values).summary(self.text))
            @if is_outdated { (self.outdated()) }
        }
    }

    /// The form with what stands in it.
    pub fn form(&self) -> Markup {
        let values = self.values();
        let form = self.checked(&values);
        let text = self.text;
        let [words_hint, changed_hint] = [self.words_hint(), text.reports_changed_hint()];
        html! {
            p { (text.reports_write_intro()) }
            @if self.begins() { p { (text.reports_begins_with_edition()) } }
            form.boxed id=(FORM) method="post" action=(urls::report_draft(self.year, self.kind)) novalidate {
                input type="hidden" name=(SEEN) value=(draft_form::seen(self.standing.draft.as_ref()));
                @for field in WORDS { (self.area(&form, field, &words_hint)) }
                @if self.has_changed() { @for field in CHANGED { (self.area(&form, field, &changed_hint)) } }
                button type="submit" { (text.reports_save()) }
            }
        }
    }

    /// Whether it is asked what is changed: of a correction, or where it was said before.
    fn has_changed(&self) -> bool {
        let is_said =
            |(name, value): &(String, String)| CHANGED.contains(&name.as_str()) && !value.trim().is_empty();
        self.standing.was_published() || self.values().iter().any(is_said)
    }

    fn values(&self) -> Vec<(String, String)> {
        match self.outcome.typed {
            Some(typed) => typed.to_vec(),
            None if self.begins() => draft_form::begun_with(self.begins_with),
            None => draft_form::written(self.standing.draft.as_ref()),
        }
    }

    /// Whether the form holds words that were published, for a draft that is still to be made.
    fn begins(&self) -> bool {
        self.outcome.typed.is_none()
            && self.standing.draft.is_none()
            && *self.begins_with != InBoth::default()
    }

    fn checked<'v>(&'v self, values: &'v [(String, String)]) -> Form<'v> {
        Form::new(values, self.outcome.errors, |field| {
            (label(self.text, self.kind, field), self.mistake(field))
        })
    }

    fn area(&self, form: &Form<'_>, field: &str, hint: &str) -> Markup {
        let is_wrong = form.is_wrong(field);
        let is_of_words = WORDS.contains(&field);
        html! {
            div.question.wrong[is_wrong] {
                label for=(field) { (label(self.text, self.kind, field)) }
                (form.notes(field, Some(hint)))
                textarea id=(field) name=(field) rows=(if is_of_words { 10 } else { 5 }) lang=(language_of(field))
                    aria-invalid=[is_wrong.then_some("true")] aria-describedby=[form.described_by(field, true)] {
                    (form.value(field).unwrap_or_default())
                }
            }
        }
    }

    fn words_hint(&self) -> String {
        match self.kind {
            DocumentKind::Public => self.text.reports_words_hint(),
            DocumentKind::Internal => self.text.reports_conclusion_hint(),
        }
    }

    fn mistake(&self, field: &str) -> String {
        if WORDS.contains(&field) || CHANGED.contains(&field) {
            self.text.reports_too_long(whole(self.language, LONGEST_WORDS as u64))
        } else {
            self.text.reports_unknown_field()
        }
    }

    /// The draft that another person saved since the form was opened; or that there is none any more.
    fn outdated(&self) -> Markup {
        let text = self.text;
        html! {
            @match &self.standing.draft {
                Some(draft) => {
                    @let at = moment(self.language, draft.prepared_at, self.zone);
                    div.errors id="wrong" role="alert" tabindex="-1" autofocus {
                        p { (text.reports_changed_meanwhile(draft.prepared_by.as_str(), at)) }
                    }
                    (self.theirs(draft))
                }
                None => {
                    div.errors id="wrong" role="alert" tabindex="-1" autofocus { p { (text.reports_gone_meanwhile()) } }
                }
            }
        }
    }

    fn theirs(&self, draft: &Draft) -> Markup {
        html! {
            section aria-labelledby="theirs" {
                h2 id="theirs" { (self.text.reports_theirs(draft.prepared_by.as_str())) }
                (written(self.text, self.kind, draft, true))
            }
        }
    }
}

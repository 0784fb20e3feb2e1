//! The forms that rename, merge, retire and restore a cause, and tie themes to it.
//!
//! The rule: a form names the cause and carries the view in hidden fields. What was typed and refused stands in its field
//! again, with the words at it. The form that merges leads to a page that says what will happen.

use maud::{Markup, html};

use crate::domain::learning::causes::query::NAME;
use crate::domain::learning::causes::{CauseRefusal, LONGEST_NAME};
use crate::texts::Texts;
use crate::urls;
use crate::views::learning::causes::one::{CausePage, Form};

/// The field with the query string of the view.
pub const VIEW: &str = "view";

impl CausePage<'_> {
    /// Why a form was refused, with a link to its field.
    pub(super) fn refusal_summary(&self, text: &Texts) -> Markup {
        html! {
            @if let Some((form, refusal)) = self.changing.refused {
                div.errors role="alert" tabindex="-1" autofocus {
                    p { a href={ "#" (form.id()) } { (self.refusal(refusal, text)) } }
                }
            }
        }
    }

    fn refusal(&self, refusal: CauseRefusal, text: &Texts) -> String {
        match refusal {
            CauseRefusal::Name => text.causes_refused_name(),
            CauseRefusal::Taken => text.causes_refused_taken(self.changing.typed.trim()),
            CauseRefusal::Itself => text.causes_refused_itself(),
            CauseRefusal::Unknown => text.causes_refused_unknown(),
            CauseRefusal::Changed => text.causes_refused_changed(),
        }
    }

    /// The words at the field of a form that was refused.
    fn refused_at(&self, form: Form, text: &Texts) -> Option<String> {
        let refused = self.changing.refused.filter(|(refused, _)| *refused == form);
        refused.map(|(_, refusal)| self.refusal(refusal, text))
    }

    pub(super) fn manage(&self, text: &Texts) -> Markup {
        html! {
            section aria-labelledby="manage" {
                h2 id="manage" { (text.causes_manage_heading()) }
                p { (text.causes_manage_intro()) }
                (self.rename(text))
                (self.merge(text))
                (self.retire(text))
            }
            (self.themes(text))
        }
    }

    /// The cause and the view, which every form carries along.
    fn kept(&self) -> Markup {
        let view = self.query.view.address();
        html! {
            input type="hidden" name=(NAME) value=(self.cause.name);
            @if !view.is_empty() { input type="hidden" name=(VIEW) value=(view); }
        }
    }

    fn rename(&self, text: &Texts) -> Markup {
        let (id, wrong) = (Form::Rename.id(), self.refused_at(Form::Rename, text));
        let is_wrong = wrong.is_some();
        let value = if is_wrong { self.changing.typed } else { "" };
        let described = if is_wrong { "new-name-error new-name-note" } else { "new-name-note" };
        html! {
            form.boxed method="post" action=(urls::CAUSE_RENAME) {
                (self.kept())
                label for=(id) { (text.causes_rename()) }
                @if let Some(wrong) = wrong { p.error id="new-name-error" { (wrong) } }
                input type="text" id=(id) name=(Form::Rename.field()) value=(value) maxlength=(LONGEST_NAME) required autocomplete="off" aria-invalid=[is_wrong.then_some("true")] aria-describedby=(described);
                p.note id="new-name-note" { (text.causes_rename_note()) }
                button.quiet type="submit" { (text.causes_rename_button()) }
            }
        }
    }

    fn merge(&self, text: &Texts) -> Markup {
        let (field, wrong) = (Form::Merge.field(), self.refused_at(Form::Merge, text));
        let is_wrong = wrong.is_some();
        let described = if is_wrong { "into-error into-note" } else { "into-note" };
        html! {
            @if self.cause.others.is_empty() { p.note { (text.causes_merge_none()) } } @else {
                form.boxed method="get" action=(urls::CAUSE_MERGE) {
                    (self.kept())
                    label for=(field) { (text.causes_merge()) }
                    @if let Some(wrong) = wrong { p.error id="into-error" { (wrong) } }
                    select id=(field) name=(field) required aria-invalid=[is_wrong.then_some("true")] aria-describedby=(described) {
                        option value="" { (text.causes_merge_choose()) }
                        @for other in &self.cause.others {
                            option value=(other) selected[is_wrong && other == self.changing.typed] { (other) }
                        }
                    }
                    p.note id="into-note" { (text.causes_merge_note()) }
                    button.quiet type="submit" { (text.causes_merge_ask()) }
                }
            }
        }
    }

    fn retire(&self, text: &Texts) -> Markup {
        html! {
            @if let Some(wrong) = self.refused_at(Form::Retire, text) { p.error { (wrong) } }
            @if self.is_retired() {
                form method="post" action=(urls::CAUSE_RESTORE) {
                    (self.kept())
                    p { button.quiet type="submit" { (text.causes_restore_button()) } }
                }
            } @else {
                form method="post" action=(urls::CAUSE_RETIRE) {
                    (self.kept())
                    p.note id="retire-note" { (text.causes_retire_note()) }
                    p { button.quiet type="submit" aria-describedby="retire-note" { (text.causes_retire_button()) } }
                }
            }
        }
    }

    fn themes(&self, text: &Texts) -> Markup {
        let ticked = self.changing.ticked.unwrap_or(&self.cause.tied);
        html! {
            section aria-labelledby="themes" {
                h2 id="themes" { (text.causes_themes_heading()) }
                @if let Some(wrong) = self.refused_at(Form::Themes, text) { p.error { (wrong) } }
                @if self.cause.themes.is_empty() {
                    p { (text.causes_themes_none()) " " a href=(urls::THEMES) { (text.causes_themes_make()) } }
                } @else {
                    form.boxed method="post" action=(urls::CAUSE_THEMES) {
                        (self.kept())
                        div.points role="group" aria-labelledby="themes" {
                            @for theme in &self.cause.themes {
                                label.tick {
                                    input type="checkbox" name="theme" value=(theme.id) checked[ticked.contains(&theme.id)];
                                    (theme.name)
                                }
                            }
                        }
                        button.quiet type="submit" { (text.causes_themes_button()) }
                    }
                }
            }
        }
    }
}

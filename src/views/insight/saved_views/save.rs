//! The form that saves a view, at the end of the pages with figures.
//!
//! The rule: what was typed is kept, and a mistake is told in the same words in the summary and at its field.

use maud::{Markup, html};

use crate::domain::input::fields::FieldError;
use crate::domain::insight::query::saved_view::{
    LONGEST_NAME, Moves, NAME, PAGE, QUERY, SHARED, ViewPage, moves,
};
use crate::domain::people::language::Language;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::insight::saved_views::{RefusedView, mistake};

/// The identifier of the field for the name.
const FIELD: &str = "view-name";

/// The section that saves the view of a page, given by its query string, for the end of that page.
#[must_use]
pub fn save_view_form(language: Language, page: ViewPage, query: &str) -> Markup {
    let text = texts(language);
    let form = SaveForm { page, query, name: "", is_shared: false, wrong_name: None };
    html! {
        section.unprinted aria-labelledby="save-view" {
            h2 id="save-view" { (text.views_save_heading()) }
            (form.render(text))
        }
    }
}

/// What stands in the form.
pub(super) struct SaveForm<'a> {
    page: ViewPage,
    query: &'a str,
    name: &'a str,
    is_shared: bool,
    /// What is wrong with the name.
    wrong_name: Option<String>,
}

impl<'a> SaveForm<'a> {
    /// The form as it was submitted; `None` if it names no page.
    pub(super) fn typed(refused: &RefusedView<'a>, text: &Texts) -> Option<Self> {
        let field = |name: &str| {
            refused.typed.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
        };
        Some(Self {
            page: field(PAGE)?.parse().ok()?,
            query: field(QUERY).unwrap_or_default(),
            name: field(NAME).unwrap_or_default(),
            is_shared: field(SHARED).is_some(),
            wrong_name: wrong_name(refused.errors, refused.is_taken, text),
        })
    }

    /// Whether the view will move on with time, and how.
    fn moving(&self, text: &Texts) -> String {
        match moves(self.page, self.query) {
            Moves::Never => text.views_save_fixed(),
            Moves::Monthly => text.views_save_monthly(),
            Moves::Quarterly => text.views_save_quarterly(),
            Moves::Yearly => text.views_save_yearly(),
            Moves::Daily => text.views_save_daily(),
        }
    }

    pub(super) fn render(&self, text: &Texts) -> Markup {
        html! {
            p.note { (self.moving(text)) }
            form.boxed method="post" action=(urls::VIEWS) {
                input type="hidden" name=(PAGE) value=(self.page.name());
                input type="hidden" name=(QUERY) value=(self.query);
                (name_field(text, self.name, self.wrong_name.as_deref()))
                label.tick {
                    input type="checkbox" name=(SHARED) value="yes" checked[self.is_shared];
                    span { (text.views_save_shared()) }
                }
                button type="submit" { (text.views_save_button()) }
            }
        }
    }
}

/// What is wrong with the name, if anything is.
pub(super) fn wrong_name(errors: &[FieldError], is_taken: bool, text: &Texts) -> Option<String> {
    errors.iter().any(|error| error.field == NAME).then(|| mistake(text, NAME, is_taken).1)
}

/// The field for the name, with what is wrong with it.
pub(super) fn name_field(text: &Texts, name: &str, wrong: Option<&str>) -> Markup {
    html! {
        div.question.wrong[wrong.is_some()] {
            label for=(FIELD) { (text.views_name()) }
            @if let Some(wrong) = wrong { p.error id="view-name-error" { (wrong) } }
            input type="text" id=(FIELD) name=(NAME) value=(name) maxlength=(LONGEST_NAME) required autocomplete="off"
                aria-invalid=[wrong.map(|_| "true")] aria-describedby=[wrong.map(|_| "view-name-error")];
        }
    }
}

/// What was refused, with the way to the field.
pub(super) fn summary(refused: &RefusedView<'_>, text: &Texts) -> Markup {
    html! {
        div.errors id="wrong" role="alert" tabindex="-1" autofocus {
            p { (text.facts_wrong()) }
            ul { @for error in refused.errors {
                @let (label, sentence) = mistake(text, &error.field, refused.is_taken);
                li {
                    @if error.field == NAME { a href={ "#" (FIELD) } { (label) } } @else { (label) }
                    ": " (sentence)
                }
            } }
        }
    }
}

//! The pages about one saved view: before it is opened with nothing to show, renamed, or deleted.

use maud::{Markup, html};

use crate::domain::insight::query::saved_view::SavedView;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::insight::saved_views::save::{name_field, summary, wrong_name};
use crate::views::insight::saved_views::{ListedView, RefusedView, what_is_gone};
use crate::views::kit::page::StaffPage;

/// A view that has no responses any more.
pub struct GonePage<'a> {
    pub staff: StaffPage<'a>,
    pub listed: ListedView<'a>,
}

impl GonePage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let (text, view) = (texts(self.staff.language), self.listed.view);
        self.staff.narrow(
            &view.name,
            html! {
                h1 { (view.name) }
                p { (text.views_empty()) }
                (what_is_gone(text, self.listed.gone))
                p { a href=(urls::saved(view.page, &view.query)) { (text.views_open_anyway()) } }
                (back(text))
            },
        )
    }
}

/// The form that renames a view.
pub struct RenamePage<'a> {
    pub staff: StaffPage<'a>,
    pub view: &'a SavedView,
    /// What stands in the field.
    pub name: &'a str,
    pub refused: Option<RefusedView<'a>>,
}

impl RenamePage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let wrong = self.refused.and_then(|refused| wrong_name(refused.errors, refused.is_taken, text));
        self.staff.narrow(
            &text.views_rename_title(self.view.name.as_str()),
            html! {
                h1 { (text.views_rename_title(self.view.name.as_str())) }
                @if let Some(refused) = &self.refused { (summary(refused, text)) }
                form.boxed method="post" action=(urls::view_name(self.view.id)) {
                    (name_field(text, self.name, wrong.as_deref()))
                    button type="submit" { (text.views_rename_button()) }
                }
                (back(text))
            },
        )
    }
}

/// The question before a view is deleted.
pub struct DeletePage<'a> {
    pub staff: StaffPage<'a>,
    pub view: &'a SavedView,
}

impl DeletePage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        self.staff.narrow(
            &text.views_delete_title(self.view.name.as_str()),
            html! {
                h1 { (text.views_delete_title(self.view.name.as_str())) }
                p { @if self.view.is_shared { (text.views_delete_shared()) } @else { (text.views_delete_own()) } }
                form method="post" action=(urls::view_delete(self.view.id)) {
                    button type="submit" { (text.views_delete_button()) }
                }
                (back(text))
            },
        )
    }
}

fn back(text: &Texts) -> Markup {
    html! { p { a href=(urls::VIEWS) { (text.views_back()) } } }
}

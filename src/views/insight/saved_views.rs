//! Saved views: the form that saves one, the list, and the pages about one.
//!
//! The rule: what a view is about is said before it is opened: its page, its filters, whether it moves on, and what is gone.

mod in_words;
pub mod mail;
pub mod one;
mod save;

use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::input::fields::FieldError;
use crate::domain::insight::query::saved_view::gone::Gone;
use crate::domain::insight::query::saved_view::{
    Moves, NAME, SavedView, ViewChange, ViewPage, moves, pairs_of,
};
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::page::StaffPage;
use crate::views::kit::words;

pub use crate::views::insight::saved_views::save::save_view_form;
use crate::views::insight::saved_views::save::{SaveForm, summary};

/// A view and the values of it that are gone.
#[derive(Clone, Copy)]
pub struct ListedView<'a> {
    pub view: &'a SavedView,
    pub gone: &'a Gone,
}

/// The list's data and its viewer.
pub struct SavedViewsPage<'a> {
    pub staff: StaffPage<'a>,
    /// By name; own ones and those that colleagues share.
    pub views: &'a [ListedView<'a>],
    /// What was done just now.
    pub done: Option<ViewChange>,
    /// A view that was not saved.
    pub refused: Option<RefusedView<'a>>,
}

/// A form that was refused, with what was typed.
#[derive(Clone, Copy)]
pub struct RefusedView<'a> {
    pub typed: &'a [(String, String)],
    pub errors: &'a [FieldError],
    /// Whether the user has another view of this name.
    pub is_taken: bool,
}

impl SavedViewsPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        self.staff.wide(
            &text.views_title(),
            html! {
                h1 { (text.views_title()) }
                @if let Some(done) = self.done { p.done role="status" { (words_of(text, done)) } }
                @if let Some(refused) = self.refused { (self.refused_form(refused, text)) }
                p { (text.views_intro()) }
                (self.table("own", &text.views_own(), &text.views_own_none(), true, text))
                (self.table("shared", &text.views_colleagues(), &text.views_colleagues_none(), false, text))
            },
        )
    }

    /// The form that was refused, with what was typed in it.
    fn refused_form(&self, refused: RefusedView<'_>, text: &Texts) -> Markup {
        html! {
            (summary(&refused, text))
            @if let Some(form) = SaveForm::typed(&refused, text) {
                section aria-labelledby="save-view" {
                    h2 id="save-view" { (text.views_save_heading()) }
                    (form.render(text))
                }
            }
        }
    }

    fn table(&self, id: &str, heading: &str, none: &str, is_own: bool, text: &Texts) -> Markup {
        let views: Vec<&ListedView<'_>> =
            self.views.iter().filter(|listed| listed.view.is_own == is_own).collect();
        html! {
            h2 id=(id) { (heading) }
            @if views.is_empty() { p { (none) } } @else {
                div.scroll tabindex="0" role="group" aria-labelledby=(id) {
                    table.stacked {
                        thead { tr {
                            th scope="col" { (text.views_name()) }
                            th scope="col" { (text.views_shows()) }
                            @if !is_own { th scope="col" { (text.views_owner()) } }
                            @if is_own { th scope="col" { (text.views_sharing()) } }
                            th scope="col" { (text.views_mail()) }
                            @if is_own { th scope="col" { span.unseen { (text.views_change()) } } }
                        } }
                        tbody { @for listed in views { (row(*listed, text)) } }
                    }
                }
            }
        }
    }
}

fn row(listed: ListedView<'_>, text: &Texts) -> Markup {
    let view = listed.view;
    html! {
        tr {
            th scope="row" { a href=(urls::view(view.id)) { (view.name) } }
            td { (shows(listed, text)) }
            @if view.is_own { td { (sharing(view, text)) } } @else { td { (view.owner) } }
            td { (mailing(view, text)) }
            @if view.is_own {
                td {
                    a href=(urls::view_name(view.id)) aria-label={ (text.views_rename()) ": " (view.name) } { (text.views_rename()) }
                    " "
                    a href=(urls::view_delete(view.id)) aria-label={ (text.views_delete()) ": " (view.name) } { (text.views_delete()) }
                }
            }
        }
    }
}

/// The page, the filters, whether the view moves on, and what is gone.
fn shows(listed: ListedView<'_>, text: &Texts) -> Markup {
    let view = listed.view;
    html! {
        (page_name(text, view.page))
        @for parameter in parameters(text, view) { br; span.small { (parameter) } }
        br;
        span.optional.small { (moving(text, view)) }
        (what_is_gone(text, listed.gone))
    }
}

/// How the view moves on with time.
fn moving(text: &Texts, view: &SavedView) -> String {
    match moves(view.page, &view.query) {
        Moves::Never => text.views_fixed(),
        Moves::Monthly => text.views_moves_monthly(),
        Moves::Quarterly => text.views_moves_quarterly(),
        Moves::Yearly => text.views_moves_yearly(),
        Moves::Daily => text.views_moves_daily(),
    }
}

/// A sentence on each value that is gone.
fn what_is_gone(text: &Texts, gone: &Gone) -> Markup {
    html! {
        @for sentence in gone_sentences(text, gone) { p.note { strong { (sentence) } } }
    }
}

fn gone_sentences(text: &Texts, gone: &Gone) -> Vec<String> {
    let sentence = |(dimension, value): &(Dimension, String)| {
        let name = words::dimension(text, *dimension);
        text.views_gone(words::capitalised(&name), words::value(text, *dimension, value))
    };
    gone.values.iter().map(sentence).collect()
}

/// The parameters in words, one for each name: "team: Noord, Zuid".
fn parameters(text: &Texts, view: &SavedView) -> Vec<String> {
    let mut told: Vec<(String, Vec<String>)> = Vec::new();
    for (name, value) in pairs_of(&view.query) {
        let value = in_words::value(text, &name, value);
        match told.iter_mut().find(|(other, _)| *other == name) {
            Some((_, values)) => values.push(value),
            None => told.push((name, vec![value])),
        }
    }
    told.into_iter()
        .map(|(name, values)| format!("{}: {}", words::field(text, &name), values.join(", ")))
        .collect()
}

fn page_name(text: &Texts, page: ViewPage) -> String {
    match page {
        ViewPage::Dashboard => text.nav_dashboard(),
        ViewPage::Background => text.views_page_background(),
        ViewPage::Why => text.views_page_why(),
        ViewPage::Themes => text.themes_title(),
        ViewPage::Compare => text.nav_compare(),
    }
}

fn sharing(view: &SavedView, text: &Texts) -> Markup {
    let (state, button, wanted) = if view.is_shared {
        (text.views_is_shared(), text.views_unshare(), "no")
    } else {
        (text.views_is_private(), text.views_share(), "yes")
    };
    choice(&urls::view_share(view.id), &state, &button, wanted, &view.name)
}

fn mailing(view: &SavedView, text: &Texts) -> Markup {
    if !view.page.is_mailable() {
        return html! { (text.views_not_mailable()) };
    }
    let (state, button, wanted) = if view.is_mailed {
        (text.views_is_mailed(), text.views_mail_stop(), "no")
    } else {
        (text.views_is_not_mailed(), text.views_mail_start(), "yes")
    };
    choice(&urls::view_mail(view.id), &state, &button, wanted, &view.name)
}

/// How something stands, and the button that changes it.
fn choice(action: &str, state: &str, button: &str, wanted: &str, name: &str) -> Markup {
    html! {
        form.inline method="post" action=(action) {
            span { (state) }
            input type="hidden" name="wanted" value=(wanted);
            button.quiet type="submit" aria-label={ (button) ": " (name) } { (button) }
        }
    }
}

/// The label of a field of these forms, and what to say about a mistake in it.
fn mistake(text: &Texts, field: &str, is_taken: bool) -> (String, String) {
    match field {
        NAME if is_taken => (text.views_name(), text.views_taken()),
        NAME => (text.views_name(), text.views_takes_name()),
        _ => (text.views_the_view(), text.views_takes_view()),
    }
}

fn words_of(text: &Texts, done: ViewChange) -> String {
    match done {
        ViewChange::Saved => text.views_done_saved(),
        ViewChange::Renamed => text.views_done_renamed(),
        ViewChange::Shared => text.views_done_shared(),
        ViewChange::Unshared => text.views_done_unshared(),
        ViewChange::Deleted => text.views_done_deleted(),
        ViewChange::Mailed => text.views_done_mailed(),
        ViewChange::NotMailed => text.views_done_not_mailed(),
    }
}

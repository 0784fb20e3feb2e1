//! The addresses of the analyst's pages that have a parameter.

use crate::domain::ids::{ChangePointId, SavedViewId, SignalId, ThemeId};
use crate::domain::insight::query::saved_view::ViewPage;
use crate::urls::{BACKGROUND, CHANGES, COMPARE, DASHBOARD, SIGNALS, THEMES, VIEWS, WHY};

/// Where the cause of a signal is recorded.
#[must_use]
pub fn signal_explain(id: SignalId) -> String {
    format!("{SIGNALS}/{id}/explain")
}

/// Where a change point recorded by mistake is withdrawn.
#[must_use]
pub fn change_withdraw(id: ChangePointId) -> String {
    format!("{CHANGES}/{id}/withdraw")
}

/// Where a theme's keywords are changed.
#[must_use]
pub fn theme(id: ThemeId) -> String {
    format!("{THEMES}/{id}")
}

/// Where a theme is removed.
#[must_use]
pub fn theme_remove(id: ThemeId) -> String {
    format!("{THEMES}/{id}/remove")
}

/// Where it is checked how precise the keywords of a theme are.
#[must_use]
pub fn theme_check(id: ThemeId) -> String {
    format!("{THEMES}/{id}/check")
}

/// Where the hits of a theme's check are judged.
#[must_use]
pub fn theme_judge(id: ThemeId) -> String {
    format!("{}/judge", theme_check(id))
}

/// A saved view: its address for colleagues and mails.
#[must_use]
pub fn view(id: SavedViewId) -> String {
    format!("{VIEWS}/{id}")
}

/// Where a saved view is renamed.
#[must_use]
pub fn view_name(id: SavedViewId) -> String {
    format!("{VIEWS}/{id}/name")
}

/// Where a saved view is shared, or shared no longer.
#[must_use]
pub fn view_share(id: SavedViewId) -> String {
    format!("{VIEWS}/{id}/share")
}

/// Where a user asks for the monthly mail of a saved view, or stops it.
#[must_use]
pub fn view_mail(id: SavedViewId) -> String {
    format!("{VIEWS}/{id}/mail")
}

/// Where a saved view is deleted.
#[must_use]
pub fn view_delete(id: SavedViewId) -> String {
    format!("{VIEWS}/{id}/delete")
}

/// What a saved view shows: its page with its parameters.
#[must_use]
pub fn saved(page: ViewPage, query: &str) -> String {
    let path = match page {
        ViewPage::Dashboard => DASHBOARD,
        ViewPage::Background => BACKGROUND,
        ViewPage::Why => WHY,
        ViewPage::Themes => THEMES,
        ViewPage::Compare => COMPARE,
    };
    if query.is_empty() { path.to_owned() } else { format!("{path}?{query}") }
}

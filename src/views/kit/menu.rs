//! The menu of staff: groups of pages, and the pages of the group in which the reader is.
//!
//! The rule: it names the pages that the reader may see, and no others; a group with one page is that page.

use maud::{Markup, html};

use crate::domain::access::rights::Right;
use crate::domain::access::roles::Roles;
use crate::domain::people::language::Language;
use crate::texts::{Texts, texts};
use crate::urls;

/// Where a reader with these roles is.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    pub roles: &'a Roles,
    /// The path of the page.
    pub here: &'a str,
    /// The query string of the view, with which the menu leads to the other pages about it; empty for the default.
    pub keeps: &'a str,
}

/// The pages about a view, to which range and filters go along.
const ABOUT_A_VIEW: [&str; 8] = [
    urls::DASHBOARD,
    urls::BACKGROUND,
    urls::WHY,
    urls::COMPARE,
    urls::THEMES,
    urls::VERBATIMS,
    urls::SIGNALS,
    urls::CAUSES,
];

/// The address of a page, with the view where the page is about one.
fn address(path: &str, place: Place<'_>) -> String {
    urls::with_query(path, if ABOUT_A_VIEW.contains(&path) { place.keeps } else { "" })
}

/// A page of the menu.
struct Entry {
    path: &'static str,
    name: String,
    /// What it asks of its reader.
    right: Right,
}

/// Pages under one name.
struct Group {
    name: String,
    entries: Vec<Entry>,
}

/// The menu; nothing for a reader who may see no page of it.
#[must_use]
pub fn menu(language: Language, place: Place<'_>) -> Markup {
    let text = texts(language);
    let groups = groups(text, place.roles);
    let present = groups.iter().find(|group| group.entries.iter().any(|entry| entry.path == place.here));
    html! {
        @if !groups.is_empty() {
            nav aria-label=(text.nav_label()) {
                @if let [only] = groups.as_slice() { (pages(&only.entries, place)) } @else {
                    div.choices.groups {
                        @for group in &groups {
                            (head(group, present.is_some_and(|present| std::ptr::eq(present, group)), place))
                        }
                    }
                    @if let Some(present) = present {
                        @if present.entries.len() > 1 { (pages(&present.entries, place)) }
                    }
                }
            }
        }
    }
}

/// The name of a group, which leads to its first page.
fn head(group: &Group, is_present: bool, place: Place<'_>) -> Markup {
    match group.entries.as_slice() {
        [] => html! {},
        [only] => link(only, place),
        [first, ..] => html! {
            a href=(address(first.path, place)) aria-current=[is_present.then_some("true")] { (group.name) }
        },
    }
}

fn pages(entries: &[Entry], place: Place<'_>) -> Markup {
    html! { div.choices { @for entry in entries { (link(entry, place)) } } }
}

fn link(entry: &Entry, place: Place<'_>) -> Markup {
    html! {
        a href=(address(entry.path, place)) aria-current=[(entry.path == place.here).then_some("page")] { (entry.name) }
    }
}

/// The groups with the pages that these roles may see; none is empty.
fn groups(text: &Texts, roles: &Roles) -> Vec<Group> {
    let mut groups = vec![figures(text), norms(text), complaints(text), sending(text), administration(text)];
    for group in &mut groups {
        group.entries.retain(|entry| roles.have(entry.right));
    }
    groups.retain(|group| !group.entries.is_empty());
    groups
}

fn entry(path: &'static str, name: String, right: Right) -> Entry {
    Entry { path, name, right }
}

fn figures(text: &Texts) -> Group {
    Group {
        name: text.nav_figures(),
        entries: vec![
            entry(urls::DASHBOARD, text.nav_dashboard(), Right::SeeInsights),
            entry(urls::WHY, text.nav_why(), Right::SeeInsights),
            entry(urls::BACKGROUND, text.nav_background(), Right::SeeInsights),
            entry(urls::COMPARE, text.nav_compare(), Right::SeeInsights),
            entry(urls::THEMES, text.nav_themes(), Right::SeeInsights),
            entry(urls::VERBATIMS, text.nav_verbatims(), Right::SeeInsights),
            entry(urls::SIGNALS, text.nav_signals(), Right::SeeInsights),
            entry(urls::CAUSES, text.nav_causes(), Right::SeeInsights),
            entry(urls::IMPROVEMENTS, text.nav_improvements(), Right::SeeInsights),
            entry(urls::VIEWS, text.nav_views(), Right::SeeInsights),
        ],
    }
}

fn norms(text: &Texts) -> Group {
    Group {
        name: text.nav_norms_and_kpis(),
        entries: vec![
            entry(urls::KPIS, text.nav_kpis(), Right::SeeInsights),
            entry(urls::NORMS, text.nav_norms(), Right::SeeInsights),
            entry(urls::QUALITY, text.nav_quality(), Right::ReviewQuality),
            entry(urls::NOTIFICATIONS, text.nav_notifications(), Right::SeeInsights),
            entry(urls::REPORTS, text.nav_reports(), Right::SeeInsights),
        ],
    }
}

fn complaints(text: &Texts) -> Group {
    Group {
        name: text.nav_complaints(),
        entries: vec![
            entry(urls::FOLLOW_UPS, text.nav_follow_ups(), Right::HandleFollowUps),
            entry(urls::FACTS, text.nav_facts(), Right::RecordFacts),
            entry(urls::COMPLAINT_NEW, text.nav_register(), Right::RecordFacts),
            entry(urls::DISCUSSED, text.nav_discussed(), Right::RecordFacts),
            entry(urls::PRIVACY_REQUESTS, text.nav_privacy_requests(), Right::HandlePrivacy),
        ],
    }
}

fn sending(text: &Texts) -> Group {
    Group {
        name: text.nav_sending(),
        entries: vec![entry(urls::SENDING, text.nav_sending(), Right::SeeSending)],
    }
}

fn administration(text: &Texts) -> Group {
    Group {
        name: text.nav_administration(),
        entries: vec![
            entry(urls::USERS, text.nav_users(), Right::Administer),
            entry(urls::KEYS, text.nav_keys(), Right::Administer),
            entry(urls::SUPPRESSIONS, text.nav_suppressions(), Right::Administer),
            entry(urls::QUESTIONNAIRES, text.nav_questionnaires(), Right::Administer),
            entry(urls::TEXTS, text.nav_texts(), Right::Administer),
            entry(urls::IMPORTS, text.nav_imports(), Right::Administer),
            entry(urls::INSTALLATION, text.nav_installation(), Right::Administer),
            entry(urls::AUDIT, text.nav_audit(), Right::ReadAudit),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::roles::Role;

    fn written(roles: &Roles, here: &str) -> String {
        menu(Language::English, Place { roles, here, keeps: "" }).into_string()
    }

    #[test]
    fn the_pages_of_the_present_group_are_shown_and_those_of_others_are_not() {
        let roles: Roles = [Role::PolicyOwner, Role::Admin].into_iter().collect();
        let in_figures = written(&roles, urls::COMPARE);
        assert!(in_figures.contains("<a href=\"/compare\" aria-current=\"page\">"), "{in_figures}");
        assert!(in_figures.contains("<a href=\"/\" aria-current=\"true\">"), "{in_figures}");
        assert!(!in_figures.contains("href=\"/keys\""), "{in_figures}");
        let in_administration = written(&roles, urls::KEYS);
        assert!(in_administration.contains("href=\"/users\""), "{in_administration}");
        assert!(!in_administration.contains("href=\"/compare\""), "{in_administration}");
        assert_eq!(written(&roles, urls::ACCOUNT).matches("<a ").count(), 5, "one link for each group");
    }

    #[test]
    fn a_reader_with_one_group_sees_its_pages_at_once() {
        let handler = written(&Role::Handler.into(), urls::ACCOUNT);
        assert_eq!(handler.matches("class=\"choices\"").count(), 1, "{handler}");
        assert!(
            handler.contains("href=\"/register\"") && !handler.contains("href=\"/sending\""),
            "{handler}"
        );
        assert_eq!(written(&Roles::default(), urls::ACCOUNT), "");
    }
}

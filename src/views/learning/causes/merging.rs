//! The page that says what a merge of two causes will do.
//!
//! The rule: it changes nothing; its one button does, since a merge cannot be undone.

use maud::{Markup, html};

use crate::domain::learning::causes::overview::MergeAhead;
use crate::domain::learning::causes::query::NAME;
use crate::texts::texts;
use crate::urls;
use crate::views::kit::page::StaffPage;
use crate::views::learning::causes::manage::VIEW;
use crate::views::learning::causes::one::Form;

/// The page's data and its viewer.
pub struct MergePage<'a> {
    pub staff: StaffPage<'a>,
    pub merge: &'a MergeAhead,
    /// The query string of the view of the page that the form stands on.
    pub view: &'a str,
}

impl MergePage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let MergeAhead { cause, into, earlier_names, themes } = self.merge;
        let title = text.causes_merge_title(cause.as_str(), into.as_str());
        let body = html! {
            h1 dir="auto" { (title) }
            p { (text.causes_merge_what(cause.as_str(), into.as_str())) }
            ul {
                li { (text.causes_merge_complaints(cause.as_str(), into.as_str())) }
                @if !earlier_names.is_empty() { li { (text.causes_merge_names(earlier_names.join(", "))) } }
                @if !themes.is_empty() { li { (text.causes_merge_themes(themes.join(", "))) } }
                li { (text.causes_merge_told()) }
            }
            p { strong { (text.causes_merge_for_good()) } }
            form method="post" action=(urls::CAUSE_MERGE) {
                input type="hidden" name=(NAME) value=(cause);
                input type="hidden" name=(Form::Merge.field()) value=(into);
                @if !self.view.is_empty() { input type="hidden" name=(VIEW) value=(self.view); }
                p {
                    button type="submit" { (text.causes_merge_button()) }
                    " " a href=(urls::cause_in(cause, self.view)) { (text.causes_merge_not()) }
                }
            }
        };
        self.staff.narrow(&title, body)
    }
}

//! The page that says how many days of discussion will be replaced.
//!
//! The rule: nothing is stored yet; the form goes along in hidden fields, and one button leads back to it.

use maud::{Markup, html};

use crate::domain::learning::discussed::DiscussedWith;
use crate::domain::learning::discussed::marking::{
    CONFIRMED, Marking, ON, REFERENCE, REPLACE, Replacing, WITH,
};
use crate::texts::texts;
use crate::views::kit::format::{day, whole};
use crate::views::kit::page::StaffPage;
use crate::views::learning::discussed::address;

/// The field of the button that leads back to the form.
pub const BACK: &str = "back";

/// The page's data and its viewer.
pub struct ReplacingPage<'a> {
    pub staff: StaffPage<'a>,
    /// The parameters of the list, to which the form leads back.
    pub pairs: &'a [(String, String)],
    pub marking: &'a Marking,
    pub replacing: Replacing,
}

impl ReplacingPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let (text, language) = (texts(self.staff.language), self.staff.language);
        let Replacing { replaced, added } = self.replacing;
        let number = |count: usize| whole(language, count as u64);
        let on = day(language, self.marking.on);
        let title = text.discussed_replacing_title(replaced, number(replaced));
        let with = match self.marking.with {
            DiscussedWith::Employee => text.discussed_with_employee(),
            DiscussedWith::Team => text.discussed_with_team(),
        };
        let body = html! {
            h1 { (title) }
            p { (text.discussed_replacing_what(replaced, number(replaced), on)) }
            @if added > 0 { p { (text.discussed_replacing_added(added, number(added))) } }
            p { (text.discussed_with()) " " (with) "." }
            form method="post" action=(address(self.pairs, None)) {
                @for reference in &self.marking.references { (hidden(REFERENCE, reference.as_str())) }
                (hidden(WITH, self.marking.with.name()))
                (hidden(ON, &self.marking.on.to_string()))
                (hidden(REPLACE, "true"))
                p { button type="submit" name=(CONFIRMED) value=(replaced) { (text.discussed_replacing_confirm(replaced, number(replaced))) } }
                p { button.quiet type="submit" name=(BACK) value="true" { (text.discussed_replacing_back()) } }
            }
        };
        self.staff.narrow(&title, body)
    }
}

fn hidden(name: &str, value: &str) -> Markup {
    html! { input type="hidden" name=(name) value=(value); }
}

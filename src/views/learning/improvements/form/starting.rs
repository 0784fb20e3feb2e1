//! The page that says what is fixed when an improvement starts today.
//!
//! The rule: nothing is stored yet; what was typed is carried along in hidden fields, and one button leads back to it.

use maud::{Markup, html};

use crate::domain::learning::improvement::Plan;
use crate::domain::learning::improvement::fields::TITLE;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::day;
use crate::views::kit::page::StaffPage;
use crate::views::kit::words::capitalised;
use crate::views::learning::improvements::form::Existing;
use crate::views::learning::improvements::words::{Names, concerned};

/// The field of the button that goes on, and that of the one that leads back to the form.
pub const CONFIRMED: &str = "confirmed";
pub const BACK: &str = "back";

/// The page's data and its viewer.
pub struct StartTodayPage<'a> {
    pub staff: StaffPage<'a>,
    pub names: Names<'a>,
    /// What was typed, as it would be stored.
    pub plan: &'a Plan,
    /// `None` for a new one.
    pub existing: Option<Existing<'a>>,
    /// All that was typed.
    pub typed: &'a [(String, String)],
}

impl StartTodayPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let named = self.typed.iter().find(|(name, _)| name == TITLE);
        let title = text.improvement_starts_today_title(named.map_or("", |(_, title)| title.as_str()));
        let action = match self.existing {
            Some(existing) => urls::improvement_edit(existing.id),
            None => urls::IMPROVEMENT_NEW.to_owned(),
        };
        let body = html! {
            h1 dir="auto" { (title) }
            p { (text.improvement_starts_today_fixed()) }
            ul {
                li { (text.improvement_starts_today_why()) }
                li { (text.improvement_starts_today_what()) }
                li { (text.improvement_starts_today_who()) }
                li { (text.improvement_starts_today_goal()) }
            }
            (self.values(text))
            p { (text.improvement_starts_today_later()) }
            form method="post" action=(action) {
                @for (name, value) in self.typed { input type="hidden" name=(name) value=(value); }
                p { button type="submit" name=(CONFIRMED) value="true" { (text.improvement_starts_today_confirm()) } }
                p { button.quiet type="submit" name=(BACK) value="true" { (text.improvement_starts_today_back()) } }
            }
        };
        self.staff.narrow(&title, body)
    }

    /// What will be fixed, as it was typed.
    fn values(&self, text: &Texts) -> Markup {
        let plan = self.plan;
        let whom = concerned(text, &plan.concerns).unwrap_or_else(|| text.improvement_for_all());
        let owner = self.names.known.owners.iter().find(|(_, id)| *id == plan.owner);
        html! {
            dl.pairs {
                dt { (text.improvements_target()) } dd { (self.names.wanted(plan)) }
                dt { (text.improvement_for_whom()) } dd { (capitalised(&whom)) }
                dt { (text.improvement_counts_from()) } dd { (day(self.staff.language, plan.counts_from())) }
                @if let Some((email, _)) = owner { dt { (text.improvements_owner()) } dd { (email) } }
                dt { (text.improvement_because()) } dd.plain { (plan.reason) }
            }
        }
    }
}

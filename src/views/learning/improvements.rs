//! Improvements: the list of them by how far they are, with their sentence.
//!
//! The rule: one that has ended is told by the verdict that it ended with, and the others by what is found today.

mod effect;
pub mod form;
pub mod one;
pub mod sentence;
pub mod words;

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::learning::effect::EffectReport;
use crate::domain::learning::improvement::{Improvement, ImprovementState};
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::day;
use crate::views::kit::page::StaffPage;
use crate::views::kit::words::capitalised;
use crate::views::learning::improvements::sentence::Told;
use crate::views::learning::improvements::words::Names;

/// An improvement of the list, with what can be told of its effect; nothing of one that was withdrawn.
pub struct ListedImprovement {
    pub improvement: Improvement,
    /// As it was kept, of one that was closed.
    pub report: Option<EffectReport>,
}

/// The page's data and its viewer.
pub struct ImprovementsPage<'a> {
    pub staff: StaffPage<'a>,
    pub today: NaiveDate,
    pub names: Names<'a>,
    /// Those that start last first.
    pub listed: &'a [ListedImprovement],
}

impl ImprovementsPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let title = text.improvements_title();
        let states = [
            (ImprovementState::Running, text.improvements_running()),
            (ImprovementState::Planned, text.improvements_planned()),
            (ImprovementState::Closed, text.improvements_closed()),
            (ImprovementState::Withdrawn, text.improvements_withdrawn()),
        ];
        let body = html! {
            h1 { (title) }
            p { (text.improvements_intro()) }
            p.unprinted { a.button href=(urls::IMPROVEMENT_NEW) { (text.improvements_new()) } }
            @if self.listed.is_empty() { p { (text.improvements_none()) } }
            @for (state, heading) in &states { (self.those(*state, heading, text)) }
        };
        self.staff.wide(&title, body)
    }

    /// The improvements that are so far.
    fn those(&self, state: ImprovementState, heading: &str, text: &Texts) -> Markup {
        let own = self.listed.iter().filter(|listed| listed.improvement.state(self.today) == state);
        let own: Vec<&ListedImprovement> = own.collect();
        let id = state.name();
        html! {
            @if !own.is_empty() {
                section aria-labelledby=(id) {
                    h2 id=(id) { (heading) }
                    div.scroll tabindex="0" role="group" aria-labelledby=(id) {
                        table.stacked {
                            thead { tr {
                                th scope="col" { (text.improvements_name()) }
                                th scope="col" { (text.improvements_owner()) }
                                th scope="col" { (text.improvements_start()) }
                                th scope="col" { (text.improvements_target()) }
                                @if state != ImprovementState::Withdrawn { th scope="col" { (text.improvements_works()) } }
                            } }
                            tbody { @for listed in own { (self.row(listed)) } }
                        }
                    }
                }
            }
        }
    }

    fn row(&self, listed: &ListedImprovement) -> Markup {
        let Improvement { id, plan, owner_email, .. } = &listed.improvement;
        html! {
            tr {
                th.named scope="row" dir="auto" { a href=(urls::improvement(*id)) { (plan.title) } }
                td { (owner_email) }
                td.period { (day(self.staff.language, plan.starts_on)) }
                td { (capitalised(&self.names.measured(plan))) }
                @if let Some(report) = &listed.report {
                    td.what { (Told { names: self.names, plan, report, today: self.today }.verdict()) }
                }
            }
        }
    }
}

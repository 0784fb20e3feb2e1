//! The page that says with which verdict an improvement will be closed.
//!
//! The rule: it changes nothing; its one button does, since what was closed is not opened again.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::learning::effect::EffectReport;
use crate::domain::learning::improvement::Improvement;
use crate::texts::texts;
use crate::urls;
use crate::views::kit::page::StaffPage;
use crate::views::learning::improvements::sentence::Told;
use crate::views::learning::improvements::words::Names;

/// The page's data and its viewer.
pub struct ClosePage<'a> {
    pub staff: StaffPage<'a>,
    pub today: NaiveDate,
    pub names: Names<'a>,
    pub improvement: &'a Improvement,
    pub report: &'a EffectReport,
}

impl ClosePage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let Improvement { id, plan, .. } = self.improvement;
        let title = text.improvement_close_title(plan.title.as_str());
        let told = Told { names: self.names, plan, report: self.report, today: self.today };
        let body = html! {
            h1 dir="auto" { (title) }
            p { (text.improvement_close_verdict()) }
            p.headline { (told.verdict()) }
            @if let Some(outlook) = told.outlook() { p { (outlook) } }
            p { (text.improvement_close_note()) }
            p { strong { (text.improvement_close_for_good()) } }
            form method="post" action=(urls::improvement_close(*id)) {
                p {
                    button type="submit" { (text.improvement_close_confirm()) }
                    " " a href=(urls::improvement(*id)) { (text.improvement_close_not()) }
                }
            }
        };
        self.staff.narrow(&title, body)
    }
}

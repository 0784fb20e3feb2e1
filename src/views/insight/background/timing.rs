//! Early against late responses, and the responses that reminders brought in.

use maud::{Markup, html};

use crate::domain::insight::query::download::RowSet;
use crate::domain::insight::visible::Visible;
use crate::statistics::difference::{Conclusion, Difference};
use crate::statistics::estimate::Estimate;
use crate::texts::Texts;
use crate::views::insight::background::{Background, Details};
use crate::views::kit::format::whole;

impl Background<'_> {
    pub(super) fn timing(&self, details: Details<'_>, text: &Texts) -> Markup {
        let timing = details.timing;
        if timing.after.is_empty() {
            return html! {};
        }
        html! {
            section aria-labelledby="timing" {
                h2 id="timing" { (text.timing_heading()) }
                p { (text.timing_text()) }
                @if let Some(found) = &timing.early_less_late { p { (self.early_and_late(found, text)) } }
                div.scroll tabindex="0" role="group" aria-labelledby="timing" {
                    table.narrow.stacked {
                        thead { tr {
                            th scope="col" { (text.timing_reminders()) }
                            th.number scope="col" { (text.dashboard_responses()) }
                            th.number scope="col" { (text.dashboard_nps()) }
                            th.number scope="col" { (text.dashboard_interval(self.confidence())) }
                        } }
                        tbody { @for row in &timing.after {
                            tr {
                                th scope="row" { (row.reminders) }
                                @match row.nps {
                                    Visible::TooSmall => { td.number { (text.dashboard_suppressed()) } td {} td {} }
                                    Visible::Nothing => { td.number { "0" } td.number { "–" } td.number {} }
                                    Visible::Shown(Estimate { n, nps, interval: limits, .. }) => {
                                        td.number { (whole(self.staff.language, n)) }
                                        td.number { (self.points(nps)) }
                                        td.number { (text.dashboard_range(self.points(limits.low), self.points(limits.high))) }
                                    }
                                }
                            }
                        } }
                    }
                }
                (self.files(&text.timing_heading(), Some(RowSet::Timing), None, text))
            }
        }
    }

    fn early_and_late(&self, found: &Difference, text: &Texts) -> String {
        let conclusion = match found.conclusion() {
            Conclusion::Higher => text.timing_early_higher(),
            Conclusion::Lower => text.timing_early_lower(),
            Conclusion::NoDifferenceShown => text.timing_same(),
        };
        let (low, high) = (self.points(found.interval.low), self.points(found.interval.high));
        let difference = text.timing_difference(self.points(found.points), self.confidence(), low, high);
        format!("{conclusion} {difference}")
    }
}

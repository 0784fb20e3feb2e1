//! The number itself: large, in a sentence with its interval, and beside it how many answered, the norm, and what came
//! after.

use maud::{Markup, html};

use crate::domain::insight::visible::Visible;
use crate::statistics::estimate::Estimate;
use crate::texts::Texts;
use crate::views::insight::dashboard::{Dashboard, value};
use crate::views::kit::format::{day, whole};

impl Dashboard<'_> {
    pub(super) fn headline(&self, text: &Texts) -> Markup {
        html! {
            @if let Some((nps, _, _)) = value(self.whole) {
                p.score { (text.dashboard_nps()) " " strong { (self.points(nps)) } }
            }
            p.headline { (self.sentence(text)) }
            (self.change(text))
            dl.facts {
                div { dt { (text.dashboard_responses()) } dd { (self.responses(self.whole, text)) } }
                div { dt { (text.dashboard_response_rate()) } dd { (self.response_rate(self.whole, text)) } }
                div { dt { (text.dashboard_norm()) } dd { (self.norm_in_force(text)) } }
                (self.so_far(text))
            }
            p.note { (self.range_in_words(text)) }
            (self.norm_words(text))
        }
    }

    fn sentence(&self, text: &Texts) -> String {
        let (from, to) = self.days();
        match &self.whole.figures {
            Visible::TooSmall => text.dashboard_too_few(self.minimum_group),
            Visible::Nothing if self.query.has_own_range => text.view_range_none(from, to),
            Visible::Nothing => text.dashboard_none_yet(self.minimum_group),
            Visible::Shown(figures) => {
                let Estimate { n, nps, interval: limits, .. } = figures.estimate;
                let (nps, low, high) = (self.points(nps), self.points(limits.low), self.points(limits.high));
                let (responses, confidence) = (whole(self.staff.language, n), self.confidence());
                if self.query.has_own_range {
                    text.view_range_headline(from, to, nps, responses, confidence, low, high)
                } else {
                    text.dashboard_headline(nps, responses, confidence, low, high)
                }
            }
        }
    }

    /// What came after the range: a period that still runs.
    fn so_far(&self, text: &Texts) -> Markup {
        let Some(point) = self.so_far else { return html! {} };
        html! {
            div {
                dt { (text.dashboard_so_far(day(self.staff.language, point.range.from()))) }
                dd {
                    @match &point.figures {
                        Visible::TooSmall => (text.dashboard_suppressed()),
                        Visible::Nothing => "–",
                        Visible::Shown(figures) => {
                            @let Estimate { n, nps, interval: limits, .. } = figures.estimate;
                            (self.points(nps)) " "
                            span.optional.small {
                                (text.dashboard_so_far_more(self.points(limits.low), self.points(limits.high), whole(self.staff.language, n)))
                            }
                        }
                    }
                }
            }
        }
    }
}

//! Representativeness: whether the respondents represent all customers whose complaint was closed.

use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::breakdown::Part;
use crate::domain::insight::query::Basis;
use crate::domain::insight::query::download::RowSet;
use crate::domain::insight::representation::Representation;
use crate::domain::insight::visible::Visible;
use crate::domain::policy::kpi::Kpi;
use crate::statistics::estimate::Estimate;
use crate::statistics::rounding::without_noise;
use crate::texts::Texts;
use crate::views::insight::background::{Background, Details, value};
use crate::views::kit::format::{percentage, whole};
use crate::views::kit::words;
use crate::views::norms;

/// The maximum number of values listed for each dimension, those with the most responses.
const MOST_ROWS: usize = 12;

impl Background<'_> {
    pub(super) fn standing(&self, details: Details<'_>, text: &Texts) -> Markup {
        html! {
            section aria-labelledby="standing" {
                h2 id="standing" { (text.standing_heading()) }
                p { (text.standing_intro()) }
                @match details.representation {
                    Some(found) => (self.weighting(found, text)),
                    None if self.query.whole.basis == Basis::Answered => p { (text.standing_answered()) },
                    None => p { (text.standing_unknown()) },
                }
                div.scroll tabindex="0" role="group" aria-labelledby="standing" {
                    table.stacked {
                        thead { tr {
                            th scope="col" { span.unseen { (text.parts_by()) } }
                            th.number scope="col" { (text.dashboard_nps()) }
                            th.number scope="col" { (text.dashboard_interval(self.confidence())) }
                            th.number scope="col" { (text.dashboard_response_rate()) }
                            th.number scope="col" { (text.coverage_of_closed()) }
                            th.number scope="col" { (text.coverage_of_responses()) }
                        } }
                        @for (dimension, parts) in details.covered { (self.covered(*dimension, parts, text)) }
                    }
                }
                (self.files(&text.standing_heading(), Some(RowSet::Standing), None, text))
            }
        }
    }

    fn weighting(&self, found: &Representation, text: &Texts) -> Markup {
        html! {
            dl.facts {
                @if let Some((nps, low, high)) = value(self.whole) {
                    div {
                        dt { (text.standing_official()) }
                        dd { (self.points(nps)) " " span.optional.small { (text.dashboard_range(self.points(low), self.points(high))) } }
                    }
                }
                @if let Some(weighted) = &found.weighted {
                    div {
                        dt { (text.standing_weighted()) }
                        dd {
                            (self.points(weighted.nps)) " "
                            span.optional.small { (text.dashboard_range(self.points(weighted.interval.low), self.points(weighted.interval.high))) }
                        }
                    }
                }
            }
            @if let Some(weighted) = &found.weighted {
                p.note { (text.standing_weighted_note(weighted.strata.to_string(), whole(self.staff.language, weighted.effective_responses.round() as u64))) }
            }
            @if let Some(gap) = found.gap() {
                @if found.is_warning() {
                    p.notice { strong { (self.gap(gap, text)) " " (text.standing_warning()) } }
                } @else {
                    p { (self.gap(gap, text)) " " (text.standing_calm()) }
                }
            }
            p { (text.standing_bounds(self.points(found.bounds.low), self.points(found.bounds.high))) }
            @if let Some(tipping) = found.tipping {
                p { (self.tipping(tipping, text)) }
            }
        }
    }

    /// By how much weighting changes the NPS, as it is rounded on the page.
    fn gap(&self, gap: f64, text: &Texts) -> String {
        let points = self.points(gap.abs());
        if points == self.points(0.0) {
            text.standing_gap_none()
        } else if gap < 0.0 {
            text.standing_gap_lower(points)
        } else {
            text.standing_gap_higher(points)
        }
    }

    /// The NPS that the non-respondents would need for the overall NPS to be at the norm, or at zero if there is no
    /// norm.
    fn tipping(&self, tipping: f64, text: &Texts) -> String {
        match self.norm.target.map(|norm| norms::value(self.staff.language, Kpi::Nps, norm)) {
            Some(norm) if without_noise(tipping.abs()) <= 100.0 => {
                text.standing_tipping_norm(norm, self.points(tipping))
            }
            Some(norm) => text.standing_tipping_norm_never(norm),
            None if without_noise(tipping.abs()) <= 100.0 => text.standing_tipping(self.points(tipping)),
            None => text.standing_tipping_never(),
        }
    }

    fn covered(&self, dimension: Dimension, parts: &[Part], text: &Texts) -> Markup {
        let knows_closures = self.knows_closures(parts);
        let closed: u64 = if knows_closures { parts.iter().map(|part| part.closed).sum() } else { 0 };
        let responses: u64 = self.whole_responses();
        html! {
            tbody {
                tr { th.group colspan="6" scope="rowgroup" { (words::capitalised(&words::dimension(text, dimension))) } }
                @for part in parts.iter().take(MOST_ROWS) {
                    tr {
                        th scope="row" { (words::value(text, dimension, &part.value)) }
                        @let of_closed = part.closed as f64 / closed.max(1) as f64;
                        @match &part.figures {
                            Visible::TooSmall => { td.number { (text.dashboard_suppressed()) } td {} td {} td.number { @if closed > 0 { (percentage(self.staff.language, of_closed)) } @else { "–" } } td {} }
                            figures => {
                                @let estimate = figures.shown().map(|figures| figures.estimate);
                                td.number { @if let Some(Estimate { nps, .. }) = estimate { (self.points(nps)) } @else { "–" } }
                                td.number { @if let Some(Estimate { interval: limits, .. }) = estimate { (text.dashboard_range(self.points(limits.low), self.points(limits.high))) } }
                                @let answered = estimate.map_or(0, |estimate| estimate.n);
                                td.number { @if knows_closures && part.invited >= answered && part.invited > 0 { (percentage(self.staff.language, answered as f64 / part.invited as f64)) } @else { "–" } }
                                td.number { @if closed > 0 { (percentage(self.staff.language, of_closed)) } @else { "–" } }
                                td.number { (percentage(self.staff.language, answered as f64 / responses.max(1) as f64)) }
                            }
                        }
                    }
                }
            }
        }
    }

    /// Whether it is known of how many closed complaints the responses are.
    pub(super) fn knows_closures(&self, parts: &[Part]) -> bool {
        self.query.whole.basis == Basis::Closed && parts.iter().all(|part| part.imported == 0)
    }

    pub(super) fn whole_responses(&self) -> u64 {
        self.whole.figures.responses().unwrap_or_default()
    }
}

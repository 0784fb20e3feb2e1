//! The Pareto of causes: its chart and its table.
//!
//! The rule: the table has every cause and the chart the largest; an NPS stands with its interval and its responses.

use maud::{Markup, html};

use crate::domain::insight::query::Basis;
use crate::domain::insight::visible::Visible;
use crate::domain::learning::causes::pareto::{Pareto, ParetoRow};
use crate::statistics::estimate::Estimate;
use crate::texts::Texts;
use crate::views::kit::chart::pareto::{ParetoBar, ParetoChart};
use crate::views::kit::format::{decimal, per_cent, percentage, whole};
use crate::views::learning::causes::CausesPage;

/// The causes that have a bar of their own.
const MOST_BARS: usize = 12;

impl CausesPage<'_> {
    pub(super) fn chart(&self, pareto: &Pareto, text: &Texts) -> Markup {
        let bars = self.bars(pareto, text);
        let Some(first) = bars.first() else { return html! {} };
        let share = pareto.shown().next().map_or(0.0, |(_, share)| share.share);
        let (complaints, share) = (whole(self.staff.language, first.count), self.share(share));
        let (title, description) = (
            text.causes_chart_title(),
            text.causes_chart_text(first.name.as_str(), first.count, complaints, share),
        );
        let chart = ParetoChart {
            title: &title,
            description: &description,
            counted: &text.causes_complaints(),
            cumulated: &text.causes_cumulative(),
            bars: &bars,
        };
        html! {
            figure {
                figcaption { (title) }
                div.scroll tabindex="0" role="group" aria-labelledby="pareto" { (chart.render()) }
            }
        }
    }

    /// The largest causes, and all others together.
    fn bars(&self, pareto: &Pareto, text: &Texts) -> Vec<ParetoBar> {
        let own = pareto.shown().take(MOST_BARS).map(|(row, share)| ParetoBar {
            name: row.cause.clone(),
            count: share.complaints,
            label: format!("{} ({})", whole(self.staff.language, share.complaints), self.share(share.share)),
            cumulative: share.cumulative,
            cumulative_label: self.share(share.cumulative),
            is_rest: false,
        });
        let mut bars: Vec<ParetoBar> = own.collect();
        let drawn: u64 = bars.iter().map(|bar| bar.count).sum();
        let rest = pareto.named.saturating_sub(drawn);
        let others = pareto.rows.iter().filter(|row| has_complaints(row)).count().saturating_sub(bars.len());
        if rest > 0 && !bars.is_empty() {
            bars.push(ParetoBar {
                name: text.causes_rest(others),
                count: rest,
                label: whole(self.staff.language, rest),
                cumulative: 1.0,
                cumulative_label: self.share(1.0),
                is_rest: true,
            });
        }
        bars
    }

    pub(super) fn table(&self, pareto: &Pareto, text: &Texts) -> Markup {
        let confidence = per_cent(self.query.whole().confidence.share());
        let nps = match self.query.whole().basis {
            Basis::Closed => text.causes_nps_closed(confidence),
            Basis::Answered => text.causes_nps_answered(confidence),
        };
        html! {
            div.scroll tabindex="0" role="group" aria-labelledby="pareto" {
                table.stacked {
                    thead { tr {
                        th scope="col" { (text.causes_cause()) }
                        th.number scope="col" { (text.causes_complaints()) }
                        th.number scope="col" { (text.causes_main()) }
                        th.number scope="col" { (text.causes_share()) }
                        th.number scope="col" { (text.causes_cumulative()) }
                        th.number scope="col" { (nps) }
                        th.number scope="col" { (text.dashboard_responses()) }
                    } }
                    tbody {
                        @for row in &pareto.rows { (self.row(row, text)) }
                        (self.not_told(pareto, text))
                    }
                    tfoot { (self.all(pareto, text)) }
                }
            }
        }
    }

    fn row(&self, row: &ParetoRow, text: &Texts) -> Markup {
        let main =
            |main: Option<u64>| main.map_or_else(|| text.dashboard_suppressed(), |main| self.number(main));
        html! {
            tr {
                th scope="row" {
                    a href=(self.cause(&row.cause)) dir="auto" { (row.cause) }
                    @if row.is_retired { " (" (text.causes_retired()) ")" }
                }
                @match row.complaints {
                    Visible::Shown(share) => {
                        td.number { (self.number(share.complaints)) }
                        td.number { (main(share.main)) }
                        td.number { (self.share(share.share)) }
                        td.number { @if share.complaints > 0 { (self.share(share.cumulative)) } @else { "–" } }
                    }
                    Visible::TooSmall | Visible::Nothing => {
                        td.number { (text.dashboard_suppressed()) }
                        td.number { "–" }
                        td.number { "–" }
                        td.number { "–" }
                    }
                }
                (self.nps(&row.nps, text))
            }
        }
    }

    fn not_told(&self, pareto: &Pareto, text: &Texts) -> Markup {
        let share = pareto.not_told.shown().zip(pareto.complaints.shown());
        let share = share.map(|(without, all)| *without as f64 / (*all).max(1) as f64);
        html! {
            tr {
                th scope="row" { em { (text.causes_not_told()) } }
                td.number { (self.count(pareto.not_told, text)) }
                td.number { "–" }
                td.number { @if let Some(share) = share { (self.share(share)) } @else { "–" } }
                td.number { "–" }
                (self.nps(&pareto.not_told_nps, text))
            }
        }
    }

    fn all(&self, pareto: &Pareto, text: &Texts) -> Markup {
        html! {
            tr {
                th scope="row" { (text.causes_all()) }
                td.number { (self.count(pareto.complaints, text)) }
                td.number { "–" }
                td.number { "–" }
                td.number { "–" }
                (self.nps(&pareto.nps, text))
            }
        }
    }

    /// The cells of an NPS.
    fn nps(&self, nps: &Visible<Estimate>, text: &Texts) -> Markup {
        let points = |points: f64| decimal(self.staff.language, points);
        html! {
            @match nps {
                Visible::Shown(Estimate { n, nps, interval, .. }) => {
                    td.number {
                        (points(*nps)) " "
                        span.optional { "(" (text.dashboard_range(points(interval.low), points(interval.high))) ")" }
                    }
                    td.number { (self.number(*n)) }
                }
                Visible::TooSmall => { td.number { (text.dashboard_suppressed()) } td.number { "–" } }
                Visible::Nothing => { td.number { "–" } td.number { "0" } }
            }
        }
    }

    fn count(&self, count: Visible<u64>, text: &Texts) -> String {
        count.or_zeros().map_or_else(|| text.dashboard_suppressed(), |count| self.number(count))
    }

    fn number(&self, number: u64) -> String {
        whole(self.staff.language, number)
    }

    fn share(&self, share: f64) -> String {
        percentage(self.staff.language, share)
    }
}

/// Whether a row is one of those whose complaints are counted: hidden ones are never without.
fn has_complaints(row: &ParetoRow) -> bool {
    row.complaints.shown().is_none_or(|share| share.complaints > 0)
}

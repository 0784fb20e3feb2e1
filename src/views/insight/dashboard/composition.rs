//! What the score is made of: the three groups over time, and the distribution of the scores.

use maud::{Markup, html};

use crate::domain::insight::series::{Figures, Point};
use crate::domain::insight::visible::Visible;
use crate::domain::time::period::DateRange;
use crate::statistics::tally::Counts;
use crate::texts::Texts;
use crate::views::insight::dashboard::Dashboard;
use crate::views::kit::chart::bars::{Bar, upright};
use crate::views::kit::chart::composition::Composition;
use crate::views::kit::format::{percentage, whole};

/// The maximum number of bars; with more, each would be thinner than a line.
const MOST_BARS: usize = 130;

impl Dashboard<'_> {
    pub(super) fn composition(&self, text: &Texts) -> Markup {
        let counts = |point: &Point| point.figures.shown().map(|figures| figures.tally.counts());
        let periods: Vec<(DateRange, Option<Counts>)> =
            self.over_time.iter().map(|point| (point.range, counts(point))).collect();
        let newest = periods.get(periods.len().saturating_sub(MOST_BARS)..).unwrap_or_default();
        if newest.iter().all(|(_, counts)| counts.is_none()) {
            return html! {};
        }
        let names =
            [text.composition_promoters(), text.composition_passives(), text.composition_detractors()];
        let interval = self.query.trend.interval;
        html! {
            section aria-labelledby="composition" {
                h2 id="composition" { (text.composition_heading()) }
                p { (text.composition_text()) }
                div.scroll.latest tabindex="0" role="group" aria-labelledby="composition" {
                    (Composition { language: self.staff.language, interval, today: self.norm.today, labelled_by: "composition", periods: newest, names: names.clone() }.render())
                }
                details {
                    summary { (text.view_table()) }
                    table {
                        thead { tr {
                            th scope="col" { (text.dashboard_period()) }
                            @for name in &names { th.number scope="col" { (name) } }
                        } }
                        tbody { @for (range, counts) in newest.iter().rev() {
                            @if let Some(counts) = counts { tr {
                                th scope="row" { (self.period(*range)) }
                                @for count in [counts.promoters, counts.passives, counts.detractors] {
                                    td.number { (self.with_share(count, counts.responses())) }
                                }
                            } }
                        } }
                    }
                }
            }
        }
    }

    pub(super) fn histogram(&self, text: &Texts) -> Markup {
        let Visible::Shown(Figures { tally, .. }) = &self.whole.figures else { return html! {} };
        let class = |score: usize| match score {
            9.. => "promoters",
            7..=8 => "passives",
            _ => "detractors",
        };
        let bars: Vec<(Bar, &'static str)> = tally
            .0
            .iter()
            .enumerate()
            .map(|(score, times)| {
                let (name, label) = (score.to_string(), whole(self.staff.language, *times));
                (Bar { name, value: *times as f64, label, is_part: false }, class(score))
            })
            .collect();
        html! {
            section aria-labelledby="scores" {
                h2 id="scores" { (text.histogram_heading()) }
                p { (text.histogram_text()) }
                div.scroll tabindex="0" role="group" aria-labelledby="scores" { (upright("scores", &bars)) }
                details {
                    summary { (text.view_table()) }
                    table.narrow {
                        thead { tr { th scope="col" { (text.histogram_score()) } th.number scope="col" { (text.histogram_times()) } } }
                        tbody { @for (score, times) in tally.0.iter().enumerate() {
                            tr { th scope="row" { (score) } td.number { (self.with_share(*times, tally.responses())) } }
                        } }
                    }
                }
            }
        }
    }

    /// A count and its share: "12 (34,0 %)".
    pub(super) fn with_share(&self, count: u64, all: u64) -> String {
        let share = count as f64 / all.max(1) as f64;
        format!("{} ({})", whole(self.staff.language, count), percentage(self.staff.language, share))
    }
}

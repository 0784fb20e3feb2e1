//! What the score is made of: the three groups over time, and the distribution of the scores.

use maud::{Markup, html};

use crate::domain::insight::series::{Figures, Point};
use crate::domain::insight::visible::Visible;
use crate::domain::time::period::DateRange;
use crate::statistics::tally::Counts;
use crate::texts::Texts;
use crate::urls;
use crate::views::insight::background::Background;
use crate::views::kit::chart::ChartLink;
use crate::views::kit::chart::bars::{Bar, upright};
use crate::views::kit::chart::composition::Composition;
use crate::views::kit::format::whole;

/// The maximum number of bars; with more, each would be thinner than a line.
const MOST_BARS: usize = 130;

impl Background<'_> {
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
                    table.stacked {
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
        let links: Vec<Option<ChartLink>> =
            tally.0.iter().enumerate().map(|(score, times)| self.words_of(score, *times, text)).collect();
        html! {
            section aria-labelledby="scores" {
                h2 id="scores" { (text.histogram_heading()) }
                p { (text.histogram_text()) }
                div.fitting { (upright("scores", &bars, &links)) }
                details {
                    summary { (text.view_table()) }
                    table.narrow {
                        thead { tr { th scope="col" { (text.histogram_score()) } th.number scope="col" { (text.histogram_times()) } } }
                        tbody { @for (score, times) in tally.0.iter().enumerate() {
                            tr { th scope="row" {
                                @if let Some(Some(link)) = links.get(score) { a href=(link.address) aria-label=(link.title) { (score) } } @else { (score) }
                            } td.number { (self.with_share(*times, tally.responses())) } }
                        } }
                    }
                }
            }
        }
    }

    /// Where a score leads to: what the people wrote who gave it.
    fn words_of(&self, score: usize, times: u64, text: &Texts) -> Option<ChartLink> {
        let query = self.query.with("score", Some(&score.to_string()));
        let title = text.histogram_words(score.to_string());
        (times > 0).then(|| ChartLink { address: urls::with_query(urls::VERBATIMS, &query), title })
    }
}

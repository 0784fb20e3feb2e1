//! What the score is made of: the three groups over time, and the distribution of the scores.

use maud::{Markup, html};

use crate::domain::insight::query::dashboard::in_full;
use crate::domain::insight::query::download::{Chart, RowSet};
use crate::domain::insight::series::{Figures, Point};
use crate::domain::insight::visible::Visible;
use crate::domain::time::period::DateRange;
use crate::statistics::tally::{Counts, Tally};
use crate::texts::Texts;
use crate::urls;
use crate::views::insight::background::Background;
use crate::views::kit::chart::ChartLink;
use crate::views::kit::chart::bars::{Bar, upright};
use crate::views::kit::chart::composition::Composition;
use crate::views::kit::chart::standalone::Picture;
use crate::views::kit::format::whole;

/// The maximum number of bars; with more, each would be thinner than a line.
const MOST_BARS: usize = 130;

impl Background<'_> {
    pub(super) fn composition(&self, text: &Texts) -> Markup {
        let newest = self.newest();
        let Some(picture) = self.composition_picture(text) else { return html! {} };
        let names = names(text);
        html! {
            section aria-labelledby="composition" {
                h2 id="composition" { (text.composition_heading()) }
                p { (text.composition_text()) }
                div.scroll.latest tabindex="0" role="group" aria-labelledby="composition" {
                    (picture.drawing)
                }
                @if let Some(hidden) = hidden_in_words(&newest, text) { p.note { (hidden) } }
                details {
                    summary { (text.view_table()) }
                    table.stacked {
                        thead { tr {
                            th scope="col" { (text.dashboard_period()) }
                            @for name in &names { th.number scope="col" { (name) } }
                        } }
                        tbody { @for (range, counts) in newest.iter().rev() {
                            @match counts {
                                Visible::Shown(counts) => tr {
                                    th scope="row" { (self.period(*range)) }
                                    @for count in [counts.promoters, counts.passives, counts.detractors] {
                                        td.number { (self.with_share(count, counts.responses())) }
                                    }
                                },
                                Visible::TooSmall => tr {
                                    th scope="row" { (self.period(*range)) }
                                    @for _ in &names { td.number { (text.dashboard_suppressed()) } }
                                },
                                Visible::Nothing => {}
                            }
                        } }
                    }
                }
                (self.files(&text.composition_heading(), Some(RowSet::Composition), Some(Chart::Composition), text))
            }
        }
    }

    /// The newest periods, with their counts where they are shown.
    fn newest(&self) -> Vec<(DateRange, Visible<Counts>)> {
        let first = self.over_time.len().saturating_sub(MOST_BARS);
        let counted = |point: &Point| point.figures.as_ref().map(|figures| figures.tally.counts());
        self.over_time.iter().skip(first).map(|point| (point.range, counted(point))).collect()
    }

    /// The bars of the newest periods; `None` if none of them is shown.
    pub(super) fn composition_picture(&self, text: &Texts) -> Option<Picture> {
        let newest = self.newest();
        newest.iter().find(|(_, counts)| counts.shown().is_some())?;
        let drawing = Composition {
            language: self.staff.language,
            interval: self.query.trend.interval,
            today: self.norm.today,
            labelled_by: "composition",
            periods: &newest,
            hidden_label: &text.dashboard_suppressed(),
            names: names(text),
        }
        .render();
        let range = newest.first().zip(newest.last());
        let range = range.and_then(|((first, _), (last, _))| DateRange::new(first.from(), last.to()))?;
        Some(Picture {
            title: text.composition_heading(),
            description: text.composition_text(),
            drawing,
            legend: [text.composition_text()].into_iter().chain(hidden_in_words(&newest, text)).collect(),
            caption: self.caption(range, text),
        })
    }

    pub(super) fn histogram(&self, text: &Texts) -> Markup {
        let Visible::Shown(Figures { tally, .. }) = &self.whole.figures else { return html! {} };
        let links = self.links_of(tally, text);
        html! {
            section aria-labelledby="scores" {
                h2 id="scores" { (text.histogram_heading()) }
                p { (text.histogram_text()) }
                @if let Some(picture) = self.histogram_picture(text) { div.fitting { (picture.drawing) } }
                details {
                    summary { (text.view_table()) }
                    table.narrow.stacked {
                        thead { tr { th scope="col" { (text.histogram_score()) } th.number scope="col" { (text.histogram_times()) } } }
                        tbody { @for (score, times) in tally.0.iter().enumerate() {
                            tr { th scope="row" {
                                @if let Some(Some(link)) = links.get(score) { a href=(link.address) aria-label=(link.title) { (score) } } @else { (score) }
                            } td.number { (self.with_share(*times, tally.responses())) } }
                        } }
                    }
                }
                (self.files(&text.histogram_heading(), Some(RowSet::Scores), Some(Chart::Histogram), text))
            }
        }
    }

    /// The bars of all scores; `None` if they are hidden or there are none.
    pub(super) fn histogram_picture(&self, text: &Texts) -> Option<Picture> {
        let tally = self.whole.figures.shown()?.tally;
        let bar = |(score, times): (usize, &u64)| {
            let (name, label) = (score.to_string(), whole(self.staff.language, *times));
            (Bar { name, value: *times as f64, label, is_part: false }, class(score))
        };
        let bars: Vec<(Bar, &'static str)> = tally.0.iter().enumerate().map(bar).collect();
        Some(Picture {
            title: text.histogram_heading(),
            description: text.histogram_text(),
            drawing: upright("scores", &bars, &self.links_of(&tally, text)),
            legend: vec![text.histogram_text()],
            caption: self.caption(self.range(), text),
        })
    }

    fn links_of(&self, tally: &Tally, text: &Texts) -> Vec<Option<ChartLink>> {
        tally.0.iter().enumerate().map(|(score, times)| self.words_of(score, *times, text)).collect()
    }

    /// Where a score leads to: what the people wrote who gave it.
    fn words_of(&self, score: usize, times: u64, text: &Texts) -> Option<ChartLink> {
        let query = self.query.with("score", Some(&score.to_string()));
        let title = text.histogram_words(score.to_string());
        (times > 0).then(|| ChartLink { address: urls::with_query(urls::VERBATIMS, &in_full(&query)), title })
    }
}

/// What a cross means, where a period is hidden.
fn hidden_in_words(periods: &[(DateRange, Visible<Counts>)], text: &Texts) -> Option<String> {
    let is_hidden = periods.iter().any(|(_, counts)| counts.is_too_small());
    is_hidden.then(|| format!("{} {}", text.trend_cross(), text.dashboard_suppressed_note()))
}

/// The counts of a period; `None` if it is hidden or empty.
pub(super) fn counts(point: &Point) -> Option<Counts> {
    point.figures.shown().map(|figures| figures.tally.counts())
}

/// The names of the groups: promoters, passives, detractors.
pub(super) fn names(text: &Texts) -> [String; 3] {
    [text.composition_promoters(), text.composition_passives(), text.composition_detractors()]
}

fn class(score: usize) -> &'static str {
    match score {
        9.. => "promoters",
        7..=8 => "passives",
        _ => "detractors",
    }
}

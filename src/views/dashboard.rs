//! NPS over time for those who follow it: one sentence, one chart, one table.
//!
//! While there is no norm the page says so and judges nothing: no red, no green, only level and uncertainty.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::language::Language;
use crate::domain::nps_series::{Figures, Point, Shown};
use crate::domain::period::Interval;
use crate::texts::{Texts, texts};
use crate::views::chart::{ChartPoint, NpsChart};
use crate::views::format::{day, decimal, percentage, period, whole};
use crate::views::page::{Page, StaffMember};

/// What the dashboard shows.
pub struct Dashboard<'a> {
    pub language: Language,
    pub organisation: &'a str,
    pub user: StaffMember<'a>,
    pub interval: Interval,
    /// The last twelve months as one.
    pub last_year: &'a Point,
    pub over_time: &'a [Point],
    /// Versions of the questionnaire, and since when each is asked.
    pub questionnaires: &'a [(NaiveDate, String)],
    pub minimum_group: u64,
    /// In per cent, such as "95".
    pub confidence: &'a str,
}

impl Dashboard<'_> {
    /// The page.
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.language);
        Page {
            language: self.language,
            title: &format!("{} – {}", text.dashboard_title(), self.organisation),
            organisation: self.organisation,
            is_wide: true,
            user: Some(self.user),
            body: html! {
                h1 { (text.dashboard_title()) }
                (self.headline(text))
                section aria-labelledby="trend" {
                    h2 id="trend" { (text.dashboard_trend()) }
                    (self.interval_links(text))
                    (self.chart(text))
                    (self.table(text))
                    (self.notes(text))
                }
            },
        }
        .render()
    }

    fn headline(&self, text: &Texts) -> Markup {
        let sentence = match &self.last_year.figures {
            Figures::Suppressed => text.dashboard_too_few(self.minimum_group),
            Figures::Shown(Shown { nps: None, .. }) => text.dashboard_none_yet(self.minimum_group),
            Figures::Shown(Shown { nps: Some((nps, limits)), tally, .. }) => text.dashboard_headline(
                decimal(self.language, *nps),
                whole(self.language, tally.responses()),
                self.confidence,
                decimal(self.language, limits.low),
                decimal(self.language, limits.high),
            ),
        };
        html! {
            p.headline { (sentence) }
            dl.facts {
                div { dt { (text.dashboard_responses()) } dd { (self.responses(self.last_year, text)) } }
                div { dt { (text.dashboard_response_rate()) } dd { (self.response_rate(self.last_year, text)) } }
                div { dt { (text.dashboard_norm()) } dd { (text.dashboard_no_norm()) } }
            }
            p.note { (text.dashboard_no_norm_text()) }
        }
    }

    fn interval_links(&self, text: &Texts) -> Markup {
        let choices = [
            (Interval::Month, text.dashboard_month()),
            (Interval::Quarter, text.dashboard_quarter()),
            (Interval::Year, text.dashboard_year()),
        ];
        html! {
            nav.choices aria-label=(text.dashboard_by()) {
                (text.dashboard_by())
                @for (interval, name) in choices {
                    " "
                    a href=(format!("?interval={interval}")) aria-current=[(interval == self.interval).then_some("true")] { (name) }
                }
            }
        }
    }

    fn chart(&self, text: &Texts) -> Markup {
        let points: Vec<ChartPoint> = self.over_time.iter().map(chart_point).collect();
        let breaks: Vec<NaiveDate> = self.questionnaires.iter().map(|(since, _)| *since).collect();
        let title = text.dashboard_chart_title(self.confidence);
        let description = self.conclusion(text);
        html! {
            figure {
                figcaption { (title) }
                div.scroll tabindex="0" role="group" aria-label=(title) {
                    (NpsChart {
                        language: self.language,
                        interval: self.interval,
                        title: &title,
                        description: &description,
                        points: &points,
                        breaks: &breaks,
                    }.render())
                }
            }
        }
    }

    fn conclusion(&self, text: &Texts) -> String {
        let name = |point: &Point| period(self.language, point.range, self.interval);
        let latest = self.over_time.iter().rev().find_map(|point| chart_point(point).value);
        match (latest, self.over_time.first(), self.over_time.last()) {
            (Some((nps, low, high)), Some(first), Some(last)) => text.dashboard_chart_text(
                self.over_time.len().to_string(),
                name(first),
                name(last),
                decimal(self.language, nps),
                decimal(self.language, low),
                decimal(self.language, high),
            ),
            _ => text.dashboard_chart_empty(),
        }
    }

    fn table(&self, text: &Texts) -> Markup {
        html! {
            div.scroll tabindex="0" role="group" aria-label=(text.dashboard_trend()) {
                table {
                    thead {
                        tr {
                            th scope="col" { (text.dashboard_period()) }
                            th.number scope="col" { (text.dashboard_nps()) }
                            th.number scope="col" { (text.dashboard_interval(self.confidence)) }
                            th.number scope="col" { (text.dashboard_responses()) }
                            th.number scope="col" { (text.dashboard_response_rate()) }
                            th.number scope="col" { (text.dashboard_invited()) }
                            th.number scope="col" { (text.dashboard_closed()) }
                        }
                    }
                    tbody { @for point in self.over_time.iter().rev() { (self.row(point, text)) } }
                }
            }
        }
    }

    fn row(&self, point: &Point, text: &Texts) -> Markup {
        let value = chart_point(point).value;
        html! {
            tr {
                th scope="row" {
                    (period(self.language, point.range, self.interval))
                    @if point.provisional { " " span.optional { (text.dashboard_provisional()) } }
                }
                td.number { @if let Some((nps, _, _)) = value { strong { (decimal(self.language, nps)) } } @else { (nothing(point, text)) } }
                td.number {
                    @if let Some((_, low, high)) = value {
                        (text.dashboard_range(decimal(self.language, low), decimal(self.language, high)))
                    }
                }
                td.number { (self.responses(point, text)) }
                td.number { (self.response_rate(point, text)) }
                td.number { (whole(self.language, point.invited)) }
                td.number { (whole(self.language, point.closed)) }
            }
        }
    }

    fn responses(&self, point: &Point, text: &Texts) -> String {
        match &point.figures {
            Figures::Suppressed => text.dashboard_suppressed(),
            Figures::Shown(shown) => whole(self.language, shown.tally.responses()),
        }
    }

    fn response_rate(&self, point: &Point, text: &Texts) -> String {
        match &point.figures {
            Figures::Suppressed => text.dashboard_suppressed(),
            Figures::Shown(shown) => {
                shown.response_rate.map_or_else(|| "–".to_owned(), |rate| percentage(self.language, rate))
            }
        }
    }

    fn notes(&self, text: &Texts) -> Markup {
        let any_hidden = self.over_time.iter().any(|point| point.figures == Figures::Suppressed);
        let any_provisional = self.over_time.iter().any(|point| point.provisional);
        html! {
            @for (since, name) in self.questionnaires {
                p.note { (text.dashboard_new_questionnaire(day(self.language, *since), name.as_str())) }
            }
            @if any_provisional { p.note { (text.dashboard_provisional_note()) } }
            @if any_hidden { p.note { (text.dashboard_suppressed_note()) } }
        }
    }
}

fn chart_point(point: &Point) -> ChartPoint {
    let value = match &point.figures {
        Figures::Shown(Shown { nps: Some((nps, limits)), .. }) => Some((*nps, limits.low, limits.high)),
        Figures::Shown(_) | Figures::Suppressed => None,
    };
    ChartPoint { from: point.range.from(), value, is_provisional: point.provisional }
}

fn nothing(point: &Point, text: &Texts) -> String {
    match point.figures {
        Figures::Suppressed => text.dashboard_suppressed(),
        Figures::Shown(_) => "–".to_owned(),
    }
}

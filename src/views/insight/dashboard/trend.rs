//! The NPS trend: its chart, signals and noted changes, with its table folded beneath.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::insight::control_chart::{BASELINE, ControlPoint};
use crate::domain::insight::query::download::{Chart, RowSet};
use crate::domain::insight::series::Point;
use crate::domain::learning::mark::Mark;
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::control_chart::Signal;
use crate::texts::Texts;
use crate::urls;
use crate::views::insight::dashboard::{Dashboard, value};
use crate::views::insight::signals;
use crate::views::kit::chart::standalone::Picture;
use crate::views::kit::chart::{ChartLink, ChartPoint, NpsChart};
use crate::views::kit::format::{day, whole};

/// Points with fewer responses are never marked as standing out.
const FEWEST_FOR_SIGN: u64 = 10;
/// The most improvements that are marked, the newest: the page has to be light.
const MOST_MARKS: usize = 6;

impl Dashboard<'_> {
    pub(super) fn trend(&self, text: &Texts) -> Markup {
        html! {
            section aria-labelledby="trend" {
                h2 id="trend" { (text.dashboard_trend()) }
                (self.interval_links(text))
                @if self.is_by_month_instead { p.notice { (self.by_month_instead(text)) } }
                (self.chart(text))
                (self.stood_out(text))
                (self.notes(text))
                details { summary { (text.view_table()) } (self.table(text)) }
                (self.files(&text.dashboard_trend(), Some(RowSet::Trend), Some(Chart::Trend), text))
                @if !self.rolling.is_empty() { (self.files(&text.trend_rolling_column(), Some(RowSet::Rolling), None, text)) }
            }
        }
    }

    fn interval_links(&self, text: &Texts) -> Markup {
        let choices = [
            (Granularity::Month, text.dashboard_month()),
            (Granularity::Quarter, text.dashboard_quarter()),
            (Granularity::Year, text.dashboard_year()),
        ];
        let asked = self.query.asked_interval();
        let finer = match asked {
            Granularity::Day => Some((Granularity::Day, text.view_day())),
            Granularity::Week => Some((Granularity::Week, text.view_week())),
            _ => None,
        };
        html! {
            nav.choices aria-label=(text.dashboard_by()) {
                (text.dashboard_by())
                @for (interval, name) in finer.into_iter().chain(choices) {
                    @let is_current = interval == asked;
                    " "
                    a href={ "?" (self.query.with("interval", Some(interval.name()))) } aria-current=[is_current.then_some("true")] { (name) }
                }
            }
        }
    }

    /// Why months are shown where days or weeks were asked for.
    fn by_month_instead(&self, text: &Texts) -> String {
        let asked = match self.query.asked_interval() {
            Granularity::Week => text.trend_hidden_weeks(),
            _ => text.trend_hidden_days(),
        };
        format!("{asked} {}", text.trend_by_month_instead(self.query.rolling.to_string()))
    }

    fn chart(&self, text: &Texts) -> Markup {
        let picture = self.trend_picture(text);
        html! {
            figure {
                figcaption { (picture.title) }
                div.fitting { (picture.drawing) }
            }
        }
    }

    pub(super) fn trend_picture(&self, text: &Texts) -> Picture {
        let points: Vec<ChartPoint> =
            self.over_time.iter().enumerate().map(|(index, point)| self.chart_point(index, point)).collect();
        let links: Vec<Option<ChartLink>> =
            self.over_time.iter().map(|point| self.link_to(point, text)).collect();
        let title = text.dashboard_chart_title(self.confidence());
        let description = self.conclusion(text);
        let unit = match self.query.trend.interval {
            Granularity::Day => text.trend_unit_day(),
            Granularity::Week => text.trend_unit_week(),
            Granularity::Month => text.trend_unit_month(),
            Granularity::Quarter => text.trend_unit_quarter(),
            Granularity::Year | Granularity::Total => text.trend_unit_year(),
        };
        let drawing = NpsChart {
            language: self.staff.language,
            interval: self.query.trend.interval,
            title: &title,
            description: &description,
            points: &points,
            links: &links,
            breaks: &self.breaks(text),
            improvements: &self.started(text),
            rolling_label: &text.trend_rolling(self.query.rolling.to_string(), unit),
            limits_label: &text.trend_limits(),
            norm_label: &self.norm_label(text),
            hidden_label: &text.dashboard_suppressed(),
        }
        .render();
        let norm = self.norm_in_words(text);
        let legend = self
            .lines_in_words(text)
            .into_iter()
            .chain(self.improvements_in_words(text))
            .chain(norm)
            .chain(self.marks_in_words(text))
            .collect();
        Picture { title, description, drawing, legend, caption: self.caption(self.trend_range(), text) }
    }

    /// The days of the trend, from its first period with anything.
    fn trend_range(&self) -> DateRange {
        let asked = self.query.trend.range;
        let shown = self.over_time.first().zip(self.over_time.last());
        shown.and_then(|(first, last)| DateRange::new(first.range.from(), last.range.to())).unwrap_or(asked)
    }

    fn chart_point(&self, index: usize, point: &Point) -> ChartPoint {
        let control = self.control.and_then(|control| control.points.get(index));
        ChartPoint {
            from: point.range.from(),
            value: value(point),
            is_provisional: point.provisional,
            is_hidden: point.figures.is_too_small(),
            rolling: self.rolling.get(index).and_then(value).map(|(nps, _, _)| nps),
            limits: control.and_then(|point| point.chart).map(|chart| (chart.lower, chart.upper)),
            stands_out: control.is_some_and(stands_out),
            norm: self.norm_on(point),
        }
    }

    /// A period leads to the same view narrowed to it; one that is hidden leads nowhere.
    fn link_to(&self, point: &Point, text: &Texts) -> Option<ChartLink> {
        let (nps, low, high) = value(point)?;
        let title = text.trend_point(
            self.period(point.range),
            self.points(nps),
            self.points(low),
            self.points(high),
            whole(self.staff.language, point.figures.responses()?),
        );
        Some(ChartLink { address: format!("?{}", self.query.within(point.range)), title })
    }

    /// New questionnaire versions and noted changes.
    fn breaks(&self, text: &Texts) -> Vec<(NaiveDate, String)> {
        let asked = self.questionnaires.iter();
        let asked = asked.map(|(since, name)| {
            (*since, text.dashboard_new_questionnaire(day(self.staff.language, *since), name.as_str()))
        });
        let noted = self.change_points.iter().map(|point| (point.change.day, point.change.note.clone()));
        asked.chain(noted).collect()
    }

    /// The improvements in the order of their numbers on the chart.
    fn started(&self, text: &Texts) -> Vec<(NaiveDate, String)> {
        self.marks().iter().map(|mark| (mark.day, text.trend_improvement(mark.title.as_str()))).collect()
    }

    /// The improvements that are marked.
    fn marks(&self) -> &[Mark] {
        let first = self.improvements.len().saturating_sub(MOST_MARKS);
        self.improvements.get(first..).unwrap_or_default()
    }

    fn conclusion(&self, text: &Texts) -> String {
        let name = |point: &Point| self.period(point.range);
        let latest = self.over_time.iter().rev().find_map(value);
        match (latest, self.over_time.first(), self.over_time.last()) {
            (Some((nps, low, high)), Some(first), Some(last)) => text.dashboard_chart_text(
                self.over_time.len().to_string(),
                name(first),
                name(last),
                self.points(nps),
                self.points(low),
                self.points(high),
            ),
            _ => text.dashboard_chart_empty(),
        }
    }

    fn notes(&self, text: &Texts) -> Markup {
        html! {
            @for words in self.lines_in_words(text) { p.note { (words) } }
            @if !self.marks().is_empty() {
                // The numbers of the list are those on the chart.
                ol.marks { @for mark in self.marks() {
                    li {
                        (day(self.staff.language, mark.day)) ": "
                        a href=(urls::improvement(mark.id)) { (text.trend_improvement(mark.title.as_str())) }
                    }
                } }
            }
            (self.norm_note(text))
            @for words in self.marks_in_words(text) { p.note { (words) } }
        }
    }

    /// What the lines of the chart mean, the norm's apart.
    fn lines_in_words(&self, text: &Texts) -> Vec<String> {
        let any_rolling = self.rolling.iter().any(|point| value(point).is_some());
        let has_limits = self.control.is_some_and(|control| control.limits.is_some());
        let asked = self.questionnaires.iter().map(|(since, name)| {
            text.dashboard_new_questionnaire(day(self.staff.language, *since), name.as_str())
        });
        let changed = self.change_points.iter().map(|point| {
            text.trend_change(day(self.staff.language, point.change.day), point.change.note.as_str())
        });
        let drawn = [
            any_rolling.then(|| text.trend_rolling_note(self.query.rolling.to_string())),
            has_limits.then(|| text.trend_limits_note()),
        ];
        drawn.into_iter().flatten().chain(asked).chain(changed).collect()
    }

    /// Which improvements the numbered lines stand for; the page links to each instead.
    fn improvements_in_words(&self, text: &Texts) -> Vec<String> {
        let words = |(number, (on, what)): (usize, (NaiveDate, String))| {
            format!("{number}. {}: {what}", day(self.staff.language, on))
        };
        (1..).zip(self.started(text)).map(words).collect()
    }

    /// What the marks of single periods mean.
    fn marks_in_words(&self, text: &Texts) -> Vec<String> {
        let any_hidden = self.over_time.iter().any(|point| point.figures.is_too_small());
        let any_provisional = self.over_time.iter().any(|point| point.provisional);
        let hidden = || format!("{} {}", text.trend_cross(), text.dashboard_suppressed_note());
        let told = [any_provisional.then(|| text.dashboard_provisional_note()), any_hidden.then(hidden)];
        told.into_iter().flatten().collect()
    }

    /// The signals that the scheduler raised. They are computed without filters, so they are shown for the whole
    /// population only.
    fn stood_out(&self, text: &Texts) -> Markup {
        if !self.query.whole.is_whole_population() {
            return html! {};
        }
        html! {
            p {
                @if self.events.is_empty() { (text.trend_no_signals()) } @else {
                    a href=(self.address_of(urls::SIGNALS)) { (text.trend_signals()) } ": "
                    @for (index, event) in self.events.iter().enumerate() {
                        @if index > 0 { "; " }
                        (signals::months(self.staff.language, event)) ": " (signals::what(self.staff.language, event))
                    }
                    "."
                }
            }
        }
    }
}

pub(super) fn stands_out(point: &ControlPoint) -> bool {
    let has_enough = point.counts.shown().is_some_and(|counts| counts.responses() >= FEWEST_FOR_SIGN);
    let is_out = point.chart.is_some_and(|chart| {
        chart.signal != Signal::None || chart.ewma.is_some_and(|ewma| ewma.signal != Signal::None)
    });
    // Only points that can raise a signal: whole months after the baseline.
    has_enough && is_out && !point.provisional && point.place >= BASELINE
}

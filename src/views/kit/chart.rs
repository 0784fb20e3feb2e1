//! NPS over time as inline SVG: a line with its interval as a band, labelled at its end instead of by a legend.
//!
//! Colours come from the style sheet by class, so that dark mode and print need no second drawing. A period that is
//! hidden or has no responses leaves a gap: joining its neighbours would suggest a value that is not known; a cross says that
//! it is hidden. A period that stands out is a diamond, so that the shape says it as well as the colour.
//!
//! A period leads on by mouse or touch. By keyboard, and for those who hear the page, the same links stand in the table
//! beside the chart: as an image it is one stop there, not one for each period.

pub mod backtest;
pub mod bars;
pub mod before_after;
pub mod composition;
pub mod contributions;
pub mod drawing;
pub mod forest;
pub mod labels;
mod markers;
pub mod months;
pub mod pareto;
pub mod shares;
pub mod standalone;
mod time_axis;
pub mod verdicts;

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};

use crate::domain::people::language::Language;
use crate::domain::time::period::Granularity;
use crate::views::kit::chart::drawing::Drawing;
use crate::views::kit::chart::markers::Markers;
use crate::views::kit::chart::time_axis::{FOOT, TimeAxis};
use crate::views::kit::format::{decimal, tick};
use crate::views::kit::scale::{Scale, rounded, ticks};

const WIDTH: f64 = 760.0;
const HEIGHT: f64 = 324.0;
const LEFT: f64 = 76.0;
const RIGHT: f64 = 156.0;
const TOP: f64 = 18.0;
const BOTTOM: f64 = FOOT;

/// With more periods than this, the dots would overlap.
const MOST_DOTS: usize = 120;
/// The vertical space of a label in the letters of a telephone, in SVG units.
const LABEL: f64 = 29.0;

/// A period on the chart; values are in points.
#[derive(Clone, Copy, Debug, Default)]
pub struct ChartPoint {
    pub from: NaiveDate,
    /// NPS and its limits (low, high); `None` if the period is hidden or empty.
    pub value: Option<(f64, f64, f64)>,
    pub is_provisional: bool,
    /// It has too few responses to show.
    pub is_hidden: bool,
    /// The NPS of the rolling window that ends with this period.
    pub rolling: Option<f64>,
    /// The control limits (lower, upper), within which a stable process stays.
    pub limits: Option<(f64, f64)>,
    pub stands_out: bool,
    /// The norm in force on the period's last day.
    pub norm: Option<f64>,
}

/// Where a period leads to, and what is said of it meanwhile.
#[derive(Clone, Debug)]
pub struct ChartLink {
    pub address: String,
    pub title: String,
}

/// A chart of NPS over time.
pub struct NpsChart<'a> {
    pub language: Language,
    pub interval: Granularity,
    pub title: &'a str,
    /// The conclusion as text, for readers who cannot see the drawing.
    pub description: &'a str,
    pub points: &'a [ChartPoint],
    /// Where each period leads to; `None` where it leads nowhere.
    pub links: &'a [Option<ChartLink>],
    /// Breaks in the series, each with a description: what comes before such a day is not fully comparable.
    pub breaks: &'a [(NaiveDate, String)],
    /// Improvements that started, each with a description; the number at their line is their place in this list.
    pub improvements: &'a [(NaiveDate, String)],
    /// The label at the end of the rolling line.
    pub rolling_label: &'a str,
    /// The label at the end of the limits.
    pub limits_label: &'a str,
    /// The label at the end of the norm's line.
    pub norm_label: &'a str,
    /// What is said of a period that is hidden.
    pub hidden_label: &'a str,
}

/// A point in SVG units.
#[derive(Clone, Copy)]
struct Place {
    x: f64,
    nps: f64,
    low: f64,
    high: f64,
    is_provisional: bool,
}

impl NpsChart<'_> {
    #[must_use]
    pub fn render(&self) -> Drawing {
        let values = self.points.iter().filter_map(|point| point.value);
        let ends = values.flat_map(|(_, low, high)| [low, high]);
        let ends = ends.chain(self.points.iter().filter_map(|point| point.rolling));
        let ends = ends.chain(self.points.iter().filter_map(|point| point.norm));
        let ends: Vec<f64> =
            ends.chain(self.points.iter().filter_map(|p| p.limits).flat_map(|(l, u)| [l, u])).collect();
        let low = ends.iter().copied().fold(0.0, f64::min);
        let high = ends.iter().copied().fold(0.0, f64::max);
        let ticks = ticks(low, high);
        let ends = (ticks.first().copied().unwrap_or(-100.0), ticks.last().copied().unwrap_or(100.0));
        let y = Scale { from: ends, to: (HEIGHT - BOTTOM, TOP) };
        let last = self.points.len().saturating_sub(1).max(1) as f64;
        let x = Scale { from: (0.0, last), to: (LEFT + 14.0, WIDTH - RIGHT) };
        let runs = self.runs(x, y);
        let body = html! {
            title id="chart-title" { (self.title) }
            desc id="chart-text" { (self.description) }
            (self.grid(&ticks, y))
            (self.periods(x))
            (self.breaks(x))
            (self.improvements(x))
            @for run in &runs { (self.draw_run(run)) }
            (self.limits(x, y))
            (self.norm(x, y))
            (self.rolling(x, y))
            (self.signals(x, y))
            (self.hidden(x))
            (self.labels(x, y))
        };
        let labelled_by = "chart-title chart-text".to_owned();
        Drawing {
            class: "chart timed nps",
            size: (WIDTH, HEIGHT),
            labelled_by,
            body,
            links: Some(self.links(x)),
        }
    }

    /// A column over each period, as wide as there is room.
    fn links(&self, x: Scale) -> Markup {
        let width = rounded((x.to.1 - x.to.0) / (x.from.1 - x.from.0));
        let links = self.links.iter().enumerate().filter(|_| self.points.len() <= MOST_DOTS);
        let links: Vec<(f64, &ChartLink)> =
            links.filter_map(|(index, link)| Some((x.place(index as f64), link.as_ref()?))).collect();
        html! {
            @if !links.is_empty() {
                g.links aria-hidden="true" {
                    @for (middle, link) in links {
                        a href=(link.address) tabindex="-1" {
                            title { (link.title) }
                            path d=(format!("M{},{TOP}h{width}V{}h-{width}z", rounded(middle - width / 2.0), HEIGHT - BOTTOM)) {}
                        }
                    }
                }
            }
        }
    }

    /// A dashed line at the start of the period in which a break falls.
    fn breaks(&self, x: Scale) -> Markup {
        let period_of = |day: &NaiveDate| self.points.iter().rposition(|point| point.from <= *day);
        let places = self.breaks.iter().filter_map(|(day, what)| Some((period_of(day)?, what)));
        html! {
            @for (index, what) in places.filter(|(index, _)| *index > 0) {
                @let place = x.place(index as f64 - 0.5);
                line.break x1=(place) x2=(place) y1=(TOP) y2=(HEIGHT - BOTTOM) { title { (what) } }
            }
        }
    }

    fn improvements(&self, x: Scale) -> Markup {
        let from = self.points.iter().map(|point| point.from).collect();
        Markers { marks: self.improvements, from, x, top: TOP, bottom: HEIGHT - BOTTOM }.render()
    }

    /// The limits as a step line, since each period has its own.
    fn limits(&self, x: Scale, y: Scale) -> Markup {
        let side = |of: fn((f64, f64)) -> f64| {
            let steps = self.points.iter().enumerate().filter_map(|(index, point)| {
                let (left, right) = (x.place(index as f64 - 0.5), x.place(index as f64 + 0.5));
                let height = y.place(of(point.limits?));
                Some(format!("M{left},{height}H{right}"))
            });
            steps.collect::<String>()
        };
        html! {
            @if self.points.iter().any(|point| point.limits.is_some()) {
                path.limit d=(side(|(lower, _)| lower)) {}
                path.limit d=(side(|(_, upper)| upper)) {}
            }
        }
    }

    /// The norm as a step line: each period shows the norm of its last day.
    fn norm(&self, x: Scale, y: Scale) -> Markup {
        let mut before = None;
        let steps = self.points.iter().enumerate().filter_map(|(index, point)| {
            let height = point.norm.map(|norm| y.place(norm));
            // The last step ends at its point, to leave space for the label beside it.
            let is_last = index + 1 == self.points.len();
            let (left, right) =
                (x.place(index as f64 - 0.5), x.place(index as f64 + if is_last { 0.0 } else { 0.5 }));
            let start = match (before, height?) {
                (Some(before), height) if before != height => format!("M{left},{before}V{height}"),
                (Some(_), _) => String::new(),
                (None, height) => format!("M{left},{height}"),
            };
            before = height;
            Some(format!("{start}H{right}"))
        });
        let steps: String = steps.collect();
        html! { @if !steps.is_empty() { path.norm d=(steps) {} } }
    }

    /// The rolling windows as lines; one that stands alone is a dash, since a line of one point draws nothing.
    fn rolling(&self, x: Scale, y: Scale) -> Markup {
        let places = self.points.iter().enumerate();
        let places: Vec<Option<(f64, f64)>> = places
            .map(|(index, point)| point.rolling.map(|nps| (x.place(index as f64), y.place(nps))))
            .collect();
        let line = |run: &[Option<(f64, f64)>]| {
            let points: Vec<String> = run.iter().flatten().map(|(x, y)| format!("{x},{y}")).collect();
            points.join(" ")
        };
        html! {
            @for run in places.split(Option::is_none) {
                @match run {
                    [] => {},
                    [Some((x, y))] => path.rolling d=(format!("M{},{y}h8", rounded(x - 4.0))) {},
                    run => polyline.rolling points=(line(run)) {},
                }
            }
        }
    }

    fn signals(&self, x: Scale, y: Scale) -> Markup {
        let places = self.points.iter().enumerate().filter(|(_, point)| point.stands_out);
        let places =
            places.filter_map(|(index, point)| Some((x.place(index as f64), y.place(point.value?.0), point)));
        html! {
            @for (x, y, point) in places {
                path.signal d=(format!("M{x},{}l8,8l-8,8l-8,-8z", y - 8.0)) {
                    title { (tick(self.language, point.from, self.interval)) " " (point.from.year()) }
                }
            }
        }
    }

    /// A cross at the foot of each period that is hidden, so that it does not look like one without responses.
    fn hidden(&self, x: Scale) -> Markup {
        let hidden = self.points.iter().enumerate().filter(|(_, point)| point.is_hidden);
        html! {
            @for (index, point) in hidden.filter(|_| self.points.len() <= MOST_DOTS) {
                path.cross d=(format!("M{},{}l8,8m0,-8l-8,8", rounded(x.place(index as f64) - 4.0), HEIGHT - BOTTOM - 12.0)) {
                    title { (tick(self.language, point.from, self.interval)) " " (point.from.year()) ": " (self.hidden_label) }
                }
            }
        }
    }

    /// The labels at the ends of the lines, spaced so that they do not overlap.
    fn labels(&self, x: Scale, y: Scale) -> Markup {
        let last = |of: &dyn Fn(&ChartPoint) -> Option<f64>| {
            self.points.iter().enumerate().rev().find_map(|(index, point)| Some((index, of(point)?)))
        };
        let mut labels: Vec<(f64, &str, String)> = Vec::new();
        let mut newest = 0;
        if let Some((index, nps)) = last(&|point| point.value.map(|(nps, _, _)| nps)) {
            newest = index;
            labels.push((y.place(nps), "label", format!("NPS {}", decimal(self.language, nps))));
        }
        if let Some((_, nps)) = last(&|point| point.rolling) {
            labels.push((
                y.place(nps),
                "label ours",
                format!("{} {}", self.rolling_label, decimal(self.language, nps)),
            ));
        }
        if let Some((_, norm)) = last(&|point| point.norm) {
            labels.push((y.place(norm), "label norm", self.norm_label.to_owned()));
        }
        if let Some((_, upper)) = last(&|point| point.limits.map(|(_, upper)| upper)) {
            labels.push((y.place(upper), "label faint", self.limits_label.to_owned()));
        }
        labels.sort_by(|a, b| a.0.total_cmp(&b.0));
        let labels = labels.into_iter().scan(f64::MIN, |free, (height, class, words)| {
            let height = height.max(*free);
            *free = height + LABEL;
            Some((height, class, words))
        });
        // Beside the newest period with a value, which is the one that the label states.
        let end = x.place(newest as f64) + 10.0;
        html! {
            @for (height, class, words) in labels { text class=(class) x=(end) y=(height + 5.0) { (words) } }
        }
    }

    /// The runs of consecutive points that have a value.
    fn runs(&self, x: Scale, y: Scale) -> Vec<Vec<Place>> {
        let places = self.points.iter().enumerate().map(|(index, point)| {
            point.value.map(|(nps, low, high)| Place {
                x: x.place(index as f64),
                nps: y.place(nps),
                low: y.place(low),
                high: y.place(high),
                is_provisional: point.is_provisional,
            })
        });
        let places: Vec<Option<Place>> = places.collect();
        places.split(Option::is_none).map(|run| run.iter().flatten().copied().collect()).collect()
    }

    fn draw_run(&self, run: &[Place]) -> Markup {
        let upper = run.iter().map(|place| format!("{},{}", place.x, place.high));
        let lower = run.iter().rev().map(|place| format!("{},{}", place.x, place.low));
        let band: Vec<String> = upper.chain(lower).collect();
        let line: Vec<String> = run.iter().map(|place| format!("{},{}", place.x, place.nps)).collect();
        html! {
            @if let [alone] = run {
                line.whisker x1=(alone.x) x2=(alone.x) y1=(alone.high) y2=(alone.low) {}
            } @else if !run.is_empty() {
                polygon.band points=(band.join(" ")) {}
                polyline.line points=(line.join(" ")) {}
            }
            @for place in run.iter().filter(|_| run.len() == 1 || self.points.len() <= MOST_DOTS) {
                circle class=[place.is_provisional.then_some("provisional")] cx=(place.x) cy=(place.nps) r="3.5" {}
            }
        }
    }

    fn grid(&self, ticks: &[f64], y: Scale) -> Markup {
        html! {
            g.grid text-anchor="end" {
                @for value in ticks {
                    line class=[(*value == 0.0).then_some("zero")] x1=(LEFT) x2=(WIDTH - RIGHT) y1=(y.place(*value)) y2=(y.place(*value)) {}
                    text x=(LEFT - 8.0) y=(y.place(*value) + 4.0) { (whole_points(*value)) }
                }
            }
        }
    }

    fn periods(&self, x: Scale) -> Markup {
        TimeAxis {
            language: self.language,
            interval: self.interval,
            from: self.points.iter().map(|point| point.from).collect(),
            first: x.place(0.0),
            step: (x.to.1 - x.to.0) / (x.from.1 - x.from.0),
            bottom: HEIGHT,
        }
        .render()
    }
}

pub(super) fn whole_points(value: f64) -> String {
    if value < 0.0 { format!("\u{2212}{}", value.abs()) } else { value.to_string() }
}

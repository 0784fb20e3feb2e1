//! The back-test chart of a candidate norm: the deciding interval of each period, the norm as a line, the verdict as a
//! shape.
//!
//! Verdicts are told apart by shape, not colour: a triangle pointing up is met, one pointing down is not met, an open
//! circle is undecided, a cross is too few responses.

use maud::{Markup, html};

use crate::domain::norms::backtest::{Backtest, TestedPeriod};
use crate::domain::people::language::Language;
use crate::domain::time::period::Granularity;
use crate::statistics::verdict::Verdict;
use crate::views::kit::chart::time_axis::TimeAxis;
use crate::views::kit::chart::{BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, whole_points};
use crate::views::kit::scale::{Scale, ticks};

/// A chart of a back-test.
pub struct BacktestChart<'a> {
    pub language: Language,
    pub interval: Granularity,
    pub title: &'a str,
    /// The conclusion as text, for readers who cannot see the drawing.
    pub description: &'a str,
    pub tested: &'a Backtest,
    /// The label at the end of the norm's line.
    pub norm_label: &'a str,
}

impl BacktestChart<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let norm = self.tested.candidate.norm;
        let shown = self.tested.periods.iter().filter_map(|period| period.figures.shown());
        let ends: Vec<f64> =
            shown.flat_map(|figures| [figures.deciding.low, figures.deciding.high]).chain([norm]).collect();
        let low = ends.iter().copied().fold(0.0, f64::min);
        let high = ends.iter().copied().fold(0.0, f64::max);
        let ticks = ticks(low, high);
        let ends = (ticks.first().copied().unwrap_or(-100.0), ticks.last().copied().unwrap_or(100.0));
        let y = Scale { from: ends, to: (HEIGHT - BOTTOM, TOP) };
        let last = self.tested.periods.len().saturating_sub(1).max(1) as f64;
        let x = Scale { from: (0.0, last), to: (LEFT + 14.0, WIDTH - RIGHT) };
        html! {
            svg.chart.timed.backtest role="img" aria-labelledby="backtest-title backtest-text" viewBox=(format!("0 0 {WIDTH} {HEIGHT}")) {
                title id="backtest-title" { (self.title) }
                desc id="backtest-text" { (self.description) }
                g.grid {
                    @for value in &ticks {
                        line class=[(*value == 0.0).then_some("zero")] x1=(LEFT) x2=(WIDTH - RIGHT) y1=(y.place(*value)) y2=(y.place(*value)) {}
                        text x=(LEFT - 8.0) y=(y.place(*value) + 4.0) text-anchor="end" { (whole_points(*value)) }
                    }
                }
                line.norm x1=(LEFT) x2=(WIDTH - RIGHT + 6.0) y1=(y.place(norm)) y2=(y.place(norm)) {}
                text.label.norm x=(WIDTH - RIGHT + 10.0) y=(y.place(norm) + 5.0) { (self.norm_label) }
                (self.axis(x))
                @for (index, period) in self.tested.periods.iter().enumerate() { (self.period(index, period, x, y)) }
            }
        }
    }

    fn period(&self, index: usize, period: &TestedPeriod, x: Scale, y: Scale) -> Markup {
        let place = x.place(index as f64);
        html! {
            @if let Some(figures) = period.figures.shown() {
                line.whisker x1=(place) x2=(place) y1=(y.place(figures.deciding.high)) y2=(y.place(figures.deciding.low)) {}
                (shape(period.verdict, place, y.place(figures.nps)))
            }
        }
    }

    fn axis(&self, x: Scale) -> Markup {
        // A window is named by its last month.
        let day = |period: &TestedPeriod| match self.interval {
            Granularity::Month => period.range.to(),
            _ => period.range.from(),
        };
        TimeAxis {
            language: self.language,
            interval: self.interval,
            from: self.tested.periods.iter().map(day).collect(),
            first: x.place(0.0),
            step: (x.to.1 - x.to.0) / (x.from.1 - x.from.0),
            bottom: HEIGHT,
        }
        .render()
    }
}

/// The shape of a verdict, centred on a point in SVG units.
pub(super) fn shape(verdict: Verdict, x: f64, y: f64) -> Markup {
    html! {
        @match verdict {
            Verdict::Met => path.verdict d=(format!("M{x},{}l7,12l-14,0z", y - 7.0)) {},
            Verdict::NotMet => path.verdict d=(format!("M{x},{}l7,-12l-14,0z", y + 7.0)) {},
            Verdict::Undecided => circle.provisional cx=(x) cy=(y) r="5" {},
            Verdict::Insufficient => path.cross d=(format!("M{},{}l8,8m0,-8l-8,8", x - 4.0, y - 4.0)) {},
        }
    }
}

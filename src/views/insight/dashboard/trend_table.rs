//! The table of the trend, newest period first: what decides, since the page has to be light. How many were closed and
//! invited in each period is on the page of the background.

use maud::{Markup, html};

use crate::domain::insight::series::Point;
use crate::texts::Texts;
use crate::views::insight::dashboard::trend::stands_out;
use crate::views::insight::dashboard::{Dashboard, value};

/// The maximum number of periods in the table; the file has all.
const MOST_ROWS: usize = 400;

impl Dashboard<'_> {
    pub(super) fn table(&self, text: &Texts) -> Markup {
        let has_rolling = !self.rolling.is_empty();
        html! {
            div.scroll tabindex="0" role="group" aria-label=(text.dashboard_trend()) {
                table.trend.stacked {
                    thead {
                        tr {
                            th scope="col" { (text.dashboard_period()) }
                            th.number scope="col" { (text.dashboard_nps()) }
                            th.number scope="col" { (text.dashboard_interval(self.confidence())) }
                            th.number scope="col" { (text.dashboard_responses()) }
                            @if has_rolling { th.number scope="col" { (text.trend_rolling_column()) } }
                            @if self.control.is_some() { th.number scope="col" { (text.signals_limits()) } }
                        }
                    }
                    tbody {
                        @for (index, point) in self.over_time.iter().enumerate().rev().take(MOST_ROWS) {
                            (self.row(index, point, has_rolling, text))
                        }
                    }
                }
            }
            @if self.over_time.len() > MOST_ROWS { p.note { (text.view_older()) } }
        }
    }

    fn row(&self, index: usize, point: &Point, has_rolling: bool, text: &Texts) -> Markup {
        let shown = value(point);
        let rolling = self.rolling.get(index).and_then(value);
        let nothing =
            if point.figures.is_too_small() { text.dashboard_suppressed() } else { "–".to_owned() };
        html! {
            tr {
                th.period scope="row" {
                    @if shown.is_some() { a href={ "?" (self.query.within(point.range)) } { (self.period(point.range)) } } @else { (self.period(point.range)) }
                    @if point.provisional { " " span.optional { (text.dashboard_provisional()) } }
                }
                td.number { @if let Some((nps, _, _)) = shown { strong { (self.points(nps)) } } @else { (nothing) } }
                td.number {
                    @if let Some((_, low, high)) = shown { (text.dashboard_range(self.points(low), self.points(high))) }
                }
                td.number { (self.responses(point, text)) }
                @if has_rolling {
                    td.number {
                        @if let Some((nps, _, _)) = rolling { (self.points(nps)) } @else { "–" }
                    }
                }
                @if let Some(control) = self.control {
                    @let point = control.points.get(index);
                    td.number {
                        @if let Some(chart) = point.and_then(|point| point.chart) {
                            (text.dashboard_range(self.points(chart.lower), self.points(chart.upper)))
                        } @else { "–" }
                        @if point.is_some_and(stands_out) { " " strong.below { (text.trend_stands_out()) } }
                    }
                }
            }
        }
    }
}

//! The sections of the first page as files: their rows and their pictures.

use crate::domain::insight::query::download::{Chart, RowSet};
use crate::domain::insight::series::Point;
use crate::texts::{Texts, texts};
use crate::views::insight::dashboard::Dashboard;
use crate::views::insight::dashboard::trend::stands_out;
use crate::views::kit::chart::standalone::Picture;
use crate::views::kit::rows::{RowColumns, Rows};

impl Dashboard<'_> {
    /// The rows of a section; `None` if this page has none of it.
    #[must_use]
    pub fn rows(&self, set: RowSet) -> Option<Rows> {
        let text = texts(self.staff.language);
        match set {
            RowSet::Trend => Some(self.trend_rows(text)),
            RowSet::Rolling => Some(self.rolling_rows(text)),
            RowSet::Segments => self.details.map(|details| self.part_rows(details, text)),
            _ => None,
        }
    }

    /// The picture of a section; `None` if this page has none of it.
    #[must_use]
    pub fn picture(&self, chart: Chart) -> Option<Picture> {
        let text = texts(self.staff.language);
        match chart {
            Chart::Trend => Some(self.trend_picture(text)),
            Chart::Parts => self.details.map(|details| self.parts_picture(details, text)),
            _ => None,
        }
    }

    fn trend_rows(&self, text: &Texts) -> Rows {
        let control = |index: usize| self.control.and_then(|control| control.points.get(index));
        let remark = |row: &(usize, &Point)| {
            let stands_out = control(row.0).is_some_and(stands_out);
            let words = [
                row.1.provisional.then(|| text.dashboard_provisional()),
                stands_out.then(|| text.trend_stands_out()),
            ];
            let words: Vec<String> = words.into_iter().flatten().collect();
            (!words.is_empty()).then(|| words.join(", "))
        };
        let mut columns = RowColumns::<(usize, &Point)>::new(text)
            .words(text.dashboard_period(), |row| self.period(row.1.range))
            .days(|row| (row.1.range.from(), row.1.range.to()))
            .estimate(&self.confidence(), |row| row.1.figures.estimate())
            .confidence(self.query.whole.confidence)
            .share("response_rate", &text.dashboard_response_rate(), |row| response_rate(row.1));
        if !self.rolling.is_empty() {
            let rolling = |index: usize| self.rolling.get(index).and_then(|point| point.figures.estimate());
            let heading = text.trend_rolling_column();
            columns = columns
                .number("rolling_nps", heading.clone(), 1, move |row| rolling(row.0).map(|found| found.nps))
                .bounds(["rolling_low", "rolling_high"], &heading, move |row| {
                    rolling(row.0).map(|found| (found.interval.low, found.interval.high))
                });
        }
        if self.control.is_some() {
            columns = columns.bounds(["lower_limit", "upper_limit"], &text.signals_limits(), move |row| {
                control(row.0).and_then(|point| point.chart).map(|chart| (chart.lower, chart.upper))
            });
        }
        columns
            .hidden_or(|row| row.1.figures.is_too_small(), remark)
            .rows(self.over_time.iter().enumerate().collect())
    }

    fn rolling_rows(&self, text: &Texts) -> Rows {
        RowColumns::<&Point>::new(text)
            .days(|row| (row.range.from(), row.range.to()))
            .estimate(&self.confidence(), |row| row.figures.estimate())
            .confidence(self.query.whole.confidence)
            .hidden(|row| row.figures.is_too_small())
            .rows(self.rolling.iter().collect())
    }
}

/// The response rate as the page shows it.
fn response_rate(point: &Point) -> Option<f64> {
    if point.figures.is_too_small() { None } else { point.response_rate() }
}

//! A control chart over the periods of a series.
//!
//! The rule: limits come from the first periods, the baseline, and stay fixed. Only a restart that an analyst recorded
//! with a reason begins a new phase with its own limits, from the first period wholly after it. A hidden period counts
//! as one without responses: otherwise centre and limits would reveal it.

use chrono::NaiveDate;

use crate::domain::input::decimal::parse_whole;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::series::Point;
use crate::domain::insight::visible::Visible;
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::control_chart::{ChartPoint, ControlChart, control_chart};
use crate::statistics::tally::Counts;
use crate::statistics::trend::{Trend, trend};

/// Periods in the baseline by default.
pub const BASELINE: usize = 12;
/// The fewest and the most periods in a baseline.
pub const BASELINES: std::ops::RangeInclusive<usize> = 2..=120;

/// The parameters of a control chart.
#[derive(Clone, Debug, PartialEq)]
pub struct ControlQuery {
    pub query: WholeQuery,
    pub baseline: usize,
}

/// The chart.
#[derive(Clone, Debug, PartialEq)]
pub struct ControlSeries {
    pub points: Vec<ControlPoint>,
    /// The limits of the newest phase that has responses.
    pub limits: Option<Limits>,
    /// Over the newest phase.
    pub trend: Option<Trend>,
}

/// The parameters that the limits of a phase are computed from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Limits {
    /// In points.
    pub centre: f64,
    /// In proportions.
    pub variance: f64,
    /// The sigma_z of the chart.
    pub sigma: f64,
}

/// One period of the chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ControlPoint {
    pub range: DateRange,
    pub provisional: bool,
    pub counts: Visible<Counts>,
    /// `None` if there is nothing to plot.
    pub chart: Option<ChartPoint>,
    /// The centre line of its phase, in points.
    pub centre: Option<f64>,
    /// The number of periods before it in its phase.
    pub place: usize,
}

impl ControlQuery {
    /// Reads the parameters of `/nps`, and `baseline`.
    ///
    /// # Errors
    /// Every parameter that is wrong or makes no sense for a chart.
    pub fn parse(pairs: &[(String, String)], today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of_query(pairs);
        let message = format!("must be a whole number from {} to {}", BASELINES.start(), BASELINES.end());
        let baseline = fields.take_as("baseline", &message, |text| {
            parse_whole(text).filter(|number| BASELINES.contains(number))
        });
        let query = WholeQuery::take(&mut fields, today, "has no place here: a chart follows one group");
        if query.rolling > 1 {
            let message = "has no place here: windows overlap, and a chart needs periods that do not";
            fields.refuse("rolling", message);
        }
        if query.interval == Granularity::Total {
            fields.refuse("interval", "must be shorter than total");
        }
        fields.result(Some(Self { query, baseline: baseline.unwrap_or(BASELINE) }))
    }
}

/// The chart of a series; `restarts` are days, in any order.
#[must_use]
pub fn control_series(points: &[Point], restarts: &[NaiveDate], baseline: usize) -> ControlSeries {
    let mut series = ControlSeries { points: Vec::with_capacity(points.len()), limits: None, trend: None };
    for phase in phases(points, restarts) {
        let counts: Vec<Counts> =
            phase.iter().map(|point| point.figures.counts().unwrap_or_default()).collect();
        let chart = control_chart(&counts, baseline);
        series.trend = trend(&counts);
        if let Some(ControlChart { centre, variance, sigma, .. }) = chart {
            series.limits = Some(Limits { centre, variance, sigma });
        }
        let drawn = chart.as_ref().map(|chart| chart.points.as_slice()).unwrap_or_default();
        series.points.extend(phase.iter().enumerate().map(|(index, point)| ControlPoint {
            range: point.range,
            provisional: point.provisional,
            counts: point.figures.as_ref().map(|figures| figures.tally.counts()),
            chart: drawn.get(index).copied().flatten(),
            centre: chart.as_ref().map(|chart| chart.centre),
            place: index,
        }));
    }
    series
}

/// The periods between restarts; each phase begins with the first period that lies wholly after its restart.
fn phases<'a>(points: &'a [Point], restarts: &[NaiveDate]) -> Vec<&'a [Point]> {
    let first_after = |day: &NaiveDate| points.iter().position(|point| point.range.from() >= *day);
    let mut starts: Vec<usize> = restarts.iter().filter_map(first_after).filter(|start| *start > 0).collect();
    starts.sort_unstable();
    starts.dedup();
    let ends = starts.iter().copied().chain([points.len()]);
    let starts = std::iter::once(0).chain(starts.iter().copied());
    starts
        .zip(ends)
        .filter_map(|(start, end)| points.get(start..end))
        .filter(|phase| !phase.is_empty())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::insight::series::tests;
    use crate::statistics::control_chart::Signal;
    use crate::statistics::tally::Tally;

    fn months(counts: &[(u64, u64)]) -> Vec<Point> {
        let first: NaiveDate = "2024-01-01".parse().unwrap();
        let range = DateRange::new(first, first + chrono::Months::new(counts.len() as u32)).unwrap();
        let months = range.split(Granularity::Month).into_iter().zip(counts);
        let point = |(range, (promoters, detractors)): (DateRange, &(u64, u64))| {
            let mut tally = Tally::default();
            (tally.0[10], tally.0[0]) = (*promoters, *detractors);
            tests::point(range, tally)
        };
        months.map(point).collect()
    }

    #[test]
    fn limits_stay_until_somebody_restarts_them() {
        let counts: Vec<(u64, u64)> = [(15, 15); 12].into_iter().chain([(28, 2); 14]).collect();
        let points = months(&counts);
        let one_phase = control_series(&points, &[], 12);
        assert!(one_phase.points[12..].iter().all(|point| point.chart.unwrap().signal == Signal::Above));
        let restarted = control_series(&points, &["2024-12-15".parse().unwrap()], 12);
        assert!(restarted.points.iter().all(|point| point.chart.unwrap().signal == Signal::None));
        assert!((restarted.limits.unwrap().centre - 100.0 * 26.0 / 30.0).abs() < 1e-9);
        assert!((restarted.points[0].centre.unwrap()).abs() < 1e-9);
    }

    #[test]
    fn a_hidden_period_has_no_part_in_the_limits() {
        let mut points = months(&[(15, 15); 14]);
        points[3].figures = Visible::TooSmall;
        let series = control_series(&points, &[], 12);
        assert_eq!((series.points[3].chart, series.points[3].counts), (None, Visible::TooSmall));
        assert_eq!(series.limits.unwrap().centre, 0.0);
    }

    #[test]
    fn a_chart_has_one_group_and_periods_that_do_not_overlap() {
        let parse = |query: &str| {
            let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
            ControlQuery::parse(&pairs, "2026-11-22".parse().unwrap())
                .map(|query| query.baseline)
                .map_err(|errors| errors.into_iter().map(|error| error.field).collect::<Vec<_>>())
        };
        assert_eq!(parse(""), Ok(12));
        assert_eq!(parse("baseline=24&team=Noord"), Ok(24));
        assert_eq!(
            parse("baseline=1&group_by=team&rolling=3"),
            Err(["baseline", "group_by", "rolling"].map(str::to_owned).to_vec())
        );
        assert_eq!(parse("interval=total"), Err(vec!["interval".to_owned()]));
        assert_eq!(parse("colour=red&baseline=x"), Err(vec!["baseline".to_owned(), "colour".to_owned()]));
    }
}

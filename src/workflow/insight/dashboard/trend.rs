//! The whole and its trend, which the dashboard and the page behind it have in common.
//!
//! The rule: they are read once, with all other ranges that a page needs, and hidden as one page: its readers may read single
//! answers too.

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::insight::hiding::shown_ranges::ShownRanges;
use crate::domain::insight::hiding::{hide_beside_total, hide_windows};
use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::series::pieces::Pieces;
use crate::domain::insight::series::{self, Counted, Point};
use crate::domain::time::period::DateRange;
use crate::storage::{StorageError, Tx};
use crate::workflow::insight::series::{NOTHING_HIDDEN, count_pieces};

/// The headline figures and the periods beside them.
pub(in crate::workflow::insight) struct Trend {
    /// With nothing hidden.
    counted: Counted,
    today: NaiveDate,
    /// What the page shows so far.
    shown: ShownRanges,
    pub whole: Point,
    /// The periods of the trend, empty ones included.
    pub over_time: Vec<Point>,
    /// Also if they are hidden.
    pub responses_in_whole: u64,
}

impl Trend {
    /// Reads the whole, its trend and what else a page needs of the same whole: the ranges of `others`.
    pub async fn read(
        app: &App,
        tx: &mut Tx,
        query: &DashboardQuery,
        others: impl IntoIterator<Item = DateRange>,
    ) -> Result<Self, StorageError> {
        let minimum = app.config.privacy.minimum_group;
        let pieces = Pieces::of(&query.trend).and([query.whole.range]).and(others);
        let counted = count_pieces(tx, &query.whole, pieces).await?;
        let today = app.today();
        let mut whole = series::total(&query.whole, &counted, today, NOTHING_HIDDEN);
        let mut over_time = series::points(&query.trend, &counted, today, NOTHING_HIDDEN);
        let responses_in_whole = responses_of(&whole);
        let mut shown = ShownRanges::new(&counted.days, minimum);
        hide_beside_total(&mut whole, &mut over_time, minimum);
        shown.show(std::slice::from_mut(&mut whole));
        shown.show(&mut over_time);
        Ok(Self { counted, today, shown, whole, over_time, responses_in_whole })
    }

    /// The periods of a query about the same whole, with nothing hidden.
    pub fn open_series(&self, query: &WholeQuery) -> Vec<Point> {
        series::points(query, &self.counted, self.today, NOTHING_HIDDEN)
    }

    /// The range of a query about the same whole, hidden if it is small or if something small would follow.
    pub fn show_total(&mut self, query: &WholeQuery) -> Point {
        let mut total = series::total(query, &self.counted, self.today, NOTHING_HIDDEN);
        self.shown.show(std::slice::from_mut(&mut total));
        total
    }

    /// The rolling windows of the trend, hidden where a period in them is hidden or small.
    pub fn show_windows(&mut self, trend: &WholeQuery, windows: &WholeQuery, minimum: u64) -> Vec<Point> {
        let mut rolling = self.open_series(windows);
        let looked_back_on = self.open_series(&trend.within(windows.days_needed()));
        hide_windows(&mut rolling, &self.over_time, &looked_back_on, minimum);
        self.shown.show(&mut rolling);
        rolling
    }

    /// Whether there is anything to break down: responses that are not hidden.
    pub fn has_details(&self) -> bool {
        !self.whole.figures.is_too_small() && self.responses_in_whole > 0
    }

    /// The place of the first period with anything in it: the trend is shown from there.
    pub fn first_with_anything(&self) -> usize {
        self.over_time.iter().position(has_anything).unwrap_or_default()
    }
}

fn has_anything(point: &Point) -> bool {
    point.closed > 0 || point.figures.is_too_small() || responses_of(point) > 0
}

pub(super) fn responses_of(point: &Point) -> u64 {
    point.figures.responses().unwrap_or_default()
}

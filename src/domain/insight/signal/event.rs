//! Groups signals of the same cause into events.
//!
//! The rule: staff see one event for one cause. A shifted level is outside its limits month after month, moves the
//! moving average with it and makes a trend of its year: that is one event, with one size, one mail and one
//! explanation.

use chrono::{Months, NaiveDate};

use crate::domain::insight::signal::{Explanation, RaisedSignal, SignalKind, SignalSide};

/// Months in a row without a signal, for example for lack of answers, after which the same event may still continue.
const SILENT_MONTHS: u32 = 1;
/// A trend covers this many months before its own.
const TREND_MONTHS: u32 = 11;

/// The centre lines of one event may differ by less than this, in points.
const SAME_LEVEL: f64 = 1.0;

/// The signals of one event, oldest first; at least one.
#[derive(Clone, Debug, PartialEq)]
pub struct SignalEvent {
    first: RaisedSignal,
    later: Vec<RaisedSignal>,
}

impl SignalEvent {
    /// The oldest signal, whose identifier is also the event's.
    #[must_use]
    pub fn first(&self) -> &RaisedSignal {
        &self.first
    }

    /// All its signals.
    pub fn signals(&self) -> impl DoubleEndedIterator<Item = &RaisedSignal> {
        std::iter::once(&self.first).chain(&self.later)
    }

    #[must_use]
    pub fn side(&self) -> SignalSide {
        self.first.signal.side
    }

    /// The first days of its first and its last month.
    #[must_use]
    pub fn months(&self) -> (NaiveDate, NaiveDate) {
        (self.first.signal.month, self.last_month())
    }

    /// The first days of its months, if it points downwards: they stood out because they were bad.
    #[must_use]
    pub fn bad_months(&self) -> Vec<NaiveDate> {
        let (first, last) = self.months();
        let next = |month: &NaiveDate| month.checked_add_months(Months::new(1));
        let months = std::iter::successors(Some(first), next).take_while(|month| *month <= last);
        if self.side() == SignalSide::Below { months.collect() } else { Vec::new() }
    }

    /// The strongest kind among its signals: a month outside its limits, then the moving average, then a trend.
    #[must_use]
    pub fn kind(&self) -> SignalKind {
        let rank = |kind: SignalKind| match kind {
            SignalKind::Point => 0,
            SignalKind::Ewma => 1,
            SignalKind::Trend => 2,
        };
        self.signals()
            .map(|raised| raised.signal.kind)
            .min_by_key(|kind| rank(*kind))
            .unwrap_or(SignalKind::Trend)
    }

    /// Responses in its months; for a trend alone, those of its year.
    #[must_use]
    pub fn responses(&self) -> u64 {
        let of_months: u64 = self.by_month().map(|raised| raised.signal.responses).sum();
        if of_months == 0 { self.first.signal.responses } else { of_months }
    }

    /// NPS of its months combined, in points; `None` for a trend alone.
    #[must_use]
    pub fn nps(&self) -> Option<f64> {
        self.mean(|raised| raised.signal.nps)
    }

    /// How far the NPS of its months combined is from the centre line, towards its side, in points; `None` if it is not
    /// on that side, since a moving average may lag behind.
    #[must_use]
    pub fn size(&self) -> Option<f64> {
        let apart = self.mean(|raised| Some(raised.signal.nps? - raised.signal.centre?))?;
        let size = if self.side() == SignalSide::Above { apart } else { -apart };
        Some(size).filter(|size| *size > 0.0)
    }

    /// The latest explanation. One from before a month was outside its limits does not explain that month.
    #[must_use]
    pub fn explanation(&self) -> Option<&Explanation> {
        let kind = self.kind();
        let since = self.signals().find(|raised| raised.signal.kind == kind).map(|raised| raised.raised_at);
        let causes = self.signals().filter_map(|raised| raised.explanation.as_ref());
        causes.filter(|cause| since.is_none_or(|since| cause.at >= since)).max_by_key(|cause| cause.at)
    }

    /// Whether a month is news: the event begins in it, or it is the first month outside its limits.
    #[must_use]
    pub fn is_news_of(&self, month: NaiveDate) -> bool {
        let outside = self.signals().find(|raised| raised.signal.kind == SignalKind::Point);
        self.months().0 == month || outside.is_some_and(|raised| raised.signal.month == month)
    }

    /// The mean over its months, weighted by responses.
    fn mean(&self, of: impl Fn(&RaisedSignal) -> Option<f64>) -> Option<f64> {
        let known = self.by_month().filter_map(|raised| Some((of(raised)?, raised.signal.responses as f64)));
        let (sum, weight) =
            known.fold((0.0, 0.0), |(sum, all), (value, weight)| (sum + value * weight, all + weight));
        (weight > 0.0).then(|| sum / weight)
    }

    /// One signal for each of its months.
    fn by_month(&self) -> impl Iterator<Item = &RaisedSignal> {
        let mut told = None;
        self.signals().filter(move |raised| {
            raised.signal.kind != SignalKind::Trend
                && told.replace(raised.signal.month) != Some(raised.signal.month)
        })
    }

    fn last_month(&self) -> NaiveDate {
        self.later.last().map_or(self.first.signal.month, |raised| raised.signal.month)
    }

    /// Whether a later signal belongs to the same event.
    fn goes_on_in(&self, raised: &RaisedSignal) -> bool {
        let reach = match raised.signal.kind {
            SignalKind::Trend => TREND_MONTHS,
            SignalKind::Point | SignalKind::Ewma => SILENT_MONTHS + 1,
        };
        let is_near = self
            .last_month()
            .checked_add_months(Months::new(reach))
            .is_some_and(|until| raised.signal.month <= until);
        let centre = self.signals().rev().find_map(|earlier| earlier.signal.centre);
        // New limits have another centre line; one more answer in the baseline hardly moves it.
        let is_same_level =
            centre.zip(raised.signal.centre).is_none_or(|(before, now)| (before - now).abs() < SAME_LEVEL);
        self.side() == raised.signal.side && is_near && is_same_level
    }
}

/// Groups signals into events, newest first.
#[must_use]
pub fn events(mut raised: Vec<RaisedSignal>) -> Vec<SignalEvent> {
    raised.sort_by_key(|raised| (raised.signal.month, raised.signal.kind.name() != SignalKind::Point.name()));
    let mut events: Vec<SignalEvent> = Vec::new();
    for raised in raised {
        match events.iter_mut().rev().find(|event| event.goes_on_in(&raised)) {
            Some(event) => event.later.push(raised),
            None => events.push(SignalEvent { first: raised, later: Vec::new() }),
        }
    }
    events.sort_by_key(|event| std::cmp::Reverse(event.months()));
    events
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::ids::SignalId;
    use crate::domain::insight::signal::NewSignal;

    fn raised(month: &str, kind: SignalKind, side: SignalSide, nps: f64) -> RaisedSignal {
        let month: NaiveDate = format!("{month}-01").parse().unwrap();
        let (nps, centre) = if kind == SignalKind::Trend { (None, None) } else { (Some(nps), Some(22.0)) };
        let signal = NewSignal { month, kind, side, responses: 30, value: -3.0, limits: None, nps, centre };
        RaisedSignal {
            id: SignalId(Uuid::from_u128(7)),
            signal,
            raised_at: "2026-01-01T00:00:00Z".parse().unwrap(),
            explanation: None,
        }
    }

    use SignalKind::{Ewma, Point, Trend};
    use SignalSide::{Above, Below};

    #[test]
    fn a_fall_that_lasts_is_one_event_with_its_size() {
        let mut signals: Vec<_> = ["2026-01", "2026-02", "2026-04"]
            .iter()
            .map(|month| raised(month, Point, Below, -81.0))
            .collect();
        signals
            .extend(["2026-01", "2026-02", "2026-05"].iter().map(|month| raised(month, Ewma, Below, -81.0)));
        signals.push(raised("2026-12", Trend, Below, 0.0));
        let found = events(signals);
        assert_eq!(found.len(), 1);
        let event = &found[0];
        assert_eq!(
            (event.size(), event.nps(), event.responses(), event.kind()),
            (Some(103.0), Some(-81.0), 120, Point)
        );
        assert_eq!(event.months().0.to_string(), "2026-01-01");
        assert_eq!(event.bad_months().len(), 12);
        assert!(events(vec![raised("2026-02", Point, Above, 60.0)])[0].bad_months().is_empty());
    }

    #[test]
    fn what_differs_in_side_level_or_time_is_another_event() {
        let apart = [raised("2026-01", Point, Below, -20.0), raised("2026-02", Point, Above, 60.0)];
        assert_eq!(events(apart.to_vec()).len(), 2, "the other side");
        let apart = [raised("2026-01", Point, Below, -20.0), raised("2026-04", Point, Below, -20.0)];
        assert_eq!(events(apart.to_vec()).len(), 2, "two silent months");
        let mut apart = [raised("2026-01", Point, Below, -20.0), raised("2026-02", Point, Below, -20.0)];
        apart[1].signal.centre = Some(-40.0);
        assert_eq!(events(apart.to_vec()).len(), 2, "limits that began anew");
        let apart = [raised("2025-01", Point, Below, -20.0), raised("2026-01", Trend, Below, 0.0)];
        assert_eq!(events(apart.to_vec()).len(), 2, "a trend of another year");
    }

    #[test]
    fn what_gets_worse_is_news_and_asks_for_a_cause_again() {
        let mut signals = vec![
            raised("2025-12", Trend, Below, 0.0),
            raised("2026-02", Point, Below, -81.0),
            raised("2026-03", Point, Below, -81.0),
        ];
        signals[1].raised_at += chrono::TimeDelta::days(60);
        signals[0].explanation =
            Some(Explanation { text: "Storm".into(), at: signals[0].raised_at, by: "a".into() });
        let event = &events(signals)[0];
        assert_eq!((event.signals().count(), event.explanation()), (3, None));
        let news =
            ["2025-12-01", "2026-02-01", "2026-03-01"].map(|month| event.is_news_of(month.parse().unwrap()));
        assert_eq!(news, [true, true, false]);
    }

    #[test]
    fn a_moving_average_that_lags_behind_has_no_size_to_the_other_side() {
        let event = &events(vec![raised("2026-03", Ewma, Below, 30.0)])[0];
        assert_eq!((event.size(), event.nps()), (None, Some(30.0)));
        let event =
            &events(vec![raised("2026-02", Point, Below, -81.0), raised("2026-03", Ewma, Below, 30.0)])[0];
        assert_eq!(event.size(), Some((103.0 - 8.0) / 2.0));
    }

    #[test]
    fn a_trend_alone_has_no_size_and_the_cause_of_one_month_is_the_events() {
        let found = events(vec![raised("2026-12", Trend, Above, 0.0)]);
        assert_eq!((found[0].size(), found[0].kind(), found[0].responses()), (None, Trend, 30));
        let mut signals = vec![raised("2026-01", Point, Below, 0.0), raised("2026-02", Point, Below, 0.0)];
        signals[1].explanation =
            Some(Explanation { text: "Storm".into(), at: signals[1].raised_at, by: "a".into() });
        assert_eq!(events(signals)[0].explanation().map(|cause| cause.text.as_str()), Some("Storm"));
        assert!(events(Vec::new()).is_empty());
    }
}

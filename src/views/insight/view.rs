//! What the pages about one view share: the question with its form, and how figures are written.
//!
//! The rule: the same question gives the same words and numbers on each of these pages.

pub(in crate::views) mod filters;
mod mistakes;
mod names;
pub(in crate::views) mod picker;
mod printed;
mod values;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::input::fields::FieldError;
use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::domain::insight::query::presets::Preset;
use crate::domain::insight::series::Point;
use crate::domain::norms::norm::Ledger;
use crate::domain::norms::official_verdict::OfficialVerdict;
use crate::domain::time::period::DateRange;
use crate::statistics::estimate::Estimate;
use crate::statistics::normal::Confidence;
use crate::texts::{Texts, texts};
use crate::views::insight::unknown_values::KnownValues;
use crate::views::kit::format::{day, decimal, per_cent, percentage, period_or_days, whole};
use crate::views::kit::page::StaffPage;

pub(super) use crate::views::insight::view::names::{against_name, basis_name, interval_name};
pub(super) use crate::views::insight::view::picker::preset_name;

/// A view: who reads it, what was asked, and its first figures.
pub struct View<'a> {
    pub staff: StaffPage<'a>,
    pub query: &'a DashboardQuery,
    /// The query parameters that were refused.
    pub mistakes: &'a [FieldError],
    /// The values that each filter lists, unless there are more than `most_offered`.
    pub offered: &'a BTreeMap<Dimension, Vec<String>>,
    pub most_offered: usize,
    /// The whole selected range as one point: the headline.
    pub whole: &'a Point,
    pub over_time: &'a [Point],
    pub norm: NormBeside<'a>,
    pub minimum_group: u64,
}

/// The norm and its verdicts, shown beside the figures.
#[derive(Clone, Copy)]
pub struct NormBeside<'a> {
    pub ledger: &'a Ledger,
    /// The confidence of the interval that decides; `None` if no norm may be drawn.
    pub deciding: Option<Confidence>,
    /// The latest official verdict.
    pub latest: Option<&'a OfficialVerdict>,
    pub today: NaiveDate,
    /// The norm to compare the figures with, in points.
    pub target: Option<f64>,
}

impl View<'_> {
    /// A page about this view: its title says which range, and above everything stands what is asked and how to ask
    /// something else.
    pub(super) fn page(&self, name: &str, body: &Markup) -> Markup {
        let text = texts(self.staff.language);
        let (from, to) = self.days();
        let known = KnownValues { offered: self.offered, most_offered: self.most_offered };
        self.staff.wide(
            &text.view_title(name, from, to),
            html! {
                (self.printed(text))
                h1 { (name) }
                (self.mistakes(text))
                (self.picker(text))
                (self.filters(text))
                (known.missing_of(self.query, text))
                (body)
            },
        )
    }

    /// The range in force. All years begin with the first that have figures.
    pub(super) fn range(&self) -> DateRange {
        let asked = self.query.whole.range;
        let begin = self.over_time.first().filter(|_| self.query.preset == Some(Preset::All));
        begin.and_then(|first| DateRange::new(first.range.from(), asked.to())).unwrap_or(asked)
    }

    /// The first and the last day of the range in words.
    pub(super) fn days(&self) -> (String, String) {
        self.days_of(self.range())
    }

    pub(super) fn days_of(&self, range: DateRange) -> (String, String) {
        (day(self.staff.language, range.from()), day(self.staff.language, range.to()))
    }

    /// The address of another page about this view.
    pub(super) fn address_of(&self, page: &str) -> String {
        crate::urls::with_query(page, &self.query.address())
    }

    /// The confidence of the intervals in per cent, such as "95".
    pub(super) fn confidence(&self) -> String {
        per_cent(self.query.whole.confidence.share())
    }

    pub(super) fn period(&self, range: DateRange) -> String {
        period_or_days(self.staff.language, range, self.query.trend.interval, self.norm.today)
    }

    pub(super) fn points(&self, value: f64) -> String {
        decimal(self.staff.language, value)
    }

    pub(super) fn responses(&self, point: &Point, text: &Texts) -> String {
        let responses = point.figures.responses();
        responses.map_or_else(|| text.dashboard_suppressed(), |number| whole(self.staff.language, number))
    }

    pub(super) fn response_rate(&self, point: &Point, text: &Texts) -> String {
        if point.figures.is_too_small() {
            return text.dashboard_suppressed();
        }
        let rate = point.response_rate();
        rate.map_or_else(|| "–".to_owned(), |rate| percentage(self.staff.language, rate))
    }

    /// A count and its share: "12 (34,0 %)".
    pub(super) fn with_share(&self, count: u64, all: u64) -> String {
        let share = count as f64 / all.max(1) as f64;
        format!("{} ({})", whole(self.staff.language, count), percentage(self.staff.language, share))
    }
}

/// NPS and its limits (low, high); `None` if the point is hidden or empty.
pub(super) fn value(point: &Point) -> Option<(f64, f64, f64)> {
    let Estimate { nps, interval, .. } = point.figures.estimate()?;
    Some((nps, interval.low, interval.high))
}

/// The list of contents of a page: each section's identifier and heading.
pub(super) fn contents(text: &Texts, sections: &[(&str, String)]) -> Markup {
    html! {
        nav.contents aria-label=(text.view_contents()) {
            ul { @for (id, heading) in sections { li { a href={ "#" (id) } { (heading) } } } }
        }
    }
}

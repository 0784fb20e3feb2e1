//! The NPS dashboard in three tiers: a one-sentence headline, the trend, the details.
//!
//! Without a norm the page says so and judges nothing: no red or green, only level and uncertainty. Every chart has a
//! table beside it.

mod composition;
mod drivers;
mod filters;
mod funnel;
mod norm;
mod parts;
mod standing;
mod timing;
mod trend;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::answering::questionnaire::Questionnaire;
use crate::domain::complaints::segment::Dimension;
use crate::domain::input::fields::FieldError;
use crate::domain::insight::breakdown::Part;
use crate::domain::insight::control_chart::ControlSeries;
use crate::domain::insight::drivers::Driver;
use crate::domain::insight::funnel::FunnelPoint;
use crate::domain::insight::query::Basis;
use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::domain::insight::representation::Representation;
use crate::domain::insight::series::Point;
use crate::domain::insight::signal::change_point::ChangePoint;
use crate::domain::insight::signal::event::SignalEvent;
use crate::domain::insight::timing::Timing;
use crate::domain::insight::visible::Visible;
use crate::domain::norms::norm::Ledger;
use crate::domain::norms::official_verdict::OfficialVerdict;
use crate::domain::time::period::DateRange;
use crate::statistics::estimate::Estimate;
use crate::statistics::normal::Confidence;
use crate::texts::{Texts, texts};
use crate::views::kit::format::{day, decimal, per_cent, percentage, period_or_days, whole};
use crate::views::kit::page::StaffPage;
use crate::views::kit::words;

/// The data of the dashboard.
pub struct Dashboard<'a> {
    pub staff: StaffPage<'a>,
    pub query: &'a DashboardQuery,
    /// The query parameters that were refused.
    pub mistakes: &'a [FieldError],
    /// The whole selected range as one point: the headline.
    pub whole: &'a Point,
    pub over_time: &'a [Point],
    /// The rolling window that ends with each period; empty if not requested.
    pub rolling: &'a [Point],
    pub control: Option<&'a ControlSeries>,
    pub change_points: &'a [ChangePoint],
    pub events: &'a [SignalEvent],
    /// The questionnaire's versions, each with the day from which it is used.
    pub questionnaires: &'a [(NaiveDate, String)],
    /// The current version, for the names of its items.
    pub questionnaire: &'a Questionnaire,
    pub details: Option<Details<'a>>,
    pub funnel: &'a FunnelPoint,
    /// The values that each filter lists, unless there are more than `most_offered`.
    pub offered: &'a BTreeMap<Dimension, Vec<String>>,
    pub most_offered: usize,
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

/// The sections below the trend.
#[derive(Clone, Copy)]
pub struct Details<'a> {
    pub parts: &'a [Part],
    pub covered: &'a [(Dimension, Vec<Part>)],
    pub representation: Option<&'a Representation>,
    pub drivers: &'a [Driver],
    pub timing: &'a Timing,
}

impl Dashboard<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        self.staff.wide(
            &text.dashboard_title(),
            html! {
                h1 { (text.dashboard_title()) }
                (self.mistakes(text))
                (self.filters(text))
                (self.headline(text))
                (self.trend(text))
                (self.composition(text))
                (self.histogram(text))
                @if let Some(details) = self.details {
                    (self.parts(details, text))
                    (self.standing(details, text))
                    (self.drivers(details, text))
                    (self.timing(details, text))
                }
                (self.funnel(text))
            },
        )
    }

    fn mistakes(&self, text: &Texts) -> Markup {
        let fields: Vec<String> =
            self.mistakes.iter().map(|mistake| words::field(text, &mistake.field)).collect();
        html! {
            @if !fields.is_empty() { p.error role="alert" { (text.view_wrong(fields.join(", "))) } }
        }
    }

    fn headline(&self, text: &Texts) -> Markup {
        html! {
            p.headline { (self.sentence(text)) }
            dl.facts {
                div { dt { (text.dashboard_responses()) } dd { (self.responses(self.whole, text)) } }
                div { dt { (text.dashboard_response_rate()) } dd { (self.response_rate(self.whole, text)) } }
                div { dt { (text.dashboard_norm()) } dd { (self.norm_in_force(text)) } }
            }
            p.note { (self.range(text)) }
            (self.norm_words(text))
        }
    }

    /// The days that the headline covers.
    fn range(&self, text: &Texts) -> String {
        let range = self.query.whole.range;
        let (from, to) = (day(self.staff.language, range.from()), day(self.staff.language, range.to()));
        match self.query.whole.basis {
            Basis::Closed => text.view_range_closed(from, to),
            Basis::Answered => text.view_range_answered(from, to),
        }
    }

    fn sentence(&self, text: &Texts) -> String {
        let range = self.query.whole.range;
        let (from, to) = (day(self.staff.language, range.from()), day(self.staff.language, range.to()));
        match &self.whole.figures {
            Visible::TooSmall => text.dashboard_too_few(self.minimum_group),
            Visible::Nothing if self.query.has_own_range => text.view_range_none(from, to),
            Visible::Nothing => text.dashboard_none_yet(self.minimum_group),
            Visible::Shown(figures) => {
                let Estimate { n, nps, interval: limits, .. } = figures.estimate;
                let (nps, low, high) = (self.points(nps), self.points(limits.low), self.points(limits.high));
                let (responses, confidence) = (whole(self.staff.language, n), self.confidence());
                if self.query.has_own_range {
                    text.view_range_headline(from, to, nps, responses, confidence, low, high)
                } else {
                    text.dashboard_headline(nps, responses, confidence, low, high)
                }
            }
        }
    }

    /// The confidence of the intervals in per cent, such as "95".
    fn confidence(&self) -> String {
        per_cent(self.query.whole.confidence.share())
    }

    fn period(&self, range: DateRange) -> String {
        period_or_days(self.staff.language, range, self.query.trend.interval, self.norm.today)
    }

    fn points(&self, value: f64) -> String {
        decimal(self.staff.language, value)
    }

    fn responses(&self, point: &Point, text: &Texts) -> String {
        let responses = point.figures.responses();
        responses.map_or_else(|| text.dashboard_suppressed(), |number| whole(self.staff.language, number))
    }

    fn response_rate(&self, point: &Point, text: &Texts) -> String {
        if point.figures.is_too_small() {
            return text.dashboard_suppressed();
        }
        let rate = point.response_rate();
        rate.map_or_else(|| "–".to_owned(), |rate| percentage(self.staff.language, rate))
    }
}

/// NPS and its limits (low, high); `None` if the point is hidden or empty.
fn value(point: &Point) -> Option<(f64, f64, f64)> {
    let Estimate { nps, interval, .. } = point.figures.estimate()?;
    Some((nps, interval.low, interval.high))
}

//! The sentence of an improvement: it works, it harms, or it cannot be told yet and what it takes.
//!
//! The rule: a difference stands with its interval and the confidence of that, and with what else may have caused it.

use chrono::NaiveDate;

use crate::domain::insight::visible::Visible;
use crate::domain::learning::effect::{EffectReport, MOST_MONTHS_AHEAD};
use crate::domain::learning::improvement::{EffectVerdict, Plan};
use crate::statistics::effect::{CONFIDENCE, Effect};
use crate::texts::{Texts, texts};
use crate::views::kit::format::{day, decimal, per_cent, signed};
use crate::views::learning::improvements::words::{Names, counted, month, unit};

/// A plan with what can be told of its effect on a day.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    pub names: Names<'a>,
    pub plan: &'a Plan,
    pub report: &'a EffectReport,
    pub today: NaiveDate,
}

impl Told<'_> {
    fn text(&self) -> &'static Texts {
        texts(self.names.language)
    }

    fn number(&self, value: f64) -> String {
        decimal(self.names.language, value)
    }

    fn unit(&self) -> String {
        unit(self.text(), &self.plan.target)
    }

    /// The confidence of the interval in per cent.
    #[must_use]
    pub fn confidence(&self) -> String {
        per_cent(CONFIDENCE.share())
    }

    /// What can be told of the effect.
    #[must_use]
    pub fn verdict(&self) -> String {
        let text = self.text();
        if self.plan.starts_on > self.today {
            return self.not_started();
        }
        match &self.report.effect {
            Visible::Shown(effect) => self.found(effect),
            Visible::TooSmall => format!("{} {}", text.improvement_untold(), text.improvement_hidden()),
            Visible::Nothing => format!("{} {}", text.improvement_untold(), self.nothing()),
        }
    }

    fn not_started(&self) -> String {
        let day = |of| day(self.names.language, of);
        self.text().improvement_not_started(day(self.plan.starts_on), day(self.plan.counts_from()))
    }

    /// Why there is nothing to tell the effect from.
    fn nothing(&self) -> String {
        let text = self.text();
        if self.report.windows.after.is_some() {
            return text.improvement_nothing_to_compare();
        }
        let no_month = text.improvement_no_month_yet();
        if self.plan.settling_days == 0 {
            return no_month;
        }
        let from = day(self.names.language, self.plan.counts_from());
        format!("{no_month} {}", text.improvement_settles(self.plan.settling_days.to_string(), from))
    }

    fn found(&self, effect: &Effect) -> String {
        let text = self.text();
        match self.report.verdict {
            EffectVerdict::Works => text.improvement_works(self.change(effect)),
            EffectVerdict::Harms => text.improvement_harms(self.change(effect)),
            EffectVerdict::CannotBeToldYet => {
                let (what, points) =
                    (self.names.measured(self.plan), signed(self.names.language, effect.points));
                let (low, high) = (
                    signed(self.names.language, effect.interval.low),
                    signed(self.names.language, effect.interval.high),
                );
                let so_far = if self.report.rest.is_some() {
                    text.improvement_untold_rest(what, points, self.unit(), self.confidence(), low, high)
                } else {
                    text.improvement_untold_alone(what, points, self.unit(), self.confidence(), low, high)
                };
                format!("{} {so_far}", text.improvement_untold())
            }
        }
    }

    /// How it changed, for an effect that is told: its interval lies on one side of 0, so that it can be written without
    /// signs.
    fn change(&self, effect: &Effect) -> String {
        let text = self.text();
        let (what, unit, confidence) = (self.names.measured(self.plan), self.unit(), self.confidence());
        let is_up = effect.points > 0.0;
        let ends = if is_up {
            (effect.interval.low, effect.interval.high)
        } else {
            (-effect.interval.high, -effect.interval.low)
        };
        let (points, low, high) =
            (self.number(effect.points.abs()), self.number(ends.0), self.number(ends.1));
        let rose = self.own_change().map_or(is_up, |own| own >= 0.0);
        match (self.report.rest.is_some(), rose, is_up) {
            (true, true, true) => text.improvement_rose_more(what, points, unit, confidence, low, high),
            (true, true, false) => text.improvement_rose_less(what, points, unit, confidence, low, high),
            (true, false, false) => text.improvement_fell_more(what, points, unit, confidence, low, high),
            (true, false, true) => text.improvement_fell_less(what, points, unit, confidence, low, high),
            (false, _, true) => text.improvement_rose(what, points, unit, confidence, low, high),
            (false, _, false) => text.improvement_fell(what, points, unit, confidence, low, high),
        }
    }

    /// By how much those whom it concerns changed.
    fn own_change(&self) -> Option<f64> {
        Some(self.report.after.shown()?.value - self.report.before.shown()?.value)
    }

    /// What it takes until the effect can be told; `None` if it is told, or if nothing can be said about it.
    #[must_use]
    pub fn outlook(&self) -> Option<String> {
        let text = self.text();
        if self.report.verdict != EffectVerdict::CannotBeToldYet {
            return None;
        }
        let expected = self.report.expected_on.map(|first| month(self.names.language, first));
        if self.report.effect.shown().is_none() {
            return expected.map(|month| text.improvement_expected_in(month));
        }
        let (gap, unit) = (self.number(self.plan.gap), self.unit());
        Some(match (self.report.more_needed, expected) {
            (None, None) => text.improvement_never(gap, unit, MOST_MONTHS_AHEAD.to_string()),
            (Some(0), None) => text.improvement_enough(gap, unit),
            (None | Some(0), Some(month)) => text.improvement_expected_in(month),
            (Some(more), expected) => {
                let more = counted(self.names.language, &self.plan.target, more);
                let when = match expected {
                    Some(month) => text.improvement_expected(month),
                    None => text.improvement_far_off(MOST_MONTHS_AHEAD.to_string()),
                };
                format!("{} {when}", text.improvement_more_needed(gap, unit, more))
            }
        })
    }
}

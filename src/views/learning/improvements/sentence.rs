//! The sentence of an improvement: it works, it harms, or it cannot be told yet and what it takes.
//!
//! The rule: a difference stands with its interval and the confidence of that, and with what else may have caused it. Only what
//! is compared with a rest is said to work or to harm.

mod outlook;

use chrono::NaiveDate;

use crate::domain::insight::visible::Visible;
use crate::domain::learning::effect::{EffectReport, Finding};
use crate::domain::learning::improvement::Plan;
use crate::statistics::effect::{CONFIDENCE, Effect};
use crate::texts::{Texts, texts};
use crate::views::kit::format::{day, decimal, per_cent, signed};
use crate::views::kit::words::capitalised;
use crate::views::learning::improvements::words::{Names, many_counted, unit};

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
            Visible::TooSmall => {
                format!("{} {}", text.improvement_undecided(), text.improvement_hidden(self.many_counted()))
            }
            Visible::Nothing => format!("{} {}", self.untold(), self.nothing()),
        }
    }

    fn many_counted(&self) -> String {
        many_counted(self.text(), &self.plan.target)
    }

    /// That there is no verdict: not yet, or not at all.
    fn untold(&self) -> String {
        if self.report.is_judged {
            self.text().improvement_undecided()
        } else {
            self.text().improvement_untold()
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
            return text.improvement_nothing_to_compare(self.many_counted());
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
        match self.report.finding() {
            Finding::Works => text.improvement_works(self.change(effect)),
            Finding::Harms => text.improvement_harms(self.change(effect)),
            Finding::BetterAlone => text.improvement_better_alone(self.change(effect)),
            Finding::WorseAlone => text.improvement_worse_alone(self.change(effect)),
            Finding::CannotBeToldYet => format!("{} {}", self.untold(), self.so_far(effect)),
        }
    }

    /// Whether there is anyone to compare with; without, what changed for everyone cannot be ruled out as the cause.
    fn has_rest(&self) -> bool {
        self.report.rest.is_some()
    }

    /// The change without a verdict.
    fn so_far(&self, effect: &Effect) -> String {
        let text = self.text();
        let signed = |value| signed(self.names.language, value);
        let (what, unit, confidence) = (self.names.measured(self.plan), self.unit(), self.confidence());
        let (points, low, high) =
            (signed(effect.points), signed(effect.interval.low), signed(effect.interval.high));
        capitalised(&match (self.report.is_judged, self.has_rest()) {
            (false, true) => text.improvement_untold_rest(what, points, unit, confidence, low, high),
            (false, false) => text.improvement_untold_alone(what, points, unit, confidence, low, high),
            (true, true) => text.improvement_undecided_rest(what, points, unit, confidence, low, high),
            (true, false) => text.improvement_undecided_alone(what, points, unit, confidence, low, high),
        })
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
        let own = self.own_change().unwrap_or(effect.points);
        // The change of the rest is what the effect takes off.
        if self.has_rest() && own * (own - effect.points) < 0.0 {
            return if is_up == self.plan.target.is_less_better() {
                text.improvement_went_worse(what, points, unit, confidence, low, high)
            } else {
                text.improvement_went_better(what, points, unit, confidence, low, high)
            };
        }
        // If one of the two did not change, the other says which way it went.
        let rose = if own == 0.0 { own - effect.points > 0.0 } else { own > 0.0 };
        match (self.has_rest(), rose, is_up) {
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
}

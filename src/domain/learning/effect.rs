//! The effect of an improvement, as far as it can be told.
//!
//! The rule: the verdict follows from the interval alone, at one moment that what the answers say has no part in; what is too
//! small to show is not judged either.

pub mod amounts;
pub mod evidence;
pub mod expected;
pub mod moment;
pub mod report;
pub mod windows;

use chrono::NaiveDate;

use crate::domain::ids::ImprovementId;
use crate::domain::insight::visible::Visible;
use crate::domain::learning::effect::windows::Windows;
use crate::domain::learning::improvement::EffectVerdict;
use crate::domain::named::named_enum;
use crate::statistics::effect::{Cell, Effect};

/// What can be told of an improvement now.
#[derive(Clone, Debug, PartialEq)]
pub struct EffectReport {
    /// In points upwards, also of what should become less; nothing while there are no answers before or after.
    pub effect: Visible<Effect>,
    pub verdict: EffectVerdict,
    /// Whether the one moment of the verdict has come (see [`moment`]); then no later answer counts, and before it there is
    /// none.
    pub is_judged: bool,
    /// Answers after that are still needed to tell the gap; 0 if there are enough, `None` if no number is enough or there
    /// is nothing to tell it from.
    pub more_needed: Option<u64>,
    /// The first day of the month in which there are answers enough; `None` if there are, or will not be within
    /// [`MOST_MONTHS_AFTER`](windows::MOST_MONTHS_AFTER).
    pub expected_on: Option<NaiveDate>,
    pub after: Visible<Cell>,
    pub before: Visible<Cell>,
    /// `None` if it concerns everyone.
    pub rest: Option<Rest>,
    /// Others that began for some of the same people within the days that are compared.
    pub overlaps: Vec<Overlap>,
    /// Others that began then for some of the rest alone.
    pub overlaps_of_rest: Vec<Overlap>,
    pub windows: Windows,
}

/// Those whom it does not concern, over the same days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Rest {
    pub after: Visible<Cell>,
    pub before: Visible<Cell>,
}

/// Another improvement that may have a part in the effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overlap {
    pub id: ImprovementId,
    pub title: String,
}

named_enum! {
    /// How an effect is told: only what is compared with a rest is said to work or to harm. Without one, what changed for everyone
    /// cannot be ruled out as the cause.
    pub enum Finding {
        Works = "works",
        Harms = "harms",
        BetterAlone = "better_alone",
        WorseAlone = "worse_alone",
        CannotBeToldYet = "cannot_be_told_yet",
    }
}

/// The verdict on an effect; `is_less_better` as the target says.
#[must_use]
pub fn verdict(effect: Option<&Effect>, is_less_better: bool) -> EffectVerdict {
    let Some(Effect { interval, .. }) = effect else { return EffectVerdict::CannotBeToldYet };
    match (interval.low > 0.0, interval.high < 0.0) {
        (true, _) if is_less_better => EffectVerdict::Harms,
        (true, _) => EffectVerdict::Works,
        (_, true) if is_less_better => EffectVerdict::Works,
        (_, true) => EffectVerdict::Harms,
        _ => EffectVerdict::CannotBeToldYet,
    }
}

impl EffectReport {
    /// How the verdict is told.
    #[must_use]
    pub fn finding(&self) -> Finding {
        match (self.verdict, self.rest.is_some()) {
            (EffectVerdict::Works, true) => Finding::Works,
            (EffectVerdict::Harms, true) => Finding::Harms,
            (EffectVerdict::Works, false) => Finding::BetterAlone,
            (EffectVerdict::Harms, false) => Finding::WorseAlone,
            (EffectVerdict::CannotBeToldYet, _) => Finding::CannotBeToldYet,
        }
    }

    /// Hides its figures; the verdict and its days stay.
    pub fn hide(&mut self) {
        if self.effect.shown().is_some() {
            self.effect = Visible::TooSmall;
        }
        self.more_needed = None;
        let of_rest = self.rest.iter_mut().flat_map(|rest| [&mut rest.after, &mut rest.before]);
        for cell in [&mut self.after, &mut self.before].into_iter().chain(of_rest) {
            if cell.shown().is_some() {
                *cell = Visible::TooSmall;
            }
        }
    }

    /// Whether it may be closed with this verdict: it is judged, or there will not be answers enough for that in the months
    /// that count. Before there is a complete month after, nothing is closed.
    #[must_use]
    pub fn may_close(&self) -> bool {
        self.windows.after.is_some() && (self.is_judged || self.expected_on.is_none())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::statistics::interval::Interval;

    #[test]
    fn the_verdict_follows_from_the_side_on_which_the_interval_lies() {
        let told = |low, high, is_less_better| {
            let effect = Effect { points: 0.5 * (low + high), interval: Interval { low, high } };
            verdict(Some(&effect), is_less_better)
        };
        assert_eq!(told(0.1, 9.0, false), EffectVerdict::Works);
        assert_eq!(told(0.1, 9.0, true), EffectVerdict::Harms);
        assert_eq!(told(-9.0, -0.1, false), EffectVerdict::Harms);
        assert_eq!(told(-9.0, -0.1, true), EffectVerdict::Works);
        assert_eq!(told(0.0, 9.0, false), EffectVerdict::CannotBeToldYet, "zero is in it");
        assert_eq!(verdict(None, false), EffectVerdict::CannotBeToldYet);
    }
}

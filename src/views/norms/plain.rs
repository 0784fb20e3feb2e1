//! What a norm would mean, in sentences for readers without statistics.
//!
//! The rule: a risk is told as "1 in 20 years", never as a probability, and no sentence needs a word of statistics.

use crate::domain::norms::norm::NormInterval;
use crate::domain::norms::outlook::Outlook;
use crate::domain::people::language::Language;
use crate::domain::policy::kpi::Kpi;
use crate::statistics::rounding::without_noise;
use crate::texts::{Texts, texts};
use crate::views::kit::format::whole;
use crate::views::norms::value;

/// Shares below this are told as "almost never".
const ALMOST_NEVER: f64 = 0.005;

/// A norm and the process that it would be for.
#[derive(Clone, Copy)]
pub(super) struct Meaning {
    pub language: Language,
    pub interval: NormInterval,
    pub outlook: Outlook,
    /// In points.
    pub norm: f64,
}

impl Meaning {
    /// The one consequence: how far the NPS may fall, or must rise.
    pub fn consequence(&self) -> String {
        let text = texts(self.language);
        let (norm, one) = (value(self.language, Kpi::Nps, self.norm), one(text, self.interval));
        // A fall that is allowed is rounded down and a rise that is needed up, so that neither sounds easier than it is.
        let fall = without_noise(self.outlook.may_fall(self.norm)).floor();
        let rise = without_noise(self.outlook.must_rise(self.norm)).ceil();
        if fall >= 1.0 {
            text.meaning_may_fall(norm, self.points(fall), one)
        } else {
            text.meaning_must_rise(norm, self.points(rise.max(1.0)), one)
        }
    }

    /// How often a process that stays as it is would be called "not met".
    pub fn false_alarm(&self) -> String {
        let share = self.outlook.assurance(self.norm, 0.0).not_met;
        texts(self.language).meaning_false_alarm(self.often(share))
    }

    /// How often a fall of `gap` points would not be called "not met".
    pub fn missed_fall(&self, gap: f64) -> String {
        let share = 1.0 - self.outlook.assurance(self.norm, -gap).not_met;
        texts(self.language).meaning_missed_fall(value(self.language, Kpi::Nps, gap), self.often(share))
    }

    /// How often a process that stays as it is would be called "met".
    pub fn kept(&self) -> String {
        let share = self.outlook.assurance(self.norm, 0.0).met;
        texts(self.language).meaning_kept(self.often(share))
    }

    /// "1 in 20 years", "7 of 10 years", "almost never", "almost every year".
    fn often(&self, share: f64) -> String {
        let text = texts(self.language);
        let many = match self.interval {
            NormInterval::Quarter => text.meaning_quarters(),
            NormInterval::Year => text.meaning_years(),
        };
        if share < ALMOST_NEVER {
            text.meaning_almost_never()
        } else if share > 1.0 - ALMOST_NEVER {
            text.meaning_almost_always()
        } else if share <= 0.3 {
            text.meaning_one_in(self.points((1.0 / share).round()), many)
        } else {
            text.meaning_of_ten(self.points((share * 10.0).round().clamp(1.0, 9.0)), many)
        }
    }

    fn points(&self, points: f64) -> String {
        whole(self.language, points as u64)
    }
}

/// "year" or "quarter".
pub(super) fn one(text: &Texts, interval: NormInterval) -> String {
    match interval {
        NormInterval::Quarter => text.meaning_quarter(),
        NormInterval::Year => text.meaning_year(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(norm: f64) -> Meaning {
        let outlook = Outlook { centre: -16.0, margin: 8.0, spread: 6.0 };
        Meaning { language: Language::Dutch, interval: NormInterval::Year, outlook, norm }
    }

    #[test]
    fn the_consequence_of_a_norm_is_one_sentence() {
        assert_eq!(
            of(-35.0).consequence(),
            "Met \u{2212}35 kan de gemeten NPS 27 punten dalen voordat een jaar ‘niet gehaald’ heet."
        );
        assert_eq!(
            of(0.0).consequence(),
            "Met 0 moet de gemeten NPS 24 punten stijgen voordat een jaar ‘gehaald’ heet."
        );
    }

    #[test]
    fn a_risk_is_told_in_years() {
        for (share, words) in [
            (0.0, "bijna nooit"),
            (0.05, "in ongeveer 1 op de 20 jaren"),
            (0.28, "in ongeveer 1 op de 4 jaren"),
            (0.72, "in ongeveer 7 van de 10 jaren"),
            (0.999, "bijna altijd"),
        ] {
            assert_eq!(of(0.0).often(share), words);
        }
    }
}

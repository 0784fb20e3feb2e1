//! A figure of a report, with the counts that it follows from.
//!
//! The rule: what is printed is computed from these counts and from nothing else; a program in another language does the
//! same in the tests.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::statistics::census::share;
use crate::statistics::estimate::Estimate;
use crate::statistics::normal::Confidence;
use crate::statistics::tally::Counts;

/// A figure. Shares are printed in whole percents or with one decimal, as [`Figure::Share`] says; NPS in whole points.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "figure", rename_all = "snake_case")]
pub enum Figure {
    /// A number of complaints, mails, answers and so on.
    Count {
        count: u64,
    },
    /// `part` of `whole`, printed in percents with `decimals` decimals.
    Share {
        part: u64,
        whole: u64,
        decimals: u8,
    },
    /// At least this many percents of `whole`. The rest is too small to print; whatever it is below the minimum, this is true.
    ShareAtLeast {
        percent: u64,
        whole: u64,
    },
    /// At most this many percents of `whole`: the part is too small to print.
    ShareAtMost {
        percent: u64,
        whole: u64,
    },
    /// `count` for each `per` of `base`, such as complaints for each hundred notifications.
    Rate {
        count: u64,
        base: u64,
        per: u64,
        decimals: u8,
    },
    /// An NPS with its interval at `confidence` percent.
    Nps {
        promoters: u64,
        passives: u64,
        detractors: u64,
        confidence: u8,
    },
    /// An NPS at equal outcomes with its interval at `confidence` percent: printed as it was computed, since the counts that it
    /// follows from, those of one team by outcome, are too small to stand beside it.
    Standardised {
        nps: f64,
        low: f64,
        high: f64,
        confidence: u8,
    },
    /// Points that reviewers gave of the points that could be given, as a share.
    Points {
        points: u64,
        maximum: u64,
        reviews: u64,
    },
    /// The change that an improvement brought about, from the counts that it was told from; the limits are printed.
    Effect {
        effect: f64,
        low: f64,
        high: f64,
        verdict: String,
    },
    /// A norm, in points or percent.
    Norm {
        value: f64,
        is_share: bool,
        limit: Option<String>,
    },
    /// A verdict over a norm, by its name.
    Verdict {
        verdict: String,
    },
    /// An amount of money, in cents, and of how many amounts it is the sum.
    Money {
        cents: u64,
        amounts: u64,
    },
    /// A number that counts neither complaints nor people, such as days, reminders or an edition; it is never hidden.
    Number {
        number: u64,
    },
    /// A share that was chosen and not counted, in percents, such as a confidence.
    Percent {
        percent: f64,
    },
    Day {
        day: NaiveDate,
    },
    /// A text of the organisation's own, such as the title of an improvement.
    Text {
        text: String,
    },
    /// The path in this program where more is to be read by those who may, such as what respondents wrote; what stands there is
    /// no part of the document. Editions of earlier versions have whole addresses, which are no links on their pages.
    Link {
        address: String,
    },
    /// Too few to print, here or by subtraction.
    Hidden,
    /// Not reported, so not known.
    Unknown,
    /// There is nothing that it could be about.
    Nothing,
}

impl Figure {
    /// A count.
    #[must_use]
    pub fn count(count: u64) -> Self {
        Self::Count { count }
    }

    /// A share in whole percents; nothing of nothing.
    #[must_use]
    pub fn share(part: u64, whole: u64) -> Self {
        if whole == 0 { Self::Nothing } else { Self::Share { part, whole, decimals: 0 } }
    }

    /// A share with one decimal; nothing of nothing.
    #[must_use]
    pub fn exact_share(part: u64, whole: u64) -> Self {
        if whole == 0 { Self::Nothing } else { Self::Share { part, whole, decimals: 1 } }
    }

    /// An NPS with its interval at 95 percent; nothing without responses.
    #[must_use]
    pub fn nps(counts: Counts) -> Self {
        let Counts { promoters, passives, detractors } = counts;
        if counts.responses() == 0 {
            return Self::Nothing;
        }
        Self::Nps { promoters, passives, detractors, confidence: 95 }
    }

    /// The value that is printed, before rounding, in the unit that is printed; `None` for what is not a number.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        match self {
            Self::Count { count } => Some(*count as f64),
            Self::Share { part, whole, .. } => Some(share(*part, *whole)? * 100.0),
            Self::ShareAtLeast { percent, .. } | Self::ShareAtMost { percent, .. } => Some(*percent as f64),
            Self::Rate { count, base, per, .. } => Some(share(*count, *base)? * *per as f64),
            Self::Nps { .. } => Some(self.estimate()?.nps),
            Self::Standardised { nps, .. } => Some(*nps),
            Self::Points { points, maximum, .. } => Some(share(*points, *maximum)? * 100.0),
            Self::Effect { effect, .. } => Some(*effect),
            Self::Norm { value, .. } => Some(*value),
            Self::Money { cents, .. } => Some(*cents as f64 / 100.0),
            Self::Number { number } => Some(*number as f64),
            Self::Percent { percent } => Some(*percent),
            Self::Verdict { .. }
            | Self::Day { .. }
            | Self::Text { .. }
            | Self::Link { .. }
            | Self::Hidden
            | Self::Unknown
            | Self::Nothing => None,
        }
    }

    /// The estimate of an NPS.
    #[must_use]
    pub fn estimate(&self) -> Option<Estimate> {
        let Self::Nps { promoters, passives, detractors, confidence } = self else { return None };
        let counts = Counts { promoters: *promoters, passives: *passives, detractors: *detractors };
        let confidence = match confidence {
            80 => Confidence::P80,
            90 => Confidence::P90,
            95 => Confidence::P95,
            99 => Confidence::P99,
            _ => return None,
        };
        Estimate::of(&counts, confidence)
    }
}

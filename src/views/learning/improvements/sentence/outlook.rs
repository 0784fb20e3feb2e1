//! What it takes until the effect of an improvement is judged, or why there is no verdict.
//!
//! The rule: it speaks of the rest only where there is one.

use crate::domain::learning::effect::windows::MOST_MONTHS_AFTER;
use crate::domain::learning::improvement::EffectVerdict;
use crate::views::learning::improvements::sentence::Told;
use crate::views::learning::improvements::words::{counted, month};

impl Told<'_> {
    /// What it takes until the effect is judged, or why there is no verdict; `None` if it is told, or if nothing can be said
    /// about it.
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
        if self.report.is_judged {
            let has_enough = self.report.more_needed == Some(0);
            return Some(if has_enough {
                text.improvement_enough(gap, unit)
            } else {
                self.never(&gap, &unit)
            });
        }
        let outlook = match (self.report.more_needed, expected) {
            (None | Some(0), None) => return Some(self.never(&gap, &unit)),
            (None | Some(0), Some(month)) => text.improvement_expected_in(month),
            (Some(more), expected) => {
                let more = counted(self.names.language, &self.plan.target, more);
                let when = match expected {
                    Some(month) => text.improvement_expected(month),
                    None => text.improvement_far_off(MOST_MONTHS_AFTER.to_string()),
                };
                format!("{} {when}", text.improvement_more_needed(gap, unit, more))
            }
        };
        Some(format!("{outlook} {}", text.improvement_one_look(self.many_counted())))
    }

    /// That the gap cannot be shown, and of what too little is known.
    fn never(&self, gap: &str, unit: &str) -> String {
        let (text, most) = (self.text(), MOST_MONTHS_AFTER.to_string());
        if self.has_rest() {
            text.improvement_never(gap, unit, most)
        } else {
            text.improvement_never_alone(gap, unit, most, self.many_counted())
        }
    }
}

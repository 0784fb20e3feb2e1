//! Answers that came in a later month than their closure: they are the difference between what is counted by the day of the
//! closure and by the day of the answer.
//!
//! The rule: where few answers cross the end of a month, nothing by the day of the answer is told of the months on either
//! side alone.

use crate::domain::insight::canonical::columns::ByMonth;
use crate::domain::insight::canonical::month::Month;
use crate::domain::insight::canonical::table::ByValue;
use crate::statistics::suppression::is_too_small;

/// Answers of one population by both days.
#[derive(Clone, Copy, Debug)]
pub struct Late<'a> {
    pub closed: &'a ByMonth,
    pub answered: &'a ByMonth,
    pub minimum: u64,
}

/// Answers of each value of a dimension by both days.
#[derive(Clone, Debug, Default)]
pub struct LateByValue {
    pub closed: ByValue,
    pub answered: ByValue,
    pub minimum: u64,
}

impl LateByValue {
    /// Those of a value; `None` if it has none.
    #[must_use]
    pub fn of(&self, value: &str) -> Option<Late<'_>> {
        let (closed, answered) = (self.closed.get(value)?, self.answered.get(value)?);
        Some(Late { closed, answered, minimum: self.minimum })
    }
}

impl Late<'_> {
    /// Whether few answers cross the end of one of the months from `before` until the month before `after`.
    #[must_use]
    pub fn joins(&self, before: Month, after: Month) -> bool {
        (before.0..after.0).any(|month| is_too_small(self.crossing(Month(month)), self.minimum))
    }

    /// Answers to closures until the end of a month that came after it.
    fn crossing(&self, month: Month) -> u64 {
        let until = |answers: &ByMonth| answers.range(..=month).map(|(_, answers)| answers).sum::<u64>();
        until(self.closed).abs_diff(until(self.answered))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn months(answers: [u64; 3]) -> ByMonth {
        (0..3).zip(answers).map(|(month, answers)| (Month::of(2026, month), answers)).collect()
    }

    #[test]
    fn months_whose_border_few_answers_cross_are_tied() {
        let (january, february, march) = (Month::of(2026, 0), Month::of(2026, 1), Month::of(2026, 2));
        // Three answers to closures of January came in February, and six to those of February in March.
        let late = Late { closed: &months([20, 20, 20]), answered: &months([17, 17, 26]), minimum: 5 };
        assert!(late.joins(january, february) && !late.joins(february, march) && late.joins(january, march));
        let none = Late { closed: &months([20, 20, 20]), answered: &months([20, 20, 20]), minimum: 5 };
        assert!(!none.joins(january, march));
    }
}

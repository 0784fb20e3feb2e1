//! The one official verdict on a year of a KPI that is counted or sampled, by the norm in force on 1 January.
//!
//! The rule: it is given once, when everything is known, at the latest three months after the year; facts that are told
//! later change figures and not the verdict. A year that was over when its norm was adopted has none: such a norm was chosen
//! with its outcome in sight.

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::domain::Timestamp;
use crate::domain::ids::NormId;
use crate::domain::norms::norm::{Ledger, Norm};
use crate::domain::policy::kpi::Kpi;
use crate::domain::time::calendar::day_of;
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::verdict::Verdict;

/// A recorded verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearVerdict {
    pub norm: NormId,
    pub range: DateRange,
    pub judged_at: Timestamp,
    pub numerator: Option<i64>,
    pub denominator: Option<u64>,
    pub verdict: Verdict,
}

/// A year that a norm judges.
#[derive(Clone, Copy, Debug)]
pub struct JudgedYear<'a> {
    pub norm: &'a Norm,
    pub range: DateRange,
}

/// Every past year on whose first day a norm without a rule was in force, and that was not over when it was adopted.
#[must_use]
pub fn years_to_judge(ledger: &Ledger, today: NaiveDate, zone: Tz) -> Vec<JudgedYear<'_>> {
    let counted = Kpi::ALL.iter().copied().filter(|kpi| !kpi.definition().measurement.has_rule());
    counted.flat_map(|kpi| years_of(ledger, kpi, today, zone)).collect()
}

fn years_of(ledger: &Ledger, kpi: Kpi, today: NaiveDate, zone: Tz) -> Vec<JudgedYear<'_>> {
    let first = ledger.adopted(kpi).first().map(|norm| norm.proposed.effective_from);
    let range = first.zip(today.pred_opt()).and_then(|(first, last)| DateRange::new(first, last));
    let years = range.map(|range| range.split(Granularity::Year)).unwrap_or_default();
    let is_whole = |range: &DateRange| Granularity::Year.whole(range.from()) == Some(*range);
    let judged = |range: DateRange| {
        let norm = ledger.in_force(kpi, range.from())?;
        let adopted_on = norm.decision.as_ref().map(|decision| day_of(decision.at, zone))?;
        (adopted_on <= range.to()).then_some(JudgedYear { norm, range })
    };
    years.into_iter().filter(is_whole).filter_map(judged).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::norms::norm::DecisionKind;
    use crate::domain::norms::norm::tests::norm;

    #[test]
    fn a_year_is_judged_by_the_norm_of_its_first_day_unless_it_was_over_when_that_was_adopted() {
        let share = |id, from: &str, decided: &str| {
            let mut norm = norm(id, from, Some(DecisionKind::Adopted));
            norm.proposed.kpi = Kpi::PhoneResponse;
            norm.proposed.rule = None;
            norm.decision.as_mut().unwrap().at = decided.parse().unwrap();
            norm
        };
        let ledger = Ledger(vec![
            share(1, "2019-01-01", "2026-11-26T12:00:00Z"),
            share(2, "2027-07-01", "2027-02-01T12:00:00Z"),
        ]);
        let years = |today: &str| -> Vec<(u128, String)> {
            years_to_judge(&ledger, today.parse().unwrap(), Tz::Europe__Amsterdam)
                .iter()
                .map(|one| (one.norm.id.0.as_u128(), one.range.from().to_string()))
                .collect()
        };
        assert_eq!(years("2026-12-31"), []);
        assert_eq!(years("2027-01-01"), [(1, "2026-01-01".to_owned())]);
        assert_eq!(years("2029-01-01").last(), Some(&(2, "2028-01-01".to_owned())));
        assert_eq!(years("2029-01-01").len(), 3);
    }
}

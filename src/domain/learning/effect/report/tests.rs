//! What a report shows and hides, and when it gives a verdict.

use super::*;
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::Filters;
use crate::domain::learning::effect::amounts::Amounts;
use crate::domain::learning::improvement::EffectVerdict;
use crate::domain::learning::improvement::tests::plan;

const MINIMUM: u64 = 5;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Half of them promoters, half of them detractors.
fn halves(number: u64) -> Counts {
    Counts { promoters: number - number / 2, passives: 0, detractors: number / 2 }
}

/// A plan for a team from January 2026 on, after a bad December.
fn of_team(gap: f64) -> Plan {
    let concerns = Filters::from([(Dimension::Team, vec!["Noord".to_owned()])]);
    Plan { concerns, gap, reason_months: vec![day("2025-12-01")], ..plan(day("2026-01-01"), 0) }
}

/// Answers of the team and of the rest by month.
fn counted(months: &[(&str, u64, u64)]) -> Counted {
    let of = |size: fn(&(&str, u64, u64)) -> u64| {
        Amounts(months.iter().map(|month| (day(month.0), halves(size(month)))).collect())
    };
    Counted { whole: of(|(_, team, rest)| team + rest), concerned: Some(of(|(_, team, _)| *team)) }
}

fn report_at(plan: &Plan, months: &[(&str, u64, u64)], until: &str) -> EffectReport {
    let until = day(until);
    let windows = Windows::of(plan, until);
    report(plan, windows, &counted(months), until, until.succ_opt().unwrap(), MINIMUM)
}

#[test]
fn a_small_month_hides_the_time_before_also_where_it_was_left_out_or_is_the_rests() {
    let report = |months: [(&str, u64, u64); 2]| {
        let after = [("2026-01-01", 60, 60)];
        let months: Vec<(&str, u64, u64)> = months.into_iter().chain(after).collect();
        report_at(&of_team(80.0), &months, "2026-01-31")
    };
    let shown = report([("2025-11-01", 60, 60), ("2025-12-01", 6, 60)]);
    assert_eq!(shown.before.shown().map(|cell| cell.n), Some(60));
    assert!(shown.effect.shown().is_some() && shown.is_judged);
    for months in [
        [("2025-11-01", 60, 60), ("2025-12-01", 4, 60)],
        [("2025-11-01", 60, 60), ("2025-12-01", 60, 4)],
        [("2025-11-01", 4, 60), ("2025-10-01", 60, 60)],
        [("2025-11-01", 60, 4), ("2025-10-01", 60, 60)],
    ] {
        let hidden = report(months);
        let rest = hidden.rest.unwrap();
        assert!(hidden.before.is_too_small() && rest.before.is_too_small(), "{months:?}");
        assert!(hidden.effect.is_too_small() && hidden.more_needed.is_none(), "{months:?}");
        assert_eq!((hidden.verdict, hidden.expected_on), (EffectVerdict::CannotBeToldYet, None));
        assert_eq!(hidden.after.shown().map(|cell| cell.n), Some(60));
        assert!(hidden.may_close(), "it will stay hidden");
    }
}

#[test]
fn a_small_month_hides_the_time_after() {
    let months = [("2025-11-01", 60, 60), ("2026-01-01", 30, 30), ("2026-02-01", 4, 30)];
    assert!(report_at(&of_team(10.0), &months, "2026-01-31").after.shown().is_some());
    let hidden = report_at(&of_team(10.0), &months, "2026-02-28");
    assert!(hidden.after.is_too_small() && hidden.rest.unwrap().after.is_too_small());
    assert!(hidden.before.shown().is_some());
}

#[test]
fn before_the_start_there_is_a_month_and_no_figure() {
    let months = [("2025-11-01", 600, 600)];
    let plan = of_team(30.0);
    let windows = Windows::of(&plan, day("2025-12-20"));
    let report = report(&plan, windows, &counted(&months), day("2025-12-20"), day("2025-12-21"), MINIMUM);
    assert!(report.before.is_nothing() && report.after.is_nothing() && report.rest.is_none());
    assert!(report.effect.is_nothing() && report.more_needed.is_none() && !report.may_close());
    assert!(report.expected_on.is_some());
}

#[test]
fn a_verdict_waits_for_its_moment_and_is_given_once() {
    // A gap of 40 allows 203.9, of which 1,200 of each before take 16.7. 60 of each after are too few, with 333.3; of 120 it is
    // 166.7.
    let best = |number| Counts { promoters: number, passives: 0, detractors: 0 };
    let amounts = |team: u64, others: u64| {
        let before = (day("2025-06-01"), halves(1_200 * (team + others) / 60));
        let month = |first: &str| (day(first), best(team) + halves(others));
        Amounts(vec![before, month("2026-01-01"), month("2026-02-01"), month("2026-03-01")])
    };
    let counted = Counted { whole: amounts(60, 60), concerned: Some(amounts(60, 0)) };
    let plan = Plan { reason_months: Vec::new(), ..of_team(40.0) };
    let at = |until: &str| {
        let windows = Windows::of(&plan, day(until));
        report(&plan, windows, &counted, day(until), day(until).succ_opt().unwrap(), MINIMUM)
    };
    let early = at("2026-01-31");
    assert!(early.effect.shown().unwrap().interval.low > 0.0, "who looks now would tell it");
    assert_eq!((early.verdict, early.is_judged), (EffectVerdict::CannotBeToldYet, false));
    assert!(early.expected_on.is_some() && early.more_needed > Some(0) && !early.may_close());
    let judged = at("2026-02-28");
    assert_eq!((judged.verdict, judged.is_judged), (EffectVerdict::Works, true));
    assert_eq!((judged.more_needed, judged.expected_on), (Some(0), None));
    assert!(judged.may_close());
    assert_eq!(at("2026-12-31"), judged, "later answers change nothing");
}

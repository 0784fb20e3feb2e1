//! A plan as the fields of the form in which it is changed.
//!
//! The rule: sent back unchanged, it is the same plan; what it names and is there no more stands by its identifier, so that
//! it is refused and not lost.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::ids::CauseId;
use crate::domain::insight::query::dashboard::UNKNOWN;
use crate::domain::learning::improvement::fields::{
    CONCERNS, GAP, IMMEDIATE_MEASURE, OTHER_PROCESSES, OWNER, PUBLIC_EN, PUBLIC_NL, REASON, REASON_CAUSES,
    REASON_MONTHS, REASON_SIGNALS, REASON_THEMES, SETTLING_DAYS, STARTS_ON, STRUCTURAL_MEASURE, TARGET,
    TITLE,
};
use crate::domain::learning::improvement::{Improvement, Plan, PublicSentence, Reason, Target};

/// The fields with what stands in them; `causes` has the name of each cause.
#[must_use]
pub fn written(improvement: &Improvement, causes: &BTreeMap<CauseId, String>) -> Vec<(String, String)> {
    let plan = &improvement.plan;
    let single = [
        (TITLE, Some(plan.title.clone())),
        (REASON, Some(plan.reason.clone())),
        (IMMEDIATE_MEASURE, plan.immediate_measure.clone()),
        (STRUCTURAL_MEASURE, plan.structural_measure.clone()),
        (OTHER_PROCESSES, plan.other_processes.clone()),
        (OWNER, Some(improvement.owner_email.clone())),
        (STARTS_ON, Some(plan.starts_on.to_string())),
        (SETTLING_DAYS, Some(plan.settling_days.to_string())),
        (TARGET, Some(target(&plan.target, causes))),
        (GAP, Some(plan.gap.to_string())),
    ];
    let single = single.into_iter().filter_map(|(field, value)| Some((field.to_owned(), value?)));
    let public = written_public(&plan.public);
    let months = written_months(&plan.reason_months);
    single.chain(reasons(plan, causes)).chain(months).chain(concerns(plan)).chain(public).collect()
}

/// The same of the months that are the reason: a field for each.
pub fn written_months(months: &[NaiveDate]) -> impl Iterator<Item = (String, String)> {
    months.iter().map(|month| (REASON_MONTHS.to_owned(), month.format("%Y-%m").to_string()))
}

/// The same of the public sentence alone.
#[must_use]
pub fn written_public(public: &PublicSentence) -> Vec<(String, String)> {
    let both = [(PUBLIC_NL, &public.dutch), (PUBLIC_EN, &public.english)];
    both.into_iter().filter_map(|(field, words)| Some((field.to_owned(), words.clone()?))).collect()
}

fn reasons(plan: &Plan, causes: &BTreeMap<CauseId, String>) -> Vec<(String, String)> {
    let one = |reason: &Reason| match reason {
        Reason::Cause(id) => (REASON_CAUSES.to_owned(), name(*id, causes)),
        Reason::Theme(id) => (REASON_THEMES.to_owned(), id.to_string()),
        Reason::Signal(id) => (REASON_SIGNALS.to_owned(), id.to_string()),
    };
    plan.reasons.iter().map(one).collect()
}

fn concerns(plan: &Plan) -> Vec<(String, String)> {
    let shown = |value: &String| if value.is_empty() { UNKNOWN.to_owned() } else { value.clone() };
    let of_dimension = plan.concerns.iter().flat_map(|(dimension, values)| {
        values.iter().map(move |value| (format!("{CONCERNS}.{}", dimension.name()), shown(value)))
    });
    of_dimension.collect()
}

fn target(target: &Target, causes: &BTreeMap<CauseId, String>) -> String {
    let kind = target.kind();
    target.name(causes).map_or_else(|| kind.to_string(), |name| format!("{kind}:{name}"))
}

fn name(id: CauseId, causes: &BTreeMap<CauseId, String>) -> String {
    causes.get(&id).map_or_else(|| id.to_string(), String::clone)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::Timestamp;
    use crate::domain::ids::{ImprovementId, SignalId, ThemeId, UserId};
    use crate::domain::learning::improvement::fields::{of_form, parse, take_concerns};
    use crate::domain::learning::improvement::known::Known;

    #[test]
    fn a_plan_that_is_sent_back_unchanged_is_the_same() {
        let id = Uuid::from_u128;
        let known = Known {
            today: "2026-03-20".parse().unwrap(),
            owners: vec![("a@example.org".to_owned(), UserId(id(1)))],
            items: vec!["speed".parse().unwrap()],
            causes: vec![("Late reply".to_owned(), CauseId(id(2)))],
            themes: vec![("Waiting".to_owned(), ThemeId(id(3)))],
            signals: [(SignalId(id(4)), vec!["2025-12-01".parse::<chrono::NaiveDate>().unwrap()])].into(),
            told_causes: Vec::new(),
        };
        let causes = [(CauseId(id(2)), "Late reply".to_owned())].into();
        let plan = |target| Plan {
            title: "Call back".to_owned(),
            reason: "Customers wait.\nFor days.".to_owned(),
            reasons: vec![
                Reason::Cause(CauseId(id(2))),
                Reason::Theme(ThemeId(id(3))),
                Reason::Signal(SignalId(id(4))),
            ],
            reason_months: vec!["2025-12-01".parse().unwrap(), "2026-01-01".parse().unwrap()],
            immediate_measure: Some("Call those who wait.".to_owned()),
            structural_measure: None,
            other_processes: Some("Claims".to_owned()),
            owner: UserId(id(1)),
            starts_on: "2026-04-01".parse().unwrap(),
            settling_days: 14,
            concerns: [("team".parse().unwrap(), vec![String::new(), "Zuid".to_owned()])].into(),
            target,
            gap: 7.5,
            public: PublicSentence { dutch: Some("Wij bellen terug.".to_owned()), english: None },
        };
        let targets = [
            Target::Nps,
            Target::Item("speed".parse().unwrap()),
            Target::Cause(CauseId(id(2))),
            Target::Kpi("phone_response".parse().unwrap()),
        ];
        for target in targets {
            let improvement = Improvement {
                id: ImprovementId(id(5)),
                plan: plan(target),
                owner_email: "a@example.org".to_owned(),
                registered_at: Timestamp::default(),
                registered_by: "a@example.org".to_owned(),
                changed_at: Timestamp::default(),
                end: None,
            };
            let mut fields = of_form(&written(&improvement, &causes));
            let concerns = take_concerns(&mut fields);
            assert_eq!(parse(fields, concerns, &known), Ok(improvement.plan));
        }
    }
}

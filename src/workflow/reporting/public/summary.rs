//! The first page: how many complaints, how well they were handled, and what was changed. In words that need no explanation.

use crate::domain::learning::effect::Finding;
use crate::domain::policy::kpi::Measurement;
use crate::domain::policy::scoreboard::KpiRow;
use crate::domain::reporting::document::{Part, Statement};
use crate::domain::reporting::figure::Figure;
use crate::workflow::reporting::asked::Asked;
use crate::workflow::reporting::public::improvements::ImprovementRow;
use crate::workflow::reporting::public::kpis::{KpiFacts, is_of_known, norm_of, value_in_time};
use crate::workflow::reporting::say::{number, say, sentences};

/// The sentences, and what is said of the improvements that work.
pub(super) fn summary_parts(facts: &KpiFacts<'_>, improvements: &[ImprovementRow]) -> Vec<Part> {
    let flow = facts.flow;
    let mut said = vec![say(
        "summary_received",
        [
            ("received", Figure::count(flow.received)),
            ("closed", Figure::count(flow.closed)),
            ("open", Figure::count(flow.carried_forward)),
        ],
    )];
    said.extend(facts.board.rows.iter().filter_map(|row| in_time(row, facts.minimum)));
    said.push(recommend(facts.asked, facts.nps.confidence));
    said.extend(changed(improvements));
    let works = improvements.iter().filter(|one| one.finding == Finding::Works);
    let works = works.map(|one| Part::Words { words: one.sentence.clone() });
    sentences(said).into_iter().chain(works).collect()
}

/// The share in time of a KPI with a clock; `None` if there is none to tell.
fn in_time(row: &KpiRow, minimum: u64) -> Option<Statement> {
    let Measurement::Clocked(_) = row.kpi.definition().measurement else { return None };
    let share = value_in_time(row, minimum);
    if matches!(share, Figure::Hidden | Figure::Nothing) {
        return None;
    }
    let known = if is_of_known(row, minimum) { "_known" } else { "" };
    Some(match norm_of(row) {
        Some(norm) => say(&format!("summary_{}{known}", row.kpi), [("share", share), ("norm", norm)]),
        None => say(&format!("summary_{}{known}_without_norm", row.kpi), [("share", share)]),
    })
}

/// Who recommends the organisation, of those who answered; with the NPS, so that one is not told without the other.
fn recommend(asked: &Asked, confidence: u8) -> Statement {
    match asked.shares() {
        Some([promoters, detractors]) => {
            let nps = asked.nps(confidence);
            say("summary_recommend", [("promoters", promoters), ("detractors", detractors), ("nps", nps)])
        }
        None if asked.are_answers_few() => say("summary_few_answers", []),
        None => say("summary_answers_not_shown", []),
    }
}

/// How many improvements there are, and what can be told of them; of those without a rest to compare with in a sentence of its own.
fn changed(improvements: &[ImprovementRow]) -> Vec<Statement> {
    if improvements.is_empty() {
        return vec![say("summary_no_improvements", [])];
    }
    let count = |finding| improvements.iter().filter(|one| one.finding == finding).count();
    let of = |finding| number(count(finding));
    let compared = say(
        "summary_improvements",
        [
            ("improvements", number(improvements.len())),
            ("works", of(Finding::Works)),
            ("harms", of(Finding::Harms)),
            ("not_yet", of(Finding::CannotBeToldYet)),
        ],
    );
    let (better, worse) = (Finding::BetterAlone, Finding::WorseAlone);
    let alone = || say("summary_improvements_alone", [("better", of(better)), ("worse", of(worse))]);
    let has_alone = count(better) + count(worse) > 0;
    [Some(compared), has_alone.then(alone)].into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reporting::document::{InBoth, Label, Row};

    fn improvement(finding: Finding) -> ImprovementRow {
        let row = Row { label: Label::Total, figures: Vec::new() };
        ImprovementRow { sentence: InBoth::default(), finding, row }
    }

    #[test]
    fn an_improvement_without_a_rest_to_compare_with_is_none_of_those_that_work() {
        let told = |findings: &[Finding]| {
            changed(&findings.iter().map(|finding| improvement(*finding)).collect::<Vec<_>>())
        };
        let compared = |all: usize, works: usize, harms: usize, not_yet: usize| {
            let figures = [("improvements", all), ("works", works), ("harms", harms), ("not_yet", not_yet)];
            say("summary_improvements", figures.map(|(name, count)| (name, number(count))))
        };
        assert_eq!(told(&[Finding::Works, Finding::CannotBeToldYet]), [compared(2, 1, 0, 1)]);
        let alone =
            say("summary_improvements_alone", [("better", number(2_usize)), ("worse", number(1_usize))]);
        let findings = [Finding::BetterAlone, Finding::WorseAlone, Finding::Harms, Finding::BetterAlone];
        assert_eq!(told(&findings), [compared(4, 0, 1, 0), alone]);
        assert_eq!(told(&[]), [say("summary_no_improvements", [])]);
    }
}

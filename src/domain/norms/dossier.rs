//! The evidence behind a norm, frozen when it is proposed.
//!
//! The rule: every finding in a dossier follows from the counts in it, so it can be recomputed; and the SHA-256 of its
//! canonical JSON (RFC 8785) is stored, so a change is detected. Months with too few responses to show hold no counts
//! and take no part.

use chrono::NaiveDate;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use crate::domain::ids::NormId;
use crate::domain::insight::series::Point;
use crate::domain::norms::assessed::{Month, assessed, usual_responses};
use crate::domain::norms::backtest::{Backtest, Candidate, backtest_assessed};
use crate::domain::norms::norm::{NormInterval, Proposed};
use crate::domain::norms::outlook::Outlook;
use crate::domain::norms::readiness::{Gate, Readiness};
use crate::domain::time::period::DateRange;
use crate::statistics::proposal::{Assessment, propose};
use crate::statistics::rounding::without_noise;
use crate::statistics::tally::{Counts, SCORES, Tally};
use crate::statistics::verdict::Verdict;

/// The version of the formulas. Another version may compute other findings from the same counts.
pub const METHOD: &str = "score interval, three-way verdict, DerSimonian-Laird proposal; version 2";
/// The method that computed NPS with two divisions: a point exactly at the norm could come out below it.
const METHOD_1: &str = "score interval, three-way verdict, DerSimonian-Laird proposal; version 1";
/// The wanted probability that an unchanged process meets the provable norm.
pub const POWER: f64 = 0.8;
/// The distance from the value at which candidates are also back-tested, in points.
pub const BESIDE: f64 = 5.0;

/// A dossier. Values are in points for NPS, otherwise shares.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Dossier {
    pub id: String,
    pub kpi: String,
    pub value: f64,
    pub effective_from: NaiveDate,
    /// The time allowed, such as `24 hours`; absent where the norm names none of its own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    pub limit: Option<String>,
    #[schema(required)]
    pub rule: Option<FrozenRule>,
    pub rationale: String,
    pub proposed_by: String,
    /// RFC 3339, in UTC.
    #[schema(format = DateTime)]
    pub proposed_at: String,
    /// `None` for all KPIs but NPS: their norms rest on the rationale alone.
    #[schema(required)]
    pub evidence: Option<FrozenEvidence>,
}

/// What is frozen for NPS.
#[derive(Clone, Copy, Debug)]
pub struct History<'a> {
    pub months: &'a [Point],
    pub readiness: &'a Readiness,
    /// Months with fewer responses are hidden.
    pub minimum_group: u64,
}

/// The rule as recorded in the dossier.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FrozenRule {
    pub certainty: f64,
    pub minimum: u64,
    pub interval: String,
    pub population: Vec<String>,
    pub basis: String,
}

/// Counts, and the findings that follow from them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
#[schema(as = Evidence)]
pub struct FrozenEvidence {
    pub method: String,
    /// The wanted probability that an unchanged process meets the provable norm.
    pub power: f64,
    /// Months with at least one response but fewer than this hold no counts.
    pub minimum_group: u64,
    pub months: Vec<FrozenMonth>,
    pub gates: Vec<FrozenGate>,
    pub findings: Findings,
}

/// A month of history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FrozenMonth {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub closed: u64,
    pub invited: u64,
    /// Answers could still arrive for this month.
    pub provisional: bool,
    /// Responses by score, 0 to 10; `None` if too few answered to show anything.
    #[schema(required, min_items = 11, max_items = 11)]
    pub scores: Option<[u64; SCORES]>,
}

/// A readiness gate as it was then.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FrozenGate {
    pub gate: String,
    pub passed: bool,
    #[schema(required)]
    pub have: Option<f64>,
    pub need: f64,
}

/// What follows from the counts, the rule and the value.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct Findings {
    pub responses: u64,
    #[schema(required)]
    pub proposal: Option<FrozenProposal>,
    /// The periods that are back-tested: the twelve months up to each month, which overlap, or the calendar quarters.
    pub periods: String,
    /// For the value, and for the values 5 points below and above it.
    pub backtest: Vec<FrozenBacktest>,
}

/// The proposal from history; all in points, but variances are in proportions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FrozenProposal {
    pub centre: f64,
    pub variance: f64,
    pub tau2: f64,
    pub se_baseline: f64,
    pub s_pred: f64,
    pub prediction_low: f64,
    pub prediction_high: f64,
    pub expected_responses: f64,
    pub hold: f64,
    pub provable: f64,
    pub stretch: f64,
    pub mdd: f64,
    /// The probability of each verdict on the value.
    pub met: f64,
    pub undecided: f64,
    pub not_met: f64,
}

/// The back-test of one candidate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct FrozenBacktest {
    pub value: f64,
    pub met: u64,
    pub undecided: u64,
    pub not_met: u64,
    pub insufficient: u64,
    pub point_at_or_above: u64,
}

/// Why a dossier fails verification.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    #[error("the text has SHA-256 {actual}, but {stored} was stored with it")]
    OtherText { actual: String, stored: String },
    #[error("the text has SHA-256 {actual}, but the decision was about {decided}")]
    OtherDecision { actual: String, decided: String },
    #[error("value, day, rule, reasons or proposer in the ledger are not those of the dossier")]
    OtherLedger,
    #[error("the findings do not follow from the counts")]
    OtherFindings,
    #[error("this is not a dossier in a format we know")]
    Unreadable,
    #[error("the dossier was computed by another method: {0}")]
    OtherMethod(String),
}

/// The dossier cannot be read or written.
#[derive(Debug, thiserror::Error)]
#[error("the dossier is not JSON in a format we know: {0}")]
pub struct UnreadableDossier(#[from] serde_json::Error);

impl Dossier {
    /// Freezes a proposal and, for NPS, its evidence.
    #[must_use]
    pub fn freeze(id: NormId, proposed: &Proposed, history: Option<History<'_>>) -> Self {
        let rule = proposed.rule.as_ref().map(|rule| FrozenRule {
            certainty: rule.certainty.share(),
            minimum: rule.minimum,
            interval: rule.interval.name().to_owned(),
            population: rule.population.iter().map(|one| one.name().to_owned()).collect(),
            basis: rule.basis.name().to_owned(),
        });
        let interval = proposed.rule.as_ref().map(|rule| rule.interval);
        let evidence = rule.as_ref().zip(interval).zip(history).map(|((rule, interval), history)| {
            let frozen: Vec<FrozenMonth> = history.months.iter().map(FrozenMonth::of).collect();
            FrozenEvidence {
                method: METHOD.to_owned(),
                power: POWER,
                minimum_group: history.minimum_group,
                findings: findings(&frozen, rule, interval, POWER, proposed.value),
                months: frozen,
                gates: history.readiness.gates.iter().map(FrozenGate::of).collect(),
            }
        });
        Self {
            id: id.to_string(),
            kpi: proposed.kpi.name().to_owned(),
            value: proposed.value,
            effective_from: proposed.effective_from,
            limit: proposed.limit.map(|limit| limit.to_string()),
            rule,
            rationale: proposed.rationale.clone(),
            proposed_by: proposed.proposed_by.clone(),
            proposed_at: proposed.proposed_at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true),
            evidence,
        }
    }

    /// The canonical JSON.
    ///
    /// # Errors
    /// A number is not finite, which cannot happen for a finding.
    pub fn canonical(&self) -> Result<String, UnreadableDossier> {
        Ok(serde_json_canonicalizer::to_string(self)?)
    }

    /// Reads a dossier.
    ///
    /// # Errors
    /// The text is not a dossier of this shape.
    pub fn read(text: &str) -> Result<Self, UnreadableDossier> {
        Ok(serde_json::from_str(text)?)
    }

    /// The back-test of the value over the periods of the rule's length in the frozen months; `None` without evidence.
    #[must_use]
    pub fn tested(&self) -> Option<Backtest> {
        let (evidence, rule) = self.evidence.as_ref().zip(self.rule.as_ref())?;
        let months: Vec<Month> = evidence.months.iter().filter_map(FrozenMonth::as_month).collect();
        let candidate = Candidate { norm: self.value, certainty: rule.certainty, minimum: rule.minimum };
        Some(backtest_assessed(&assessed(&months, rule.interval.parse().ok()?), candidate))
    }

    /// What the value would mean for the process of then; `None` if the frozen months give no proposal.
    #[must_use]
    pub fn outlook(&self) -> Option<Outlook> {
        let found = self.evidence.as_ref()?.findings.proposal.as_ref()?;
        let certainty = self.rule.as_ref()?.certainty;
        Some(Outlook::new(found.centre, found.s_pred, found.variance, found.expected_responses, certainty))
    }

    /// The findings recomputed from the counts in the dossier; `None` if it has no evidence.
    #[must_use]
    pub fn recompute(&self) -> Option<Findings> {
        let (evidence, rule) = self.evidence.as_ref().zip(self.rule.as_ref())?;
        let interval = rule.interval.parse().ok()?;
        let mut again = findings(&evidence.months, rule, interval, evidence.power, self.value);
        if evidence.method == METHOD_1 {
            for tested in &mut again.backtest {
                tested.point_at_or_above = at_or_above_by_method_1(&evidence.months, interval, tested.value);
            }
        }
        Some(again)
    }
}

/// In how many periods the first method found the point estimate at or above a norm.
fn at_or_above_by_method_1(months: &[FrozenMonth], interval: NormInterval, norm: f64) -> u64 {
    let months: Vec<Month> = months.iter().filter_map(FrozenMonth::as_month).collect();
    let nps = |counts: Counts| {
        let n = counts.responses() as f64;
        100.0 * (counts.promoters as f64 / n - counts.detractors as f64 / n)
    };
    let periods = assessed(&months, interval);
    periods.iter().filter(|(_, tally)| nps(tally.counts()) >= norm).count() as u64
}

/// The SHA-256 of a text, in hexadecimal.
#[must_use]
pub fn fingerprint(text: &str) -> String {
    HEXLOWER.encode(&Sha256::digest(text.as_bytes()))
}

fn findings(
    months: &[FrozenMonth],
    rule: &FrozenRule,
    interval: NormInterval,
    power: f64,
    value: f64,
) -> Findings {
    let months: Vec<Month> = months.iter().filter_map(FrozenMonth::as_month).collect();
    let counts: Vec<Counts> = months.iter().map(|(_, tally)| tally.unwrap_or_default().counts()).collect();
    let responses = counts.iter().map(Counts::responses).sum();
    let expected_responses = usual_responses(&counts, interval.months()).unwrap_or_default();
    let assessment =
        Assessment { expected_responses, periods: interval.months(), certainty: rule.certainty, power };
    let proposal = propose(&counts, assessment).map(|found| {
        let assurance = found.assurance(value);
        FrozenProposal {
            centre: found.centre,
            variance: found.variance,
            tau2: found.tau2,
            se_baseline: found.se_baseline,
            s_pred: found.s_pred,
            prediction_low: found.prediction.low,
            prediction_high: found.prediction.high,
            expected_responses,
            hold: found.hold(),
            provable: found.provable,
            stretch: found.stretch(0.0),
            mdd: found.smallest_provable_improvement,
            met: assurance.met,
            undecided: assurance.undecided,
            not_met: assurance.not_met,
        }
    });
    let periods = assessed(&months, interval);
    let test = |norm: f64| {
        let candidate = Candidate { norm, certainty: rule.certainty, minimum: rule.minimum };
        let tested = backtest_assessed(&periods, candidate);
        let count = |wanted| tested.count(wanted) as u64;
        FrozenBacktest {
            value: norm,
            met: count(Verdict::Met),
            undecided: count(Verdict::Undecided),
            not_met: count(Verdict::NotMet),
            insufficient: count(Verdict::Insufficient),
            point_at_or_above: tested.point_at_or_above() as u64,
        }
    };
    let beside = [-BESIDE, 0.0, BESIDE].map(|beside| without_noise(value + beside));
    Findings {
        responses,
        proposal,
        periods: match interval {
            NormInterval::Year => "rolling_12_months".to_owned(),
            NormInterval::Quarter => "quarter".to_owned(),
        },
        backtest: beside.into_iter().filter(|norm| norm.abs() < 100.0).map(test).collect(),
    }
}

impl FrozenMonth {
    /// Freezes a month.
    #[must_use]
    pub fn of(point: &Point) -> Self {
        Self {
            from: point.range.from(),
            to: point.range.to(),
            closed: point.closed,
            invited: point.invited,
            provisional: point.provisional,
            scores: point.figures.tally().map(|tally| tally.0),
        }
    }

    fn as_month(&self) -> Option<Month> {
        Some((DateRange::new(self.from, self.to)?, self.scores.map(Tally)))
    }

    /// The responses; `None` if they are hidden.
    #[must_use]
    pub fn responses(&self) -> Option<u64> {
        self.scores.map(|scores| scores.iter().sum())
    }
}

impl FrozenGate {
    fn of(gate: &Gate) -> Self {
        Self { gate: gate.name.name().to_owned(), passed: gate.passed, have: gate.have, need: gate.need }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::insight::series::tests;
    use crate::domain::insight::visible::Visible;
    use crate::domain::norms::norm::tests::norm;
    use crate::domain::norms::readiness::{Experience, readiness};
    use crate::domain::time::period::Granularity;

    fn dossier() -> Dossier {
        let range = DateRange::new("2024-01-01".parse().unwrap(), "2025-12-31".parse().unwrap()).unwrap();
        let point = |(index, range): (usize, DateRange)| {
            let mut tally = Tally::default();
            (tally.0[10], tally.0[7], tally.0[0]) = (12 + index as u64 % 3, 6, 12);
            Point { closed: 80, invited: 70, ..tests::point(range, tally) }
        };
        let mut months: Vec<Point> =
            range.split(Granularity::Month).into_iter().enumerate().map(point).collect();
        months[4].figures = Visible::TooSmall;
        let found = readiness(Experience::default(), "2026-01-10".parse().unwrap());
        let norm = norm(1, "2027-01-01", None);
        let history = History { months: &months, readiness: &found, minimum_group: 5 };
        Dossier::freeze(norm.id, &norm.proposed, Some(history))
    }

    #[test]
    fn what_it_finds_can_be_computed_again_from_its_own_text() {
        let frozen = dossier();
        let text = frozen.canonical().unwrap();
        let read = Dossier::read(&text).unwrap();
        assert_eq!(read, frozen);
        assert_eq!(read.recompute().as_ref(), read.evidence.as_ref().map(|evidence| &evidence.findings));
        assert_eq!(read.canonical().unwrap(), text, "canonical means: only one way to write it");
        assert!(text.starts_with("{\"effective_from\":") && !text.contains('\n'));
        let findings = read.recompute().unwrap();
        assert_eq!(findings.backtest.len(), 3);
        assert_eq!(findings.backtest.iter().map(|tried| tried.met + tried.undecided).max(), Some(13));
        let tested = read.tested().unwrap();
        assert_eq!(
            tested.count(Verdict::Met) as u64,
            findings.backtest[1].met,
            "the picture shows the findings"
        );
        let proposal = findings.proposal.unwrap();
        let again = read.outlook().unwrap().assurance(read.value, 0.0);
        assert!((again.met - proposal.met).abs() < 1e-9 && (again.not_met - proposal.not_met).abs() < 1e-9);
        assert!((proposal.met + proposal.undecided + proposal.not_met - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_dossier_of_the_first_method_is_verified_by_it() {
        let mut old = dossier();
        let months = &mut old.evidence.as_mut().unwrap().months;
        // Each run of twelve months has an NPS of exactly 50, which two divisions made slightly less.
        for month in months.iter_mut() {
            let mut scores = [0; 11];
            (scores[10], scores[7], scores[0]) = (7, 1, 2);
            month.scores = Some(scores);
        }
        old.value = 50.0;
        let now = old.recompute().unwrap().backtest[1].clone();
        old.evidence.as_mut().unwrap().method = METHOD_1.to_owned();
        let then = old.recompute().unwrap().backtest[1].clone();
        assert_eq!((now.value, now.point_at_or_above), (50.0, 13));
        assert_eq!((then.value, then.point_at_or_above), (50.0, 0));
    }

    #[test]
    fn another_count_is_another_fingerprint_and_other_findings() {
        let mut changed = dossier();
        let before = (fingerprint(&changed.canonical().unwrap()), changed.recompute());
        changed.evidence.as_mut().unwrap().months[0].scores.as_mut().unwrap()[10] += 1;
        assert_ne!(fingerprint(&changed.canonical().unwrap()), before.0);
        assert_ne!(changed.recompute(), before.1);
    }

    #[test]
    fn a_norm_that_counts_everything_rests_on_its_reasons() {
        let mut share = norm(2, "2027-01-01", None);
        share.proposed.kpi = crate::domain::policy::kpi::Kpi::Acknowledgement;
        share.proposed.rule = None;
        let frozen = Dossier::freeze(share.id, &share.proposed, None);
        assert_eq!((frozen.rule.clone(), frozen.recompute()), (None, None));
        assert!(Dossier::read("{}").is_err());
    }
}

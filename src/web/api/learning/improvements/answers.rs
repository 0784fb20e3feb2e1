//! Improvements and their effect, as JSON.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;

use crate::domain::Timestamp;
use crate::domain::ids::CauseId;
use crate::domain::insight::visible::Visible;
use crate::domain::learning::effect::{EffectReport, Overlap};
use crate::domain::learning::improvement::{
    EffectVerdict, End, Improvement, ImprovementState, Reason, TargetKind,
};
use crate::domain::time::period::DateRange;
use crate::statistics::effect::Cell;

#[derive(Serialize, ToSchema)]
#[schema(as = Improvements)]
pub struct ImprovementsJson {
    pub improvements: Vec<ImprovementJson>,
}

/// An improvement: what is planned, and how far it is.
#[derive(Serialize, ToSchema)]
#[schema(as = Improvement)]
pub struct ImprovementJson {
    id: String,
    #[schema(inline)]
    state: ImprovementState,
    title: String,
    reason: String,
    /// Names of causes, and identifiers of themes and signals, that gave the reason.
    reason_causes: Vec<String>,
    reason_themes: Vec<String>,
    reason_signals: Vec<String>,
    /// Months like 2026-03 that are no part of before.
    reason_months: Vec<String>,
    #[schema(required)]
    immediate_measure: Option<String>,
    #[schema(required)]
    structural_measure: Option<String>,
    /// Which other processes the cause touches; null if none.
    #[schema(required)]
    other_processes: Option<String>,
    /// The owner's address.
    owner: String,
    starts_on: NaiveDate,
    settling_days: u32,
    /// Accepted values by dimension; without any it concerns everyone.
    concerns: BTreeMap<String, Vec<String>>,
    #[schema(inline)]
    target: TargetKind,
    /// The item, the cause or the KPI; null for nps.
    #[schema(required)]
    target_name: Option<String>,
    /// In points of NPS, else in percentage points.
    gap: f64,
    #[schema(required)]
    public_nl: Option<String>,
    #[schema(required)]
    public_en: Option<String>,
    registered_by: String,
    #[schema(value_type = String, format = DateTime)]
    registered_at: Timestamp,
    /// `works`, `harms` or `cannot_be_told_yet` as it was closed; null unless it was.
    #[schema(required)]
    verdict: Option<String>,
    #[schema(required)]
    ended_by: Option<String>,
    #[schema(required, value_type = Option<String>, format = DateTime)]
    ended_at: Option<Timestamp>,
}

impl ImprovementJson {
    pub fn new(improvement: &Improvement, causes: &BTreeMap<CauseId, String>, today: NaiveDate) -> Self {
        let plan = &improvement.plan;
        let named = |pick: &dyn Fn(&Reason) -> Option<String>| {
            plan.reasons.iter().filter_map(pick).collect::<Vec<String>>()
        };
        let cause = |id: &CauseId| causes.get(id).cloned().unwrap_or_else(|| id.to_string());
        let (verdict, ended_by, ended_at) = match &improvement.end {
            None => (None, None, None),
            Some(End::Withdrawn { at, by }) => (None, Some(by.clone()), Some(*at)),
            Some(End::Closed { at, by, verdict, .. }) => {
                (Some(verdict.name().to_owned()), Some(by.clone()), Some(*at))
            }
        };
        Self {
            id: improvement.id.to_string(),
            state: improvement.state(today),
            title: plan.title.clone(),
            reason: plan.reason.clone(),
            reason_causes: named(&|reason| match reason {
                Reason::Cause(id) => Some(cause(id)),
                Reason::Theme(_) | Reason::Signal(_) => None,
            }),
            reason_themes: named(&|reason| match reason {
                Reason::Theme(id) => Some(id.to_string()),
                Reason::Cause(_) | Reason::Signal(_) => None,
            }),
            reason_signals: named(&|reason| match reason {
                Reason::Signal(id) => Some(id.to_string()),
                Reason::Cause(_) | Reason::Theme(_) => None,
            }),
            reason_months: plan.reason_months.iter().map(|month| month.format("%Y-%m").to_string()).collect(),
            immediate_measure: plan.immediate_measure.clone(),
            structural_measure: plan.structural_measure.clone(),
            other_processes: plan.other_processes.clone(),
            owner: improvement.owner_email.clone(),
            starts_on: plan.starts_on,
            settling_days: plan.settling_days,
            concerns: plan
                .concerns
                .iter()
                .map(|(dimension, values)| (dimension.name().to_owned(), values.clone()))
                .collect(),
            target: plan.target.kind(),
            target_name: plan.target.name(causes),
            gap: plan.gap,
            public_nl: plan.public.dutch.clone(),
            public_en: plan.public.english.clone(),
            registered_by: improvement.registered_by.clone(),
            registered_at: improvement.registered_at,
            verdict,
            ended_by,
            ended_at,
        }
    }
}

/// What can be told of an improvement. Values are in points of NPS, else in percentage points.
#[derive(Serialize, ToSchema)]
#[schema(as = Effect)]
pub struct EffectJson {
    /// The change of those whom it concerns less that of the rest, upwards also where less is better; null while it cannot be
    /// computed.
    #[schema(required)]
    effect: Option<f64>,
    #[schema(required)]
    low: Option<f64>,
    #[schema(required)]
    high: Option<f64>,
    // A description beside an inlined enumeration makes it an object (utoipa 6).
    #[schema(inline)]
    verdict: EffectVerdict,
    /// Whether the one moment of the verdict has come; before it is `cannot_be_told_yet`, whatever the interval, and from then on
    /// it does not change. It is the first complete month with answers enough for the gap, at the latest the 24th.
    judged: bool,
    /// Answers after that are still needed to tell the gap, if nothing else changes; null if no number is enough.
    #[schema(required)]
    more_needed: Option<u64>,
    /// The first day of the month in which there are answers enough for the verdict; null if there are, or will not be in the
    /// 24 months that count.
    #[schema(required)]
    expected_on: Option<NaiveDate>,
    #[schema(required)]
    after: Option<CellJson>,
    #[schema(required)]
    before: Option<CellJson>,
    /// Those whom it does not concern, over the same days; null if it concerns everyone.
    #[schema(required)]
    rest_after: Option<CellJson>,
    #[schema(required)]
    rest_before: Option<CellJson>,
    /// Whether a figure over few answers is hidden, here or by subtraction.
    suppressed: bool,
    /// The days that count after, of whole months; null before there is a complete month. They end with the moment of the verdict.
    #[schema(required)]
    days_after: Option<DaysJson>,
    /// The months that count before.
    months_before: Vec<DaysJson>,
    /// Others that began for some of the same people within the days that are compared, and may have a part in it.
    overlaps: Vec<OverlapJson>,
    /// Others that began then for some of the rest alone.
    rest_overlaps: Vec<OverlapJson>,
}

/// A figure with its 95 % interval and the number of answers or complaints behind it.
#[derive(Serialize, ToSchema)]
#[schema(as = EffectCell)]
struct CellJson {
    value: f64,
    low: f64,
    high: f64,
    n: u64,
}

#[derive(Serialize, ToSchema)]
#[schema(as = EffectDays)]
struct DaysJson {
    from: NaiveDate,
    to: NaiveDate,
}

#[derive(Serialize, ToSchema)]
#[schema(as = OtherImprovement)]
struct OverlapJson {
    id: String,
    title: String,
}

impl From<&EffectReport> for EffectJson {
    fn from(report: &EffectReport) -> Self {
        let (effect, rest) = (report.effect.shown(), report.rest.as_ref());
        let cells = [&report.after, &report.before].into_iter();
        let of_rest = rest.into_iter().flat_map(|rest| [&rest.after, &rest.before]);
        Self {
            effect: effect.map(|effect| effect.points),
            low: effect.map(|effect| effect.interval.low),
            high: effect.map(|effect| effect.interval.high),
            verdict: report.verdict,
            judged: report.is_judged,
            more_needed: report.more_needed,
            expected_on: report.expected_on,
            after: cell(&report.after),
            before: cell(&report.before),
            rest_after: rest.and_then(|rest| cell(&rest.after)),
            rest_before: rest.and_then(|rest| cell(&rest.before)),
            suppressed: cells.chain(of_rest).any(Visible::is_too_small),
            days_after: report.windows.after.map(DaysJson::from),
            months_before: report.windows.before.iter().copied().map(DaysJson::from).collect(),
            overlaps: report.overlaps.iter().map(OverlapJson::from).collect(),
            rest_overlaps: report.overlaps_of_rest.iter().map(OverlapJson::from).collect(),
        }
    }
}

impl From<&Overlap> for OverlapJson {
    fn from(other: &Overlap) -> Self {
        Self { id: other.id.to_string(), title: other.title.clone() }
    }
}

impl From<DateRange> for DaysJson {
    fn from(range: DateRange) -> Self {
        Self { from: range.from(), to: range.to() }
    }
}

fn cell(cell: &Visible<Cell>) -> Option<CellJson> {
    cell.shown().map(|cell| CellJson {
        value: cell.value,
        low: cell.interval.low,
        high: cell.interval.high,
        n: cell.n,
    })
}

const ID: &str = "01890a5d-ac96-774b-bcce-b302099a8057";

pub fn example() -> Value {
    json!({
        "id": ID, "state": "planned", "title": "Call back within a day", "reason": "Customers wait for an answer.",
        "reason_causes": ["Waiting time"], "reason_themes": [], "reason_signals": [], "reason_months": ["2026-02"],
        "immediate_measure": "Those who wait are called.", "structural_measure": "Two more people on the telephone.",
        "other_processes": null, "owner": "analyst@example.org", "starts_on": "2026-04-01", "settling_days": 14,
        "concerns": {"team": ["Noord"]}, "target": "nps", "target_name": null, "gap": 10.0,
        "public_nl": "Wij bellen nu binnen een dag terug.", "public_en": "We now call back within a day.",
        "registered_by": "analyst@example.org", "registered_at": "2026-03-20T14:00:00Z", "verdict": null,
        "ended_by": null, "ended_at": null,
    })
}

pub fn list_example() -> Value {
    json!({ "improvements": [example()] })
}

pub fn effect_example() -> Value {
    let cell =
        |value: f64, low: f64, high: f64, n: u64| json!({"value": value, "low": low, "high": high, "n": n});
    json!({
        "effect": 88.5, "low": 49.038_739_346_343_895, "high": 125.803_098_695_235_12, "verdict": "works",
        "judged": true, "more_needed": 0, "expected_on": null, "after": cell(52.0, 41.3, 61.2, 200),
        "before": cell(-40.0, -60.1, -13.9, 40), "rest_after": cell(32.5, 7.4, 53.3, 40),
        "rest_before": cell(29.0, 11.3, 45.2, 100), "suppressed": false,
        "days_after": {"from": "2026-05-01", "to": "2026-08-31"},
        "months_before": [{"from": "2026-03-01", "to": "2026-03-31"}], "overlaps": [{"id": ID, "title": "Clearer letters"}],
        "rest_overlaps": [],
    })
}

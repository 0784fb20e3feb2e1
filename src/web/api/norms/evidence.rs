//! What a norm can rest on: readiness, proposal and back-test.

mod described;

use axum::Json;
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use chrono::NaiveDate;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::ObjectBuilder;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::roles::Scope;
use crate::domain::input::fields::FieldError;
use crate::domain::norms::backtest::{Backtest, TestedPeriod};
use crate::domain::norms::evidence::{BacktestQuery, ProposalQuery};
use crate::domain::norms::readiness::{ChannelCoverage, Gate, GateName, Readiness};
use crate::statistics::proposal::Proposal;
use crate::statistics::verdict::Verdict;
use crate::urls;
use crate::web::api::insight::series::{guard_days, parameters as pairs, reader};
use crate::web::api::kit::auth::Caller;
use crate::web::api::kit::operation::{Operation, Operations};
use crate::web::api::kit::schema::one_of;
use crate::web::shell::problem::Problem;
use crate::workflow::norms::evidence::{backtest_over, proposal};
use crate::workflow::norms::overview::readiness_now;

pub fn operations() -> Operations {
    let readiness = Operation::new(
        "Whether there is experience enough to set a norm",
        Scope::InsightsRead,
        "; no parameters. The gates look at complete months of the population of the norm in force, else of customers.",
    )
    .parameters([])
    .answers::<ReadinessJson>(StatusCode::OK, "The gates, passed or not.", described::readiness_example())
    .answers_unchanged();
    let proposal = Operation::new(
        "What history proposes for a norm",
        Scope::InsightsRead,
        "; by day or week, for ranges that are not whole months, and by more than two dimensions, also \
         responses:read. Numbers are null without history enough. \
         Periods in which too few answered take no part.",
    )
    .parameters(described::proposal_parameters())
    .answers::<ProposalJson>(
        StatusCode::OK,
        "What may be proposed, and the chances of candidates.",
        described::proposal_example(),
    )
    .answers_unchanged();
    let backtest = Operation::new(
        "What a norm would have meant in the past",
        Scope::InsightsRead,
        "; by day or week, for ranges that are not whole months, and by more than two dimensions, also \
         responses:read.",
    )
    .parameters(described::backtest_parameters())
    .answers::<BacktestJson>(StatusCode::OK, "The verdict of each period.", described::backtest_example())
    .answers_unchanged();
    Operations::default()
        .routes(readiness.get(urls::API_NORM_READINESS, show_readiness))
        .routes(proposal.get(urls::API_NORM_PROPOSAL, show_proposal))
        .routes(backtest.get(urls::API_NORM_BACKTEST, show_backtest))
}

async fn show_readiness(
    State(app): State<App>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Result<Json<ReadinessJson>, Problem> {
    caller.needs(Scope::InsightsRead)?;
    if let Some((name, _)) = pairs(query.as_deref())?.into_iter().next() {
        let message = "is not a known parameter: readiness is of the norm's population".to_owned();
        return Err(Problem::fields(vec![FieldError { field: name, message }]));
    }
    Ok(Json(ReadinessJson::from(readiness_now(&app).await?)))
}

async fn show_proposal(
    State(app): State<App>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Result<Json<ProposalJson>, Problem> {
    caller.needs(Scope::InsightsRead)?;
    let mut asked = ProposalQuery::parse(&pairs(query.as_deref())?, app.today()).map_err(Problem::fields)?;
    guard_days(&app, &caller, &[&asked.history], query.as_deref(), Action::ReadNormProposalByDay).await?;
    asked.history = asked.history.for_reader(reader(&caller));
    let found = proposal(&app, &asked).await?;
    Ok(Json(ProposalJson::new(found.as_ref(), &asked)))
}

async fn show_backtest(
    State(app): State<App>,
    caller: Caller,
    RawQuery(query): RawQuery,
) -> Result<Json<BacktestJson>, Problem> {
    caller.needs(Scope::InsightsRead)?;
    let mut asked = BacktestQuery::parse(&pairs(query.as_deref())?, app.today()).map_err(Problem::fields)?;
    guard_days(&app, &caller, &[&asked.history], query.as_deref(), Action::ReadNormBacktestByDay).await?;
    asked.history = asked.history.for_reader(reader(&caller));
    let found = backtest_over(&app, &asked).await?;
    Ok(Json(BacktestJson::new(&found, asked.drop)))
}

#[derive(Serialize, ToSchema)]
#[schema(as = Readiness)]
struct ReadinessJson {
    ready: bool,
    gates: Vec<GateJson>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Gate)]
struct GateJson {
    #[schema(inline)]
    gate: GateName,
    passed: bool,
    #[schema(required)]
    have: Option<f64>,
    need: f64,
    /// The first day of the month in which it will have passed, if all goes on as now.
    #[schema(required)]
    expected_on: Option<NaiveDate>,
    /// Of the coverage alone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(nullable = false)]
    channels: Option<Vec<ChannelJson>>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = ChannelCoverage)]
struct ChannelJson {
    #[schema(required)]
    channel: Option<String>,
    closed: u64,
    invited: u64,
}

impl From<Readiness> for ReadinessJson {
    fn from(readiness: Readiness) -> Self {
        let ready = readiness.is_ready();
        let channels: Vec<ChannelJson> = readiness.channels.into_iter().map(ChannelJson::from).collect();
        let mut channels = Some(channels);
        let gate = |gate: &Gate| GateJson {
            gate: gate.name,
            passed: gate.passed,
            have: gate.have,
            need: gate.need,
            expected_on: gate.expected_on,
            channels: channels.take_if(|_| gate.name == GateName::Coverage),
        };
        Self { ready, gates: readiness.gates.iter().map(gate).collect() }
    }
}

impl From<ChannelCoverage> for ChannelJson {
    fn from(coverage: ChannelCoverage) -> Self {
        let ChannelCoverage { channel, closed, invited } = coverage;
        Self { channel: Some(channel).filter(|channel| !channel.is_empty()), closed, invited }
    }
}

/// All in points but `variance` and `tau2`, which are in proportions; null without history enough.
#[derive(Serialize, ToSchema)]
#[schema(as = NormProposal)]
struct ProposalJson {
    #[schema(required)]
    centre: Option<f64>,
    /// In proportions.
    #[schema(required)]
    variance: Option<f64>,
    periods: usize,
    responses: u64,
    /// In squared proportions.
    #[schema(required)]
    tau2: Option<f64>,
    #[schema(required)]
    se_baseline: Option<f64>,
    #[schema(required)]
    s_pred: Option<f64>,
    #[schema(required)]
    prediction: Option<LimitsJson>,
    #[schema(required)]
    hold: Option<f64>,
    #[schema(required)]
    provable: Option<f64>,
    #[schema(required)]
    stretch: Option<f64>,
    #[schema(required)]
    mdd: Option<f64>,
    candidates: Vec<CandidateJson>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Limits)]
struct LimitsJson {
    low: f64,
    high: f64,
}

#[derive(Serialize, ToSchema)]
#[schema(as = Candidate)]
struct CandidateJson {
    value: f64,
    met: f64,
    undecided: f64,
    not_met: f64,
}

impl ProposalJson {
    fn new(found: Option<&Proposal>, asked: &ProposalQuery) -> Self {
        let number = |of: &dyn Fn(&Proposal) -> f64| found.map(of);
        let candidate = |found: &Proposal, value: f64| {
            let assurance = found.assurance(value);
            CandidateJson {
                value,
                met: assurance.met,
                undecided: assurance.undecided,
                not_met: assurance.not_met,
            }
        };
        let candidates =
            found.map(|found| asked.candidates.iter().map(|value| candidate(found, *value)).collect());
        Self {
            centre: number(&|found| found.centre),
            variance: number(&|found| found.variance),
            periods: found.map_or(0, |found| found.periods),
            responses: found.map_or(0, |found| found.responses),
            tau2: number(&|found| found.tau2),
            se_baseline: number(&|found| found.se_baseline),
            s_pred: number(&|found| found.s_pred),
            prediction: found
                .map(|found| LimitsJson { low: found.prediction.low, high: found.prediction.high }),
            hold: number(&Proposal::hold),
            provable: number(&|found| found.provable),
            stretch: number(&|found| found.stretch(asked.improvement)),
            mdd: number(&|found| found.smallest_provable_improvement),
            candidates: candidates.unwrap_or_default(),
        }
    }
}

#[derive(Serialize, ToSchema)]
#[schema(as = Backtest)]
struct BacktestJson {
    value: f64,
    met: usize,
    undecided: usize,
    not_met: usize,
    insufficient: usize,
    point_at_or_above: usize,
    /// The probability that a process exactly at the norm is called not met, at the usual number of responses; null when that is
    /// fewer than the minimum.
    #[schema(required)]
    false_alarm: Option<f64>,
    /// The probability that a process `drop` points below the norm is not called not met.
    #[schema(required)]
    missed_detection: Option<f64>,
    drop: f64,
    periods: Vec<PeriodJson>,
}

#[derive(Serialize, ToSchema)]
#[schema(as = TestedPeriod)]
struct PeriodJson {
    from: NaiveDate,
    to: NaiveDate,
    provisional: bool,
    suppressed: bool,
    #[schema(required)]
    responses: Option<u64>,
    #[schema(required)]
    nps: Option<f64>,
    /// The interval that decides.
    #[schema(required)]
    low: Option<f64>,
    #[schema(required)]
    high: Option<f64>,
    #[schema(required)]
    p_norm: Option<f64>,
    #[schema(schema_with = verdicts)]
    verdict: &'static str,
}

impl BacktestJson {
    fn new(found: &Backtest, drop: f64) -> Self {
        Self {
            value: found.candidate.norm,
            met: found.count(Verdict::Met),
            undecided: found.count(Verdict::Undecided),
            not_met: found.count(Verdict::NotMet),
            insufficient: found.count(Verdict::Insufficient),
            point_at_or_above: found.point_at_or_above(),
            false_alarm: found.chances_at(0.0).map(|chances| chances.not_met),
            missed_detection: found.chances_at(-drop).map(|chances| 1.0 - chances.not_met),
            drop,
            periods: found.periods.iter().map(PeriodJson::from).collect(),
        }
    }
}

impl From<&TestedPeriod> for PeriodJson {
    fn from(period: &TestedPeriod) -> Self {
        let shown = period.figures.shown();
        Self {
            from: period.range.from(),
            to: period.range.to(),
            provisional: period.provisional,
            suppressed: period.figures.is_too_small(),
            responses: period.figures.as_ref().map(|figures| figures.counts.responses()).or_zeros(),
            nps: shown.map(|figures| figures.nps),
            low: shown.map(|figures| figures.deciding.low),
            high: shown.map(|figures| figures.deciding.high),
            p_norm: shown.map(|figures| figures.p_norm),
            verdict: period.verdict.name(),
        }
    }
}

fn verdicts() -> ObjectBuilder {
    one_of(&Verdict::ALL.map(Verdict::name))
}

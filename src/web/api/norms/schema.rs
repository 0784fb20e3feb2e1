//! The bodies of proposing and deciding, described, and an example of a dossier.
//!
//! [`crate::domain::norms::fields`] reads the bodies, since the same fields come from a form.

use serde_json::{Value, json};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{Schema, Type};
use utoipa::{PartialSchema, ToSchema};

use crate::domain::complaints::complaint::Complainant;
use crate::domain::insight::query::Basis;
use crate::domain::norms::fields::{LONGEST_RATIONALE, MOST_MINIMUM};
use crate::domain::norms::norm::{Certainty, NormInterval};
use crate::domain::policy::kpi::Kpi;
use crate::statistics::verdict::FEWEST_RESPONSES;
use crate::web::api::kit::schema::{day, first_of_month, object, of_type, one_of, some_of, with_keywords};

/// A proposal for a norm.
pub struct NewNormBody;

impl ToSchema for NewNormBody {
    fn name() -> std::borrow::Cow<'static, str> {
        "NewNorm".into()
    }
}

impl PartialSchema for NewNormBody {
    fn schema() -> RefOr<Schema> {
        let effective_from = day().description(Some("Lies ahead; by default the next 1 January."));
        let from = "First day of the frozen history, of a month that is over; by default the last 24 complete months, ten \
                    years at most.";
        let norm = object(
            [
                ("kpi", one_of(Kpi::NAMES).into()),
                (
                    "value",
                    of_type(Type::Number)
                        .description(Some("In points for nps; a share for the others."))
                        .into(),
                ),
                ("effective_from", effective_from.into()),
                ("limit", limit()),
                ("rationale", rationale()),
                ("rule", rule()),
                ("from", first_of_month().description(Some(from)).into()),
                ("to", day().description(Some("Last day of a month that is over.")).into()),
            ],
            &["kpi", "value", "rationale"],
        );
        // NPS is in points and has a rule; the others are shares of everything that was counted.
        let by_kpi = json!({
            "if": {"properties": {"kpi": {"const": Kpi::Nps}}},
            "then": {"properties": {"value": {"exclusiveMinimum": -100, "exclusiveMaximum": 100}, "limit": false}},
            "else": {
                "properties": {"value": {"minimum": 0, "maximum": 1}, "rule": false, "from": false, "to": false},
            },
        });
        with_keywords(norm, by_kpi).into()
    }
}

/// The reasons of a decision.
pub struct RationaleBody;

impl ToSchema for RationaleBody {
    fn name() -> std::borrow::Cow<'static, str> {
        "Rationale".into()
    }
}

impl PartialSchema for RationaleBody {
    fn schema() -> RefOr<Schema> {
        object([("rationale", rationale())], &["rationale"]).into()
    }
}

/// The time that a norm allows, for a KPI whose complaints have a clock.
fn limit() -> RefOr<Schema> {
    of_type(Type::String)
        .pattern(Some(r"^(1 hour|[1-9][0-9]{0,3} hours|1 working day|[1-9][0-9]? working days)$"))
        .description(Some("Such as `24 hours` or `6 working days`; by default that of the policy."))
        .into()
}

fn rationale() -> RefOr<Schema> {
    of_type(Type::String)
        .min_length(Some(1))
        .max_length(Some(LONGEST_RATIONALE))
        .pattern(Some(r"[^\s\x00-\x1f\x7f-\x9f]"))
        .into()
}

fn rule() -> RefOr<Schema> {
    let certainty =
        of_type(Type::Number).enum_values(Some(Certainty::ALL.iter().map(|certainty| certainty.share())));
    let minimum = of_type(Type::Integer).minimum(Some(FEWEST_RESPONSES as f64)).maximum(Some(MOST_MINIMUM));
    let fields = [
        ("certainty", certainty.into()),
        ("minimum", minimum.into()),
        ("interval", one_of(NormInterval::NAMES).into()),
        ("population", some_of(one_of(Complainant::NAMES)).into()),
        ("basis", one_of(Basis::NAMES).into()),
    ];
    object(fields, &[]).into()
}

pub fn new_norm_example() -> Value {
    json!({
        "kpi": "nps",
        "value": 10,
        "effective_from": "2027-01-01",
        "rationale": "What history can show to be met with a probability of 0.8.",
        "rule": {"certainty": 0.95, "minimum": 30, "interval": "quarter", "population": ["customer"], "basis": "closed"},
    })
}

pub fn dossier_example() -> Value {
    json!({
        "id": "01890a5d-ac96-774b-bcce-b302099a8057",
        "kpi": "complaint_rate",
        "value": 0.02,
        "effective_from": "2027-01-01",
        "rule": null,
        "rationale": "As the policy has it.",
        "proposed_by": "analyst@example.org",
        "proposed_at": "2026-11-02T10:15:00Z",
        "evidence": null,
    })
}

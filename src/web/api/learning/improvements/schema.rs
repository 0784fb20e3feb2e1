//! The body of registering an improvement, described.
//!
//! [`crate::domain::learning::improvement::fields`] reads it, since the same fields come from a form.

use serde_json::{Value, json};
use utoipa::openapi::schema::{Schema, SchemaType, Type};
use utoipa::openapi::{ArrayBuilder, ObjectBuilder, RefOr};
use utoipa::{PartialSchema, ToSchema};

use crate::domain::complaints::segment::Dimension;
use crate::domain::input::fields::LONGEST_TEXT as LONGEST_LINE;
use crate::domain::insight::query::MOST_FILTER_VALUES;
use crate::domain::learning::improvement::fields::{
    LARGEST_GAP_POINTS, MOST_DIMENSIONS, MOST_REASON_MONTHS, MOST_REASONS,
};
use crate::domain::learning::improvement::{LONGEST_TEXT, LONGEST_TITLE, MOST_SETTLING_DAYS};
use crate::web::api::kit::schema::{NO_CONTROL_CHARACTERS, day, nullable, object, of_type};

/// An improvement to register.
pub struct NewImprovementBody;

/// One line that is not blank.
const LINE: &str = r"^[^\x00-\x1f\x7f-\x9f]*[^\s\x00-\x1f\x7f-\x9f][^\x00-\x1f\x7f-\x9f]*$";
/// Any text that is not blank.
const TEXT: &str = r"[^\s\x00-\x1f\x7f-\x9f]";

impl ToSchema for NewImprovementBody {
    fn name() -> std::borrow::Cow<'static, str> {
        "NewImprovement".into()
    }
}

impl PartialSchema for NewImprovementBody {
    fn schema() -> RefOr<Schema> {
        let fields = [
            ("title", line().max_length(Some(LONGEST_TITLE)).into()),
            (
                "reason",
                of_type(Type::String)
                    .min_length(Some(1))
                    .max_length(Some(LONGEST_TEXT))
                    .pattern(Some(TEXT))
                    .into(),
            ),
            ("reason_causes", names("Names of causes.")),
            ("reason_themes", names("Identifiers of themes.")),
            (
                "reason_signals",
                names(
                    "Identifiers of signals; the months of those that point downwards are added to reason_months.",
                ),
            ),
            (
                "reason_months",
                at_most(
                    MOST_REASON_MONTHS,
                    "Months that are over at the start, like 2026-03; they are no part of before.",
                ),
            ),
            ("immediate_measure", text("This or structural_measure is required.")),
            ("structural_measure", text("This or immediate_measure is required.")),
            ("other_processes", text("Which other processes the cause touches.")),
            ("owner", line().description(Some("The address of an enabled user.")).into()),
            ("starts_on", day().description(Some("Today or later, two years ahead at most.")).into()),
            ("settling_days", settling_days().into()),
            ("concerns", concerns().into()),
            (
                "target",
                line()
                    .description(Some("`nps`, `item`, `cause` or `kpi`; or with its name, as `item:speed`."))
                    .into(),
            ),
            ("target_name", text_line("The item, the cause, or the KPI (1, 2 or 3).")),
            ("gap", gap().into()),
            ("public_nl", text("What respondents may read, in Dutch.")),
            ("public_en", text("The same in English.")),
        ];
        object(fields, &["title", "reason", "owner", "starts_on", "target", "gap"]).into()
    }
}

fn line() -> ObjectBuilder {
    of_type(Type::String).max_length(Some(LONGEST_LINE)).pattern(Some(LINE))
}

fn text_line(description: &str) -> RefOr<Schema> {
    nullable(Type::String)
        .max_length(Some(LONGEST_LINE))
        .pattern(Some(NO_CONTROL_CHARACTERS))
        .description(Some(description))
        .into()
}

fn text(description: &str) -> RefOr<Schema> {
    nullable(Type::String).max_length(Some(LONGEST_TEXT)).description(Some(description)).into()
}

fn names(description: &str) -> RefOr<Schema> {
    at_most(MOST_REASONS, description)
}

fn at_most(most: usize, description: &str) -> RefOr<Schema> {
    let items = RefOr::from(Schema::from(line().build()));
    ArrayBuilder::new()
        .items(items)
        .max_items(Some(most))
        .schema_type(SchemaType::from_iter([Type::Array, Type::Null]))
        .description(Some(description))
        .into()
}

fn settling_days() -> ObjectBuilder {
    nullable(Type::Integer).minimum(Some(0)).maximum(Some(MOST_SETTLING_DAYS)).description(Some(
        "Days after the start that do not count yet; by default 0. Counting begins on the first of a month.",
    ))
}

fn gap() -> ObjectBuilder {
    of_type(Type::Number).exclusive_minimum(Some(0)).maximum(Some(LARGEST_GAP_POINTS)).description(Some(
        "By how much it should change for the better: points of NPS, else percentage points up to 100.",
    ))
}

fn concerns() -> ObjectBuilder {
    let values = || {
        let value = of_type(Type::String).pattern(Some(NO_CONTROL_CHARACTERS));
        let list = ArrayBuilder::new().items(RefOr::from(Schema::from(value.build())));
        RefOr::from(list.max_items(Some(MOST_FILTER_VALUES)))
    };
    let object = object(Dimension::ALL.iter().map(|dimension| (dimension.name(), values())), &[]);
    object.max_properties(Some(MOST_DIMENSIONS)).description(Some(
        "Accepted values by dimension, at most two, an empty text for unknown; without any it concerns everyone.",
    ))
}

pub fn example() -> Value {
    json!({
        "title": "Call back within a day",
        "reason": "Customers wait for an answer.",
        "reason_causes": ["Waiting time"],
        "reason_months": ["2026-02"],
        "immediate_measure": "Those who wait are called.",
        "structural_measure": "Two more people on the telephone.",
        "owner": "analyst@example.org",
        "starts_on": "2026-04-01",
        "settling_days": 14,
        "concerns": {"team": ["Noord"]},
        "target": "nps",
        "gap": 10,
        "public_nl": "Wij bellen nu binnen een dag terug.",
        "public_en": "We now call back within a day.",
    })
}

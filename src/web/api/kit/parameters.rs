//! Parameters that several operations share, described once.
//!
//! The rule: dimensions come from [`Dimension::ALL`]; a new one is a parameter everywhere by that.

use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn, ParameterStyle};
use utoipa::openapi::schema::{Schema, Type};
use utoipa::openapi::{ArrayBuilder, RefOr, Required};

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::{Basis, CONFIDENCES, MOST_FILTER_VALUES, MOST_ROLLING};
use crate::domain::time::period::Granularity;
use crate::web::api::kit::schema::{NO_CONTROL_CHARACTERS, day, of_type, one_of};

/// A query parameter that may be left out.
pub fn query(name: impl Into<String>, description: &str, schema: impl Into<RefOr<Schema>>) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(schema))
        .build()
}

/// The same, required.
pub fn required_query(name: &str, description: &str, schema: impl Into<RefOr<Schema>>) -> Parameter {
    ParameterBuilder::from(query(name, description, schema)).required(Required::True).build()
}

/// A query parameter that may be given up to `most` times.
pub fn repeated(
    name: impl Into<String>,
    description: &str,
    most: usize,
    items: impl Into<RefOr<Schema>>,
) -> Parameter {
    let list = ArrayBuilder::new().items(items.into()).max_items(Some(most));
    let parameter = ParameterBuilder::from(query(name, description, list.build()));
    parameter.style(Some(ParameterStyle::Form)).explode(Some(true)).build()
}

/// A part of the path.
pub fn path(name: &str, description: &str, schema: impl Into<RefOr<Schema>>) -> Parameter {
    let parameter = ParameterBuilder::from(query(name, description, schema));
    parameter.parameter_in(ParameterIn::Path).required(Required::True).build()
}

/// First and last day.
pub fn days(prefix: &str, first: &str, last: &str) -> Vec<Parameter> {
    vec![query(format!("{prefix}from"), first, day()), query(format!("{prefix}to"), last, day())]
}

/// First and last day of a range that is the last twelve months unless told otherwise.
pub fn last_twelve_months(prefix: &str) -> Vec<Parameter> {
    days(
        prefix,
        "First day; by default the first of the month eleven months before `to`. Not after `to`, at most 200 years and \
         5,000 periods before it.",
        "Last day, included; by default today.",
    )
}

/// The length of a period.
pub fn interval(names: &[&'static str]) -> Parameter {
    let schema = one_of(names).default(Some(Granularity::Month.name().into()));
    query("interval", "The length of a period.", schema)
}

/// Which day counts.
pub fn basis(prefix: &str) -> Parameter {
    let schema = one_of(Basis::NAMES).default(Some(Basis::Closed.name().into()));
    query(format!("{prefix}basis"), "Which day counts: that of the closure or of the answer.", schema)
}

/// A filter for each dimension.
pub fn filters(prefix: &str) -> impl Iterator<Item = Parameter> {
    filters_by_default(prefix, &[])
}

/// The same, where some dimensions are filtered unless told otherwise.
pub fn filters_by_default(
    prefix: &str,
    defaults: &'static [(Dimension, &'static str)],
) -> impl Iterator<Item = Parameter> {
    Dimension::ALL.iter().map(move |dimension| {
        let default = defaults.iter().find(|(other, _)| other == dimension);
        let otherwise =
            default.map_or("empty means unknown".to_owned(), |(_, who)| format!("by default {who}"));
        let description = format!("Only this {dimension}; may be repeated; {otherwise}.");
        let items = of_type(Type::String).pattern(Some(NO_CONTROL_CHARACTERS));
        repeated(format!("{prefix}{dimension}"), &description, MOST_FILTER_VALUES, items)
    })
}

/// How many periods one point sums.
pub fn rolling() -> Parameter {
    let description = "Each point sums the last n periods; not above 1 with interval total, nor where periods may not \
                       overlap.";
    query("rolling", description, whole(1, MOST_ROLLING).default(Some(1.into())))
}

/// The confidence of two-sided intervals.
pub fn confidence() -> Parameter {
    let schema = one_of(CONFIDENCES).default(Some("0.95".into()));
    query("confidence", "Of the interval.", schema)
}

/// What every question about figures over time understands.
pub fn series() -> Vec<Parameter> {
    let group = "One group for each value of this dimension, and no overall group.";
    let mut parameters = last_twelve_months("");
    parameters.extend([
        interval(Granularity::NAMES),
        basis(""),
        query("group_by", group, one_of(Dimension::NAMES)),
        rolling(),
        confidence(),
    ]);
    parameters.extend(filters(""));
    parameters
}

/// A whole number within limits.
pub fn whole(least: u32, most: u32) -> utoipa::openapi::ObjectBuilder {
    of_type(Type::Integer).minimum(Some(least)).maximum(Some(most))
}

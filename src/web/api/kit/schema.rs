//! Schemas of single values (JSON Schema 2020-12), as the API's description uses them.
//!
//! The rule: a schema allows exactly what the parser of the same value takes.

use serde_json::{Value, json};
use utoipa::openapi::extensions::Extensions;
use utoipa::openapi::schema::{AdditionalProperties, Schema, SchemaType, Type};
use utoipa::openapi::{ArrayBuilder, KnownFormat, ObjectBuilder, RefOr, SchemaFormat};

use crate::domain::input::fields::LONGEST_TEXT;

/// Text without control characters.
pub const NO_CONTROL_CHARACTERS: &str = r"^[^\x00-\x1f\x7f-\x9f]*$";
/// `YYYY-MM-DD` in the years that Naklank knows.
const DAY: &str = r"^(19|2[0-9])[0-9]{2}-[0-9]{2}-[0-9]{2}$";
/// The first day of a month.
const FIRST_OF_MONTH: &str = r"^(19|2[0-9])[0-9]{2}-[0-9]{2}-01$";
/// RFC 3339 in the same years.
const MOMENT: &str = r"^(19(0[1-9]|[1-9][0-9])|2[0-8][0-9]{2}|29([0-8][0-9]|9[0-8]))-[0-9]{2}-[0-9]{2}[Tt][0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?([Zz]|[+-][0-9]{2}:[0-9]{2})$";

/// A value of a type.
pub fn of_type(kind: Type) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(kind)
}

/// A value of a type, or null.
pub fn nullable(kind: Type) -> ObjectBuilder {
    ObjectBuilder::new().schema_type(SchemaType::from_iter([kind, Type::Null]))
}

/// One of some names.
pub fn one_of(names: &[&'static str]) -> ObjectBuilder {
    of_type(Type::String).enum_values(Some(names.iter().copied()))
}

/// One of some names, or null.
pub fn one_of_or_null(names: &[&'static str]) -> ObjectBuilder {
    let names = names.iter().map(|name| json!(name)).chain([Value::Null]);
    nullable(Type::String).enum_values(Some(names))
}

/// A day.
pub fn day() -> ObjectBuilder {
    format(of_type(Type::String), KnownFormat::Date).pattern(Some(DAY))
}

/// A day, or null.
pub fn day_or_null() -> ObjectBuilder {
    format(nullable(Type::String), KnownFormat::Date).pattern(Some(DAY))
}

/// A day that we answer.
pub fn answered_day() -> RefOr<Schema> {
    format(of_type(Type::String), KnownFormat::Date).into()
}

/// A moment that we answer.
pub fn answered_moment() -> RefOr<Schema> {
    format(of_type(Type::String), KnownFormat::DateTime).into()
}

/// An identifier.
pub fn identifier() -> ObjectBuilder {
    of_type(Type::String).format(Some(SchemaFormat::Custom("uuid".to_owned())))
}

/// The first day of a month.
pub fn first_of_month() -> ObjectBuilder {
    day().pattern(Some(FIRST_OF_MONTH))
}

/// A moment.
pub fn moment() -> ObjectBuilder {
    format(of_type(Type::String), KnownFormat::DateTime).pattern(Some(MOMENT))
}

/// A moment, or null.
pub fn moment_or_null() -> ObjectBuilder {
    format(nullable(Type::String), KnownFormat::DateTime).pattern(Some(MOMENT))
}

/// One line of text that a complaint may hold, or null.
pub fn line_or_null() -> ObjectBuilder {
    nullable(Type::String).max_length(Some(LONGEST_TEXT)).pattern(Some(NO_CONTROL_CHARACTERS))
}

/// A list of values, at least one.
pub fn some_of(items: impl Into<RefOr<Schema>>) -> ArrayBuilder {
    ArrayBuilder::new().items(items.into()).min_items(Some(1))
}

/// An object of exactly these fields, of which the named ones must be there.
pub fn object<I>(fields: I, required: &[&str]) -> ObjectBuilder
where
    I: IntoIterator<Item = (&'static str, RefOr<Schema>)>,
{
    let object = of_type(Type::Object).additional_properties(Some(AdditionalProperties::FreeForm(false)));
    let object = fields.into_iter().fold(object, |object, (name, schema)| object.property(name, schema));
    required.iter().fold(object, |object, name| object.required(*name))
}

/// An object of an answer: every field is there, and others may come.
pub fn answer<I>(fields: I) -> ObjectBuilder
where
    I: IntoIterator<Item = (&'static str, RefOr<Schema>)>,
{
    fields
        .into_iter()
        .fold(of_type(Type::Object), |object, (name, schema)| object.property(name, schema).required(name))
}

/// An object that has the fields of another too, as `#[serde(flatten)]` writes them.
pub fn with_fields_of(object: RefOr<Schema>, other: RefOr<Schema>) -> RefOr<Schema> {
    match (object, other) {
        (RefOr::T(Schema::Object(mut object)), RefOr::T(Schema::Object(other))) => {
            object.properties.extend(other.properties);
            object.required.extend(other.required);
            RefOr::T(Schema::Object(object))
        }
        (object, _) => object,
    }
}

/// Adds keywords of JSON Schema that the builder does not know, such as `if` and `then`.
pub fn with_keywords(schema: ObjectBuilder, keywords: Value) -> ObjectBuilder {
    let Value::Object(keywords) = keywords else { return schema };
    schema.extensions(Some(Extensions::from_iter(keywords)))
}

fn format(schema: ObjectBuilder, format: KnownFormat) -> ObjectBuilder {
    schema.format(Some(SchemaFormat::KnownFormat(format)))
}

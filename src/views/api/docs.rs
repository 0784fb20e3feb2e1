//! The API's description as a page, made from the OpenAPI document alone: contents, then each operation with its
//! parameters, body, answers and examples, then the schemas.

use maud::{Markup, html};
use serde_json::Value;

use crate::domain::people::language::Language;
use crate::urls;
use crate::views::kit::page::Page;

const SCHEMA: &str = "#/components/schemas/";

/// The page.
#[must_use]
pub fn api_docs(description: &Value) -> Markup {
    let operations: Vec<Operation<'_>> = operations(description).collect();
    Page {
        language: Language::English,
        title: "API – Naklank",
        organisation: "Naklank",
        is_wide: true,
        user: None,
        body: html! {
            h1 { "API" }
            p { (prose(text_at(&description["info"], "description"))) }
            p { "The same for programs: " a href=(urls::API_DESCRIPTION) { "OpenAPI 3.1" } "." }
            (contents(&operations, description))
            @for operation in &operations { (operation.section()) }
            h2 id="schemas" { "Schemas" }
            @for (name, schema) in schemas(description) { (schema_section(name, schema)) }
        },
    }
    .render()
}

/// One operation of the description.
struct Operation<'a> {
    method: String,
    path: &'a str,
    described: &'a Value,
}

fn operations(description: &Value) -> impl Iterator<Item = Operation<'_>> {
    entries(description.get("paths")).flat_map(|(path, methods)| {
        entries(Some(methods)).map(move |(method, described)| Operation {
            method: method.to_uppercase(),
            path,
            described,
        })
    })
}

fn schemas(description: &Value) -> impl Iterator<Item = (&String, &Value)> {
    entries(description.pointer("/components/schemas"))
}

fn contents(operations: &[Operation<'_>], description: &Value) -> Markup {
    html! {
        nav aria-labelledby="contents" {
            h2 id="contents" { "Contents" }
            ul {
                @for operation in operations {
                    li {
                        a href=(format!("#{}", operation.anchor())) { (text_at(operation.described, "summary")) }
                        " " code { (operation.method) " " (operation.path) }
                    }
                }
                li {
                    a href="#schemas" { "Schemas" } ": "
                    @for (index, (name, _)) in schemas(description).enumerate() {
                        @if index > 0 { ", " }
                        (schema_link(name))
                    }
                }
            }
        }
    }
}

impl Operation<'_> {
    fn anchor(&self) -> String {
        let name: String = format!("{}{}", self.method, self.path)
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
            .collect();
        name.trim_end_matches('-').to_owned()
    }

    fn section(&self) -> Markup {
        html! {
            section {
                h2 id=(self.anchor()) { (text_at(self.described, "summary")) }
                p { code { (self.method) " " (self.path) } }
                p { (prose(text_at(self.described, "description"))) }
                (parameters(self.described))
                (body(self.described))
                (answers(self.described))
            }
        }
    }
}

fn parameters(operation: &Value) -> Markup {
    let parameters = operation["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    html! {
        @if !parameters.is_empty() {
            h3 { "Parameters" }
            dl {
                @for parameter in parameters {
                    dt {
                        code { (text_at(parameter, "name")) } " "
                        span.hint {
                            (kind(&parameter["schema"]))
                            @if parameter["required"] == true { ", required" }
                        }
                    }
                    dd { (prose(text_at(parameter, "description"))) }
                }
            }
        }
    }
}

fn body(operation: &Value) -> Markup {
    html! {
        @if let Some(body) = operation.get("requestBody") {
            h3 { "Body" }
            @for (media_type, content) in entries(body.get("content")) {
                p { code { (media_type) } " " (kind(&content["schema"])) }
                (example(content))
            }
        }
    }
}

fn answers(operation: &Value) -> Markup {
    let (good, refusals): (Vec<_>, Vec<_>) = entries(operation.get("responses"))
        .partition(|(status, _)| status.starts_with('2') || status.starts_with('3'));
    html! {
        h3 { "Answers" }
        @for (status, answer) in good {
            p { strong { (status) } " " (prose(text_at(answer, "description"))) " " (media_types(answer)) }
            @for (_, content) in entries(answer.get("content")) { (example(content)) }
        }
        h3 { "Refusals" }
        p { "Each is " code { "application/problem+json" } " (RFC 9457), a " (schema_link("Problem")) "." }
        dl {
            @for (status, answer) in refusals {
                dt { (status) }
                dd { (prose(text_at(answer, "description"))) }
            }
        }
    }
}

fn media_types(answer: &Value) -> Markup {
    html! {
        @for (index, (media_type, content)) in entries(answer.get("content")).enumerate() {
            @if index > 0 { ", or " }
            code { (media_type) }
            @if content["schema"].get("$ref").is_some() { " " (kind(&content["schema"])) }
        }
    }
}

/// Text in which what stands in backquotes is code.
fn prose(text: &str) -> Markup {
    html! {
        @for (index, part) in text.split('`').enumerate() {
            @if index % 2 == 1 { code { (part) } } @else { (part) }
        }
    }
}

fn example(content: &Value) -> Markup {
    html! {
        @if let Some(example) = content.get("example") { (json("Example", example)) }
    }
}

fn schema_section(name: &str, schema: &Value) -> Markup {
    html! {
        section {
            h3 id=(format!("schema-{name}")) { (name) }
            @if let Some(text) = schema["description"].as_str() { p { (prose(text)) } }
            @let fields: Vec<_> = entries(schema.get("properties")).collect();
            @if !fields.is_empty() {
                dl {
                    @for (field, value) in fields {
                        dt { code { (field) } " " span.hint { (kind(value)) } }
                        dd { (prose(text_at(value, "description"))) }
                    }
                }
            }
            (json(&format!("JSON Schema of {name}"), schema))
        }
    }
}

/// JSON that opens on demand, scrolls by keyboard, and is announced by its name.
fn json(name: &str, value: &Value) -> Markup {
    html! {
        details {
            summary { (name) }
            pre tabindex="0" role="region" aria-label=(name) {
                code { (serde_json::to_string_pretty(value).unwrap_or_default()) }
            }
        }
    }
}

/// The type of a value in a few words, with a link where it is a schema with a name.
fn kind(schema: &Value) -> Markup {
    if let Some(name) = schema["$ref"].as_str().and_then(|target| target.strip_prefix(SCHEMA)) {
        return schema_link(name);
    }
    let alternatives = ["oneOf", "anyOf"].iter().find_map(|key| schema[*key].as_array());
    if let Some(alternatives) = alternatives {
        return html! {
            @for (index, one) in alternatives.iter().enumerate() {
                @if index > 0 { " or " }
                (kind(one))
            }
        };
    }
    if let Some(names) = schema["enum"].as_array() {
        let names: Vec<String> = names.iter().map(plain).collect();
        return html! { "one of " (names.join(", ")) };
    }
    let types = match &schema["type"] {
        Value::Array(types) => types.iter().map(plain).collect::<Vec<_>>().join(" or "),
        one => plain(one),
    };
    let format = schema["format"].as_str().filter(|format| !format.starts_with("int") && *format != "double");
    html! {
        (types)
        @if let Some(format) = format { ", " (format) }
        @if let Some(items) = schema.get("items") { " of " (kind(items)) }
    }
}

fn plain(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn schema_link(name: &str) -> Markup {
    html! { a href=(format!("#schema-{name}")) { (name) } }
}

fn entries(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

fn text_at<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

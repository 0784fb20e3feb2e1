//! The API documentation, rendered from the OpenAPI document alone.

use maud::{Markup, html};
use serde_json::Value;

use crate::domain::people::language::Language;
use crate::views::kit::page::Page;

#[must_use]
pub fn api_docs(description: &Value) -> Markup {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let info = description.get("info").unwrap_or(&Value::Null);
    Page {
        language: Language::English,
        title: "API – Naklank",
        organisation: "Naklank",
        is_wide: true,
        user: None,
        body: html! {
            h1 { "API" }
            p { (text(info.get("description").unwrap_or(&Value::Null))) }
            p { "The same for programs: " a href=(crate::urls::API_DESCRIPTION) { "OpenAPI 3.1" } "." }
            @for (path, operations) in entries(description.get("paths")) {
                @for (method, operation) in entries(Some(operations)) {
                    section {
                        h2 { code { (method.to_uppercase()) " " (path) } }
                        p { strong { (text_at(operation, "summary")) } ". " (text_at(operation, "description")) }
                        (parameters(operation))
                        p { "Answers: " (entries(operation.get("responses")).map(|(status, _)| status.as_str()).collect::<Vec<_>>().join(", ")) "." }
                    }
                }
            }
            @for (name, schema) in entries(description.pointer("/components/schemas")) {
                section {
                    h2 { (name) }
                    pre tabindex="0" { code { (serde_json::to_string_pretty(schema).unwrap_or_default()) } }
                }
            }
        },
    }
    .render()
}

fn parameters(operation: &Value) -> Markup {
    let parameters =
        operation.get("parameters").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    html! {
        @if !parameters.is_empty() {
            dl {
                @for parameter in parameters {
                    dt { code { (text_at(parameter, "name")) } }
                    dd { (text_at(parameter, "description")) }
                }
            }
        }
    }
}

fn entries(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

fn text_at<'a>(value: &'a Value, name: &str) -> &'a str {
    value.get(name).and_then(Value::as_str).unwrap_or_default()
}

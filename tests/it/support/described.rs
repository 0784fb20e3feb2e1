//! Every answer of the API in every test is held against the API's description.

use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex};

use axum::http::{Method, StatusCode};
use jsonschema::Validator;
use serde_json::{Value, json};

use crate::support::Answer;

/// The description in which no object may have a field that is not described: it leaves room for fields to come, and the
/// tests leave none.
pub static DESCRIPTION: LazyLock<Value> = LazyLock::new(|| {
    let mut description = serde_json::to_value(naklank::web::api::described()).unwrap();
    close(&mut description["components"]["schemas"]);
    description
});

fn close(schema: &mut Value) {
    match schema {
        Value::Object(object) => {
            if object.contains_key("properties") && object.get("type") == Some(&json!("object")) {
                object.entry("additionalProperties").or_insert(json!(false));
                // What is not suppressed shows all its figures.
                if let Some(fields) =
                    object["properties"].as_object().filter(|all| all.contains_key("suppressed"))
                {
                    let all: Vec<String> = fields.keys().cloned().collect();
                    object.insert("if".to_owned(), json!({"properties": {"suppressed": {"const": false}}}));
                    object.insert("then".to_owned(), json!({"required": all}));
                }
            }
            object.values_mut().for_each(close);
        }
        Value::Array(list) => list.iter_mut().for_each(close),
        _ => {}
    }
}

/// A validator for a schema, made once.
pub fn validator(name: &str) -> Arc<Validator> {
    static MADE: LazyLock<Mutex<HashMap<String, Arc<Validator>>>> = LazyLock::new(Mutex::default);
    let mut made = MADE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let make = || {
        let root = json!({
            "$ref": format!("#/components/schemas/{name}"),
            "components": DESCRIPTION["components"],
        });
        Arc::new(jsonschema::options().build(&root).unwrap())
    };
    made.entry(name.to_owned()).or_insert_with(make).clone()
}

pub fn assert_fits(schema: &str, value: &Value) {
    let mistakes: Vec<String> = validator(schema)
        .iter_errors(value)
        .map(|error| format!("{}: {error}", error.instance_path))
        .collect();
    assert!(mistakes.is_empty(), "{schema}: {mistakes:?} in {value}");
}

/// What the limits around all of the program answer, whatever is asked.
const ANSWERED_ANYWHERE: [StatusCode; 2] = [StatusCode::METHOD_NOT_ALLOWED, StatusCode::TOO_MANY_REQUESTS];

pub fn assert_is_described(method: &Method, path: &str, answer: &Answer) {
    if !path.starts_with("/api/v1/") || ANSWERED_ANYWHERE.contains(&answer.status) {
        return;
    }
    let operation = DESCRIPTION["paths"]
        .as_object()
        .unwrap()
        .iter()
        .find(|(template, _)| names(template, path))
        .and_then(|(_, operations)| operations.get(method.as_str().to_ascii_lowercase()));
    let Some(operation) = operation else {
        // Nothing is served that is not described; a path that cannot be read is refused before it is routed.
        let refusals = [StatusCode::NOT_FOUND, StatusCode::BAD_REQUEST];
        assert!(refusals.contains(&answer.status), "{method} {path} is not described: {answer:?}");
        return;
    };
    let described = &operation["responses"][answer.status.as_str()];
    assert!(described.is_object(), "{method} {path} answers {} undescribed: {}", answer.status, answer.body);
    let media_type = answer.header("content-type").split(';').next().unwrap();
    let Some(content) = described.get("content") else {
        assert_eq!(answer.body, "", "{method} {path}");
        return;
    };
    assert!(content.get(media_type).is_some(), "{method} {path} answers {media_type}: {}", answer.body);
    if let Some(schema) = content[media_type]["schema"]["$ref"].as_str() {
        assert_fits(schema.rsplit('/').next().unwrap(), &answer.json());
    }
}

/// Whether a path is one of those that a template names.
fn names(template: &str, path: &str) -> bool {
    let (template, path): (Vec<&str>, Vec<&str>) = (template.split('/').collect(), path.split('/').collect());
    template.len() == path.len()
        && template.iter().zip(path).all(|(part, given)| part.starts_with('{') || *part == given)
}

//! The API description is correct: the paths that it names exist, and real responses match its schemas.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use naklank::workflow::insight::import_responses::import_responses;
use serde_json::{Value, json};

use crate::support::described::{DESCRIPTION, assert_fits, validator};
use crate::support::{Backend, START, TestApp, closed_complaint};

async fn description(app: &TestApp) -> Value {
    let answer = app.get("/api/openapi.json").await;
    assert_eq!(answer.header("content-type"), "application/json");
    answer.json()
}

#[tokio::test]
async fn real_answers_fit_the_description() {
    let app = TestApp::start(Backend::Sqlite).await;
    let complaint = closed_complaint(START);
    assert_fits("Complaint", &complaint);
    assert_fits("ComplaintState", &app.put("K-1", &complaint).await.json());
    let problem = app.put("K-2", &json!({"status": "closed"})).await;
    assert_fits("Problem", &problem.json());
    let file = format!(
        "answered_at,score,team,empathy,verbatim\n{}2026-02-03,9,Zuid,,\n",
        "2026-01-05,9,Noord,4,Goed.\n".repeat(5)
    );
    import_responses(&app.app, file.as_bytes(), None).await.unwrap();
    for query in ["", "group_by=team&interval=quarter", "interval=total&rolling=1&group_by=product"] {
        assert_fits("Nps", &app.nps(query).await);
        let funnel = app.api(Method::GET, &format!("/api/v1/funnel?{query}"), Body::empty()).await;
        assert_fits("Funnel", &funnel.json());
        let satisfaction =
            app.api(Method::GET, &format!("/api/v1/satisfaction?{query}"), Body::empty()).await;
        assert_fits("Satisfaction", &satisfaction.json());
    }
    for (path, schema) in [
        ("control-chart", "ControlChart"),
        ("difference?a.team=Noord&b.team=Zuid", "Difference"),
        ("responses", "Responses"),
    ] {
        let answer = app.api(Method::GET, &format!("/api/v1/{path}"), Body::empty()).await;
        assert_fits(schema, &answer.json());
    }
    app.load_policy_values().await;
    let norm = json!({"kpi": "nps", "value": 5, "rationale": "x", "rule": {"interval": "quarter"}});
    assert_fits("NewNorm", &norm);
    let proposed = app.api(Method::POST, "/api/v1/norms", norm.to_string()).await.json();
    assert_fits("Norm", &proposed);
    let dossier = format!("norms/{}/dossier", proposed["id"].as_str().unwrap());
    for (path, schema) in [
        ("norms", "Norms"),
        ("norms?kpi=complaint_rate", "Norms"),
        (dossier.as_str(), "Dossier"),
        ("norms/readiness", "Readiness"),
        ("norms/proposal?candidate=5&from=2026-01-01&to=2026-02-28", "NormProposal"),
        ("norms/proposal?from=2026-01-01&to=2026-02-28&interval=quarter", "NormProposal"),
        ("norms/backtest?value=5", "Backtest"),
    ] {
        let answer = app.api(Method::GET, &format!("/api/v1/{path}"), Body::empty()).await;
        assert_fits(schema, &answer.json());
    }
    let bounce = app.api(Method::POST, "/api/v1/bounces", "From: a@example.org\r\n\r\nHello\r\n").await;
    assert_fits("BounceOutcome", &bounce.json());
}

#[tokio::test]
async fn every_described_operation_exists_and_asks_for_a_key() {
    let app = TestApp::start(Backend::Sqlite).await;
    let description = description(&app).await;
    for (path, operations) in description["paths"].as_object().unwrap() {
        for method in operations.as_object().unwrap().keys() {
            let method: Method = method.to_uppercase().parse().unwrap();
            let path =
                path.replace("{reference}", "K-1").replace("{id}", "00000000-0000-7000-8000-000000000000");
            let answer = app.api_as("wrong", method.clone(), &path, Body::empty()).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{method} {path}");
        }
    }
}

#[tokio::test]
async fn the_description_can_be_read_by_people() {
    let app = TestApp::start(Backend::Sqlite).await;
    let page = app.get("/api/docs").await;
    assert_eq!(page.status, StatusCode::OK);
    for words in ["/api/v1/complaints/{reference}", "/api/v1/nps", "group_by", "ComplaintState"] {
        assert!(page.body.contains(words), "{words}");
    }
    assert!(!page.body.contains("https://"), "no outside address");
}

/// The program accepts what the description allows, and the description rules out what the program refuses for its
/// form.
#[tokio::test]
async fn the_description_knows_what_the_program_checks() {
    let app = TestApp::start(Backend::Sqlite).await;
    let complaint = validator("Complaint");
    let open = |more: Value| {
        let mut complaint = json!({"status": "open", "received_at": "2026-03-02T09:15:00Z"});
        complaint.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        complaint
    };
    let long = "x".repeat(201);
    for (sound, more) in [
        (true, json!({})),
        (
            true,
            json!({"closed_at": null, "team": null, "contact": {"email": "no address", "language": "nl-BE"}}),
        ),
        (true, json!({"contact": {"phone": "+31 (0)20 - 123.45/67"}})),
        (true, json!({"contact": {"phone": "0031201234567"}})),
        (true, json!({"contact": {"phone": ""}})),
        (true, json!({"contact": {"phone": null}})),
        (true, json!({"status": "closed", "closed_at": "2026-03-03T09:15:00+01:00"})),
        (true, json!({"survey": {"ask": false, "reason": "other", "note": "x"}})),
        (true, json!({"survey": {"ask": true, "reason": null}})),
        (true, json!({"survey": {"ask": null, "note": "x"}})),
        (false, json!({"status": "closed"})),
        (false, json!({"status": "closed", "closed_at": null})),
        (false, json!({"received_at": "2026-03-02"})),
        (false, json!({"received_at": "1800-03-02T09:15:00Z"})),
        (false, json!({"received_at": "3000-03-02T09:15:00Z"})),
        (false, json!({"acknowledged_at": "0026-03-02T09:15:00Z"})),
        (false, json!({"team": "a\nb"})),
        (false, json!({"handler": "a\u{9f}"})),
        (false, json!({"product": long})),
        (false, json!({"cause": {}})),
        (false, json!({"contact": {"email": "a\u{0}@example.org"}})),
        (false, json!({"contact": {"email": {}}})),
        (false, json!({"contact": {"name": "a\tb"}})),
        (false, json!({"contact": {"phone": "12345"}})),
        (false, json!({"contact": {"phone": "020 123 45 67 x12"}})),
        (false, json!({"contact": {"phone": "020\n1234567"}})),
        (false, json!({"contact": {"phone": 201_234_567}})),
        (false, json!({"contact": {"phone": "0 ".repeat(6) + &" ".repeat(30) + "1"}})),
        (false, json!({"contact": {"language": "nl_NL"}})),
        (false, json!({"contact": {"language": "Dutch, please"}})),
        (false, json!({"contact": "a@example.org"})),
        (false, json!({"written_response_required": "true"})),
        (false, json!({"channel": {}})),
        (false, json!({"survey": {"ask": false}})),
        (false, json!({"survey": {"ask": false, "reason": null}})),
        (false, json!({"survey": {"ask": false, "reason": "other"}})),
        (false, json!({"survey": {"ask": false, "reason": "other", "note": "  "}})),
        (false, json!({"survey": {"ask": true, "reason": "test"}})),
        (false, json!({"survey": {"reason": "test"}})),
        (false, json!({"survey": {"ask": "no"}})),
        (false, json!({"colour": "red"})),
    ] {
        let told = open(more);
        assert_eq!(complaint.is_valid(&told), sound, "described: {told}");
        let status = app.put("K-1", &told).await.status;
        assert_eq!(status.is_success(), sound, "done: {status} {told}");
    }
    import_responses(&app.app, b"answered_at,score\n2025-06-05,9\n", None).await.unwrap();
    let norm = validator("NewNorm");
    for (turn, (sound, told)) in [
        (true, json!({"kpi": "nps", "value": -99.5, "rationale": "x"})),
        (true, json!({"kpi": "complaint_rate", "value": 0.5, "rationale": "x\ny"})),
        (true, json!({"kpi": "nps", "value": 1, "rationale": "x", "from": "2025-01-01", "to": "2025-12-31"})),
        (false, json!({"kpi": "nps", "value": 100, "rationale": "x"})),
        (false, json!({"kpi": "complaint_rate", "value": 1.5, "rationale": "x"})),
        (false, json!({"kpi": "complaint_rate", "value": -0.5, "rationale": "x"})),
        (false, json!({"kpi": "complaint_rate", "value": 0.5, "rationale": "x", "rule": {"minimum": 30}})),
        (false, json!({"kpi": "complaint_rate", "value": 0.5, "rationale": "x", "from": "2025-01-01"})),
        (false, json!({"kpi": "nps", "value": 1, "rationale": ""})),
        (false, json!({"kpi": "nps", "value": 1, "rationale": " \n"})),
        (false, json!({"kpi": "nps", "value": 1, "rationale": "x", "effective_from": "3000-01-01"})),
        (
            false,
            json!({"kpi": "nps", "value": 1, "rationale": "x", "from": "2025-01-02", "to": "2025-12-31"}),
        ),
        (false, json!({"kpi": "nps", "value": 1, "rationale": "x", "rule": {"minimum": 1_000_001}})),
        (false, json!({"kpi": "nps", "value": 1, "rationale": "x", "rule": {"minimum": 9}})),
        (false, json!({"kpi": "nps", "value": "1", "rationale": "x"})),
    ]
    .into_iter()
    .enumerate()
    {
        assert_eq!(norm.is_valid(&told), sound, "described: {told}");
        let mut told = told;
        if sound {
            told["effective_from"] = json!(format!("{}-01-01", 2027 + turn));
        }
        let answer = app.api(Method::POST, "/api/v1/norms", told.to_string()).await;
        assert_eq!(answer.status.is_success(), sound, "done: {told} {}", answer.body);
    }
}

/// Whether the description allows these values for a parameter.
fn is_described(description: &Value, path: &str, name: &str, values: &[&str]) -> bool {
    let parameters = description["paths"][path]["get"]["parameters"].as_array().unwrap();
    let schema = &parameters.iter().find(|parameter| parameter["name"] == name).unwrap()["schema"];
    let read = |text: &str| match schema["type"].as_str().unwrap() {
        "integer" | "number" => serde_json::from_str(text).unwrap_or(json!(text)),
        _ => json!(text),
    };
    let value = if schema["type"] == "array" { json!(values) } else { read(values[0]) };
    jsonschema::options().build(schema).unwrap().is_valid(&value)
}

/// The same for parameters.
#[tokio::test]
async fn the_description_knows_what_a_parameter_may_be() {
    let app = TestApp::start(Backend::Sqlite).await;
    let description = description(&app).await;
    let many = vec!["x"; 101];
    for (sound, path, name, values) in [
        (true, "nps", "from", &["2026-01-01"][..]),
        (false, "nps", "from", &["1800-01-01"]),
        (false, "nps", "to", &["3000-01-01"]),
        (false, "nps", "to", &["2026-1-1"]),
        (true, "nps", "team", &["Noord", ""]),
        (false, "nps", "team", &["a\nb"]),
        (false, "satisfaction", "team", &many),
        (false, "difference", "b.team", &many),
        (false, "nps", "rolling", &["121"]),
        (false, "nps", "rolling", &["0"]),
        (false, "responses", "cursor", &["abc"]),
        (false, "responses", "limit", &["1001"]),
        (false, "norms/proposal", "expected_responses", &["1000000000001"]),
        (false, "norms/proposal", "candidate", &many),
        (false, "norms/proposal", "candidate", &["100"]),
        (true, "norms/proposal", "candidate", &["5", "-5.5"]),
        (false, "norms/backtest", "minimum", &["1000000001"]),
    ] {
        let described = match name {
            "candidate" => {
                values.len() <= 100
                    && values
                        .iter()
                        .all(|value| value.parse::<f64>().is_ok_and(|number| number.abs() < 100.0))
            }
            _ => is_described(&description, &format!("/api/v1/{path}"), name, values),
        };
        assert_eq!(described, sound, "described: {path} {name} {values:?}");
        let mut query = form_urlencoded::Serializer::new(String::new());
        for value in values {
            query.append_pair(name, value);
        }
        if path == "norms/backtest" {
            query.append_pair("value", "5");
        }
        let answer = app.api(Method::GET, &format!("/api/v1/{path}?{}", query.finish()), Body::empty()).await;
        assert_eq!(answer.status.is_success(), sound, "done: {path} {name} {values:?} {}", answer.body);
    }
    let candidate = &description["paths"]["/api/v1/norms/proposal"]["get"]["parameters"];
    let candidate = candidate.as_array().unwrap().iter().find(|one| one["name"] == "candidate").unwrap();
    assert_eq!(candidate["schema"]["maxItems"], 100);
    for (reference, sound) in
        [("K 1", true), (" K", false), ("K ", false), ("a%0Ab", false), (&"x".repeat(201), false)]
    {
        let parameters =
            &description["paths"]["/api/v1/complaints/{reference}"]["put"]["parameters"][0]["schema"];
        let plain = reference.replace("%0A", "\n");
        assert_eq!(
            jsonschema::options().build(parameters).unwrap().is_valid(&json!(plain)),
            sound,
            "{reference:?}"
        );
        let told = json!({"status": "open", "received_at": "2026-03-02T09:15:00Z"});
        let path = reference.replace(' ', "%20");
        assert_eq!(app.put(&path, &told).await.status.is_success(), sound, "{reference:?}");
    }
}

/// The schema to which content refers.
fn schema_of(content: &Value) -> Option<&str> {
    content["schema"]["$ref"].as_str().and_then(|target| target.rsplit('/').next())
}

#[test]
fn every_body_and_every_answer_has_an_example_that_fits() {
    for (path, operations) in DESCRIPTION["paths"].as_object().unwrap() {
        for (method, operation) in operations.as_object().unwrap() {
            let body = operation.pointer("/requestBody/content/application~1json");
            let answers = operation["responses"].as_object().unwrap().iter();
            let answers = answers
                .filter(|(status, _)| status.starts_with('2'))
                .map(|(_, answer)| &answer["content"]["application/json"]);
            for content in body.into_iter().chain(answers) {
                let example = content.get("example");
                let example = example.unwrap_or_else(|| panic!("{method} {path} has no example: {content}"));
                assert_fits(schema_of(content).unwrap(), example);
            }
        }
    }
}

#[test]
fn every_route_of_the_api_is_described() {
    let urls = include_str!("../../../src/urls.rs");
    let paths =
        urls.lines().filter_map(|line| line.split('"').nth(1)).filter(|path| path.starts_with("/api/v1/"));
    let mut count = 0;
    for path in paths {
        assert!(DESCRIPTION["paths"].get(path).is_some(), "{path} is not described");
        count += 1;
    }
    assert_eq!(count, DESCRIPTION["paths"].as_object().unwrap().len(), "and nothing else is");
}

/// A program that reads the description finds each schema that it is sent to.
#[test]
fn every_reference_leads_to_a_schema() {
    fn look(value: &Value, missing: &mut Vec<String>) {
        match value {
            Value::Object(object) => {
                if let Some(target) = object.get("$ref").and_then(Value::as_str)
                    && DESCRIPTION.pointer(target.trim_start_matches('#')).is_none()
                {
                    missing.push(target.to_owned());
                }
                object.values().for_each(|value| look(value, missing));
            }
            Value::Array(list) => list.iter().for_each(|value| look(value, missing)),
            _ => {}
        }
    }
    let mut missing = Vec::new();
    look(&DESCRIPTION, &mut missing);
    assert!(missing.is_empty(), "{missing:?}");
}

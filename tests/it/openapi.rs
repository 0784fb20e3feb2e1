//! The API's description is true: what it names exists, and real answers fit its schemas.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use jsonschema::Validator;
use naklank::workflow::import_responses::import_responses;
use serde_json::{Value, json};

use crate::support::{Backend, START, TestApp, closed_complaint};

async fn description(app: &TestApp) -> Value {
    let answer = app.get("/api/openapi.json").await;
    assert_eq!(answer.header("content-type"), "application/json");
    answer.json()
}

fn validator(description: &Value, schema: &str) -> Validator {
    let root = json!({
        "$ref": format!("#/components/schemas/{schema}"),
        "components": description["components"],
    });
    jsonschema::options().build(&root).unwrap()
}

fn assert_fits(validator: &Validator, value: &Value) {
    let mistakes: Vec<String> = validator.iter_errors(value).map(|error| error.to_string()).collect();
    assert!(mistakes.is_empty(), "{mistakes:?} in {value}");
}

#[tokio::test]
async fn real_answers_fit_the_description() {
    let app = TestApp::start(Backend::Sqlite).await;
    let description = description(&app).await;
    let complaint = closed_complaint(START);
    assert_fits(&validator(&description, "Complaint"), &complaint);
    assert_fits(&validator(&description, "ComplaintState"), &app.put("K-1", &complaint).await.json());
    let problem = app.put("K-2", &json!({"status": "closed"})).await;
    assert_fits(&validator(&description, "Problem"), &problem.json());
    let file = format!(
        "answered_at,score,team,empathy,verbatim\n{}2026-02-03,9,Zuid,,\n",
        "2026-01-05,9,Noord,4,Goed.\n".repeat(5)
    );
    import_responses(&app.app, file.as_bytes(), None).await.unwrap();
    for query in ["", "group_by=team&interval=quarter", "interval=total&rolling=1&group_by=product"] {
        assert_fits(&validator(&description, "Nps"), &app.nps(query).await);
        let funnel = app.api(Method::GET, &format!("/api/v1/funnel?{query}"), Body::empty()).await;
        assert_fits(&validator(&description, "Funnel"), &funnel.json());
        let satisfaction =
            app.api(Method::GET, &format!("/api/v1/satisfaction?{query}"), Body::empty()).await;
        assert_fits(&validator(&description, "Satisfaction"), &satisfaction.json());
    }
    for (path, schema) in [
        ("control-chart", "ControlChart"),
        ("difference?a.team=Noord&b.team=Zuid", "Difference"),
        ("responses", "Responses"),
    ] {
        let answer = app.api(Method::GET, &format!("/api/v1/{path}"), Body::empty()).await;
        assert_fits(&validator(&description, schema), &answer.json());
    }
    let norm = json!({"kpi": "nps", "value": 5, "rationale": "x", "rule": {"interval": "quarter"}});
    assert_fits(&validator(&description, "NewNorm"), &norm);
    let proposed = app.api(Method::POST, "/api/v1/norms", norm.to_string()).await.json();
    assert_fits(&validator(&description, "Norm"), &proposed);
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
        assert_fits(&validator(&description, schema), &answer.json());
    }
    let bounce = app.api(Method::POST, "/api/v1/bounces", "From: a@example.org\r\n\r\nHello\r\n").await;
    assert_fits(&validator(&description, "BounceOutcome"), &bounce.json());
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

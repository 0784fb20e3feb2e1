//! A norm from "none yet" to adopted, by two people over the API: readiness, proposal, back-test, dossier, decision,
//! verdict; and the policy's own norms, which a person loads.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use naklank::domain::access::rights::Right;
use naklank::domain::access::roles::{Role, Scope};
use naklank::domain::ids::NormId;
use naklank::domain::norms::dossier::Fault;
use naklank::domain::policy::kpi::Kpi;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::permission::ActError;
use naklank::workflow::insight::import_responses::import_responses;
use naklank::workflow::norms::policy_values::{LoadPolicyError, load_policy_values};
use naklank::workflow::norms::verify_dossier::verify_dossier;
use naklank::workflow::upkeep::prepare;
use serde_json::{Value, json};

use crate::support::{Answer, START, TestApp, on_both_engines};

/// Where the policy's values are loaded, the button that does it, and the policy owner who presses it.
const LOAD: &str = "/norms/policy-values";
const BUTTON: &str = "Load the policy's values";
const OWNER: &str = "policy-owner@example.org";
/// How often the audit says that they were loaded.
const LOADINGS: &str = "SELECT COUNT(*) FROM audit WHERE action = 'load policy norms'";

/// How many norms the policy states.
fn stated() -> usize {
    Kpi::ALL.iter().map(|kpi| kpi.definition().stated.len()).sum()
}

/// Imports `months` months up to February 2026, each with 12 promoters, 6 passives and 12 detractors out of 70 invited.
pub async fn steady_months(app: &TestApp, months: u32) {
    let mut responses = "answered_at,score,questionnaire,mode\n".to_owned();
    let mut periods = "from,to,closed,invited\n".to_owned();
    let last: chrono::NaiveDate = "2026-02-01".parse().unwrap();
    for back in (0..months).rev() {
        let first = last.checked_sub_months(chrono::Months::new(back)).unwrap();
        let end = first.checked_add_months(chrono::Months::new(1)).unwrap().pred_opt().unwrap();
        for (score, count) in [(10, 12), (7, 6), (2, 12)] {
            responses.push_str(&format!("{first},{score},built-in,email\n").repeat(count));
        }
        periods.push_str(&format!("{first},{end},80,70\n"));
    }
    import_responses(&app.app, responses.as_bytes(), Some(periods.as_bytes())).await.unwrap();
}

async fn key_of(app: &TestApp, name: &str) -> String {
    app.key_with(name, Scope::ALL).await
}

async fn get(app: &TestApp, path: &str) -> Answer {
    app.api(Method::GET, &format!("/api/v1/norms{path}"), Body::empty()).await
}

async fn post(app: &TestApp, key: &str, path: &str, body: Value) -> Answer {
    app.api_as(key, Method::POST, &format!("/api/v1/norms{path}"), body.to_string()).await
}

/// Proposes a norm of `value` points from a day on; returns its identifier.
async fn propose(app: &TestApp, key: &str, value: f64, from: &str) -> String {
    propose_with(app, key, value, from, json!({})).await
}

/// The same, with another rule.
async fn propose_with(app: &TestApp, key: &str, value: f64, from: &str, rule: Value) -> String {
    let body = json!({"kpi": "nps", "value": value, "effective_from": from, "rationale": "Two years of experience.", "rule": rule});
    let answer = post(app, key, "", body).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
    answer.json()["id"].as_str().unwrap().to_owned()
}

async fn decide(app: &TestApp, key: &str, id: &str, what: &str) -> Answer {
    post(app, key, &format!("/{id}/{what}"), json!({"rationale": "Discussed in the board."})).await
}

async fn states(app: &TestApp) -> Vec<String> {
    let norms = get(app, "?kpi=nps").await.json();
    let norms = norms["norms"].as_array().unwrap().iter();
    let mut states: Vec<String> = norms.map(|norm| norm["state"].as_str().unwrap().to_owned()).collect();
    states.sort();
    states
}

on_both_engines! {
    async fn a_new_ledger_is_empty_until_a_person_loads_the_policys_values(app) {
        prepare::database(&app.app).await.unwrap();
        assert_eq!(get(&app, "").await.json(), json!({"norms": [], "in_force": null}), "the program adopts nothing");
        assert_eq!(get(&app, "?kpi=happiness").await.wrong_fields(), ["kpi"]);
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let page = app.get_as(&owner, "/norms").await.body;
        for words in [BUTTON, "within 48 hours, from 2019", "at most 1.3\u{a0}%, from 2020"] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM norms").await, [0], "who looks adopts nothing");
        let loaded = app.post_as(&owner, LOAD, "").await;
        assert_eq!((loaded.status, loaded.header("location")), (StatusCode::SEE_OTHER, "/norms?done=1"));
        let rate = get(&app, "?kpi=complaint_rate").await.json();
        let norms = rate["norms"].as_array().unwrap();
        let values: Vec<_> = norms.iter().map(|norm| norm["value"].as_f64().unwrap()).collect();
        assert_eq!(values, [0.015, 0.013, 0.01]);
        let states: Vec<_> = norms.iter().map(|norm| norm["state"].as_str().unwrap()).collect();
        assert_eq!(states, ["superseded", "superseded", "adopted"]);
        assert_eq!(rate["in_force"]["value"], 0.01);
        assert_eq!(get(&app, "?kpi=phone_response").await.json()["in_force"]["value"], 0.95);
        assert_eq!(get(&app, "?kpi=nps").await.json(), json!({"norms": [], "in_force": null}), "the fifth is not set");
        let all = get(&app, "").await.json()["norms"].clone();
        assert_eq!(all.as_array().unwrap().len(), stated());
        for norm in all.as_array().unwrap() {
            assert_eq!((&norm["proposed_by"], &norm["decided_by"]), (&json!("policy"), &json!(OWNER)), "{norm}");
        }
        let page = app.get_as(&owner, "/norms").await.body;
        assert_eq!(page.matches(&format!("class=\"said\">{OWNER}</td>")).count(), stated());
        assert!(!page.contains(BUTTON), "{page}");
        let said = format!("{} values of the policy were loaded by {OWNER}, on ", stated());
        assert!(page.contains(&said), "who did it, and when: {page}");
    }

    async fn the_policys_values_are_loaded_once(app) {
        let load = async || load_policy_values(&app.app, &Actor::Operator).await.unwrap();
        let (one, other) = tokio::join!(load(), load());
        assert_eq!(one + other, stated() as u64, "of two at once one loads them");
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        assert_eq!(app.post_as(&owner, LOAD, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(load().await, 0);
        assert_eq!(app.integers("SELECT COUNT(*) FROM norms").await, [stated() as i64], "and no proposal dangles");
        assert_eq!(app.integers(LOADINGS).await, [1]);
    }

    async fn who_does_not_decide_on_norms_loads_none_of_the_policy(app) {
        for role in [Role::Handler, Role::Analyst] {
            let cookie = app.sign_in_as(role).await;
            assert_eq!(app.post_as(&cookie, LOAD, "").await.status, StatusCode::FORBIDDEN, "{role}");
            let refused = load_policy_values(&app.app, &Actor::User(format!("{role}@example.org"))).await;
            assert!(matches!(refused, Err(LoadPolicyError::Act(ActError::NotAllowed(Right::DecideNorms)))), "{refused:?}");
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM norms").await, [0]);
        assert_eq!(app.integers(LOADINGS).await, [0]);
        let analyst = app.sign_in_again(Role::Analyst).await;
        let page = app.get_as(&analyst, "/norms").await.body;
        assert!(!page.contains(BUTTON), "{page}");
        assert_eq!(page.matches("colspan=\"5\">no norm yet</td>").count(), Kpi::ALL.len(), "{page}");
    }

    async fn an_organisations_own_norm_from_the_same_day_stays(app) {
        app.clock.set("2018-06-01T10:00:00Z");
        let owner = key_of(&app, "owner").await;
        let body = json!({"kpi": "complaint_rate", "value": 0.02, "effective_from": "2019-01-01", "rationale": "Our own."});
        let own = post(&app, &app.key, "", body).await.json()["id"].as_str().unwrap().to_owned();
        assert_eq!(decide(&app, &owner, &own, "adopt").await.status, StatusCode::OK);
        app.clock.set(START);
        assert_eq!(load_policy_values(&app.app, &Actor::Operator).await.unwrap(), stated() as u64 - 1);
        let norms = get(&app, "?kpi=complaint_rate").await.json()["norms"].clone();
        let norms = norms.as_array().unwrap();
        let values: Vec<_> = norms.iter().map(|norm| norm["value"].as_f64().unwrap()).collect();
        assert_eq!(values, [0.02, 0.013, 0.01], "and nothing was proposed beside it");
        assert_eq!(norms[0]["id"], json!(own));
        assert_eq!(load_policy_values(&app.app, &Actor::Operator).await.unwrap(), 0);
    }

    async fn a_database_in_which_the_program_entered_them_keeps_them(app) {
        // As earlier versions left it: decided by the policy, with a fact that says so.
        app.load_policy_values().await;
        app.execute("UPDATE norm_decisions SET decided_by = 'policy'").await;
        app.execute("INSERT INTO installation (name, value) VALUES ('policy_norms_entered', 'true')").await;
        let before = get(&app, "").await.json();
        prepare::database(&app.app).await.unwrap();
        assert_eq!(load_policy_values(&app.app, &Actor::Operator).await.unwrap(), 0);
        assert_eq!(get(&app, "").await.json(), before);
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let page = app.get_as(&owner, "/norms").await.body;
        assert!(!page.contains(BUTTON) && !page.contains(&format!("class=\"said\">{OWNER}</td>")), "{page}");
        assert!(!page.contains("values of the policy were loaded"), "no person did: {page}");
        assert_eq!(page.matches("class=\"said\">policy</td>").count(), 2 * stated(), "{page}");
    }

    async fn a_norm_goes_from_none_to_in_force_by_two_people(app) {
        steady_months(&app, 24).await;
        let readiness = get(&app, "/readiness").await.json();
        assert_eq!(readiness["ready"], true, "{readiness}");
        let (analyst, owner) = (key_of(&app, "analyst").await, key_of(&app, "owner").await);
        let found = get(&app, "/proposal?candidate=-15").await.json();
        assert_eq!((&found["periods"], &found["responses"], &found["centre"]), (&json!(24), &json!(720), &json!(0.0)));
        let provable = found["provable"].as_f64().unwrap();
        assert!((-30.0..-5.0).contains(&provable), "{found}");
        let id = propose(&app, &analyst, -15.0, "2027-01-01").await;
        assert_eq!(get(&app, "?kpi=nps").await.json()["in_force"], Value::Null);
        let own = decide(&app, &analyst, &id, "adopt").await;
        assert_eq!(own.status, StatusCode::FORBIDDEN, "{own:?}");
        let adopted = decide(&app, &owner, &id, "adopt").await;
        assert_eq!(adopted.status, StatusCode::OK, "{adopted:?}");
        let norm = adopted.json();
        assert_eq!((&norm["state"], &norm["provisional"]), (&json!("adopted"), &json!(false)));
        assert_eq!((&norm["proposed_by"], &norm["decided_by"]), (&json!("analyst"), &json!("owner")));
        let rule = json!({"certainty": 0.95, "minimum": 30, "interval": "year", "population": ["customer"], "basis": "closed"});
        assert_eq!(norm["rule"], rule);
        assert_eq!(decide(&app, &owner, &id, "reject").await.status, StatusCode::CONFLICT);
        let year = app.nps("interval=year&from=2026-01-01&to=2027-12-31").await["groups"][0]["points"].clone();
        assert_eq!((&year[0]["norm"], &year[0]["verdict"]), (&Value::Null, &json!("no_norm")));
        assert_eq!((&year[1]["norm"]["value"], &year[1]["verdict"]), (&json!(-15.0), &json!("insufficient")));
        let month = app.nps("from=2027-02-01&to=2027-02-28").await["groups"][0]["points"][0].clone();
        assert_eq!((&month["norm"]["id"], &month["verdict"]), (&json!(id), &Value::Null));
        app.clock.set("2027-01-01T10:00:00Z");
        assert_eq!(get(&app, "?kpi=nps").await.json()["in_force"]["id"], json!(id));
    }

    async fn before_the_gates_have_passed_adoption_is_provisional_and_reviewed(app) {
        steady_months(&app, 3).await;
        let readiness = get(&app, "/readiness").await.json();
        let gate = |name: &str| {
            readiness["gates"].as_array().unwrap().iter().find(|gate| gate["gate"] == name).unwrap().clone()
        };
        assert_eq!(readiness["ready"], false);
        assert_eq!(gate("months"), json!({"gate": "months", "passed": false, "have": 3.0, "need": 12.0, "expected_on": "2026-12-01"}));
        assert_eq!(gate("responses")["have"], 90.0);
        assert_eq!(gate("coverage")["have"], 0.875);
        let owner = key_of(&app, "owner").await;
        let id = propose(&app, &app.key, -20.0, "2028-02-29").await;
        let norm = decide(&app, &owner, &id, "adopt").await.json();
        assert_eq!((&norm["provisional"], &norm["review_on"]), (&json!(true), &json!("2029-02-28")));
    }

    async fn without_any_answer_a_norm_can_still_be_proposed(app) {
        let id = propose(&app, &app.key, 5.0, "2027-01-01").await;
        let dossier = get(&app, &format!("/{id}/dossier")).await.json();
        assert_eq!(dossier["evidence"]["findings"]["proposal"], Value::Null);
        assert_eq!(get(&app, "/proposal").await.json()["centre"], Value::Null);
        let tried = get(&app, "/backtest?value=5").await.json();
        assert_eq!((&tried["insufficient"], &tried["false_alarm"]), (&json!(24), &Value::Null));
        for path in ["/proposal?from=2020-01-01&to=2020-12-31", "/backtest?value=5&from=2020-01-01&to=2020-12-31"] {
            assert_eq!(get(&app, path).await.wrong_fields(), ["from"], "{path}");
        }
    }

    async fn what_is_wrong_with_a_proposal_is_named(app) {
        let refused = async |fields: Value| {
            let mut body = json!({"kpi": "nps", "value": 5, "rationale": "x"});
            body.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
            post(&app, &app.key, "", body).await.wrong_fields()
        };
        assert_eq!(refused(json!({"value": 250})).await, ["value"]);
        assert_eq!(refused(json!({"value": "NaN"})).await, ["value"]);
        assert_eq!(refused(json!({"effective_from": "2027-02-29"})).await, ["effective_from"]);
        assert_eq!(refused(json!({"effective_from": "2026-03-20"})).await, ["effective_from"]);
        assert_eq!(refused(json!({"from": "2010-01-01", "to": "2010-12-31"})).await, ["from"]);
        assert_eq!(refused(json!({"rule": {"interval": "month"}})).await, ["rule.interval"]);
        let nan = app.api(Method::POST, "/api/v1/norms", "{\"kpi\": \"nps\", \"value\": NaN}").await;
        assert_eq!(nan.status, StatusCode::BAD_REQUEST);
        assert_eq!(get(&app, "/backtest?value=250").await.wrong_fields(), ["value"]);
        assert_eq!(get(&app, "/readiness?complainant=lawyer").await.wrong_fields(), ["complainant"]);
        assert_eq!(refused(json!({"rule": {"minimum": 10}, "rule.minimum": 50})).await, ["rule.minimum"]);
        let reader = app.key_with("reader", &[Scope::InsightsRead]).await;
        assert_eq!(post(&app, &reader, "", json!({})).await.status, StatusCode::FORBIDDEN);
        assert_eq!(get(&app, "/x/dossier").await.status, StatusCode::NOT_FOUND);
        let id = uuid_of_nothing();
        assert_eq!(decide(&app, &app.key, &id, "adopt").await.status, StatusCode::NOT_FOUND);
        let fresh = propose(&app, &app.key, 1.0, "2027-01-01").await;
        let silent = post(&app, &app.key, &format!("/{fresh}/withdraw"), json!({})).await;
        assert_eq!(silent.wrong_fields(), ["rationale"]);
    }

    async fn a_decision_is_made_once(app) {
        let owner = key_of(&app, "owner").await;
        let rejected = propose(&app, &app.key, 5.0, "2027-01-01").await;
        assert_eq!(decide(&app, &owner, &rejected, "reject").await.json()["state"], "rejected");
        assert_eq!(decide(&app, &owner, &rejected, "adopt").await.status, StatusCode::CONFLICT);
        let withdrawn = propose(&app, &app.key, 6.0, "2027-01-01").await;
        assert_eq!(decide(&app, &app.key, &withdrawn, "withdraw").await.json()["state"], "withdrawn");
        assert_eq!(decide(&app, &owner, &withdrawn, "adopt").await.status, StatusCode::CONFLICT);
        assert_eq!(states(&app).await, ["rejected", "withdrawn"], "and both stay in the ledger");
    }

    async fn two_norms_never_begin_on_one_day(app) {
        let owner = key_of(&app, "owner").await;
        let (one, other) = (propose(&app, &app.key, 5.0, "2027-01-01").await, propose(&app, &app.key, 9.0, "2027-01-01").await);
        let (a, b) = tokio::join!(decide(&app, &owner, &one, "adopt"), decide(&app, &owner, &other, "adopt"));
        let mut statuses = [a.status, b.status];
        statuses.sort();
        assert_eq!(statuses, [StatusCode::OK, StatusCode::CONFLICT], "{a:?} {b:?}");
        let loser = if a.status == StatusCode::OK { &b } else { &a };
        assert!(loser.body.contains("same day"), "{loser:?}");
        let third = json!({"kpi": "nps", "value": 5, "rationale": "x", "effective_from": "2027-01-01"});
        assert_eq!(post(&app, &owner, "", third).await.status, StatusCode::CONFLICT);
        let next = propose(&app, &app.key, 12.0, "2028-01-01").await;
        assert_eq!(decide(&app, &owner, &next, "adopt").await.status, StatusCode::OK);
        app.clock.set("2028-01-02T10:00:00Z");
        assert_eq!(states(&app).await, ["adopted", "rejected", "superseded"]);
    }

    async fn a_proposal_that_competes_with_an_adopted_norm_is_closed_by_it(app) {
        let owner = key_of(&app, "owner").await;
        let one = propose(&app, &app.key, 5.0, "2027-01-01").await;
        let other = propose(&app, &app.key, 9.0, "2027-01-01").await;
        let later = propose(&app, &app.key, 12.0, "2028-01-01").await;
        let answer = decide(&app, &owner, &one, "adopt").await;
        assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
        let norms = get(&app, "?kpi=nps").await.json()["norms"].clone();
        let of = |id: &str| norms.as_array().unwrap().iter().find(|norm| norm["id"] == *id).unwrap().clone();
        assert_eq!((&of(&other)["state"], &of(&other)["decided_by"]), (&json!("rejected"), &json!("owner")));
        let reason = of(&other)["decision_rationale"].as_str().unwrap().to_owned();
        assert!(reason.contains(&one) && reason.contains("ten minste 5"), "it names the adopted norm: {reason}");
        assert_eq!(of(&later)["state"], "proposed", "another day does not compete");
        let rejected = format!("SELECT COUNT(*) FROM audit WHERE action = 'reject norm' AND subject = '{other}'");
        assert_eq!(app.integers(rejected.leak()).await, [1]);
        let late = decide(&app, &owner, &other, "adopt").await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.body.contains("same day"), "{late:?}");
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, &format!("/norms/{other}")).await.body;
        assert!(page.contains("This proposal is closed") && page.contains(&format!("href=\"/norms/{one}\"")), "{page}");
        let overview = app.get_as(&cookie, "/norms").await.body;
        let waiting = overview.split("id=\"waiting\"").nth(1).unwrap().split("</section>").next().unwrap();
        assert!(waiting.contains(&later) && !waiting.contains(&other), "it waits no more: {waiting}");
    }

    async fn whoever_proposes_while_another_is_adopted_leaves_nothing_open(app) {
        let owner = key_of(&app, "owner").await;
        let one = propose(&app, &app.key, 5.0, "2027-01-01").await;
        let body = json!({"kpi": "nps", "value": 7, "effective_from": "2027-01-01", "rationale": "x"});
        let (adopted, proposed) =
            tokio::join!(decide(&app, &owner, &one, "adopt"), post(&app, &app.key, "", body));
        assert_eq!(adopted.status, StatusCode::OK, "{adopted:?}");
        assert!([StatusCode::CREATED, StatusCode::CONFLICT].contains(&proposed.status), "{proposed:?}");
        assert!(!states(&app).await.contains(&"proposed".to_owned()));
    }

    async fn a_proposal_whose_day_has_passed_cannot_be_adopted(app) {
        let owner = key_of(&app, "owner").await;
        let id = propose(&app, &app.key, 5.0, "2026-04-01").await;
        app.clock.set("2026-04-01T10:00:00Z");
        let late = decide(&app, &owner, &id, "adopt").await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.body.contains("has passed"), "{late:?}");
    }

    async fn a_dossier_stays_as_it_was_and_shows_what_changed_since(app) {
        steady_months(&app, 24).await;
        let id = propose(&app, &app.key, -15.0, "2027-01-01").await;
        let before = get(&app, &format!("/{id}/dossier")).await.body;
        import_responses(&app.app, b"answered_at,score\n2026-02-10,0\n", None).await.unwrap();
        let after = get(&app, &format!("/{id}/dossier")).await.body;
        assert_eq!(before, after);
        let listed = get(&app, "?kpi=nps").await.json()["norms"][0]["dossier_sha256"].clone();
        assert_eq!(listed, naklank::domain::norms::dossier::fingerprint(&after));
        let norm = NormId(id.parse().unwrap());
        let found = verify_dossier(&app.app, norm).await.unwrap();
        assert_eq!(found.faults, []);
        let changed: Vec<_> = found.changed.iter().map(|(then, now)| (then.from.to_string(), then.responses(), now.responses())).collect();
        assert_eq!(changed, [("2026-02-01".to_owned(), Some(30), Some(31))]);
    }

    async fn a_dossier_that_somebody_touched_does_not_hold(app) {
        app.load_policy_values().await;
        steady_months(&app, 12).await;
        let id = propose(&app, &app.key, -15.0, "2027-01-01").await;
        let norm = NormId(id.parse().unwrap());
        app.execute("UPDATE norms SET dossier = REPLACE(dossier, '[0,0,12,', '[0,0,11,') WHERE kpi = 'nps'").await;
        let faults = verify_dossier(&app.app, norm).await.unwrap().faults;
        assert!(matches!(faults.as_slice(), [Fault::OtherText { .. }, Fault::OtherFindings]), "{faults:?}");
        app.execute("UPDATE norms SET dossier = 'x' WHERE kpi = 'complaint_rate'").await;
        let broken = get(&app, "?kpi=complaint_rate").await.json()["in_force"]["id"].as_str().unwrap().to_owned();
        let faults = verify_dossier(&app.app, NormId(broken.parse().unwrap())).await.unwrap().faults;
        assert!(faults.contains(&Fault::Unreadable), "{faults:?}");
        let cookie = app.sign_in_as(naklank::domain::access::roles::Role::Analyst).await;
        assert!(app.get_as(&cookie, &format!("/norms/{broken}")).await.body.contains("not a dossier in a format we know"));
        app.execute("UPDATE norms SET value = -25 WHERE kpi = 'nps'").await;
        let faults = verify_dossier(&app.app, norm).await.unwrap().faults;
        assert!(faults.contains(&Fault::OtherLedger), "{faults:?}");
    }

    async fn a_back_test_says_what_a_norm_would_have_meant(app) {
        steady_months(&app, 24).await;
        let months = get(&app, "/backtest?value=0").await.json();
        assert_eq!((&months["undecided"], &months["point_at_or_above"]), (&json!(24), &json!(24)));
        assert!(months["false_alarm"].as_f64().unwrap() < 0.064);
        let quarters = get(&app, "/backtest?value=-40&interval=quarter&from=2024-04-01&to=2025-12-31").await.json();
        assert_eq!((&quarters["met"], &quarters["periods"].as_array().unwrap().len()), (&json!(7), &7));
        let windows = get(&app, "/backtest?value=30&rolling=12&from=2025-02-01&to=2026-02-28").await.json();
        assert_eq!(windows["not_met"], 13);
        let period = &quarters["periods"][0];
        assert_eq!((&period["from"], &period["responses"], &period["nps"]), (&json!("2024-04-01"), &json!(90), &json!(0.0)));
        assert!(period["p_norm"].as_f64().unwrap() > 0.99);
    }

    async fn the_year_is_judged_once_when_its_answers_are_in(app) {
        let owner = key_of(&app, "owner").await;
        let id = propose_with(&app, &app.key, -15.0, "2027-01-01", json!({"minimum": 10})).await;
        decide(&app, &owner, &id, "adopt").await;
        app.clock.set("2027-06-01T10:00:00Z");
        for number in 1..=12 {
            let link = app.invite(&format!("K-{number}")).await;
            app.post_form(&link, "score=9").await;
        }
        let year = async || app.nps("interval=year&from=2027-01-01&to=2027-12-31").await["groups"][0]["points"][0].clone();
        assert_eq!(year().await["verdict"], Value::Null, "nobody looks until it pleases");
        app.clock.set("2027-12-20T10:00:00Z");
        app.invite("K-13").await;
        app.clock.set("2028-01-15T10:00:00Z");
        assert_eq!(app.tick().await.verdicts, 0, "the invitation can still be answered");
        app.clock.set("2028-01-30T10:00:00Z");
        assert_eq!(app.tick().await.verdicts, 0, "a closure of December may still be reported");
        app.clock.set("2028-01-31T10:00:00Z");
        assert_eq!((app.tick().await.verdicts, app.tick().await.verdicts), (1, 0));
        assert_eq!((&year().await["verdict"], &year().await["responses"]), (&json!("met"), &json!(12)));
        let late = "answered_at,score,closed_at\n".to_owned() + &"2028-01-20,0,2027-12-01\n".repeat(200);
        import_responses(&app.app, late.as_bytes(), None).await.unwrap();
        let after = year().await;
        assert_eq!((&after["responses"], &after["verdict"]), (&json!(212), &json!("met")), "late answers do not change it");
    }

    async fn nobody_waits_past_the_last_of_march(app) {
        let owner = key_of(&app, "owner").await;
        let id = propose(&app, &app.key, -15.0, "2027-01-01").await;
        decide(&app, &owner, &id, "adopt").await;
        app.clock.set("2028-01-05T10:00:00Z");
        let file = "answered_at,score\n".to_owned() + &"2027-05-03,10\n".repeat(40);
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        app.clock.set("2028-03-30T10:00:00Z");
        assert_eq!(app.tick().await.verdicts, 0, "nobody knows whether more results come from elsewhere");
        app.clock.set("2028-03-31T10:00:00Z");
        assert_eq!(app.tick().await.verdicts, 1);
    }

    async fn a_norm_that_comes_within_a_year_does_not_judge_it(app) {
        let owner = key_of(&app, "owner").await;
        let file = "answered_at,score\n".to_owned() + &"2027-05-03,10\n".repeat(40);
        for (value, from) in [(5.0, "2027-01-01"), (-90.0, "2027-12-31")] {
            let id = propose(&app, &app.key, value, from).await;
            decide(&app, &owner, &id, "adopt").await;
        }
        app.clock.set("2028-03-31T10:00:00Z");
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        assert_eq!(app.tick().await.verdicts, 1, "the norm with which the year began");
        let page = get(&app, "?kpi=nps").await.json();
        assert_eq!(page["in_force"]["value"], -90.0);
        let year = app.nps("interval=year&from=2027-01-01&to=2027-12-31").await["groups"][0]["points"][0].clone();
        assert_eq!((&year["norm"]["value"], &year["verdict"]), (&json!(-90.0), &Value::Null), "no verdict of another norm");
        let norms = app.integers("SELECT COUNT(*) FROM norm_verdicts JOIN norms ON norms.id = norm_id WHERE value = 5").await;
        assert_eq!(norms, [1]);
    }

    async fn of_others_than_customers_there_is_no_verdict(app) {
        let owner = key_of(&app, "owner").await;
        let id = propose(&app, &app.key, -15.0, "2027-01-01").await;
        decide(&app, &owner, &id, "adopt").await;
        let mixed = "answered_at,score,complainant\n".to_owned() + &"2027-04-02,10,lawyer\n2027-04-02,10,customer\n".repeat(40);
        app.clock.set("2028-03-31T10:00:00Z");
        import_responses(&app.app, mixed.as_bytes(), None).await.unwrap();
        app.tick().await;
        let point = async |filter: &str| {
            let answer = app.nps(&format!("interval=year&from=2027-01-01&to=2027-12-31{filter}")).await;
            answer["groups"][0]["points"][0].clone()
        };
        assert_eq!(point("").await["verdict"], Value::Null, "lawyers answered as well");
        assert_eq!(point("&complainant=customer").await["verdict"], "met");
        for part in ["&complainant=lawyer", "&team=Noord"] {
            let point = point(part).await;
            assert_eq!((&point["verdict"], &point["norm"]), (&Value::Null, &Value::Null), "{part}");
        }
        let by_channel = app.nps("interval=year&from=2027-01-01&to=2027-12-31&group_by=complainant").await;
        assert_eq!(by_channel["groups"][0]["points"][0]["norm"], Value::Null);
    }

    async fn a_young_survey_expects_what_it_has_and_counts_all_its_experience(app) {
        steady_months(&app, 8).await;
        let found = get(&app, "/proposal").await.json();
        let same = get(&app, "/proposal?expected_responses=360").await.json();
        assert_eq!(found["provable"], same["provable"], "thirty a month are 360 a year, whatever came before");
        let by_answer = propose_with(&app, &app.key, -15.0, "2027-01-01", json!({"basis": "answered"})).await;
        let gates = get(&app, &format!("/{by_answer}/dossier")).await.json()["evidence"]["gates"].clone();
        let rate = gates.as_array().unwrap().iter().find(|gate| gate["gate"] == "response_rate").unwrap();
        assert_eq!(rate["have"], 8.0, "experience is counted by the day of closure");
    }

    async fn workbench_and_dossier_leave_out_what_is_hidden_alike(app) {
        let mut file = "answered_at,score\n".to_owned();
        for month in 1..=12 {
            let times = if month == 5 { 3 } else { 10 };
            file.push_str(&format!("2025-{month:02}-10,9\n").repeat(times));
            file.push_str(&format!("2025-{month:02}-11,1\n").repeat(if month == 5 { 0 } else { 10 }));
        }
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        let body = json!({"kpi": "nps", "value": 0, "rationale": "x", "from": "2025-01-01", "to": "2025-12-31"});
        let id = post(&app, &app.key, "", body).await.json()["id"].as_str().unwrap().to_owned();
        let findings = get(&app, &format!("/{id}/dossier")).await.json()["evidence"]["findings"].clone();
        assert_eq!(findings["responses"], 220, "May takes no part");
        assert_eq!(findings["periods"], "rolling_12_months");
        assert_eq!(findings["backtest"][1]["undecided"], 1);
        let cookie = app.sign_in_as(naklank::domain::access::roles::Role::Analyst).await;
        let bench = app.get_as(&cookie, "/norms/workbench?from=2025-01&to=2025-12&candidate=0").await.body;
        assert!(bench.contains("220 responses") && bench.contains(">220<") && !bench.contains(">223<"), "neither the whole nor the window tells of May");
    }
}

fn uuid_of_nothing() -> String {
    "00000000-0000-7000-8000-000000000000".to_owned()
}

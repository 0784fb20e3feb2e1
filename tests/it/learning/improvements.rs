//! Improvements from their registration to their verdict.

mod figures;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use chrono::NaiveDate;
use naklank::domain::access::roles::{Role, Scope};
use naklank::domain::ids::ImprovementId;
use naklank::domain::input::fields::Fields;
use naklank::domain::learning::improvement::fields::GROUPS;
use naklank::domain::learning::improvement::{EffectVerdict, End, Improvement, PublicSentence};
use naklank::storage::learning::improvements as stored;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::insight::import_responses::import_responses;
use naklank::workflow::learning::improvements::{
    ImproveError, change_improvement, close_improvement, improvement, register_earlier, register_improvement,
    set_public_sentence, withdraw_improvement,
};
use serde_json::{Value, json};

use crate::support::{Answer, TestApp, new_key, on_both_engines};

const PATH: &str = "/api/v1/improvements";
const OWNER: &str = "owner@example.org";

fn owner() -> Actor {
    Actor::User(OWNER.to_owned())
}

/// A plan for the NPS of team Noord from 1 April 2026 on, with some of it another way.
fn planned(more: &Value) -> Value {
    let mut plan = json!({
        "title": "Terugbellen binnen een dag", "reason": "Klanten wachten.", "structural_measure": "Meer mensen.",
        "owner": OWNER, "starts_on": "2026-04-01", "concerns": {"team": ["Noord"]}, "target": "nps", "gap": 60,
    });
    plan.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    plan
}

fn fields(more: &Value) -> Fields {
    Fields::of_json(&planned(more), GROUPS).unwrap()
}

async fn post(app: &TestApp, more: &Value) -> Answer {
    app.api(Method::POST, PATH, planned(more).to_string()).await
}

/// Registers a plan; its identifier.
async fn register(app: &TestApp, more: Value) -> ImprovementId {
    let answer = post(app, &more).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.body);
    answer.json()["id"].as_str().unwrap().parse().unwrap()
}

async fn effect_of(app: &TestApp, id: ImprovementId) -> Value {
    let answer = app.api(Method::GET, &format!("{PATH}/{id}/effect"), Body::empty()).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
    answer.json()
}

async fn known(app: &TestApp, id: ImprovementId) -> Improvement {
    improvement(&app.app, id).await.unwrap().unwrap()
}

/// Imports answers that were given and closed on a day: promoters, passives and detractors of a team.
async fn answered(app: &TestApp, day: &str, team: &str, [promoters, passives, detractors]: [usize; 3]) {
    let rows = |score: u32, times: usize| format!("{day},{score},{team}\n").repeat(times);
    let file = format!(
        "answered_at,score,team\n{}{}{}",
        rows(10, promoters),
        rows(8, passives),
        rows(3, detractors)
    );
    import_responses(&app.app, file.as_bytes(), None).await.unwrap();
}

/// An owner, and answers of both teams before: the second case of the vectors.
async fn with_answers_before(app: &TestApp) {
    app.add_user(OWNER, Role::Analyst).await;
    answered(app, "2025-06-10", "Noord", [7, 10, 23]).await;
    answered(app, "2025-06-10", "Zuid", [57, 15, 28]).await;
}

/// And those after, on a day in June: April and May are complete. One of 40 and one of 100 answers before, and of 200 and 40 after,
/// has a variance of 5,900 and 7,659: 445 of the 458.7 that the gap of the plan allows, so that it is judged by those of April.
async fn with_answers_after(app: &TestApp) {
    app.clock.set("2026-06-15T10:00:00Z");
    answered(app, "2026-04-20", "Noord", [129, 46, 25]).await;
    answered(app, "2026-04-20", "Zuid", [20, 13, 7]).await;
}

on_both_engines! {
    async fn a_plan_is_registered_once_and_listed_as_it_is(app) {
        with_answers_before(&app).await;
        let more = json!({"reason_months": ["2026-02"], "settling_days": 14, "public_nl": "Wij bellen terug."});
        let first = post(&app, &more).await;
        assert_eq!(first.status, StatusCode::CREATED, "{}", first.body);
        assert_eq!(post(&app, &more).await.json(), first.json(), "the same again is the one that is registered");
        let all = app.api(Method::GET, PATH, Body::empty()).await.json();
        assert_eq!(all["improvements"], json!([first.json()]));
        for (field, value) in [
            ("state", json!("planned")),
            ("owner", json!(OWNER)),
            ("concerns", json!({"team": ["Noord"]})),
            ("reason_months", json!(["2026-02"])),
            ("settling_days", json!(14)),
            ("target", json!("nps")),
            ("gap", json!(60.0)),
            ("registered_by", json!("test")),
            ("verdict", Value::Null),
        ] {
            assert_eq!(first.json()[field], value, "{field}");
        }
        assert_eq!(app.acts_of("key test", "improvements register").await, 1);
        app.clock.set("2026-04-01T10:00:00Z");
        let all = app.api(Method::GET, PATH, Body::empty()).await.json();
        assert_eq!(all["improvements"][0]["state"], "running");
    }

    async fn every_mistake_of_a_plan_is_named(app) {
        with_answers_before(&app).await;
        let mistakes = json!({
            "title": "", "starts_on": "2026-02-10", "reason_months": ["2026-02"], "owner": "nobody@example.org",
            "concerns": {"team": ["Oost"]}, "target": "item:colour", "gap": 0,
        });
        let answer = post(&app, &mistakes).await;
        let wrong = answer.wrong_fields();
        assert_eq!(wrong, ["concerns", "title", "owner", "starts_on", "target_name", "gap", "starts_on"]);
        for words in ["concerns nobody", "today or later", "must lie after its reason: 2026-02"] {
            assert!(answer.body.contains(words), "{words}: {}", answer.body);
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM improvements").await, [0]);
        app.add_user("gone@example.org", Role::Analyst).await;
        app.execute("UPDATE users SET disabled_at = created_at WHERE email = 'gone@example.org'").await;
        assert_eq!(post(&app, &json!({"owner": "gone@example.org"})).await.wrong_fields(), ["owner"]);
        assert_eq!(post(&app, &json!({"concerns": {}})).await.status, StatusCode::CREATED, "everyone is someone");
    }

    async fn who_may_not_see_figures_registers_nothing(app) {
        with_answers_before(&app).await;
        app.add_user("handler@example.org", Role::Handler).await;
        let key = naklank::workflow::access::keys::add_key(
            &app.app,
            &Actor::Operator,
            new_key("handler", &[Scope::KpisWrite], Some("handler@example.org")),
        );
        let key = key.await.unwrap().reveal().to_owned();
        let answer = app.api_as(&key, Method::POST, PATH, planned(&json!({})).to_string()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.body);
        let reading = app.key_with("reads", &[Scope::InsightsRead]).await;
        let answer = app.api_as(&reading, Method::POST, PATH, planned(&json!({})).to_string()).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{}", answer.body);
        assert_eq!(app.integers("SELECT COUNT(*) FROM improvements").await, [0]);
    }

    async fn before_it_starts_it_can_be_changed_by_one_at_a_time(app) {
        with_answers_before(&app).await;
        let id = register(&app, json!({"reason_months": ["2026-01"]})).await;
        let seen = known(&app, id).await.changed_at;
        app.clock.set("2026-03-21T09:00:00Z");
        let other = json!({"starts_on": "2026-05-01", "gap": 8, "reason_months": ["2026-02"]});
        change_improvement(&app.app, &owner(), id, seen, fields(&other)).await.unwrap();
        let changed = known(&app, id).await;
        assert_eq!((changed.plan.gap, changed.plan.starts_on.to_string().as_str()), (8.0, "2026-05-01"));
        assert_eq!(changed.plan.reason_months, ["2026-02-01".parse::<NaiveDate>().unwrap()]);
        let late = change_improvement(&app.app, &owner(), id, seen, fields(&json!({}))).await;
        assert!(matches!(late, Err(ImproveError::Changed)), "{late:?}");
        let wrong = change_improvement(&app.app, &owner(), id, changed.changed_at, fields(&json!({"gap": 0}))).await;
        assert!(matches!(wrong, Err(ImproveError::Wrong(_))), "{wrong:?}");
        assert_eq!(known(&app, id).await, changed);
        assert_eq!(app.acts_of(&format!("user {OWNER}"), "improvements change").await, 1);
    }

    async fn when_it_has_started_only_the_public_sentence_changes(app) {
        with_answers_before(&app).await;
        let id = register(&app, json!({})).await;
        app.clock.set("2026-04-01T00:30:00+02:00");
        let before = known(&app, id).await;
        let changed = change_improvement(&app.app, &owner(), id, before.changed_at, fields(&json!({"gap": 1}))).await;
        assert!(matches!(changed, Err(ImproveError::Started)), "{changed:?}");
        let withdrawn = withdraw_improvement(&app.app, &owner(), id).await;
        assert!(matches!(withdrawn, Err(ImproveError::Started)), "{withdrawn:?}");
        assert_eq!(known(&app, id).await, before);
        let sentence = PublicSentence { dutch: Some("Wij bellen nu terug.".to_owned()), english: None };
        set_public_sentence(&app.app, &owner(), id, sentence.clone()).await.unwrap();
        let after = known(&app, id).await;
        assert_eq!((after.plan.public, after.plan.gap), (sentence, before.plan.gap));
    }

    async fn one_that_is_withdrawn_stays_as_it_was_and_tells_nothing(app) {
        with_answers_before(&app).await;
        let id = register(&app, json!({})).await;
        withdraw_improvement(&app.app, &owner(), id).await.unwrap();
        assert!(matches!(known(&app, id).await.end, Some(End::Withdrawn { .. })));
        with_answers_after(&app).await;
        let effect = effect_of(&app, id).await;
        assert_eq!((&effect["effect"], &effect["verdict"]), (&Value::Null, &json!("cannot_be_told_yet")));
        for again in [
            withdraw_improvement(&app.app, &owner(), id).await,
            close_improvement(&app.app, &owner(), id).await.map(drop),
            set_public_sentence(&app.app, &owner(), id, PublicSentence::default()).await,
        ] {
            assert!(matches!(again, Err(ImproveError::Ended)), "{again:?}");
        }
    }

    async fn it_is_not_judged_too_early_and_the_month_is_said(app) {
        with_answers_before(&app).await;
        let id = register(&app, json!({"concerns": {}})).await;
        let early = close_improvement(&app.app, &owner(), id).await;
        // One of the 140 answers before has a variance of 8,128: 58.1 of the 458.7 that a gap of 60 allows. 20.3 answers are
        // needed, at 140 a year: those of April and May, which are known in June.
        let month: NaiveDate = "2026-06-01".parse().unwrap();
        assert!(matches!(early, Err(ImproveError::TooEarly(on)) if on == month), "{early:?}");
        assert_eq!(effect_of(&app, id).await["expected_on"], "2026-06-01");
        app.clock.set("2026-04-30T12:00:00Z");
        answered(&app, "2026-04-20", "Noord", [3, 2, 3]).await;
        let running = close_improvement(&app.app, &owner(), id).await;
        assert!(matches!(running, Err(ImproveError::TooEarly(_))), "no month is complete: {running:?}");
        app.clock.set("2026-05-02T12:00:00Z");
        let report = effect_of(&app, id).await;
        assert_eq!((&report["after"]["n"], &report["verdict"]), (&json!(8), &json!("cannot_be_told_yet")));
        let few = close_improvement(&app.app, &owner(), id).await;
        assert!(matches!(few, Err(ImproveError::TooEarly(_))), "{few:?}");
        // Of the 20.3, at 8 in April, there are 16.3 by the end of May and 24.3 by that of June, which is known in July.
        let words = few.unwrap_err().to_string();
        assert!(words.contains("2026-07"), "{words}");
        assert_eq!(app.integers("SELECT COUNT(*) FROM improvements WHERE closed_at IS NOT NULL").await, [0]);
    }

    async fn an_interval_without_zero_is_no_verdict_before_its_moment(app) {
        with_answers_before(&app).await;
        let id = register(&app, json!({"gap": 50})).await;
        with_answers_after(&app).await;
        let report = effect_of(&app, id).await;
        assert!(report["low"].as_f64().unwrap() > 0.0, "{report}");
        assert_eq!((&report["verdict"], &report["judged"]), (&json!("cannot_be_told_yet"), &json!(false)));
        // The gap allows 318.5, of which the time before takes 224.1. The answers of April and May leave 221 instead of 94.4, and
        // are enough when there are 2.34 times as many: after 143 days, in August.
        assert_eq!(report["expected_on"], "2026-09-01");
        let early = close_improvement(&app.app, &owner(), id).await;
        assert!(matches!(early, Err(ImproveError::TooEarly(_))), "{early:?}");
        assert_eq!(app.integers("SELECT COUNT(*) FROM improvements WHERE closed_at IS NOT NULL").await, [0]);
    }

    async fn for_figures_alone_it_tells_no_months_that_other_figures_tell_with_few_more(app) {
        with_answers_before(&app).await;
        answered(&app, "2025-03-10", "Noord", [2, 0, 0]).await;
        answered(&app, "2025-03-10", "Zuid", [30, 0, 0]).await;
        let id = register(&app, json!({})).await;
        with_answers_after(&app).await;
        let in_full = effect_of(&app, id).await;
        assert_eq!((&in_full["before"]["n"], &in_full["suppressed"]), (&json!(40), &json!(false)), "{in_full}");
        let key = app.key_with("figures", &[Scope::InsightsRead]).await;
        let get = async |path: &str| app.api_as(&key, Method::GET, path, Body::empty()).await.json();
        let year = get("/api/v1/nps?from=2025-01-01&to=2025-12-31&interval=year&team=Noord").await;
        assert_eq!(year["groups"][0]["points"][0]["responses"], 42, "less 40 these are the two of March: {year}");
        let told = get(&format!("{PATH}/{id}/effect")).await;
        for figure in ["effect", "low", "high", "before", "after", "rest_before", "rest_after", "more_needed"] {
            assert_eq!(told[figure], Value::Null, "{figure}: {told}");
        }
        assert_eq!((&told["suppressed"], &told["verdict"]), (&json!(true), &in_full["verdict"]));
    }

    async fn before_it_starts_there_is_no_figure(app) {
        with_answers_before(&app).await;
        let id = register(&app, json!({})).await;
        let report = effect_of(&app, id).await;
        for figure in ["effect", "before", "after", "rest_before", "rest_after", "more_needed"] {
            assert_eq!(report[figure], Value::Null, "{figure}: {report}");
        }
        app.clock.set("2026-04-01T10:00:00Z");
        assert_eq!(effect_of(&app, id).await["before"]["n"], 40);
    }

    async fn a_plan_of_yesterday_is_refused_also_if_it_was_read_then(app) {
        with_answers_before(&app).await;
        let complaint = json!({"status": "open", "received_at": "2026-03-02T09:00:00Z", "causes": ["Toon"], "team": "Noord"});
        app.put("K-1", &complaint).await;
        app.clock.set("2026-03-20T22:59:00Z");
        let today = json!({"starts_on": "2026-03-20", "reason_causes": ["Toon"]});
        // The cause of the plan gets its row behind this turn, so that registering waits for it over midnight.
        let mut turn = app.app.db.write().await.unwrap();
        naklank::storage::learning::causes::lock(&mut turn).await.unwrap();
        let over_midnight = async {
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
            app.clock.set("2026-03-21T00:01:00+01:00");
            drop(turn);
        };
        let actor = owner();
        let (registered, ()) = tokio::join!(register_improvement(&app.app, &actor, fields(&today)), over_midnight);
        match registered {
            Err(ImproveError::Wrong(errors)) => assert_eq!(errors[0].field, "starts_on"),
            other => panic!("{other:?}"),
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM improvements").await, [0]);
    }

    async fn what_can_never_be_told_is_closed_as_that(app) {
        with_answers_before(&app).await;
        let id = register(&app, json!({"gap": 1})).await;
        app.clock.set("2026-05-02T12:00:00Z");
        answered(&app, "2026-04-20", "Noord", [3, 2, 3]).await;
        answered(&app, "2026-04-20", "Zuid", [20, 13, 7]).await;
        let report = effect_of(&app, id).await;
        assert_eq!((&report["more_needed"], &report["expected_on"]), (&Value::Null, &Value::Null));
        let verdict = close_improvement(&app.app, &owner(), id).await.unwrap();
        assert_eq!(verdict, EffectVerdict::CannotBeToldYet);
    }

    async fn closing_keeps_the_verdict_and_its_evidence(app) {
        with_answers_before(&app).await;
        let id = register(&app, json!({})).await;
        with_answers_after(&app).await;
        let now = effect_of(&app, id).await;
        assert_eq!(close_improvement(&app.app, &owner(), id).await.unwrap(), EffectVerdict::Works);
        assert_eq!(effect_of(&app, id).await, now, "what was told then");
        answered(&app, "2026-05-20", "Noord", [0, 0, 300]).await;
        assert_eq!(effect_of(&app, id).await, now, "later answers change nothing");
        let again = close_improvement(&app.app, &owner(), id).await;
        assert!(matches!(again, Err(ImproveError::Ended)), "{again:?}");
        let all = app.api(Method::GET, PATH, Body::empty()).await.json();
        let one = &all["improvements"][0];
        assert_eq!((&one["state"], &one["verdict"], &one["ended_by"]), (&json!("closed"), &json!("works"), &json!(OWNER)));
        assert_eq!(app.acts_of(&format!("user {OWNER}"), "improvements close").await, 1);
    }

    async fn two_who_close_it_at_once_close_it_once(app) {
        with_answers_before(&app).await;
        let id = register(&app, json!({})).await;
        with_answers_after(&app).await;
        let actor = owner();
        let (one, other) =
            tokio::join!(close_improvement(&app.app, &actor, id), close_improvement(&app.app, &actor, id));
        let closed = [one, other].into_iter().filter(Result::is_ok).count();
        assert_eq!(closed, 1);
        assert_eq!(app.acts_of(&format!("user {OWNER}"), "improvements close").await, 1);
    }

    async fn one_that_changes_while_it_is_counted_is_not_closed(app) {
        with_answers_before(&app).await;
        let id = register(&app, json!({})).await;
        with_answers_after(&app).await;
        let mut turn = app.app.db.write().await.unwrap();
        assert!(stored::lock(&mut turn, id).await.unwrap());
        let meanwhile = async {
            tokio::time::sleep(std::time::Duration::from_millis(500)).await;
            let sentence = PublicSentence { dutch: Some("Wij bellen terug.".to_owned()), english: None };
            stored::set_public(&mut turn, id, &sentence, app.app.now()).await.unwrap();
            turn.commit().await.unwrap();
        };
        let actor = owner();
        let (closed, ()) = tokio::join!(close_improvement(&app.app, &actor, id), meanwhile);
        assert!(matches!(closed, Err(ImproveError::Changed)), "{closed:?}");
        assert_eq!(close_improvement(&app.app, &actor, id).await.unwrap(), EffectVerdict::Works);
    }

    async fn only_the_operator_brings_in_what_was_registered_earlier(app) {
        with_answers_before(&app).await;
        let id = register(&app, json!({"reason_months": ["2026-02"]})).await;
        let mut plan = known(&app, id).await.plan;
        plan.starts_on = "2025-09-01".parse().unwrap();
        plan.reason_months = vec!["2025-07-01".parse().unwrap()];
        let at = "2025-08-20T10:00:00Z".parse().unwrap();
        let by_a_user = register_earlier(&app.app, &owner(), &plan, at).await;
        assert!(matches!(by_a_user, Err(ImproveError::Act(_))), "{by_a_user:?}");
        let brought = register_earlier(&app.app, &Actor::Operator, &plan, at).await.unwrap();
        assert_eq!((known(&app, brought).await.registered_at, known(&app, brought).await.plan), (at, plan.clone()));
        plan.reason_months = vec!["2025-09-01".parse().unwrap()];
        let before_its_reason = register_earlier(&app.app, &Actor::Operator, &plan, at).await;
        assert!(matches!(before_its_reason, Err(ImproveError::Wrong(_))), "{before_its_reason:?}");
        plan.reason_months.clear();
        let chosen_afterwards =
            register_earlier(&app.app, &Actor::Operator, &plan, "2025-09-02T10:00:00Z".parse().unwrap()).await;
        assert!(matches!(chosen_afterwards, Err(ImproveError::Wrong(_))), "{chosen_afterwards:?}");
    }
}

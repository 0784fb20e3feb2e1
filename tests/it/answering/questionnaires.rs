//! Versions of the questionnaire: published, used from then on, never changed.

use axum::http::StatusCode;
use naklank::domain::access::roles::Role;
use naklank::views::answering::questionnaire::definition_of_built_in;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::answering::questionnaires::{
    PublishError, list_questionnaires, publish_questionnaire,
};
use naklank::workflow::insight::import_responses::import_responses;

use serde_json::json;

use crate::support::{TestApp, on_both_engines};

fn second_version() -> String {
    definition_of_built_in()
        .replace("complaint-handling-1", "complaint-handling-2")
        .replace("Hoe waarschijnlijk is het dat u {org} aanraadt", "Zou u {org} aanraden")
        .replace("\"speed\"", "\"clarity\"")
}

async fn publish(app: &TestApp, text: &str) -> Result<(), PublishError> {
    publish_questionnaire(&app.app, &Actor::Operator, text).await.map(drop)
}

on_both_engines! {
    async fn new_invitations_ask_the_new_version_and_old_ones_keep_theirs(app) {
        let old = app.invite("K-1").await;
        publish(&app, &second_version()).await.unwrap();
        let new = app.invite("K-2").await;
        assert!(app.get(&old).await.body.contains("Hoe waarschijnlijk is het dat u Voorbeeld aanraadt"));
        let page = app.get(&new).await.body;
        assert!(page.contains("Zou u Voorbeeld aanraden") && page.contains("name=\"clarity\""), "{page}");
        assert!(!page.contains("name=\"speed\""));
        assert_eq!(app.post_form(&new, "score=9&clarity=4&speed=2").await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.post_form(&old, "score=9&clarity=4&speed=2").await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.integers("SELECT rating FROM ratings ORDER BY rating").await, [2, 4], "each takes its own items");
        let groups = app.nps("group_by=questionnaire&interval=total").await["groups"].clone();
        let names: Vec<_> = groups.as_array().unwrap().iter().map(|group| group["group"]["questionnaire"].clone()).collect();
        assert_eq!(names, ["complaint-handling-1", "complaint-handling-2"]);
    }

    async fn the_dashboard_marks_where_the_questions_changed(app) {
        let cookie = app.sign_in_as(Role::PolicyOwner).await;
        app.clock.set("2026-01-10T10:00:00Z");
        app.invite_with("K-1", json!({"received_at": "2026-01-02T10:00:00Z"})).await;
        app.clock.set("2026-02-10T10:00:00Z");
        publish(&app, &second_version()).await.unwrap();
        app.clock.set("2026-03-20T15:00:00Z");
        app.tick().await;
        let page = app.get_as(&cookie, "/?interval=month").await.body;
        assert!(page.contains("since 10 February 2026 the questionnaire complaint-handling-2 has been asked"), "{page}");
        assert_eq!(page.matches("<line class=\"break\"").count(), 1);
    }

    async fn a_version_is_never_changed(app) {
        publish(&app, &second_version()).await.unwrap();
        publish(&app, &second_version()).await.expect("the same again changes nothing");
        let other = second_version().replace("Zou u", "Wilt u");
        assert!(matches!(publish(&app, &other).await, Err(PublishError::Taken(_))));
        assert_eq!(list_questionnaires(&app.app).await.unwrap().len(), 1);
    }

    async fn a_missing_translation_is_refused_and_nothing_is_published(app) {
        let without = second_version().replace("\nen = \"the clarity of our language\"", "");
        let Err(PublishError::Mistakes(mistakes)) = publish(&app, &without).await else { panic!("accepted") };
        assert_eq!(mistakes[0].field, "items[2].en");
        assert!(list_questionnaires(&app.app).await.unwrap().is_empty());
    }

    async fn earlier_results_may_hold_items_of_any_version(app) {
        let file = "answered_at,score,clarity\n2026-01-05,9,4\n";
        assert!(import_responses(&app.app, file.as_bytes(), None).await.is_err());
        publish(&app, &second_version()).await.unwrap();
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        assert_eq!(app.integers("SELECT rating FROM ratings WHERE item = 'clarity'").await, [4]);
    }
}

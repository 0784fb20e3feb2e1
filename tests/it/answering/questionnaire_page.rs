//! The page on which an administrator checks and publishes questionnaires.

use axum::http::StatusCode;
use naklank::domain::access::roles::Role;
use naklank::views::answering::questionnaire::definition_of_built_in;
use naklank::workflow::answering::questionnaires::list_questionnaires;

use crate::support::{Answer, TestApp, on_both_engines};

const PATH: &str = "/questionnaires";

fn second_version() -> String {
    definition_of_built_in()
        .replace("complaint-handling-1", "complaint-handling-2")
        .replace("How likely", "How <very> likely")
        .replace("Hoe waarschijnlijk", "Hoe <zeer> waarschijnlijk")
}

async fn send(app: &TestApp, cookie: &str, text: &str, what: &str) -> Answer {
    let mut form = form_urlencoded::Serializer::new(String::new());
    // As a browser sends a text area.
    form.append_pair("definition", &text.replace('\n', "\r\n")).append_pair("do", what);
    app.post_as(cookie, PATH, &form.finish()).await
}

on_both_engines! {
    async fn a_version_is_checked_published_and_asked(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        let checked = send(&app, &admin, &second_version(), "check").await;
        assert_eq!(checked.status, StatusCode::OK, "{checked:?}");
        assert!(checked.body.contains("Nothing has been published yet."), "{}", checked.body);
        assert!(checked.body.contains("How &lt;very&gt; likely"), "it shows what would be asked: {}", checked.body);
        assert!(list_questionnaires(&app.app).await.unwrap().is_empty());
        let published = send(&app, &admin, &second_version(), "publish").await;
        assert_eq!(published.header("location"), "/questionnaires?done=complaint-handling-2", "{published:?}");
        let [stored] = &list_questionnaires(&app.app).await.unwrap()[..] else { panic!("one version") };
        assert_eq!(stored.definition, second_version(), "as the command line stores it");
        let page = app.get_as(&admin, "/questionnaires?done=complaint-handling-2").await.body;
        for told in ["complaint-handling-2 is asked from now on", "20 March 2026", "admin@example.org", "built in"] {
            assert!(page.contains(told), "{told}: {page}");
        }
        let link = app.invite("K-1").await;
        let asked = app.get(&link).await.body;
        assert!(asked.contains("Hoe &lt;zeer&gt; waarschijnlijk"), "{asked}");
        let audit = app.audit().await;
        let act = audit.iter().find(|entry| entry.action == "questionnaires publish").unwrap();
        assert_eq!((act.actor.as_str(), act.subject.as_str()), ("user admin@example.org", "complaint-handling-2"));
    }

    async fn every_mistake_is_named_at_once_and_the_text_stays(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        let wrong = second_version()
            .replace("complaint-handling-2", "Complaints 2")
            .replace("\"speed\"", "\"score\"")
            + "\n[colour]\nnl = \"rood\"\n";
        for what in ["check", "publish"] {
            let refused = send(&app, &admin, &wrong, what).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            for told in ["<code>name</code>", "<code>items[3].id</code>", "<code>colour</code>", "Complaints 2"] {
                assert!(refused.body.contains(told), "{told}: {}", refused.body);
            }
        }
        let refused = send(&app, &admin, "name = ", "check").await;
        assert!(refused.body.contains("This is not TOML."), "{}", refused.body);
        send(&app, &admin, &second_version(), "publish").await;
        let other = second_version().replace("How <very>", "How <quite>");
        for what in ["check", "publish"] {
            let refused = send(&app, &admin, &other, what).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(refused.body.contains("complaint-handling-2 exists with other questions"), "{}", refused.body);
        }
        assert_eq!(list_questionnaires(&app.app).await.unwrap().len(), 1);
    }

    async fn a_version_is_shown_as_respondents_see_it_in_both_languages(app) {
        let admin = app.sign_in_as(Role::Admin).await;
        let page = app.get_as(&admin, "/questionnaires/complaint-handling-1").await.body;
        for language in ["nl", "en"] {
            let preview = format!("/questionnaires/complaint-handling-1/preview?lang={language}");
            assert!(page.contains(&format!("href=\"{preview}\"")), "{page}");
            let shown = app.get_as(&admin, &preview).await.body;
            assert!(shown.contains(&format!("<html lang=\"{language}\"")), "{shown}");
            assert!(shown.contains("name=\"score\"") && !shown.contains("type=\"submit\""), "{shown}");
        }
        let begun = app.get_as(&admin, "/questionnaires?from=complaint-handling-1").await.body;
        assert!(begun.contains("name = &quot;complaint-handling-1&quot;"), "{begun}");
        for path in ["/questionnaires/none", "/questionnaires/none/preview", "/questionnaires?from=none", "/questionnaires/a%00b"] {
            assert_eq!(app.get_as(&admin, path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }
}

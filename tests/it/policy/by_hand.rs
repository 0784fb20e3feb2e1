//! A complaint that is registered, corrected, closed and reopened by a person on a page.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use naklank::domain::access::roles::Role;
use naklank::workflow::upkeep::recount::check_tallies;
use serde_json::{Value, json};

use crate::policy::facts::{handler_of, version_in};
use crate::support::{Answer, TestApp, on_both_engines};

const NEW: &str = "/register";
const EDIT: &str = "/complaints/K%2D1/edit";

/// What a browser sends of an open complaint, received on Thursday 19 March 2026 at 10:00 in Amsterdam.
const OPEN: &str = "status=open&received_at=2026-03-19T10%3A00&closed_at=&contact.name=Klant\
    &contact.email=klant%40example.org&contact.language=nl&complainant=customer&channel=phone&level=\
    &product=Verkeer&team=Noord&handler=&outcome=&causes=lead_time+%7C+tone&survey.reason=&survey.note=";

/// The same, closed on Friday at 15:00, which is now.
fn closed() -> String {
    OPEN.replace("status=open", "status=closed").replace("closed_at=", "closed_at=2026-03-20T15%3A00")
}

async fn complaint(app: &TestApp) -> Value {
    app.api(Method::GET, "/api/v1/complaints/K-1", Body::empty()).await.json()
}

/// The version for which the form is written when it is opened.
async fn version(app: &TestApp, who: &str) -> String {
    version_in(&app.get_as(who, EDIT).await.body)
}

/// Opens the form and sends it.
async fn edit(app: &TestApp, who: &str, form: &str) -> Answer {
    let version = version(app, who).await;
    app.post_as(who, EDIT, &format!("{form}&version={version}")).await
}

async fn complaints(app: &TestApp) -> i64 {
    app.integers("SELECT COUNT(*) FROM complaints").await[0]
}

on_both_engines! {
    async fn a_complaint_is_registered_closed_and_reopened_and_its_customer_asked(app) {
        let handler = app.sign_in_as(Role::Handler).await;
        assert_eq!(app.get_as(&handler, NEW).await.status, StatusCode::OK);
        let answer = app.post_as(&handler, NEW, &format!("reference=K-1&{OPEN}")).await;
        let done = "/complaints/K%2D1/edit?done=1";
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, done), "{answer:?}");
        let page = app.get_as(&handler, done).await.body;
        assert!(page.contains(r#"role="status""#), "{page}");
        assert!(page.contains(r#"value="2026-03-19T10:00:00""#), "in the organisation's time: {page}");
        assert!(page.contains(r#"<option value="phone" selected"#), "{page}");
        assert!(page.contains(r#"value="lead_time | tone""#), "{page}");
        assert_eq!(complaint(&app).await["causes"], json!(["lead_time", "tone"]));
        assert_eq!(app.survey_of("K-1").await["state"], "none");

        let planned = json!({"state": "planned", "due_at": "2026-03-23T14:00:00Z", "reason": null});
        assert_eq!(edit(&app, &handler, &closed()).await.header("location"), done);
        assert_eq!(app.survey_of("K-1").await, planned);
        assert_eq!(edit(&app, &handler, OPEN).await.header("location"), done);
        assert_eq!(app.survey_of("K-1").await["reason"], "reopened");
        assert_eq!(edit(&app, &handler, &closed()).await.header("location"), done);
        assert_eq!(app.survey_of("K-1").await, planned);
        assert_eq!(complaint(&app).await["closure"], 2);

        let registered = "SELECT COUNT(*) FROM audit WHERE action = 'register complaint' AND subject = 'K-1'";
        assert_eq!(app.integers(registered).await, [1]);
        let edited = "SELECT COUNT(*) FROM audit WHERE action = 'edit complaint' AND subject = 'K-1'";
        assert_eq!(app.integers(edited).await, [3]);
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
        app.clock.set("2026-03-23T14:00:00Z");
        app.tick().await;
        assert_eq!(app.mails().len(), 1);
    }

    async fn a_telephone_number_is_registered_corrected_and_taken_away(app) {
        let handler = app.sign_in_as(Role::Handler).await;
        let with = |phone: &str| format!("{OPEN}&contact.phone={phone}");
        app.post_as(&handler, NEW, &format!("reference=K-1&{}", with("020+123+45+67"))).await;
        let page = app.get_as(&handler, EDIT).await.body;
        let field = page.split("<input type=\"tel\"").nth(1).and_then(|rest| rest.split('>').next()).unwrap_or_default();
        for attribute in ["id=\"contact.phone\"", "value=\"020 123 45 67\"", "autocomplete=\"tel\""] {
            assert!(field.contains(attribute), "{attribute}: {page}");
        }
        assert!(page.contains("<label for=\"contact.phone\""), "{page}");
        let refused = edit(&app, &handler, &with("12345")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");
        assert!(refused.body.contains("href=\"#contact.phone\"") && refused.body.contains("value=\"12345\""), "{refused:?}");
        for said in ["aria-describedby=\"contact.phone-error\"", "id=\"contact.phone-error\">Fill in a telephone number of 6 to 15 digits"] {
            assert!(refused.body.contains(said), "at the field too: {said}: {}", refused.body);
        }
        let first = "SELECT COUNT(*) FROM complaints WHERE contact_phone = '020 123 45 67'";
        assert_eq!(app.integers(first).await, [1], "nothing was changed");
        assert_eq!(edit(&app, &handler, &with("%2B31+20+123")).await.status, StatusCode::SEE_OTHER);
        let corrected = "SELECT COUNT(*) FROM complaints WHERE contact_phone = '+31 20 123'";
        assert_eq!(app.integers(corrected).await, [1]);
        assert_eq!(edit(&app, &handler, &with("")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.integers("SELECT COUNT(*) FROM complaints WHERE contact_phone IS NOT NULL").await, [0]);
    }

    async fn a_customer_who_must_not_be_asked_is_not(app) {
        let handler = app.sign_in_as(Role::Handler).await;
        let form = closed().replace("survey.reason=", "survey.ask=false&survey.reason=bereavement");
        let answer = app.post_as(&handler, NEW, &format!("reference=K-1&{form}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
        assert_eq!(app.survey_of("K-1").await["reason"], "opted_out");
        assert!(app.get_as(&handler, EDIT).await.body.contains(r#"value="false" checked"#));
    }

    async fn a_reference_that_another_complaint_has_is_refused_and_the_form_stays(app) {
        let handler = app.sign_in_as(Role::Handler).await;
        app.put("K-1", &json!({"status": "open", "received_at": "2026-03-02T09:15:00Z", "team": "Zuid"})).await;
        let before = complaint(&app).await;
        let answer = app.post_as(&handler, NEW, &format!("reference=K-1&{}", closed())).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{answer:?}");
        for kept in [
            r##"href="#reference""##,
            r#"value="K-1""#,
            r#"value="Klant""#,
            r#"value="klant@example.org""#,
            r#"value="2026-03-20T15:00""#,
            r#"<option value="closed" selected"#,
        ] {
            assert!(answer.body.contains(kept), "{kept}: {}", answer.body);
        }
        assert_eq!(complaint(&app).await, before);
        assert_eq!(app.integers("SELECT COUNT(*) FROM complaints WHERE team = 'Zuid'").await, [1]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'register complaint'").await, [0]);
    }

    async fn a_handler_registers_and_corrects_the_complaints_of_the_own_team_alone(app) {
        let noord = handler_of(&app, "Noord").await;
        let zuid = handler_of(&app, "Zuid").await;
        let analyst = app.sign_in_as(Role::Analyst).await;
        let blank = app.get_as(&noord, NEW).await.body;
        assert!(blank.contains(r#"value="Noord""#) && !blank.contains(r#"name="team""#), "{blank}");
        let of_zuid = OPEN.replace("team=Noord", "team=Zuid");
        let answer = app.post_as(&noord, NEW, &format!("reference=K-1&{of_zuid}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
        for (who, status) in [
            (&noord, StatusCode::OK),
            (&zuid, StatusCode::NOT_FOUND),
            (&analyst, StatusCode::FORBIDDEN),
        ] {
            assert_eq!(app.get_as(who, EDIT).await.status, status);
            if status == StatusCode::OK {
                assert_eq!(edit(&app, who, &of_zuid).await.status, StatusCode::SEE_OTHER);
            } else {
                assert_eq!(app.post_as(who, EDIT, &of_zuid).await.status, status);
            }
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM complaints WHERE team = 'Noord'").await, [1]);
        assert_eq!(app.get_as(&analyst, NEW).await.status, StatusCode::FORBIDDEN);
        assert_eq!(app.post_as(&analyst, NEW, &format!("reference=K-2&{OPEN}")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(app.get_as(&noord, "/complaints/K-404/edit").await.status, StatusCode::NOT_FOUND);
        assert_eq!(complaints(&app).await, 1);
        assert!(app.get_as(&noord, "/facts").await.body.contains(NEW), "the way to a new one");
        assert!(app.get_as(&noord, "/complaints/K%2D1/facts").await.body.contains(EDIT), "and to this one");
    }

    async fn what_cannot_be_is_refused_and_all_that_was_typed_stands_there_again(app) {
        let handler = app.sign_in_as(Role::Handler).await;
        let form = "reference=K-9&status=closed&received_at=2026-03-19T10%3A00&closed_at=&contact.name=Klant\
                    &contact.email=niet+goed&contact.language=pl&complainant=lawyer&channel=fax&team=Noord\
                    &handler=h-7&causes=a+%7C+&survey.ask=false&survey.reason=&survey.note=Zomaar";
        let answer = app.post_as(&handler, NEW, form).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{answer:?}");
        for field in ["closed_at", "channel", "causes", "survey.reason"] {
            assert!(answer.body.contains(&format!(r##"href="#{field}""##)), "{field}: {}", answer.body);
            assert!(answer.body.contains(&format!(r#"id="{field}-error""#)), "{field}: {}", answer.body);
        }
        for kept in [
            r#"value="K-9""#,
            r#"<option value="closed" selected"#,
            r#"value="2026-03-19T10:00""#,
            r#"value="Klant""#,
            r#"value="niet goed""#,
            r#"<option value="pl" selected"#,
            r#"<option value="lawyer" selected"#,
            r#"<option value="fax" selected"#,
            r#"value="Noord""#,
            r#"value="h-7""#,
            r#"value="a | ""#,
            r#"value="false" checked"#,
            r#"value="Zomaar""#,
        ] {
            assert!(answer.body.contains(kept), "{kept}: {}", answer.body);
        }
        for (from, to, field) in [
            ("reference=K-1", "reference=..", "reference"),
            ("klant%40example.org", "jan%40", "contact.email"),
            ("closed_at=", "closed_at=2026-03-20T14%3A00", "closed_at"),
            ("reference=K-1", "reference=", "reference"),
            ("2026-03-19T10%3A00", "2026-03-22T10%3A00", "received_at"),
            ("status=open", "", "status"),
            ("contact.name=Klant", "contact.name=123", "contact.name"),
            ("survey.note=", "survey.note=Zomaar", "survey.note"),
            ("handler=", "phone_response_at=never", "phone_response_at"),
        ] {
            let form = format!("reference=K-1&{OPEN}").replace(from, to);
            let answer = app.post_as(&handler, NEW, &form).await;
            assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
            assert!(answer.body.contains(&format!(r##"href="#{field}""##)), "{form}: {}", answer.body);
        }
        assert_eq!(complaints(&app).await, 0);
    }

    async fn a_correction_keeps_what_was_told_of_the_complaint(app) {
        let told = json!({
            "status": "open", "received_at": "2026-03-19T09:00:07.5Z", "team": "Noord", "causes": ["lead_time"],
            "acknowledged_at": "2026-03-19T13:00:30.5Z", "acknowledged_by": "person", "phone_response_at": "never",
            "remedy": "payment", "remedy_amount": 100,
        });
        assert_eq!(app.put("K-1", &told).await.status, StatusCode::CREATED);
        let handler = app.sign_in_as(Role::Handler).await;
        let form = "status=open&received_at=2026-03-19T10%3A00%3A07&complainant=lawyer&team=Zuid&causes=tone";
        assert_eq!(edit(&app, &handler, form).await.status, StatusCode::SEE_OTHER);
        let known = complaint(&app).await;
        for (name, value) in [
            ("acknowledged_at", json!("2026-03-19T13:00:30.500Z")),
            ("acknowledged_by", json!("person")),
            ("phone_response_at", json!("never")),
            ("remedy_amount", json!(100)),
            ("causes", json!(["tone"])),
        ] {
            assert_eq!(known[name], value, "{name}");
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM complaints WHERE team = 'Zuid' AND complainant = 'lawyer'").await, [1]);
        let after_it = form.replace("2026-03-19T10", "2026-03-20T10");
        let answer = edit(&app, &handler, &after_it).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "receipt after the acknowledgement");
        assert!(answer.body.contains(r##"href="#received_at""##), "{}", answer.body);
        assert_eq!(complaint(&app).await, known);
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
    }

    async fn a_form_that_was_opened_before_a_change_does_not_undo_it(app) {
        let handler = app.sign_in_as(Role::Handler).await;
        app.post_as(&handler, NEW, &format!("reference=K-1&{OPEN}")).await;
        let opened_page = app.get_as(&handler, EDIT).await.body;
        let opened = version_in(&opened_page);
        let closed = json!({
            "status": "closed", "received_at": "2026-03-19T09:00:00Z", "closed_at": "2026-03-20T13:00:00Z", "team": "Noord",
            "contact": {"email": "klant@example.org"},
        });
        app.put("K-1", &closed).await;
        let stale = format!("{}&version={opened}", OPEN.replace("handler=", "handler=h-7"));
        let refused = app.post_as(&handler, EDIT, &stale).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{refused:?}");
        assert!(refused.body.contains(r#"value="h-7""#), "kept: {}", refused.body);
        let table = refused.body.split(r#"id="differences""#).nth(1).unwrap().split("</table>").next().unwrap();
        for differs in ["open", "closed", "2026-03-20 14:00:00", "h-7", "lead_time | tone"] {
            assert!(table.contains(&format!(">{differs}</td>")), "{differs}: {table}");
        }
        assert!(!table.contains("klant@example.org"), "the same in both: {table}");
        assert!(!opened_page.contains(r#"id="differences""#), "{opened_page}");
        assert_eq!(app.survey_of("K-1").await["state"], "planned", "not reopened");
        assert_eq!(app.post_as(&handler, EDIT, OPEN).await.status, StatusCode::CONFLICT, "without a version neither");
        let knowing = stale.replace(&opened, &version_in(&refused.body));
        assert_eq!(app.post_as(&handler, EDIT, &knowing).await.status, StatusCode::SEE_OTHER, "sent once more");
        let looked = "SELECT COUNT(*) FROM audit WHERE action = 'complaint read' AND subject = 'K-1'";
        assert!(app.integers(looked).await[0] >= 1, "who looked at the customer's name is known");
    }

    async fn products_teams_and_causes_that_are_in_use_are_suggested(app) {
        let handler = app.sign_in_as(Role::Handler).await;
        let page = app.get_as(&handler, NEW).await.body;
        assert!(!page.contains("<datalist"), "nothing is in use: {page}");
        app.post_as(&handler, NEW, &format!("reference=K-1&{}", closed())).await;
        for path in [NEW, EDIT] {
            let page = app.get_as(&handler, path).await.body;
            for (field, value) in [("product", "Verkeer"), ("team", "Noord")] {
                assert!(page.contains(&format!(r#"list="{field}-offered""#)), "{path}: {page}");
                let list = page.split(&format!(r#"<datalist id="{field}-offered">"#)).nth(1).unwrap();
                let list = list.split("</datalist>").next().unwrap();
                assert_eq!(list, format!(r#"<option value="{value}"></option>"#), "{path}");
            }
            let causes = page.split("<details>").nth(1).unwrap().split("</details>").next().unwrap();
            assert!(causes.contains("<li>lead_time</li>") && causes.contains("<li>tone</li>"), "{path}: {causes}");
        }
        let noord = handler_of(&app, "Noord").await;
        let own = app.get_as(&noord, NEW).await.body;
        assert!(!own.contains("team-offered"), "the own team is no choice: {own}");
    }

    async fn a_button_that_is_pressed_twice_registers_once(app) {
        let handler = app.sign_in_as(Role::Handler).await;
        for _ in 0..2 {
            let answer = app.post_as(&handler, NEW, &format!("reference=K-1&{OPEN}")).await;
            assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'register complaint'").await, [1]);
    }

    async fn what_retention_removed_does_not_come_back_unnoticed(app) {
        let handler = app.sign_in_as(Role::Handler).await;
        app.post_as(&handler, NEW, &format!("reference=K-1&{}", closed())).await;
        app.execute("UPDATE complaints SET contact_name = NULL, contact_email = NULL, contact_language = NULL, \
            contact_forgotten_at = updated_at").await;
        let refused = edit(&app, &handler, &closed()).await;
        assert_eq!(refused.status, StatusCode::CONFLICT, "{refused:?}");
        let without = closed().replace("Klant", "").replace("klant%40example.org", "").replace("contact.language=nl", "contact.language=");
        assert_eq!(edit(&app, &handler, &without).await.status, StatusCode::SEE_OTHER);
    }
}

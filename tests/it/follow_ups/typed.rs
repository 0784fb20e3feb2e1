//! What is typed on the page of a follow-up is kept by every act of that page.

use axum::http::StatusCode;
use naklank::domain::access::roles::Role;
use serde_json::json;

use super::{answered, handler, hidden};
use crate::support::{TestApp, on_both_engines};

/// An act of the page: its form, where the follow-up has to be for its button to stand there, what is sent when it can be done,
/// and a state and form in which it is refused.
struct PageAct {
    name: &'static str,
    state: State,
    sent: &'static str,
    refused: Option<(State, &'static str)>,
}

#[derive(Clone, Copy, PartialEq)]
enum State {
    /// A colleague read it and gave it back.
    GivenBack,
    HeldByColleague,
    Held,
    Ended,
}

const fn page_act(
    name: &'static str,
    state: State,
    sent: &'static str,
    refused: Option<(State, &'static str)>,
) -> PageAct {
    PageAct { name, state, sent, refused }
}

const ACTS: [PageAct; 8] = [
    page_act("take-up", State::GivenBack, "", Some((State::HeldByColleague, ""))),
    page_act("contact", State::Held, "", Some((State::HeldByColleague, ""))),
    page_act("note", State::Held, "", None),
    page_act("end", State::Held, "outcome=put_right", Some((State::Held, ""))),
    page_act("drop", State::Held, "drop_reason=Dubbel", Some((State::Held, ""))),
    page_act("assign", State::Held, "colleague=none", Some((State::Held, "colleague="))),
    page_act("hand-over", State::Held, "team=Zuid", Some((State::Held, "team="))),
    page_act("reopen", State::Ended, "", Some((State::Held, ""))),
];

/// Adds the colleagues of the page.
async fn with_colleagues(app: &TestApp) {
    for (email, team) in
        [("anna@example.org", None), ("bert@example.org", None), ("zuid@example.org", Some("Zuid"))]
    {
        handler(app, email, team).await;
    }
}

/// Signs in a colleague who has a password; returns the cookie.
async fn signed_in(app: &TestApp, name: &str) -> String {
    let answer =
        app.post_form("/sign-in", &format!("email={name}%40example.org&password=een+lang+wachtwoord")).await;
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

/// The path of a follow-up of that state, and the cookie of Anna, who finds it.
async fn in_state(app: &TestApp, reference: &str, state: State) -> (String, String) {
    let path = answered(app, reference, json!({"team": "Noord"}), "score=2&contact_me=on").await;
    // Sessions of before the answer are over by now.
    let (anna, bert) = (signed_in(app, "anna").await, signed_in(app, "bert").await);
    let first = if matches!(state, State::GivenBack | State::HeldByColleague) { &bert } else { &anna };
    app.post_as(first, &format!("{path}/take-up"), "").await;
    match state {
        State::GivenBack => {
            let seen = hidden(&app.get_as(&bert, &path).await.body, "seen");
            app.post_as(&bert, &format!("{path}/assign"), &format!("seen={seen}&colleague=none")).await;
        }
        State::Ended => {
            app.post_as(&anna, &format!("{path}/end"), "outcome=explained").await;
        }
        State::HeldByColleague | State::Held => {}
    }
    (path, anna)
}

/// The one form of a page, in which the note stands.
fn form_with_the_note(page: &str) -> &str {
    let before = page.find("<textarea id=\"note\"").unwrap_or_else(|| panic!("a note can be typed: {page}"));
    let start = page[..before].rfind("<form").expect("it stands in a form");
    let form = &page[start..];
    &form[..form.find("</form>").expect("it ends")]
}

on_both_engines! {
    async fn a_note_is_kept_whichever_act_of_the_page_it_was_typed_beside(app) {
        with_colleagues(&app).await;
        for (place, act) in ACTS.iter().enumerate() {
            let (path, anna) = in_state(&app, &format!("K-{place}"), act.state).await;
            let page = app.get_as(&anna, &path).await.body;
            let form = form_with_the_note(&page);
            assert!(form.contains(&format!("formaction=\"{path}/{}\"", act.name)), "{}: {form}", act.name);
            for button in page.split(&format!("action=\"{path}/")).skip(1) {
                let name = button.split('"').next().unwrap();
                assert!(ACTS.iter().any(|act| act.name == name), "{name} is not in the table");
            }
            let seen = hidden(&page, "seen");
            let done = app.post_as(&anna, &format!("{path}/{}", act.name), &format!("seen={seen}&note=Gebeld+om+tien&{}", act.sent)).await;
            let kept = if act.name == "contact" {
                assert_eq!(done.status, StatusCode::OK, "{done:?}");
                assert!(done.body.contains("mailto:"), "{}", done.body);
                done.body.contains(">Gebeld om tien</textarea>")
            } else {
                assert_eq!(done.status, StatusCode::SEE_OTHER, "{}: {done:?}", act.name);
                app.get_as(&anna, &path).await.body.contains("Gebeld om tien")
            };
            assert!(kept, "{}", act.name);
            let notes = usize::from(act.name != "contact");
            let typed = "SELECT COUNT(*) FROM follow_up_notes WHERE note = 'Gebeld om tien'";
            assert_eq!(app.integers(typed).await, [i64::try_from(notes).unwrap()], "{}: once", act.name);
            app.execute("DELETE FROM follow_up_notes").await;
        }
    }

    async fn a_note_stands_in_its_field_whichever_act_of_the_page_is_refused(app) {
        with_colleagues(&app).await;
        for (place, act) in ACTS.iter().enumerate() {
            // A note that is refused itself is tested with the notes.
            let Some((state, sent)) = act.refused else { continue };
            let (path, anna) = in_state(&app, &format!("K-{place}"), state).await;
            app.execute("DELETE FROM follow_up_notes").await;
            let seen = hidden(&app.get_as(&anna, &path).await.body, "seen");
            let refused = app.post_as(&anna, &format!("{path}/{}", act.name), &format!("seen={seen}&note=Gebeld+om+tien&{sent}")).await;
            assert!(matches!(refused.status, StatusCode::CONFLICT | StatusCode::UNPROCESSABLE_ENTITY), "{}: {refused:?}", act.name);
            assert!(refused.body.contains(">Gebeld om tien</textarea>"), "{}: {}", act.name, refused.body);
            assert_eq!(app.integers("SELECT COUNT(*) FROM follow_up_notes").await, [0], "{}", act.name);
        }
    }

    async fn what_was_typed_for_the_end_stands_there_still_when_contact_details_are_asked_for(app) {
        let path = answered(&app, "K-1", json!({}), "score=2&contact_me=on").await;
        let cookie = app.sign_in_as(Role::Handler).await;
        app.post_as(&cookie, &format!("{path}/take-up"), "").await;
        let typed = "note=Gebeld&outcome=complaint_registered&registered_reference=K-77&drop_reason=Dubbel";
        let shown = app.post_as(&cookie, &format!("{path}/contact"), typed).await;
        assert_eq!(shown.status, StatusCode::OK);
        for kept in [">Gebeld</textarea>", "value=\"complaint_registered\" checked", "value=\"K-77\"", ">Dubbel</textarea>"] {
            assert!(shown.body.contains(kept), "{kept}: {}", shown.body);
        }
    }

    async fn enter_in_a_line_ends_a_follow_up_and_shows_no_contact_details(app) {
        let path = answered(&app, "K-1", json!({}), "score=2&contact_me=on").await;
        let cookie = app.sign_in_as(Role::Handler).await;
        app.post_as(&cookie, &format!("{path}/take-up"), "").await;
        let page = app.get_as(&cookie, &path).await.body;
        let form = form_with_the_note(&page);
        assert!(form.contains(&format!("method=\"post\" action=\"{path}/end\"")), "{form}");
        let first = form.split("<button").nth(1).unwrap().split('>').next().unwrap();
        assert!(first.contains("aria-hidden=\"true\"") && !first.contains("formaction"), "{first}");
    }
}

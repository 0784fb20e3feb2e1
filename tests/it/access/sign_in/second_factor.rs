//! A code of an authenticator app beside the password.

mod changes;
mod required;
mod rotation;
mod secrets;

use axum::http::StatusCode;
use chrono::TimeDelta;
use data_encoding::BASE32_NOPAD;
use naklank::domain::access::roles::Role;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::users::new_link;
use totp_rs::Builder;

use crate::support::{Answer, TestApp, on_both_engines};

const PAGE: &str = "/account/second-factor";
/// The form that begins: a person who found the session open does not know the password.
const BEGIN: &str = "current_password=een+lang+wachtwoord";
const CONFIRM: &str = "/account/second-factor/confirm";
const CODE: &str = "/sign-in/code";
/// Six digits that are no code at the times of these tests.
const WRONG: &str = "000000";

/// An authenticator app, which has the secret of one account.
struct Phone(Vec<u8>);

impl Phone {
    /// Types the key from a page into the app.
    fn of(page: &str) -> Self {
        let key = between(page, "<code>", "</code>")[0].replace(' ', "");
        Self(BASE32_NOPAD.decode(key.as_bytes()).unwrap())
    }

    /// The code that the app shows some steps from now.
    fn code(&self, app: &TestApp, steps: i64) -> String {
        let seconds = u64::try_from(app.app.now().timestamp() + 30 * steps).unwrap();
        Builder::new().with_secret(self.0.clone()).build().unwrap().generate(seconds).to_string()
    }
}

/// Every text between two others.
fn between<'a>(page: &'a str, before: &str, after: &str) -> Vec<&'a str> {
    page.split(before).skip(1).map(|rest| rest.split(after).next().unwrap()).collect()
}

fn offer(page: &str) -> &str {
    between(page, "name=\"offer\" value=\"", "\"")[0]
}

fn form(fields: &[(&str, &str)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish()
}

/// The session's cookie that an answer sets.
fn session(answer: &Answer) -> String {
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

/// The cookie by which a browser shows that the account was signed in there before.
fn browser_cookie(answer: &Answer) -> Option<String> {
    let cookies = answer.headers.get_all("set-cookie").iter().map(|value| value.to_str().unwrap());
    let mut cookies = cookies.filter_map(|cookie| cookie.split(';').next());
    cookies.find(|cookie| cookie.starts_with("__Host-naklank-browser=")).map(str::to_owned)
}

/// Sets up a second factor; returns the app and the recovery codes.
async fn enrol(app: &TestApp, cookie: &str) -> (Phone, Vec<String>) {
    let page = app.post_as(cookie, PAGE, BEGIN).await;
    assert_eq!(page.status, StatusCode::OK, "{page:?}");
    let phone = Phone::of(&page.body);
    let sent = form(&[("offer", offer(&page.body)), ("code", &phone.code(app, 0))]);
    let confirmed = app.post_as(cookie, CONFIRM, &sent).await;
    assert_eq!(confirmed.status, StatusCode::OK, "{confirmed:?}");
    let codes: Vec<String> =
        between(&confirmed.body, "<code>", "</code>").into_iter().map(str::to_owned).collect();
    assert_eq!(codes.len(), 10, "{}", confirmed.body);
    (phone, codes)
}

/// An analyst with a second factor, whose first code is some time ago.
async fn analyst(app: &TestApp) -> (String, Phone, Vec<String>) {
    let cookie = app.sign_in_as(Role::Analyst).await;
    let (phone, codes) = enrol(app, &cookie).await;
    app.advance(TimeDelta::minutes(2));
    (cookie, phone, codes)
}

/// Sends the analyst's password from a browser without a cookie.
async fn password(app: &TestApp) -> Answer {
    app.post_form("/sign-in", "email=analyst%40example.org&password=een+lang+wachtwoord").await
}

/// The session of a browser that waits for the analyst's code.
async fn waiting(app: &TestApp) -> String {
    let answer = password(app).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, CODE));
    session(&answer)
}

async fn send_code(app: &TestApp, cookie: &str, code: &str) -> Answer {
    app.post_as(cookie, CODE, &form(&[("code", code)])).await
}

on_both_engines! {
    async fn after_the_password_a_code_opens_the_session(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        assert!(app.get_as(&cookie, PAGE).await.body.contains("It is off."));
        let (phone, _) = enrol(&app, &cookie).await;
        let page = app.get_as(&cookie, PAGE).await.body;
        assert!(page.contains("Two-step sign-in is on. You have 10 recovery codes left."), "{page}");
        assert_eq!(app.get_as(&cookie, "/").await.status, StatusCode::OK, "the open session stays");
        app.advance(TimeDelta::minutes(2));
        let answer = password(&app).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, CODE));
        assert_eq!(browser_cookie(&answer), None, "the password alone does not make the browser known");
        let pending = session(&answer);
        assert_eq!(app.get_as(&pending, "/").await.header("location"), CODE);
        assert_eq!(app.get_as(&pending, "/verbatims").await.header("location"), "/sign-in/code?next=%2Fverbatims");
        assert_eq!(app.get_as(&pending, PAGE).await.header("location"), "/sign-in/code?next=%2Faccount%2Fsecond-factor");
        let asked = app.get_as(&pending, "/sign-in/code?next=%2Fverbatims").await;
        for part in ["inputmode=\"numeric\"", "autocomplete=\"one-time-code\"", "name=\"next\" value=\"/verbatims\""] {
            assert!(asked.body.contains(part), "{part}: {}", asked.body);
        }
        let sent = form(&[("code", &phone.code(&app, 0)), ("next", "/verbatims")]);
        let opened = app.post_as(&pending, CODE, &sent).await;
        assert_eq!((opened.status, opened.header("location")), (StatusCode::SEE_OTHER, "/verbatims"));
        assert!(browser_cookie(&opened).is_some());
        let open = session(&opened);
        assert_ne!(open, pending);
        assert_eq!(app.get_as(&open, "/").await.status, StatusCode::OK);
        assert_eq!(app.get_as(&pending, "/").await.header("location"), "/sign-in", "the one that waited is dead");
        assert_eq!(app.get_as(&open, CODE).await.header("location"), "/");
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'sign in'").await, [2]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'second factor set up'").await, [1]);
    }

    async fn a_link_to_a_saved_view_waits_for_the_code_too(app) {
        let (cookie, phone, _) = analyst(&app).await;
        app.post_as(&cookie, "/views", "name=Alles&page=dashboard&query=interval%3Dmonth").await;
        let list = app.get_as(&cookie, "/views").await.body;
        let link = format!("/views/{}", &between(&list, "href=\"/views/", "\"")[0][..36]);
        let pending = waiting(&app).await;
        let asked = app.get_as(&pending, &link).await;
        assert_eq!(asked.header("location"), format!("/sign-in/code?next={}", link.replace('/', "%2F")));
        let sent = form(&[("code", &phone.code(&app, 0)), ("next", &link)]);
        let opened = app.post_as(&pending, CODE, &sent).await;
        assert_eq!((opened.status, opened.header("location")), (StatusCode::SEE_OTHER, link.as_str()));
        assert_eq!(app.get_as(&session(&opened), &link).await.header("location"), "/?interval=month");
    }

    async fn a_code_opens_one_session_and_none_before_it_does(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        let (phone, _) = enrol(&app, &cookie).await;
        let first = phone.code(&app, 0);
        assert_eq!(send_code(&app, &waiting(&app).await, &first).await.status, StatusCode::UNPROCESSABLE_ENTITY, "the one that set it up");
        app.advance(TimeDelta::minutes(2));
        let (earlier, code) = (phone.code(&app, -1), phone.code(&app, 0));
        assert_eq!(send_code(&app, &waiting(&app).await, &code).await.status, StatusCode::SEE_OTHER);
        for used in [&code, &earlier] {
            let again = send_code(&app, &waiting(&app).await, used).await;
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert_eq!(again.body.matches("This code is not right or was used before.").count(), 2, "in the summary and at the field: {}", again.body);
        }
        app.advance(TimeDelta::seconds(30));
        assert_eq!(send_code(&app, &waiting(&app).await, &phone.code(&app, 0)).await.status, StatusCode::SEE_OTHER);
    }

    async fn of_requests_at_once_with_one_code_one_opens_a_session(app) {
        let (_, phone, codes) = analyst(&app).await;
        for code in [phone.code(&app, 0), codes[0].clone()] {
            let (one, other) = (waiting(&app).await, waiting(&app).await);
            let (a, b, c) = tokio::join!(send_code(&app, &one, &code), send_code(&app, &other, &code), send_code(&app, &one, &code));
            let opened = [a, b, c].iter().filter(|answer| answer.status == StatusCode::SEE_OTHER).count();
            assert_eq!(opened, 1, "{code}");
        }
    }

    async fn a_clock_that_was_ahead_locks_nobody_out(app) {
        let (_, phone, _) = analyst(&app).await;
        app.advance(TimeDelta::days(365));
        assert_eq!(send_code(&app, &waiting(&app).await, &phone.code(&app, 0)).await.status, StatusCode::SEE_OTHER);
        app.advance(TimeDelta::minutes(5) - TimeDelta::days(365));
        let code = phone.code(&app, 0);
        assert_eq!(send_code(&app, &waiting(&app).await, &code).await.status, StatusCode::SEE_OTHER);
        assert_eq!(send_code(&app, &waiting(&app).await, &code).await.status, StatusCode::UNPROCESSABLE_ENTITY, "once");
    }

    async fn a_code_counts_one_step_early_or_late_and_no_more(app) {
        let (_, phone, _) = analyst(&app).await;
        for (steps, status) in [
            (-2, StatusCode::UNPROCESSABLE_ENTITY),
            (2, StatusCode::UNPROCESSABLE_ENTITY),
            (-1, StatusCode::SEE_OTHER),
            (0, StatusCode::SEE_OTHER),
            (1, StatusCode::SEE_OTHER),
        ] {
            app.advance(TimeDelta::minutes(5));
            assert_eq!(send_code(&app, &waiting(&app).await, &phone.code(&app, steps)).await.status, status, "{steps} steps");
        }
    }

    async fn a_recovery_code_opens_one_session_however_it_is_typed(app) {
        let (cookie, _, codes) = analyst(&app).await;
        let typed = codes[0].to_lowercase().replace('-', " ");
        let by_recovery = async |code: &str| {
            let pending = waiting(&app).await;
            app.post_as(&pending, CODE, &form(&[("code", ""), ("recovery", code)])).await
        };
        assert_eq!(by_recovery(&typed).await.status, StatusCode::SEE_OTHER);
        let again = by_recovery(&codes[0]).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(again.body.matches("This recovery code is not right or was used before.").count(), 2, "{}", again.body);
        assert!(again.body.contains("<details open>") && again.body.contains("href=\"#recovery\""), "{}", again.body);
        assert_eq!(send_code(&app, &waiting(&app).await, &codes[1]).await.status, StatusCode::SEE_OTHER, "in the other field too");
        let page = app.get_as(&cookie, PAGE).await.body;
        assert!(page.contains("You have 8 recovery codes left."), "{page}");
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'recovery code used'").await, [2]);
    }

    async fn wrong_codes_are_slowed_down_wherever_they_come_from_and_lock_no_user_out(app) {
        let (_, phone, _) = analyst(&app).await;
        let opened = send_code(&app, &waiting(&app).await, &phone.code(&app, 0)).await;
        let known = browser_cookie(&opened).unwrap();
        let mut statuses = Vec::new();
        for _ in 0..13 {
            statuses.push(send_code(&app, &waiting(&app).await, WRONG).await.status.as_u16());
        }
        assert_eq!(statuses[..11], [422; 11]);
        assert_eq!(statuses[11..], [429, 429]);
        app.advance(TimeDelta::milliseconds(400));
        let early = send_code(&app, &waiting(&app).await, &phone.code(&app, 1)).await;
        assert_eq!((early.status, early.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "1"));
        let at_known = format!("{}; {known}", waiting(&app).await);
        assert_eq!(send_code(&app, &at_known, &phone.code(&app, 1)).await.status, StatusCode::SEE_OTHER, "not held up in a known browser");
        for _ in 0..20 {
            send_code(&app, &waiting(&app).await, WRONG).await;
            app.advance(TimeDelta::seconds(61));
        }
        assert_eq!(send_code(&app, &waiting(&app).await, &phone.code(&app, 0)).await.status, StatusCode::SEE_OTHER, "nor elsewhere for longer than a minute");
        let refused = "SELECT COUNT(*) FROM audit WHERE action = 'sign in refused' AND subject = 'second factor'";
        assert!(app.integers(refused).await[0] >= 1, "the first of a series is in the audit");
        let recorded = app.integers(refused).await[0];
        for _ in 0..13 {
            app.advance(TimeDelta::minutes(10));
            send_code(&app, &waiting(&app).await, WRONG).await;
        }
        assert_eq!(app.integers(refused).await, [recorded + 3], "the first of the next, and one an hour while it goes on");
        assert_eq!(password(&app).await.status, StatusCode::SEE_OTHER, "wrong codes do not slow the password down");
    }

    async fn a_session_waits_ten_minutes_for_its_code(app) {
        let (_, phone, _) = analyst(&app).await;
        let pending = waiting(&app).await;
        app.advance(TimeDelta::minutes(9));
        assert_eq!(app.get_as(&pending, CODE).await.status, StatusCode::OK);
        app.advance(TimeDelta::minutes(1));
        assert_eq!(app.get_as(&pending, "/sign-in/code?next=%2Fsignals").await.header("location"), "/sign-in?next=%2Fsignals");
        let sent = form(&[("code", &phone.code(&app, 0)), ("next", "/signals/changes"), ("typed", "note=Nieuw")]);
        let late = app.post_as(&pending, CODE, &sent).await;
        assert_eq!(late.status, StatusCode::GONE);
        for part in ["Signing in took too long", "name=\"next\" value=\"/signals/changes\"", "name=\"typed\" value=\"note=Nieuw\""] {
            assert!(late.body.contains(part), "{part}: {}", late.body);
        }
        assert_eq!(app.post_form(CODE, "code=123456").await.status, StatusCode::GONE, "without any session");
    }

    async fn what_was_typed_survives_the_code(app) {
        let (cookie, phone, _) = analyst(&app).await;
        app.advance(TimeDelta::hours(13));
        let typed = "day=2026-03-20&kind=process&note=Nieuwe+werkwijze";
        assert_eq!(app.post_as(&cookie, "/signals/changes", typed).await.status, StatusCode::UNAUTHORIZED);
        let sent = form(&[("email", "analyst@example.org"), ("password", "een lang wachtwoord"), ("next", "/signals/changes"), ("typed", typed)]);
        let asked = app.post_form("/sign-in", &sent).await;
        let carried = ["action=\"/sign-in/code\"", "name=\"next\" value=\"/signals/changes\"", "Nieuwe+werkwijze"];
        assert!(asked.status == StatusCode::OK && carried.iter().all(|part| asked.body.contains(part)), "{asked:?}");
        let pending = session(&asked);
        let wrong = app.post_as(&pending, CODE, &form(&[("code", WRONG), ("next", "/signals/changes"), ("typed", typed)])).await;
        assert!(carried.iter().all(|part| wrong.body.contains(part)), "a wrong code loses nothing: {wrong:?}");
        let again = app.post_as(&pending, "/signals/changes", typed).await;
        assert!(again.status == StatusCode::UNAUTHORIZED && carried.iter().all(|part| again.body.contains(part)), "{again:?}");
        let sent = form(&[("code", &phone.code(&app, 0)), ("next", "/signals/changes"), ("typed", typed)]);
        let filled = app.post_as(&pending, CODE, &sent).await;
        assert!(filled.status == StatusCode::OK && filled.body.contains("action=\"/signals/changes\"") && filled.body.contains("Nieuwe werkwijze"), "{filled:?}");
        assert_eq!(app.integers("SELECT COUNT(*) FROM change_points").await, [0], "nothing is done before the person says so");
        assert_eq!(app.post_as(&session(&filled), "/signals/changes", typed).await.status, StatusCode::SEE_OTHER);
    }

    async fn a_button_that_is_pressed_before_the_code_leads_back_to_its_page(app) {
        analyst(&app).await;
        let pressed = app.post_as(&waiting(&app).await, "/follow-ups/x/take-up", "").await;
        assert_eq!(pressed.header("location"), "/sign-in/code?next=%2Ffollow-ups");
    }

    async fn a_link_that_sets_a_password_does_not_stand_in_for_the_code(app) {
        let (cookie, phone, _) = analyst(&app).await;
        let link = new_link(&app.app, &Actor::Operator, &"analyst@example.org".parse().unwrap()).await.unwrap();
        let answer = app.post_form(&format!("/sign-in/{}", link.reveal()), "password=een+ander+wachtwoord").await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, CODE));
        let pending = session(&answer);
        assert_eq!(app.get_as(&pending, "/").await.header("location"), CODE);
        assert_eq!(app.get_as(&cookie, "/").await.header("location"), "/sign-in", "sessions of before end");
        assert_eq!(send_code(&app, &pending, &phone.code(&app, 0)).await.status, StatusCode::SEE_OTHER);
    }

    async fn who_leaves_before_the_code_signs_in_anew(app) {
        analyst(&app).await;
        let pending = waiting(&app).await;
        let left = app.post_as(&pending, "/sign-out", "").await;
        assert_eq!(left.header("location"), "/sign-in");
        assert_eq!(app.get_as(&pending, CODE).await.header("location"), "/sign-in");
    }
}

//! The own account: language, password, mails and sessions, and how sessions end.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use chrono::TimeDelta;
use naklank::domain::access::roles::{Role, Roles};
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::users::{NewUser, add_user};

use crate::support::{Answer, TestApp, on_both_engines};

const FIREFOX: &str = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0";
const SAFARI: &str = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Safari/605.1.15";

/// The session cookie that an answer sets.
fn cookie(answer: &Answer) -> String {
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
    answer.header("set-cookie").split(';').next().unwrap().to_owned()
}

async fn sign_in_answer(app: &TestApp, email: &str, password: &str) -> Answer {
    app.post_form("/sign-in", &format!("email={}&password={password}", email.replace('@', "%40"))).await
}

async fn sign_in(app: &TestApp, email: &str) -> String {
    cookie(&sign_in_answer(app, email, "een+lang+wachtwoord").await)
}

async fn sign_in_with(app: &TestApp, email: &str, browser: &str) -> String {
    let form = format!("email={}&password=een+lang+wachtwoord", email.replace('@', "%40"));
    let request = Request::post("/sign-in").header("user-agent", browser).body(Body::from(form)).unwrap();
    cookie(&app.send(request).await)
}

async fn page(app: &TestApp, cookie: &str) -> String {
    let answer = app.get_as(cookie, "/account").await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    answer.body
}

async fn is_signed_in(app: &TestApp, cookie: &str) -> bool {
    app.get_as(cookie, "/account").await.status == StatusCode::OK
}

/// The paths that end the other sessions of a user.
async fn ends(app: &TestApp, cookie: &str) -> Vec<String> {
    let page = page(app, cookie).await;
    let paths = page.split('"').filter(|part| part.starts_with("/account/sessions/") && part.len() > 50);
    paths.map(str::to_owned).collect()
}

const CHANGE: &str = "current_password=een+lang+wachtwoord&new_password=een+nieuw+wachtwoord";

on_both_engines! {
    async fn the_page_says_who_one_is_and_shows_what_the_roles_allow(app) {
        for (role, name, signals, heads) in [
            (Role::Analyst, "Analyst", true, false),
            (Role::PolicyOwner, "Policy owner", true, true),
            (Role::Handler, "Handler", false, false),
            (Role::Admin, "Administrator", false, true),
        ] {
            let cookie = app.sign_in_as(role).await;
            let page = page(&app, &cookie).await;
            let around = page.split_once("<main").unwrap();
            let link = format!("<a href=\"/account\" aria-label=\"Your account ({role}@example.org)\" aria-current=\"page\">");
            assert!(around.0.contains(&link), "{page}");
            assert!(around.1.contains(&format!("<dd>{role}@example.org</dd>")) && around.1.contains(&format!("<dd>{name}</dd>")), "{page}");
            assert_eq!((page.contains("name=\"signals\""), page.contains("name=\"audit_heads\"")), (signals, heads), "{role}");
            assert!(page.contains("href=\"/account/second-factor\"") && !page.contains("no role yet"));
        }
    }

    async fn a_user_without_a_role_is_told_whom_to_ask(app) {
        let new = NewUser { email: "nieuw@example.org".parse().unwrap(), roles: Roles::default(), team: None, password: None };
        let link = add_user(&app.app, &Actor::Operator, new).await.unwrap().unwrap();
        let cookie = cookie(&app.post_form(&format!("/sign-in/{}", link.reveal()), "password=een+lang+wachtwoord").await);
        assert_eq!(app.get_as(&cookie, "/").await.header("location"), "/account");
        let page = page(&app, &cookie).await;
        assert!(page.contains("Your account has no role yet. Ask your administrator for one."), "{page}");
        assert!(!page.contains("action=\"/account/mails\""), "{page}");
    }

    async fn the_visitor_of_the_demonstration_sees_nothing_that_cannot_work(app) {
        let demo = TestApp::start_demo(app.backend).await;
        let page = demo.get("/account").await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(page.body.contains("There is nothing to set here.") && !page.body.contains("action=\"/account"), "{page:?}");
        for path in ["/account/language", "/account/password", "/account/mails", "/account/sessions/end"] {
            let refused = demo.post_form(path, &format!("language=nl&{CHANGE}")).await;
            assert_eq!(refused.status, StatusCode::NOT_FOUND, "{path}");
        }
    }

    async fn the_language_of_the_account_goes_before_that_of_the_browser(app) {
        let (analyst, other) = (app.sign_in_as(Role::Analyst).await, app.sign_in_as(Role::Admin).await);
        let speaks = async |cookie: &str, path: &str, accepted: &str| {
            let request = Request::get(path).header("cookie", cookie).header("accept-language", accepted);
            let body = app.send(request.body(Body::empty()).unwrap()).await.body;
            body.split("lang=\"").nth(1).unwrap()[..2].to_owned()
        };
        assert_eq!(speaks(&analyst, "/signals", "en").await, "en");
        let done = app.post_as(&analyst, "/account/language", "language=nl").await;
        assert_eq!((done.status, done.header("location")), (StatusCode::SEE_OTHER, "/account?done=settings"));
        for path in ["/account", "/signals", "/", "/nothing-here", "/follow-ups"] {
            assert_eq!(speaks(&analyst, path, "en").await, "nl", "{path}");
        }
        assert_eq!(speaks(&other, "/account", "en").await, "en", "another user's is another");
        let typed = "email=analyst%40example.org&password=een+lang+wachtwoord&next=%2Fthemes&typed=name%3DPost";
        assert!(app.post_form("/sign-in", typed).await.body.contains("Verstuur het opnieuw"));
        for wrong in ["", "language=xx"] {
            assert_eq!(app.post_as(&analyst, "/account/language", wrong).await.status, StatusCode::BAD_REQUEST, "{wrong}");
        }
        app.post_as(&analyst, "/account/language", "language=").await;
        assert_eq!(speaks(&analyst, "/account", "en").await, "en", "as the browser again");
        assert_eq!(speaks(&analyst, "/nothing-here", "en").await, "en");
    }

    async fn a_new_password_ends_every_other_session_and_renews_this_one(app) {
        let first = app.sign_in_as(Role::Analyst).await;
        let second = sign_in(&app, "analyst@example.org").await;
        let stranger = app.sign_in_as(Role::Admin).await;
        let changed = app.post_as(&first, "/account/password", CHANGE).await;
        let renewed = cookie(&changed);
        assert_eq!(changed.header("location"), "/account?done=password");
        for part in ["__Host-naklank=", "HttpOnly", "SameSite=Lax", "Secure", "Path=/"] {
            assert!(changed.header("set-cookie").contains(part), "{changed:?}");
        }
        assert_ne!(renewed, first);
        assert!(!is_signed_in(&app, &first).await && !is_signed_in(&app, &second).await);
        assert!(is_signed_in(&app, &renewed).await && is_signed_in(&app, &stranger).await);
        assert!(app.get_as(&renewed, "/account?done=password").await.body.contains("Your password has been changed."));
        let by_password = async |password: &str| sign_in_answer(&app, "analyst@example.org", password).await.status;
        assert_eq!(by_password("een+lang+wachtwoord").await, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(by_password("een+nieuw+wachtwoord").await, StatusCode::SEE_OTHER);
        assert_eq!(app.acts_of("user analyst@example.org", "set password").await, 2, "by the first link, and here");
    }

    async fn a_new_password_ends_the_links_that_were_asked_before(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        app.post_form("/sign-in/forgotten", "email=analyst%40example.org").await;
        app.post_as(&cookie, "/account/password", CHANGE).await;
        assert_eq!(app.tick().await.staff_mails.sent, 0);
        assert!(app.mails().is_empty());
    }

    async fn a_wrong_current_password_changes_nothing_and_is_slowed_down(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        let wrong = "current_password=wrong&new_password=een+nieuw+wachtwoord";
        for _ in 0..11 {
            let refused = app.post_as(&cookie, "/account/password", wrong).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{refused:?}");
            assert_eq!(refused.body.matches("The current password is not right.").count(), 2, "above and at the field");
            assert!(refused.body.contains("<a href=\"#current_password\">") && !refused.body.contains("een nieuw"), "{refused:?}");
        }
        let recorded = "SELECT COUNT(*) FROM audit WHERE action = 'sign in refused' AND subject = 'current password'";
        assert_eq!(app.integers(recorded).await, [1]);
        let slowed = app.post_as(&cookie, "/account/password", CHANGE).await;
        assert_eq!((slowed.status, slowed.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "1"));
        sign_in(&app, "analyst@example.org").await;
        app.advance(TimeDelta::seconds(2));
        assert_eq!(app.post_as(&cookie, "/account/password", CHANGE).await.status, StatusCode::SEE_OTHER);
    }

    async fn a_new_password_that_is_too_short_or_too_long_is_refused_at_its_field(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        for new in ["", "kort", &"x".repeat(201)] {
            let form = format!("current_password=een+lang+wachtwoord&new_password={new}");
            let refused = app.post_as(&cookie, "/account/password", &form).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{new}");
            assert!(refused.body.contains("<a href=\"#new_password\">"), "{refused:?}");
        }
        assert!(is_signed_in(&app, &cookie).await);
        sign_in(&app, "analyst@example.org").await;
    }

    async fn a_password_form_without_a_session_leads_to_signing_in_and_back(app) {
        let answer = app.post_form("/account/password", CHANGE).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/sign-in?next=%2Faccount%3Fagain%3D1"));
    }

    async fn a_user_whom_only_the_provider_signs_in_has_no_password_to_change(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        app.execute("UPDATE users SET password_hash = NULL").await;
        let page = page(&app, &cookie).await;
        assert!(!page.contains("/account/password") && !page.contains("/account/second-factor"), "{page}");
        assert!(page.contains("/account/language"));
        assert_eq!(app.post_as(&cookie, "/account/password", CHANGE).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn mails_are_asked_for_and_only_those_that_the_roles_allow(app) {
        let wanted = async || (
            app.integers("SELECT COUNT(*) FROM users WHERE wants_signals").await[0],
            app.integers("SELECT COUNT(*) FROM users WHERE wants_audit_heads").await[0],
        );
        let both = "signals=on&audit_heads=on";
        let handler = app.sign_in_as(Role::Handler).await;
        app.post_as(&handler, "/account/mails", both).await;
        assert_eq!(wanted().await, (0, 0));
        let analyst = app.sign_in_as(Role::Analyst).await;
        app.post_as(&analyst, "/account/mails", both).await;
        assert_eq!(wanted().await, (1, 0));
        assert!(page(&app, &analyst).await.contains("name=\"signals\" value=\"on\" checked"));
        assert!(app.get_as(&analyst, "/signals").await.body.contains("You get an e-mail for each new signal."));
        let admin = app.sign_in_as(Role::Admin).await;
        let done = app.post_as(&admin, "/account/mails", both).await;
        assert_eq!((done.header("location"), wanted().await), ("/account?done=settings", (1, 1)));
        app.post_as(&analyst, "/account/mails", "").await;
        app.post_as(&admin, "/account/mails", "").await;
        assert_eq!(wanted().await, (0, 0));
    }

    async fn a_session_is_recognised_and_ended_and_its_cookie_is_dead(app) {
        app.sign_in_as(Role::Analyst).await;
        let here = sign_in_with(&app, "analyst@example.org", FIREFOX).await;
        app.post_as(&here, "/account/sessions/end", "").await;
        app.advance(TimeDelta::hours(1));
        let there = sign_in_with(&app, "analyst@example.org", SAFARI).await;
        let seen = page(&app, &here).await;
        assert!(seen.contains("Firefox, Linux") && seen.contains("Safari, macOS"), "{seen}");
        assert_eq!(seen.matches("This session").count(), 1, "{seen}");
        assert!(seen.contains("aria-label=\"End: Safari, macOS, 20 March 2026 at 16:00\""), "{seen}");
        let ends = ends(&app, &here).await;
        assert_eq!(ends.len(), 1, "the own one ends by signing out");
        let ended = app.post_as(&here, &ends[0], "").await;
        assert_eq!((ended.status, ended.header("location")), (StatusCode::SEE_OTHER, "/account?done=sessions"));
        assert!(!is_signed_in(&app, &there).await && is_signed_in(&app, &here).await);
        assert_eq!(app.post_as(&here, &ends[0], "").await.status, StatusCode::NOT_FOUND, "it has ended");
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'end session'").await, [2]);
    }

    async fn the_session_of_another_is_as_unknown_as_one_that_never_was(app) {
        let (analyst, victim) = (app.sign_in_as(Role::Analyst).await, app.sign_in_as(Role::Admin).await);
        let second = sign_in(&app, "admin@example.org").await;
        let ends = ends(&app, &second).await;
        let nobodys = "/account/sessions/01900000-0000-7000-8000-000000000000/end";
        for path in [ends[0].as_str(), nobodys, "/account/sessions/x/end"] {
            assert_eq!(app.post_as(&analyst, path, "").await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert!(is_signed_in(&app, &victim).await);
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'end session'").await, [0]);
        assert_eq!(app.post_as(&second, &ends[0], "").await.status, StatusCode::SEE_OTHER, "their owner ends it");
        assert!(!is_signed_in(&app, &victim).await);
    }

    async fn all_other_sessions_end_at_once(app) {
        let first = app.sign_in_as(Role::Analyst).await;
        let second = sign_in(&app, "analyst@example.org").await;
        let third = sign_in(&app, "analyst@example.org").await;
        let stranger = app.sign_in_as(Role::Admin).await;
        assert!(page(&app, &third).await.contains("action=\"/account/sessions/end\""));
        let ended = app.post_as(&third, "/account/sessions/end", "").await;
        assert_eq!(ended.header("location"), "/account?done=sessions");
        assert!(!is_signed_in(&app, &first).await && !is_signed_in(&app, &second).await);
        assert!(is_signed_in(&app, &third).await && is_signed_in(&app, &stranger).await);
        assert!(!page(&app, &third).await.contains("action=\"/account/sessions/end\""), "there is none to end");
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'end session'").await, [2]);
    }

    async fn a_session_ends_without_use_and_use_keeps_it_alive_for_a_working_day(app) {
        let idle = app.sign_in_as(Role::Analyst).await;
        let used = sign_in(&app, "analyst@example.org").await;
        for _ in 0..5 {
            app.advance(TimeDelta::hours(2));
            assert!(is_signed_in(&app, &used).await);
        }
        assert!(!is_signed_in(&app, &idle).await, "it was not used for three hours");
        assert_eq!(ends(&app, &used).await, Vec::<String>::new(), "and it is not listed");
        app.advance(TimeDelta::minutes(119));
        assert!(is_signed_in(&app, &used).await, "a minute before its twelve hours are over");
        app.advance(TimeDelta::minutes(1));
        assert!(!is_signed_in(&app, &used).await, "and then no longer, though it was used");
    }

    async fn a_session_lives_for_three_hours_without_use_and_no_longer(app) {
        let (just, late) = (app.sign_in_as(Role::Analyst).await, app.sign_in_as(Role::Admin).await);
        app.advance(TimeDelta::hours(3) - TimeDelta::seconds(1));
        assert!(is_signed_in(&app, &just).await);
        app.advance(TimeDelta::seconds(1));
        assert!(!is_signed_in(&app, &late).await);
    }

    /// A cookie that was known before signing in is worth nothing after it (session fixation).
    async fn signing_in_gives_another_cookie_than_the_one_that_was_there(app) {
        let before = app.sign_in_as(Role::Analyst).await;
        let form = "email=analyst%40example.org&password=een+lang+wachtwoord";
        let after = cookie(&app.post_as(&before, "/sign-in", form).await);
        assert_ne!(before, after);
        assert!(!is_signed_in(&app, &before).await && is_signed_in(&app, &after).await);
        let planted = "__Host-naklank=planted";
        assert_ne!(cookie(&app.post_as(planted, "/sign-in", form).await), planted);
        assert!(!is_signed_in(&app, planted).await);
    }
}

//! Replacing, removing and resetting a second factor.

use axum::http::StatusCode;
use chrono::TimeDelta;
use naklank::domain::access::roles::Role;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::permission::ActError;
use naklank::workflow::access::second_factor::reset_second_factor;
use naklank::workflow::access::users::{UserError, list_users};

use crate::access::sign_in::second_factor::{
    BEGIN, CONFIRM, PAGE, Phone, WRONG, analyst, between, enrol, form, offer, password, send_code, session,
    waiting,
};
use crate::support::on_both_engines;

const REMOVE: &str = "/account/second-factor/remove";
const CODES: &str = "/account/recovery-codes";

on_both_engines! {
    async fn a_code_of_another_secret_sets_nothing_up(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.post_as(&cookie, PAGE, &format!("{BEGIN}&next=%2Fsignals&typed=a%3Db")).await;
        for wrong in [WRONG, "", "GAYT-EMZU-GU3D-OOBZ-MFRG-GZDF"] {
            let sent = form(&[("offer", offer(&page.body)), ("code", wrong), ("next", "/signals"), ("typed", "a=b")]);
            let refused = app.post_as(&cookie, CONFIRM, &sent).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            assert_eq!(Phone::of(&refused.body).0, Phone::of(&page.body).0, "the same key, to try again");
            assert_eq!(refused.body.matches("This code is not right").count(), 2, "{}", refused.body);
            assert!(refused.body.contains("name=\"next\" value=\"/signals\"") && refused.body.contains("name=\"typed\" value=\"a=b\""));
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM users WHERE totp_secret IS NOT NULL").await, [0]);
        assert_eq!(password(&app).await.header("location"), "/", "without a code");
    }

    async fn the_first_one_takes_the_password(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        for form in ["", "current_password=", "current_password=een+ander+wachtwoord", "code=een+lang+wachtwoord"] {
            let refused = app.post_as(&cookie, PAGE, form).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{form}");
            assert!(!refused.body.contains("name=\"offer\""), "{refused:?}");
            assert_eq!(refused.body.matches("The current password is not right.").count(), 2, "{}", refused.body);
        }
        for _ in 0..7 {
            app.post_as(&cookie, PAGE, "current_password=wrong").await;
        }
        assert_eq!(app.post_as(&cookie, PAGE, BEGIN).await.status, StatusCode::TOO_MANY_REQUESTS);
        app.advance(TimeDelta::minutes(1));
        assert_eq!(app.post_as(&cookie, PAGE, BEGIN).await.status, StatusCode::OK);
    }

    async fn another_app_takes_the_place_of_the_old_one_once_it_works(app) {
        let (cookie, old, _) = analyst(&app).await;
        for code in ["", WRONG] {
            let refused = app.post_as(&cookie, PAGE, &form(&[("code", code)])).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
            assert!(!refused.body.contains("name=\"offer\"") && refused.body.contains("href=\"#replacement-code\""), "{refused:?}");
        }
        let page = app.post_as(&cookie, PAGE, &form(&[("code", &old.code(&app, 0))])).await;
        assert_eq!(page.status, StatusCode::OK);
        let new = Phone::of(&page.body);
        app.advance(TimeDelta::minutes(2));
        assert_eq!(send_code(&app, &waiting(&app).await, &old.code(&app, 0)).await.status, StatusCode::SEE_OTHER, "until the new one works");
        let sent = form(&[("offer", offer(&page.body)), ("code", &new.code(&app, 0))]);
        assert_eq!(app.post_as(&cookie, CONFIRM, &sent).await.status, StatusCode::OK);
        app.advance(TimeDelta::minutes(2));
        assert_eq!(send_code(&app, &waiting(&app).await, &old.code(&app, 0)).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(send_code(&app, &waiting(&app).await, &new.code(&app, 0)).await.status, StatusCode::SEE_OTHER);
    }

    /// A person who saw an offer that was not taken up cannot bring it back.
    async fn an_offer_is_for_one_user_and_gone_with_the_next_change(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        let other = app.sign_in_as(Role::Handler).await;
        let page = app.post_as(&cookie, PAGE, BEGIN).await.body;
        let phone = Phone::of(&page);
        let sent = form(&[("offer", offer(&page)), ("code", &phone.code(&app, 0))]);
        assert_eq!(app.post_as(&other, CONFIRM, &sent).await.status, StatusCode::CONFLICT, "another user's");
        enrol(&app, &cookie).await;
        assert_eq!(app.post_as(&cookie, CONFIRM, &sent).await.status, StatusCode::CONFLICT, "one from before");
        let made_up = form(&[("offer", "AAAA"), ("code", WRONG)]);
        assert_eq!(app.post_as(&other, CONFIRM, &made_up).await.status, StatusCode::CONFLICT);
        assert_eq!(app.integers("SELECT COUNT(*) FROM users WHERE totp_secret IS NOT NULL").await, [1]);
    }

    async fn an_offer_counts_for_an_hour_and_with_the_password_of_its_time(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        let offered = async || app.post_as(&cookie, PAGE, BEGIN).await.body;
        let sent = |page: &str| form(&[("offer", offer(page)), ("code", &Phone::of(page).code(&app, 0))]);
        let late = offered().await;
        app.advance(TimeDelta::hours(1));
        assert_eq!(app.post_as(&cookie, CONFIRM, &sent(&late)).await.status, StatusCode::CONFLICT, "its hour is over");
        let later = late.replace(offer(&late), &format!("{}.{}", app.app.now().timestamp(), offer(&late).split_once('.').unwrap().1));
        assert_eq!(app.post_as(&cookie, CONFIRM, &sent(&later)).await.status, StatusCode::CONFLICT, "nobody makes it younger");
        let before = offered().await;
        app.execute("UPDATE users SET password_hash = password_hash || 'x'").await;
        assert_eq!(app.post_as(&cookie, CONFIRM, &sent(&before)).await.status, StatusCode::CONFLICT, "another password");
        app.execute("UPDATE users SET password_hash = SUBSTR(password_hash, 1, LENGTH(password_hash) - 1)").await;
        app.advance(TimeDelta::seconds(3_599));
        assert_eq!(app.post_as(&cookie, CONFIRM, &sent(&before)).await.status, StatusCode::OK);
    }

    async fn each_change_of_it_ends_the_sessions_in_other_browsers(app) {
        let here = app.sign_in_as(Role::Analyst).await;
        let is_open = async |cookie: &str| app.get_as(cookie, "/account").await.status == StatusCode::OK;
        let (there, stranger) = (session(&password(&app).await), app.sign_in_as(Role::Admin).await);
        assert!(is_open(&there).await);
        let (phone, codes) = enrol(&app, &here).await;
        assert!(is_open(&here).await && !is_open(&there).await, "set up");
        let at_code = async |code: &str| session(&send_code(&app, &waiting(&app).await, code).await);
        let there = at_code(&codes[0]).await;
        assert!(is_open(&there).await);
        app.advance(TimeDelta::minutes(2));
        let page = app.post_as(&here, PAGE, &form(&[("code", &phone.code(&app, 0))])).await.body;
        let other = Phone::of(&page);
        let sent = form(&[("offer", offer(&page)), ("code", &other.code(&app, 0))]);
        let confirmed = app.post_as(&here, CONFIRM, &sent).await;
        assert_eq!(confirmed.status, StatusCode::OK, "{confirmed:?}");
        assert!(is_open(&here).await && !is_open(&there).await, "replaced");
        let codes = between(&confirmed.body, "<code>", "</code>");
        let (there, pending) = (at_code(codes[0]).await, waiting(&app).await);
        assert!(is_open(&there).await);
        app.advance(TimeDelta::minutes(2));
        app.post_as(&here, REMOVE, &form(&[("code", &other.code(&app, 0))])).await;
        assert!(is_open(&here).await && !is_open(&there).await, "removed");
        assert_eq!(send_code(&app, &pending, codes[1]).await.status, StatusCode::GONE);
        assert!(is_open(&stranger).await);
    }

    async fn new_recovery_codes_take_a_code_and_the_place_of_the_old_ones(app) {
        let (cookie, phone, old) = analyst(&app).await;
        assert_eq!(app.post_as(&cookie, CODES, "code=000000").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let renewed = app.post_as(&cookie, CODES, &form(&[("code", &phone.code(&app, 0))])).await;
        assert_eq!(renewed.status, StatusCode::OK);
        let new = between(&renewed.body, "<code>", "</code>");
        assert!(new.len() == 10 && !new.contains(&old[0].as_str()), "{new:?}");
        assert_eq!(send_code(&app, &waiting(&app).await, &old[0]).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(send_code(&app, &waiting(&app).await, new[0]).await.status, StatusCode::SEE_OTHER);
    }

    async fn it_is_removed_with_a_code_and_not_without(app) {
        let (cookie, phone, _) = analyst(&app).await;
        let refused = app.post_as(&cookie, REMOVE, "code=000000").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("href=\"#removal-code\""), "{refused:?}");
        let removed = app.post_as(&cookie, REMOVE, &form(&[("code", &phone.code(&app, 0))])).await;
        assert_eq!((removed.status, removed.header("location")), (StatusCode::SEE_OTHER, PAGE));
        assert!(app.get_as(&cookie, PAGE).await.body.contains("It is off."));
        assert_eq!(password(&app).await.header("location"), "/");
        assert_eq!(app.integers("SELECT COUNT(*) FROM recovery_codes").await, [0]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'second factor removed'").await, [1]);
    }

    /// A stolen session is not enough to guess a code.
    async fn wrong_codes_are_slowed_down_in_an_open_session_too(app) {
        let (cookie, phone, _) = analyst(&app).await;
        for _ in 0..11 {
            assert_eq!(app.post_as(&cookie, REMOVE, "code=000000").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        let right = form(&[("code", &phone.code(&app, 0))]);
        for path in [REMOVE, CODES, PAGE] {
            let refused = app.post_as(&cookie, path, &right).await;
            assert_eq!((refused.status, refused.header("retry-after")), (StatusCode::TOO_MANY_REQUESTS, "1"), "{path}");
        }
    }

    async fn an_administrator_or_the_operator_resets_it_and_ends_the_sessions(app) {
        let (cookie, ..) = analyst(&app).await;
        app.sign_in_as(Role::Admin).await;
        let (analyst, admin) = ("analyst@example.org".parse().unwrap(), "admin@example.org".parse().unwrap());
        let by = |name: &str| Actor::User(format!("{name}@example.org"));
        let refused = reset_second_factor(&app.app, &by("analyst"), &admin).await;
        assert!(matches!(refused, Err(UserError::Act(ActError::NotAllowed(_)))), "{refused:?}");
        let refused = reset_second_factor(&app.app, &by("admin"), &admin).await;
        assert!(matches!(refused, Err(UserError::OwnAccount)), "{refused:?}");
        let pending = waiting(&app).await;
        reset_second_factor(&app.app, &by("admin"), &analyst).await.unwrap();
        for ended in [&cookie, &pending] {
            assert_eq!(app.get_as(ended, "/").await.header("location"), "/sign-in");
        }
        let opened = password(&app).await;
        assert_eq!(opened.header("location"), "/", "in again, with the password");
        let again = reset_second_factor(&app.app, &Actor::Operator, &analyst).await;
        assert!(matches!(again, Err(UserError::NoSecondFactor)), "{again:?}");
        let unknown = reset_second_factor(&app.app, &Actor::Operator, &"x@example.org".parse().unwrap()).await;
        assert!(matches!(unknown, Err(UserError::NoSuchUser)), "{unknown:?}");
        enrol(&app, &session(&opened)).await;
        reset_second_factor(&app.app, &Actor::Operator, &analyst).await.unwrap();
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'second factor reset'").await, [2], "what was refused leaves no entry");
        assert_eq!(app.integers("SELECT COUNT(*) FROM recovery_codes").await, [0]);
    }

    async fn an_administrator_resets_it_on_the_page_of_the_user(app) {
        let (cookie, ..) = analyst(&app).await;
        let admin = app.sign_in_as(Role::Admin).await;
        enrol(&app, &admin).await;
        let users = list_users(&app.app).await.unwrap();
        let page_of = |email: &str| format!("/users/{}", users.iter().find(|user| user.email == email).unwrap().id);
        let (page, own) = (page_of("analyst@example.org"), page_of("admin@example.org"));
        let reset = format!("{page}/second-factor");
        assert!(app.get_as(&admin, &page).await.body.contains(&format!("action=\"{reset}\"")));
        assert_eq!(app.post_as(&cookie, &reset, "").await.status, StatusCode::FORBIDDEN);
        assert_eq!(app.post_as(&admin, &reset, "").await.header("location"), format!("{page}?done=1"));
        assert_eq!(app.get_as(&cookie, "/").await.header("location"), "/sign-in");
        assert!(!app.get_as(&admin, &page).await.body.contains(&reset));
        assert_eq!(app.post_as(&admin, &reset, "").await.header("location"), page, "there is none any more");
        assert!(!app.get_as(&admin, &own).await.body.contains("/second-factor\""), "the own one takes a code");
        let refused = app.post_as(&admin, &format!("{own}/second-factor"), "").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(app.get_as(&admin, PAGE).await.body.contains("Two-step sign-in is on."));
    }

    async fn who_signs_in_elsewhere_has_it_there(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        app.execute("UPDATE users SET password_hash = NULL").await;
        let page = app.get_as(&cookie, PAGE).await.body;
        assert!(page.contains("You do not sign in with a password here.") && !page.contains("<form method=\"post\" action=\"/account"), "{page}");
        for path in [PAGE, CONFIRM, REMOVE, CODES] {
            assert_eq!(app.post_as(&cookie, path, "code=123456").await.status, StatusCode::CONFLICT, "{path}");
        }
    }
}

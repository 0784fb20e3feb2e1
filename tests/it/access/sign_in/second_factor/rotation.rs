//! A second factor goes on working while the key that seals it is replaced, and after.

use axum::http::StatusCode;
use chrono::TimeDelta;
use naklank::domain::access::roles::Role;
use naklank::workflow::upkeep::prepare::{self, PrepareError};

use crate::access::sign_in::second_factor::{
    BEGIN, CONFIRM, PAGE, Phone, analyst, enrol, form, offer, send_code, waiting,
};
use crate::support::keys::{new_key_of_file, rotated};
use crate::support::{TestApp, on_both_engines};

async fn signs_in(app: &TestApp, phone: &Phone) -> bool {
    app.advance(TimeDelta::minutes(2));
    let answer = send_code(app, &waiting(app).await, &phone.code(app, 0)).await;
    answer.status == StatusCode::SEE_OTHER && answer.header("location") == "/"
}

on_both_engines! {
    async fn codes_count_before_and_after_the_secret_is_sealed_anew(app) {
        let (_, phone, _) = analyst(&app).await;
        let app = app.restarted_with(rotated()).await;
        assert!(signs_in(&app, &phone).await, "the old key opens it");
        app.advance(TimeDelta::hours(2));
        app.tick().await;
        let app = app.restarted_with(new_key_of_file()).await;
        assert!(signs_in(&app, &phone).await, "the new key alone opens it");
    }

    async fn the_old_key_is_not_given_up_before_the_secret_is_sealed_anew(app) {
        analyst(&app).await;
        let app = app.restarted_with(rotated()).await;
        let without = app.process_with(new_key_of_file()).await;
        let refusal = prepare::database(&without).await.unwrap_err();
        assert!(matches!(refusal, PrepareError::KeyNeeded { .. }), "{refusal}");
        assert!(refusal.to_string().contains("secrets of authenticator apps that it seals: 1"), "{refusal}");
    }

    async fn an_offer_that_was_open_while_the_key_was_replaced_can_be_confirmed(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.post_as(&cookie, PAGE, BEGIN).await;
        let phone = Phone::of(&page.body);
        let app = app.restarted_with(rotated()).await;
        let sent = form(&[("offer", offer(&page.body)), ("code", &phone.code(&app, 0))]);
        assert_eq!(app.post_as(&cookie, CONFIRM, &sent).await.status, StatusCode::OK);
        let app = app.restarted_with(new_key_of_file()).await;
        assert!(signs_in(&app, &phone).await, "it was sealed with the new key");
    }

    async fn a_new_second_factor_is_of_the_new_key(app) {
        let app = app.restarted_with(rotated()).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let (phone, _) = enrol(&app, &cookie).await;
        let app = app.restarted_with(new_key_of_file()).await;
        assert!(signs_in(&app, &phone).await);
    }
}

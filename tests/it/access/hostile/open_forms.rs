//! Forms that were open while what their author may do changed.

use axum::http::StatusCode;
use naklank::domain::access::roles::Role;

use crate::support::on_both_engines;

const TYPED: &str = "day=2026-03-20&kind=process&note=Nieuwe+werkwijze+%26+brieven";
const NOTED: &str = "SELECT COUNT(*) FROM change_points";
const AUDITED: &str = "SELECT COUNT(*) FROM audit";

on_both_engines! {
    async fn a_role_taken_away_in_the_middle_of_a_form_changes_nothing_and_keeps_what_was_typed(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        assert_eq!(app.get_as(&cookie, "/signals").await.status, StatusCode::OK);
        let audited = app.integers(AUDITED).await;
        for statement in [
            "UPDATE users SET roles = 'handler' WHERE email = 'analyst@example.org'",
            "UPDATE users SET roles = '' WHERE email = 'analyst@example.org'",
        ] {
            app.execute(statement).await;
            let refused = app.post_as(&cookie, "/signals/changes", &format!("{TYPED}&password=geheim")).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{refused:?}");
            assert!(refused.body.contains("Nieuwe werkwijze &amp; brieven"), "{}", refused.body);
            assert!(refused.body.contains("readonly") && !refused.body.contains("<form"), "{}", refused.body);
            assert!(!refused.body.contains("geheim"), "{}", refused.body);
            assert_eq!(app.get_as(&cookie, "/signals").await.status, StatusCode::FORBIDDEN);
        }
        assert_eq!((app.integers(NOTED).await, app.integers(AUDITED).await), (vec![0], audited));
        app.execute("UPDATE users SET roles = 'analyst' WHERE email = 'analyst@example.org'").await;
        assert_eq!(app.post_as(&cookie, "/signals/changes", TYPED).await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.integers(NOTED).await, [1]);
    }

    async fn a_button_without_a_right_says_so_without_a_form(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        let refused = app.post_as(&cookie, "/sending/pause", "").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.body.contains("Your role does not include it"), "{}", refused.body);
    }
}

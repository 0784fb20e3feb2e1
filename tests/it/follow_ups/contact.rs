//! How to reach a customer is for who holds the follow-up, while it is open.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use naklank::domain::access::roles::Role;
use serde_json::json;

use super::{answered, handler};
use crate::support::{START, closed_complaint, on_both_engines};

on_both_engines! {
    async fn only_who_holds_it_sees_the_contact_details_and_each_look_is_in_the_audit(app) {
        let contact = json!({"contact": {"email": "jan@example.org", "name": "Jan Jansen", "phone": "+31 (0)20 123 45 67"}});
        let path = answered(&app, "K-1", contact, "score=2&contact_me=on").await;
        let (anna, bert) = (handler(&app, "anna@example.org", None).await, handler(&app, "bert@example.org", None).await);
        let ask = format!("{path}/contact");
        let is_shown = |body: &str| ["jan@example.org", "Jan Jansen", "123 45 67", "tel:"].iter().any(|words| body.contains(words));
        let refused = async |cookie: &str, why: &str| {
            let answer = app.post_as(cookie, &ask, "").await;
            assert_eq!(answer.status, StatusCode::CONFLICT, "{why}: {answer:?}");
            assert!(!is_shown(&answer.body), "{why}: {}", answer.body);
            let page = app.get_as(cookie, &path).await.body;
            assert!(!is_shown(&page) && !page.contains(&ask), "{why}: {page}");
        };
        refused(&anna, "it is not taken up").await;
        app.post_as(&anna, &format!("{path}/take-up"), "").await;
        refused(&bert, "another holds it").await;
        let page = app.get_as(&anna, &path).await.body;
        assert!(page.contains(&ask) && !is_shown(&page), "a button first: {page}");
        for look in 1..=2 {
            let shown = app.post_as(&anna, &ask, "").await;
            assert_eq!(shown.status, StatusCode::OK);
            for words in ["Jan Jansen", "href=\"mailto:jan@example.org\"", "href=\"tel:+31201234567\">+31 (0)20 123 45 67<"] {
                assert!(shown.body.contains(words), "{words}: {}", shown.body);
            }
            assert!(!shown.body.contains("No telephone number is known here"), "{}", shown.body);
            assert_eq!(shown.header("cache-control"), "no-store");
            assert_eq!(app.acts_of("user anna@example.org", "follow-up contact read").await, look);
        }
        let again = app.get_as(&anna, &ask).await;
        assert_eq!((again.status, again.header("location")), (StatusCode::SEE_OTHER, path.as_str()), "a look is asked for");
        app.post_as(&anna, &format!("{path}/end"), "outcome=explained").await;
        refused(&anna, "it has ended").await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'follow-up contact read'").await, [2]);
    }

    /// Corrected while the follow-up is open, it is the corrected one; of a complaint that has another address it is not shown.
    async fn the_telephone_number_is_that_of_the_complaint_while_it_has_the_address_that_was_mailed(app) {
        let path = answered(&app, "K-1", json!({"contact": {"email": "Jan@example.org"}}), "score=2&contact_me=on").await;
        let cookie = app.sign_in_as(Role::Handler).await;
        app.post_as(&cookie, &format!("{path}/take-up"), "").await;
        let shown = async || app.post_as(&cookie, &format!("{path}/contact"), "").await.body;
        let none = "Look up the telephone number of complaint K-1";
        assert!(shown().await.contains(none), "none is known");
        for (email, phone, expected) in [
            ("jan@example.org", "06 12 34 56 78", "href=\"tel:0612345678\">06 12 34 56 78<"),
            ("jan@example.org", "0031612345678", "href=\"tel:+31612345678\">0031612345678<"),
            ("piet@example.org", "06 87 65 43 21", none),
        ] {
            let mut complaint = closed_complaint(START);
            complaint["contact"] = json!({"email": email, "phone": phone});
            assert_eq!(app.put("K-1", &complaint).await.status, StatusCode::OK);
            let body = shown().await;
            assert!(body.contains(expected), "{email} {phone}: {body}");
            assert_eq!(body.contains("tel:"), expected != none, "{email} {phone}: {body}");
        }
    }

    async fn a_telephone_number_is_in_no_list_no_export_and_no_mail_to_staff(app) {
        let phone = json!({"contact": {"email": "jan@example.org", "phone": "020 123 45 67"}});
        let path = answered(&app, "K-1", phone, "score=2&contact_me=on").await;
        let cookie = app.sign_in_as(Role::PolicyOwner).await;
        app.post_as(&cookie, &format!("{path}/take-up"), "").await;
        app.post_as(&cookie, &format!("{path}/contact"), "").await;
        app.tick().await;
        let is_told = |body: &str| body.contains("123 45 67") || body.contains("201234567");
        for page in ["/follow-ups?list=all", "/complaints/K%2D1", "/complaints/K%2D1/facts", "/audit", "/verbatims", path.as_str()] {
            let answer = app.get_as(&cookie, page).await;
            assert_eq!(answer.status, StatusCode::OK, "{page}");
            assert!(!is_told(&answer.body), "{page}: {}", answer.body);
        }
        for endpoint in ["/api/v1/follow-ups", "/api/v1/responses", "/api/v1/complaints/K-1"] {
            let answer = app.api(Method::GET, endpoint, Body::empty()).await;
            assert_eq!(answer.status, StatusCode::OK, "{endpoint}");
            assert!(!is_told(&answer.body), "{endpoint}: {}", answer.body);
        }
        let kept = app.integers("SELECT COUNT(*) FROM complaints WHERE contact_phone = '020 123 45 67'").await;
        assert_eq!(kept, [1], "as it was typed");
        for mail in app.mails() {
            let mail = String::from_utf8_lossy(&mail.bytes);
            assert!(!is_told(&mail), "{mail}");
        }
    }

    async fn contact_details_stay_until_the_follow_up_has_ended(app) {
        let path = answered(&app, "K-1", json!({}), "score=2&contact_me=on").await;
        app.advance(TimeDelta::days(120));
        app.tick().await;
        let kept = "SELECT COUNT(*) FROM invitations WHERE recipient_address IS NOT NULL";
        assert_eq!(app.integers(kept).await, [1]);
        let cookie = app.sign_in_as(Role::Handler).await;
        assert!(app.get_as(&cookie, "/follow-ups").await.body.contains("<strong>late</strong>"));
        app.post_as(&cookie, &format!("{path}/take-up"), "").await;
        app.post_as(&cookie, &format!("{path}/end"), "outcome=explained").await;
        app.tick().await;
        assert_eq!(app.integers(kept).await, [1], "ninety days from the end");
        app.advance(TimeDelta::days(90));
        app.tick().await;
        assert_eq!(app.integers(kept).await, [0]);
        let cookie = app.sign_in_again(Role::Handler).await;
        app.post_as(&cookie, &format!("{path}/reopen"), "").await;
        let gone = app.post_as(&cookie, &format!("{path}/contact"), "").await;
        assert!(gone.status == StatusCode::OK && gone.body.contains("no longer kept"), "{gone:?}");
    }
}

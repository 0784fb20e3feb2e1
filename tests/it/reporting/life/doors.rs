//! Every address of a report tells alike that there is nothing to report on a year, and none shows a page of it.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use naklank::domain::access::roles::Role;
use naklank::domain::reporting::document::DocumentKind;
use naklank::workflow::reporting::publish::{PreviewError, preview};

use crate::reporting::life::{complaints, publish_next, two_persons};
use crate::support::on_both_engines;

const EMPTY: &str = "No complaint was received or closed in this year, so there is nothing to report on.";
const AHEAD: &str = "This year has not begun.";
const UNPUBLISHED: &str = "No edition of the complaint report of this year is published.";
/// What is no year, or is one that has another address.
const NO_YEARS: [&str; 10] =
    ["1899", "3000", "0000", "99999", "-2025", "+2025", "02025", "25", "2025.0", "next"];

/// A year without complaints, and what its page for drafts says.
const WITHOUT_DATA: [(i32, &str); 4] = [(2999, AHEAD), (2027, AHEAD), (2026, EMPTY), (1950, EMPTY)];

on_both_engines! {
    async fn of_a_year_without_data_no_address_shows_a_report(app) {
        complaints(&app, 2025, 12).await;
        two_persons(&app).await;
        publish_next(&app, DocumentKind::Public, "").await;
        publish_next(&app, DocumentKind::Internal, "").await;
        let owner = app.sign_in_again(Role::PolicyOwner).await;
        for (year, sentence) in WITHOUT_DATA {
            for page in ["", "/editions/1", "/internal"] {
                let path = format!("/reports/{year}{page}");
                assert_eq!(app.get_as(&owner, &path).await.status, StatusCode::NOT_FOUND, "{path}");
            }
            for kind in DocumentKind::ALL {
                let path = format!("/reports/{year}/{kind}/preview");
                let answer = app.get_as(&owner, &path).await;
                assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
                assert!(answer.body.contains(EMPTY) && answer.body.contains(sentence), "{path}: {}", answer.body);
                let path = format!("/reports/{year}/{kind}/draft");
                let answer = app.get_as(&owner, &path).await;
                assert_eq!(answer.status, StatusCode::OK, "{path}");
                assert!(answer.body.contains(sentence) && !answer.body.contains("/preview"), "{path}: {}", answer.body);
                let refused = preview(&app.app, year, *kind).await;
                assert!(matches!(refused, Err(PreviewError::NoData(_))), "{kind} {year}");
            }
            let told = app.api(Method::GET, &format!("/api/v1/reports/{year}"), Body::empty()).await;
            assert_eq!(told.status, StatusCode::NOT_FOUND, "{year}");
            assert!(told.body.contains(UNPUBLISHED), "{year}: {}", told.body);
            let judged = app.get_as(&owner, &format!("/reports/{year}/assessment")).await;
            let expected = if year > 2026 { StatusCode::NOT_FOUND } else { StatusCode::OK };
            assert_eq!(judged.status, expected, "the policy of {year} is judged from its first day on");
        }
    }

    async fn a_year_has_one_address_and_what_is_none_is_not_found(app) {
        complaints(&app, 2025, 12).await;
        two_persons(&app).await;
        publish_next(&app, DocumentKind::Public, "").await;
        publish_next(&app, DocumentKind::Internal, "").await;
        let owner = app.sign_in_again(Role::PolicyOwner).await;
        let mut pages = vec![String::new(), "/editions/1".to_owned(), "/internal".to_owned(), "/assessment".to_owned()];
        for kind in DocumentKind::ALL {
            pages.extend([format!("/{kind}/draft"), format!("/{kind}/preview")]);
        }
        for page in &pages {
            assert_eq!(app.get_as(&owner, &format!("/reports/2025{page}")).await.status, StatusCode::OK, "{page}");
            for year in NO_YEARS {
                let path = format!("/reports/{year}{page}");
                assert_eq!(app.get_as(&owner, &path).await.status, StatusCode::NOT_FOUND, "{path}");
            }
        }
        for year in NO_YEARS {
            let told = app.api(Method::GET, &format!("/api/v1/reports/{year}"), Body::empty()).await;
            assert_eq!(told.status, StatusCode::NOT_FOUND, "{year}: {}", told.body);
            assert!(told.body.contains(UNPUBLISHED), "{year}: {}", told.body);
        }
    }
}

//! A published report is computed again, and each difference is named with its cause.

use chrono::TimeDelta;
use naklank::domain::people::language::Language;
use naklank::domain::privacy::sought::SoughtAddress;
use naklank::domain::reporting::changes::Cause;
use naklank::domain::reporting::difference::Difference;
use naklank::domain::reporting::document::DocumentKind;
use naklank::domain::reporting::figure::Figure;
use naklank::domain::reporting::verification::{Explained, Fault, Verified};
use naklank::workflow::access::audit::Actor;
use naklank::workflow::privacy::erase::erase_person;
use naklank::workflow::reporting::verify::{VerifyError, verify_report};
use serde_json::json;

use crate::reporting::life::serving::{beside, with_other_headings};
use crate::reporting::life::{complaint, complaints, publish_next, two_persons};
use crate::support::{TestApp, on_both_engines};

async fn verified(app: &TestApp) -> Verified {
    verify_report(&app.app, 2025, DocumentKind::Public).await.unwrap()
}

async fn published(app: &TestApp) {
    complaints(app, 2025, 12).await;
    two_persons(app).await;
    app.advance(TimeDelta::minutes(1));
    publish_next(app, DocumentKind::Public, "").await;
}

/// The figures that differ in a column of the table of complaints that came and went.
fn in_flow<'a>(found: &'a Verified, column: &str) -> Vec<&'a Explained> {
    let is_there = |explained: &&Explained| {
        matches!(&explained.difference, Difference::Figure { place, .. }
            if place.section == "flow" && place.part == "flow" && place.column == column)
    };
    found.differences.iter().filter(is_there).collect()
}

on_both_engines! {
    async fn what_is_not_published_cannot_be_verified(app) {
        let error = verify_report(&app.app, 2025, DocumentKind::Public).await.unwrap_err();
        assert!(matches!(error, VerifyError::NoEdition { year: 2025, .. }), "{error}");
        assert_eq!(
            error.to_string(),
            "no edition of the complaint report of 2025 is published, so there is nothing to verify"
        );
    }

    async fn a_report_that_was_just_published_holds_and_does_not_differ(app) {
        published(&app).await;
        publish_next(&app, DocumentKind::Internal, "").await;
        let found = verified(&app).await;
        assert_eq!((found.edition.number, &found.faults[..], &found.differences[..]), (1, &[][..], &[][..]));
        assert_eq!((found.laid_out_otherwise, found.erased), (Vec::new(), 0));
        let evaluation = verify_report(&app.app, 2025, DocumentKind::Internal).await.unwrap();
        assert_eq!((evaluation.edition.kind, &evaluation.faults[..]), (DocumentKind::Internal, &[][..]));
    }

    async fn a_late_complaint_is_named_as_the_cause(app) {
        published(&app).await;
        app.advance(TimeDelta::days(1));
        complaint(&app, 2025, 13).await;
        let found = verified(&app).await;
        assert!(found.faults.is_empty(), "{found:?}");
        let flow = in_flow(&found, "received");
        let counts = |count| Some(Figure::count(count));
        assert!(
            flow.iter().any(|explained| matches!(&explained.difference, Difference::Figure { then, now, .. }
                if *then == counts(12) && *now == counts(13))),
            "{found:?}"
        );
        assert!(flow.iter().all(|explained| explained.causes == [Cause::LateComplaints(1)]), "{flow:?}");
        assert_eq!(app.integers("SELECT COUNT(*) FROM report_editions").await, [1], "it touches nothing");
    }

    async fn a_complaint_that_was_corrected_is_another_cause_than_a_late_one(app) {
        published(&app).await;
        app.advance(TimeDelta::days(1));
        let reopened = serde_json::json!({"status": "open", "received_at": "2025-02-03T09:15:00Z", "channel": "web",
            "product": "Verkeer", "team": "Noord"});
        assert!(app.put("K-2025-1", &reopened).await.status.is_success());
        let found = verified(&app).await;
        let flow = in_flow(&found, "closed");
        assert!(!flow.is_empty(), "{found:?}");
        assert!(flow.iter().all(|explained| explained.causes == [Cause::ChangedComplaints(1)]), "{flow:?}");
    }

    async fn a_complaint_that_left_the_year_is_named_where_it_was(app) {
        published(&app).await;
        app.advance(TimeDelta::days(1));
        let moved = serde_json::json!({"status": "open", "received_at": "2026-01-03T09:15:00Z", "channel": "web",
            "product": "Verkeer", "team": "Noord"});
        assert!(app.put("K-2025-1", &moved).await.status.is_success());
        let found = verified(&app).await;
        let flow = in_flow(&found, "received");
        assert!(!flow.is_empty(), "{found:?}");
        assert!(flow.iter().all(|explained| explained.causes == [Cause::LeftComplaints(1)]), "{flow:?}");
    }

    async fn only_what_can_explain_a_figure_is_named(app) {
        published(&app).await;
        app.advance(TimeDelta::days(1));
        // Of the year before, and still open when 2025 began.
        let earlier = serde_json::json!({"status": "closed", "received_at": "2024-12-20T09:15:00Z",
            "closed_at": "2025-01-06T14:00:00Z", "channel": "web", "product": "Verkeer", "team": "Noord"});
        assert!(app.put("K-2024-1", &earlier).await.status.is_success());
        app.api(axum::http::Method::PUT, "/api/v1/notifications/2025-03", "{\"count\": 400}".to_owned()).await;
        let found = verified(&app).await;
        for column in ["brought_forward", "closed"] {
            let flow = in_flow(&found, column);
            assert!(flow.iter().any(|explained| explained.causes == [Cause::LateComplaints(1)]), "{column}: {found:?}");
        }
        let is_of_2025 = |explained: &&&Explained| {
            matches!(&explained.difference, Difference::Figure { place, .. } if place.row == "2025")
        };
        assert_eq!(in_flow(&found, "received").iter().filter(is_of_2025).count(), 0, "none was received in it");
        let told = |explained: &&Explained| explained.causes.iter().any(|cause| matches!(cause, Cause::Notifications(_)));
        for explained in found.differences.iter().filter(told) {
            let Difference::Figure { place, .. } = &explained.difference else { panic!("{explained}") };
            assert_eq!(place.row, "kpi:complaint_rate", "{explained}");
        }
    }

    async fn contacts_that_were_removed_change_no_figure_and_are_told(app) {
        published(&app).await;
        app.advance(TimeDelta::days(120));
        app.tick().await;
        let found = verified(&app).await;
        assert_eq!((&found.faults[..], &found.differences[..]), (&[][..], &[][..]));
        assert_eq!(found.erased, 12);
    }

    async fn an_erasure_is_named_where_it_ended_a_link(app) {
        app.clock.set("2025-12-10T10:00:00Z");
        for number in 1..=12 {
            let complaint = json!({"status": "closed", "received_at": "2025-12-01T09:15:00Z", "closed_at": "2025-12-09T14:00:00Z",
                "contact": {"email": format!("k-{number}@example.org"), "name": "Klant", "language": "nl"}});
            assert!(app.put(&format!("K-{number}"), &complaint).await.status.is_success());
        }
        app.clock.set("2025-12-13T10:00:00Z");
        app.tick().await;
        app.clock.set("2026-01-02T10:00:00Z");
        two_persons(&app).await;
        publish_next(&app, DocumentKind::Public, "").await;
        assert_eq!(verified(&app).await.differences, []);
        app.advance(TimeDelta::days(1));
        let sought: SoughtAddress = "k-1@example.org".parse().unwrap();
        erase_person(&app.app, &Actor::Operator, &sought).await.unwrap();
        let found = verified(&app).await;
        assert_eq!((&found.faults[..], found.erased), (&[][..], 1));
        let (mut asked, mut others) = (Vec::new(), Vec::new());
        for explained in &found.differences {
            let Difference::Figure { place, .. } = &explained.difference else { panic!("{explained}") };
            if place.part == "non_response" { asked.push(explained) } else { others.push(explained) }
        }
        assert!(!asked.is_empty(), "twelve could answer, and now eleven: {found:?}");
        assert!(asked.iter().all(|explained| explained.causes == [Cause::Erasures(1)]), "{asked:?}");
        assert!(others.iter().all(|explained| explained.causes != [Cause::Another]), "{others:?}");
    }

    async fn another_least_group_is_named_for_each_figure_that_it_hides(app) {
        published(&app).await;
        let mut config = app.app.config.clone();
        config.privacy.minimum_group = 13;
        let stricter = beside(&app, config).await;
        let found = verify_report(&stricter, 2025, DocumentKind::Public).await.unwrap();
        let figures = found.differences.iter().filter(|explained| matches!(explained.difference, Difference::Figure { .. }));
        let figures: Vec<&Explained> = figures.collect();
        assert!(!figures.is_empty() && figures.iter().all(|explained| explained.causes == [Cause::Settings]), "{found:?}");
    }

    async fn other_headings_are_told_apart_from_figures(app) {
        published(&app).await;
        let other = with_other_headings(&app).await;
        let found = verify_report(&other, 2025, DocumentKind::Public).await.unwrap();
        assert!(!found.differences.is_empty() && found.faults.is_empty());
        for explained in &found.differences {
            assert!(!matches!(explained.difference, Difference::Figure { .. }), "{explained}");
            assert_eq!(explained.causes, [Cause::Headings], "{explained}");
        }
        assert_eq!(verified(&app).await.differences, []);
    }

    async fn what_was_changed_in_the_database_is_found(app) {
        published(&app).await;
        app.execute("UPDATE report_editions SET page_nl = REPLACE(page_nl, 'Voorbeeld', 'Voorbeelden')").await;
        let found = verified(&app).await;
        let [dutch, english] = [Language::Dutch, Language::English].map(|language| Fault::OtherPage { edition: 1, language });
        assert_eq!((&found.faults[..], found.laid_out_otherwise), (&[dutch.clone()][..], vec![Language::Dutch]));
        app.execute("UPDATE report_editions SET page_en = ''").await;
        assert_eq!(verified(&app).await.faults, [dutch.clone(), english.clone()]);
        app.execute("UPDATE report_editions SET content = REPLACE(content, 'Voorbeeld', 'Ander')").await;
        let faults = verified(&app).await.faults;
        assert!(matches!(&faults[..], [Fault::OtherText { edition: 1, .. }, one, other] if *one == dutch && *other == english), "{faults:?}");
        app.execute("UPDATE report_editions SET content = '{}'").await;
        let found = verified(&app).await;
        assert!(found.faults.contains(&Fault::Unreadable { edition: 1 }) && found.differences.is_empty(), "{found:?}");
    }

    async fn earlier_editions_are_checked_too(app) {
        published(&app).await;
        app.advance(TimeDelta::days(1));
        publish_next(&app, DocumentKind::Public, "Een tikfout.").await;
        // One digit of one figure, in a page that still carries the hash of its document.
        app.execute("UPDATE report_editions SET page_nl = REPLACE(page_nl, '>12<', '>13<') WHERE edition = 1").await;
        let found = verified(&app).await;
        assert_eq!((found.edition.number, found.faults), (2, vec![Fault::OtherPage { edition: 1, language: Language::Dutch }]));
    }
}

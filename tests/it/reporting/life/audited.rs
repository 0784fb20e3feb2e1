//! The audit vouches for what was approved and published.

use chrono::TimeDelta;
use naklank::domain::reporting::document::DocumentKind;
use naklank::domain::reporting::edition::WithdrawalReason;
use naklank::domain::reporting::verification::Fault;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::reporting::publish::withdraw;
use naklank::workflow::reporting::verify::{VerifyError, verify_report};

use crate::reporting::life::{OWNER, approve_next, complaints, publish_next, two_persons};
use crate::support::{TestApp, on_both_engines};

async fn faults(app: &TestApp) -> Vec<Fault> {
    verify_report(&app.app, 2025, DocumentKind::Public).await.unwrap().faults
}

/// Both documents of a year, published.
async fn published(app: &TestApp) {
    complaints(app, 2025, 12).await;
    two_persons(app).await;
    app.advance(TimeDelta::minutes(1));
    publish_next(app, DocumentKind::Internal, "").await;
    publish_next(app, DocumentKind::Public, "").await;
}

on_both_engines! {
    async fn the_fingerprints_of_an_edition_stand_in_the_audit(app) {
        published(&app).await;
        let edition = verify_report(&app.app, 2025, DocumentKind::Public).await.unwrap().edition;
        let begin = format!("public 2025, edition 1, sha256 {}, page_nl ", edition.fingerprint());
        let audit = app.stored_audit().await;
        for action in ["reports approve", "reports publish"] {
            let told = audit.iter().filter(|entry| entry.action == action && entry.subject.starts_with(&begin));
            assert_eq!(told.count(), 1, "{action}");
        }
    }

    async fn a_text_that_was_changed_together_with_its_fingerprint_is_found(app) {
        published(&app).await;
        assert_eq!(faults(&app).await, []);
        app.execute(
            "UPDATE report_editions SET content = (SELECT content FROM report_editions WHERE document = 'internal'),
                sha256 = (SELECT sha256 FROM report_editions WHERE document = 'internal') WHERE document = 'public'",
        ).await;
        let faults = faults(&app).await;
        assert!(matches!(&faults[..], [Fault::OtherThanAudited { edition: 1, stored, audited }] if stored != audited), "{faults:?}");
    }

    async fn a_page_that_was_changed_together_with_its_fingerprint_is_found(app) {
        published(&app).await;
        app.execute("UPDATE report_editions SET page_nl = page_en, page_nl_sha256 = page_en_sha256 WHERE document = 'public'").await;
        let faults = faults(&app).await;
        assert!(matches!(&faults[..], [Fault::OtherThanAudited { edition: 1, .. }]), "{faults:?}");
    }

    async fn an_entry_of_the_audit_that_was_changed_too_does_not_help(app) {
        published(&app).await;
        app.execute("UPDATE audit SET subject = REPLACE(subject, ', page_en ', '0, page_en ') WHERE action = 'reports publish'").await;
        assert_eq!(faults(&app).await, [Fault::AuditChanged { edition: 1 }]);
    }

    async fn an_edition_from_before_the_audit_held_it_is_named_and_no_fault(app) {
        published(&app).await;
        app.execute("UPDATE audit SET subject = 'public 2025, edition 1' WHERE subject LIKE 'public 2025, edition 1, sha256 %'").await;
        let found = verify_report(&app.app, 2025, DocumentKind::Public).await.unwrap();
        assert_eq!((found.faults, found.unaudited), (Vec::new(), vec![1]));
    }

    async fn an_edition_that_was_published_past_the_program_is_found(app) {
        complaints(&app, 2025, 12).await;
        two_persons(&app).await;
        approve_next(&app, DocumentKind::Public, "").await;
        app.execute("UPDATE report_editions SET published_by = approved_by, published_at = approved_at").await;
        assert_eq!(faults(&app).await, [Fault::NotPublished { edition: 1 }]);
    }

    async fn an_edition_that_was_withdrawn_and_is_shown_again_is_found(app) {
        published(&app).await;
        let of = (2025, DocumentKind::Public);
        withdraw(&app.app, &Actor::User(OWNER.to_owned()), of, 1, WithdrawalReason::PersonNamed).await.unwrap();
        assert_eq!(faults(&app).await, []);
        app.execute("UPDATE report_editions SET withdrawn_by = NULL, withdrawn_at = NULL, withdrawn_for = NULL").await;
        assert_eq!(faults(&app).await, [Fault::ShownAgain { edition: 1 }]);
    }

    async fn an_edition_that_is_gone_is_named(app) {
        published(&app).await;
        app.advance(TimeDelta::minutes(1));
        publish_next(&app, DocumentKind::Public, "Een tikfout.").await;
        assert_eq!(faults(&app).await, []);
        app.execute("DELETE FROM edition_preparers").await;
        app.execute("DELETE FROM report_editions WHERE document = 'public' AND edition = 2").await;
        assert_eq!(faults(&app).await, [Fault::Gone { edition: 2 }]);
        app.execute("DELETE FROM report_editions WHERE document = 'public'").await;
        let error = verify_report(&app.app, 2025, DocumentKind::Public).await.unwrap_err();
        assert!(matches!(error, VerifyError::Gone { year: 2025, edition: 2, .. }), "{error}");
    }
}

//! A published edition that must not be read any more.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use chrono::TimeDelta;
use naklank::domain::access::roles::Role;
use naklank::domain::reporting::document::DocumentKind;
use naklank::domain::reporting::edition::WithdrawalReason;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::reporting::publish::{Latest, WithdrawError, latest, publish, withdraw};
use naklank::workflow::reporting::verify::verify_report;

use crate::reporting::life::{
    DRAFT, OWNER, REPORT, approve_next, complaints, leads_to, publish_next, two_persons,
};
use crate::support::on_both_engines;

const WITHDRAW: &str = "/reports/2025/public/draft/withdraw";
const FIRST: &str = "/reports/2025/editions/1";

on_both_engines! {
    async fn a_withdrawn_edition_is_gone_and_leads_to_the_next(app) {
        complaints(&app, 2025, 12).await;
        two_persons(&app).await;
        publish_next(&app, DocumentKind::Public, "").await;
        let tag = app.get(REPORT).await.header("etag").to_owned();
        let (analyst, owner) = (app.sign_in_again(Role::Analyst).await, app.sign_in_as(Role::PolicyOwner).await);
        assert_eq!(app.post_as(&analyst, WITHDRAW, "edition=1&reason=person_named").await.status, StatusCode::FORBIDDEN);
        for (form, status, part) in [
            ("edition=1&confirmed=yes", StatusCode::UNPROCESSABLE_ENTITY, "href=\"#reason\""),
            ("edition=1&reason=boredom&confirmed=yes", StatusCode::UNPROCESSABLE_ENTITY, "href=\"#reason\""),
            ("edition=&reason=other&confirmed=yes", StatusCode::UNPROCESSABLE_ENTITY, "href=\"#withdrawn-edition\""),
            ("edition=1&reason=other", StatusCode::UNPROCESSABLE_ENTITY, "href=\"#withdraw-meant\""),
            ("edition=1&reason=other", StatusCode::UNPROCESSABLE_ENTITY, "<option value=\"1\" selected>"),
            ("edition=1&reason=other", StatusCode::UNPROCESSABLE_ENTITY, "value=\"other\" checked"),
            ("edition=2&reason=other&confirmed=yes", StatusCode::CONFLICT, "This edition is not published"),
        ] {
            let refused = app.post_as(&owner, WITHDRAW, form).await;
            assert_eq!(refused.status, status, "{form}");
            assert!(refused.body.contains(part), "{form}: {}", refused.body);
        }
        let page = app.get_as(&owner, DRAFT).await.body;
        assert!(page.contains("<option value=\"\">Choose an edition</option>") && !page.contains("value=\"1\" selected"), "{page}");
        assert_eq!(app.get(REPORT).await.status, StatusCode::OK);
        let done = app.post_as(&owner, WITHDRAW, "edition=1&reason=person_named&confirmed=yes").await;
        leads_to(&done, "/reports/2025/public/draft?done=withdrawn");
        assert_eq!(app.acts_of("user policy-owner@example.org", "reports withdraw").await, 1);
        for path in [REPORT, FIRST] {
            let request = Request::get(path).header("accept-language", "en").header("if-none-match", &tag);
            let gone = app.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!((gone.status, gone.header("cache-control")), (StatusCode::GONE, "no-store"), "{path}");
            assert!(gone.body.contains("a person is named in it or can be recognised"), "{}", gone.body);
            assert!(!gone.body.contains("We learnt from it.") && !gone.body.contains(OWNER), "{}", gone.body);
        }
        let api = app.api(Method::GET, "/api/v1/reports/2025", Body::empty()).await;
        assert_eq!(api.status, StatusCode::GONE);
        let page = app.get_as(&owner, DRAFT).await.body;
        assert!(page.contains("Reason: a person is named in it or can be recognised."), "{page}");
        app.advance(TimeDelta::minutes(1));
        publish_next(&app, DocumentKind::Public, "Zonder de naam.").await;
        assert_eq!(app.get(REPORT).await.status, StatusCode::OK);
        let gone = app.get(FIRST).await;
        assert_eq!(gone.status, StatusCode::GONE);
        assert!(gone.body.contains("href=\"/reports/2025/editions/2\""), "{}", gone.body);
    }

    async fn an_edition_that_was_corrected_does_not_come_back(app) {
        complaints(&app, 2025, 12).await;
        two_persons(&app).await;
        publish_next(&app, DocumentKind::Public, "").await;
        app.advance(TimeDelta::minutes(1));
        publish_next(&app, DocumentKind::Public, "Een tikfout.").await;
        let owner = Actor::User(OWNER.to_owned());
        let of = (2025, DocumentKind::Public);
        withdraw(&app.app, &owner, of, 2, WithdrawalReason::WrongWords).await.unwrap();
        assert_eq!(app.get(REPORT).await.status, StatusCode::GONE);
        assert_eq!(app.get(FIRST).await.status, StatusCode::OK, "it was not withdrawn");
        let again = withdraw(&app.app, &owner, of, 2, WithdrawalReason::Other).await.unwrap_err();
        assert!(matches!(again, WithdrawError::NotPublished), "{again}");
        let found = verify_report(&app.app, 2025, DocumentKind::Public).await.unwrap();
        assert_eq!((found.edition.number, found.faults), (2, Vec::new()), "it stays as it was frozen");
        let reader = app.sign_in_again(Role::PolicyOwner).await;
        let scoreboard = app.get_as(&reader, "/kpis?year=2025").await.body;
        assert!(scoreboard.contains("The complaint report on 2025 is due before"), "{scoreboard}");
    }

    async fn the_command_line_shows_the_edition_that_waits_before_a_draft_without_its_words(app) {
        complaints(&app, 2025, 12).await;
        two_persons(&app).await;
        let of = (2025, DocumentKind::Public);
        let found = async || latest(&app.app, of.0, of.1).await.unwrap();
        assert_eq!(found().await, Latest::Live(None));
        let approved = approve_next(&app, of.1, "").await;
        assert!(matches!(found().await, Latest::Waiting(edition) if edition.seen() == approved.seen()));
        let owner = Actor::User(OWNER.to_owned());
        publish(&app.app, &owner, approved.seen()).await.unwrap();
        assert!(matches!(found().await, Latest::Published(edition) if edition.seen() == approved.seen()));
        withdraw(&app.app, &owner, of, 1, WithdrawalReason::WrongFigures).await.unwrap();
        assert!(matches!(found().await, Latest::Live(Some(edition)) if edition.number == 1));
    }

    async fn a_withdrawn_evaluation_is_gone_too(app) {
        complaints(&app, 2025, 12).await;
        two_persons(&app).await;
        publish_next(&app, DocumentKind::Internal, "").await;
        let owner = Actor::User(OWNER.to_owned());
        withdraw(&app.app, &owner, (2025, DocumentKind::Internal), 1, WithdrawalReason::WrongFigures).await.unwrap();
        let analyst = app.sign_in_again(Role::Analyst).await;
        assert_eq!(app.get_as(&analyst, "/reports/2025/internal").await.status, StatusCode::GONE);
    }
}

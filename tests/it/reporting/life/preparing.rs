//! What is written in a draft, by whom, and what stands in the way of freezing it.

use axum::http::StatusCode;
use chrono::TimeDelta;
use naklank::domain::access::roles::Role;
use naklank::domain::reporting::document::{DocumentKind, InBoth};
use naklank::domain::reporting::edition::Draft;
use naklank::storage::reporting::editions;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::reporting::overview::report_years;
use naklank::workflow::reporting::publish::{ApproveError, SaveDraftError, approve, save_draft};

use crate::reporting::life::{
    ANALYST, APPROVE, DRAFT, OWNER, PUBLISH, REJECT, about_edition, approve_it, complaint, complaints,
    decide, form, form_with_words, leads_to, publish_next, save, two_persons,
};
use crate::support::on_both_engines;

const DISCARD: &str = "/reports/2025/public/draft/discard";
const APPROVED: &str = "/reports/2025/public/draft?done=approved";

fn draft(words: &str) -> Draft {
    Draft {
        year: 2025,
        kind: DocumentKind::Public,
        words: InBoth { nl: words.to_owned(), en: String::new() },
        changed: InBoth::default(),
        prepared_by: ANALYST.to_owned(),
        prepared_at: "2026-03-20T14:00:00Z".parse().unwrap(),
    }
}

on_both_engines! {
    async fn who_saves_a_draft_as_it_was_has_not_prepared_it(app) {
        complaints(&app, 2025, 12).await;
        let (analyst, owner) = (app.sign_in_as(Role::Analyst).await, app.sign_in_as(Role::PolicyOwner).await);
        save(&app, &analyst, &[("words_nl", "Wij leerden ervan.")]).await;
        app.advance(TimeDelta::minutes(1));
        leads_to(&save(&app, &owner, &[("words_nl", "Wij leerden ervan.")]).await, "/reports/2025/public/draft?done=saved");
        assert!(app.get_as(&owner, DRAFT).await.body.contains("Draft by analyst@example.org"));
        leads_to(&approve_it(&app, &owner).await, APPROVED);
    }

    async fn who_judged_a_sentence_of_the_policy_does_not_approve_the_evaluation_in_which_it_stands(app) {
        complaints(&app, 2025, 12).await;
        let [analyst, owner] = [app.sign_in_as(Role::Analyst).await, app.sign_in_as(Role::PolicyOwner).await];
        let judged = app.post_as(&owner, "/reports/2025/assessment", "judgement-kifid=kept&note-kifid=Altijd").await;
        assert_eq!(judged.status, StatusCode::SEE_OTHER, "{judged:?}");
        for kind in ["public", "internal"] {
            let path = format!("/reports/2025/{kind}/draft");
            let page = app.get_as(&analyst, &path).await.body;
            app.post_as(&analyst, &path, &form(&page, &[("words_nl", "Wij leerden ervan.")])).await;
            let page = app.get_as(&owner, &path).await.body;
            assert_eq!(page.contains(&format!("{path}/approve")), kind == "public", "{page}");
            let answer = app.post_as(&owner, &format!("{path}/approve"), &form(&page, &[])).await;
            let expected = if kind == "public" { StatusCode::SEE_OTHER } else { StatusCode::FORBIDDEN };
            assert_eq!(answer.status, expected, "{kind}: {answer:?}");
        }
        let colleague = app.sign_in_again(Role::PolicyOwner).await;
        let page = app.get_as(&colleague, "/reports/2025/internal/draft").await.body;
        let approved = app.post_as(&colleague, "/reports/2025/internal/draft/approve", &form(&page, &[])).await;
        assert_eq!(approved.status, StatusCode::SEE_OTHER, "{approved:?}");
        let writers = "SELECT COUNT(*) FROM edition_preparers JOIN report_editions ON id = edition_id WHERE document = 'internal'";
        assert_eq!(app.integers(writers).await, [2], "the analyst and who judged");
    }

    async fn an_edition_that_is_not_published_is_a_draft_again_of_those_who_wrote_it(app) {
        complaints(&app, 2025, 12).await;
        let (owner, colleague) = (app.sign_in_as(Role::PolicyOwner).await, app.sign_in_again(Role::PolicyOwner).await);
        save(&app, &owner, &[("words_nl", "Wij leerden ervan."), ("words_en", "We learnt from it.")]).await;
        leads_to(&approve_it(&app, &colleague).await, APPROVED);
        app.advance(TimeDelta::minutes(1));
        leads_to(&decide(&app, &colleague, REJECT).await, "/reports/2025/public/draft?done=rejected");
        let page = app.get_as(&owner, DRAFT).await.body;
        assert!(page.contains("Wij leerden ervan.</textarea>") && page.contains("We learnt from it.</textarea>"), "{page}");
        assert!(!page.contains(APPROVE), "{page}");
        assert_eq!(approve_it(&app, &owner).await.status, StatusCode::FORBIDDEN, "they are still the words of the same person");
        leads_to(&approve_it(&app, &colleague).await, APPROVED);
        assert_eq!(app.integers("SELECT COUNT(*) FROM edition_preparers").await, [2], "one of each edition");
        assert_eq!(app.integers("SELECT COUNT(*) FROM draft_preparers").await, [0]);
    }

    async fn an_edition_is_not_approved_as_of_a_moment_before_the_last_one_was_published(app) {
        complaints(&app, 2025, 12).await;
        two_persons(&app).await;
        publish_next(&app, DocumentKind::Public, "").await;
        // The clock of another process, which is behind.
        app.advance(TimeDelta::seconds(-1));
        let correction = Draft { changed: InBoth { nl: "Een tikfout.".to_owned(), en: "A typing error.".to_owned() }, ..draft("Wij leerden ervan.") };
        save_draft(&app.app, &Actor::User(ANALYST.to_owned()), correction, None).await.unwrap();
        let (owner, seen) = (Actor::User(OWNER.to_owned()), app.app.now());
        let refused = approve(&app.app, &owner, 2025, DocumentKind::Public, seen).await.unwrap_err();
        assert!(matches!(refused, ApproveError::Unsettled), "{refused}");
        app.advance(TimeDelta::seconds(2));
        approve(&app.app, &owner, 2025, DocumentKind::Public, seen).await.unwrap();
    }

    async fn a_draft_that_is_gone_does_not_come_back(app) {
        two_persons(&app).await;
        let mut tx = app.app.db.write().await.unwrap();
        let seen = draft("Eerst.").prepared_at;
        assert!(!editions::replace_draft(&mut tx, &draft("Dan."), seen).await.unwrap(), "there is none");
        assert!(editions::insert_draft(&mut tx, &draft("Eerst.")).await.unwrap());
        assert!(!editions::insert_draft(&mut tx, &draft("Dan.")).await.unwrap(), "there is one");
        assert!(editions::replace_draft(&mut tx, &draft("Dan."), seen).await.unwrap());
        tx.commit().await.unwrap();
    }

    async fn a_draft_is_thrown_away_by_a_tick_and_saving_it_again_is_refused(app) {
        complaints(&app, 2025, 12).await;
        let (analyst, owner) = (app.sign_in_as(Role::Analyst).await, app.sign_in_as(Role::PolicyOwner).await);
        save(&app, &owner, &[("words_nl", "Een vergissing.")]).await;
        let page = app.get_as(&analyst, DRAFT).await.body;
        let unconfirmed = app.post_as(&analyst, DISCARD, &form(&page, &[])).await;
        assert_eq!(unconfirmed.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(unconfirmed.body.contains("href=\"#discard-meant\"") && unconfirmed.body.contains("Een vergissing."), "{}", unconfirmed.body);
        let confirmed = form(&page, &[("confirmed", "yes")]);
        leads_to(&app.post_as(&analyst, DISCARD, &confirmed).await, "/reports/2025/public/draft?done=discarded");
        assert_eq!(app.acts_of("user analyst@example.org", "reports discard").await, 1);
        assert_eq!(app.post_as(&analyst, DISCARD, &confirmed).await.status, StatusCode::CONFLICT);
        let late = app.post_as(&owner, DRAFT, &form(&page, &[("words_nl", "Toch.")])).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "the draft that was opened is gone");
        app.advance(TimeDelta::minutes(1));
        save(&app, &analyst, &[("words_nl", "Opnieuw.")]).await;
        leads_to(&approve_it(&app, &owner).await, APPROVED);
    }

    async fn a_year_that_has_not_begun_is_not_prepared(app) {
        let analyst = app.sign_in_as(Role::Analyst).await;
        let path = "/reports/2027/public/draft";
        let page = app.get_as(&analyst, path).await.body;
        assert!(page.contains("This year has not begun.") && !page.contains("name=\"words_nl\""), "{page}");
        let refused = app.post_as(&analyst, path, "words_nl=Ja&seen=").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        let ahead = Draft { year: 2027, ..draft("Ja") };
        let error = save_draft(&app.app, &Actor::User("analyst@example.org".to_owned()), ahead, None).await.unwrap_err();
        assert!(matches!(error, SaveDraftError::Future), "{error}");
    }

    async fn words_that_are_not_saved_are_not_left_out_of_what_is_approved(app) {
        complaints(&app, 2025, 12).await;
        let (analyst, owner) = (app.sign_in_as(Role::Analyst).await, app.sign_in_as(Role::PolicyOwner).await);
        for kind in ["public", "internal"] {
            let path = format!("/reports/2025/{kind}/draft");
            let approve = format!("{path}/approve");
            let page = app.get_as(&analyst, &path).await.body;
            app.post_as(&analyst, &path, &form(&page, &[("words_nl", "Wij leerden ervan."), ("words_en", "We <learnt>.")])).await;
            let page = app.get_as(&owner, &path).await.body;
            assert!(page.contains(&format!("form=\"draft\" formaction=\"{approve}\"")) && page.contains("<form class=\"boxed\" id=\"draft\""), "{page}");
            let typed = form_with_words(&page, &[("words_nl", "Wij leerden ervan. En meer."), ("words_en", "We <learnt>.")]);
            let refused = app.post_as(&owner, &approve, &typed).await;
            assert_eq!(refused.status, StatusCode::CONFLICT);
            for part in ["The form holds words that are not saved.", "href=\"#words_nl\"", "Wij leerden ervan. En meer.</textarea>"] {
                assert!(refused.body.contains(part), "{part}: {}", refused.body);
            }
            let long = form_with_words(&page, &[("words_nl", &"a".repeat(8_001)), ("words_en", "We <learnt>.")]);
            assert_eq!(app.post_as(&owner, &approve, &long).await.status, StatusCode::UNPROCESSABLE_ENTITY);
            let asked = app.post_as(&owner, &approve, &form_with_words(&page, &[("words_en", "We <learnt>.")])).await;
            assert_eq!(asked.status, StatusCode::OK, "{asked:?}");
            for part in ["Wij leerden ervan.</dd>", "We &lt;learnt&gt;.</dd>", "/preview?lang=en", "Approve and freeze"] {
                assert!(asked.body.contains(part), "{part}: {}", asked.body);
            }
            assert!(!asked.body.contains("What this edition changes"), "{}", asked.body);
            assert_eq!(app.integers("SELECT COUNT(*) FROM report_drafts").await, [1], "it is not approved by one press");
            leads_to(&app.post_as(&owner, &approve, &form(&asked.body, &[])).await, &format!("{path}?done=approved"));
        }
    }

    async fn a_draft_that_was_saved_meanwhile_is_not_shown_as_what_was_read(app) {
        complaints(&app, 2025, 12).await;
        let (analyst, owner) = (app.sign_in_as(Role::Analyst).await, app.sign_in_as(Role::PolicyOwner).await);
        save(&app, &analyst, &[("words_nl", "Wij leerden ervan.")]).await;
        let opened = app.get_as(&owner, DRAFT).await.body;
        app.advance(TimeDelta::minutes(1));
        save(&app, &analyst, &[("words_nl", "Wij leerden niets.")]).await;
        let refused = app.post_as(&owner, APPROVE, &form_with_words(&opened, &[])).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains("Wij leerden ervan.") && refused.body.contains("Wij leerden niets."), "{}", refused.body);
    }

    async fn an_edition_is_left_unpublished_by_a_tick(app) {
        complaints(&app, 2025, 12).await;
        let (analyst, owner) = (app.sign_in_as(Role::Analyst).await, app.sign_in_as(Role::PolicyOwner).await);
        save(&app, &analyst, &[("words_nl", "Wij leerden ervan.")]).await;
        approve_it(&app, &owner).await;
        let confirmed = about_edition(&app.get_as(&owner, DRAFT).await.body);
        let unconfirmed = confirmed.replace("&confirmed=yes", "");
        let refused = app.post_as(&owner, REJECT, &unconfirmed).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("href=\"#reject-meant\"") && refused.body.contains("id=\"reject-meant\""), "{}", refused.body);
        assert_eq!(app.integers("SELECT COUNT(*) FROM report_editions WHERE rejected_at IS NULL").await, [1]);
        leads_to(&app.post_as(&owner, REJECT, &confirmed).await, "/reports/2025/public/draft?done=rejected");
    }

    async fn contacts_in_the_words_are_confirmed_first(app) {
        complaints(&app, 2025, 12).await;
        let (analyst, owner) = (app.sign_in_as(Role::Analyst).await, app.sign_in_as(Role::PolicyOwner).await);
        save(&app, &analyst, &[("words_nl", "Mevrouw Jansen (06 12345678) mailde jansen@example.org.")]).await;
        let page = app.get_as(&owner, DRAFT).await.body;
        let page = app.post_as(&owner, APPROVE, &form_with_words(&page, &[])).await.body;
        for part in ["<li>06 12345678</li>", "<li>jansen@example.org</li>", "id=\"contacts-meant\""] {
            assert!(page.contains(part), "{part}: {page}");
        }
        let refused = app.post_as(&owner, APPROVE, &form(&page, &[])).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("href=\"#contacts-meant\""), "{}", refused.body);
        leads_to(&app.post_as(&owner, APPROVE, &form(&page, &[("confirmed", "yes")])).await, APPROVED);
    }

    async fn tables_that_count_other_complaints_are_not_frozen(app) {
        complaints(&app, 2025, 12).await;
        let (analyst, owner) = (app.sign_in_as(Role::Analyst).await, app.sign_in_as(Role::PolicyOwner).await);
        save(&app, &analyst, &[("words_nl", "Wij leerden ervan.")]).await;
        // Past the counts, which go on saying twelve.
        app.execute("UPDATE complaints SET received_at = '2024-12-03T09:15:00Z' WHERE reference = 'K-2025-1'").await;
        let refused = approve_it(&app, &owner).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.body.contains("Two tables of this report count"), "{}", refused.body);
        assert_eq!(app.integers("SELECT COUNT(*) FROM report_editions").await, [0]);
    }

    async fn only_the_edition_that_was_seen_is_decided_about(app) {
        complaints(&app, 2025, 12).await;
        let (analyst, owner) = (app.sign_in_as(Role::Analyst).await, app.sign_in_as(Role::PolicyOwner).await);
        save(&app, &analyst, &[("words_nl", "Eerste.")]).await;
        approve_it(&app, &owner).await;
        let first = about_edition(&app.get_as(&owner, DRAFT).await.body);
        decide(&app, &owner, REJECT).await;
        app.advance(TimeDelta::minutes(1));
        save(&app, &analyst, &[("words_nl", "Tweede.")]).await;
        approve_it(&app, &owner).await;
        for path in [PUBLISH, REJECT] {
            for form in [first.as_str(), ""] {
                let refused = app.post_as(&owner, path, form).await;
                assert_eq!(refused.status, StatusCode::CONFLICT, "{path} {form}");
                assert!(refused.body.contains("Another edition waits now") && refused.body.contains("Edition 2 was approved"), "{}", refused.body);
            }
        }
        leads_to(&decide(&app, &owner, PUBLISH).await, "/reports?done=published");
    }

    async fn a_year_has_something_to_report_on_from_its_first_complaint(app) {
        two_persons(&app).await;
        assert!(report_years(&app.app).await.unwrap().is_empty());
        complaint(&app, 2023, 1).await;
        complaint(&app, 2025, 1).await;
        let years = report_years(&app.app).await.unwrap();
        let told: Vec<(i32, bool)> = years.iter().map(|year| (year.year, year.facts.has_data)).collect();
        assert_eq!(told, [(2025, true), (2023, true)]);
        let first = Draft { year: 2024, ..draft("Leeg.") };
        save_draft(&app.app, &Actor::User(OWNER.to_owned()), first, None).await.unwrap();
        let years = report_years(&app.app).await.unwrap();
        assert_eq!(years.iter().map(|year| year.year).collect::<Vec<_>>(), [2025, 2024, 2023]);
    }
}

//! From a draft to a published edition, by two persons, and its corrections.

mod audited;
mod doors;
mod preparing;
mod reminding;
mod serving;
mod verifying;
mod withdrawing;

use axum::body::Body;
use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use naklank::domain::access::roles::Role;
use naklank::domain::reporting::document::{DocumentKind, InBoth};
use naklank::domain::reporting::edition::{Draft, Edition};
use naklank::workflow::access::audit::Actor;
use naklank::workflow::reporting::publish::{approve, preview, publish, save_draft};
use serde_json::json;

use crate::support::{Answer, TestApp, on_both_engines};

const DRAFT: &str = "/reports/2025/public/draft";
const PREVIEW: &str = "/reports/2025/public/preview";
const APPROVE: &str = "/reports/2025/public/draft/approve";
const PUBLISH: &str = "/reports/2025/public/draft/publish";
const REJECT: &str = "/reports/2025/public/draft/reject";
const REPORT: &str = "/reports/2025";

/// Complaints that were received and closed in a year.
async fn complaints(app: &TestApp, year: i32, count: usize) {
    for number in 1..=count {
        complaint(app, year, number).await;
    }
}

/// One of them, as a system reports it now.
async fn complaint(app: &TestApp, year: i32, number: usize) {
    let complaint = json!({
        "status": "closed",
        "received_at": format!("{year}-02-03T09:15:00Z"),
        "closed_at": format!("{year}-02-20T14:00:00Z"),
        "contact": {"email": format!("k-{number}@example.org"), "name": "Klant", "language": "nl"},
        "channel": "web", "product": "Verkeer", "team": "Noord", "outcome": "partly_upheld",
    });
    let answer = app.put(&format!("K-{year}-{number}"), &complaint).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{answer:?}");
}

/// The draft that the form on a page was made for.
fn seen(page: &str) -> String {
    page.split("name=\"seen\" value=\"").nth(1).expect("a form").split('"').next().unwrap().to_owned()
}

/// The form of a draft as it is sent from a page.
fn form(page: &str, fields: &[(&str, &str)]) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("seen", &seen(page)).extend_pairs(fields).finish()
}

/// What a page holds in a hidden field; nothing where it has none.
fn hidden(page: &str, field: &str) -> String {
    let after = page.split(&format!("name=\"{field}\" value=\"")).nth(1).unwrap_or("\"");
    after.split('"').next().unwrap().to_owned()
}

/// The form of the draft as a browser sends it with the button that goes on to approve: with its words.
fn form_with_words(page: &str, fields: &[(&str, &str)]) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("seen", &seen(page));
    for name in ["words_nl", "words_en", "changed_nl", "changed_en"] {
        let Some(area) = page.split(&format!("<textarea id=\"{name}\"")).nth(1) else { continue };
        let written = area.split_once('>').unwrap().1.split("</textarea>").next().unwrap();
        let typed = fields.iter().find(|(field, _)| *field == name).map(|(_, typed)| *typed);
        form.append_pair(name, typed.unwrap_or(written));
    }
    form.finish()
}

/// The form about the approved edition that a page shows, with what it asks to tick.
fn about_edition(page: &str) -> String {
    let mut form = form_urlencoded::Serializer::new(String::new());
    form.append_pair("edition", &hidden(page, "edition"))
        .append_pair("sha256", &hidden(page, "sha256"))
        .append_pair("confirmed", "yes")
        .finish()
}

/// Publishes the approved edition, or decides not to, from the page as it is.
async fn decide(app: &TestApp, cookie: &str, path: &str) -> Answer {
    let page = app.get_as(cookie, DRAFT).await.body;
    app.post_as(cookie, path, &about_edition(&page)).await
}

/// Saves a draft of the complaint report of 2025 from the page as it is.
async fn save(app: &TestApp, cookie: &str, fields: &[(&str, &str)]) -> Answer {
    let page = app.get_as(cookie, DRAFT).await.body;
    app.post_as(cookie, DRAFT, &form(&page, fields)).await
}

/// Approves it as it is, as the page that confirms it does.
async fn approve_it(app: &TestApp, cookie: &str) -> Answer {
    let page = app.get_as(cookie, DRAFT).await.body;
    app.post_as(cookie, APPROVE, &form(&page, &[])).await
}

fn leads_to(answer: &Answer, address: &str) {
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, address), "{answer:?}");
}

/// Who prepares and who approves, as users of the program.
const ANALYST: &str = "analyst@example.org";
const OWNER: &str = "owner@example.org";

async fn two_persons(app: &TestApp) {
    app.add_user(ANALYST, Role::Analyst).await;
    app.add_user(OWNER, Role::PolicyOwner).await;
}

/// Brings the next edition of a document to its readers.
async fn publish_next(app: &TestApp, kind: DocumentKind, changed: &str) -> Edition {
    let approved = approve_next(app, kind, changed).await;
    publish(&app.app, &Actor::User(OWNER.to_owned()), approved.seen()).await.unwrap()
}

/// The same up to its approval.
async fn approve_next(app: &TestApp, kind: DocumentKind, changed: &str) -> Edition {
    let draft = Draft {
        year: 2025,
        kind,
        words: InBoth { nl: "Wij leerden ervan.".to_owned(), en: "We learnt from it.".to_owned() },
        changed: InBoth { nl: changed.to_owned(), en: changed.to_owned() },
        prepared_by: String::new(),
        prepared_at: app.app.now(),
    };
    save_draft(&app.app, &Actor::User(ANALYST.to_owned()), draft, None).await.unwrap();
    let seen = preview(&app.app, 2025, kind).await.unwrap().draft.unwrap().prepared_at;
    approve(&app.app, &Actor::User(OWNER.to_owned()), 2025, kind, seen).await.unwrap()
}

on_both_engines! {
    async fn a_report_goes_from_a_draft_to_everyone_by_two_persons(app) {
        complaints(&app, 2025, 12).await;
        let (analyst, owner) = (app.sign_in_as(Role::Analyst).await, app.sign_in_as(Role::PolicyOwner).await);
        let overview = app.get_as(&owner, "/reports").await.body;
        assert!(overview.contains("Publish it before 1 April 2026.") && overview.contains("There is no draft yet."), "{overview}");
        assert_eq!(app.get(REPORT).await.status, StatusCode::NOT_FOUND);
        let words = [("words_nl", "Wij leerden ervan."), ("words_en", "We learnt from it.")];
        leads_to(&save(&app, &analyst, &words).await, "/reports/2025/public/draft?done=saved");
        let page = app.get_as(&analyst, DRAFT).await.body;
        assert!(page.contains("A policy owner approves and publishes it.") && !page.contains(APPROVE), "{page}");
        let draft = app.get_as(&analyst, &format!("{PREVIEW}?lang=nl")).await;
        assert_eq!((draft.status, draft.header("cache-control")), (StatusCode::OK, "no-store"));
        assert!(draft.body.contains("Wij leerden ervan."), "{}", draft.body);
        leads_to(&approve_it(&app, &owner).await, "/reports/2025/public/draft?done=approved");
        let page = app.get_as(&owner, DRAFT).await.body;
        assert!(page.contains("https://nps.example.org/reports/2025") && page.contains(PUBLISH), "{page}");
        for path in [REPORT, "/reports/2025/editions/1"] {
            assert_eq!(app.get(path).await.status, StatusCode::NOT_FOUND, "approved, and not published: {path}");
        }
        let waits = app.get_as(&analyst, &format!("{PREVIEW}?lang=en")).await.body;
        leads_to(&decide(&app, &owner, PUBLISH).await, "/reports?done=published");
        let published = app.get(&format!("{REPORT}?lang=en")).await;
        assert_eq!(published.status, StatusCode::OK);
        assert_eq!(published.body, waits, "what was approved, to the letter");
        assert!(published.body.contains("We learnt from it."), "{}", published.body);
        let overview = app.get_as(&owner, "/reports").await.body;
        assert!(overview.contains("Edition 1, published on 20 March 2026.") && overview.contains("/reports/2025/editions/1"), "{overview}");
        let acts = ["reports prepare", "reports approve", "reports publish"];
        for (actor, action) in ["analyst", "policy-owner", "policy-owner"].iter().zip(acts) {
            assert_eq!(app.acts_of(&format!("user {actor}@example.org"), action).await, 1, "{action}");
        }
    }

    async fn nobody_approves_an_own_draft(app) {
        complaints(&app, 2025, 12).await;
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        save(&app, &owner, &[("words_nl", "Wij leerden ervan.")]).await;
        let sentence = "You wrote in this document yourself, or judged the policy in it. Ask a colleague who did not to approve it.";
        let page = app.get_as(&owner, DRAFT).await.body;
        assert!(page.contains(sentence) && !page.contains(APPROVE), "{page}");
        let refused = app.post_as(&owner, APPROVE, &form(&page, &[])).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(refused.body.contains(sentence) && refused.body.contains("Wij leerden ervan."), "{}", refused.body);
        let colleague = app.sign_in_again(Role::PolicyOwner).await;
        app.advance(TimeDelta::minutes(1));
        save(&app, &colleague, &[("words_nl", "Wij leerden ervan!")]).await;
        for who in [&colleague, &owner] {
            assert_eq!(approve_it(&app, who).await.status, StatusCode::FORBIDDEN, "both wrote in it");
        }
        let third = app.sign_in_again(Role::PolicyOwner).await;
        leads_to(&approve_it(&app, &third).await, "/reports/2025/public/draft?done=approved");
        assert_eq!(app.integers("SELECT COUNT(*) FROM edition_preparers").await, [2]);
    }

    async fn a_year_that_is_not_over_or_has_no_complaint_is_not_approved(app) {
        complaints(&app, 2026, 12).await;
        let (analyst, owner) = (app.sign_in_as(Role::Analyst).await, app.sign_in_as(Role::PolicyOwner).await);
        for (year, sentence) in [
            (2026, "The year is not over. A report can be approved from 1 January on."),
            (2019, "No complaint was received or closed in this year"),
        ] {
            let path = format!("/reports/{year}/public/draft");
            leads_to(&app.post_as(&analyst, &path, "words_nl=Ja&seen=").await, &format!("{path}?done=saved"));
            let page = app.get_as(&owner, &path).await.body;
            assert!(page.contains(sentence) && !page.contains("/public/draft/approve"), "{page}");
            let refused = app.post_as(&owner, &format!("/reports/{year}/public/draft/approve"), &form(&page, &[])).await;
            assert_eq!(refused.status, StatusCode::CONFLICT, "{year}");
            assert!(refused.body.contains(sentence), "{}", refused.body);
        }
        app.clock.set("2027-01-01T09:00:00Z");
        let owner = app.sign_in_again(Role::PolicyOwner).await;
        let page = app.get_as(&owner, "/reports/2026/public/draft").await.body;
        let approved = app.post_as(&owner, "/reports/2026/public/draft/approve", &form(&page, &[])).await;
        assert_eq!(approved.status, StatusCode::SEE_OTHER, "{approved:?}");
    }

    async fn who_comes_second_loses_nothing_and_sees_both_texts(app) {
        complaints(&app, 2025, 12).await;
        let (analyst, owner) = (app.sign_in_as(Role::Analyst).await, app.sign_in_as(Role::PolicyOwner).await);
        let opened = app.get_as(&analyst, DRAFT).await.body;
        save(&app, &owner, &[("words_nl", "Eerst dit.")]).await;
        let fields = [("words_nl", "Dan <dat>."), ("words_en", "Then that.")];
        let second = app.post_as(&analyst, DRAFT, &form(&opened, &fields)).await;
        assert_eq!(second.status, StatusCode::CONFLICT);
        for words in ["Eerst dit.", "Dan &lt;dat&gt;.", "Then that.", "policy-owner@example.org saved this draft"] {
            assert!(second.body.contains(words), "{words}: {}", second.body);
        }
        app.advance(TimeDelta::minutes(1));
        let again = app.post_as(&analyst, DRAFT, &form(&second.body, &fields)).await;
        leads_to(&again, "/reports/2025/public/draft?done=saved");
        let stale = app.post_as(&owner, APPROVE, &form(&second.body, &[])).await;
        assert_eq!(stale.status, StatusCode::CONFLICT, "a draft that was not read is not approved");
        assert!(stale.body.contains("Read it again before you approve it."), "{}", stale.body);
        let third = app.sign_in_again(Role::PolicyOwner).await;
        leads_to(&approve_it(&app, &third).await, "/reports/2025/public/draft?done=approved");
        let late = app.post_as(&analyst, DRAFT, &form(&second.body, &fields)).await;
        assert_eq!(late.status, StatusCode::CONFLICT, "one waits to be published");
        assert!(late.body.contains("An approved edition waits") && late.body.contains("Then that."), "{}", late.body);
    }

    async fn words_that_are_too_long_come_back_with_all_that_was_typed(app) {
        let analyst = app.sign_in_as(Role::Analyst).await;
        let long = "a".repeat(8_001);
        let refused = save(&app, &analyst, &[("words_nl", &long), ("words_en", "Short.")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        for part in [long.as_str(), "Short.", "href=\"#words_nl\"", "Use at most 8,000 characters.", "aria-invalid=\"true\""] {
            assert!(refused.body.contains(part), "{}", refused.body);
        }
        for path in ["/reports/25/public/draft", "/reports/x/public/draft", "/reports/2025/secret/draft"] {
            assert_eq!(app.get_as(&analyst, path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    }

    async fn an_edition_that_was_approved_can_be_left_unpublished(app) {
        complaints(&app, 2025, 12).await;
        let (analyst, owner) = (app.sign_in_as(Role::Analyst).await, app.sign_in_as(Role::PolicyOwner).await);
        save(&app, &analyst, &[("words_nl", "Eerste poging.")]).await;
        approve_it(&app, &owner).await;
        leads_to(&decide(&app, &owner, REJECT).await, "/reports/2025/public/draft?done=rejected");
        let again = app.post_as(&owner, REJECT, "").await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(again.body.contains("No approved edition waits to be published."), "{}", again.body);
        assert_eq!(app.post_as(&owner, PUBLISH, "").await.status, StatusCode::CONFLICT);
        assert_eq!(app.get(REPORT).await.status, StatusCode::NOT_FOUND);
        app.advance(TimeDelta::minutes(1));
        save(&app, &analyst, &[("words_nl", "Tweede poging.")]).await;
        approve_it(&app, &owner).await;
        leads_to(&decide(&app, &owner, PUBLISH).await, "/reports?done=published");
        assert_eq!(app.get("/reports/2025/editions/1").await.status, StatusCode::NOT_FOUND);
        assert!(app.get("/reports/2025/editions/2").await.body.contains("Tweede poging."));
        let overview = app.get_as(&analyst, "/reports").await.body;
        assert!(overview.contains("Edition 1 was approved.") && overview.contains("Edition 2, published on"), "{overview}");
    }

    async fn a_correction_says_what_it_changes_and_the_first_edition_stays(app) {
        complaints(&app, 2025, 12).await;
        let (analyst, owner) = (app.sign_in_as(Role::Analyst).await, app.sign_in_as(Role::PolicyOwner).await);
        save(&app, &analyst, &[("words_nl", "Wij leerden ervan.")]).await;
        approve_it(&app, &owner).await;
        decide(&app, &owner, PUBLISH).await;
        let first = app.get(REPORT).await;
        app.advance(TimeDelta::days(1));
        let (analyst, owner) = (app.sign_in_again(Role::Analyst).await, app.sign_in_again(Role::PolicyOwner).await);
        save(&app, &analyst, &[("words_nl", "Wij leerden ervan.")]).await;
        let sentence = "Say first, in Dutch and in English, what this edition changes: it corrects one that is published.";
        let page = app.get_as(&owner, DRAFT).await.body;
        assert!(page.contains(sentence) && !page.contains(APPROVE), "{page}");
        assert_eq!(app.post_as(&owner, APPROVE, &form(&page, &[])).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        app.advance(TimeDelta::minutes(1));
        save(&app, &analyst, &[("words_nl", "Wij leerden ervan."), ("changed_nl", "Een tikfout.")]).await;
        let page = app.get_as(&owner, DRAFT).await.body;
        assert!(page.contains(sentence) && !page.contains(APPROVE), "the English edition would not say it: {page}");
        assert_eq!(app.post_as(&owner, APPROVE, &form(&page, &[])).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        app.advance(TimeDelta::minutes(1));
        let changed = [("changed_nl", "Een tikfout."), ("changed_en", "A typing error.")];
        save(&app, &analyst, &[&[("words_nl", "Wij leerden ervan.")][..], &changed].concat()).await;
        leads_to(&approve_it(&app, &owner).await, "/reports/2025/public/draft?done=approved");
        decide(&app, &owner, PUBLISH).await;
        let second = app.get(REPORT).await;
        assert!(second.body.contains("Een tikfout."), "{}", second.body);
        let english = app.get(&format!("{REPORT}?lang=en")).await.body;
        // The block that machines read holds both languages.
        let read = english.split("<script").next().unwrap();
        assert!(read.contains("A typing error.") && !read.contains("Een tikfout."), "{english}");
        assert_eq!(app.get("/reports/2025/editions/1").await.bytes, first.bytes, "edition 1 is still what it was");
        assert_eq!(app.get("/reports/2025/editions/2").await.bytes, second.bytes);
        assert_eq!(app.get("/reports/2025/editions/3").await.status, StatusCode::NOT_FOUND);
    }

    async fn a_correction_begins_with_the_words_of_the_published_edition(app) {
        complaints(&app, 2025, 12).await;
        let (analyst, owner) = (app.sign_in_as(Role::Analyst).await, app.sign_in_as(Role::PolicyOwner).await);
        let (words, begun) = (">Wij leerden ervan.</textarea>", "The words of the published edition are filled in.");
        let page = app.get_as(&analyst, DRAFT).await.body;
        assert!(!page.contains(words) && !page.contains(begun), "{page}");
        save(&app, &analyst, &[("words_nl", "Wij leerden ervan.")]).await;
        approve_it(&app, &owner).await;
        decide(&app, &owner, PUBLISH).await;
        app.advance(TimeDelta::minutes(1));
        let page = app.get_as(&analyst, DRAFT).await.body;
        assert!(page.contains(words) && page.contains(begun), "{page}");
        save(&app, &analyst, &[("words_nl", "Wij leerden er veel van.")]).await;
        let page = app.get_as(&analyst, DRAFT).await.body;
        assert!(page.contains("er veel van.</textarea>") && !page.contains(words) && !page.contains(begun), "{page}");
    }

    async fn two_who_approve_at_once_make_one_edition(app) {
        complaints(&app, 2025, 12).await;
        two_persons(&app).await;
        app.add_user("second@example.org", Role::PolicyOwner).await;
        let draft = Draft {
            year: 2025,
            kind: DocumentKind::Public,
            words: InBoth::default(),
            changed: InBoth::default(),
            prepared_by: String::new(),
            prepared_at: app.app.now(),
        };
        save_draft(&app.app, &Actor::User(ANALYST.to_owned()), draft, None).await.unwrap();
        let seen = app.app.now();
        let [one, other] = [OWNER, "second@example.org"].map(|email| Actor::User(email.to_owned()));
        let (one, other) = tokio::join!(
            approve(&app.app, &one, 2025, DocumentKind::Public, seen),
            approve(&app.app, &other, 2025, DocumentKind::Public, seen),
        );
        assert_eq!([one.is_ok(), other.is_ok()].iter().filter(|is_done| **is_done).count(), 1);
        assert_eq!(app.integers("SELECT COUNT(*) FROM report_editions").await, [1]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM report_drafts").await, [0]);
    }

    async fn the_evaluation_is_for_those_who_may_see_figures(app) {
        complaints(&app, 2025, 12).await;
        two_persons(&app).await;
        publish_next(&app, DocumentKind::Internal, "").await;
        assert_eq!(app.get("/reports/2025/internal").await.header("location"), "/sign-in?next=%2Freports%2F2025%2Finternal");
        let handler = app.sign_in_as(Role::Handler).await;
        for path in ["/reports/2025/internal", "/reports", DRAFT, PREVIEW] {
            assert_eq!(app.get_as(&handler, path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        let analyst = app.sign_in_again(Role::Analyst).await;
        let page = app.get_as(&analyst, "/reports/2025/internal?lang=en").await;
        assert_eq!((page.status, page.header("cache-control")), (StatusCode::OK, "no-store"));
        assert!(page.body.contains("We learnt from it."), "{}", page.body);
        for path in [APPROVE, PUBLISH, REJECT] {
            assert_eq!(app.post_as(&analyst, path, "").await.status, StatusCode::FORBIDDEN, "{path}");
        }
        assert_eq!(app.get(REPORT).await.status, StatusCode::NOT_FOUND, "the two documents are apart");
        let api = app.api(Method::GET, "/api/v1/reports/2025", Body::empty()).await;
        assert_eq!(api.status, StatusCode::NOT_FOUND);
    }

    async fn the_scoreboard_leads_to_the_report_of_its_year(app) {
        complaints(&app, 2025, 12).await;
        two_persons(&app).await;
        let analyst = app.sign_in_again(Role::Analyst).await;
        let board = async |query: &str| app.get_as(&analyst, &format!("/kpis?{query}")).await.body;
        assert!(board("year=2025").await.contains("The complaint report on 2025 is due before 1 April 2026."));
        assert!(!board("year=2019").await.contains("The complaint report on"), "there was no complaint");
        publish_next(&app, DocumentKind::Public, "").await;
        let published = board("year=2025").await;
        assert!(published.contains("href=\"/reports/2025\"") && published.contains("Complaint report 2025, edition 1"), "{published}");
        app.clock.set("2027-04-01T09:00:00Z");
        complaints(&app, 2026, 1).await;
        let analyst = app.sign_in_again(Role::Analyst).await;
        let late = app.get_as(&analyst, "/kpis?year=2026").await.body;
        assert!(late.contains("The complaint report on 2026 is not published. It was due before 1 April 2027."), "{late}");
    }
}

//! The norm pages: two people, from "no norm yet" to an official verdict and the yearly evaluation.

use axum::http::StatusCode;
use naklank::domain::access::roles::Role;
use naklank::workflow::insight::import_responses::import_responses;

use crate::norms::adoption::steady_months;
use crate::support::{Answer, TestApp, on_both_engines};

const PROPOSAL: &str = "kpi=nps&value=-15&effective_from=2027-01-01&rationale=Two+years+of+experience.";

/// The path of the only open proposal.
async fn waiting(app: &TestApp, cookie: &str) -> String {
    let page = app.get_as(cookie, "/norms").await.body;
    let list = page.split("id=\"waiting\"").nth(1).expect("something waits");
    let start = list.find("/norms/").unwrap();
    list[start..].split('"').next().unwrap().to_owned()
}

async fn adopt(app: &TestApp, cookie: &str, norm: &str) -> Answer {
    app.post_as(cookie, &format!("{norm}/adopt"), "rationale=Discussed+in+the+board.").await
}

on_both_engines! {
    async fn while_there_is_no_norm_the_page_shows_the_road_and_judges_nothing(app) {
        steady_months(&app, 8).await;
        app.load_policy_values().await;
        let cookie = app.sign_in_as(Role::PolicyOwner).await;
        let page = app.get_as(&cookie, "/norms").await.body;
        for words in [
            "There is no norm for NPS yet", "missing; expected in July 2026", "87.5\u{a0}%", "no norm yet",
            "at most 1.3\u{a0}%", "4 of 7 steps have passed",
        ] {
            assert!(page.contains(words), "{words}: {page}");
        }
        assert!(!page.contains("Official verdicts"));
        assert!(!page.contains("<table>") && page.contains("<table role=\"table\" class=\"stacked\">"), "as lists on a telephone");
    }

    async fn the_level_says_its_months_and_that_the_first_page_has_the_same(app) {
        steady_months(&app, 14).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let page = app.get_as(&cookie, "/norms").await.body;
        assert!(page.contains("(1 March 2025 up to and including 28 February 2026) the NPS is 0.0, from 360 responses"), "{page}");
        assert!(page.contains("has the same NPS"), "{page}");
        let lawyers = "answered_at,score,complainant\n".to_owned() + &"2026-02-10,0,lawyer\n".repeat(9);
        import_responses(&app.app, lawyers.as_bytes(), None).await.unwrap();
        let page = app.get_as(&cookie, "/norms").await.body;
        assert!(page.contains("from 360 responses") && page.contains("can differ there"), "lawyers do not count: {page}");
    }

    async fn an_analyst_proposes_and_a_policy_owner_adopts(app) {
        steady_months(&app, 24).await;
        let analyst = app.sign_in_as(Role::Analyst).await;
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let bench = app.get_as(&analyst, "/norms/workbench?candidate=-15").await.body;
        for words in ["Provable", "13", "verdict would have changed 0 times", "False alarm", "as many as now", "norm \u{2212}15"] {
            assert!(bench.contains(words), "{words}");
        }
        let proposed = app.post_as(&analyst, "/norms", PROPOSAL).await;
        assert_eq!(proposed.status, StatusCode::SEE_OTHER, "{proposed:?}");
        let norm = waiting(&app, &owner).await;
        assert_eq!(adopt(&app, &analyst, &norm).await.status, StatusCode::FORBIDDEN, "an analyst adopts nothing");
        let page = app.get_as(&analyst, &norm).await.body;
        assert!(page.contains("This is your own proposal") && !page.contains("/adopt"));
        assert_eq!(adopt(&app, &owner, &norm).await.status, StatusCode::SEE_OTHER);
        let twice = adopt(&app, &owner, &norm).await;
        assert_eq!(twice.status, StatusCode::CONFLICT);
        assert!(twice.body.contains("already been decided on"), "{twice:?}");
        let page = app.get_as(&owner, "/norms").await.body;
        assert!(page.contains("The norm \u{2212}15 has been adopted. It takes effect on 1 January 2027."));
        assert!(page.contains("before 1 April 2028"), "when the first verdict comes");
        assert!(app.get_as(&owner, "/").await.body.contains("The norm \u{2212}15 has been adopted."));
        let json = app.get_as(&owner, &format!("{norm}/dossier")).await;
        assert_eq!(json.header("content-type"), "application/json");
    }

    async fn the_workbench_says_what_each_proposal_would_mean_without_statistics(app) {
        steady_months(&app, 24).await;
        let analyst = app.sign_in_as(Role::Analyst).await;
        let bench = app.get_as(&analyst, "/norms/workbench").await.body;
        let cards = bench.split("<div class=\"cards\">").nth(1).unwrap().split("id=\"other\"").next().unwrap();
        assert_eq!(cards.matches("<article").count(), 3);
        for words in [
            "before a year is called \u{201c}not met\u{201d}",
            "before a year is called \u{201c}met\u{201d}",
            "You want to improve by 5 points.",
            "can also be chance",
            "False alarm: if nothing changes",
            "Missed fall: if the NPS falls 10 points",
            "each time looking back a year: 13 met, 0 undecided, 0 not met, 13 together",
            "candidate=-15#propose",
        ] {
            assert!(cards.contains(words), "{words}: {cards}");
        }
        for jargon in ["DerSimonian", "interval that decides", "z)", "p-value"] {
            assert!(!cards.contains(jargon), "{jargon}: {cards}");
        }
        assert!(bench.split("id=\"appendix\"").nth(1).unwrap().contains("DerSimonian"), "the method is in the appendix");
        let asked = app.get_as(&analyst, "/norms/workbench?improvement=40").await.body;
        assert!(asked.contains("The norm lies the wanted 40 points above the present level."), "{asked}");
    }

    async fn the_dossier_is_a_document_to_decide_on_with_the_form_after_the_evidence(app) {
        steady_months(&app, 24).await;
        let analyst = app.sign_in_as(Role::Analyst).await;
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        app.post_as(&analyst, "/norms", PROPOSAL).await;
        let norm = waiting(&app, &owner).await;
        let page = app.get_as(&owner, &norm).await.body;
        let place = |part: &str| page.find(part).unwrap_or_else(|| panic!("{part}: {page}"));
        let order = ["picture", "meaning", "risks", "reasons", "decision", "appendix", "decide"];
        let places = order.map(|id| place(&format!("<h2 id=\"{id}\"")));
        assert!(places.is_sorted(), "{places:?}");
        assert!(place("class=\"unprinted\" aria-labelledby=\"decide\"") > place("Appendix: evidence and figures"));
        let body = &page[places[0]..places[5]];
        for words in [
            "before a year is called \u{201c}not met\u{201d}", "False alarm: if nothing changes", "Missed fall",
            "Two years of experience.", "No decision has been taken yet", "class=\"chart ", "There was enough experience",
        ] {
            assert!(body.contains(words), "{words}: {body}");
        }
        assert!(!body.contains("SHA-256") && !body.contains("DerSimonian"), "that is for the appendix");
        let style = app.get_as(&owner, &format!("{norm}/print.css")).await;
        assert_eq!((style.status, style.header("content-type")), (StatusCode::OK, "text/css; charset=utf-8"));
        let json = app.get_as(&owner, &format!("{norm}/dossier")).await.body;
        let hash = naklank::domain::norms::dossier::fingerprint(&json);
        assert!(style.body.contains(&hash) && style.body.contains("counter(pages)"), "{style:?}");
        assert!(page.contains(&format!("href=\"{norm}/print.css\"")) && page.contains(&hash));
        let other = app.get_as(&owner, "/norms/00000000-0000-7000-8000-000000000000/print.css").await;
        assert_eq!(other.status, StatusCode::NOT_FOUND);
    }

    async fn nobody_adopts_ones_own_and_what_was_typed_stays(app) {
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        app.post_as(&owner, "/norms", PROPOSAL).await;
        let norm = waiting(&app, &owner).await;
        let own = adopt(&app, &owner, &norm).await;
        assert_eq!(own.status, StatusCode::FORBIDDEN);
        assert!(own.body.contains("by another person") && own.body.contains("Discussed in the board."), "{own:?}");
        let analyst = app.sign_in_as(Role::Analyst).await;
        let foreign = app.post_as(&analyst, &format!("{norm}/withdraw"), "rationale=x").await;
        assert_eq!(foreign.status, StatusCode::FORBIDDEN, "only the proposer or a policy owner withdraws");
        let wrong = app.post_as(&owner, "/norms", "kpi=nps&value=250&rationale=Want+more&effective_from=2027-01-01").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("Want more") && wrong.body.contains("value=\"250\""), "{wrong:?}");
        let empty = app.post_as(&owner, "/norms", &format!("{PROPOSAL}&from=2010-01-01&to=2010-12-31")).await;
        assert!(empty.body.contains("there are no responses in these months"), "{empty:?}");
        let address = app.get_as(&owner, "/norms/workbench?candidate=NaN").await;
        assert_eq!(address.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(address.body.contains("has an invalid value, so you see the default view."), "as on the pages of figures");
        assert_eq!(app.get_as(&owner, "/norms/x").await.status, StatusCode::NOT_FOUND);
    }

    async fn another_kpi_gets_its_norm_in_per_cent(app) {
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let form = "kpi=complaint_rate&percent=0%2C8&effective_from=2027-01-01&rationale=Fewer+complaints.";
        let proposed = app.post_as(&owner, "/norms", form).await;
        assert_eq!(proposed.status, StatusCode::SEE_OTHER, "{proposed:?}");
        assert!(app.get_as(&owner, proposed.header("location")).await.body.contains("at most 0.8\u{a0}%"));
        let wrong = app.post_as(&owner, "/norms", "kpi=acknowledgement&percent=950&rationale=Typed").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("Typed") && wrong.body.contains("value=\"950\""));
    }

    async fn a_norm_in_force_is_drawn_with_the_interval_that_decides_and_judged_once_a_year(app) {
        steady_months(&app, 24).await;
        let analyst = app.sign_in_as(Role::Analyst).await;
        app.post_as(&analyst, "/norms", PROPOSAL).await;
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let norm = waiting(&app, &owner).await;
        adopt(&app, &owner, &norm).await;
        app.clock.set("2028-03-31T10:00:00Z");
        let year = "answered_at,score\n".to_owned() + &"2027-05-03,10\n2027-06-03,8\n2027-06-03,1\n".repeat(120);
        import_responses(&app.app, year.as_bytes(), None).await.unwrap();
        app.tick().await;
        let owner = app.sign_in_again(Role::PolicyOwner).await;
        let page = app.get_as(&owner, "/").await.body;
        assert!(page.contains("class=\"norm\"") && page.contains("90 % interval"), "{page}");
        assert!(page.contains("met (norm \u{2212}15)"), "the verdict stands in words, without its counts");
        let sentence = "Met. There were 360 answers. If the people who did not answer think the same, the NPS probably lies between";
        assert!(!page.contains(sentence));
        let other = app.get_as(&owner, "/?confidence=0.95").await.body;
        assert!(!other.contains("class=\"norm\"") && other.contains("Choose the 90 % interval"));
        assert!(!app.get_as(&owner, "/?team=Noord").await.body.contains("class=\"norm\""), "no norm for a part");
        let page = app.get_as(&owner, &norm).await.body;
        let drawn = page.split("class=\"chart verdicts\"").nth(1).expect("a picture of norm and interval");
        assert!(drawn.contains("<title>2027: met (norm \u{2212}15)</title>"), "{drawn}");
        assert!(page.contains(sentence) && page.contains("Since 1 January 2028 this norm is due to be evaluated"));
        let kept = app.post_as(&owner, &format!("{norm}/keep"), "rationale=It+holds.").await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{kept:?}");
        let page = app.get_as(&owner, &norm).await.body;
        assert!(page.contains("@example.org. It holds.") && !page.contains("is due to be evaluated"));
        let again = app.post_as(&owner, &format!("{norm}/keep"), "rationale=Again.").await;
        assert_eq!(again.status, StatusCode::CONFLICT);
        assert!(app.get_as(&owner, "/norms").await.body.contains("The norm has been \u{2212}15 since 1 January 2027."));
    }

    async fn policy_owners_hear_of_a_proposal_a_verdict_and_the_yearly_evaluation(app) {
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let analyst = app.sign_in_as(Role::Analyst).await;
        let proposed = app.post_as(&analyst, "/norms", PROPOSAL).await;
        assert_eq!(proposed.status, StatusCode::SEE_OTHER, "{proposed:?}");
        app.clock.run();
        assert_eq!(app.tick().await.staff_mails.sent, 1);
        let last = || {
            let raw = app.mails().pop().unwrap();
            let mail = mail_parser::MessageParser::default().parse(&raw.bytes).unwrap();
            let subject = mail.subject().unwrap().to_owned();
            (raw.envelope.to()[0].to_string(), subject, mail.body_text(0).unwrap().into_owned())
        };
        let (to, subject, text) = last();
        assert_eq!((to.as_str(), subject.as_str()), ("policy-owner@example.org", "Een norm wacht op uw besluit"));
        assert!(text.contains("analyst@example.org") && text.contains("https://nps.example.org/norms/"), "{text}");
        let norm = waiting(&app, &owner).await;
        adopt(&app, &owner, &norm).await;
        app.clock.set("2028-01-01T10:00:00Z");
        assert_eq!(app.tick().await.staff_mails.sent, 1, "a year has passed");
        assert_eq!(last().1, "NPS klachtbehandeling: de norm is toe aan evaluatie");
        assert_eq!(app.tick().await.staff_mails.sent, 0, "once");
        app.clock.set("2028-02-10T10:00:00Z");
        assert_eq!(app.tick().await.staff_mails.sent, 1, "the verdict on 2027");
        let (_, subject, text) = last();
        assert_eq!(subject, "NPS klachtbehandeling: het oordeel over 2027");
        assert!(text.contains("Te weinig antwoorden voor een oordeel."), "{text}");
        app.clock.set("2029-02-10T10:00:00Z");
        assert_eq!(app.tick().await.staff_mails.sent, 2, "the next year: a verdict and a reminder");
    }

    async fn a_form_that_is_sent_twice_proposes_once(app) {
        let analyst = app.sign_in_as(Role::Analyst).await;
        let (one, again) = (app.post_as(&analyst, "/norms", PROPOSAL).await, app.post_as(&analyst, "/norms", PROPOSAL).await);
        assert_eq!(one.header("location"), again.header("location"));
        assert_eq!(app.integers("SELECT COUNT(*) FROM norms WHERE kpi = 'nps'").await, [1]);
        let unclear = app.post_as(&analyst, "/norms", &format!("{PROPOSAL}&value=5")).await;
        assert_eq!(unclear.status, StatusCode::UNPROCESSABLE_ENTITY, "two values are none");
    }

    async fn a_mail_that_has_nothing_to_ask_any_more_is_not_sent(app) {
        app.sign_in_as(Role::PolicyOwner).await;
        let analyst = app.sign_in_as(Role::Analyst).await;
        let norm = app.post_as(&analyst, "/norms", PROPOSAL).await.header("location").split('?').next().unwrap().to_owned();
        let withdrawn = app.post_as(&analyst, &format!("{norm}/withdraw"), "rationale=A+mistake.").await;
        assert_eq!(withdrawn.status, StatusCode::SEE_OTHER, "{withdrawn:?}");
        assert_eq!(app.tick().await.staff_mails.sent, 0);
        assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails").await, [0]);
    }

    async fn only_the_norm_for_nps_is_evaluated_here(app) {
        app.load_policy_values().await;
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let page = app.get_as(&owner, "/norms").await.body;
        let norm = page.split('"').find(|part| part.starts_with("/norms/") && part.len() == 43).unwrap().to_owned();
        let kept = app.post_as(&owner, &format!("{norm}/keep"), "rationale=x").await;
        assert_eq!(kept.status, StatusCode::CONFLICT);
    }

    async fn a_proposal_whose_day_has_come_is_not_offered_for_adoption(app) {
        let analyst = app.sign_in_as(Role::Analyst).await;
        let norm = app.post_as(&analyst, "/norms", PROPOSAL).await.header("location").split('?').next().unwrap().to_owned();
        app.clock.set("2027-01-01T10:00:00Z");
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let page = app.get_as(&owner, &norm).await.body;
        assert!(page.contains("can no longer be adopted") && !page.contains("/adopt") && page.contains("/reject"));
    }

    async fn nobody_is_asked_to_decide_on_ones_own(app) {
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        app.post_as(&owner, "/norms", PROPOSAL).await;
        assert_eq!(app.tick().await.staff_mails.sent, 0);
    }

    async fn a_handler_sees_nothing_of_norms(app) {
        let handler = app.sign_in_as(Role::Handler).await;
        for page in ["/norms", "/norms/workbench"] {
            assert_eq!(app.get_as(&handler, page).await.status, StatusCode::FORBIDDEN, "{page}");
        }
        assert_eq!(app.post_as(&handler, "/norms", PROPOSAL).await.status, StatusCode::FORBIDDEN);
    }

    async fn small_months_are_not_told_by_workbench_or_dossier(app) {
        let mut file = "answered_at,score\n".to_owned();
        for (month, times) in [("2025-06", 20), ("2025-09", 3), ("2025-11", 30), ("2026-01", 30)] {
            file.push_str(&format!("{month}-10,9\n{month}-11,1\n").repeat(times / 2));
        }
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let proposed = app.post_as(&owner, "/norms", PROPOSAL).await;
        let norm = proposed.header("location").split('?').next().unwrap().to_owned();
        let dossier = app.get_as(&owner, &format!("{norm}/dossier")).await.json();
        let months = dossier["evidence"]["months"].as_array().unwrap();
        let september = months.iter().find(|month| month["from"] == "2025-09-01").unwrap();
        assert_eq!(september["scores"], serde_json::Value::Null);
        assert_eq!(dossier["evidence"]["findings"]["responses"], 80);
    }
}

//! An answer is changed only by the person who gave it.

use axum::http::StatusCode;
use chrono::TimeDelta;
use naklank::domain::access::roles::Role;

use crate::support::{Answer, TestApp, on_both_engines};

/// The value of a hidden field in a page.
fn hidden(page: &str, name: &str) -> Option<String> {
    let rest = page.split(&format!("name=\"{name}\" value=\"")).nth(1)?;
    Some(rest.split('"').next().unwrap().to_owned())
}

/// The code that only the page for changing an answer contains.
async fn revises(app: &TestApp, link: &str) -> String {
    hidden(&app.get(&format!("{link}?edit=1")).await.body, "revises").expect("the page may change the answer")
}

async fn change(app: &TestApp, link: &str, form: &str) -> Answer {
    let code = revises(app, link).await;
    app.post_form(link, &format!("{form}&revises={code}")).await
}

/// The scores 0, 4 and 9 that count, from the tallies after a tick.
async fn counted(app: &TestApp) -> Vec<u64> {
    app.tick().await;
    let sums = app
        .integers(
            "SELECT CAST(SUM(s0) AS BIGINT) FROM tally_totals WHERE basis = 'closed' AND aspect = '' UNION ALL \
        SELECT CAST(SUM(s4) AS BIGINT) FROM tally_totals WHERE basis = 'closed' AND aspect = '' UNION ALL \
        SELECT CAST(SUM(s9) AS BIGINT) FROM tally_totals WHERE basis = 'closed' AND aspect = ''",
        )
        .await;
    sums.into_iter().map(|sum| u64::try_from(sum).unwrap()).collect()
}

/// Submits a page's form as it is, like a program that presses the button of each page that it opens.
async fn press(app: &TestApp, link: &str, address: &str) {
    let page = app.get(address).await.body;
    let mut form = String::from("lang=nl");
    if let Some(checked) = page
        .split("name=\"score\" value=\"")
        .skip(1)
        .find(|rest| rest.split('>').next().unwrap().contains(" checked"))
    {
        form += &format!("&score={}", checked.split('"').next().unwrap());
    }
    if let Some(code) = hidden(&page, "revises") {
        form += &format!("&revises={code}");
    }
    if page.contains("id=\"survey\"") {
        app.post_form(link, &form).await;
    }
    if page.contains("name=\"reason\"") {
        app.post_form(&format!("{link}/reason"), "reason=&lang=nl").await;
    }
}

/// Acts like a mail scanner that opens each link of a mail and presses the buttons that it finds.
async fn scan(app: &TestApp, link: &str) {
    for score in 0..=10 {
        press(app, link, &format!("{link}?score={score}")).await;
        app.post_form(link, &format!("score={score}&lang=nl")).await;
    }
    press(app, link, link).await;
}

on_both_engines! {
    async fn an_answer_is_changed_by_its_own_page_and_the_earlier_one_is_kept(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=4&speed=2&comment=Traag&contact_me=on").await;
        assert_eq!(counted(&app).await, [0, 1, 0]);
        let page = app.get(&format!("{link}?edit=1")).await.body;
        for shown in ["Verander uw antwoord", "value=\"4\" id=\"score-4\" checked", "Traag", "name=\"speed\" value=\"2\" checked"] {
            assert!(page.contains(shown), "{shown}");
        }
        let answer = change(&app, &link, "score=9&empathy=5&comment=Toch+goed").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert_eq!(counted(&app).await, [0, 0, 1]);
        assert_eq!(app.integers("SELECT score FROM responses WHERE revision = 2 AND comment = 'Toch goed'").await, [9]);
        assert_eq!(app.integers("SELECT score FROM response_revisions WHERE ratings = 'speed=2' AND comment = 'Traag'").await, [4]);
        assert_eq!(app.integers("SELECT rating FROM ratings").await, [5]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM follow_ups").await, [0], "nobody asks for anything any more");
    }

    async fn a_change_stays_on_the_first_answers_day(app) {
        let link = app.invite("K-1").await;
        app.clock.set("2026-03-31T20:00:00Z");
        app.post_form(&link, "score=4").await;
        app.clock.set("2026-04-01T10:00:00Z");
        change(&app, &link, "score=9").await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM responses WHERE score = 9 AND CAST(answered_on AS TEXT) = '2026-03-31'").await, [1]);
        app.tick().await;
        let by_day = app.integers("SELECT s9 FROM tally_totals WHERE basis = 'answered' AND aspect = '' AND s9 > 0 AND CAST(day AS TEXT) = '2026-03-31'").await;
        assert_eq!(by_day, [1]);
    }

    async fn after_a_day_nothing_can_be_changed(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=4").await;
        let code = revises(&app, &link).await;
        app.advance(TimeDelta::hours(24));
        let late = app.post_form(&link, &format!("score=9&revises={code}")).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.body.contains("Veranderen kan niet meer") && late.body.contains("klachten@example.org"));
        let page = app.get(&format!("{link}?edit=1")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert_eq!(hidden(&page.body, "revises"), None);
        assert!(!app.get(&link).await.body.contains("?edit=1"));
        assert_eq!(counted(&app).await, [0, 1, 0]);
    }

    async fn nothing_can_be_changed_past_the_end_of_the_link(app) {
        let link = app.invite("K-1").await;
        app.advance(TimeDelta::days(30) - TimeDelta::hours(1));
        app.post_form(&link, "score=4").await;
        let code = revises(&app, &link).await;
        app.advance(TimeDelta::hours(1));
        assert_eq!(app.post_form(&link, &format!("score=9&revises={code}")).await.status, StatusCode::CONFLICT);
    }

    async fn once_staff_took_up_the_follow_up_nothing_can_be_changed(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=4").await;
        let code = revises(&app, &link).await;
        let cookie = app.sign_in_as(Role::Handler).await;
        let list = app.get_as(&cookie, "/follow-ups").await.body;
        let take_up = list.split("action=\"").find(|rest| rest.contains("/take-up\"")).unwrap().split('"').next().unwrap();
        assert_eq!(app.post_as(&cookie, take_up, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.post_form(&link, &format!("score=9&revises={code}")).await.status, StatusCode::CONFLICT);
    }

    async fn a_double_click_on_a_change_changes_once_and_a_guess_nothing(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=4").await;
        let code = revises(&app, &link).await;
        for _ in 0..2 {
            assert_eq!(app.post_form(&link, &format!("score=9&revises={code}")).await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(app.post_form(&link, "score=0&revises=1").await.status, StatusCode::SEE_OTHER);
        assert_eq!(counted(&app).await, [0, 0, 1]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM response_revisions").await, [1]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM attempts WHERE reason = 'stale'").await, [2]);
    }

    async fn twenty_changes_at_once_are_one_change(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=4").await;
        let code = revises(&app, &link).await;
        let app = std::sync::Arc::new(app);
        let mut changes = tokio::task::JoinSet::new();
        for _ in 0..20 {
            let (app, link, form) = (std::sync::Arc::clone(&app), link.clone(), format!("score=9&revises={code}"));
            changes.spawn(async move { app.post_form(&link, &form).await.status });
        }
        assert!(changes.join_all().await.iter().all(|status| *status == StatusCode::SEE_OTHER));
        assert_eq!(counted(&app).await, [0, 0, 1]);
    }

    async fn a_scanner_that_comes_after_the_person_changes_nothing(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=9&comment=Goed").await;
        app.advance(TimeDelta::minutes(2));
        scan(&app, &link).await;
        press(&app, &link, &format!("{link}?edit=1")).await;
        assert_eq!(counted(&app).await, [0, 0, 1]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM responses WHERE score = 9 AND held_at IS NULL").await, [1]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM attempts WHERE reason = 'later'").await, [11]);
    }

    async fn a_scanner_that_comes_before_the_person_counts_for_nothing_and_the_person_is_asked(app) {
        let link = app.invite("K-1").await;
        scan(&app, &link).await;
        assert_eq!(counted(&app).await, [0, 0, 0]);
        assert_eq!(app.nps("interval=total").await["groups"][0]["points"][0]["responses"], 0);
        assert_eq!(app.integers("SELECT COUNT(*) FROM follow_ups").await, [0]);
        press(&app, &link, &format!("{link}?edit=1")).await;
        assert_eq!(counted(&app).await, [0, 0, 0], "pressing the button of the question answers nothing");
        app.advance(TimeDelta::days(2));
        let notice = app.get(&format!("{link}?score=9")).await.body;
        assert!(notice.contains("Wat is uw eigen antwoord?") && notice.contains("?edit=1"), "{notice}");
        assert_eq!(hidden(&notice, "revises"), None, "the notice has no form");
        let page = app.get(&format!("{link}?edit=1")).await.body;
        assert!(!page.contains(" checked"), "no score is suggested");
        let code = hidden(&page, "revises").unwrap();
        assert_eq!(app.post_form(&link, &format!("score=4&revises={code}")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(counted(&app).await, [0, 1, 0]);
        assert!(app.get(&link).await.body.contains("Uw antwoord is verstuurd"));
        let cookie = app.sign_in_as(Role::PolicyOwner).await;
        let story = app.get_as(&cookie, "/complaints/K-1").await.body;
        assert!(story.contains("Not counted: a later answer did not count (11)"), "{story}");
    }

    async fn a_person_who_clicks_twice_with_two_scores_keeps_the_first(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=9").await;
        app.post_form(&link, "score=4").await;
        app.post_form(&link, "score=4").await;
        assert_eq!(counted(&app).await, [0, 0, 1]);
    }

    /// A password manager may fill in the honeypot field, which the person cannot see.
    async fn a_filled_trap_counts_once_the_person_sends_it_again(app) {
        let link = app.invite("K-1").await;
        let typed = "score=4&speed=2&comment=Traag&contact_me=on&lang=nl&website=https%3A%2F%2Fexample.com";
        let trapped = app.post_form(&link, typed).await;
        assert_eq!(trapped.status, StatusCode::UNPROCESSABLE_ENTITY);
        for kept in ["value=\"4\" id=\"score-4\" checked", "Traag", "name=\"speed\" value=\"2\" checked", "name=\"contact_me\" value=\"on\" checked"] {
            assert!(trapped.body.contains(kept), "{kept}");
        }
        assert!(trapped.body.contains("Druk nog een keer op de knop") && trapped.body.contains("href=\"#send\""));
        assert!(!trapped.body.contains("name=\"website\""), "what was filled in once would be filled in again");
        assert_eq!(app.survey_of("K-1").await["state"], "sent");
        assert_eq!(app.integers("SELECT score FROM attempts WHERE reason = 'trap'").await, [4]);
        let code = hidden(&trapped.body, "confirmed").unwrap();
        let mistaken = app.post_form(&link, &format!("comment=Traag&website=x&confirmed={code}")).await;
        assert_eq!(hidden(&mistaken.body, "confirmed").as_ref(), Some(&code), "kept over another mistake");
        assert_eq!(app.post_form(&link, &format!("{typed}&confirmed={code}")).await.status, StatusCode::SEE_OTHER);
        assert_eq!(counted(&app).await, [0, 1, 0]);
        assert_eq!(app.integers("SELECT score FROM responses WHERE comment = 'Traag' AND contact_me").await, [4]);
    }

    async fn a_filled_trap_is_confirmed_only_by_its_own_page(app) {
        let (link, other) = (app.invite("K-1").await, app.invite("K-2").await);
        let code = hidden(&app.post_form(&other, "score=0&website=x").await.body, "confirmed").unwrap();
        for confirmed in ["", "1", &code] {
            let again = app.post_form(&link, &format!("score=0&website=x&confirmed={confirmed}")).await;
            assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "{confirmed}");
        }
        assert_eq!(counted(&app).await, [0, 0, 0]);
        assert_eq!(app.post_form(&link, "score=9&website=").await.status, StatusCode::SEE_OTHER);
        assert_eq!(counted(&app).await, [0, 0, 1]);
    }

    async fn a_filled_trap_loses_no_change_of_an_answer(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=4").await;
        let code = revises(&app, &link).await;
        let trapped = app.post_form(&link, &format!("score=9&comment=Toch+goed&website=x&revises={code}")).await;
        assert!(trapped.status == StatusCode::UNPROCESSABLE_ENTITY && trapped.body.contains("Toch goed"));
        assert_eq!(hidden(&trapped.body, "revises").as_ref(), Some(&code));
        let confirmed = hidden(&trapped.body, "confirmed").unwrap();
        let again = app.post_form(&link, &format!("score=9&comment=Toch+goed&website=x&revises={code}&confirmed={confirmed}")).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
        assert_eq!(counted(&app).await, [0, 0, 1]);
        let guess = app.post_form(&link, "score=0&website=x&revises=1").await;
        assert_eq!((guess.status, hidden(&guess.body, "revises")), (StatusCode::SEE_OTHER, None), "no code to change with is given away");
    }

    /// The holder of a link may submit as often as they like.
    async fn what_comes_again_and_again_is_counted_and_not_kept(app) {
        let link = app.invite("K-1").await;
        for _ in 0..23 {
            app.post_form(&link, "score=0&website=x").await;
        }
        app.post_form(&link, "score=9").await;
        app.advance(TimeDelta::minutes(2));
        for score in 0..45 {
            app.post_form(&link, &format!("score={}&comment=Later", score % 11)).await;
        }
        let kept = "SELECT COUNT(*) FROM attempts WHERE reason = 'later' UNION ALL SELECT COUNT(*) FROM attempts WHERE reason = 'trap'";
        assert_eq!(app.integers(kept).await, [20, 20]);
        let cookie = app.sign_in_as(Role::PolicyOwner).await;
        let story = app.get_as(&cookie, "/complaints/K-1").await.body;
        assert!(story.contains("a later answer did not count (45)") && story.contains("(23)"), "{story}");
        assert_eq!(counted(&app).await, [0, 0, 1]);
    }

    async fn an_answer_is_changed_twenty_times_and_no_more(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=9").await;
        for turn in 0..20 {
            assert_eq!(change(&app, &link, &format!("score={}", turn % 2)).await.status, StatusCode::SEE_OTHER);
        }
        assert_eq!(hidden(&app.get(&format!("{link}?edit=1")).await.body, "revises"), None);
        assert_eq!(app.integers("SELECT COUNT(*) FROM response_revisions").await, [20]);
    }

    async fn who_gave_no_reason_is_asked_by_score_and_what_comes_later_is_added(app) {
        for (reference, score, question) in [("K-1", 3, "Wat hadden wij anders moeten doen?"), ("K-2", 8, "Wat had beter gekund?"), ("K-3", 10, "Wat ging goed?")] {
            let link = app.invite(reference).await;
            app.post_form(&link, &format!("score={score}")).await;
            assert!(app.get(&format!("{link}?done=1")).await.body.contains(question), "{question}");
            let added = app.post_form(&format!("{link}/reason"), "reason=Daarom&lang=nl").await;
            assert_eq!(added.status, StatusCode::SEE_OTHER);
            let thanks = app.get(added.header("location")).await.body;
            assert!(thanks.contains("Bedankt voor uw toelichting.") && !thanks.contains(question), "{thanks}");
            app.post_form(&format!("{link}/reason"), "reason=Iets+anders").await;
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM responses WHERE comment LIKE 'Daarom%Iets anders'").await, [3]);
        assert_eq!(app.post_form("/s/unknown/reason", "reason=x").await.status, StatusCode::NOT_FOUND);
    }

    async fn who_gave_a_reason_is_not_asked_again(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=3&comment=Traag").await;
        assert!(!app.get(&link).await.body.contains("name=\"reason\""));
    }

    async fn a_form_that_came_too_early_gives_away_no_code_to_change_with(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=9").await;
        for form in ["lang=nl&switch=en", "lang=nl", "score=11", "score=4&switch=en&revises=1"] {
            let answer = app.post_form(&link, form).await;
            assert_eq!(hidden(&answer.body, "revises"), None, "{form}");
        }
    }

    async fn a_change_of_what_was_changed_meanwhile_is_shown_again(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=4").await;
        let first = revises(&app, &link).await;
        app.post_form(&link, &format!("score=9&revises={first}")).await;
        let outdated = app.post_form(&link, &format!("score=2&comment=Op+de+telefoon&revises={first}")).await;
        assert_eq!(outdated.status, StatusCode::CONFLICT);
        assert!(outdated.body.contains("intussen al veranderd") && outdated.body.contains("Op de telefoon"));
        assert!(outdated.body.contains("value=\"2\" id=\"score-2\" checked"));
        let code = hidden(&outdated.body, "revises").unwrap();
        let again = app.post_form(&link, &format!("score=2&comment=Op+de+telefoon&revises={code}")).await;
        assert_eq!(again.status, StatusCode::SEE_OTHER);
        assert_eq!(app.integers("SELECT score FROM responses WHERE revision = 3").await, [2]);
    }

    async fn a_reason_that_cannot_be_kept_is_given_back(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=4").await;
        let code = revises(&app, &link).await;
        let long = "x".repeat(10_001);
        let refused = app.post_form(&format!("{link}/reason"), &format!("reason={long}&lang=nl")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(&long));
        app.advance(TimeDelta::hours(24));
        let late = app.post_form(&format!("{link}/reason"), "reason=Te+laat+gemeld&lang=nl").await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        assert!(late.body.contains("Te laat gemeld") && late.body.contains("klachten@example.org"));
        let change = app.post_form(&link, &format!("score=9&comment=Ook+te+laat&revises={code}")).await;
        assert!(change.status == StatusCode::CONFLICT && change.body.contains("Ook te laat"));
        assert_eq!(app.integers("SELECT COUNT(*) FROM responses WHERE comment IS NOT NULL").await, [0]);
    }

    async fn what_did_not_count_is_kept_whole(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=9").await;
        app.post_form(&link, "score=3&speed=2&comment=Traag&contact_me=on").await;
        assert_eq!(app.integers("SELECT score FROM attempts WHERE reason = 'later' AND ratings = 'speed=2' AND comment = 'Traag' AND contact_me").await, [3]);
    }

    async fn who_asked_to_be_contacted_is_contacted_whatever_a_program_pressed(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=9&contact_me=on").await;
        for score in [3, 4, 5] {
            app.post_form(&link, &format!("score={score}")).await;
        }
        assert_eq!(counted(&app).await, [0, 0, 0]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM follow_ups").await, [1]);
    }

    async fn another_language_keeps_what_was_typed_and_sends_nothing(app) {
        let link = app.invite("K-1").await;
        let switched = app.post_form(&link, "score=3&speed=2&comment=Traag&contact_me=on&lang=nl&switch=en").await;
        assert_eq!(switched.status, StatusCode::OK);
        assert!(switched.body.contains("<html lang=\"en\">"));
        for kept in ["value=\"3\" id=\"score-3\" checked", "Traag", "name=\"speed\" value=\"2\" checked", "name=\"contact_me\" value=\"on\" checked"] {
            assert!(switched.body.contains(kept), "{kept}");
        }
        assert_eq!(app.survey_of("K-1").await["state"], "sent");
        let empty = app.post_form(&link, "lang=nl&switch=en").await;
        assert!(empty.status == StatusCode::OK && !empty.body.contains("role=\"alert\""), "a switch is no mistake");
    }
}

//! What became of an answer, and the mail that tells it.

mod cancelled;
mod mail;

use axum::http::StatusCode;
use naklank::domain::access::roles::Role;
use serde_json::{Value, json};

use crate::support::{Backend, START, TestApp, on_both_engines};

const HEADING: &str = "Wat er na uw antwoord is gebeurd";
const DUTCH: &str = "Wij bellen u binnen een dag.";
const ENGLISH: &str = "We call you within a day.";

/// An identifier as the engine reads it.
fn id(app: &TestApp, number: u128) -> String {
    let id = uuid::Uuid::from_u128(number);
    match app.backend {
        Backend::Sqlite => format!("x'{}'", id.simple()),
        Backend::Postgres => format!("'{id}'::uuid"),
    }
}

async fn run(app: &TestApp, sql: String) {
    app.execute(sql.leak()).await;
}

/// Registers an improvement for everyone on Tuesday 24 March 2026, with these public sentences in Dutch and English, as SQL, and what it
/// names, as a kind and the SQL of the identifier.
async fn improve(app: &TestApp, number: u128, starts_on: &str, public: [&str; 2], names: &[(&str, &str)]) {
    improve_for(app, number, ["2026-03-24T08:00:00+00:00", starts_on, ""], public, names).await;
}

/// The same for whom it concerns, registered at a moment.
async fn improve_for(
    app: &TestApp,
    number: u128,
    [registered_at, starts_on, concerns]: [&str; 3],
    public: [&str; 2],
    names: &[(&str, &str)],
) {
    let (id, [dutch, english]) = (id(app, number), public);
    run(app, format!(
        "INSERT INTO improvements (id, title, reason, immediate_measure, owner_id, starts_on, settling_days, concerns, target, gap,
            public_nl, public_en, registered_at, registered_by, changed_at)
         VALUES ({id}, 'Bellen', 'Te traag', 'Bellen', (SELECT id FROM users ORDER BY email LIMIT 1), '{starts_on}', 0,
            '{concerns}', 'nps', 5.0, {dutch}, {english}, '{registered_at}', 'a@example.org', '{registered_at}')"
    )).await;
    for (kind, subject) in names {
        run(app, format!("INSERT INTO improvement_reasons (improvement_id, kind, subject_id) VALUES ({id}, '{kind}', {subject})")).await;
    }
}

const QUEUED: &str = "SELECT COUNT(*) FROM messages WHERE kind = 'news'";

const BOTH: [&str; 2] = ["'Wij bellen u binnen een dag.'", "'We call you within a day.'"];
const THEME: (&str, &str) = ("theme", "(SELECT id FROM themes WHERE name = 'Wachten')");

/// An answer given on Monday 23 March 2026 with the theme `Wachten`; the link.
async fn answer_about_waiting(app: &TestApp, reference: &str) -> String {
    answer_with(app, reference, json!({})).await
}

/// The same, with further fields of the complaint.
async fn answer_with(app: &TestApp, reference: &str, fields: Value) -> String {
    app.clock.set(START);
    let link = app.invite_with(reference, fields).await;
    app.post_form(&link, "score=8&comment=Lang+wachten").await;
    app.tick().await;
    link
}

/// An analyst makes the theme `Wachten`.
async fn make_theme(app: &TestApp) {
    let analyst = app.sign_in_as(Role::Analyst).await;
    let made = app.post_as(&analyst, "/themes", "name=Wachten&keywords=wachten").await;
    assert_eq!(made.status, StatusCode::SEE_OTHER, "{made:?}");
    app.tick().await;
}

async fn page(app: &TestApp, link: &str) -> String {
    let answer = app.get(link).await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    answer.body
}

async fn wishes(app: &TestApp) -> i64 {
    app.integers("SELECT COUNT(*) FROM news_wishes").await[0]
}

on_both_engines! {
    async fn where_nothing_happened_nothing_is_told_and_no_box_is_ticked(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=9").await;
        let thanks = page(&app, &link).await;
        assert!(!thanks.contains(HEADING), "{thanks}");
        assert!(thanks.contains("name=\"wants_news\" value=\"on\"") && !thanks.contains(" checked"), "{thanks}");
        assert_eq!(wishes(&app).await, 0);
    }

    async fn reading_and_discussing_are_told_with_their_days_and_only_of_the_own_answer(app) {
        let mut links = Vec::new();
        for reference in ["K-1", "K-2"] {
            app.clock.set(START);
            links.push(app.invite(reference).await);
            app.post_form(links.last().unwrap(), "score=2").await;
        }
        app.execute(
            "UPDATE follow_ups SET taken_up_at = '2026-03-24T10:00:00+00:00', taken_up_by = 'a@example.org' WHERE response_id =
                (SELECT responses.id FROM responses JOIN invitations ON invitations.id = responses.invitation_id
                 JOIN complaints ON complaints.id = invitations.complaint_id WHERE reference = 'K-1')",
        ).await;
        app.execute(
            "UPDATE complaints SET team_discussed_on = '2026-03-25', employee_discussed_on = '2026-03-22' WHERE reference = 'K-1'",
        ).await;
        app.clock.set("2026-03-24T15:00:00Z");
        let told = page(&app, &links[0]).await;
        assert!(told.contains(HEADING) && told.contains("Op 24 maart 2026 hebben wij uw antwoord gelezen."), "{told}");
        assert!(!told.contains("in het team"), "not before it happened: {told}");
        assert!(!told.contains("a@example.org"), "by whom is not said: {told}");
        app.clock.set("2026-03-25T15:00:00Z");
        let told = page(&app, &links[0]).await;
        let (read, discussed) = (told.find("gelezen.").unwrap(), told.find("Op 25 maart 2026 hebben wij uw klacht besproken in het team."));
        assert!(read < discussed.expect("it was discussed in the team"), "{told}");
        assert!(!told.contains("met de medewerker"), "that was before the answer: {told}");
        let english = page(&app, &format!("{}?lang=en", links[0])).await;
        assert!(english.contains("On 25 March 2026 we discussed your complaint in the team."), "{english}");
        let other = page(&app, &links[1]).await;
        assert!(!other.contains(HEADING), "another respondent's: {other}");
        app.execute("UPDATE complaints SET employee_discussed_on = '2026-03-23' WHERE reference = 'K-1'").await;
        let told = page(&app, &links[0]).await;
        assert!(told.contains("Op 23 maart 2026 hebben wij uw klacht besproken met de medewerker die uw klacht behandelde."), "{told}");
    }

    async fn an_answer_whose_theme_was_judged_was_read(app) {
        make_theme(&app).await;
        let link = answer_about_waiting(&app, "K-1").await;
        assert!(!page(&app, &link).await.contains(HEADING), "a rule that gives a theme reads nothing");
        let check = id(&app, 5);
        let seed = match app.backend {
            Backend::Sqlite => "x'07'",
            Backend::Postgres => "'\\x07'::bytea",
        };
        run(&app, format!(
            "INSERT INTO theme_checks (id, theme_id, keywords, seed, drawn_from, drawn_at, drawn_by)
             SELECT {check}, id, 'wachten', {seed}, 1, '2026-03-24T10:00:00+00:00', 'a@example.org' FROM themes"
        )).await;
        run(&app, format!(
            "INSERT INTO theme_check_hits (check_id, place, response_id, judgement, judged_at, judged_by)
             SELECT {check}, 1, id, 'right', '2026-03-24T11:00:00+00:00', 'a@example.org' FROM responses"
        )).await;
        app.clock.set("2026-03-25T15:00:00Z");
        assert!(page(&app, &link).await.contains("Op 24 maart 2026 hebben wij uw antwoord gelezen."));
    }

    async fn an_improvement_is_told_when_it_has_begun_to_whom_its_theme_is_about(app) {
        make_theme(&app).await;
        let link = answer_about_waiting(&app, "K-1").await;
        app.clock.set(START);
        let other = app.invite("K-2").await;
        app.post_form(&other, "score=8&comment=Prima").await;
        improve(&app, 1, "2026-03-25", BOTH, &[THEME]).await;
        app.clock.set("2026-03-24T15:00:00Z");
        assert!(!page(&app, &link).await.contains(DUTCH), "nothing is promised");
        app.clock.set("2026-03-25T15:00:00Z");
        let told = page(&app, &link).await;
        let begun = "Op 25 maart 2026 zijn wij begonnen met een verbetering over hetzelfde onderwerp als uw antwoord:";
        assert!(told.contains(HEADING) && told.contains(begun), "{told}");
        assert!(told.contains(&format!("<span lang=\"nl\" dir=\"auto\">{DUTCH}</span>")) && !told.contains(ENGLISH), "{told}");
        let english = page(&app, &format!("{link}?lang=en")).await;
        assert!(english.contains(ENGLISH) && !english.contains(DUTCH), "{english}");
        assert!(english.contains("we started an improvement on the same subject as your answer:"), "{english}");
        assert!(!page(&app, &other).await.contains(HEADING), "it names nothing of this answer");
        app.execute("UPDATE improvements SET public_en = NULL").await;
        let english = page(&app, &format!("{link}?lang=en")).await;
        assert!(english.contains(&format!("<span lang=\"nl\" dir=\"auto\">{DUTCH}</span>")), "the other language stands in: {english}");
        app.execute("UPDATE response_themes SET origin = 'refused'").await;
        assert!(!page(&app, &link).await.contains(HEADING), "the theme was taken off");
    }

    async fn nothing_is_told_of_an_improvement_that_is_not_public_or_withdrawn_or_began_before_the_answer(app) {
        make_theme(&app).await;
        let link = answer_about_waiting(&app, "K-1").await;
        improve(&app, 1, "2026-03-25", ["NULL", "NULL"], &[THEME]).await;
        improve(&app, 2, "2026-03-22", BOTH, &[THEME]).await;
        improve(&app, 3, "2026-03-25", BOTH, &[]).await;
        improve(&app, 4, "2026-03-25", BOTH, &[THEME]).await;
        let withdrawn = id(&app, 4);
        run(&app, format!("UPDATE improvements SET withdrawn_at = '2026-03-24T10:00:00+00:00', withdrawn_by = 'a@example.org' WHERE id = {withdrawn}")).await;
        app.clock.set("2026-03-27T15:00:00Z");
        assert!(!page(&app, &link).await.contains(HEADING));
        app.execute("UPDATE improvements SET withdrawn_at = NULL, withdrawn_by = NULL").await;
        assert!(page(&app, &link).await.contains(HEADING), "the others hid nothing");
    }

    async fn an_improvement_that_was_planned_before_the_answer_or_began_on_its_day_is_no_news(app) {
        make_theme(&app).await;
        let link = answer_about_waiting(&app, "K-1").await;
        app.post_form(&format!("{link}/news"), "wants_news=on").await;
        improve_for(&app, 1, ["2026-03-22T14:00:00+00:00", "2026-03-25", ""], BOTH, &[THEME]).await;
        improve_for(&app, 2, ["2026-03-23T21:00:00+00:00", "2026-03-23", ""], BOTH, &[THEME]).await;
        app.clock.set("2026-03-25T10:00:00Z");
        app.tick().await;
        assert!(!page(&app, &link).await.contains(HEADING));
        assert_eq!(app.integers(QUEUED).await, [0]);
        improve_for(&app, 3, ["2026-03-23T21:00:00+00:00", "2026-03-24", ""], ["'Wij schrijven korter.'", "NULL"], &[THEME]).await;
        app.tick().await;
        let told = page(&app, &link).await;
        assert!(told.contains("Wij schrijven korter.") && !told.contains(DUTCH), "{told}");
        assert_eq!(app.integers(QUEUED).await, [1]);
    }

    async fn an_improvement_is_told_only_to_those_whom_it_concerns_on_the_page_and_by_mail(app) {
        make_theme(&app).await;
        let north = answer_about_waiting(&app, "K-1").await;
        let south = answer_with(&app, "K-2", json!({"team": "Zuid"})).await;
        let other = answer_with(&app, "K-3", json!({"team": "Zuid", "product": "Schade"})).await;
        for link in [&north, &south, &other] {
            app.post_form(&format!("{link}/news"), "wants_news=on").await;
        }
        let concerns = ["2026-03-24T08:00:00+00:00", "2026-03-25", "team=West&team=Zuid&product=Verkeer"];
        improve_for(&app, 1, concerns, BOTH, &[THEME]).await;
        app.clock.set("2026-03-25T10:00:00Z");
        app.tick().await;
        let mut told = Vec::new();
        for link in [&north, &south, &other] {
            told.push(page(&app, link).await.contains(DUTCH));
        }
        assert_eq!(told, [false, true, false]);
        let of_south = "SELECT COUNT(*) FROM messages JOIN invitations ON invitations.id = messages.invitation_id
            JOIN complaints ON complaints.id = invitations.complaint_id WHERE kind = 'news' AND reference = 'K-2'";
        assert_eq!((app.integers(QUEUED).await, app.integers(of_south).await), (vec![1], vec![1]));
    }

    async fn nothing_is_told_behind_an_old_link_once_the_address_is_not_kept(app) {
        make_theme(&app).await;
        let link = answer_about_waiting(&app, "K-1").await;
        app.execute("UPDATE complaints SET team_discussed_on = '2026-03-24'").await;
        improve(&app, 1, "2026-03-25", BOTH, &[THEME]).await;
        app.clock.set("2026-03-25T15:00:00Z");
        let told = page(&app, &link).await;
        assert!(told.contains(DUTCH) && told.contains("in het team") && told.contains("wants_news"), "{told}");
        app.clock.set("2026-06-22T10:00:00Z");
        app.tick().await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM invitations WHERE recipient_address IS NOT NULL").await, [0]);
        let told = page(&app, &link).await;
        assert!(!told.contains(HEADING) && !told.contains("_news\""), "{told}");
    }

    async fn a_cause_is_known_by_every_name_that_counts_for_it(app) {
        app.add_user("owner@example.org", Role::PolicyOwner).await;
        let mut links = Vec::new();
        for (reference, causes) in [("K-1", json!(["toon", "wachttijd"])), ("K-2", json!(["wachttijden"])), ("K-3", json!(["toon"]))] {
            app.clock.set(START);
            links.push(app.invite_with(reference, json!({"causes": causes})).await);
            app.post_form(links.last().unwrap(), "score=8").await;
        }
        let [old, kept, third] = [1, 2, 3].map(|number| id(&app, number));
        let at = "'2026-03-20T14:00:00+00:00'";
        run(&app, format!("INSERT INTO causes (id, name, made_at, made_by) VALUES ({kept}, 'doorlooptijd', {at}, 'a@example.org')")).await;
        run(&app, format!("INSERT INTO causes (id, name, merged_into, made_at, made_by) VALUES ({old}, 'wachttijd', {kept}, {at}, 'a@example.org')")).await;
        run(&app, format!("INSERT INTO causes (id, name, made_at, made_by) VALUES ({third}, 'toon', {at}, 'a@example.org')")).await;
        for (name, cause) in [("wachttijd", &old), ("doorlooptijd", &kept), ("toon", &third)] {
            run(&app, format!("INSERT INTO cause_names (name, cause_id, since) VALUES ('{name}', {cause}, {at})")).await;
        }
        improve(&app, 10, "2026-03-25", BOTH, &[("cause", kept.as_str())]).await;
        app.clock.set("2026-03-26T15:00:00Z");
        let mut told = Vec::new();
        for link in &links {
            told.push(page(&app, link).await.contains(HEADING));
        }
        assert_eq!(told, [true, false, false], "the name was merged into the cause; a longer name is another");
        // An improvement whose target is a cause is about that cause.
        improve(&app, 11, "2026-03-25", ["'Wij oefenen gesprekken.'", "NULL"], &[]).await;
        let (improvement, cause) = (id(&app, 11), uuid::Uuid::from_u128(3));
        run(&app, format!("UPDATE improvements SET target = 'cause', target_name = '{cause}' WHERE id = {improvement}")).await;
        assert!(page(&app, &links[2]).await.contains("Wij oefenen gesprekken."));
        assert!(!page(&app, &links[1]).await.contains(HEADING));
    }

    async fn a_wish_takes_its_tick_and_is_taken_back_on_the_same_page(app) {
        let link = app.invite("K-1").await;
        let news = format!("{link}/news");
        assert_eq!(app.post_form(&news, "wants_news=on").await.status, StatusCode::OK, "the form: there is no answer yet");
        assert_eq!(wishes(&app).await, 0);
        app.post_form(&link, "score=9").await;
        for unticked in ["", "wants_news=", "lang=nl"] {
            let answer = app.post_form(&news, unticked).await;
            assert_eq!((answer.status, wishes(&app).await), (StatusCode::UNPROCESSABLE_ENTITY, 0), "{unticked}");
            assert_eq!(answer.body.matches("Zet eerst het vinkje").count(), 2, "on top and at the field: {answer:?}");
            assert!(answer.body.contains("href=\"#wants_news\""), "{answer:?}");
        }
        for _ in 0..2 {
            let answer = app.post_form(&news, "wants_news=on&lang=nl").await;
            let place = format!("{link}?chosen=1&lang=nl#news-wish");
            assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, place.as_str()));
            assert_eq!(wishes(&app).await, 1);
        }
        let asked = page(&app, &format!("{link}?chosen=1&lang=nl")).await;
        assert!(asked.contains("role=\"status\">Wij mailen u één keer") && asked.contains("name=\"no_news\""), "{asked}");
        assert!(!asked.contains("wants_news"), "{asked}");
        assert_eq!(app.post_form(&news, "").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(wishes(&app).await, 1, "a button without its tick takes nothing back");
        assert_eq!(app.post_form(&news, "no_news=on&lang=nl").await.status, StatusCode::SEE_OTHER);
        assert_eq!(wishes(&app).await, 0);
        assert!(page(&app, &format!("{link}?chosen=1")).await.contains("Wij sturen u hierover geen mail."));
        assert_eq!(app.post_form("/s/unknown/news", "wants_news=on").await.status, StatusCode::NOT_FOUND);
    }

    async fn no_wish_is_offered_to_an_address_that_is_never_mailed_or_is_not_kept(app) {
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=9").await;
        app.post_form(&link.replace("/s/", "/u/"), "").await;
        assert!(!page(&app, &link).await.contains("wants_news"));
        app.post_form(&format!("{link}/news"), "wants_news=on").await;
        assert_eq!(wishes(&app).await, 0);
        app.execute("DELETE FROM suppressions").await;
        assert!(page(&app, &link).await.contains("wants_news"));
        app.execute("UPDATE invitations SET recipient_address = NULL").await;
        assert!(!page(&app, &link).await.contains("wants_news"));
        app.post_form(&format!("{link}/news"), "wants_news=on").await;
        assert_eq!(wishes(&app).await, 0);
    }
}

//! Views are saved under a name, shared, opened by their link, and mailed once a month.

use axum::http::StatusCode;
use chrono::TimeDelta;
use mail_parser::MessageParser;
use naklank::domain::access::roles::Role;
use naklank::domain::sending::delivery::Cause;
use naklank::mail::message::RawMail;
use naklank::mail::send_error::SendError;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::users::disable_user;
use naklank::workflow::insight::import_responses::import_responses;
use naklank::workflow::sending::steer::{pause_sending, resume_sending};
use naklank::workflow::upkeep::tick::tick;
use tokio_util::sync::CancellationToken;

use crate::support::{Answer, TestApp, on_both_engines};

const ZUID: &str = "name=Team+Zuid&page=dashboard&query=team%3DZuid%2BWest%26product%3D";
/// One minute before seven in the morning in Amsterdam, on the first working day of April.
const BEFORE: &str = "2026-04-01T04:59:00Z";
const DUE: &str = "2026-04-01T05:00:00Z";

/// Fifteen months up to March 2026 with as many responses for a team, of an NPS of 40.
async fn months_of(app: &TestApp, team: &str, times: usize) {
    let mut file = "answered_at,score,team\n".to_owned();
    for month in 0..15 {
        let (year, number) = (2025 + month / 12, month % 12 + 1);
        for score in [10, 10, 10, 9, 9, 9, 7, 8, 3, 2].repeat(times) {
            file.push_str(&format!("{year}-{number:02}-03,{score},{team}\n"));
        }
    }
    import_responses(&app.app, file.as_bytes(), None).await.unwrap();
}

async fn save(app: &TestApp, cookie: &str, form: &str) -> Answer {
    app.post_as(cookie, "/views", form).await
}

async fn page(app: &TestApp, cookie: &str) -> String {
    let answer = app.get_as(cookie, "/views").await;
    assert_eq!(answer.status, StatusCode::OK, "{answer:?}");
    answer.body
}

/// The path of the only view on the list.
async fn view(app: &TestApp, cookie: &str) -> String {
    let page = page(app, cookie).await;
    let id = page.split("href=\"/views/").nth(1).and_then(|rest| rest.get(..36));
    format!("/views/{}", id.unwrap_or_else(|| panic!("no view: {page}")))
}

async fn saved(app: &TestApp, cookie: &str, form: &str) -> String {
    let answer = save(app, cookie, form).await;
    assert_eq!(
        (answer.status, answer.header("location")),
        (StatusCode::SEE_OTHER, "/views?done=saved"),
        "{answer:?}"
    );
    view(app, cookie).await
}

async fn press(app: &TestApp, cookie: &str, path: &str, wanted: &str) -> StatusCode {
    app.post_as(cookie, path, &format!("wanted={wanted}")).await.status
}

async fn disable_analyst(app: &TestApp) {
    disable_user(&app.app, &Actor::Operator, &"analyst@example.org".parse().unwrap()).await.unwrap();
}

fn parts(mail: &RawMail) -> (String, String) {
    let message = MessageParser::default().parse(&mail.bytes).unwrap();
    (message.body_text(0).unwrap().into_owned(), message.body_html(0).unwrap().into_owned())
}

on_both_engines! {
    async fn a_view_is_saved_under_a_name_and_opened_by_its_link(app) {
        months_of(&app, "Zuid West", 2).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let link = saved(&app, &cookie, ZUID).await;
        let shown = page(&app, &cookie).await;
        for part in ["Team Zuid", "team: Zuid West", "Moves on each month.", "Only for you", "No e-mail"] {
            assert!(shown.contains(part), "{part}: {shown}");
        }
        assert!(app.get_as(&cookie, "/views?done=saved").await.body.contains("The view is saved."));
        let opened = app.get_as(&cookie, &link).await;
        assert_eq!((opened.status, opened.header("location")), (StatusCode::SEE_OTHER, "/?team=Zuid+West"));
        assert_eq!(app.get_as(&cookie, "/?team=Zuid+West").await.status, StatusCode::OK);
        assert_eq!(app.acts_of("user analyst@example.org", "save view").await, 1);
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE subject LIKE '%Zuid%'").await, [0], "never its name");
    }

    async fn a_view_says_how_it_moves_on_and_what_it_shows_in_words(app) {
        months_of(&app, "Zuid West", 2).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let save_form = app.get_as(&cookie, "/?range=last-quarter").await.body;
        assert!(save_form.contains("So the view moves on each quarter."), "{save_form}");
        assert!(app.get_as(&cookie, "/why").await.body.contains("So the view moves on each quarter."));
        for (name, query) in [("Kwartaal", "range=last-quarter&interval=month&basis=answered"), ("Alles", "range=all")] {
            let query: String = form_urlencoded::byte_serialize(query.as_bytes()).collect();
            let form = format!("name={name}&page=dashboard&query={query}");
            assert_eq!(save(&app, &cookie, &form).await.status, StatusCode::SEE_OTHER);
        }
        let shown = page(&app, &cookie).await;
        for words in [
            "Period: last quarter", "By: month", "Count by: day of the answer", "Moves on each quarter.",
            "Period: all", "Always runs until today.",
        ] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
        assert!(!shown.contains("last-quarter"), "{shown}");
    }

    async fn a_refused_name_loses_nothing_that_was_typed(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        save(&app, &cookie, ZUID).await;
        let again = save(&app, &cookie, &format!("{ZUID}&shared=yes")).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
        let sentence = "You have a view with this name already. Choose another name.";
        assert_eq!(again.body.matches(sentence).count(), 2, "in the summary and at the field: {}", again.body);
        for kept in ["value=\"Team Zuid\"", "value=\"team=Zuid+West&amp;product=\"", "value=\"yes\" checked"] {
            assert!(again.body.contains(kept), "{kept}: {}", again.body);
        }
        let nameless = save(&app, &cookie, "name=+&page=dashboard&query=team%3DZuid").await;
        assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(nameless.body.matches("Give a name of 1 to 80 characters.").count(), 2, "{}", nameless.body);
        for wrong in ["page=dashboard&query=from%3Dnever", "page=cellar&query=", "page=compare&query=", ""] {
            let refused = save(&app, &cookie, &format!("name=Kelder&{wrong}")).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            assert!(refused.body.contains("This view cannot be saved."), "{wrong}: {}", refused.body);
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM saved_views").await, [1]);
    }

    async fn a_view_is_renamed_and_deleted_by_its_owner(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        let link = saved(&app, &cookie, ZUID).await;
        save(&app, &cookie, "name=Alles&page=dashboard&query=").await;
        assert!(app.get_as(&cookie, &format!("{link}/name")).await.status == StatusCode::OK);
        let one = page(&app, &cookie).await.split("href=\"/views/").nth(1).unwrap()[..36].to_owned();
        let rename = format!("/views/{one}/name");
        let taken = app.post_as(&cookie, &rename, "name=Team+Zuid").await;
        assert_eq!(taken.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(taken.body.contains("value=\"Team Zuid\""), "{}", taken.body);
        assert_eq!(app.post_as(&cookie, &rename, "name=").await.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(app.post_as(&cookie, &rename, "name=Het+geheel").await.header("location"), "/views?done=renamed");
        assert!(page(&app, &cookie).await.contains("Het geheel"));
        press(&app, &cookie, &format!("{link}/mail"), "yes").await;
        let asked = app.get_as(&cookie, &format!("{link}/delete")).await;
        assert!(asked.body.contains("Do you want to delete Team Zuid?"), "{}", asked.body);
        assert_eq!(app.post_as(&cookie, &format!("{link}/delete"), "").await.header("location"), "/views?done=deleted");
        assert_eq!(app.get_as(&cookie, &link).await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.integers("SELECT COUNT(*) FROM saved_view_subscribers").await, [0]);
        for (action, times) in [("rename view", 1), ("delete view", 1), ("subscribe to view", 1)] {
            assert_eq!(app.acts_of("user analyst@example.org", action).await, times, "{action}");
        }
    }

    async fn a_view_is_for_others_while_it_is_shared_and_its_owner_enabled(app) {
        months_of(&app, "Zuid West", 2).await;
        let owner = app.sign_in_as(Role::Analyst).await;
        let colleague = app.sign_in_as(Role::PolicyOwner).await;
        let link = saved(&app, &owner, ZUID).await;
        let status = async || app.get_as(&colleague, &link).await.status;
        assert_eq!(status().await, StatusCode::NOT_FOUND, "it is not shared");
        assert!(!page(&app, &colleague).await.contains("Team Zuid"));
        assert_eq!(press(&app, &owner, &format!("{link}/share"), "yes").await, StatusCode::SEE_OTHER);
        assert_eq!(status().await, StatusCode::SEE_OTHER);
        let shown = page(&app, &colleague).await;
        assert!(shown.contains("Team Zuid") && shown.contains("analyst@example.org"), "{shown}");
        assert!(!shown.contains("/share\"") && !shown.contains("/delete\""), "{shown}");
        for path in ["name", "delete", "share"] {
            let answer = app.post_as(&colleague, &format!("{link}/{path}"), "name=Mijn&wanted=no").await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(save(&app, &colleague, ZUID).await.status, StatusCode::SEE_OTHER, "a name is one of each owner");
        disable_analyst(&app).await;
        assert_eq!(status().await, StatusCode::NOT_FOUND);
        let handler = app.sign_in_as(Role::Handler).await;
        for answer in [app.get_as(&handler, "/views").await, save(&app, &handler, ZUID).await, app.get_as(&handler, &link).await] {
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
        }
    }

    async fn a_view_whose_team_is_gone_says_so(app) {
        months_of(&app, "Zuid West", 2).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let link = saved(&app, &cookie, ZUID).await;
        assert!(!page(&app, &cookie).await.contains("no longer occurs"));
        app.execute("UPDATE segments SET team = 'Midden' WHERE team = 'Zuid West'").await;
        assert!(page(&app, &cookie).await.contains("Team Zuid West no longer occurs."));
        let opened = app.get_as(&cookie, &link).await;
        assert_eq!(opened.status, StatusCode::OK);
        for part in ["There are no responses for this view.", "Team Zuid West no longer occurs.", "href=\"/?team=Zuid+West\""] {
            assert!(opened.body.contains(part), "{part}: {}", opened.body);
        }
    }

    async fn a_link_that_is_opened_signed_out_shows_the_view_after_signing_in(app) {
        months_of(&app, "Zuid West", 2).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let link = saved(&app, &cookie, ZUID).await;
        let sign_in = async |wanted: &str| {
            let sent_away = app.get(wanted).await;
            let to = sent_away.header("location").to_owned();
            let next = to.strip_prefix("/sign-in?next=").unwrap_or_else(|| panic!("{sent_away:?}")).to_owned();
            let form = format!("email=analyst%40example.org&password=een+lang+wachtwoord&next={next}");
            app.post_form("/sign-in", &form).await
        };
        let answer = sign_in(&link).await;
        assert_eq!(answer.header("location"), link);
        let session = answer.header("set-cookie").split(';').next().unwrap().to_owned();
        assert_eq!(app.get_as(&session, &link).await.header("location"), "/?team=Zuid+West");
        for address in ["/?team=Zuid+West&product=%28unknown%29", "/?team=Zuid%20West"] {
            assert_eq!(sign_in(address).await.header("location"), address);
        }
    }

    async fn the_figures_are_mailed_once_a_month_to_each_who_asked(app) {
        months_of(&app, "Zuid West", 2).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let link = saved(&app, &cookie, ZUID).await;
        app.tick().await;
        assert_eq!(press(&app, &cookie, &format!("{link}/mail"), "yes").await, StatusCode::SEE_OTHER);
        assert!(page(&app, &cookie).await.contains("You get an e-mail each month."));
        assert_eq!(app.tick().await.staff_mails.sent, 0, "not in the month in which it was asked for");
        app.clock.set(BEFORE);
        assert_eq!(app.tick().await.staff_mails.sent, 0);
        app.clock.set(DUE);
        let other = app.second_process().await;
        assert_eq!(app.tick().await.staff_mails.sent, 1);
        assert_eq!(tick(&other, &CancellationToken::new()).await.unwrap().staff_mails.sent, 0, "another process sends no second one");
        app.advance(TimeDelta::days(9));
        assert_eq!(app.tick().await.staff_mails.sent, 0);
        app.clock.set("2026-05-01T06:00:00Z");
        assert_eq!(app.tick().await.staff_mails.sent, 1, "the next month");
        let mails = app.mails();
        assert_eq!((mails.len(), mails[0].envelope.to()[0].to_string().as_str()), (2, "analyst@example.org"));
        let (text, html) = parts(&mails[0]);
        for part in ["“Team Zuid”", "De NPS was 40,0", "Maand", "maart 2026", &format!("https://nps.example.org{link}")] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(html.contains("<table") && html.contains("maart 2026") && html.contains("40,0"), "{html}");
        let again = app.post_form("/sign-in", "email=analyst%40example.org&password=een+lang+wachtwoord").await;
        let cookie = again.header("set-cookie").split(';').next().unwrap().to_owned();
        let stopped = app.post_as(&cookie, &format!("{link}/mail"), "wanted=no").await;
        assert_eq!(stopped.header("location"), "/views?done=not-mailed");
        app.clock.set("2026-06-02T06:00:00Z");
        assert_eq!(app.tick().await.staff_mails.sent, 0, "it was stopped");
    }

    async fn a_mail_hides_what_the_page_hides(app) {
        import_responses(&app.app, b"answered_at,score,team\n2026-03-03,1,Klein\n2026-03-04,10,Klein\n", None).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let link = saved(&app, &cookie, "name=Klein&page=dashboard&query=team%3DKlein").await;
        press(&app, &cookie, &format!("{link}/mail"), "yes").await;
        app.clock.set(DUE);
        assert_eq!(app.tick().await.staff_mails.sent, 1);
        let (text, html) = parts(&app.mails()[0]);
        assert!(text.contains("te weinig antwoorden") && !text.contains("De NPS was"), "{text}");
        assert!(!text.contains("0,0") && !html.contains("0,0"), "{text}");
    }

    async fn a_comparison_is_saved_and_not_mailed(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        let link = saved(&app, &cookie, "name=Twee&page=compare&query=a.team%3DNoord%26b.team%3DZuid").await;
        assert!(page(&app, &cookie).await.contains("A comparison is not mailed."));
        assert_eq!(press(&app, &cookie, &format!("{link}/mail"), "yes").await, StatusCode::BAD_REQUEST);
    }

    async fn the_disabled_those_without_the_right_and_those_it_is_kept_from_get_none(app) {
        months_of(&app, "Zuid West", 2).await;
        let owner = app.sign_in_as(Role::Analyst).await;
        let colleague = app.sign_in_as(Role::PolicyOwner).await;
        let link = saved(&app, &owner, &format!("{ZUID}&shared=yes")).await;
        for cookie in [&owner, &colleague] {
            press(&app, cookie, &format!("{link}/mail"), "yes").await;
        }
        app.execute("UPDATE users SET roles = 'admin' WHERE email = 'analyst@example.org'").await;
        app.clock.set(DUE);
        assert_eq!(app.tick().await.staff_mails.sent, 1, "to the colleague alone");
        app.execute("UPDATE users SET roles = 'analyst' WHERE email = 'analyst@example.org'").await;
        app.advance(TimeDelta::minutes(1));
        assert_eq!(app.tick().await.staff_mails.sent, 1, "the owner has the right again");
        disable_analyst(&app).await;
        app.clock.set("2026-05-01T06:00:00Z");
        assert_eq!(app.tick().await.staff_mails.sent, 0, "neither to the owner nor to those the view was shared with");
    }

    async fn a_mail_that_waits_is_dropped_when_its_view_is_shared_no_longer(app) {
        months_of(&app, "Zuid West", 2).await;
        let owner = app.sign_in_as(Role::Analyst).await;
        let colleague = app.sign_in_as(Role::PolicyOwner).await;
        let link = saved(&app, &owner, &format!("{ZUID}&shared=yes")).await;
        press(&app, &colleague, &format!("{link}/mail"), "yes").await;
        app.clock.set(DUE);
        app.outbox().fail_next(SendError::new(Cause::UnknownFate, "the line went dead"));
        assert_eq!(app.tick().await.staff_mails.sent, 0);
        app.execute("UPDATE saved_views SET is_shared = NOT is_shared").await;
        app.advance(TimeDelta::minutes(11));
        assert_eq!(app.tick().await.staff_mails.sent, 0);
        assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails").await, [0], "and is not kept");
    }

    async fn a_mail_of_a_month_that_is_over_is_dropped_for_that_of_the_next(app) {
        months_of(&app, "Zuid West", 2).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let link = saved(&app, &cookie, ZUID).await;
        press(&app, &cookie, &format!("{link}/mail"), "yes").await;
        pause_sending(&app.app, &Actor::Operator).await.unwrap();
        app.clock.set(DUE);
        app.tick().await;
        let queued = "SELECT COUNT(*) FROM staff_mails WHERE sent_at IS NULL";
        assert_eq!(app.integers(queued).await, [1]);
        app.clock.set("2026-04-30T22:00:00Z");
        app.tick().await;
        assert_eq!(app.integers(queued).await, [1], "in Amsterdam it is May, and not yet seven in the morning");
        resume_sending(&app.app, &Actor::Operator).await.unwrap();
        assert_eq!(app.tick().await.staff_mails.sent, 0, "that of April has nothing more to tell");
        assert_eq!(app.integers("SELECT COUNT(*) FROM staff_mails").await, [0]);
        app.clock.set("2026-05-01T05:00:00Z");
        assert_eq!(app.tick().await.staff_mails.sent, 1, "that of May");
        assert_eq!(app.mails().len(), 1);
    }

    async fn a_mail_that_was_held_up_goes_out_within_its_month(app) {
        months_of(&app, "Zuid West", 2).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let link = saved(&app, &cookie, ZUID).await;
        press(&app, &cookie, &format!("{link}/mail"), "yes").await;
        pause_sending(&app.app, &Actor::Operator).await.unwrap();
        app.clock.set(DUE);
        app.tick().await;
        resume_sending(&app.app, &Actor::Operator).await.unwrap();
        app.clock.set("2026-04-30T21:59:00Z");
        assert_eq!(app.tick().await.staff_mails.sent, 1, "a minute before May");
    }
}

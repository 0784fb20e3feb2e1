//! Causes are renamed, merged, retired and tied to themes; no complaint is lost or counted twice by it.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use chrono::TimeDelta;
use naklank::domain::access::roles::Role;
use naklank::domain::learning::causes::CauseRefusal;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::learning::causes::acts::{
    CauseError, Named, import_causes, merge_causes, rename_cause,
};
use naklank::workflow::learning::causes::{cause_book, offered_causes};
use serde_json::json;
use tempfile::TempDir;

use super::{RANGE, causes, counted, page, pairs, tell, twelve_complaints};
use crate::support::{Answer, TestApp, on_both_engines, process};

const ACTS: &str = "SELECT COUNT(*) FROM audit WHERE action LIKE 'causes %'";

/// Sends a form about a cause.
async fn send(app: &TestApp, cookie: &str, what: &str, fields: &[(&str, &str)]) -> Answer {
    let form = form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
    app.post_as(cookie, &format!("/causes/{what}"), &form).await
}

/// The same for one that is done: where it leads to.
async fn done(app: &TestApp, cookie: &str, what: &str, fields: &[(&str, &str)]) -> String {
    let answer = send(app, cookie, what, fields).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{what} {fields:?}: {}", answer.body);
    answer.header("location").to_owned()
}

async fn refused(app: &TestApp, cookie: &str, what: &str, fields: &[(&str, &str)]) -> String {
    refused_as(app, cookie, StatusCode::UNPROCESSABLE_ENTITY, what, fields).await
}

/// The same for one whose cause was changed meanwhile.
async fn stale(app: &TestApp, cookie: &str, what: &str, fields: &[(&str, &str)]) -> String {
    let body = refused_as(app, cookie, StatusCode::CONFLICT, what, fields).await;
    assert!(body.contains("Meanwhile, somebody renamed or merged a cause"), "{body}");
    body
}

async fn refused_as(
    app: &TestApp,
    cookie: &str,
    status: StatusCode,
    what: &str,
    fields: &[(&str, &str)],
) -> String {
    let answer = send(app, cookie, what, fields).await;
    assert_eq!(answer.status, status, "{what} {fields:?}: {}", answer.body);
    assert!(answer.body.contains("class=\"errors\" role=\"alert\""), "{}", answer.body);
    answer.body
}

on_both_engines! {
    async fn a_renamed_cause_goes_on_counting_its_old_name(app) {
        twelve_complaints(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let fields = [("name", "duur"), ("to", " Lange duur "), ("view", "team=Noord")];
        assert_eq!(done(&app, &cookie, "rename", &fields).await, "/causes/one?name=Lange+duur&team=Noord&done=1");
        tell(&app, &[(1, "2026-03-06", "Noord", &["duur"])]).await;
        assert_eq!(counted(&app).await, pairs(&[("Lange duur", 9), ("toon", 5)]));
        let old = page(&app, &cookie, &format!("/causes/one?name=duur&{RANGE}")).await;
        assert!(old.contains("“duur” now counts for “Lange duur”.") && old.contains("9 of the 13 complaints"), "{old}");
        assert!(old.contains(">duur</th>") && old.contains("20 March 2026"), "what it was called: {old}");
        let complaint = "/api/v1/complaints/K-1-2026-02-10-Noord-0-0";
        let complaint = app.api(Method::GET, complaint, Body::empty()).await.json();
        assert_eq!(complaint["causes"], json!(["duur"]), "the complaint keeps what it was told");
        assert_eq!(app.acts_of("user analyst@example.org", "causes rename").await, 1);
        done(&app, &cookie, "rename", &[("name", "Lange duur"), ("to", "Lange duur")]).await;
        assert_eq!(app.integers(ACTS).await, [1], "the same again changes nothing");
        app.advance(TimeDelta::days(3));
        let cookie = app.sign_in_again(Role::Analyst).await;
        done(&app, &cookie, "rename", &[("name", "Lange duur"), ("to", "duur")]).await;
        assert_eq!(counted(&app).await, pairs(&[("duur", 9), ("toon", 5)]), "an earlier name may come back");
        let again = page(&app, &cookie, &format!("/causes/one?name=duur&{RANGE}")).await;
        let names = again.split("id=\"names\"").nth(1).unwrap().split("</section>").next().unwrap();
        assert_eq!((names.matches(">duur</th>").count(), names.matches(">Lange duur</th>").count()), (2, 1), "{names}");
        assert_eq!((names.matches("20 March 2026").count(), names.matches("23 March 2026").count()), (3, 2), "{names}");
    }

    async fn a_form_that_is_out_of_date_changes_no_other_cause(app) {
        twelve_complaints(&app).await;
        tell(&app, &[(4, "2026-03-06", "Zuid", &["brief"])]).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        app.post_as(&cookie, "/themes", "name=Post&keywords=").await;
        let theme = page(&app, &cookie, "/causes/one?name=duur").await;
        let theme = theme.split("name=\"theme\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        done(&app, &cookie, "merge", &[("name", "duur"), ("into", "toon")]).await;
        // These pages were opened before.
        let body = stale(&app, &cookie, "rename", &[("name", "duur"), ("to", "Lange duur")]).await;
        assert!(body.contains("value=\"Lange duur\"") && body.contains("href=\"#new-name\""), "{body}");
        assert!(body.contains("name=\"name\" value=\"toon\""), "sent again, it is meant for this one: {body}");
        stale(&app, &cookie, "merge", &[("name", "duur"), ("into", "brief")]).await;
        stale(&app, &cookie, "merge", &[("name", "brief"), ("into", "duur")]).await;
        stale(&app, &cookie, "retire", &[("name", "duur")]).await;
        stale(&app, &cookie, "restore", &[("name", "duur")]).await;
        let body = stale(&app, &cookie, "themes", &[("name", "duur"), ("theme", theme)]).await;
        assert_eq!((body.matches(" checked").count(), body.contains("href=\"#themes\"")), (1, true), "{body}");
        assert_eq!(app.integers("SELECT COUNT(*) FROM cause_themes").await, [0]);
        assert_eq!(app.integers(ACTS).await, [1], "the merge alone");
        assert_eq!(counted(&app).await, pairs(&[("toon", 11), ("brief", 4)]));
        done(&app, &cookie, "rename", &[("name", "toon"), ("to", "Lange duur")]).await;
    }

    async fn days_that_a_refused_form_shows_are_noted_too(app) {
        twelve_complaints(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let days = "from=2026-03-02&to=2026-03-04";
        let body = refused(&app, &cookie, "rename", &[("name", "duur"), ("to", ""), ("view", days)]).await;
        assert!(body.contains("2 of the 5 complaints received have this cause"), "{body}");
        assert_eq!(app.acts_of("user analyst@example.org", "dashboard by day").await, 1);
        refused(&app, &cookie, "rename", &[("name", "duur"), ("to", ""), ("view", "team=Noord")]).await;
        assert_eq!(app.acts_of("user analyst@example.org", "dashboard by day").await, 1, "whole months are not");
    }

    async fn a_name_that_cannot_be_is_refused_and_kept_in_its_field(app) {
        twelve_complaints(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let taken = refused(&app, &cookie, "rename", &[("name", "duur"), ("to", "toon")]).await;
        assert!(taken.contains("merge this cause into that one") && taken.contains("value=\"toon\""), "{taken}");
        assert!(taken.contains("href=\"#new-name\"") && taken.contains("id=\"new-name-error\""), "{taken}");
        assert_eq!(taken.matches("id=\"to\"").count(), 1, "the last day of the view: {taken}");
        let long = "x".repeat(201);
        for wrong in ["", "  ", "a\nb", "a|b", "a\u{0}b", long.as_str()] {
            let body = refused(&app, &cookie, "rename", &[("name", "duur"), ("to", wrong)]).await;
            assert!(body.contains("Fill in a name of 1 to 200 characters"), "{wrong:?}");
        }
        for name in ["onbekend", "", "a\nb"] {
            let answer = send(&app, &cookie, "rename", &[("name", name), ("to", "x")]).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{name:?}");
        }
        assert_eq!(app.integers(ACTS).await, [0]);
        let (tag, longest) = ("<script>alert(1)</script>", "é".repeat(200));
        done(&app, &cookie, "rename", &[("name", "duur"), ("to", tag)]).await;
        done(&app, &cookie, "rename", &[("name", "toon"), ("to", &longest)]).await;
        for path in [format!("/causes?{RANGE}"), format!("/causes/one?name=duur&{RANGE}")] {
            let shown = page(&app, &cookie, &path).await;
            assert!(shown.contains("&lt;script&gt;alert(1)") && !shown.contains("<script>alert"), "{shown}");
            assert!(shown.contains(&longest), "{shown}");
        }
    }

    async fn merged_causes_count_as_one_also_by_way_of_others(app) {
        twelve_complaints(&app).await;
        tell(&app, &[(4, "2026-03-06", "Zuid", &["brief"])]).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        assert_eq!(done(&app, &cookie, "merge", &[("name", "duur"), ("into", "toon")]).await, "/causes/one?name=toon&done=1");
        assert_eq!(counted(&app).await, pairs(&[("toon", 11), ("brief", 4)]), "with both causes it counts once");
        assert_eq!(causes(&app, RANGE).await["causes"][0]["main"], 11);
        let body = refused(&app, &cookie, "merge", &[("name", "brief"), ("into", "brief")]).await;
        assert!(body.contains("A cause cannot be merged into itself"), "{body}");
        for into in ["", "onbekend"] {
            let body = refused(&app, &cookie, "merge", &[("name", "brief"), ("into", into)]).await;
            assert!(body.contains("Choose a cause from the list") && body.contains("href=\"#into\""), "{body}");
        }
        done(&app, &cookie, "merge", &[("name", "toon"), ("into", "brief")]).await;
        assert_eq!(counted(&app).await, pairs(&[("brief", 15)]));
        let told = causes(&app, RANGE).await;
        assert_eq!((&told["complaints"], &told["not_told"]), (&json!(16), &json!(1)), "as before");
        let one = page(&app, &cookie, &format!("/causes/one?name=duur&{RANGE}")).await;
        assert!([">duur</th>", ">toon</th>", ">brief</th>"].iter().all(|name| one.contains(name)), "{one}");
        done(&app, &cookie, "rename", &[("name", "brief"), ("to", "duur")]).await;
        assert_eq!(counted(&app).await, pairs(&[("duur", 15)]), "a merged name may become the name of all");
        assert_eq!(app.integers(ACTS).await, [3]);
    }

    async fn before_a_merge_a_page_says_what_it_does_and_changes_nothing(app) {
        twelve_complaints(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        done(&app, &cookie, "rename", &[("name", "duur"), ("to", "Lange duur")]).await;
        let one = page(&app, &cookie, "/causes/one?name=Lange+duur").await;
        assert!(one.contains("method=\"get\" action=\"/causes/merge\""), "{one}");
        let asked = page(&app, &cookie, "/causes/merge?name=Lange+duur&into=toon&view=team%3DNoord").await;
        for words in [
            "Merge “Lange duur” into “toon”?",
            "Complaints with the cause “Lange duur” count for “toon”",
            "these earlier names: duur.",
            "You cannot undo this.",
            "method=\"post\" action=\"/causes/merge\"",
            "name=\"view\" value=\"team=Noord\"",
            "href=\"/causes/one?name=Lange+duur&amp;team=Noord\"",
        ] {
            assert!(asked.contains(words), "{words}: {asked}");
        }
        for (into, status) in [("", 422), ("onbekend", 422), ("Lange+duur", 422), ("duur", 409)] {
            let answer = app.get_as(&cookie, &format!("/causes/merge?name=Lange+duur&into={into}")).await;
            assert_eq!(answer.status.as_u16(), status, "{into}: {}", answer.body);
            assert!(answer.body.contains("href=\"#into\""), "{into}: {}", answer.body);
        }
        assert_eq!(app.get_as(&cookie, "/causes/merge?name=onbekend&into=toon").await.status, StatusCode::NOT_FOUND);
        assert_eq!(counted(&app).await, pairs(&[("Lange duur", 8), ("toon", 5)]), "nothing is merged yet");
        assert_eq!(app.integers(ACTS).await, [1], "the name alone");
        done(&app, &cookie, "merge", &[("name", "Lange duur"), ("into", "toon")]).await;
        assert_eq!(counted(&app).await, pairs(&[("toon", 11)]));
        let handler = app.sign_in_as(Role::Handler).await;
        let refused = app.get_as(&handler, "/causes/merge?name=toon&into=duur").await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
    }

    async fn after_a_merge_each_name_stands_with_the_cause_that_had_it(app) {
        twelve_complaints(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        done(&app, &cookie, "rename", &[("name", "duur"), ("to", "Lange duur")]).await;
        let names = async |cookie: &str, name: &str| {
            let one = page(&app, cookie, &format!("/causes/one?name={name}")).await;
            one.split("id=\"names\"").nth(1).unwrap().split("</section>").next().unwrap().to_owned()
        };
        assert!(!names(&cookie, "Lange+duur").await.contains("Of which cause"), "they are all of one cause");
        app.advance(TimeDelta::days(3));
        let cookie = app.sign_in_again(Role::Analyst).await;
        done(&app, &cookie, "merge", &[("name", "Lange duur"), ("into", "toon")]).await;
        let names = names(&cookie, "toon").await;
        assert!(names.contains("Of which cause"), "{names}");
        assert_eq!(names.matches("Lange duur, merged on 23 March 2026").count(), 2, "both of its names: {names}");
        assert_eq!(names.matches(">this cause</td>").count(), 1, "{names}");
    }

    async fn two_who_merge_each_way_at_once_leave_one_cause(app) {
        twelve_complaints(&app).await;
        let (other, operator) = (app.second_process().await, Actor::Operator);
        let (there, back) = tokio::join!(
            merge_causes(&app.app, &operator, Named::ByAny("duur"), Named::ByAny("toon")),
            merge_causes(&other, &operator, Named::ByAny("toon"), Named::ByAny("duur")),
        );
        let outcomes = [there, back];
        assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1, "{outcomes:?}");
        let itself = |outcome: &Result<_, CauseError>| {
            matches!(outcome, Err(CauseError::Refused(CauseRefusal::Itself)))
        };
        assert!(outcomes.iter().any(itself), "{outcomes:?}");
        assert_eq!(counted(&app).await.len(), 1);
        let (first, second) = tokio::join!(
            rename_cause(&app.app, &operator, Named::ByAny("duur"), "a"),
            rename_cause(&other, &operator, Named::ByAny("toon"), "b"),
        );
        assert!(first.is_ok() && second.is_ok());
        let book = cause_book(&app.app).await.unwrap();
        assert_eq!(book.present().count(), 1);
        assert!(["duur", "toon", "a", "b"].iter().all(|name| ["a", "b"].contains(&book.canonical(name))));
    }

    async fn a_retired_cause_counts_and_is_offered_no_more(app) {
        twelve_complaints(&app).await;
        tell(&app, &[(1, "2024-05-06", "Noord", &["oud"])]).await;
        assert_eq!(offered_causes(&app.app).await.unwrap(), ["duur", "toon"], "of the last twelve months");
        let cookie = app.sign_in_as(Role::Analyst).await;
        done(&app, &cookie, "retire", &[("name", "duur")]).await;
        assert_eq!(offered_causes(&app.app).await.unwrap(), ["toon"]);
        assert_eq!(counted(&app).await[0], ("duur".to_owned(), 8));
        let shown = page(&app, &cookie, &format!("/causes?{RANGE}")).await;
        assert!(shown.contains("(not offered any more)"), "{shown}");
        assert!(page(&app, &cookie, "/causes/one?name=duur").await.contains("/causes/restore"));
        done(&app, &cookie, "retire", &[("name", "duur")]).await;
        assert_eq!(app.integers(ACTS).await, [1], "once");
        done(&app, &cookie, "restore", &[("name", "duur")]).await;
        done(&app, &cookie, "restore", &[("name", "toon")]).await;
        assert_eq!(app.integers(ACTS).await, [2], "toon is offered anyway");
        assert_eq!(offered_causes(&app.app).await.unwrap(), ["duur", "toon"]);
        import_causes(&app.app, &Actor::Operator, &["brief".to_owned(), "duur".to_owned()]).await.unwrap();
        assert_eq!(offered_causes(&app.app).await.unwrap(), ["brief", "duur", "toon"], "before a complaint has it");
        for what in ["retire", "restore", "themes"] {
            assert_eq!(send(&app, &cookie, what, &[("name", "onbekend")]).await.status, StatusCode::NOT_FOUND);
        }
        assert!(page(&app, &cookie, &format!("/causes?{RANGE}")).await.contains(">brief</a>"), "among the others");
    }

    async fn themes_are_tied_to_a_cause_and_go_along_with_it(app) {
        const TIED: &str = "SELECT COUNT(*) FROM cause_themes";
        twelve_complaints(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        for name in ["Wachttijd", "Post"] {
            app.post_as(&cookie, "/themes", &format!("name={name}&keywords=")).await;
        }
        let one = page(&app, &cookie, "/causes/one?name=duur").await;
        let ids: Vec<&str> = one
            .split("name=\"theme\" value=\"")
            .skip(1)
            .map(|rest| rest.split('"').next().unwrap())
            .collect();
        assert_eq!(ids.len(), 2, "{one}");
        done(&app, &cookie, "themes", &[("name", "duur"), ("theme", ids[0]), ("theme", ids[1])]).await;
        assert_eq!(page(&app, &cookie, "/causes/one?name=duur").await.matches(" checked").count(), 2);
        done(&app, &cookie, "themes", &[("name", "duur"), ("theme", ids[0])]).await;
        done(&app, &cookie, "themes", &[("name", "duur"), ("theme", ids[0])]).await;
        assert_eq!(app.acts_of("user analyst@example.org", "causes theme").await, 3, "two tied, one untied");
        done(&app, &cookie, "merge", &[("name", "duur"), ("into", "toon")]).await;
        let toon = page(&app, &cookie, "/causes/one?name=toon").await;
        assert_eq!((toon.matches(" checked").count(), app.integers(TIED).await), (1, vec![1]));
        let gone = format!("/themes/{}/remove", ids[0]);
        assert_eq!(app.post_as(&cookie, &gone, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.integers(TIED).await, [0], "a theme that is gone is tied to nothing");
        assert_eq!(send(&app, &cookie, "themes", &[("name", "toon"), ("theme", "x")]).await.status, StatusCode::BAD_REQUEST);
    }

    async fn the_command_line_does_what_the_page_does(app) {
        twelve_complaints(&app).await;
        let folder = TempDir::new().unwrap();
        let run = |arguments: &[&str]| {
            let all: Vec<&str> = ["causes"].into_iter().chain(arguments.iter().copied()).collect();
            process::start(&app, folder.path(), "smtp://127.0.0.1:2525?tls=none", &all).wait().unwrap().code()
        };
        assert_eq!(run(&["rename", "duur", "Lange duur"]), Some(0));
        assert_eq!(run(&["rename", "duur", "toon"]), Some(1), "taken");
        assert_eq!(run(&["merge", "toon", "duur"]), Some(0));
        assert_eq!(run(&["merge", "toon", "Lange duur"]), Some(1), "into itself");
        assert_eq!(counted(&app).await, pairs(&[("Lange duur", 11)]));
        assert_eq!((run(&["retire", "toon"]), run(&["retire", "onbekend"])), (Some(0), Some(1)));
        assert!(cause_book(&app.app).await.unwrap().is_retired("Lange duur"));
        assert_eq!(run(&["restore", "duur"]), Some(0));
        std::fs::write(folder.path().join("bad.csv"), "cause\nBrief\na|b\n").unwrap();
        std::fs::write(folder.path().join("good.csv"), "cause\nBrief\nToon\n").unwrap();
        assert_eq!(run(&["import", "bad.csv"]), Some(1));
        assert_eq!(offered_causes(&app.app).await.unwrap(), ["Lange duur"], "all or none");
        assert_eq!(run(&["import", "good.csv"]), Some(0));
        assert_eq!(offered_causes(&app.app).await.unwrap(), ["Brief", "Lange duur", "Toon"]);
        assert_eq!(run(&["list", "--from", "2026-01-01", "--to", "2026-03-31"]), Some(0));
        assert_eq!(run(&["list", "--from", "2026-03-01", "--to", "2026-01-01"]), Some(2));
    }

    async fn who_may_not_see_figures_changes_no_cause(app) {
        twelve_complaints(&app).await;
        let handler = app.sign_in_as(Role::Handler).await;
        for what in ["rename", "merge", "retire", "restore", "themes"] {
            let answer = send(&app, &handler, what, &[("name", "duur"), ("to", "x"), ("into", "toon")]).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN, "{what}");
        }
        let user = Actor::User("handler@example.org".to_owned());
        let refused = rename_cause(&app.app, &user, Named::ByAny("duur"), "x").await;
        assert!(matches!(refused, Err(CauseError::Act(_))), "{refused:?}");
        assert_eq!(counted(&app).await[0].0, "duur");
    }
}

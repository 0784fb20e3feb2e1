//! Verbatim comments: read, searched, given themes by hand and by rule, and never shown for too small a group.

use axum::http::StatusCode;
use naklank::domain::access::roles::Role;
use naklank::workflow::insight::import_responses::import_responses;

use crate::support::{TestApp, on_both_engines};

/// Ten answers of team Noord about waiting, six of Zuid about letters, three of Oost; today is 20 March 2026.
async fn words_of_three_teams(app: &TestApp) {
    let mut file = "answered_at,score,team,verbatim\n".to_owned();
    for number in 0..10 {
        file.push_str(&format!("2026-02-{:02},2,Noord,Het wachten duurde {number} weken.\n", number + 1));
    }
    for number in 0..6 {
        file.push_str(&format!(
            "2026-03-{:02},9,Zuid,\"Een heldere brief, nummer {number}. 100% goed\"\n",
            number + 12
        ));
    }
    file.push_str(&"2026-03-10,5,Oost,<script>alert(1)</script>\n".repeat(3));
    file.push_str("2026-03-11,8,Noord,\n");
    import_responses(&app.app, file.as_bytes(), None).await.unwrap();
}

/// The page of a form, which leads to the address without what is empty.
async fn page(app: &TestApp, cookie: &str, query: &str) -> String {
    let mut answer = app.get_as(cookie, &format!("/verbatims{query}")).await;
    if answer.status == StatusCode::SEE_OTHER {
        answer = app.get_as(cookie, answer.header("location")).await;
    }
    assert_eq!(answer.status, StatusCode::OK, "{query}");
    answer.body
}

fn count(page: &str) -> usize {
    page.matches("<blockquote").count()
}

/// The identifier of the only theme with this name.
fn theme(page: &str, name: &str) -> String {
    let before = page.split("</option><option value=\"").find(|part| part.contains(&format!(">{name}")));
    let before =
        before.or_else(|| page.split("<option value=\"").find(|part| part.contains(&format!(">{name}"))));
    before.unwrap().split('"').next().unwrap().to_owned()
}

on_both_engines! {
    async fn what_people_wrote_is_listed_searched_and_filtered(app) {
        words_of_three_teams(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let all = page(&app, &cookie, "").await;
        assert!(all.contains("19 of the 20 responses have a reason."), "{all}");
        assert_eq!(count(&all), 19);
        assert!(all.contains("&lt;script&gt;") && !all.contains("<script>alert"));
        for (query, expected) in [
            ("?q=BRIEF", 6),
            ("?q=100%25", 6),
            ("?q=0_w", 0),
            ("?q=duurde+3", 1),
            ("?team=Noord", 10),
            ("?team=Noord&team=Zuid&q=goed", 6),
            ("?scores=detractors", 13),
            ("?scores=promoters&q=&team=", 6),
            ("?score=5", 3),
            ("?score=0", 0),
            ("?theme=none", 19),
            ("?new=1", 4),
            ("?from=2026-02-01&to=2026-02-28", 10),
            ("?team=West", 0),
        ] {
            assert_eq!(count(&page(&app, &cookie, query).await), expected, "{query}");
        }
        assert!(page(&app, &cookie, "?q=zzzz").await.contains("Only matching answers are shown below."));
        assert!(!page(&app, &cookie, "?team=").await.contains("Only matching answers"));
        let wrong = app.get_as(&cookie, "/verbatims?theme=x&scores=all&from=never").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains("&quot;Theme&quot;, &quot;Scores&quot; and &quot;From&quot; have invalid values, so you see the default view."), "{}", wrong.body);
    }

    async fn a_selection_of_three_shows_nothing(app) {
        words_of_three_teams(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let few = page(&app, &cookie, "?team=Oost").await;
        assert!(few.contains("so few responses that somebody could be recognised") && count(&few) == 0);
        assert!(!few.contains("alert(1)"));
    }

    async fn older_words_stand_on_further_pages(app) {
        let file = format!("answered_at,score,verbatim\n{}", "2026-02-10,9,Goed\n".repeat(120));
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let (mut query, mut sizes) = (String::new(), Vec::new());
        loop {
            let shown = page(&app, &cookie, &query).await;
            sizes.push(count(&shown));
            let Some(next) = shown.split("rel=\"next\" href=\"").nth(1) else { break };
            query = next.split('"').next().unwrap().to_owned();
        }
        assert_eq!(sizes, [50, 50, 20]);
        assert!(!page(&app, &cookie, "?scores=promoters").await.contains("Newest responses"));
        let last = page(&app, &cookie, &query.replace("&amp;", "&")).await;
        assert!(last.contains("<a href=\"/verbatims?\">Newest responses</a>"), "{last}");
    }

    async fn reading_is_audited_and_not_for_handlers(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        page(&app, &cookie, "?q=brief").await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM audit WHERE action = 'verbatims' AND subject = 'q'").await, [1]);
        let handler = app.sign_in_as(Role::Handler).await;
        for path in ["/verbatims", "/themes"] {
            assert_eq!(app.get_as(&handler, path).await.status, StatusCode::FORBIDDEN, "{path}");
            assert_eq!(app.get(path).await.status, StatusCode::SEE_OTHER, "{path}");
        }
        for path in ["/themes", "/themes/0", "/themes/0/remove", "/verbatims/themes"] {
            assert_eq!(app.post_as(&handler, path, "name=x").await.status, StatusCode::FORBIDDEN, "{path}");
        }
    }

    async fn a_rule_is_tried_out_before_it_adds_its_theme(app) {
        words_of_three_teams(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let preview = app.get_as(&cookie, "/themes?name=Wachttijd&keywords=wacht*%0D%0Aweken").await;
        assert!(preview.body.contains("These keywords appear in 10 of the 19"), "{}", preview.body);
        assert_eq!(count(&preview.body), 10);
        assert_eq!(app.integers("SELECT COUNT(*) FROM themes").await, [0], "a look changes nothing");
        let made = app.post_as(&cookie, "/themes", "name=Wachttijd&keywords=wacht*%0D%0Aweken").await;
        assert_eq!(made.status, StatusCode::SEE_OTHER);
        assert_eq!(app.tick().await.themed, 19);
        assert_eq!(app.tick().await.themed, 0);
        let shown = page(&app, &cookie, "").await;
        let id = theme(&shown, "Wachttijd");
        assert_eq!(count(&page(&app, &cookie, &format!("?theme={id}")).await), 10);
        let row = shown.split("Wachttijd</a>").nth(1).unwrap().split("</tr>").next().unwrap().to_owned();
        assert!(row.contains(">10<") && row.contains("\u{2212}100.0"), "{row}");
        let twice = app.post_as(&cookie, "/themes", "name=Wachttijd&keywords=x").await;
        assert!(twice.status == StatusCode::UNPROCESSABLE_ENTITY && twice.body.contains("already a theme with this name"));
        let wrong = app.post_as(&cookie, "/themes", "name=&keywords=***").await;
        assert!(wrong.status == StatusCode::UNPROCESSABLE_ENTITY && wrong.body.contains("***"), "what was typed stays");
        app.post_as(&cookie, &format!("/themes/{id}"), "keywords=brief").await;
        app.tick().await;
        assert_eq!(count(&page(&app, &cookie, &format!("?theme={id}")).await), 6, "the rule looks again");
        assert_eq!(app.post_as(&cookie, &format!("/themes/{id}/remove"), "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.integers("SELECT COUNT(*) FROM response_themes").await, [0]);
        assert_eq!(app.post_as(&cookie, &format!("/themes/{id}"), "keywords=x").await.status, StatusCode::NOT_FOUND);
    }

    async fn a_hand_outweighs_a_rule(app) {
        words_of_three_teams(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        app.post_as(&cookie, "/themes", "name=Post&keywords=brief").await;
        app.tick().await;
        let shown = page(&app, &cookie, "?q=nummer+3").await;
        let id = theme(&shown, "Post");
        let response = shown.split("name=\"response\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let form = |origin: &str| format!("response={response}&theme={id}&origin={origin}&back=q%3Dnummer%2B3");
        let off = app.post_as(&cookie, "/verbatims/themes", &form("refused")).await;
        assert_eq!((off.status, off.header("location")), (StatusCode::SEE_OTHER, "/verbatims?q=nummer+3"));
        let with_theme = format!("?theme={id}");
        assert_eq!(count(&page(&app, &cookie, &with_theme).await), 5);
        app.post_as(&cookie, &format!("/themes/{id}"), "keywords=brief%0D%0Anummer").await;
        app.tick().await;
        assert_eq!(count(&page(&app, &cookie, &with_theme).await), 5, "what was taken off does not come back");
        app.post_as(&cookie, "/verbatims/themes", &form("hand")).await;
        assert_eq!(count(&page(&app, &cookie, &with_theme).await), 6);
        for wrong in [form("rule"), form("none"), "response=x&theme=y&origin=hand".to_owned()] {
            assert_eq!(app.post_as(&cookie, "/verbatims/themes", &wrong).await.status, StatusCode::BAD_REQUEST);
        }
        let gone = form("hand").replace(&id, "00000000-0000-0000-0000-000000000000");
        assert_eq!(app.post_as(&cookie, "/verbatims/themes", &gone).await.status, StatusCode::NOT_FOUND);
        let elsewhere = form("hand").replace("back=q%3Dnummer%2B3", "back=%2F%2Fevil.example");
        let sent_back = app.post_as(&cookie, "/verbatims/themes", &elsewhere).await;
        assert!(sent_back.header("location").starts_with("/verbatims?"));
    }

    async fn a_small_theme_and_one_that_nearly_all_have_stay_hidden(app) {
        words_of_three_teams(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        app.post_as(&cookie, "/themes", "name=Klein&keywords=script").await;
        app.post_as(&cookie, "/themes", "name=Groot&keywords=wachten%0D%0Abrief").await;
        app.tick().await;
        let shown = page(&app, &cookie, "").await;
        for name in ["Klein", "Groot"] {
            let row = shown.split(&format!(" scope=\"row\">{name}</th>")).nth(1).unwrap().split("</tr>").next().unwrap();
            assert!(row.contains("hidden"), "{name}: {row}");
        }
    }

    async fn a_small_whole_gives_no_examples_and_no_count(app) {
        import_responses(&app.app, "answered_at,score,verbatim\n2026-02-10,9,Goed\n2026-02-10,9,Goed\n".as_bytes(), None).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        let preview = app.get_as(&cookie, "/themes?keywords=goed").await.body;
        assert!(preview.contains("appear in 0 of the 0") && count(&preview) == 0, "{preview}");
    }

    async fn an_answer_that_loses_its_words_loses_the_themes_of_rules(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        app.post_as(&cookie, "/themes", "name=Post&keywords=brief").await;
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=9&comment=Een+brief").await;
        app.tick().await;
        let form = app.get(&format!("{link}?edit=1")).await.body;
        let revises = form.split("name=\"revises\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        app.post_form(&link, &format!("score=9&comment=&revises={revises}")).await;
        app.tick().await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM response_themes").await, [0]);
    }

    async fn control_characters_are_refused_and_capitals_with_accents_found(app) {
        let file = format!("answered_at,score,verbatim\n{}", "2026-02-10,9,\u{c9}\u{e9}n brief\n".repeat(6));
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        let cookie = app.sign_in_as(Role::Analyst).await;
        assert_eq!(count(&page(&app, &cookie, "?q=%C3%89%C3%A9n").await), 6);
        for path in ["/verbatims?q=%00", "/verbatims?team=%00", "/?team=%00", "/compare?a.team=%00&b.team=x"] {
            assert_eq!(app.get_as(&cookie, path).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        }
        assert_eq!(app.get_as(&cookie, "/export?team=%00").await.status, StatusCode::BAD_REQUEST);
        for (path, form) in [
            ("/themes", "name=a%00&keywords="),
            ("/signals/changes", "day=2026-01-01&kind=law&note=%00"),
            ("/signals/00000000-0000-0000-0000-000000000000/explain", "explanation=a%00"),
        ] {
            assert_eq!(app.post_as(&cookie, path, form).await.status, StatusCode::UNPROCESSABLE_ENTITY, "{path}");
        }
        let kept = app.post_as(&cookie, "/themes", "name=a&keywords=b%00c").await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "what is no letter parts words");
    }

    async fn words_that_are_changed_are_looked_at_again(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        app.post_as(&cookie, "/themes", "name=Post&keywords=brief").await;
        let link = app.invite("K-1").await;
        app.post_form(&link, "score=9").await;
        app.post_form(&format!("{link}/reason"), "reason=Een+brief").await;
        app.tick().await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM response_themes").await, [1]);
    }
}

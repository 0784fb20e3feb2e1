//! The page of themes: what detractors complain about, how precise the keywords are, and the words that set them apart.

use axum::http::StatusCode;
use naklank::domain::access::roles::Role;
use naklank::domain::insight::query::themes::ThemesQuery;
use naklank::workflow::insight::import_responses::import_responses;
use naklank::workflow::insight::themes::growth::theme_growth;

use crate::support::{TestApp, on_both_engines};

/// January and February 2026, with November and December 2025 before it; today is 20 March 2026.
const NOW: &str = "from=2026-01-01&to=2026-02-28";

/// Responses of one day: number, day, score, team, words.
async fn give(app: &TestApp, responses: &[(usize, &str, u8, &str, &str)]) {
    let mut file = "answered_at,score,team,verbatim\n".to_owned();
    for (times, day, score, team, words) in responses {
        file.push_str(&format!("{day},{score},{team},{words}\n").repeat(*times));
    }
    import_responses(&app.app, file.as_bytes(), None).await.unwrap();
}

async fn make(app: &TestApp, cookie: &str, name: &str, keywords: &str) -> String {
    let before = ids(&page(app, cookie, "").await);
    let form = format!("name={name}&keywords={keywords}");
    assert_eq!(app.post_as(cookie, "/themes", &form).await.status, StatusCode::SEE_OTHER);
    app.tick().await;
    let mut made = ids(&page(app, cookie, "").await);
    made.retain(|id| !before.contains(id));
    made.remove(0)
}

/// The identifiers of the themes that can be removed.
fn ids(page: &str) -> Vec<String> {
    let actions = page.split("action=\"/themes/").skip(1).map(|rest| rest.split('"').next().unwrap());
    actions.filter_map(|action| Some(action.strip_suffix("/remove")?.to_owned())).collect()
}

async fn page(app: &TestApp, cookie: &str, query: &str) -> String {
    let answer = app.get_as(cookie, &format!("/themes?{query}")).await;
    assert_eq!(answer.status, StatusCode::OK, "{query}: {}", answer.body);
    answer.body
}

/// The row that begins with this name, as it is written.
fn row<'a>(page: &'a str, name: &str) -> &'a str {
    let after = [format!(">{name}</th>"), format!(">{name}</a></th>"), format!(">{name}</em></th>")];
    let after = after.iter().find_map(|end| page.split(end.as_str()).nth(1));
    after.unwrap_or_else(|| panic!("no row {name}: {page}")).split("</tr>").next().unwrap()
}

/// The texts of its cells.
fn cells(page: &str, name: &str) -> Vec<String> {
    let cells = row(page, name).split("<td").skip(1);
    let plain = |cell: &str| {
        let inner = cell.split_once('>').unwrap().1;
        let pieces: String =
            inner.split('<').map(|piece| piece.split_once('>').map_or(piece, |(_, text)| text)).collect();
        pieces.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
    };
    cells.map(plain).collect()
}

fn count(page: &str) -> usize {
    page.matches("<blockquote").count()
}

/// Sixty detractors now and before: what they name is written out in the test.
async fn two_periods(app: &TestApp) {
    give(
        app,
        &[
            (20, "2026-01-10", 2, "Zuid", "Het wachten duurde lang"),
            (10, "2026-01-11", 3, "Zuid", "De brief was onduidelijk"),
            (10, "2026-02-12", 4, "Zuid", "Iets anders"),
            (5, "2026-02-13", 2, "Noord", "Het wachten duurde lang"),
            (15, "2026-02-13", 5, "Noord", "Iets anders"),
            (6, "2026-02-13", 7, "Noord", "Wachten viel mee"),
            (3, "2026-02-13", 9, "Noord", "Wachten viel mee"),
            (8, "2026-02-14", 10, "Zuid", "Heldere brief"),
            (30, "2026-02-14", 1, "Zuid", ""),
            (10, "2025-11-10", 2, "Noord", "Het wachten duurde lang"),
            (50, "2025-12-10", 2, "Noord", "Iets anders"),
        ],
    )
    .await;
}

on_both_engines! {
    async fn the_numbers_of_a_theme_are_those_counted_by_hand(app) {
        two_periods(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        make(&app, &cookie, "Wachttijd", "wacht*").await;
        make(&app, &cookie, "Post", "brief").await;
        let shown = page(&app, &cookie, NOW).await;
        assert!(shown.contains("60 detractors gave a reason."), "{shown}");
        assert!(shown.contains("Compared with 1 November 2025 to 31 December 2025."), "{shown}");
        let waiting = cells(&shown, "Wachttijd");
        assert_eq!(waiting[0], "25");
        assert!(waiting[1].starts_with("41.7 % (30.1 % to 54.3 %)"), "{waiting:?}");
        assert!(waiting[2].starts_with("+25.0 (") && waiting[2].ends_with("named more often"), "{waiting:?}");
        assert_eq!(waiting[3..5], ["6", "hidden"]);
        assert_eq!(shown.matches("Hidden: ").count(), 1, "beneath the one table with something hidden: {shown}");
        assert_eq!(cells(&shown, "Post")[..2].concat(), "1016.7 % (9.3 % to 28.0 %)");
        assert_eq!(cells(&shown, "No theme")[0], "25");
        assert_eq!(cells(&shown, "Zuid")[..2], ["40", "20"], "by team, the theme that is named most");
        assert_eq!(cells(&shown, "Noord")[..2], ["20", "5"]);
        let read = row(&shown, "Wachttijd").split("href=\"").nth(1).unwrap().split('"').next().unwrap();
        let read = app.get_as(&cookie, &read.replace("&amp;", "&")).await;
        assert_eq!(count(&read.body), 25, "{}", read.body);
    }

    async fn the_detractors_of_a_team_are_two_clicks_from_the_dashboard(app) {
        two_periods(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        make(&app, &cookie, "Wachttijd", "wacht*").await;
        assert!(app.get_as(&cookie, "/").await.body.contains("href=\"/themes"));
        let all = page(&app, &cookie, "").await;
        let zuid = all.split("href=\"/themes?team=Zuid\"").nth(1).unwrap();
        assert!(zuid.split("</a>").next().unwrap().ends_with("Zuid"), "a link for each team");
        let zuid = page(&app, &cookie, "team=Zuid").await;
        assert_eq!(cells(&zuid, "Wachttijd")[0], "20");
        let answered = app.get_as(&cookie, "/verbatims?theme=none&scores=detractors&team=Zuid").await.body;
        assert_eq!(count(&answered), 20, "those without a theme");
    }

    async fn a_small_theme_is_not_to_be_had_by_subtraction(app) {
        give(&app, &[
            (30, "2026-01-10", 2, "Noord", "wachten"),
            (20, "2026-01-10", 2, "Noord", "brief"),
            (3, "2026-01-10", 2, "Zuid", "toon"),
            (7, "2026-01-10", 2, "Noord", "anders"),
            (4, "2026-01-10", 2, "Oost", "wachten"),
            (9, "2026-01-10", 2, "West", "wachten"),
            (9, "2026-01-10", 2, "West", "brief"),
        ]).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        for (name, keywords) in [("Wachttijd", "wachten"), ("Post", "brief"), ("Toon", "toon")] {
            make(&app, &cookie, name, keywords).await;
        }
        let shown = page(&app, &cookie, NOW).await;
        assert_eq!(cells(&shown, "Toon")[0], "hidden");
        assert_eq!(cells(&shown, "No theme")[0], "hidden", "82 less 7 less 72 would be three");
        assert_eq!(cells(&shown, "Wachttijd")[0], "43");
        for team in ["Oost", "West", "Zuid"] {
            assert_eq!(cells(&shown, team)[0], "hidden", "{team}");
        }
        assert_eq!(cells(&shown, "Noord")[..2], ["57", "30"]);
        assert_eq!(shown.matches("Hidden: ").count(), 2, "{shown}");
        let small = page(&app, &cookie, &format!("{NOW}&team=Oost")).await;
        assert!(small.contains("so few responses that somebody could be recognised") && !small.contains("Who names which theme"));
    }

    async fn themes_that_grew_among_detractors_come_first(app) {
        two_periods(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        make(&app, &cookie, "Wachttijd", "wacht*").await;
        make(&app, &cookie, "Anders", "anders").await;
        let pairs: Vec<(String, String)> = form_urlencoded::parse(NOW.as_bytes()).into_owned().collect();
        let query = ThemesQuery::parse(&pairs, app.app.today()).unwrap();
        let before = query.before(app.app.today()).unwrap();
        let grown = theme_growth(&app.app, query.now(), &before).await.unwrap();
        let told: Vec<(&str, bool, bool)> =
            grown.iter().map(|theme| (theme.name.as_str(), theme.grew, theme.shrank)).collect();
        assert_eq!(told, [("Wachttijd", true, false), ("Anders", false, true)]);
        assert!((grown[0].difference - 0.25).abs() < 1e-12 && grown[0].low > 0.0);
        assert_eq!((grown[0].now.detractors, grown[0].now.of, grown[0].before.detractors), (25, 60, 10));
    }

    async fn keywords_are_checked_on_hits_that_are_drawn_once(app) {
        give(&app, &[(30, "2026-01-10", 2, "Noord", "wachten"), (30, "2026-01-10", 2, "Noord", "anders")]).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let id = make(&app, &cookie, "Wachttijd", "wacht*").await;
        app.execute("UPDATE response_themes SET origin = 'refused' WHERE response_id = (SELECT id FROM responses WHERE comment = 'wachten' ORDER BY id LIMIT 1)").await;
        let path = format!("/themes/{id}/check");
        let before = app.get_as(&cookie, &path).await;
        assert!(before.status == StatusCode::OK && count(&before.body) == 0);
        assert_eq!(app.post_as(&cookie, &path, "").await.header("location"), path);
        assert_eq!(app.integers("SELECT drawn_from FROM theme_checks").await, [30], "what was taken off was a hit");
        let drawn = app.get_as(&cookie, &path).await.body;
        assert_eq!(count(&drawn), 20);
        assert!(drawn.contains("20 responses, drawn at random from 30") && drawn.contains("not judged yet"), "{drawn}");
        let reads = format!("hits of theme {id}");
        let audit = app.audit().await;
        assert_eq!(audit.iter().filter(|entry| entry.action == "verbatims" && entry.subject == reads).count(), 2);
        let again = app.post_as(&cookie, &path, "").await;
        assert!(again.status == StatusCode::UNPROCESSABLE_ENTITY && again.body.contains("First judge all"), "{}", again.body);
        let check = drawn.split("name=\"check\" value=\"").nth(1).unwrap().split('"').next().unwrap().to_owned();
        let judge = async |from: u32, to: u32, judgement: &str| {
            let hits = (from..=to).map(|place| format!("&hit-{place}={judgement}"));
            let form = format!("check={check}{}", hits.collect::<String>());
            app.post_as(&cookie, &format!("{path}/judge"), &form).await.status
        };
        assert_eq!(judge(1, 8, "right").await, StatusCode::SEE_OTHER);
        assert_eq!(judge(9, 10, "wrong").await, StatusCode::SEE_OTHER);
        assert_eq!(judge(1, 1, "maybe").await, StatusCode::BAD_REQUEST);
        let shown = cells(&page(&app, &cookie, "").await, "Wachttijd")[5].clone();
        assert!(shown.contains("8 of 10 right: 80.0 % (49.0 % to 94.3 %) (10 of 20 judged)"), "{shown}");
        assert_eq!(judge(11, 20, "right").await, StatusCode::SEE_OTHER);
        assert_eq!(judge(20, 20, "wrong").await, StatusCode::SEE_OTHER, "a judgement can be corrected");
        let shown = cells(&page(&app, &cookie, "").await, "Wachttijd")[5].clone();
        assert!(shown.contains("17 of 20 right: 85.0 % (64.0 % to 94.8 %)") && !shown.contains("earlier"), "{shown}");
        assert_eq!(app.acts_of("user analyst@example.org", "judge theme").await, 4);
        assert_eq!(app.acts_of("user analyst@example.org", "check theme").await, 1);
        let who = "SELECT COUNT(*) FROM theme_check_hits WHERE judged_by = 'analyst@example.org' AND judged_at IS NOT NULL";
        assert_eq!(app.integers(who).await, [20]);
        app.post_as(&cookie, &format!("/themes/{id}"), "keywords=wachten").await;
        let pending = app.post_as(&cookie, &path, "").await;
        assert!(pending.status == StatusCode::UNPROCESSABLE_ENTITY && pending.body.contains("Try again in a minute"));
        app.tick().await;
        assert!(cells(&page(&app, &cookie, "").await, "Wachttijd")[5].contains("of earlier keywords"));
        assert_eq!(app.post_as(&cookie, &path, "").await.status, StatusCode::SEE_OTHER, "all are judged: draw anew");
        assert_eq!(app.integers("SELECT COUNT(*) FROM theme_check_hits").await, [40]);
        app.post_as(&cookie, &format!("/themes/{id}/remove"), "").await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM theme_checks").await, [0]);
        assert_eq!(app.get_as(&cookie, &path).await.status, StatusCode::NOT_FOUND);
    }

    async fn a_theme_is_removed_only_after_a_page_that_says_what_hangs_on_it(app) {
        give(&app, &[(25, "2026-01-10", 2, "Noord", "wachten")]).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let id = make(&app, &cookie, "Wachttijd", "wacht*").await;
        let listed = page(&app, &cookie, "").await;
        assert!(listed.contains(&format!("<form method=\"get\" action=\"/themes/{id}/remove\">")), "{listed}");
        let asked = app.get_as(&cookie, &format!("/themes/{id}/remove?view=team%3DNoord")).await;
        assert_eq!(asked.status, StatusCode::OK);
        for words in ["Remove the theme Wachttijd", "20 or more", "name=\"view\" value=\"team=Noord\"", "/themes?team=Noord"] {
            assert!(asked.body.contains(words), "{words}: {}", asked.body);
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM themes").await, [1], "a look removes nothing");
        let removed = app.post_as(&cookie, &format!("/themes/{id}/remove"), "view=team%3DNoord").await;
        assert_eq!(removed.header("location"), "/themes?team=Noord&done=1");
        assert_eq!(app.integers("SELECT COUNT(*) FROM themes").await, [0]);
        assert_eq!(app.get_as(&cookie, &format!("/themes/{id}/remove")).await.status, StatusCode::NOT_FOUND);
    }

    async fn few_hits_and_themes_by_hand_are_not_checked(app) {
        give(&app, &[(4, "2026-01-10", 2, "Noord", "wachten"), (30, "2026-01-10", 2, "Noord", "anders")]).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let few = make(&app, &cookie, "Wachttijd", "wacht*").await;
        let by_hand = make(&app, &cookie, "Toon", "").await;
        for (id, words) in [(few, "find so few responses"), (by_hand, "has no keywords")] {
            let refused = app.post_as(&cookie, &format!("/themes/{id}/check"), "").await;
            assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains(words), "{}", refused.body);
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM theme_checks").await, [0]);
    }

    async fn words_that_ten_people_use_set_detractors_apart(app) {
        give(&app, &[
            (12, "2026-01-10", 2, "Noord", "Telefonisch onbereikbaar"),
            (9, "2026-01-10", 2, "Noord", "Traag"),
            (60, "2026-01-10", 9, "Noord", "Heldere brief"),
            (12, "2026-01-10", 2, "Zuid", "Telefonisch onbereikbaar"),
            (3, "2026-01-10", 9, "Zuid", "Prima"),
        ]).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let words = app.get_as(&cookie, &format!("/themes/words?{NOW}&team=Noord")).await.body;
        assert!(words.contains(">onbereikbaar</a>") && cells(&words, "onbereikbaar")[0] == "12", "{words}");
        assert!(!words.contains(">traag</a>"), "nine people are too few: {words}");
        assert!(!words.contains(">brief</a>"), "others use it: {words}");
        assert!(words.contains("Counted in 81 responses."), "{words}");
        let link = words.split("</th>").find(|cell| cell.contains(">onbereikbaar</a>")).unwrap();
        let link = link.rsplit("href=\"").next().unwrap().split('"').next().unwrap().replace("&amp;", "&");
        assert_eq!(count(&app.get_as(&cookie, &link).await.body), 12, "{link}");
        let few = app.get_as(&cookie, &format!("/themes/words?{NOW}&team=Zuid")).await.body;
        assert!(few.contains("so few responses that somebody could be recognised") && !few.contains("onbereikbaar"));
        let audit = app.audit().await;
        let read = |team: &str| audit.iter().filter(|entry| entry.action == "verbatims" && entry.subject.contains(team)).count();
        assert_eq!((read("team=Noord"), read("team=Zuid")), (2, 1), "one for each page, and the verbatims");
    }

    async fn a_form_leads_back_to_its_view_and_loses_nothing(app) {
        two_periods(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let made = app.post_as(&cookie, "/themes", "name=Post&keywords=brief&view=team%3DZuid").await;
        assert_eq!(made.header("location"), "/themes?team=Zuid&done=1");
        app.tick().await;
        let shown = page(&app, &cookie, "team=Zuid&done=1").await;
        assert!(shown.contains("name=\"view\" value=\"team=Zuid\"") && shown.contains("Saved."), "{shown}");
        let id = ids(&shown).remove(0);
        let wrong = app.post_as(&cookie, &format!("/themes/{id}"), "keywords=***&view=team%3DZuid").await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(wrong.body.contains(">***</textarea>") && wrong.body.contains("Only:"), "{}", wrong.body);
        let preview = app.get_as(&cookie, "/themes?view=team%3DZuid&signed_in_as=a%40example.org&name=Nieuw&keywords=wachten").await;
        assert!(preview.status == StatusCode::OK && preview.body.contains("value=\"Nieuw\""), "{}", preview.body);
        let never = app.get_as(&cookie, "/themes?from=never&team=Zuid").await;
        assert_eq!(never.status, StatusCode::UNPROCESSABLE_ENTITY);
    }

    async fn a_view_by_day_is_audited_and_handlers_see_none(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        page(&app, &cookie, NOW).await;
        assert_eq!(app.acts_of("user analyst@example.org", "themes by day").await, 0);
        page(&app, &cookie, "from=2026-01-02&to=2026-01-31").await;
        assert_eq!(app.acts_of("user analyst@example.org", "themes by day").await, 1);
        let handler = app.sign_in_as(Role::Handler).await;
        let check = "/themes/00000000-0000-7000-8000-000000000000/check";
        for path in ["/themes", "/themes/words", check] {
            assert_eq!(app.get_as(&handler, path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
    }
}

//! The pages of improvements: recording one, what is fixed when it starts, its effect in a sentence, and how it ends.

use axum::body::Body;
use axum::http::{Request, StatusCode};
use chrono::TimeDelta;
use naklank::domain::access::roles::Role;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::insight::import_responses::import_responses;
use naklank::workflow::learning::causes::acts::{Named, merge_causes};
use naklank::workflow::learning::improvements::marks::marks_of_cause;

use crate::support::{Answer, TestApp, on_both_engines};

const NEW: &str = "/improvements/new";
/// What a browser sends of a plan for team Zuid that starts on 1 April 2026; it is 20 March.
const PLAN: &str = "title=Terugbellen&reason=Klanten+wachten+te+lang&reason_months=&immediate_measure=Nu+bellen&structural_measure=\
    &other_processes=&owner=analyst%40example.org&starts_on=2026-04-01&settling_days=0&concerns.team=Zuid&target=nps&gap=15\
    &public_nl=&public_en=";

/// Responses of each month: how many promoters and detractors each team gave.
async fn give(app: &TestApp, months: &[&str], teams: &[(&str, usize, usize)]) {
    let mut file = "answered_at,score,team\n".to_owned();
    for month in months {
        for (team, promoters, detractors) in teams {
            file.push_str(&format!("{month}-10,9,{team}\n").repeat(*promoters));
            file.push_str(&format!("{month}-11,2,{team}\n").repeat(*detractors));
        }
    }
    import_responses(&app.app, file.as_bytes(), None).await.unwrap();
}

const BEFORE: [&str; 11] = [
    "2025-04", "2025-05", "2025-06", "2025-07", "2025-08", "2025-09", "2025-10", "2025-11", "2025-12",
    "2026-01", "2026-02",
];

/// Eleven months in which both teams have an NPS of 0.
async fn give_before(app: &TestApp) {
    give(app, &BEFORE, &[("Zuid", 20, 20), ("Noord", 20, 20)]).await;
}

/// Records the plan; the address of its page.
async fn record(app: &TestApp, cookie: &str, plan: &str) -> String {
    let answer = app.post_as(cookie, NEW, plan).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
    let location = answer.header("location");
    location.strip_suffix("?done=registered").unwrap_or_else(|| panic!("{location}")).to_owned()
}

/// The version for which the form is written when it is opened.
async fn version(app: &TestApp, cookie: &str, edit: &str) -> String {
    let page = app.get_as(cookie, edit).await.body;
    let field =
        page.split("name=\"version\" value=\"").nth(1).unwrap_or_else(|| panic!("no version: {page}"));
    field.split('"').next().unwrap().replace(':', "%3A").replace('+', "%2B")
}

async fn page(app: &TestApp, cookie: &str, path: &str) -> String {
    let answer = app.get_as(cookie, path).await;
    assert_eq!(answer.status, StatusCode::OK, "{path}: {answer:?}");
    answer.body
}

async fn in_dutch(app: &TestApp, cookie: &str, path: &str) -> Answer {
    let request = Request::get(path).header("cookie", cookie).header("accept-language", "nl");
    app.send(request.body(Body::empty()).unwrap()).await
}

async fn improvements(app: &TestApp) -> i64 {
    app.integers("SELECT COUNT(*) FROM improvements").await[0]
}

on_both_engines! {
    async fn a_plan_with_mistakes_comes_back_with_all_that_was_typed_and_words_at_each_field(app) {
        give_before(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let wrong = PLAN
            .replace("title=Terugbellen", "title=")
            .replace("starts_on=2026-04-01", "starts_on=2026-03-19")
            .replace("reason_months=", "reason_months=2026-13+vorig+jaar")
            .replace("immediate_measure=Nu+bellen", "immediate_measure=")
            .replace("concerns.team=Zuid", "concerns.team=West")
            .replace("target=nps", "target=item%3Aspeed")
            .replace("gap=15", "gap=-3")
            .replace("public_nl=", "public_nl=Wij+bellen+%3Cu%3E");
        let answer = app.post_as(&cookie, NEW, &wrong).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{answer:?}");
        for field in ["title", "starts_on", "reason_months", "immediate_measure", "concerns", "gap"] {
            assert!(answer.body.contains(&format!("href=\"#{field}\"")), "{field}: {}", answer.body);
            assert_eq!(answer.body.matches(&format!(" id=\"{field}\"")).count(), 1, "{field}: {}", answer.body);
        }
        for kept in [
            "Klanten wachten te lang</textarea>",
            "value=\"2026-03-19\"",
            "value=\"2026-13 vorig jaar\"",
            "value=\"West\" checked",
            "value=\"item:speed\" selected",
            "value=\"analyst@example.org\" selected",
            "value=\"-3\"",
            "Wij bellen &lt;u&gt;</textarea>",
        ] {
            assert!(answer.body.contains(kept), "{kept}: {}", answer.body);
        }
        let words = "Fill in a day from today on";
        assert_eq!(answer.body.matches(words).count(), 2, "in the summary and at the field: {}", answer.body);
        assert_eq!(improvements(&app).await, 0);
    }

    async fn a_plan_is_told_as_it_was_recorded_and_can_be_changed_until_it_starts(app) {
        give_before(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let plan = PLAN.replace("reason_months=", "reason_months=2026-02").replace("public_nl=", "public_nl=Wij+bellen+u.");
        let path = record(&app, &cookie, &plan).await;
        let shown = page(&app, &cookie, &format!("{path}?done=registered")).await;
        for words in [
            "The improvement has been recorded.",
            "It starts on 1 April 2026",
            "The NPS: 15.0 points up",
            "Team Zuid",
            "Klanten wachten te lang",
            "February 2026",
            "Wij bellen u.",
            "Withdraw the improvement",
        ] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
        assert!(!shown.contains("Close with this verdict"), "{shown}");
        let edit = format!("{path}/edit");
        let form = page(&app, &cookie, &edit).await;
        for kept in ["value=\"Terugbellen\"", "value=\"2026-02\"", "value=\"Zuid\" checked", "value=\"15\"", "Wij bellen u."] {
            assert!(form.contains(kept), "{kept}: {form}");
        }
        app.advance(TimeDelta::minutes(1));
        let version = version(&app, &cookie, &edit).await;
        let changed = plan.replace("gap=15", "gap=12.5");
        let answer = app.post_as(&cookie, &edit, &format!("{changed}&version={version}")).await;
        assert_eq!(answer.header("location"), format!("{path}?done=changed"), "{answer:?}");
        assert!(page(&app, &cookie, &path).await.contains("The NPS: 12.5 points up"));
        let list = page(&app, &cookie, "/improvements").await;
        assert!(list.contains("Not started yet") && list.contains(&format!("href=\"{path}\"")), "{list}");
    }

    async fn when_it_has_started_only_the_sentence_for_customers_can_be_changed(app) {
        give_before(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let path = record(&app, &cookie, PLAN).await;
        let edit = format!("{path}/edit");
        let version = version(&app, &cookie, &edit).await;
        app.clock.set("2026-04-01T10:00:00Z");
        let cookie = app.sign_in_again(Role::Analyst).await;
        let opened = app.get_as(&cookie, &edit).await;
        assert_eq!((opened.status, opened.header("location")), (StatusCode::SEE_OTHER, path.as_str()));
        let late = PLAN.replace("Klanten+wachten", "Iets+anders").replace("gap=15", "gap=1");
        let answer = app.post_as(&cookie, &edit, &format!("{late}&version={version}")).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{answer:?}");
        assert!(answer.body.contains("Iets anders") && answer.body.contains("has started or ended"), "{}", answer.body);
        assert_eq!(app.integers("SELECT COUNT(*) FROM improvements WHERE gap = 15").await, [1]);
        let withdrawn = app.post_as(&cookie, &format!("{path}/withdraw"), "").await;
        assert_eq!(withdrawn.status, StatusCode::CONFLICT);
        assert!(withdrawn.body.contains("This cannot be done now"), "{}", withdrawn.body);
        let shown = page(&app, &cookie, &path).await;
        assert!(shown.contains("What was agreed is fixed") && !shown.contains(&edit), "{shown}");

        let sentence = "public_nl=Wij+bellen+u+terug.&public_en=We+call+back.";
        let saved = app.post_as(&cookie, &format!("{path}/public"), sentence).await;
        assert_eq!(saved.header("location"), format!("{path}?done=public"), "{saved:?}");
        assert!(page(&app, &cookie, &path).await.contains("We call back.</textarea>"));
        let long = "a".repeat(2_001);
        let refused = app.post_as(&cookie, &format!("{path}/public"), &format!("public_en={long}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("href=\"#public_en\"") && refused.body.contains(&long), "{}", refused.body);
    }

    async fn one_that_starts_today_is_stored_only_once_that_was_confirmed(app) {
        give_before(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let today = PLAN.replace("starts_on=2026-04-01", "starts_on=2026-03-20").replace("gap=15", "gap=12.5");
        let asked = app.post_as(&cookie, NEW, &today).await;
        assert_eq!(asked.status, StatusCode::OK, "{asked:?}");
        for words in [
            "“Terugbellen” starts today",
            "Nothing has been saved yet.",
            "what should change, and by how much.",
            "NPS: 12.5 points up</dd>",
            "<dd>Team Zuid</dd>",
            "<dd>1 April 2026</dd>",
            "<dd>analyst@example.org</dd>",
            "type=\"hidden\" name=\"gap\" value=\"12.5\"",
            "type=\"hidden\" name=\"concerns.team\" value=\"Zuid\"",
            "name=\"confirmed\"",
        ] {
            assert!(asked.body.contains(words), "{words}: {}", asked.body);
        }
        assert_eq!(improvements(&app).await, 0);
        let back = app.post_as(&cookie, NEW, &format!("{today}&back=true")).await;
        assert_eq!(back.status, StatusCode::OK, "{back:?}");
        assert!(back.body.contains("value=\"12.5\"") && back.body.contains("value=\"2026-03-20\""), "{}", back.body);
        assert_eq!(improvements(&app).await, 0);
        let wrong = app.post_as(&cookie, NEW, &today.replace("gap=12.5", "gap=-1")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "what is wrong comes first: {wrong:?}");
        let later = record(&app, &cookie, PLAN).await;
        let edit = format!("{later}/edit");
        let version = version(&app, &cookie, &edit).await;
        let moved = format!("{today}&version={version}");
        let asked = app.post_as(&cookie, &edit, &moved).await;
        assert_eq!(asked.status, StatusCode::OK, "{asked:?}");
        assert!(asked.body.contains(&format!("action=\"{edit}\"")) && asked.body.contains("name=\"version\""), "{}", asked.body);
        assert!(page(&app, &cookie, &later).await.contains("It starts on 1 April 2026"), "it can still be changed");
        let changed = app.post_as(&cookie, &edit, &format!("{moved}&confirmed=true")).await;
        assert_eq!(changed.header("location"), format!("{later}?done=changed"), "{changed:?}");
        assert!(page(&app, &cookie, &later).await.contains("What was agreed is fixed"));
        let started = record(&app, &cookie, &format!("{}&confirmed=true", today.replace("gap=12.5", "gap=20"))).await;
        assert!(page(&app, &cookie, &started).await.contains("What was agreed is fixed"));
    }

    async fn only_those_who_can_see_improvements_are_offered_as_owners_and_accepted(app) {
        give_before(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        for (email, role) in [
            ("owner@example.org", Role::PolicyOwner),
            ("handler@example.org", Role::Handler),
            ("admin@example.org", Role::Admin),
        ] {
            app.add_user(email, role).await;
        }
        let form = page(&app, &cookie, NEW).await;
        assert!(form.contains("<option value=\"owner@example.org\"") && form.contains("<option value=\"analyst@example.org\""), "{form}");
        for email in ["handler", "admin"] {
            assert!(!form.contains(&format!("{email}@example.org")), "{email}: {form}");
            let plan = PLAN.replace("owner=analyst%40", &format!("owner={email}%40"));
            let refused = app.post_as(&cookie, NEW, &plan).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{email}: {refused:?}");
            let words = "Choose an owner from the list: an analyst or a policy owner.";
            assert_eq!(refused.body.matches(words).count(), 2, "in the summary and at the field: {}", refused.body);
        }
        assert_eq!(improvements(&app).await, 0);
        record(&app, &cookie, &PLAN.replace("owner=analyst%40", "owner=owner%40")).await;
    }

    async fn the_months_that_are_the_reason_are_ticked(app) {
        give_before(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let form = page(&app, &cookie, NEW).await;
        let box_of = |month: &str| format!("type=\"checkbox\" name=\"reason_months\" value=\"{month}\"");
        assert_eq!(form.matches("name=\"reason_months\"").count(), 24, "{form}");
        for month in ["2026-02", "2024-03"] {
            assert!(form.contains(&box_of(month)), "{month}: {form}");
        }
        assert!(!form.contains(&box_of("2026-03")) && form.contains(">February 2026<"), "it is not over: {form}");
        let plan = PLAN.replace("reason_months=", "reason_months=2026-02&reason_months=2025-12&reason_months=2023-05");
        let path = record(&app, &cookie, &plan).await;
        assert!(page(&app, &cookie, &path).await.contains("they were the reason: December 2025, February 2026. "));
        let edit = page(&app, &cookie, &format!("{path}/edit")).await;
        for month in ["2026-02", "2025-12", "2023-05"] {
            assert!(edit.contains(&format!("{} checked", box_of(month))), "{month}: {edit}");
        }
        assert_eq!(edit.matches("name=\"reason_months\"").count(), 25, "one lies further back: {edit}");
    }

    async fn of_two_people_who_change_a_plan_at_once_neither_loses_what_was_typed(app) {
        give_before(&app).await;
        let first = app.sign_in_as(Role::Analyst).await;
        let second = app.sign_in_again(Role::PolicyOwner).await;
        let path = record(&app, &first, PLAN).await;
        let edit = format!("{path}/edit");
        let seen = version(&app, &second, &edit).await;
        app.advance(TimeDelta::minutes(1));
        let theirs = PLAN.replace("title=Terugbellen", "title=Van+de+eerste");
        let answer = app.post_as(&first, &edit, &format!("{theirs}&version={seen}")).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{answer:?}");
        let own = PLAN.replace("title=Terugbellen", "title=Van+de+tweede");
        let answer = app.post_as(&second, &edit, &format!("{own}&version={seen}")).await;
        assert_eq!(answer.status, StatusCode::CONFLICT, "{answer:?}");
        assert!(answer.body.contains("value=\"Van de tweede\""), "{}", answer.body);
        assert!(answer.body.contains("was changed since you opened this form"), "{}", answer.body);
        assert!(page(&app, &second, &path).await.contains("Van de eerste"));
        let now = answer.body.split("name=\"version\" value=\"").nth(1).unwrap().split('"').next().unwrap();
        assert_ne!(now.replace(':', "%3A"), seen);
        let again = format!("{own}&version={}", now.replace(':', "%3A"));
        assert_eq!(app.post_as(&second, &edit, &again).await.status, StatusCode::SEE_OTHER);
        assert!(page(&app, &first, &path).await.contains("Van de tweede"));
    }

    async fn an_effect_that_is_told_says_so_with_its_interval_and_closes_with_that(app) {
        give_before(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        // 440 of each group before leave 179.2 of the 224.7 that a gap of 42 allows: three months of 40 are enough for it.
        let path = record(&app, &cookie, &PLAN.replace("gap=15", "gap=42")).await;
        app.clock.set("2026-06-10T10:00:00Z");
        give(&app, &["2026-04", "2026-05"], &[("Zuid", 36, 4), ("Noord", 20, 20)]).await;
        let cookie = app.sign_in_again(Role::Analyst).await;
        let early = page(&app, &cookie, &path).await;
        for words in [
            "It cannot be said yet whether this works. So far the NPS of team Zuid changed by +80.0 points compared with the rest",
            "At the present pace that is in July 2026. It is judged once, when there are enough answers.",
            "You cannot close this yet",
        ] {
            assert!(early.contains(words), "{words}: {early}");
        }
        assert!(!early.contains("This works: "), "{early}");
        app.clock.set("2026-07-10T10:00:00Z");
        give(&app, &["2026-06"], &[("Zuid", 36, 4), ("Noord", 20, 20)]).await;
        let cookie = app.sign_in_again(Role::Analyst).await;
        let shown = page(&app, &cookie, &path).await;
        assert!(
            shown.contains("This works: the NPS of team Zuid rose 80.0 points more than that of the rest (with 95 % confidence between "),
            "{shown}"
        );
        for words in [
            "<svg class=\"chart forest\"",
            "<title id=\"effect-title\">",
            "<desc id=\"effect-text\">",
            ">120</td>",
            ">440</td>",
            "After: 1 April 2026 to 30 June 2026.",
        ] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
        assert!(!shown.contains("no rest to compare with") && shown.contains("Close with this verdict"), "{shown}");
        let dutch = in_dutch(&app, &cookie, &path).await.body;
        assert!(dutch.contains("Dit werkt: de NPS van team Zuid steeg 80,0 punten meer dan bij de rest (met 95 % zekerheid tussen "), "{dutch}");
        let list = page(&app, &cookie, "/improvements").await;
        assert!(list.contains("Running") && list.contains("This works: "), "{list}");

        let close = format!("{path}/close");
        assert!(shown.contains(&format!("href=\"{close}\"")) && !shown.contains(&format!("action=\"{close}\"")), "{shown}");
        let asked = page(&app, &cookie, &close).await;
        for words in ["Close “Terugbellen”?", "This works: the NPS of team Zuid rose", "You cannot undo this."] {
            assert!(asked.contains(words), "{words}: {asked}");
        }
        assert!(asked.contains(&format!("method=\"post\" action=\"{close}\"")), "{asked}");
        assert_eq!(app.integers("SELECT COUNT(*) FROM improvements WHERE closed_at IS NOT NULL").await, [0], "not yet");
        let closed = app.post_as(&cookie, &close, "").await;
        assert_eq!(closed.header("location"), format!("{path}?done=closed"), "{closed:?}");
        let shown = page(&app, &cookie, &path).await;
        for words in ["The verdict at closing", "Closed by analyst", "<svg class=\"chart forest\"", ">440</td>"] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
        assert_eq!(shown.matches("This works: ").count(), 2, "once, and in the picture: {shown}");
        assert_eq!(shown.matches("<svg class=\"chart forest\"").count(), 1, "{shown}");
        assert!(!shown.contains("Close with this verdict"), "{shown}");
        assert_eq!(app.post_as(&cookie, &close, "").await.status, StatusCode::CONFLICT);
        assert_eq!(app.get_as(&cookie, &close).await.status, StatusCode::CONFLICT, "nor is it asked");
        let list = page(&app, &cookie, "/improvements").await;
        assert!(list.contains("id=\"closed\"") && !list.contains("id=\"running\""), "{list}");
    }

    async fn what_cannot_be_told_yet_says_what_it_takes_and_is_not_closed(app) {
        give_before(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        // With the 440 answers of each group before, 40 points need some months; 15 could never be told.
        let path = record(&app, &cookie, &PLAN.replace("gap=15", "gap=40")).await;
        app.clock.set("2026-04-20T10:00:00Z");
        let cookie = app.sign_in_again(Role::Analyst).await;
        let shown = page(&app, &cookie, &path).await;
        assert!(shown.contains("There is no complete month after the start yet."), "{shown}");
        assert!(shown.contains("You cannot close this yet: there is no complete month after the start."), "{shown}");
        app.clock.set("2026-05-10T10:00:00Z");
        give(&app, &["2026-04"], &[("Zuid", 21, 19), ("Noord", 20, 20)]).await;
        let cookie = app.sign_in_again(Role::Analyst).await;
        let shown = page(&app, &cookie, &path).await;
        for words in [
            "It cannot be said yet whether this works. So far the NPS of team Zuid changed by +5.0 points compared with the rest, with 95 % confidence between ",
            "That can be chance.",
            "A verdict can probably be given in ",
        ] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
        assert!(!shown.contains("Close with this verdict") && shown.contains("You cannot close this yet: it cannot be said yet"), "{shown}");
        assert_eq!(app.post_as(&cookie, &format!("{path}/close"), "").await.status, StatusCode::CONFLICT);
        let asked = app.get_as(&cookie, &format!("{path}/close")).await;
        assert_eq!(asked.status, StatusCode::CONFLICT);
        assert!(asked.body.contains("This cannot be done now"), "{}", asked.body);
        assert_eq!(app.integers("SELECT COUNT(*) FROM improvements WHERE closed_at IS NOT NULL").await, [0]);
    }

    async fn one_for_everyone_says_that_other_things_changed_too_and_overlaps_are_named(app) {
        give_before(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        // Of everyone there are 800 answers before and 80 after: 137.5 of the 203.9 that a gap of 40 allows.
        let for_all = PLAN.replace("&concerns.team=Zuid", "").replace("gap=15", "gap=40");
        let for_all = for_all.replace("reason_months=", "reason_months=2025-03+2026-02");
        let path = record(&app, &cookie, &for_all).await;
        let other = record(&app, &cookie, &PLAN.replace("title=Terugbellen", "title=Heldere+brief")).await;
        app.clock.set("2026-05-10T10:00:00Z");
        give(&app, &["2026-04"], &[("Zuid", 4, 36), ("Noord", 4, 36)]).await;
        let cookie = app.sign_in_again(Role::Analyst).await;
        let shown = page(&app, &cookie, &path).await;
        for words in [
            "Things went worse after the start: the NPS fell 80.0 points (with 95 % confidence between ",
            "Without a rest to compare with, other causes cannot be ruled out.",
            "so there is no rest to compare with. Other things changed in the same time too",
            "Left out of the time before, since they were the reason: February 2026. ",
            "Heldere brief</a>",
        ] {
            assert!(shown.contains(words), "{words}: {shown}");
        }
        assert!(shown.contains(&format!("href=\"{other}\"")), "{shown}");
        assert!(!shown.contains("This makes it worse"), "{shown}");
        let dutch = in_dutch(&app, &cookie, &path).await.body;
        assert!(dutch.contains("Na de start ging het slechter: de NPS daalde 80,0 punten"), "{dutch}");
        assert!(dutch.contains("zijn andere oorzaken niet uit te sluiten."), "{dutch}");
    }

    async fn the_trend_marks_where_an_improvement_started(app) {
        give_before(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let path = record(&app, &cookie, PLAN).await;
        let link = format!("href=\"{path}\"");
        assert!(!page(&app, &cookie, "/").await.contains(&link), "it has not started");
        app.clock.set("2026-05-10T10:00:00Z");
        give(&app, &["2026-04"], &[("Zuid", 20, 20), ("Noord", 20, 20)]).await;
        let cookie = app.sign_in_again(Role::Analyst).await;
        let shown = page(&app, &cookie, "/").await;
        assert!(shown.contains(&link), "{shown}");
        assert!(shown.contains("<title>improvement: Terugbellen</title>"), "in the chart: {shown}");
        assert!(shown.contains("<text class=\"marker\"") && shown.contains("<ol class=\"marks\">"), "numbered: {shown}");
        assert!(page(&app, &cookie, "/?team=Zuid").await.contains(&link), "it is for this team");
        assert!(!page(&app, &cookie, "/?team=Noord").await.contains(&link), "it is for the other team");
        let earlier = page(&app, &cookie, "/?from=2025-04-01&to=2025-12-31").await;
        assert!(!earlier.contains(&link), "it started after this range: {earlier}");
    }

    async fn themes_and_signals_lead_to_a_form_that_is_filled_in_so_far(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        let mut file = "answered_at,score\n".to_owned();
        for month in 0..20 {
            let (year, number) = (2024 + (month + 6) / 12, (month + 6) % 12 + 1);
            let high = if month < 19 { 10 } else { 1 };
            file.push_str(&format!("{year}-{number:02}-03,{high}\n{year}-{number:02}-17,2\n").repeat(10));
        }
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        app.post_as(&cookie, "/themes", "name=Wachttijd&keywords=wacht*").await;
        app.tick().await;
        let way = |page: &str, from: &str| {
            let link = page.split("href=\"").find(|part| part.starts_with(from)).unwrap_or_else(|| panic!("{page}"));
            link.split('"').next().unwrap().to_owned()
        };
        let theme = way(&page(&app, &cookie, "/themes").await, "/improvements/new?theme=");
        let form = page(&app, &cookie, &theme).await;
        let id = theme.split("theme=").nth(1).unwrap();
        assert!(form.contains(&format!("name=\"reason_themes\" value=\"{id}\" checked")), "{form}");
        assert!(form.contains("value=\"analyst@example.org\" selected"), "the own address as owner: {form}");
        let signal = way(&page(&app, &cookie, "/signals").await, "/improvements/new?signal=");
        let form = page(&app, &cookie, &signal).await;
        let id = signal.split("signal=").nth(1).unwrap();
        assert!(form.contains(&format!("name=\"reason_signals\" value=\"{id}\" checked")), "{form}");
        assert!(form.contains("name=\"reason_months\" value=\"2026-02\""), "{form}");
        let typed = page(&app, &cookie, "/improvements/new?cause=Brief+%26+%3Ctaal%3E").await;
        assert!(typed.contains("name=\"reason_causes\" value=\"Brief &amp; &lt;taal&gt;\" checked"), "{typed}");
    }

    async fn a_cause_that_only_complaints_tell_can_be_chosen(app) {
        let told = serde_json::json!({"status": "open", "received_at": "2026-03-02T09:15:00Z", "causes": ["Late reply"], "team": "Zuid"});
        app.put("K-1", &told).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let form = page(&app, &cookie, NEW).await;
        assert!(form.contains("value=\"cause:Late reply\""), "{form}");
        let plan = format!("{}&reason_causes=Late+reply", PLAN.replace("target=nps", "target=cause%3ALate+reply"));
        let path = record(&app, &cookie, &plan).await;
        let shown = page(&app, &cookie, &path).await;
        assert!(shown.contains("The share of closed complaints with the cause Late reply: 15.0 percentage points down"), "{shown}");
        assert_eq!(app.integers("SELECT COUNT(*) FROM causes").await, [1]);
    }

    async fn a_cause_keeps_the_marks_of_those_that_were_merged_into_it_by_way_of_others(app) {
        for (reference, cause) in [("K-1", "Late reply"), ("K-2", "Slow"), ("K-3", "Time")] {
            let told = serde_json::json!({"status": "open", "received_at": "2026-03-02T09:15:00Z", "causes": [cause], "team": "Zuid"});
            app.put(reference, &told).await;
        }
        let cookie = app.sign_in_as(Role::Analyst).await;
        let of_cause = PLAN.replace("title=Terugbellen", "title=Doel").replace("target=nps", "target=cause%3ALate+reply");
        record(&app, &cookie, &of_cause).await;
        record(&app, &cookie, &format!("{PLAN}&reason_causes=Late+reply")).await;
        merge_causes(&app.app, &Actor::Operator, Named::ByAny("Late reply"), Named::ByAny("Slow")).await.unwrap();
        merge_causes(&app.app, &Actor::Operator, Named::ByAny("Slow"), Named::ByAny("Time")).await.unwrap();
        app.clock.set("2026-05-10T10:00:00Z");
        let marks = marks_of_cause(&app.app, "Time").await.unwrap();
        let titles: Vec<&str> = marks.iter().map(|(_, title)| title.as_str()).collect();
        assert_eq!(titles, ["Doel", "Terugbellen"]);
        assert_eq!(marks_of_cause(&app.app, "Slow").await.unwrap(), marks);
    }

    async fn a_filtered_trend_is_marked_only_with_what_can_have_changed_it(app) {
        give_before(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let kpi = PLAN.replace("target=nps", "target=kpi%3Aacknowledgement");
        let path = record(&app, &cookie, &kpi).await;
        app.clock.set("2026-05-10T10:00:00Z");
        give(&app, &["2026-04"], &[("Zuid", 20, 20), ("Noord", 20, 20)]).await;
        let cookie = app.sign_in_again(Role::Analyst).await;
        let link = format!("href=\"{path}\"");
        assert!(page(&app, &cookie, "/").await.contains(&link));
        assert!(!page(&app, &cookie, "/?team=Zuid").await.contains(&link), "it changes no score of the team");
    }

    async fn one_for_a_team_that_has_all_answers_says_that_there_is_no_rest(app) {
        give(&app, &BEFORE, &[("Zuid", 20, 20)]).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let path = record(&app, &cookie, &PLAN.replace("gap=15", "gap=40")).await;
        app.clock.set("2026-05-10T10:00:00Z");
        give(&app, &["2026-04"], &[("Zuid", 20, 20)]).await;
        let cookie = app.sign_in_again(Role::Analyst).await;
        let shown = page(&app, &cookie, &path).await;
        assert!(shown.contains("All answers in this time are of those whom this improvement is for"), "{shown}");
        assert!(!shown.contains("This improvement is for everyone"), "{shown}");
    }

    async fn a_change_against_that_of_the_rest_is_told_without_rising_or_falling(app) {
        give_before(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let path = record(&app, &cookie, &PLAN.replace("gap=15", "gap=70")).await;
        app.clock.set("2026-05-10T10:00:00Z");
        give(&app, &["2026-04"], &[("Zuid", 10, 30), ("Noord", 30, 10)]).await;
        let cookie = app.sign_in_again(Role::Analyst).await;
        let dutch = in_dutch(&app, &cookie, &path).await.body;
        let words = "Dit maakt het slechter: de NPS van team Zuid ging 100,0 punten minder goed dan bij de rest (met 95 % zekerheid tussen ";
        assert!(dutch.contains(words), "{dutch}");
    }

    async fn one_that_is_not_carried_out_is_withdrawn_and_stays_in_the_list(app) {
        give_before(&app).await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let path = record(&app, &cookie, PLAN).await;
        let answer = app.post_as(&cookie, &format!("{path}/withdraw"), "").await;
        assert_eq!(answer.header("location"), format!("{path}?done=withdrawn"), "{answer:?}");
        let shown = page(&app, &cookie, &path).await;
        assert!(shown.contains("Withdrawn by analyst@example.org") && !shown.contains("public_nl"), "{shown}");
        assert!(page(&app, &cookie, "/improvements").await.contains("id=\"withdrawn\""));
        assert_eq!(app.post_as(&cookie, &format!("{path}/withdraw"), "").await.status, StatusCode::CONFLICT);
    }

    async fn who_sees_no_figures_sees_no_improvements_and_an_unknown_one_is_not_found(app) {
        give_before(&app).await;
        let analyst = app.sign_in_as(Role::Analyst).await;
        let path = record(&app, &analyst, PLAN).await;
        let handler = app.sign_in_as(Role::Handler).await;
        let unknown = "/improvements/00000000-0000-7000-8000-000000000000";
        for path in ["/improvements", NEW, path.as_str(), unknown] {
            assert_eq!(app.get_as(&handler, path).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        for action in ["edit", "public", "withdraw", "close"] {
            let sent = app.post_as(&handler, &format!("{path}/{action}"), PLAN).await;
            assert_eq!(sent.status, StatusCode::FORBIDDEN, "{action}");
            let sent = app.post_as(&analyst, &format!("{unknown}/{action}"), "").await;
            assert_eq!(sent.status, StatusCode::NOT_FOUND, "{action}: {sent:?}");
        }
        assert_eq!(app.post_as(&handler, NEW, PLAN).await.status, StatusCode::FORBIDDEN);
        assert_eq!(app.get_as(&analyst, unknown).await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.get_as(&analyst, "/improvements/no-identifier").await.status, StatusCode::NOT_FOUND);
        assert!(!page(&app, &handler, "/follow-ups").await.contains("/improvements"), "nor in the menu");
        assert_eq!(improvements(&app).await, 1);
    }
}

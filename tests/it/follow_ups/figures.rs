//! How many follow-ups ended in time, per team and month.

use naklank::domain::access::follow_ups_of::FollowUpsOf;
use naklank::domain::access::roles::Role;
use naklank::domain::follow_ups::figures::TeamFigures;
use naklank::workflow::follow_ups::figures::follow_up_figures;
use serde_json::json;

use super::{answered, handler, hidden, row_of};
use crate::support::{TestApp, on_both_engines};

async fn end_at(app: &TestApp, path: &str, moment: &str) -> String {
    app.clock.set(moment);
    let cookie = app.sign_in_again(Role::Handler).await;
    app.post_as(&cookie, &format!("{path}/take-up"), "").await;
    app.post_as(&cookie, &format!("{path}/end"), "outcome=put_right").await;
    cookie
}

fn of(team: &str, counts: [u64; 5]) -> TeamFigures {
    let [due, in_time, late, overdue, pending] = counts;
    TeamFigures { team: Some(team.to_owned()), due, in_time, late, overdue, pending }
}

on_both_engines! {
    async fn a_follow_up_counts_in_the_month_in_which_it_was_due_by_when_it_first_ended(app) {
        let mut paths = Vec::new();
        for (reference, team) in [("K-1", "Noord"), ("K-2", "Noord"), ("K-3", "Noord"), ("K-4", "Zuid")] {
            paths.push(answered(&app, reference, json!({"team": team}), "score=2").await);
        }
        // All are due on 25 March. In Amsterdam that day ends at eleven in the evening, UTC.
        let cookie = end_at(&app, &paths[0], "2026-03-25T22:59:59Z").await;
        assert_eq!(app.post_as(&cookie, &format!("{}/reopen", paths[0]), "").await.status.as_u16(), 303);
        end_at(&app, &paths[1], "2026-03-25T23:00:00Z").await;
        end_at(&app, &paths[3], "2026-03-24T10:00:00Z").await;
        // On the day itself there is time left, and nothing is late.
        app.clock.set("2026-03-25T22:00:00Z");
        let on_the_day = follow_up_figures(&app.app, &FollowUpsOf::All).await.unwrap();
        assert_eq!((on_the_day[0].together().overdue, on_the_day[0].together().pending), (0, 1));
        app.clock.set("2026-04-02T10:00:00Z");
        let months = follow_up_figures(&app.app, &FollowUpsOf::All).await.unwrap();
        assert_eq!(months.len(), 12);
        assert_eq!(months[0].month.to_string(), "2026-04-01");
        assert!(months[0].teams.is_empty());
        assert_eq!(months[1].teams, [of("Noord", [3, 1, 2, 1, 0]), of("Zuid", [1, 1, 0, 0, 0])]);
        let own = follow_up_figures(&app.app, &FollowUpsOf::Team("Zuid".to_owned())).await.unwrap();
        assert_eq!(own[1].teams, [of("Zuid", [1, 1, 0, 0, 0])]);
        let zuid = handler(&app, "zuid@example.org", Some("Zuid")).await;
        let page = app.get_as(&zuid, "/follow-ups/figures").await.body;
        assert!(page.contains("March 2026") && page.contains("Zuid") && !page.contains("Noord"), "{page}");
        let all = app.sign_in_as(Role::PolicyOwner).await;
        let page = app.get_as(&all, "/follow-ups/figures").await.body;
        assert!(page.contains("all teams") && page.contains("data-label=\"In time (%)\" class=\"number\">50<"), "{page}");
        let late = "The list ‘Late’ holds those that are still open.";
        let list = app.get_as(&all, "/follow-ups?list=overdue").await.body;
        assert!(list.contains("Late (1)") && list.contains(late), "the list and the figures count one: {list}");
        assert!(page.contains("data-label=\"Late and still open\" class=\"number\">1<"), "{page}");
        for said in [&page, &list] {
            assert!(said.contains("Late means: the day by which it was due has passed"), "{said}");
        }
        // What is handed over counts for the team that has it.
        let detail = app.get_as(&all, &paths[2]).await.body;
        let form = format!("seen={}&team=Zuid", hidden(&detail, "seen"));
        assert_eq!(app.post_as(&all, &format!("{}/hand-over", paths[2]), &form).await.status.as_u16(), 303);
        let months = follow_up_figures(&app.app, &FollowUpsOf::All).await.unwrap();
        assert_eq!(months[1].teams, [of("Noord", [2, 1, 1, 0, 0]), of("Zuid", [2, 1, 1, 1, 0])]);
    }

    async fn what_is_due_next_month_is_counted_too(app) {
        app.clock.set("2026-03-27T14:00:00Z");
        let link = app.invite_with("K-1", json!({"team": "Noord"})).await;
        // Answered on Monday the thirtieth, and due two working days later.
        app.post_form(&link, "score=2").await;
        let path = format!("/follow-ups/{}", row_of(&app, "K-1").await["id"].as_str().unwrap());
        let all = app.sign_in_again(Role::PolicyOwner).await;
        let row = |page: &str| page.split("April 2026").nth(1).map(|rest| rest.split("</tr>").next().unwrap().to_owned());
        let due = row(&app.get_as(&all, "/follow-ups/figures").await.body).expect("a row of next month");
        assert!(due.contains(">1<"), "{due}");
        end_at(&app, &path, "2026-03-30T12:00:00Z").await;
        let months = follow_up_figures(&app.app, &FollowUpsOf::All).await.unwrap();
        assert_eq!((months.len(), months[0].month.to_string()), (13, "2026-04-01".to_owned()));
        assert_eq!(months[0].teams, [of("Noord", [1, 1, 0, 0, 0])]);
        assert_eq!(months[1].month.to_string(), "2026-03-01");
    }
}

//! Signals are raised once for each complete month, explained and mailed; changes are noted, and control limits restart
//! after them.

use axum::http::StatusCode;
use chrono::TimeDelta;
use naklank::domain::access::roles::Role;
use naklank::workflow::insight::import_responses::import_responses;

use crate::support::{TestApp, on_both_engines};

/// Twenty months up to February 2026, each with ten promoters and ten detractors; the last with detractors only.
async fn a_dip_at_the_end(app: &TestApp) {
    let mut file = "answered_at,score\n".to_owned();
    for month in 0..20 {
        let (year, number) = (2024 + (month + 6) / 12, (month + 6) % 12 + 1);
        let high = if month < 19 { 10 } else { 1 };
        file.push_str(&format!("{year}-{number:02}-03,{high}\n{year}-{number:02}-17,2\n").repeat(10));
    }
    import_responses(&app.app, file.as_bytes(), None).await.unwrap();
}

async fn page(app: &TestApp, cookie: &str) -> String {
    app.get_as(cookie, "/signals").await.body
}

on_both_engines! {
    async fn a_month_is_looked_at_once_when_it_is_complete(app) {
        a_dip_at_the_end(&app).await;
        let report = app.tick().await;
        assert_eq!(report.signals, 1, "February lies outside");
        assert_eq!(app.integers("SELECT COUNT(*) FROM assessed_months").await, [20]);
        assert_eq!(app.tick().await.signals, 0);
        app.clock.set("2026-04-02T10:00:00Z");
        assert_eq!(app.tick().await.signals, 0, "March has no responses");
        assert_eq!(app.integers("SELECT COUNT(*) FROM assessed_months").await, [21]);
    }

    /// A fall from 22 to -81 once raised seven signals, one of them "a small fall that lasts".
    async fn a_fall_that_lasts_is_one_signal_with_its_size_one_mail_and_one_cause(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        app.post_as(&cookie, "/signals/subscription", "wanted=yes").await;
        let mut file = "answered_at,score\n".to_owned();
        for month in 0..20 {
            let (year, number) = (2024 + (month + 6) / 12, (month + 6) % 12 + 1);
            let scores: &[u8] = if month < 15 { &[9, 9, 9, 9, 7, 2, 2, 8, 10] } else { &[2, 1, 0, 2, 3, 0, 9, 2, 1] };
            for score in scores.repeat(4) {
                file.push_str(&format!("{year}-{number:02}-10,{score}\n"));
            }
        }
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        app.clock.run();
        app.tick().await;
        let kept = app.integers("SELECT COUNT(*) FROM signals").await; assert!(kept[0] >= 5, "{kept:?}");
        let shown = page(&app, &cookie).await;
        assert_eq!(shown.matches("/explain\"").count(), 1, "{shown}");
        assert!(shown.contains("NPS below its limits: 111.1 points lower than in the base period"), "{shown}");
        assert!(shown.contains("October 2025 – February 2026") && !shown.contains("small"), "{shown}");
        let mails = app.mails().len();
        let action = shown.split("/signals/").find(|part| part.contains("/explain\"")).unwrap();
        let explain = format!("/signals/{}/explain", action.split('/').next().unwrap());
        app.post_as(&cookie, &explain, "explanation=Nieuw+systeem").await;
        assert!(!page(&app, &cookie).await.contains("/explain\""), "one cause for the event");
        assert_eq!(mails, 0, "it began longer ago than news is told of");
        let again: String = [2, 1, 0, 2, 3, 0, 9, 2, 1].repeat(4).iter().map(|score| format!("2026-03-10,{score}\n")).collect();
        import_responses(&app.app, format!("answered_at,score\n{again}").as_bytes(), None).await.unwrap();
        app.clock.set("2026-04-02T10:00:00Z");
        assert_eq!(app.tick().await.signals, 1);
        assert_eq!(app.tick().await.staff_mails.sent, 0, "it goes on, which was told before");
        let cookie = app.sign_in_as(Role::PolicyOwner).await;
        let shown = page(&app, &cookie).await;
        assert!(shown.contains("October 2025 – March 2026") && shown.contains("Nieuw systeem"), "{shown}");
    }

    async fn a_range_has_its_own_signals_and_leads_to_all(app) {
        a_dip_at_the_end(&app).await;
        app.tick().await;
        let cookie = app.sign_in_as(Role::Analyst).await;
        let of = async |query: &str| app.get_as(&cookie, &format!("/signals{query}")).await.body;
        assert!(of("").await.contains("/explain\"") && !of("?team=Noord").await.contains("Show all signals"));
        let last = of("?range=last-month").await;
        assert!(last.contains("/explain\"") && last.contains("Show all signals"), "{last}");
        let first = app.get_as(&cookie, "/").await.body;
        assert!(first.contains("Signals in this chart</a>") && !first.contains("Signals in this range"), "{first}");
        assert!(last.contains("Signals of all complaints together, 1 February 2026 to 28 February 2026."), "{last}");
        let earlier = of("?from=2025-01-01&to=2025-06-30").await;
        assert!(!earlier.contains("/explain\"") && earlier.contains("No signals in this range."), "{earlier}");
    }

    async fn a_month_waits_for_answers_that_may_still_come(app) {
        app.invite("K-1").await;
        app.clock.set("2026-04-02T10:00:00Z");
        app.tick().await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM assessed_months").await, [0]);
        app.clock.set("2026-05-20T10:00:00Z");
        app.tick().await;
        app.tick().await;
        assert_eq!(app.integers("SELECT COUNT(*) FROM assessed_months").await, [2], "March, and April with nothing");
    }

    async fn those_who_asked_are_told_once_by_mail(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        app.sign_in_as(Role::Admin).await;
        let answer = app.post_as(&cookie, "/signals/subscription", "wanted=yes").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(page(&app, &cookie).await.contains("You get an e-mail for each new signal."));
        a_dip_at_the_end(&app).await;
        app.clock.run();
        assert_eq!(app.tick().await.staff_mails.sent, 1);
        let mails = app.mails();
        assert_eq!((mails.len(), mails[0].envelope.to()[0].to_string().as_str()), (1, "analyst@example.org"));
        let text = String::from_utf8(mails[0].bytes.clone()).unwrap();
        assert!(text.contains("https://nps.example.org/signals") && text.contains("februari 2026"), "{text}");
        assert!(text.contains("Auto-Submitted: auto-generated") && !text.contains("List-Unsubscribe"));
        app.advance(TimeDelta::days(1));
        assert_eq!(app.tick().await.staff_mails.sent, 0);
    }

    async fn a_mail_that_is_refused_is_tried_again_as_the_same_mail(app) {
        use naklank::domain::sending::delivery::Cause;
        use naklank::mail::send_error::SendError;
        let cookie = app.sign_in_as(Role::Analyst).await;
        app.post_as(&cookie, "/signals/subscription", "wanted=yes").await;
        a_dip_at_the_end(&app).await;
        app.outbox().fail_next(SendError::new(Cause::UnknownFate, "the line went dead"));
        assert_eq!(app.tick().await.staff_mails.sent, 0);
        assert_eq!(app.tick().await.staff_mails.sent, 0, "not before its time");
        app.advance(TimeDelta::minutes(11));
        assert_eq!(app.tick().await.staff_mails.sent, 1);
        let mails = app.mails();
        assert_eq!(mails[0].bytes, mails[1].bytes);
    }

    async fn whoever_stops_the_mails_gets_none(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        app.post_as(&cookie, "/signals/subscription", "wanted=yes").await;
        app.post_as(&cookie, "/signals/subscription", "wanted=no").await;
        a_dip_at_the_end(&app).await;
        app.tick().await;
        assert!(app.mails().is_empty());
    }

    async fn a_subscriber_who_may_no_longer_see_figures_gets_none(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        app.post_as(&cookie, "/signals/subscription", "wanted=yes").await;
        app.execute("UPDATE users SET roles = 'admin'").await;
        a_dip_at_the_end(&app).await;
        assert_eq!(app.tick().await.signals, 1);
        assert!(app.mails().is_empty());
    }

    async fn history_that_is_imported_late_raises_signals_without_mail(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        app.post_as(&cookie, "/signals/subscription", "wanted=yes").await;
        a_dip_at_the_end(&app).await;
        app.clock.set("2026-09-02T10:00:00Z");
        assert_eq!((app.tick().await.signals, app.mails().len()), (1, 0));
    }

    async fn a_signal_gets_a_cause_and_a_change_is_drawn_and_withdrawn(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        a_dip_at_the_end(&app).await;
        app.tick().await;
        let before = page(&app, &cookie).await;
        assert!(before.contains("NPS below its limits") && before.contains("February 2026"), "{before}");
        let action = before.split("/signals/").find(|part| part.contains("/explain\"")).unwrap();
        let explain = format!("/signals/{}/explain", action.split('/').next().unwrap());
        let empty = app.post_as(&cookie, &explain, "explanation=+").await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        let answer = app.post_as(&cookie, &explain, "explanation=Storm+in+januari").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        assert!(page(&app, &cookie).await.contains("Storm in januari (analyst@example.org"));
        let change = "day=2026-01-01&kind=process&note=Nieuw+team&restarts=on&restart_reason=Andere+werkwijze";
        assert_eq!(app.post_as(&cookie, "/signals/changes", change).await.status, StatusCode::SEE_OTHER);
        assert!(page(&app, &cookie).await.contains("Limits recalculated: Andere werkwijze"));
        let refused = app.post_as(&cookie, "/signals/changes", "day=2027-01-01&kind=law&note=Wft").await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains("value=\"Wft\""), "what was typed stays");
        assert!(refused.body.contains("href=\"#day\"") && refused.body.contains("Fill in a day up to today."), "{}", refused.body);
        assert!(!refused.body.contains("href=\"#note\""), "what is right is not reproached: {}", refused.body);
        let chart = app.api(axum::http::Method::GET, "/api/v1/control-chart?from=2024-07-01&to=2026-02-28", "").await.json();
        assert_eq!((&chart["points"][0]["centre"], &chart["centre"]), (&0.0.into(), &(-50.0).into()));
        let shown = page(&app, &cookie).await;
        let withdraw = shown.split('"').find(|part| part.ends_with("/withdraw")).unwrap().to_owned();
        assert_eq!(app.post_as(&cookie, &withdraw, "").await.status, StatusCode::SEE_OTHER);
        assert_eq!(app.post_as(&cookie, &withdraw, "").await.status, StatusCode::NOT_FOUND);
        assert_eq!(app.integers("SELECT COUNT(*) FROM change_points").await, [1], "and is kept");
        let audited = app.integers("SELECT COUNT(*) FROM audit WHERE action IN ('explain signal', 'note change')").await;
        assert_eq!(audited, [2]);
    }

    async fn a_cause_that_is_refused_stays_in_its_field(app) {
        let cookie = app.sign_in_as(Role::Analyst).await;
        a_dip_at_the_end(&app).await;
        app.tick().await;
        let before = page(&app, &cookie).await;
        let explain = before.split('"').find(|part| part.ends_with("/explain")).unwrap().to_owned();
        let long = "x".repeat(501);
        let refused = app.post_as(&cookie, &explain, &format!("explanation={long}")).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(refused.body.contains(&format!("value=\"{long}\"")), "{}", refused.body);
        assert!(refused.body.contains("href=\"#explanation\"") && refused.body.contains("aria-invalid=\"true\""));
        assert!(!before.contains("aria-invalid"), "{before}");
    }

    async fn handlers_and_strangers_have_no_part_in_it(app) {
        let handler = app.sign_in_as(Role::Handler).await;
        assert_eq!(app.get_as(&handler, "/signals").await.status, StatusCode::FORBIDDEN);
        for path in ["/signals/changes", "/signals/subscription", "/signals/0/explain", "/signals/changes/0/withdraw"] {
            let refused = app.post_as(&handler, path, "day=2026-01-01&kind=law&note=x&wanted=yes").await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{path}");
            assert_eq!(app.post_form(path, "").await.status, StatusCode::SEE_OTHER, "{path}");
        }
        let analyst = app.sign_in_as(Role::Analyst).await;
        for path in ["/signals/x/explain", "/signals/changes/x/withdraw"] {
            assert_eq!(app.post_as(&analyst, path, "explanation=x").await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM change_points").await, [0]);
    }
}

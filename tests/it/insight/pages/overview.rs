//! The figures of the dashboard's first page: the change against the period before, what has come since, and what stays
//! hidden of both.

use chrono::NaiveDate;
use naklank::domain::insight::change::ChangeConclusion;
use naklank::domain::insight::query::dashboard::DashboardQuery;
use naklank::domain::insight::series::Point;
use naklank::domain::time::period::DateRange;
use naklank::workflow::demo::history::fill_history;
use naklank::workflow::insight::background::background_figures;
use naklank::workflow::insight::dashboard::{DashboardFigures, dashboard_figures};
use naklank::workflow::insight::import_responses::import_responses;

use crate::support::{TestApp, on_both_engines};

fn range(from: &str, to: &str) -> DateRange {
    let day = |text: &str| text.parse::<NaiveDate>().unwrap();
    DateRange::new(day(from), day(to)).unwrap()
}

/// The view of an address; without a range of its own its whole is `usual`.
fn view(app: &TestApp, address: &str, usual: DateRange) -> DashboardQuery {
    let pairs: Vec<_> = form_urlencoded::parse(address.as_bytes()).into_owned().collect();
    let mut query = DashboardQuery::parse(&pairs, app.app.today()).unwrap();
    if !query.has_own_range {
        query.whole = query.whole.within(usual);
    }
    query
}

async fn figures(app: &TestApp, address: &str, usual: DateRange) -> DashboardFigures {
    dashboard_figures(&app.app, &view(app, address, usual)).await.unwrap()
}

/// Answers as (month, score, number), each on the tenth of its month.
async fn answers(app: &TestApp, months: &[(&str, u8, usize)]) {
    let mut file = "answered_at,score,team\n".to_owned();
    for (month, score, times) in months {
        file.push_str(&format!("{month}-10,{score},Noord\n").repeat(*times));
    }
    import_responses(&app.app, file.as_bytes(), None).await.unwrap();
}

fn responses(point: Option<&Point>) -> Option<u64> {
    point.and_then(|point| point.figures.responses())
}

on_both_engines! {
    async fn the_score_is_held_against_the_period_before(app) {
        app.clock.set("2026-04-20T10:00:00Z");
        answers(&app, &[("2024-06", 10, 60), ("2025-06", 2, 50), ("2026-04", 9, 8)]).await;
        let found = figures(&app, "", range("2025-04-01", "2026-03-31")).await;
        let before = found.before.as_ref().unwrap();
        assert_eq!((before.range, before.figures.responses()), (range("2024-04-01", "2025-03-31"), Some(60)));
        let change = found.change.unwrap();
        assert_eq!((change.difference, change.conclusion), (-200.0, ChangeConclusion::Lower));
        assert!(change.low < change.high && change.high < 0.0, "{change:?}");
        let so_far = found.so_far.as_ref().unwrap();
        assert_eq!((so_far.range, so_far.figures.responses()), (range("2026-04-01", "2026-04-20"), Some(8)));
        assert!(so_far.provisional, "the month still runs");
        let filtered = figures(&app, "team=Zuid", range("2025-04-01", "2026-03-31")).await;
        assert_eq!((responses(filtered.before.as_ref()), filtered.change), (Some(0), None), "the same filters");
    }

    async fn a_range_of_ones_own_has_a_period_before_and_nothing_since(app) {
        answers(&app, &[("2025-11", 9, 12), ("2025-12", 9, 12), ("2026-01", 9, 20)]).await;
        let found = figures(&app, "from=2026-01-01&to=2026-02-28", range("2025-03-01", "2026-02-28")).await;
        let before = found.before.as_ref().unwrap();
        assert_eq!((before.range, before.figures.responses()), (range("2025-11-01", "2025-12-31"), Some(24)));
        assert_eq!(found.change.unwrap().conclusion, ChangeConclusion::NoDifferenceShown);
        assert!(found.so_far.is_none());
    }

    async fn nothing_follows_about_a_small_period_before_or_since(app) {
        app.clock.set("2026-04-20T10:00:00Z");
        answers(&app, &[("2024-06", 10, 3), ("2025-06", 2, 50), ("2026-04", 9, 4)]).await;
        let found = figures(&app, "", range("2025-04-01", "2026-03-31")).await;
        assert!(found.before.unwrap().figures.is_too_small() && found.change.is_none());
        assert!(found.so_far.unwrap().figures.is_too_small());
    }

    async fn a_month_cannot_be_had_from_a_quarter_and_what_came_since(app) {
        app.clock.set("2026-05-20T10:00:00Z");
        let usual = range("2025-05-01", "2026-04-30");
        let months = [("2025-08", 9, 20), ("2026-01", 9, 20), ("2026-05", 9, 9)];
        answers(&app, &months).await;
        answers(&app, &[("2026-04", 9, 3)]).await;
        let found = figures(&app, "", usual).await;
        let quarter = found.over_time.last().unwrap();
        assert_eq!((quarter.range.from().to_string(), quarter.figures.responses()), ("2026-04-01".to_owned(), Some(12)));
        assert!(found.so_far.as_ref().unwrap().figures.is_too_small(), "twelve less nine are the three of April");
        answers(&app, &[("2026-04", 8, 5)]).await;
        let found = figures(&app, "", usual).await;
        assert_eq!((responses(found.over_time.last()), responses(found.so_far.as_ref())), (Some(17), Some(9)));
    }

    async fn the_pages_tell_the_same_of_the_same_whole(app) {
        fill_history(&app.app).await.unwrap();
        let usual = range("2025-03-01", "2026-02-28");
        for address in ["", "interval=month", "interval=week&team=Noord", "basis=answered", "from=2025-01-15&to=2025-12-20&interval=month"] {
            let query = view(&app, address, usual);
            let first = figures(&app, address, usual).await;
            let behind = background_figures(&app.app, &query, 0.0).await.unwrap();
            assert_eq!((&first.whole, &first.over_time), (&behind.whole, &behind.over_time), "{address}");
            let responses = first.whole.figures.responses().unwrap();
            let details = behind.details.unwrap();
            let parts = first.parts.unwrap();
            assert_eq!(parts.iter().map(|part| part.closed).sum::<u64>(), first.whole.closed, "{address}");
            for (dimension, parts) in &details.covered {
                assert_eq!(parts.iter().map(|part| part.closed).sum::<u64>(), first.whole.closed, "{address}: {dimension}");
            }
            if let Some(representation) = &details.representation {
                assert_eq!((representation.responses, representation.closed), (responses, first.whole.closed), "{address}");
            }
            assert_eq!(details.representation.is_none(), address == "basis=answered", "{address}");
            assert!(!details.drivers.is_empty() && !details.timing.after.is_empty(), "{address}");
            assert_eq!(behind.funnel.range, query.whole.range);
            if ["", "interval=month"].contains(&address) {
                assert_eq!(first.control.is_some(), address == "interval=month", "{address}");
            }
        }
    }
}

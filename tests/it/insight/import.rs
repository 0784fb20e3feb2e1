//! Imported results of earlier surveys count.

use naklank::domain::input::csv_table::{LineFault, LineMistake};
use naklank::workflow::insight::import_responses::{ImportResponsesError, import_responses};
use serde_json::{Value, json};

use crate::support::{TestApp, on_both_engines};

const RESPONSES: &str = "answered_at,score,closed_at,team,verbatim,empathy\n\
    2025-01-20,10,2025-01-10,Noord,\"Snel, en\nvriendelijk\",5\n\
    2025-01-21T10:00:00+01:00,9,2025-01-11,Noord,,\n\
    2025-01-22,0,2025-01-12,Noord,=1+1,1\n\
    2025-01-23,7,2025-01-13,Noord,,\n\
    2025-02-03,10,2025-01-30,Noord,,\n\
    2025-02-03,6,2025-01-31,Zuid,,\n";

/// The first field that is wrong in a line.
fn field(mistake: &LineMistake) -> &str {
    match &mistake.fault {
        LineFault::Fields(errors) => &errors[0].field,
        other => panic!("{other}"),
    }
}

async fn point(app: &TestApp, query: &str) -> Value {
    app.nps(query).await["groups"][0]["points"][0].clone()
}

on_both_engines! {
    async fn imported_answers_count_in_the_month_of_their_closure(app) {
        let imported = import_responses(&app.app, RESPONSES.as_bytes(), None).await.unwrap();
        assert_eq!((imported.responses, imported.periods), (6, 0));
        let january = point(&app, "from=2025-01-01&to=2025-01-31").await;
        assert_eq!(january["responses"], 6);
        assert_eq!(january["scores"], json!([1, 0, 0, 0, 0, 0, 1, 1, 0, 1, 2]));
        assert_eq!(january["response_rate"], Value::Null, "nobody said how many were invited");
        assert_eq!(january["provisional"], false);
        let answered = point(&app, "from=2025-01-01&to=2025-01-31&basis=answered").await;
        assert_eq!((&answered["suppressed"], &answered["responses"]), (&json!(true), &Value::Null));
    }

    async fn a_periods_file_makes_the_response_rate_known(app) {
        let periods = b"from;to;closed;invited\n2025-01-01;2025-01-31;30;24\n";
        import_responses(&app.app, RESPONSES.as_bytes(), Some(periods)).await.unwrap();
        let january = point(&app, "from=2025-01-01&to=2025-01-31").await;
        assert_eq!((&january["closed"], &january["invited"]), (&json!(30), &json!(24)));
        assert_eq!(january["response_rate"], 0.25);
        let noord = point(&app, "from=2025-01-01&to=2025-01-31&team=Noord").await;
        assert_eq!(noord["response_rate"], Value::Null, "the file does not say how many of them were invited");
        let by_week = app.nps("from=2025-01-01&to=2025-01-31&interval=week").await;
        assert_eq!(by_week["groups"][0]["points"][1]["invited"], 0, "a month cannot be cut into weeks");
    }

    async fn the_same_periods_twice_are_refused(app) {
        let periods: &[u8] = b"from,to,closed,invited\n2025-01-01,2025-01-31,30,24\n";
        import_responses(&app.app, RESPONSES.as_bytes(), Some(periods)).await.unwrap();
        let others = b"answered_at,score\n2025-01-20,10\n";
        let error = import_responses(&app.app, others, Some(periods)).await.unwrap_err();
        assert!(matches!(error, ImportResponsesError::RepeatedPeriods));
        assert_eq!(app.integers("SELECT COUNT(*) FROM responses").await, [6]);
    }

    async fn the_periods_of_one_team_are_no_rate_of_the_whole(app) {
        let periods: &[u8] = b"from,to,closed,invited,team\n2025-01-01,2025-01-31,10,5,Noord\n";
        import_responses(&app.app, RESPONSES.as_bytes(), Some(periods)).await.unwrap();
        let whole = point(&app, "from=2025-01-01&to=2025-01-31").await;
        assert_eq!(whole["response_rate"], Value::Null);
        let team = point(&app, "from=2025-01-01&to=2025-01-31&team=Noord").await;
        assert_eq!(team["response_rate"], 1.0);
    }

    async fn the_same_file_twice_is_refused(app) {
        import_responses(&app.app, RESPONSES.as_bytes(), None).await.unwrap();
        let error = import_responses(&app.app, RESPONSES.as_bytes(), None).await.unwrap_err();
        assert!(matches!(error, ImportResponsesError::Repeated));
        assert_eq!(app.integers("SELECT COUNT(*) FROM responses").await, [6]);
    }

    async fn every_bad_line_is_named_and_nothing_is_stored(app) {
        let file = b"answered_at,score,closed_at\n2025-01-20,11,\nsoon,5,\n2025-01-20,5,2025-01-21\n2027-01-01,5,\n";
        let ImportResponsesError::Lines(wrong) =
            import_responses(&app.app, file, None).await.unwrap_err() else { panic!("lines are named") };
        let lines: Vec<(u64, &str)> = wrong.responses.iter().map(|m| (m.line, field(m))).collect();
        assert_eq!(lines, [(2, "score"), (3, "answered_at"), (4, "closed_at"), (5, "answered_at")]);
        let periods = b"from,to,closed,invited\n2025-01-31,2025-01-01,10,20\n";
        let error = import_responses(&app.app, RESPONSES.as_bytes(), Some(periods)).await.unwrap_err();
        assert!(matches!(error, ImportResponsesError::Lines(wrong) if wrong.responses.is_empty() && wrong.periods.len() == 1));
        assert_eq!(app.integers("SELECT COUNT(*) FROM responses").await, [0]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM tally_changes").await, [0]);
    }

    async fn a_file_of_a_spreadsheet_in_dutch_has_its_days_first(app) {
        let file = "answered_at;score;closed_at\n25-2-2025 9:00;10;20-02-2025\n26-02-2025;9;\n";
        import_responses(&app.app, file.as_bytes(), None).await.unwrap();
        let days = "SELECT COUNT(*) FROM responses WHERE closed_on IN ('2025-02-20', '2025-02-26')";
        assert_eq!(app.integers(days).await, [2]);
        let moments = "SELECT COUNT(*) FROM responses WHERE answered_at <= '2025-02-25T08:00:00.000000Z'";
        assert_eq!(app.integers(moments).await, [1], "nine o'clock in the organisation's zone");
        let wrong = b"answered_at,score\n02/25/2025,9\n05/06/25,9\n30-03-2025 02:30,9\n26-10-2025 02:30,9\n31-02-2025,9\n";
        let ImportResponsesError::Lines(wrong) =
            import_responses(&app.app, wrong, None).await.unwrap_err() else { panic!("lines are named") };
        let told: Vec<String> = wrong.responses.iter().map(ToString::to_string).collect();
        assert_eq!(told.len(), 5, "{told:?}");
        assert!(told[2].contains("line 4: answered_at: is a time that the clock skips"), "{told:?}");
        assert!(told[3].contains("line 5: answered_at: is a time that the clock shows twice"), "{told:?}");
    }
}

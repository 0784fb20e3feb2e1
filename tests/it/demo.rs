//! The demonstration: a visitor may go through the loop more than once.

use std::time::Duration;

use axum::http::StatusCode;

use crate::support::{Backend, TestApp};

#[tokio::test]
async fn two_complaints_in_a_row_are_both_asked_about() {
    let app = TestApp::start_demo(Backend::Sqlite).await;
    for _ in 0..2 {
        let closed = app.post_form("/demo", "name=S.+de+Vries&team=Noord&language=nl").await;
        assert_eq!(closed.status, StatusCode::SEE_OTHER);
        app.advance(chrono::TimeDelta::from_std(Duration::from_secs(5)).unwrap());
        assert_eq!(app.tick().await.messages.sent, 1);
    }
}

//! A user who leaves holds no follow-up.

use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::users::disable_user;
use serde_json::{Value, json};

use super::{answered, handler, row_of};
use crate::support::on_both_engines;

on_both_engines! {
    async fn a_user_whose_account_is_disabled_holds_nothing_that_is_open(app) {
        let paths = [
            answered(&app, "K-1", json!({}), "score=2").await,
            answered(&app, "K-2", json!({}), "score=3").await,
            answered(&app, "K-3", json!({}), "score=4").await,
        ];
        let (anna, bert) = (handler(&app, "anna@example.org", None).await, handler(&app, "bert@example.org", None).await);
        for (cookie, path) in [(&anna, &paths[0]), (&anna, &paths[1]), (&bert, &paths[2])] {
            app.post_as(cookie, &format!("{path}/take-up"), "").await;
        }
        app.post_as(&anna, &format!("{}/end", paths[1]), "outcome=nothing_needed").await;
        disable_user(&app.app, &Actor::Operator, &"anna@example.org".parse().unwrap()).await.unwrap();
        for (reference, owner) in
            [("K-1", Value::Null), ("K-2", json!("anna@example.org")), ("K-3", json!("bert@example.org"))]
        {
            assert_eq!(row_of(&app, reference).await["owner"], owner, "{reference}");
        }
        let page = app.get_as(&bert, &paths[0]).await.body;
        assert!(page.contains("anna@example.org may not handle it any more"), "{page}");
        let unassigned = app.get_as(&bert, "/follow-ups?list=unassigned").await.body;
        assert!(unassigned.contains(&format!("{}/take-up", paths[0])), "{unassigned}");
    }
}

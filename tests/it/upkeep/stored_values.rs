//! What is stored is read back as the same value; what is none of a column's values is an error that names the column, never
//! a default.

use axum::body::Body;
use axum::http::{Method, StatusCode};
use naklank::domain::access::roles::Role;
use naklank::storage::StorageError;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::users::list_users;
use naklank::workflow::norms::ledger::ledger;
use naklank::workflow::sending::suppressions::{add_suppression, list_suppressions};

use crate::support::{START, closed_complaint, on_both_engines};

fn column_of(error: &StorageError) -> &str {
    match error {
        StorageError::Unreadable { column, .. } => column,
        other => panic!("another error: {other:?}"),
    }
}

on_both_engines! {
    async fn a_column_that_holds_none_of_its_values_is_an_error_that_names_it(app) {
        app.add_user("a@example.org", Role::Analyst).await;
        app.execute("UPDATE users SET roles = 'wizard'").await;
        let error = list_users(&app.app).await.unwrap_err();
        assert!(column_of(&error) == "roles" && !error.is_passing(), "{error}");

        add_suppression(&app.app, &Actor::Operator, &"b@example.org".parse().unwrap()).await.unwrap();
        app.execute("UPDATE suppressions SET reason = ''").await;
        let error = list_suppressions(&app.app, None).await.unwrap_err();
        assert!(column_of(&error) == "reason", "{error}");

        app.put("K-1", &closed_complaint(START)).await;
        app.execute("UPDATE complaints SET complainant = 'Customer'").await;
        let answer = app.api(Method::GET, "/api/v1/complaints/K-1", Body::empty()).await;
        assert_eq!(answer.status, StatusCode::INTERNAL_SERVER_ERROR);

        app.load_policy_values().await;
        app.execute("UPDATE norms SET kpi = 'nonsense'").await;
        let error = ledger(&app.app).await.unwrap_err();
        assert!(column_of(&error) == "kpi", "{error}");
    }
}

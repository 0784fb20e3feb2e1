//! The write transaction: what is dropped is undone, what is committed stays, and pieces that share a commit do not
//! see each other fail.

use naklank::storage::installation;

use crate::support::{TestApp, on_both_engines};

async fn find(app: &TestApp, name: &str) -> Option<String> {
    installation::find(&mut app.app.db.read().await.unwrap(), name).await.unwrap()
}

on_both_engines! {
    async fn a_dropped_transaction_leaves_nothing(app) {
        let mut tx = app.app.db.write().await.unwrap();
        installation::set(&mut tx, "dropped", "yes").await.unwrap();
        drop(tx);
        let mut tx = app.app.db.write().await.unwrap();
        installation::set(&mut tx, "kept", "yes").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(find(&app, "dropped").await, None);
        assert_eq!(find(&app, "kept").await.as_deref(), Some("yes"));
    }

    async fn many_writers_at_once_are_all_kept_and_the_dropped_ones_undone(app) {
        let mut writers = tokio::task::JoinSet::new();
        for number in 0..200 {
            let db = app.app.db.clone();
            writers.spawn(async move {
                let mut tx = db.write().await.unwrap();
                installation::set(&mut tx, &format!("writer {number}"), "yes").await.unwrap();
                if number % 3 == 0 { drop(tx) } else { tx.commit().await.unwrap() }
            });
        }
        writers.join_all().await;
        let kept = app.integers("SELECT COUNT(*) FROM installation WHERE name LIKE 'writer %'").await;
        assert_eq!(kept, [133]);
    }

    async fn nothing_uncommitted_is_seen_by_readers(app) {
        let mut tx = app.app.db.write().await.unwrap();
        installation::set(&mut tx, "pending", "yes").await.unwrap();
        assert_eq!(find(&app, "pending").await, None);
        tx.commit().await.unwrap();
        assert_eq!(find(&app, "pending").await.as_deref(), Some("yes"));
    }
}

//! The write transaction: what is dropped is undone, what is committed stays, and pieces that share a commit do not
//! see each other fail.

use naklank::storage::installation;

use crate::support::{TestApp, on_both_engines};

async fn find(app: &TestApp, name: &str) -> Option<String> {
    installation::find(&mut app.app.db.read().await.unwrap(), name).await.unwrap()
}

/// Polls a future so often and then drops it, as a server does when a client hangs up.
async fn cancel_after(work: impl Future<Output = ()>, polls: usize) {
    let mut work = std::pin::pin!(work);
    for _ in 0..polls {
        let is_done =
            std::future::poll_fn(|context| std::task::Poll::Ready(work.as_mut().poll(context).is_ready()));
        if is_done.await {
            return;
        }
        tokio::task::yield_now().await;
    }
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

    async fn work_that_is_cancelled_half_way_harms_nobody_else(app) {
        for round in 0..60 {
            let work = async {
                let mut tx = app.app.db.write().await.unwrap();
                installation::set(&mut tx, &format!("cancelled {round}"), "yes").await.unwrap();
                tx.commit().await.unwrap();
            };
            cancel_after(work, round % 20).await;
            let mut tx = app.app.db.write().await.unwrap();
            installation::set(&mut tx, &format!("whole {round}"), "yes").await.unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!(app.integers("SELECT COUNT(*) FROM installation WHERE name LIKE 'whole %'").await, [60]);
    }

    async fn nothing_uncommitted_is_seen_by_readers(app) {
        let mut tx = app.app.db.write().await.unwrap();
        installation::set(&mut tx, "pending", "yes").await.unwrap();
        assert_eq!(find(&app, "pending").await, None);
        tx.commit().await.unwrap();
        assert_eq!(find(&app, "pending").await.as_deref(), Some("yes"));
    }
}

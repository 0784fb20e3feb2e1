//! The write transaction: dropped is rolled back, committed is stored, and parts that share a commit do not affect each
//! other when one fails.

use naklank::storage::engine::installation;

use crate::support::{Backend, TestApp, on_both_engines};

async fn find(app: &TestApp, name: &str) -> Option<String> {
    installation::find(&mut app.app.db.read().await.unwrap(), name).await.unwrap()
}

/// Polls a future `polls` times and then drops it, as a server does when a client disconnects.
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

    async fn what_was_committed_stays_when_the_next_transaction_on_its_connection_is_dropped(app) {
        let mut tx = app.app.db.write().await.unwrap();
        installation::set(&mut tx, "kept", "yes").await.unwrap();
        let begun = tx.commit_and_begin().await.unwrap();
        assert_eq!(find(&app, "kept").await.as_deref(), Some("yes"), "it is seen before the next one ends");
        let mut next = match begun {
            Some(next) => next,
            None => app.app.db.write().await.unwrap(),
        };
        installation::set(&mut next, "dropped", "yes").await.unwrap();
        drop(next);
        let mut tx = app.app.db.write().await.unwrap();
        installation::set(&mut tx, "later", "yes").await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(find(&app, "kept").await.as_deref(), Some("yes"));
        assert_eq!(find(&app, "dropped").await, None);
    }

    async fn a_transaction_in_which_a_statement_failed_is_not_said_to_be_committed(app) {
        for ends_with_a_next in [false, true] {
            let mut tx = app.app.db.write().await.unwrap();
            installation::set(&mut tx, "before", "yes").await.unwrap();
            // PostgreSQL does not allow NUL in text and aborts the transaction; SQLite stores it.
            let failed = installation::set(&mut tx, "zero", "\0").await.is_err();
            let committed = if ends_with_a_next { tx.commit_and_begin().await.is_ok() } else { tx.commit().await.is_ok() };
            assert_eq!(failed, app.backend == Backend::Postgres);
            assert_eq!(committed, !failed);
            assert_eq!(find(&app, "before").await.is_some(), committed);
        }
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

    async fn what_a_dropped_transaction_held_is_free_for_the_next(app) {
        let begun = std::time::Instant::now();
        for _ in 0..40 {
            let mut tx = app.app.db.write().await.unwrap();
            installation::set(&mut tx, "held", "no").await.unwrap();
            drop(tx);
            let mut tx = app.app.db.write().await.unwrap();
            installation::set(&mut tx, "held", "yes").await.unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!(find(&app, "held").await.as_deref(), Some("yes"));
        assert!(begun.elapsed().as_secs() < 5, "nobody waited until patience ended");
    }

    async fn a_question_that_is_cancelled_half_way_answers_nobody_else(app) {
        let mut tx = app.app.db.write().await.unwrap();
        for number in 0..8 {
            installation::set(&mut tx, &format!("name {number}"), &format!("value {number}")).await.unwrap();
        }
        tx.commit().await.unwrap();
        for round in 0..80 {
            let asked = async { drop(find(&app, &format!("name {}", round % 8)).await) };
            cancel_after(asked, round % 10).await;
            let next = (round + 1) % 8;
            let answer = find(&app, &format!("name {next}")).await;
            assert_eq!(answer, Some(format!("value {next}")), "after {round}");
        }
    }

    async fn more_who_ask_at_once_than_there_are_connections_are_all_answered(app) {
        let mut tx = app.app.db.write().await.unwrap();
        installation::set(&mut tx, "name", "value").await.unwrap();
        tx.commit().await.unwrap();
        let mut readers = tokio::task::JoinSet::new();
        for number in 0..100 {
            let db = app.app.db.clone();
            readers.spawn(async move {
                let mut tx = db.read().await.unwrap();
                let found = installation::find(&mut tx, "name").await.unwrap();
                // Some are cancelled before they get their result.
                if number % 7 == 0 {
                    let asked = async { drop(installation::find(&mut tx, "name").await) };
                    cancel_after(asked, 1).await;
                }
                found
            });
        }
        assert_eq!(readers.join_all().await, vec![Some("value".to_owned()); 100]);
    }

    async fn nothing_uncommitted_is_seen_by_readers(app) {
        let mut tx = app.app.db.write().await.unwrap();
        installation::set(&mut tx, "pending", "yes").await.unwrap();
        assert_eq!(find(&app, "pending").await, None);
        tx.commit().await.unwrap();
        assert_eq!(find(&app, "pending").await.as_deref(), Some("yes"));
    }
}

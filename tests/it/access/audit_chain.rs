//! The audit is a chain: what was changed, removed, moved, cut off or put in from outside is found.

use chrono::TimeDelta;
use naklank::domain::access::action::Action;
use naklank::domain::access::audit_chain::ChainHash;
use naklank::domain::access::audit_walk::Finding;
use naklank::domain::access::roles::{Role, Scope};
use naklank::storage::StorageError;
use naklank::workflow::access::audit::chain_earlier::chain_earlier_entries;
use naklank::workflow::access::audit::publish_head::publish_audit_head;
use naklank::workflow::access::audit::verify::{audit_head, verify_audit};
use naklank::workflow::access::audit::{Actor, record, record_reading};
use naklank::workflow::access::keys::add_key;
use naklank::workflow::access::users::{disable_user, enable_user, new_link};
use naklank::workflow::sending::suppressions::{add_suppression, remove_suppression};
use naklank::workflow::upkeep::prepare;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::support::{Backend, TestApp, new_key, on_both_engines};

/// How many entries [`fill`] leaves: a key, a user, and four readings.
const ENTRIES: u64 = 6;

async fn fill(app: &TestApp) {
    app.add_user("een@example.org", Role::Analyst).await;
    for number in 0..4 {
        read(app, number).await.unwrap();
    }
    assert_eq!(verified(app).await, (ENTRIES, Vec::new()));
}

async fn read(app: &TestApp, number: u32) -> Result<(), StorageError> {
    record_reading(&app.app, &Actor::Operator, Action::ReadVerbatims, &format!("number {number}")).await
}

/// How many entries were walked along, and what is wrong.
async fn verified(app: &TestApp) -> (u64, Vec<Finding>) {
    let found = verify_audit(&app.app, None).await.unwrap();
    (found.entries, found.findings)
}

async fn findings(app: &TestApp) -> Vec<Finding> {
    verified(app).await.1
}

async fn with_kept(app: &TestApp, kept: ChainHash) -> Vec<Finding> {
    verify_audit(&app.app, Some(kept)).await.unwrap().findings
}

/// Entries as a version before the chain wrote them: identifier, moment, actor, action and subject.
async fn insert_earlier(app: &TestApp, entries: &[(u32, &str, [&str; 3])]) {
    let row = |(id, at, [actor, action, subject]): &(u32, &str, [&str; 3])| {
        let id = match app.backend {
            Backend::Sqlite => format!("x'{id:032x}'"),
            Backend::Postgres => format!("'00000000-0000-0000-0000-{id:012x}'::uuid"),
        };
        format!("({id}, '{at}', '{actor}', '{action}', '{subject}')")
    };
    let rows: Vec<String> = entries.iter().map(row).collect();
    let insert = format!("INSERT INTO audit (id, at, actor, action, subject) VALUES {}", rows.join(", "));
    app.execute(insert.leak()).await;
}

on_both_engines! {
    async fn twenty_appenders_at_once_make_one_chain(app) {
        let other = app.second_process().await;
        let (before, _) = verified(&app).await;
        let mut appenders = JoinSet::new();
        for number in 0..20 {
            let app = if number % 2 == 0 { app.app.clone() } else { other.clone() };
            appenders.spawn(async move {
                record_reading(&app, &Actor::Operator, Action::ReadVerbatims, &format!("number {number}")).await
            });
        }
        for appended in appenders.join_all().await {
            appended.unwrap();
        }
        assert_eq!(verified(&app).await, (before + 20, Vec::new()));
        let mut told: Vec<String> = app.stored_audit().await.into_iter().map(|entry| entry.subject).collect();
        told.retain(|subject| subject.starts_with("number "));
        told.sort_unstable();
        told.dedup();
        assert_eq!(told.len(), 20, "each stands there once");
    }

    async fn entries_of_one_transaction_follow_each_other_and_a_dropped_one_leaves_none(app) {
        let (before, _) = verified(&app).await;
        let mut tx = app.app.db.write().await.unwrap();
        for number in 0..200 {
            record(&app.app, &mut tx, &Actor::Operator, Action::ReadVerbatims, &format!("{number:03}")).await.unwrap();
        }
        let begun = tx.commit_and_begin().await.unwrap();
        let mut next = match begun {
            Some(next) => next,
            None => app.app.db.write().await.unwrap(),
        };
        record(&app.app, &mut next, &Actor::Operator, Action::ReadVerbatims, "dropped").await.unwrap();
        drop(next);
        assert_eq!(verified(&app).await, (before + 200, Vec::new()));
        let in_order = "SELECT COUNT(*) FROM audit one JOIN audit other ON other.sequence = one.sequence + 1
            WHERE one.action = 'verbatims' AND other.action = 'verbatims' AND one.subject < other.subject";
        assert_eq!(app.integers(in_order).await, [199]);
        read(&app, 1).await.unwrap();
        assert_eq!(verified(&app).await, (before + 201, Vec::new()));
    }

    async fn an_entry_needs_the_transaction_of_its_act(app) {
        for mut tx in [app.app.db.read().await.unwrap(), app.app.db.write_singly().await.unwrap()] {
            let refused = record(&app.app, &mut tx, &Actor::Operator, Action::ReadVerbatims, "").await;
            assert!(matches!(refused, Err(StorageError::NoTransaction)), "{refused:?}");
        }
    }

    async fn a_changed_entry_is_found_whatever_was_changed(app) {
        fill(&app).await;
        for (column, other, own) in [
            ("actor", "'key x'", "'operator'"),
            ("action", "'responses'", "'verbatims'"),
            ("subject", "'number 9'", "'number 0'"),
            ("at", "'2026-03-20T14:00:00.000001+00:00'", "'2026-03-20T14:00:00+00:00'"),
        ] {
            app.execute(format!("UPDATE audit SET {column} = {other} WHERE sequence = 3").leak()).await;
            assert_eq!(findings(&app).await, [Finding::Altered { from: 3, to: 3 }], "{column}");
            app.execute(format!("UPDATE audit SET {column} = {own} WHERE sequence = 3").leak()).await;
            assert_eq!(findings(&app).await, [], "{column}");
        }
        app.execute("UPDATE audit SET id = (SELECT id FROM users LIMIT 1) WHERE sequence = 3").await;
        assert_eq!(findings(&app).await, [Finding::Altered { from: 3, to: 3 }], "id");
    }

    async fn an_entry_that_cannot_be_read_is_found_and_hides_no_other(app) {
        fill(&app).await;
        app.execute(match app.backend {
            Backend::Sqlite => "UPDATE audit SET at = 'yesterday', id = x'01' WHERE sequence = 3",
            Backend::Postgres => "UPDATE audit SET at = 'infinity' WHERE sequence = 3",
        }).await;
        app.execute("UPDATE audit SET subject = 'another' WHERE sequence = 5").await;
        let changed = |at| Finding::Altered { from: at, to: at };
        assert_eq!(verified(&app).await, (ENTRIES, vec![changed(3), changed(5)]));
    }

    async fn words_beside_an_entry_that_has_none_are_found_and_not_shown(app) {
        fill(&app).await;
        app.execute("INSERT INTO audit_words (entry_id, words) SELECT id, 'forged' FROM audit WHERE sequence = 3").await;
        assert_eq!(findings(&app).await, [Finding::StrayWords { count: 1 }]);
        let shown = app.audit().await;
        assert!(shown.iter().all(|entry| !entry.subject.contains("forged")), "{shown:?}");
        app.execute("UPDATE audit_words SET entry_id = (SELECT id FROM users)").await;
        assert_eq!(findings(&app).await, [Finding::StrayWords { count: 1 }], "beside no entry at all");
    }

    async fn verifying_holds_while_others_append(app) {
        let entry = |id| (id, "2026-01-04T10:00:00+00:00", ["operator", "keys add", "crm"]);
        app.execute("DELETE FROM installation WHERE name = 'audit chained'").await;
        insert_earlier(&app, &(100..1_300).map(entry).collect::<Vec<_>>()).await;
        chain_earlier_entries(&app.app).await.unwrap();
        let (other, stop) = (app.second_process().await, CancellationToken::new());
        let appending = tokio::spawn({
            let stop = stop.clone();
            async move {
                let mut appended = 0;
                while !stop.is_cancelled() {
                    record_reading(&other, &Actor::Operator, Action::ReadVerbatims, "").await.unwrap();
                    appended += 1;
                }
                appended
            }
        });
        let mut walked = Vec::new();
        for _ in 0..10 {
            let (entries, findings) = verified(&app).await;
            assert_eq!(findings, []);
            walked.push(entries);
        }
        stop.cancel();
        let appended: u64 = appending.await.unwrap();
        assert!(walked.is_sorted() && walked[0] > 1_200 && appended > 0, "{walked:?}, {appended}");
        assert_eq!(verified(&app).await, (1 + 1_200 + appended, Vec::new()));
    }

    async fn a_changed_hash_is_found(app) {
        fill(&app).await;
        app.execute("UPDATE audit SET hash = (SELECT hash FROM audit WHERE sequence = 2) WHERE sequence = 4").await;
        assert_eq!(findings(&app).await, [Finding::Altered { from: 4, to: 5 }], "and the next does not follow it");
        app.execute("UPDATE audit SET hash = NULL WHERE sequence = 4").await;
        assert_eq!(findings(&app).await, [Finding::Altered { from: 4, to: 4 }]);
    }

    async fn a_removed_entry_is_found(app) {
        fill(&app).await;
        app.execute("DELETE FROM audit WHERE sequence IN (1, 4)").await;
        assert_eq!(findings(&app).await, [Finding::Missing { from: 1, to: 1 }, Finding::Missing { from: 4, to: 4 }]);
    }

    async fn a_reordered_pair_is_found(app) {
        fill(&app).await;
        app.execute("UPDATE audit SET sequence = -1 WHERE sequence = 3").await;
        app.execute("UPDATE audit SET sequence = 3 WHERE sequence = 4").await;
        app.execute("UPDATE audit SET sequence = 4 WHERE sequence = -1").await;
        assert_eq!(findings(&app).await, [Finding::Altered { from: 3, to: 5 }], "both, and the one behind them");
    }

    async fn a_cut_tail_is_found_and_with_its_head_by_a_head_that_is_known(app) {
        fill(&app).await;
        let kept = audit_head(&app.app).await.unwrap();
        app.execute("DELETE FROM audit WHERE sequence > 4").await;
        assert_eq!(findings(&app).await, [Finding::CutTail { from: 5, to: 6 }]);
        app.execute("UPDATE audit_head SET sequence = 4, hash = (SELECT hash FROM audit WHERE sequence = 4)").await;
        assert_eq!(findings(&app).await, [], "the chain alone cannot tell");
        assert_eq!(with_kept(&app, kept.hash).await, [Finding::KeptHeadIsGone(kept.hash)]);
        for number in 4..8 {
            read(&app, number).await.unwrap();
        }
        assert_eq!(with_kept(&app, kept.hash).await, [Finding::KeptHeadIsGone(kept.hash)], "also when it grows again");
    }

    async fn a_tail_that_was_cut_with_its_head_is_found_by_the_head_of_a_day(app) {
        fill(&app).await;
        publish_audit_head(&app.app).await.unwrap();
        read(&app, 4).await.unwrap();
        assert_eq!(findings(&app).await, []);
        app.execute("DELETE FROM audit WHERE sequence > 4").await;
        app.execute("UPDATE audit_head SET sequence = 4, hash = (SELECT hash FROM audit WHERE sequence = 4)").await;
        let gone = Finding::PublishedHeadIsGone { day: app.app.today(), sequence: 6 };
        assert_eq!(findings(&app).await, [gone]);
    }

    async fn a_head_of_before_is_proved_and_one_of_another_audit_is_not(app) {
        fill(&app).await;
        let kept = audit_head(&app.app).await.unwrap().hash;
        read(&app, 4).await.unwrap();
        assert_eq!(with_kept(&app, kept).await, []);
        assert_eq!(with_kept(&app, audit_head(&app.app).await.unwrap().hash).await, []);
        let other = ChainHash([7; 32]);
        assert_eq!(with_kept(&app, other).await, [Finding::KeptHeadIsGone(other)]);
    }

    async fn an_entry_outside_the_chain_is_found(app) {
        fill(&app).await;
        app.execute("INSERT INTO audit (id, at, actor, action, subject)
            SELECT users.id, audit.at, actor, action, audit.subject FROM audit, users WHERE sequence = 3").await;
        assert_eq!(findings(&app).await, [Finding::Outside { count: 1 }]);
        prepare::database(&app.app).await.unwrap();
        assert_eq!(findings(&app).await, [Finding::Outside { count: 1 }], "a start takes nothing in that it did not write");
        app.execute("UPDATE audit SET sequence = 99 WHERE sequence IS NULL").await;
        assert_eq!(findings(&app).await, [Finding::Outside { count: 1 }], "behind the head");
        app.execute("UPDATE audit SET sequence = 0 WHERE sequence = 99").await;
        assert_eq!(findings(&app).await, [Finding::Outside { count: 1 }], "before the first");
    }

    async fn a_changed_head_is_found_and_without_one_nothing_is_done_that_must_be_recorded(app) {
        fill(&app).await;
        app.execute("UPDATE audit_head SET hash = (SELECT hash FROM audit WHERE sequence = 2)").await;
        assert_eq!(findings(&app).await, [Finding::HeadDiffers { sequence: 6 }]);
        app.execute("DELETE FROM audit_head").await;
        assert_eq!(findings(&app).await, [Finding::NoHead]);
        let refused = read(&app, 9).await;
        assert!(matches!(refused, Err(StorageError::Inconsistent { column: "audit_head.id", .. })), "{refused:?}");
        assert!(add_key(&app.app, &Actor::Operator, new_key("crm", &[Scope::ComplaintsRead], None)).await.is_err());
        assert_eq!(app.integers("SELECT COUNT(*) FROM api_keys").await, [1], "the key of the test alone");
    }

    async fn entries_of_earlier_versions_are_chained_once_and_lose_what_tells_of_persons(app) {
        app.add_user("een@example.org", Role::Analyst).await;
        let (before, _) = verified(&app).await;
        app.execute("DELETE FROM installation WHERE name = 'audit chained'").await;
        insert_earlier(&app, &[
            (6, "2026-01-03T10:00:00+00:00", ["operator", "suppressions remove", "abcdef012345: mevrouw Jansen belde"]),
            (9, "2026-01-02T10:00:00.500+00:00", ["user een@example.org", "sign in", ""]),
            (8, "2026-01-02T10:00:00.500+00:00", ["user weg@example.org", "sign out", ""]),
            (7, "2026-01-01T10:00:00+00:00", ["operator", "users add", "een@example.org"]),
        ]).await;
        assert_eq!(findings(&app).await, [Finding::Outside { count: 4 }]);
        let other = app.second_process().await;
        let (ours, theirs) = tokio::join!(chain_earlier_entries(&app.app), chain_earlier_entries(&other));
        assert_eq!(ours.unwrap() + theirs.unwrap(), 4);
        assert_eq!(verified(&app).await, (before + 4, Vec::new()));
        let places = "SELECT sequence FROM audit WHERE at < '2026-02-01T00:00:00+00:00' ORDER BY at, id";
        assert_eq!(app.integers(places).await, [3, 4, 5, 6], "in the order of time");
        let stored = app.stored_audit().await;
        assert!(stored.iter().all(|entry| !format!("{entry:?}").contains('@')), "{stored:?}");
        assert!(stored.iter().all(|entry| !entry.subject.contains("Jansen")), "{stored:?}");
        assert!(stored.iter().any(|entry| entry.actor.starts_with("person ")), "{stored:?}");
        let shown = app.audit().await;
        let stands = |actor: &str, action: &str, subject: &str| {
            shown.iter().any(|entry| entry.actor == actor && entry.action == action && entry.subject == subject)
        };
        assert!(stands("user een@example.org", "sign in", ""), "{shown:?}");
        assert!(stands("operator", "users add", "een@example.org"), "{shown:?}");
        assert!(stands("operator", "suppressions remove", "abcdef012345: mevrouw Jansen belde"), "{shown:?}");
        assert_eq!(chain_earlier_entries(&app.app).await.unwrap(), 0);
    }

    async fn earlier_subjects_stay_but_for_addresses_of_users_and_what_was_typed_in_a_query(app) {
        app.execute("DELETE FROM installation WHERE name = 'audit chained'").await;
        let at = "2026-01-02T10:00:00+00:00";
        insert_earlier(&app, &[
            (1, at, ["operator", "complaint read", "K@2026-0042"]),
            (2, at, ["operator", "keys revoke", "crm@home"]),
            (3, at, ["operator", "verbatims", "q=Jansen&from=2026-01-01&team=jansen%40example.org&Jansen=1"]),
            (4, at, ["operator", "verbatims", "a preview of keywords"]),
            (5, at, ["operator", "responses", "team=Noord&cursor=Jansen"]),
            (6, at, ["operator", "users disable", "weg@example.org"]),
        ]).await;
        assert_eq!(chain_earlier_entries(&app.app).await.unwrap(), 6);
        assert_eq!(findings(&app).await, []);
        let stored = app.stored_audit().await;
        let mut subjects: Vec<&str> =
            stored.iter().filter(|entry| entry.at < app.app.now() - TimeDelta::days(1)).map(|entry| entry.subject.as_str()).collect();
        assert!(subjects.pop().unwrap().starts_with("person "), "{stored:?}");
        let expected = ["K@2026-0042", "crm@home", "q&from=2026-01-01&team", "a preview of keywords", "team=Noord&cursor"];
        assert_eq!(subjects, expected);
    }

    async fn a_start_after_the_upgrade_chains_what_earlier_versions_wrote(app) {
        app.execute("DELETE FROM installation WHERE name = 'audit chained'").await;
        let entry = |id| (id, "2026-01-04T10:00:00+00:00", ["operator", "keys add", "crm"]);
        insert_earlier(&app, &(100..1_300).map(entry).collect::<Vec<_>>()).await;
        prepare::database(&app.app).await.unwrap();
        assert_eq!(verified(&app).await, (1 + 1_200, Vec::new()), "in more than one transaction");
    }

    async fn no_address_and_no_words_of_a_person_get_into_the_audit(app) {
        let owner = app.sign_in_as(Role::PolicyOwner).await;
        let analyst = app.sign_in_as(Role::Analyst).await;
        app.post_form("/sign-in", "email=analyst%40example.org&password=wrong").await;
        app.post_form("/sign-in", "email=jansen%40example.org&password=wrong").await;
        app.post_as(&owner, "/norms/policy-values", "").await;
        app.get_as(&analyst, "/verbatims?q=mevrouw+Jansen&team=jansen%40example.org").await;
        app.get_as(&analyst, "/verbatims?basis=Jansen&Jansen=1&team=Jansen").await;
        app.post_as(&analyst, "/themes", "name=Jansen&keywords=jansen").await;
        app.post_as(&analyst, "/signals/changes", "day=2026-01-01&kind=process&note=Jansen+weg").await;
        app.get_as(&owner, "/audit?on=Jansen").await;
        app.post_as(&owner, "/sign-out", "").await;
        let address = "analyst@example.org".parse().unwrap();
        new_link(&app.app, &Actor::Operator, &address).await.unwrap();
        disable_user(&app.app, &Actor::Operator, &address).await.unwrap();
        enable_user(&app.app, &Actor::Operator, &address).await.unwrap();
        let customer = "jansen@example.net".parse().unwrap();
        add_suppression(&app.app, &Actor::Operator, &customer).await.unwrap();
        remove_suppression(&app.app, &Actor::Operator, &customer, "mevrouw Jansen belde").await.unwrap();
        let stranger = Actor::User("jansen@example.org".to_owned());
        record_reading(&app.app, &stranger, Action::SignOut, "").await.unwrap();
        let stored = app.stored_audit().await;
        for action in ["sign in", "sign in refused", "load policy norms", "verbatims", "make theme", "note change", "read audit",
            "sign out", "users add", "users link", "users disable", "users enable", "suppressions remove"] {
            assert!(stored.iter().any(|entry| entry.action == action), "{action}");
        }
        for entry in &stored {
            let told = format!("{} {}", entry.actor, entry.subject).to_lowercase();
            assert!(!told.contains('@') && !told.contains("jansen"), "{entry:?}");
        }
        assert!(app.acts_of("user analyst@example.org", "verbatims").await == 2, "people read who it was");
        let removed = app.audit().await.into_iter().find(|entry| entry.action == "suppressions remove").unwrap();
        assert!(removed.subject.ends_with(": mevrouw Jansen belde"), "{removed:?}");
        assert_eq!(findings(&app).await, []);
    }
}

//! Undoing a whole import of earlier results.

use naklank::domain::access::roles::Role;
use naklank::domain::answering::imported::ImportState;
use naklank::domain::ids::ImportId;
use naklank::domain::insight::theme::NewTheme;
use naklank::storage::answering::imports::undo;
use naklank::storage::insight::tallies;
use naklank::workflow::UNTOLD;
use naklank::workflow::access::audit::Actor;
use naklank::workflow::access::permission::ActError;
use naklank::workflow::insight::import_responses::import_responses;
use naklank::workflow::insight::import_responses::list::list_imports;
use naklank::workflow::insight::import_responses::undo::{UndoImportError, finish_undoings, undo_import};
use naklank::workflow::insight::themes::{apply_rules, make_theme};
use naklank::workflow::upkeep::recount::check_tallies;

use crate::support::{TestApp, on_both_engines};

const RESPONSES: &str = "SELECT COUNT(*) FROM responses";

/// A file of this many responses over a month, with words and ratings.
fn file(responses: usize, team: &str) -> String {
    let row = |number: usize| {
        let (day, score, rating) = (number % 28 + 1, number % 11, number % 5 + 1);
        format!("2026-01-{day:02},{score},{team},de brief {number},{rating}\n")
    };
    let rows: String = (0..responses).map(row).collect();
    format!("answered_at,score,team,verbatim,empathy\n{rows}")
}

async fn undo(app: &TestApp, id: ImportId) -> Result<u64, UndoImportError> {
    undo_import(&app.app, &Actor::Operator, id, UNTOLD).await
}

on_both_engines! {
    async fn an_undone_import_takes_along_all_that_belonged_to_it_and_nothing_else(app) {
        import_responses(&app.app, file(5, "Noord").as_bytes(), None).await.unwrap();
        let periods: &[u8] = b"from,to,closed,invited\n2026-01-01,2026-01-31,9000,6000\n";
        import_responses(&app.app, file(4_500, "Zuid").as_bytes(), Some(periods)).await.unwrap();
        let theme = NewTheme::parse("Post", "brief").unwrap();
        make_theme(&app.app, &Actor::Operator, &theme).await.unwrap();
        apply_rules(&app.app).await.unwrap();
        let imports = list_imports(&app.app).await.unwrap();
        let sizes: Vec<(u64, u64)> = imports.iter().map(|import| (import.responses, import.periods)).collect();
        assert_eq!(imports.len(), 2, "a file of periods is listed with its responses");
        let large = imports.iter().find(|import| import.responses == 4_500).unwrap();
        assert!(sizes.contains(&(4_500, 1)) && sizes.contains(&(5, 0)), "{sizes:?}");
        assert_eq!(undo(&app, large.id).await.unwrap(), 4_500);
        for (query, left) in [
            (RESPONSES, 5),
            ("SELECT COUNT(*) FROM ratings", 5),
            ("SELECT COUNT(*) FROM response_themes", 5),
            ("SELECT COUNT(*) FROM earlier_periods", 0),
            ("SELECT COUNT(*) FROM tally_marginals WHERE value = 'Zuid'", 0),
            ("SELECT COUNT(*) FROM audit WHERE action = 'responses undo'", 1),
        ] {
            assert_eq!(app.integers(query).await, [left], "{query}");
        }
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
        assert!(matches!(undo(&app, large.id).await, Err(UndoImportError::AlreadyUndone)));
        let unknown = ImportId(app.app.randomness.uuid(app.app.now()));
        assert!(matches!(undo(&app, unknown).await, Err(UndoImportError::Unknown)));
        import_responses(&app.app, file(4_500, "Zuid").as_bytes(), Some(periods)).await.unwrap();
        assert_eq!(app.integers(RESPONSES).await, [4_505]);
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
        let states: Vec<bool> = list_imports(&app.app).await.unwrap().iter()
            .map(|import| matches!(import.state, ImportState::Undone { .. })).collect();
        assert_eq!(states.iter().filter(|is_undone| **is_undone).count(), 1, "it stays in the list");
    }

    async fn an_undoing_that_was_cut_off_is_consistent_and_goes_on(app) {
        import_responses(&app.app, file(300, "Zuid").as_bytes(), None).await.unwrap();
        let id = list_imports(&app.app).await.unwrap()[0].id;
        let mut tx = app.app.db.write().await.unwrap();
        assert!(undo::begin(&mut tx, id, "operator", app.app.now()).await.unwrap());
        assert!(undo::take_turn(&mut tx, id).await.unwrap());
        let removed = undo::remove_next(&mut tx, id, 100).await.unwrap();
        assert_eq!(removed.responses, 100);
        tallies::add(&mut tx, &removed.changes).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(app.integers(RESPONSES).await, [200]);
        assert_eq!(check_tallies(&app.app).await.unwrap(), [], "whatever is committed is consistent");
        let state = &list_imports(&app.app).await.unwrap()[0].state;
        assert!(matches!(state, ImportState::BeingUndone { .. }), "{state:?}");
        assert!(import_responses(&app.app, file(300, "Zuid").as_bytes(), None).await.is_err(), "not before it is over");
        assert_eq!(finish_undoings(&app.app).await.unwrap(), 200);
        assert_eq!(app.integers(RESPONSES).await, [0]);
        assert_eq!(app.integers("SELECT COUNT(*) FROM tally_totals").await, [0]);
        import_responses(&app.app, file(300, "Zuid").as_bytes(), None).await.unwrap();
    }

    async fn two_who_undo_the_same_import_undo_it_once(app) {
        import_responses(&app.app, file(4_100, "Zuid").as_bytes(), None).await.unwrap();
        let id = list_imports(&app.app).await.unwrap()[0].id;
        let (one, other) = tokio::join!(undo(&app, id), undo(&app, id));
        assert!(one.is_ok() || other.is_ok(), "{one:?} {other:?}");
        assert_eq!(app.integers(RESPONSES).await, [0]);
        assert_eq!(check_tallies(&app.app).await.unwrap(), []);
    }

    async fn only_an_administrator_undoes_an_import(app) {
        import_responses(&app.app, file(2, "Zuid").as_bytes(), None).await.unwrap();
        let id = list_imports(&app.app).await.unwrap()[0].id;
        for role in Role::ALL {
            let email = format!("{role}@example.org");
            app.add_user(&email, *role).await;
            let undone = undo_import(&app.app, &Actor::User(email), id, UNTOLD).await;
            let is_refused = matches!(undone, Err(UndoImportError::Act(ActError::NotAllowed(_))));
            assert_eq!(is_refused, *role != Role::Admin, "{role}: {undone:?}");
        }
        let ImportState::Undone { by, .. } = &list_imports(&app.app).await.unwrap()[0].state else {
            panic!("it is undone")
        };
        assert_eq!(by, "user admin@example.org");
    }
}

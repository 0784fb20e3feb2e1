//! Signing in while the password changes or the account is disabled: whichever comes first, no session of the old password
//! is left.

use naklank::domain::access::roles::Role;
use naklank::domain::access::session::SessionStage;
use naklank::domain::access::token::Token;
use naklank::domain::ids::SessionId;
use naklank::storage::Tx;
use naklank::storage::access::sessions::{self, StoredSession};
use naklank::storage::access::users::{self, StoredUser};

use crate::support::{TestApp, on_both_engines};

/// What takes the right away to sign in with the password that was checked.
#[derive(Clone, Copy, Debug)]
enum Change {
    Password,
    Disabling,
}

async fn begin(app: &TestApp) -> Tx {
    app.app.db.write().await.unwrap()
}

/// As the use cases do: first the user, then the sessions.
async fn change(app: &TestApp, tx: &mut Tx, user: &StoredUser, change: Change) {
    let is_changed = match change {
        Change::Password => users::set_password(tx, user.id, "another").await.unwrap(),
        Change::Disabling => users::disable(tx, &user.email, app.app.now()).await.unwrap(),
    };
    assert!(is_changed);
    sessions::delete_of_user(tx, user.id).await.unwrap();
}

/// Opens a session of the user, if the password that was checked is still theirs.
async fn open(app: &TestApp, tx: &mut Tx, user: &StoredUser) -> bool {
    if users::hold(tx, user).await.unwrap().is_none() {
        return false;
    }
    let now = app.app.now();
    let session = StoredSession {
        id: SessionId(app.app.randomness.uuid(now)),
        user_id: user.id,
        stage: SessionStage::Open,
        browser: String::new(),
        created_at: now,
        last_used_at: now,
        expires_at: now + SessionStage::Open.longest(),
        at_provider: false,
        provider_session: None,
    };
    let token = Token::random("", app.app.randomness.bytes());
    sessions::insert(tx, &token.hash(), &session).await.unwrap();
    true
}

/// A user whose password was checked a moment ago.
async fn checked(app: &TestApp, role: Role) -> StoredUser {
    app.sign_in_as(role).await;
    let mut tx = app.app.db.read().await.unwrap();
    users::find_by_email(&mut tx, &format!("{role}@example.org")).await.unwrap().unwrap()
}

const CASES: [(Change, Role); 2] = [(Change::Password, Role::Analyst), (Change::Disabling, Role::Admin)];

on_both_engines! {
    async fn a_change_that_has_begun_is_waited_for_and_no_session_opens(app) {
        for (what, role) in CASES {
            let user = checked(&app, role).await;
            let mut changing = begin(&app).await;
            change(&app, &mut changing, &user, what).await;
            let opening = async {
                let mut tx = begin(&app).await;
                open(&app, &mut tx, &user).await
            };
            let (opened, committed) = tokio::join!(opening, changing.commit());
            committed.unwrap();
            assert!(!opened, "{what:?}");
            assert_eq!(app.integers("SELECT COUNT(*) FROM sessions").await, [0], "{what:?}");
        }
    }

    async fn a_change_that_begins_later_ends_the_session_that_was_just_opened(app) {
        for (what, role) in CASES {
            let user = checked(&app, role).await;
            let mut opening = begin(&app).await;
            assert!(open(&app, &mut opening, &user).await, "{what:?}");
            let changing = async {
                let mut tx = begin(&app).await;
                change(&app, &mut tx, &user, what).await;
                tx.commit().await.unwrap();
            };
            let ((), committed) = tokio::join!(changing, opening.commit());
            committed.unwrap();
            assert_eq!(app.integers("SELECT COUNT(*) FROM sessions").await, [0], "{what:?}");
        }
    }
}

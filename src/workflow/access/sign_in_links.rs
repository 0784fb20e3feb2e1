//! One-time links by which a user chooses a password.
//!
//! The rule: of the links that administrators make, only the last one of a user works; the database has its SHA-256 alone.

use chrono::TimeDelta;

use crate::app::App;
use crate::domain::access::token::Token;
use crate::domain::ids::UserId;
use crate::storage::access::users;
use crate::storage::{StorageError, Tx};

/// How long a link works that an administrator or the operator makes: long enough to be handed on.
pub const WORKS_FOR: TimeDelta = TimeDelta::hours(24);

/// Stores a new link of a user, in place of earlier ones.
pub async fn replace_links(
    app: &App,
    tx: &mut Tx,
    user: UserId,
    works_for: TimeDelta,
) -> Result<Token, StorageError> {
    let link = draw_link(app);
    users::delete_sign_in_links(tx, user).await?;
    users::insert_sign_in_link(tx, &link.hash(), user, app.now() + works_for).await?;
    Ok(link)
}

/// A token for a link that people copy from a terminal or a mail.
fn draw_link(app: &App) -> Token {
    loop {
        let link = Token::random("", app.randomness.bytes());
        if link.stays_whole_in_text() {
            return link;
        }
    }
}

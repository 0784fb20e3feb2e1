//! Mails a user the link by which a password is chosen.
//!
//! The rule: the token is derived from the mail's identifier, so that the mail can be rendered again and no token is
//! stored. A link that an administrator makes replaces those before; one that anybody may ask for replaces none, since
//! otherwise a stranger would void what the administrator handed over. All end when one of them is used.

use chrono::TimeDelta;

use crate::app::App;
use crate::domain::access::token::Token;
use crate::domain::ids::{MessageId, UserId};
use crate::domain::sending::staff_mail::About;
use crate::storage::access::users::{self, StoredUser};
use crate::storage::sending::staff_mails;
use crate::storage::{StorageError, Tx};

/// Replaces the earlier links of an enabled user by a new one, queues the mail with it and returns its token, in the
/// transaction of what asks for it. The mail is not sent if the link was used, replaced or has expired by then. For a
/// disabled user nothing is stored, and the token opens nothing.
pub async fn mail_sign_in_link(
    app: &App,
    tx: &mut Tx,
    user: &StoredUser,
    works_for: TimeDelta,
) -> Result<Token, StorageError> {
    users::delete_sign_in_links(tx, user.id).await?;
    mail_link_to(app, tx, user.id, works_for).await
}

/// The same without replacing earlier links, and for an identifier that may belong to no user: the statements are the same,
/// and then they change nothing.
pub(super) async fn mail_link_to(
    app: &App,
    tx: &mut Tx,
    user: UserId,
    works_for: TimeDelta,
) -> Result<Token, StorageError> {
    let now = app.now();
    let (mail, token) = draw_link(app);
    users::insert_sign_in_link(tx, &token.hash(), user, now + works_for).await?;
    staff_mails::insert(tx, mail, user, About::SignInLink, now).await?;
    Ok(token)
}

/// The identifier of a mail whose token survives being copied from a text.
fn draw_link(app: &App) -> (MessageId, Token) {
    loop {
        let mail = MessageId(app.randomness.uuid(app.now()));
        let token = app.secret.sign_in_token(mail.0.as_bytes());
        if token.stays_whole_in_text() {
            return (mail, token);
        }
    }
}

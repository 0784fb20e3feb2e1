//! What users set about their own account, and who may ask for a sign-in link by mail.

use crate::domain::access::account::WantedMails;
use crate::domain::ids::UserId;
use crate::domain::people::language::Language;
use crate::storage::{Result, Tx, with_conn};

/// Which mails a user asked for.
pub async fn wanted_mails(tx: &mut Tx, user: UserId) -> Result<WantedMails> {
    let (signals, audit_heads, due_follow_ups): (bool, bool, bool) = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT wants_signals, wants_audit_heads, wants_due_follow_ups FROM users WHERE id = $1",
        )
        .bind(user)
        .fetch_one(conn)
        .await?
    });
    Ok(WantedMails { signals, audit_heads, due_follow_ups })
}

/// Sets which mails a user wants.
pub async fn set_wanted_mails(tx: &mut Tx, user: UserId, wanted: WantedMails) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "UPDATE users SET wants_signals = $2, wants_audit_heads = $3, wants_due_follow_ups = $4 WHERE id = $1",
        )
        .bind(user)
        .bind(wanted.signals)
        .bind(wanted.audit_heads)
        .bind(wanted.due_follow_ups)
        .execute(conn)
        .await?
        .rows_affected()
    });
    Ok(())
}

/// Sets the language of a user's pages; `None` follows the browser.
pub async fn set_language(tx: &mut Tx, user: UserId, language: Option<Language>) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query("UPDATE users SET language = $2 WHERE id = $1")
            .bind(user)
            .bind(language)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// The user with this address (in lower case), if a forgotten password can be replaced by mail. That of a user whom only
/// the identity provider signs in cannot: a password here would be a way around the provider.
pub async fn find_forgetful(tx: &mut Tx, email: &str) -> Result<Option<UserId>> {
    let user: Option<UserId> = with_conn!(tx, |conn| {
        sqlx::query_scalar(
            "SELECT id FROM users
             WHERE email = $1 AND disabled_at IS NULL AND (password_hash IS NOT NULL OR subject IS NULL)",
        )
        .bind(email)
        .fetch_optional(conn)
        .await?
    });
    Ok(user)
}

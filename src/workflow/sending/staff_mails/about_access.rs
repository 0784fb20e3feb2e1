//! The mails with a sign-in link, and with the head of the audit.

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::token::Token;
use crate::storage::StorageError;
use crate::storage::access::{audit_heads, users};
use crate::storage::sending::staff_mails::claim::ClaimedStaffMail;
use crate::urls;
use crate::views::access::audit_head_mail::AuditHeadMail;
use crate::views::access::sign_in_link_mail::SignInLinkMail;
use crate::workflow::sending::staff_mails::told::{Told, UnsentMail, Words};

/// The link, unless it works no more.
pub(super) async fn sign_in_link(app: &App, mail: &ClaimedStaffMail) -> Result<Told, UnsentMail> {
    let Some((token, works_until)) = working_link(app, mail).await? else { return Ok(Told::Nothing) };
    let organisation = &app.config.organisation;
    let page = format!("{}{}", app.config.http.public_url, urls::sign_in_link(&token));
    let letter = SignInLinkMail {
        language: mail.language.unwrap_or(organisation.language),
        organisation: &organisation.name,
        zone: organisation.zone,
        page: &page,
        works_until,
    };
    let (subject, text, html) = (letter.subject(), letter.text(), letter.html().into_string());
    Ok(Told::Words(Words { subject, text, html }))
}

/// The link, made again with the key that made it, and until when it works.
async fn working_link(
    app: &App,
    mail: &ClaimedStaffMail,
) -> Result<Option<(Token, Timestamp)>, StorageError> {
    let mut tx = app.db.read().await?;
    for token in app.secret.sign_in_tokens(mail.id.0.as_bytes()) {
        if let Some(end) = users::sign_in_link_end(&mut tx, &token.hash(), app.now()).await? {
            return Ok(Some((token, end)));
        }
    }
    Ok(None)
}

/// The head that was published when the mail was queued.
pub(super) async fn audit_head(app: &App, mail: &ClaimedStaffMail) -> Result<Told, UnsentMail> {
    let published = audit_heads::published_at(&mut app.db.read().await?, mail.raised_at).await?;
    let published = published.ok_or_else(UnsentMail::without_subject)?;
    let organisation = &app.config.organisation;
    let page = format!("{}{}", app.config.http.public_url, urls::AUDIT);
    let letter = AuditHeadMail {
        language: mail.language.unwrap_or(organisation.language),
        organisation: &organisation.name,
        published: &published,
        page: &page,
    };
    let (subject, text, html) = (letter.subject(), letter.text(), letter.html().into_string());
    Ok(Told::Words(Words { subject, text, html }))
}

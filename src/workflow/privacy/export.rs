//! Collects everything that is held of a person.
//!
//! The rule: the reading is recorded before anything is read, and the answer holds nothing about members of staff.

use std::collections::BTreeSet;

use mail_parser::MessageParser;
use uuid::Uuid;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::access::audit_query::AuditQuery;
use crate::domain::ids::MessageId;
use crate::domain::privacy::held::{Held, KeptMail, ReadableMail, Recorded};
use crate::domain::privacy::sought::SoughtAddress;
use crate::storage::access::{audit, users};
use crate::storage::privacy::person::PersonRows;
use crate::storage::privacy::{export, person};
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::audit::names::AuditNames;
use crate::workflow::access::permission::act_of_reading;
use crate::workflow::privacy::PrivacyError;
use crate::workflow::privacy::person::{find_person, mark};

/// The most entries of the audit about one complaint or follow-up.
const MOST_ENTRIES: u32 = 1_000;

/// Collects it.
///
/// # Errors
/// [`PrivacyError::Unknown`] where nothing is held, also no wish; see [`PrivacyError`].
#[tracing::instrument(skip_all)]
pub async fn export_person(app: &App, actor: &Actor, sought: &SoughtAddress) -> Result<Held, PrivacyError> {
    act_of_reading(app, actor, Action::ReadPerson, &mark(&app.secret.address_hash(sought.folded()))).await?;
    let mut tx = app.db.read().await?;
    let person = find_person(app, &mut tx, sought).await?;
    let parts = export::held(&mut tx, &person).await?;
    if parts.is_empty() {
        return Err(PrivacyError::Unknown);
    }
    let audit = recorded(app, &mut tx, &person).await?;
    let has_account = users::id_of(&mut tx, sought.folded()).await?.is_some();
    let elsewhere = person::mailed_elsewhere(&mut tx, &person).await?;
    drop(tx);
    // Mails to staff about the person are addressed to staff; that there were some stands among the parts.
    let mails = kept_mails(app, &person.messages).await?;
    let address = sought.folded().to_owned();
    Ok(Held { address, as_of: app.now(), parts, mails, audit, elsewhere, has_account })
}

async fn kept_mails(app: &App, messages: &[Uuid]) -> Result<Vec<KeptMail>, PrivacyError> {
    let mut found = Vec::new();
    for id in messages {
        let kept = app.mailer.find_kept(MessageId(*id)).await.map_err(PrivacyError::Outbox)?;
        found.extend(kept.map(|text| KeptMail { id: id.to_string(), read: readable(&text), text }));
    }
    Ok(found)
}

/// The subject and the text of a mail.
fn readable(raw: &str) -> Option<ReadableMail> {
    let message = MessageParser::default().parse(raw.as_bytes())?;
    let text = message.body_text(0)?.into_owned();
    Some(ReadableMail { subject: message.subject().unwrap_or_default().to_owned(), text })
}

/// The entries of the audit whose subject is the person, a complaint or a follow-up of theirs.
async fn recorded(app: &App, tx: &mut Tx, person: &PersonRows) -> Result<Vec<Recorded>, StorageError> {
    // An entry stays as it was written, with the mark of the key of its time.
    let mut keys: BTreeSet<String> = person.address_hashes.iter().map(|hash| mark(hash)).collect();
    keys.extend(person::references(tx, person).await?);
    keys.extend(person.follow_ups.iter().map(Uuid::to_string));
    let names = AuditNames::read(tx).await?;
    let mut found = Vec::new();
    for key in keys {
        let query = AuditQuery { on: Some(key.clone()), ..AuditQuery::default() };
        let page = audit::list(tx, &names.selection(app, &query), None, MOST_ENTRIES).await?;
        // A part of a subject is looked for, and K-1 is a part of K-10.
        let is_about = |subject: &str| subject.split([' ', ':']).any(|word| word == key);
        let entries =
            page.entries.into_iter().map(|read| read.entry).filter(|entry| is_about(&entry.subject));
        found.extend(entries.map(|entry| Recorded {
            at: entry.at,
            action: entry.action,
            subject: entry.subject,
        }));
    }
    found.sort_by_key(|entry| entry.at);
    Ok(found)
}

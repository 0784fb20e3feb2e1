//! Queues the one mail about an improvement on the same subject as an answer, for respondents who asked for it.
//!
//! The rule: the mail and the mark that it was queued are written in one transaction, so that it is queued once, however many
//! processes and improvements there are, and once for all answers of an address. It is queued in the sending hours only.

use std::collections::{BTreeMap, BTreeSet};

use crate::app::App;
use crate::domain::answering::news::{Improved, Sentence};
use crate::domain::ids::InvitationId;
use crate::domain::people::language::Language;
use crate::domain::sending::message::MessageKind;
use crate::storage::answering::news::mailing::{self, DueWish};
use crate::storage::answering::news::{self, BegunImprovement};
use crate::storage::asking::invitations;
use crate::storage::sending::messages;
use crate::storage::{StorageError, Tx};
use crate::workflow::asking::close::new_message;

/// Wishes per improvement and mails per pass at most; the next pass goes on.
const AT_ONCE: u32 = 500;

/// Queues the mails of wishes about answers that an improvement is about; returns how many.
#[tracing::instrument(skip_all)]
pub async fn queue_news(app: &App) -> Result<u64, StorageError> {
    if !app.config.may_mail_at(app.now()) {
        return Ok(0);
    }
    let mut tx = app.db.read().await?;
    let Some(since) = mailing::earliest_answer(&mut tx).await? else { return Ok(0) };
    let improvements = news::begun(&mut tx, since, app.today()).await?;
    drop(tx);
    let mut queued = 0;
    for improvement in &improvements {
        queued += queue_about(app, improvement, AT_ONCE.saturating_sub(queued)).await?;
        if queued >= AT_ONCE {
            break;
        }
    }
    if queued > 0 {
        tracing::info!(queued, "mails about improvements on the subject of an answer were queued");
        app.wake.notify_one();
    }
    Ok(queued.into())
}

async fn queue_about(app: &App, improvement: &BegunImprovement, most: u32) -> Result<u32, StorageError> {
    let found = mailing::due(&mut app.db.read().await?, improvement, most).await?;
    if found.is_empty() {
        return Ok(0);
    }
    let addresses: BTreeSet<Vec<u8>> = found.into_iter().map(|wish| wish.address_hash).collect();
    let turns: Vec<Vec<u8>> = addresses.iter().cloned().collect();
    let mut tx = app.db.write().await?;
    // What another process queued for these addresses in the meantime is not due any more.
    invitations::take_turns(&mut tx, &turns).await?;
    let mut by_address = BTreeMap::<Vec<u8>, Vec<DueWish>>::new();
    for wish in mailing::due(&mut tx, improvement, most).await? {
        if addresses.contains(&wish.address_hash) {
            by_address.entry(wish.address_hash.clone()).or_default().push(wish);
        }
    }
    let (now, mut new, mut said) = (app.now(), Vec::new(), Vec::new());
    for wishes in by_address.values() {
        let marked = mark(app, &mut tx, improvement, wishes).await?;
        let Some(invitation) = marked.first() else { continue };
        let message = new_message(app, *invitation, MessageKind::News, now);
        said.push((message.id, marked));
        new.push(message);
    }
    messages::insert_all(&mut tx, &new).await?;
    for (message, marked) in &said {
        mailing::set_message(&mut tx, *message, marked).await?;
    }
    tx.commit().await?;
    Ok(u32::try_from(new.len()).unwrap_or(u32::MAX))
}

/// Marks the wishes of an address, the longest asked first; returns the invitations of those that were still there. The mail is in
/// the language of the first.
async fn mark(
    app: &App,
    tx: &mut Tx,
    improvement: &BegunImprovement,
    wishes: &[DueWish],
) -> Result<Vec<InvitationId>, StorageError> {
    let first = wishes.first();
    let Some(sentence) = first.and_then(|wish| sentence(app, improvement, &wish.language)) else {
        return Ok(Vec::new());
    };
    let mut marked = Vec::new();
    for wish in wishes {
        if mailing::mark_queued(tx, wish.invitation_id, improvement.id, &sentence, app.now()).await? {
            marked.push(wish.invitation_id);
        }
    }
    Ok(marked)
}

/// What the mail says of the improvement, in the language of the invitation where there is such a sentence.
fn sentence(app: &App, improvement: &BegunImprovement, language: &str) -> Option<Sentence> {
    let language = Language::of_tag(language).unwrap_or(app.config.organisation.language);
    let improved = Improved { on: improvement.starts_on, sentences: improvement.sentences.clone() };
    improved.sentence(language).cloned()
}

//! Queues the one mail about what came of an answer, for respondents who asked for it.
//!
//! The rule: the mail and the mark that it was queued are written in one transaction, so that it is queued once, however many
//! processes and improvements there are. It is queued in the sending hours only.

use crate::app::App;
use crate::domain::answering::news::{Improved, Sentence};
use crate::domain::people::language::Language;
use crate::domain::sending::message::MessageKind;
use crate::storage::StorageError;
use crate::storage::answering::news::{self, BegunImprovement, wishes};
use crate::storage::sending::messages;
use crate::workflow::asking::close::new_message;

/// Mails queued per pass at most; the next pass goes on.
const AT_ONCE: u32 = 500;

/// Queues the mails of wishes about answers that an improvement names something of; returns how many.
pub async fn queue_news(app: &App) -> Result<u64, StorageError> {
    let rules = &app.config.survey.planning;
    if !rules.window.is_open(app.now(), rules.zone) {
        return Ok(0);
    }
    let mut tx = app.db.read().await?;
    let Some(since) = wishes::earliest_answer(&mut tx).await? else { return Ok(0) };
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
        tracing::info!(queued, "mails about what came of an answer were queued");
        app.wake.notify_one();
    }
    Ok(queued.into())
}

async fn queue_about(app: &App, improvement: &BegunImprovement, most: u32) -> Result<u32, StorageError> {
    let due = wishes::due(&mut app.db.read().await?, improvement, most).await?;
    if due.is_empty() {
        return Ok(0);
    }
    let now = app.now();
    let mut new = Vec::new();
    let mut tx = app.db.write().await?;
    for (invitation, language) in due {
        let Some(sentence) = sentence(app, improvement, &language) else { continue };
        if wishes::mark_queued(&mut tx, invitation, improvement.id, &sentence, now).await? {
            new.push(new_message(app, invitation, MessageKind::News, now));
        }
    }
    messages::insert_all(&mut tx, &new).await?;
    tx.commit().await?;
    Ok(u32::try_from(new.len()).unwrap_or(u32::MAX))
}

/// What the mail says of the improvement, in the language of the invitation where there is such a sentence.
fn sentence(app: &App, improvement: &BegunImprovement, language: &str) -> Option<Sentence> {
    let language = Language::of_tag(language).unwrap_or(app.config.organisation.language);
    let improved = Improved { on: improvement.starts_on, sentences: improvement.sentences.clone() };
    improved.sentence(language).cloned()
}

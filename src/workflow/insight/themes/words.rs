//! Words that set the detractors of a selection apart.
//!
//! The rule: counting words is reading them, so it is written to the audit as reading verbatims, once for the page.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::insight::query::audited::audited;
use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::domain::insight::theme::apart::{WordsApart, words_apart};
use crate::domain::insight::visible::Visible;
use crate::statistics::suppression::is_too_small;
use crate::storage::insight::themes::reasons::newest_reasons;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act_of_reading};

/// The reasons that are read, newest first.
pub const MOST_READ: u32 = 20_000;

/// The words of a view; `asked`, the request, is recorded in the audit. They are hidden if the detractors, or the others, are too
/// few, and there are none if one of the two wrote nothing.
#[tracing::instrument(skip_all)]
pub async fn read_words_apart(
    app: &App,
    actor: &Actor,
    view: &DashboardQuery,
    asked: &str,
) -> Result<Visible<WordsApart>, ActError> {
    act_of_reading(app, actor, Action::ReadVerbatims, &audited(asked)).await?;
    let minimum = app.config.privacy.minimum_group;
    let mut reasons = newest_reasons(&mut app.db.read().await?, &view.whole, MOST_READ + 1).await?;
    let is_cut = reasons.len() > MOST_READ as usize;
    reasons.truncate(MOST_READ as usize);
    let read = reasons.len() as u64;
    let detractors = reasons.iter().filter(|reason| reason.is_of_detractor).count() as u64;
    if [detractors, read - detractors].iter().any(|count| is_too_small(*count, minimum)) {
        return Ok(Visible::TooSmall);
    }
    if detractors == 0 || detractors == read {
        return Ok(Visible::Nothing);
    }
    let confidence = view.whole.confidence;
    // Some hundred thousand words keep a thread busy for part of a second; no other request waits for that.
    let counting = tokio::task::spawn_blocking(move || words_apart(&reasons, confidence, minimum));
    let words = counting.await.unwrap_or_default();
    Ok(Visible::Shown(WordsApart { words, read, is_cut }))
}

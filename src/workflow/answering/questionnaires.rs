//! Versions of the questionnaire: once published, a version is used for new invitations and never changes.

use std::sync::{Arc, PoisonError};

use chrono::NaiveDate;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::answering::questionnaire::{BUILT_IN, ItemId, Questionnaire};
use crate::domain::answering::questionnaire_file::{parse, parse_published};
use crate::domain::input::fields::FieldError;
use crate::domain::time::calendar::day_of;
use crate::storage::answering::questionnaires::{self, StoredQuestionnaire};
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act, demand};

/// Why publishing failed.
#[derive(Debug, thiserror::Error)]
pub enum PublishError {
    #[error("nothing was published: the file is no complete questionnaire")]
    Mistakes(Vec<FieldError>),
    #[error(
        "nothing was published: {0} exists with other questions, and answers to it must stay comparable; choose a new name"
    )]
    Taken(String),
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Publishes the questionnaire in a file's text; new invitations use it from now on. Idempotent for the same file.
///
/// # Errors
/// See [`PublishError`].
#[tracing::instrument(skip_all)]
pub async fn publish_questionnaire(
    app: &App,
    actor: &Actor,
    text: &str,
) -> Result<Questionnaire, PublishError> {
    let questionnaire = parse(text).map_err(PublishError::Mistakes)?;
    let stored = StoredQuestionnaire {
        name: questionnaire.name.clone(),
        definition: text.to_owned(),
        published_at: app.now(),
        published_by: actor.name().to_owned(),
    };
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::PublishQuestionnaire).await?;
    if questionnaires::insert(&mut tx, &stored).await? {
        act(app, &mut tx, actor, Action::PublishQuestionnaire, &stored.name).await?;
        tx.commit().await?;
    } else {
        refuse_other(&mut tx, &questionnaire).await?;
    }
    Ok(questionnaire)
}

/// The questionnaire in a file's text, if it could be published; nothing is stored.
///
/// # Errors
/// See [`PublishError`].
#[tracing::instrument(skip_all)]
pub async fn check_questionnaire(app: &App, text: &str) -> Result<Questionnaire, PublishError> {
    let questionnaire = parse(text).map_err(PublishError::Mistakes)?;
    refuse_other(&mut app.db.read().await?, &questionnaire).await?;
    Ok(questionnaire)
}

/// Refuses a questionnaire whose name another one has.
async fn refuse_other(tx: &mut Tx, questionnaire: &Questionnaire) -> Result<(), PublishError> {
    let known = questionnaires::find(tx, &questionnaire.name).await?;
    let is_other = known.is_some_and(|known| parse(&known.definition).as_ref() != Ok(questionnaire));
    if is_other { Err(PublishError::Taken(questionnaire.name.clone())) } else { Ok(()) }
}

/// The published versions, oldest first, without the built-in one.
#[tracing::instrument(skip_all)]
pub async fn list_questionnaires(app: &App) -> Result<Vec<StoredQuestionnaire>, StorageError> {
    questionnaires::list(&mut app.db.read().await?).await
}

/// A version to show: what it asks, and the text that it was published from, `None` for the built-in one; `None` if there
/// is no version of this name.
#[tracing::instrument(skip_all)]
pub async fn find_version(
    app: &App,
    name: &str,
) -> Result<Option<(Questionnaire, Option<String>)>, StorageError> {
    if name == BUILT_IN {
        return Ok(Some((Questionnaire::built_in(), None)));
    }
    // PostgreSQL does not take every control character, and no version's name has one.
    if name.chars().any(char::is_control) {
        return Ok(None);
    }
    match questionnaires::find(&mut app.db.read().await?, name).await? {
        None => Ok(None),
        Some(stored) => Ok(Some((published(&stored)?, Some(stored.definition)))),
    }
}

/// The published versions, with the day since which each is used: where figures may not be quite comparable.
#[tracing::instrument(skip_all)]
pub async fn published_since(app: &App) -> Result<Vec<(NaiveDate, String)>, StorageError> {
    let zone = app.config.organisation.zone;
    let published = list_questionnaires(app).await?;
    Ok(published.into_iter().map(|stored| (day_of(stored.published_at, zone), stored.name)).collect())
}

/// The name of the version that new invitations use.
#[tracing::instrument(skip_all)]
pub async fn current_questionnaire(app: &App) -> Result<String, StorageError> {
    questionnaires::current_name(&mut app.db.read().await?).await
}

/// A version by name; an unknown name gets the built-in questions. Cached, since a version never changes.
#[tracing::instrument(skip_all)]
pub async fn find_questionnaire(app: &App, name: &str) -> Result<Arc<Questionnaire>, StorageError> {
    if let Some(known) = app.questionnaires.lock().unwrap_or_else(PoisonError::into_inner).get(name) {
        return Ok(Arc::clone(known));
    }
    let found =
        if name == BUILT_IN { None } else { questionnaires::find(&mut app.db.read().await?, name).await? };
    let parsed = match found {
        None => Questionnaire::built_in(),
        Some(stored) => published(&stored)?,
    };
    let questionnaire = Arc::new(parsed);
    let mut known = app.questionnaires.lock().unwrap_or_else(PoisonError::into_inner);
    Ok(Arc::clone(known.entry(name.to_owned()).or_insert(questionnaire)))
}

fn published(stored: &StoredQuestionnaire) -> Result<Questionnaire, StorageError> {
    parse_published(&stored.definition).map_err(|_| StorageError::Inconsistent {
        column: "questionnaires.definition",
        value: stored.name.clone(),
    })
}

/// The items of all versions, without duplicates.
#[tracing::instrument(skip_all)]
pub async fn all_items(app: &App) -> Result<Vec<ItemId>, StorageError> {
    let mut items = Questionnaire::built_in().items;
    for stored in list_questionnaires(app).await? {
        items.extend(published(&stored)?.items);
    }
    items.sort();
    items.dedup();
    Ok(items)
}

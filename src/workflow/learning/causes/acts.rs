//! Renames, merges, retires and restores causes, and ties themes to them.
//!
//! The rule: an act takes its turn, decides on the book as it then is, and writes what it changed with its entry in the audit,
//! so that two persons at the same moment cannot leave the names in disorder. What changes nothing is not written down. A page
//! names causes as it showed them, and its act is refused where such a name counts for another cause meanwhile.

use std::collections::BTreeSet;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::ids::{CauseId, ThemeId};
use crate::domain::learning::causes::{CauseBook, CauseRefusal, parse_name};
use crate::storage::learning::causes;
use crate::storage::learning::causes::counts;
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act, demand};

/// Why an act on a cause was not performed.
#[derive(Debug, thiserror::Error)]
pub enum CauseError {
    #[error(transparent)]
    Refused(#[from] CauseRefusal),
    #[error(transparent)]
    Act(#[from] ActError),
}

impl From<StorageError> for CauseError {
    fn from(error: StorageError) -> Self {
        Self::Act(error.into())
    }
}

/// How an act names a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named<'a> {
    /// By any name that counts for it.
    ByAny(&'a str),
    /// By its present name, as a page showed it.
    AsShown(&'a str),
}

impl<'a> Named<'a> {
    pub(super) fn name(self) -> &'a str {
        match self {
            Self::ByAny(name) | Self::AsShown(name) => name,
        }
    }
}

/// Those of some names that complaints told and no act was about. It is read before the turn, so that others need not wait.
async fn told_of(app: &App, names: &[&str]) -> Result<BTreeSet<String>, StorageError> {
    let mut tx = app.db.read().await?;
    let book = causes::book(&mut tx).await?;
    let unknown: Vec<&str> = names.iter().copied().filter(|name| book.find(name).is_none()).collect();
    if unknown.is_empty() {
        return Ok(BTreeSet::new());
    }
    let mut told = counts::told(&mut tx, None).await?;
    told.retain(|name| unknown.contains(&name.as_str()));
    Ok(told)
}

/// The turn of one act.
struct Turn<'a> {
    app: &'a App,
    actor: &'a Actor,
    action: Action,
    tx: Tx,
    before: CauseBook,
    book: CauseBook,
    /// The names that the act is about, as far as complaints told them and no act was about them.
    told: BTreeSet<String>,
}

impl<'a> Turn<'a> {
    async fn take(
        app: &'a App,
        actor: &'a Actor,
        action: Action,
        names: &[&str],
    ) -> Result<Self, CauseError> {
        let told = told_of(app, names).await?;
        let mut tx = app.db.write().await?;
        demand(&mut tx, actor, action).await?;
        causes::lock(&mut tx).await?;
        let before = causes::book(&mut tx).await?;
        Ok(Self { app, actor, action, tx, book: before.clone(), before, told })
    }

    /// The cause that is named; one that complaints tell and no act was about is written into the book.
    fn cause(&mut self, named: Named<'_>) -> Result<CauseId, CauseRefusal> {
        let name = named.name();
        if !self.told.contains(name) && self.book.find(name).is_none() {
            return Err(CauseRefusal::Unknown);
        }
        if matches!(named, Named::AsShown(shown) if self.book.canonical(shown) != shown) {
            return Err(CauseRefusal::Changed);
        }
        Ok(self.manage(name))
    }

    fn manage(&mut self, name: &str) -> CauseId {
        let now = self.app.now();
        self.book.manage(name, CauseId(self.app.randomness.uuid(now)), now, self.actor.name())
    }

    fn name_of(&self, id: CauseId) -> String {
        self.book.by_id(id).map(|cause| cause.name.clone()).unwrap_or_default()
    }

    async fn write(&mut self) -> Result<(), StorageError> {
        causes::save(&mut self.tx, &self.before, &self.book).await
    }

    async fn note(&mut self, subject: &str) -> Result<(), ActError> {
        act(self.app, &mut self.tx, self.actor, self.action, subject).await
    }

    /// Writes what changed with its entry, and ends the turn.
    async fn end(mut self, subject: &str) -> Result<(), CauseError> {
        if self.book != self.before {
            self.write().await?;
            self.note(subject).await?;
            self.tx.commit().await?;
        }
        Ok(())
    }
}

/// Gives a cause another name, and returns that. The old name still counts for it.
///
/// # Errors
/// [`CauseRefusal::Unknown`], [`CauseRefusal::Changed`], [`CauseRefusal::Name`], or [`CauseRefusal::Taken`] if another cause
/// has the name, or if complaints tell it; or as [`demand`].
#[tracing::instrument(skip_all)]
pub async fn rename_cause(
    app: &App,
    actor: &Actor,
    cause: Named<'_>,
    to: &str,
) -> Result<String, CauseError> {
    let mut turn = Turn::take(app, actor, Action::RenameCause, &[cause.name(), to.trim()]).await?;
    let id = turn.cause(cause)?;
    let to = parse_name(to)?;
    if turn.name_of(id) == to {
        return Ok(to);
    }
    if turn.book.find(&to).is_none() && turn.told.contains(&to) {
        return Err(CauseRefusal::Taken.into());
    }
    turn.book.rename(id, &to, app.now())?;
    turn.end(&id.to_string()).await?;
    Ok(to)
}

/// Lets a cause, with all its names and themes, count for another, whose name is returned.
///
/// # Errors
/// [`CauseRefusal::Unknown`] or [`CauseRefusal::Changed`] for either of them, [`CauseRefusal::Itself`], or as [`demand`].
#[tracing::instrument(skip_all)]
pub async fn merge_causes(
    app: &App,
    actor: &Actor,
    cause: Named<'_>,
    into: Named<'_>,
) -> Result<String, CauseError> {
    let mut turn = Turn::take(app, actor, Action::MergeCauses, &[cause.name(), into.name()]).await?;
    let (id, into) = (turn.cause(cause)?, turn.cause(into)?);
    turn.book.merge(id, into, app.now())?;
    turn.write().await?;
    for theme in causes::themes(&mut turn.tx, id).await? {
        causes::tie(&mut turn.tx, into, theme).await?;
        causes::untie(&mut turn.tx, id, theme).await?;
    }
    let present = turn.name_of(into);
    turn.end(&format!("{id} {into}")).await?;
    Ok(present)
}

/// Takes a cause off the lists to choose from; it still counts. Returns its present name.
///
/// # Errors
/// [`CauseRefusal::Unknown`], [`CauseRefusal::Changed`], or as [`demand`].
#[tracing::instrument(skip_all)]
pub async fn retire_cause(app: &App, actor: &Actor, cause: Named<'_>) -> Result<String, CauseError> {
    let mut turn = Turn::take(app, actor, Action::RetireCause, &[cause.name()]).await?;
    let id = turn.cause(cause)?;
    turn.book.retire(id, app.now());
    let present = turn.name_of(id);
    turn.end(&id.to_string()).await?;
    Ok(present)
}

/// Puts a cause on the lists again. Returns its present name.
///
/// # Errors
/// [`CauseRefusal::Unknown`], [`CauseRefusal::Changed`], or as [`demand`].
#[tracing::instrument(skip_all)]
pub async fn restore_cause(app: &App, actor: &Actor, cause: Named<'_>) -> Result<String, CauseError> {
    let mut turn = Turn::take(app, actor, Action::RestoreCause, &[cause.name()]).await?;
    let id = turn.cause(cause)?;
    let present = turn.name_of(id);
    // One that no act was about is on the lists anyway.
    if turn.book.is_retired(&present) {
        turn.book.restore(id);
        turn.end(&id.to_string()).await?;
    }
    Ok(present)
}

/// Ties these themes, and no others, to a cause. Returns its present name.
///
/// # Errors
/// [`CauseRefusal::Unknown`], [`CauseRefusal::Changed`], or as [`demand`].
#[tracing::instrument(skip_all)]
pub async fn tie_themes(
    app: &App,
    actor: &Actor,
    cause: Named<'_>,
    themes: &[ThemeId],
) -> Result<String, CauseError> {
    let mut turn = Turn::take(app, actor, Action::TieTheme, &[cause.name()]).await?;
    let id = turn.cause(cause)?;
    turn.write().await?;
    let tied = causes::themes(&mut turn.tx, id).await?;
    let mut changed = false;
    for &theme in themes.iter().filter(|theme| !tied.contains(theme)) {
        // One that is gone meanwhile is not tied.
        if causes::tie(&mut turn.tx, id, theme).await? {
            turn.note(&format!("{id} {theme}")).await?;
            changed = true;
        }
    }
    for &theme in tied.iter().filter(|theme| !themes.contains(theme)) {
        causes::untie(&mut turn.tx, id, theme).await?;
        turn.note(&format!("{id} {theme}")).await?;
        changed = true;
    }
    let present = turn.name_of(id);
    if changed {
        turn.tx.commit().await?;
    }
    Ok(present)
}

/// Writes names of causes into the book, so that they are offered before a complaint has them; returns how many are new.
///
/// # Errors
/// As [`demand`].
#[tracing::instrument(skip_all)]
pub async fn import_causes(app: &App, actor: &Actor, names: &[String]) -> Result<usize, CauseError> {
    let mut turn = Turn::take(app, actor, Action::ImportCauses, &[]).await?;
    let known = names.iter().filter(|name| turn.book.find(name).is_some()).count();
    for name in names {
        turn.manage(name);
    }
    let new = names.len() - known;
    turn.end(&format!("{new} causes")).await?;
    Ok(new)
}

//! Themes: created, previewed, assigned by hand, and assigned by rules.

pub mod check;
pub mod growth;
pub mod overview;
pub mod words;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::ids::{ResponseId, ThemeId};
use crate::domain::insight::query::audited::KEYWORDS_PREVIEW;
use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::domain::insight::query::verbatims::VerbatimQuery;
use crate::domain::insight::theme::in_use::ThemeUse;
use crate::domain::insight::theme::{Keywords, NewTheme, Theme, ThemeOrigin};
use crate::domain::time::calendar::first_of_month_before;
use crate::storage::answering::responses;
use crate::storage::insight::themes;
use crate::storage::insight::themes::in_use;
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act, act_of_reading};
use crate::workflow::insight::series::whole_in_its_answer;

/// Verbatims that the rules process per transaction.
const AT_ONCE: u32 = 500;
/// Verbatims in a preview, newest first, and how many matches are shown.
const TRIED: u32 = 5_000;
const EXAMPLES: usize = 10;

/// What a rule would match.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    pub tried: usize,
    pub found: usize,
    pub examples: Vec<String>,
}

/// All themes by name.
#[tracing::instrument(skip_all)]
pub async fn list_themes(app: &App) -> Result<Vec<Theme>, StorageError> {
    themes::list(&mut app.db.read().await?).await
}

/// Creates a theme; false if its name is taken.
#[tracing::instrument(skip_all)]
pub async fn make_theme(app: &App, actor: &Actor, theme: &NewTheme) -> Result<bool, ActError> {
    let now = app.now();
    let id = ThemeId(app.randomness.uuid(now));
    let mut tx = app.db.write().await?;
    if !themes::insert(&mut tx, id, theme, actor.name(), now).await? {
        return Ok(false);
    }
    changed(app, &mut tx, actor, Action::MakeTheme, &id.to_string()).await?;
    tx.commit().await?;
    Ok(true)
}

/// Replaces a theme's keywords; false if there is no such theme.
#[tracing::instrument(skip_all)]
pub async fn change_keywords(
    app: &App,
    actor: &Actor,
    id: ThemeId,
    keywords: &Keywords,
) -> Result<bool, ActError> {
    let mut tx = app.db.write().await?;
    if !themes::set_keywords(&mut tx, id, keywords).await? {
        return Ok(false);
    }
    changed(app, &mut tx, actor, Action::ChangeTheme, &id.to_string()).await?;
    tx.commit().await?;
    Ok(true)
}

/// What hangs on a theme, to be seen before it is removed; `None` if there is no such theme.
#[tracing::instrument(skip_all)]
pub async fn read_theme_use(app: &App, id: ThemeId) -> Result<Option<ThemeUse>, StorageError> {
    let mut tx = app.db.read().await?;
    match themes::list(&mut tx).await?.into_iter().find(|theme| theme.id == id) {
        Some(theme) => in_use::of(&mut tx, theme).await.map(Some),
        None => Ok(None),
    }
}

/// Removes a theme from all responses; false if there is no such theme.
#[tracing::instrument(skip_all)]
pub async fn remove_theme(app: &App, actor: &Actor, id: ThemeId) -> Result<bool, ActError> {
    let mut tx = app.db.write().await?;
    if !themes::delete(&mut tx, id).await? {
        return Ok(false);
    }
    act(app, &mut tx, actor, Action::RemoveTheme, &id.to_string()).await?;
    tx.commit().await?;
    Ok(true)
}

async fn changed(
    app: &App,
    tx: &mut Tx,
    actor: &Actor,
    action: Action,
    subject: &str,
) -> Result<(), ActError> {
    responses::set_all_themes_pending(tx).await?;
    act(app, tx, actor, action, subject).await
}

/// Assigns a theme to a response by hand, or removes it; false if there is no such response or theme.
#[tracing::instrument(skip_all)]
pub async fn set_theme(
    app: &App,
    actor: &Actor,
    response: ResponseId,
    theme: ThemeId,
    origin: ThemeOrigin,
) -> Result<bool, ActError> {
    let mut tx = app.db.write().await?;
    if !themes::set_by_hand(&mut tx, response, theme, origin).await? {
        return Ok(false);
    }
    act(app, &mut tx, actor, Action::SetTheme, &format!("{response} {theme} {origin}")).await?;
    tx.commit().await?;
    Ok(true)
}

/// What keywords would match among the verbatims of the last year.
#[tracing::instrument(skip_all)]
pub async fn preview_keywords(app: &App, actor: &Actor, keywords: &Keywords) -> Result<Preview, ActError> {
    act_of_reading(app, actor, Action::ReadVerbatims, KEYWORDS_PREVIEW).await?;
    let today = app.today();
    let year = [("from".to_owned(), first_of_month_before(today, 11).to_string())];
    let view = DashboardQuery::parse(&year, today).unwrap_or_else(|(_, usual)| *usual);
    let query = VerbatimQuery::of_view(view);
    if whole_in_its_answer(app, query.selection()).await?.figures.is_too_small() {
        return Ok(Preview { tried: 0, found: 0, examples: Vec::new() });
    }
    let rows = responses::verbatims(&mut app.db.read().await?, &query, today, TRIED).await?;
    let texts: Vec<String> = rows.into_iter().filter_map(|row| row.verbatim).collect();
    let found: Vec<&String> = texts.iter().filter(|text| keywords.match_text(text)).collect();
    let examples = found.iter().take(EXAMPLES).map(|text| (*text).clone()).collect();
    Ok(Preview { tried: texts.len(), found: found.len(), examples })
}

/// Applies the rules to every verbatim that is new or not processed since the rules changed; returns how many.
///
/// # Errors
/// The database failed; what was processed before stays so.
#[tracing::instrument(skip_all)]
pub async fn apply_rules(app: &App) -> Result<u64, StorageError> {
    let mut looked_at = 0;
    while responses::has_pending_themes(&mut app.db.read().await?).await? {
        let mut tx = app.db.write().await?;
        // Read after the texts: rules that change meanwhile mark all texts as pending again.
        let texts = responses::take_pending_themes(&mut tx, AT_ONCE).await?;
        let rules: Vec<Theme> =
            themes::list(&mut tx).await?.into_iter().filter(|theme| !theme.keywords.is_empty()).collect();
        let ids: Vec<ResponseId> = texts.iter().map(|(id, _)| *id).collect();
        let found: Vec<(ResponseId, ThemeId)> = texts
            .iter()
            .flat_map(|(id, text)| {
                rules.iter().filter(|theme| theme.keywords.match_text(text)).map(|theme| (*id, theme.id))
            })
            .collect();
        themes::replace_by_rule(&mut tx, &ids, &found).await?;
        tx.commit().await?;
        looked_at += ids.len() as u64;
    }
    Ok(looked_at)
}

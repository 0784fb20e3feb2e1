//! Checks how precise the keywords of a theme are: draws hits, shows them, and keeps each judgement.
//!
//! The rule: showing hits is reading words, and is written to the audit as that before they are read.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::ids::{ResponseId, ThemeCheckId, ThemeId};
use crate::domain::insight::query::audited::theme_check;
use crate::domain::insight::theme::Theme;
use crate::domain::insight::theme::check::{CheckedTheme, DrawRefusal, Judgement, ThemeCheck, draw};
use crate::statistics::suppression::is_too_small;
use crate::storage::answering::responses;
use crate::storage::insight::themes;
use crate::storage::insight::themes::checks;
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act, act_of_reading, demand};

/// The hits that are drawn from, newest first.
const DRAWN_FROM: u32 = 20_000;

/// A theme with the hits of its latest check; `None` if there is no such theme.
#[tracing::instrument(skip_all)]
pub async fn read_check(app: &App, actor: &Actor, id: ThemeId) -> Result<Option<CheckedTheme>, ActError> {
    act_of_reading(app, actor, Action::ReadVerbatims, &theme_check(id)).await?;
    Ok(checked_theme(&mut app.db.read().await?, id).await?)
}

async fn checked_theme(tx: &mut Tx, id: ThemeId) -> Result<Option<CheckedTheme>, StorageError> {
    let Some(theme) = themes::list(tx).await?.into_iter().find(|theme| theme.id == id) else {
        return Ok(None);
    };
    let latest = match checks::latest(tx, id).await? {
        Some(check) => {
            let hits = checks::hits(tx, check.id).await?;
            Some((check, hits))
        }
        None => None,
    };
    Ok(Some(CheckedTheme { theme, latest }))
}

/// Draws hits of a theme's keywords, once for each check; `None` if there is no such theme.
#[tracing::instrument(skip_all)]
pub async fn draw_check(
    app: &App,
    actor: &Actor,
    id: ThemeId,
) -> Result<Option<Result<(), DrawRefusal>>, ActError> {
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::CheckTheme).await?;
    let Some(checked) = checked_theme(&mut tx, id).await? else { return Ok(None) };
    let hits = match hits_to_draw_from(app, &mut tx, &checked).await? {
        Ok(hits) => hits,
        Err(refusal) => return Ok(Some(Err(refusal))),
    };
    let (now, seed) = (app.now(), app.randomness.bytes());
    let check = ThemeCheck {
        id: ThemeCheckId(app.randomness.uuid(now)),
        theme: id,
        keywords: checked.theme.keywords.lines(),
        seed,
        drawn_from: hits.len() as u64,
        drawn_at: now,
        drawn_by: actor.name().to_owned(),
    };
    checks::insert(&mut tx, &check, &draw(&seed, &hits)).await?;
    act(app, &mut tx, actor, Action::CheckTheme, &format!("{id} {}", check.id)).await?;
    tx.commit().await?;
    Ok(Some(Ok(())))
}

async fn hits_to_draw_from(
    app: &App,
    tx: &mut Tx,
    checked: &CheckedTheme,
) -> Result<Result<Vec<ResponseId>, DrawRefusal>, StorageError> {
    let Theme { id, keywords, .. } = &checked.theme;
    let is_of_earlier_keywords = checked.precision().is_some_and(|latest| latest.is_of_earlier_keywords);
    if keywords.is_empty() {
        return Ok(Err(DrawRefusal::NoKeywords));
    }
    if checked.is_open() && !is_of_earlier_keywords {
        return Ok(Err(DrawRefusal::StillOpen));
    }
    if responses::has_pending_themes(tx).await? {
        return Ok(Err(DrawRefusal::RulesPending));
    }
    // What a person took off was a hit as well: without it the keywords would seem better than they are.
    let possible = checks::possible_hits(tx, *id, DRAWN_FROM).await?;
    let hits: Vec<ResponseId> =
        possible.into_iter().filter(|(_, text)| keywords.match_text(text)).map(|(id, _)| id).collect();
    let is_too_few = hits.is_empty() || is_too_small(hits.len() as u64, app.config.privacy.minimum_group);
    Ok(if is_too_few { Err(DrawRefusal::TooFew) } else { Ok(hits) })
}

/// Judges hits of a check; returns how many judgements are new or changed.
#[tracing::instrument(skip_all)]
pub async fn judge_hits(
    app: &App,
    actor: &Actor,
    check: ThemeCheckId,
    judgements: &[(u32, Judgement)],
) -> Result<u64, ActError> {
    let now = app.now();
    let mut tx = app.db.write().await?;
    demand(&mut tx, actor, Action::JudgeTheme).await?;
    let mut changed = 0;
    for (place, judgement) in judgements {
        let is_changed = checks::judge(&mut tx, check, *place, *judgement, actor.name(), now).await?;
        changed += u64::from(is_changed);
    }
    if changed > 0 {
        act(app, &mut tx, actor, Action::JudgeTheme, &format!("{check} {changed}")).await?;
        tx.commit().await?;
    }
    Ok(changed)
}

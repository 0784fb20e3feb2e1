//! The themes of a selection beside the period before, by class and by team.
//!
//! The rule: a selection by day is written to the audit before it is read, because small periods could be told apart in it.

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::audited::audited;
use crate::domain::insight::query::themes::ThemesQuery;
use crate::domain::insight::theme::growth::growth;
use crate::domain::insight::theme::overview::{ThemeByTeam, ThemesOverview};
use crate::domain::insight::theme::table::{ThemeTable, shown_themes, theme_table};
use crate::domain::insight::theme::teams::team_shares;
use crate::domain::insight::visible::Visible;
use crate::statistics::proportion::Part;
use crate::statistics::suppression::is_too_small;
use crate::storage::insight::themes;
use crate::storage::insight::themes::checks::precisions;
use crate::storage::insight::themes::named::{detractors_by_team, detractors_with_any, named_themes};
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act_of_reading};
use crate::workflow::insight::dashboard::offered_values;

/// All that the page of themes shows; `asked`, the request, is recorded in the audit if it is by day.
#[tracing::instrument(skip_all)]
pub async fn themes_overview(
    app: &App,
    actor: &Actor,
    query: &ThemesQuery,
    asked: &str,
) -> Result<ThemesOverview, ActError> {
    let (today, minimum) = (app.today(), app.config.privacy.minimum_group);
    if query.is_day_level(today) {
        act_of_reading(app, actor, Action::ReadThemesByDay, &audited(asked)).await?;
    }
    let confidence = query.now().confidence;
    let before = query.before(today);
    let mut tx = app.db.read().await?;
    let list = themes::list(&mut tx).await?;
    let now = named_themes(&mut tx, query.now()).await?;
    let reasons = now.reasons.responses();
    let table = if is_too_small(reasons, minimum) {
        Visible::TooSmall
    } else if reasons == 0 {
        Visible::Nothing
    } else {
        let shown = shown_themes(&now, minimum);
        let with_shown = detractors_with_any(&mut tx, query.now(), &shown).await?;
        Visible::Shown(theme_table(list.clone(), &now, with_shown, confidence, minimum))
    };
    let compared = match (&before, &table) {
        (Some(before), Visible::Shown(_)) => {
            let before = named_themes(&mut tx, before).await?;
            growth(&list, &now, &before, confidence, minimum)
        }
        _ => Vec::new(),
    };
    let by_team = match &table {
        Visible::Shown(table) => by_team(&mut tx, query, table, minimum).await?,
        Visible::TooSmall | Visible::Nothing => None,
    };
    let precisions = precisions(&mut tx).await?;
    drop(tx);
    Ok(ThemesOverview {
        themes: list,
        table,
        before: before.map(|before| before.range),
        growth: compared,
        by_team,
        precisions,
        offered: offered_values(app).await?,
    })
}

/// The theme that was asked for by team, or the one that detractors name most.
async fn by_team(
    tx: &mut Tx,
    query: &ThemesQuery,
    table: &ThemeTable,
    minimum: u64,
) -> Result<Option<ThemeByTeam>, StorageError> {
    let is_one_team = query.now().filters.get(&Dimension::Team).is_some_and(|teams| teams.len() == 1);
    let chosen = table.rows.iter().find(|(theme, row)| {
        let is_named = row.detractors.shown().is_some_and(|named| named.detractors > 0);
        is_named && query.theme.is_none_or(|id| id == theme.id)
    });
    let Some((theme, _)) = chosen.filter(|_| !is_one_team) else { return Ok(None) };
    let teams = detractors_by_team(tx, query.now(), theme.id).await?;
    let teams = teams.into_iter().map(|(team, all, some)| (team, Part { some, all })).collect();
    let teams = team_shares(teams, query.now().confidence, minimum);
    Ok((teams.len() > 1).then(|| ThemeByTeam { theme: theme.clone(), teams }))
}

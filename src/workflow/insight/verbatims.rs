//! Lists the comments of respondents; permission is checked by the caller.

pub mod export;

use std::collections::BTreeMap;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::responses::{Cursor, ResponseRow};
use crate::domain::insight::query::verbatims::VerbatimQuery;
use crate::domain::insight::theme::{Theme, ThemeFigures, nps_within};
use crate::domain::insight::visible::Visible;
use crate::storage::StorageError;
use crate::storage::answering::responses;
use crate::storage::insight::themes;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act_of_reading};
use crate::workflow::insight::dashboard::offered_values;
use crate::workflow::insight::series::whole_in_its_answer;

/// Verbatims per page.
const ON_A_PAGE: u32 = 50;

/// What the page about verbatims shows.
#[derive(Clone, Debug)]
pub struct VerbatimPage {
    pub selected: Visible<SelectedVerbatims>,
    pub themes: Vec<Theme>,
    pub offered: BTreeMap<Dimension, Vec<String>>,
}

/// The verbatims of a selection that may be shown.
#[derive(Clone, Debug)]
pub struct SelectedVerbatims {
    /// Responses of the selection, with and without a comment.
    pub responses: u64,
    /// Those with a comment.
    pub verbatims: u64,
    pub themes: Vec<ThemeFigures>,
    pub rows: Vec<ResponseRow>,
    /// Where the next page begins; `None` on the last.
    pub next: Option<Cursor>,
}

/// The verbatims of a selection, its themes, and one page of it; `asked`, the request, is recorded in the audit log.
#[tracing::instrument(skip_all)]
pub async fn read_verbatims(
    app: &App,
    actor: &Actor,
    query: &VerbatimQuery,
    asked: &str,
) -> Result<VerbatimPage, ActError> {
    act_of_reading(app, actor, Action::ReadVerbatims, asked).await?;
    let whole = whole_in_its_answer(app, query.selection()).await?;
    let selected = match whole.figures.responses() {
        Some(responses) => Visible::Shown(select(app, query, responses).await?),
        None => Visible::TooSmall,
    };
    let themes = themes::list(&mut app.db.read().await?).await?;
    Ok(VerbatimPage { selected, themes, offered: offered_values(app).await? })
}

async fn select(app: &App, query: &VerbatimQuery, responses: u64) -> Result<SelectedVerbatims, StorageError> {
    let (today, minimum) = (app.today(), app.config.privacy.minimum_group);
    let selection = query.selection();
    let mut tx = app.db.read().await?;
    let mut tallies = themes::tallies(&mut tx, selection, VerbatimQuery::new_since(today)).await?;
    let figures = themes::list(&mut tx).await?.into_iter().map(|theme| {
        let (tally, new) = tallies.remove(&theme.id).unwrap_or_default();
        let nps = nps_within(&tally, responses, selection.confidence, minimum);
        ThemeFigures { theme, new, nps }
    });
    let mut figures: Vec<ThemeFigures> = figures.collect();
    figures.sort_by_key(|figures| std::cmp::Reverse(figures.nps.shown().map_or(0, |estimate| estimate.n)));
    let mut rows = responses::verbatims(&mut tx, query, today, ON_A_PAGE + 1).await?;
    let is_last = rows.len() <= ON_A_PAGE as usize;
    rows.truncate(ON_A_PAGE as usize);
    let next = rows.last().filter(|_| !is_last).map(|row| Cursor { day: row.answered_on, id: row.id });
    Ok(SelectedVerbatims {
        responses,
        verbatims: responses::count_verbatims(&mut tx, selection).await?,
        themes: figures,
        rows,
        next,
    })
}

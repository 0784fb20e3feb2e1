//! Saved views, as a user finds and opens them.
//!
//! The rule: a user opens own views and those that colleagues with an enabled account share.

pub mod change;
pub mod monthly;

use std::collections::BTreeSet;

use crate::app::App;
use crate::domain::ids::SavedViewId;
use crate::domain::insight::query::saved_view::gone::{FilterValue, Gone, gone, named};
use crate::domain::insight::query::saved_view::{SavedView, ViewQuery};
use crate::storage::access::users;
use crate::storage::insight::saved_views;
use crate::storage::{StorageError, Tx};

/// A view with what is to be said about it.
#[derive(Clone, Debug)]
pub struct FoundView {
    pub view: SavedView,
    pub gone: Gone,
}

/// The views that a user may open, by name; none for a visitor without an account.
#[tracing::instrument(skip_all)]
pub async fn list_views(app: &App, email: &str) -> Result<Vec<FoundView>, StorageError> {
    let mut tx = app.db.read().await?;
    let Some(user) = users::id_of(&mut tx, email).await? else { return Ok(Vec::new()) };
    let views = saved_views::list(&mut tx, user).await?;
    with_gone(app, &mut tx, views).await
}

/// One of them.
#[tracing::instrument(skip_all)]
pub async fn find_view(app: &App, email: &str, id: SavedViewId) -> Result<Option<FoundView>, StorageError> {
    let mut tx = app.db.read().await?;
    let Some(user) = users::id_of(&mut tx, email).await? else { return Ok(None) };
    let found = saved_views::find(&mut tx, user, id).await?;
    Ok(with_gone(app, &mut tx, found.into_iter().collect()).await?.pop())
}

/// The views with the values that are gone; a view that its page would refuse has none, and the page says why.
async fn with_gone(app: &App, tx: &mut Tx, views: Vec<SavedView>) -> Result<Vec<FoundView>, StorageError> {
    let filters_of = |view: &SavedView| {
        ViewQuery::parse(view.page, &view.query, app.today()).map(|query| query.filters).unwrap_or_default()
    };
    let filtered: Vec<_> = views.into_iter().map(|view| (filters_of(&view), view)).collect();
    let wanted: BTreeSet<FilterValue> = filtered.iter().flat_map(|(filters, _)| named(filters)).collect();
    let known = saved_views::known_values(tx, &wanted).await?;
    let found = filtered.into_iter().map(|(filters, view)| FoundView { gone: gone(&filters, &known), view });
    Ok(found.collect())
}

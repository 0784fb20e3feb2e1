//! The themes that grew among detractors between two selections; permission is checked by the caller.

use crate::app::App;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::insight::theme::growth::{ThemeGrowth, growth};
use crate::storage::StorageError;
use crate::storage::insight::themes;
use crate::storage::insight::themes::named::named_themes;

/// Every theme that may be compared between two selections that share no respondent, at the confidence of `now`; the
/// largest growth first. Counts that are hidden in one of them are not compared.
#[tracing::instrument(skip_all)]
pub async fn theme_growth(
    app: &App,
    now: &WholeQuery,
    before: &WholeQuery,
) -> Result<Vec<ThemeGrowth>, StorageError> {
    let mut tx = app.db.read().await?;
    let list = themes::list(&mut tx).await?;
    let (named_now, named_before) = (named_themes(&mut tx, now).await?, named_themes(&mut tx, before).await?);
    let minimum = app.config.privacy.minimum_group;
    Ok(growth(&list, &named_now, &named_before, now.confidence, minimum))
}

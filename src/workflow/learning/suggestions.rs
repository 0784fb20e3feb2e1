//! What the form of a complaint suggests: products, teams and causes that are in use.
//!
//! The rule: a name that was retired or merged into another is not suggested any more.

use crate::app::App;
use crate::domain::complaints::segment::Dimension;
use crate::domain::complaints::suggestions::Suggestions;
use crate::storage::StorageError;
use crate::storage::complaints::segments;
use crate::workflow::learning::causes::offered_causes;

/// The most products and the most teams that are suggested.
const MOST_SUGGESTED: u32 = 200;

/// The suggestions.
#[tracing::instrument(skip_all)]
pub async fn suggestions(app: &App) -> Result<Suggestions, StorageError> {
    let mut tx = app.db.read().await?;
    let mut products = segments::values(&mut tx, Dimension::Product, MOST_SUGGESTED).await?;
    let mut teams = segments::values(&mut tx, Dimension::Team, MOST_SUGGESTED).await?;
    drop(tx);
    // An unknown value is an empty text.
    products.retain(|product| !product.is_empty());
    teams.retain(|team| !team.is_empty());
    Ok(Suggestions { products, teams, causes: offered_causes(app).await? })
}

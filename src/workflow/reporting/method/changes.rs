//! What was asked in a year, and what changed in it: versions of the questionnaire, and changes that staff noted.
//!
//! The rule: the notes themselves are words of staff and are not printed.

use crate::app::App;
use crate::domain::answering::questionnaire::BUILT_IN;
use crate::domain::reporting::document::Statement;
use crate::domain::reporting::figure::Figure;
use crate::domain::time::calendar::day_of;
use crate::storage::StorageError;
use crate::storage::answering::questionnaires as stored;
use crate::storage::answering::questionnaires::StoredQuestionnaire;
use crate::storage::insight::change_points as noted;
use crate::workflow::reporting::say::say;
use crate::workflow::reporting::year::Year;

/// The versions that new invitations of the year asked, oldest first.
pub(super) async fn questionnaires(year: &Year<'_>) -> Result<Vec<Statement>, StorageError> {
    let mut versions = stored::list(&mut year.app.db.read().await?).await?;
    let (begins, ends) = year.known();
    versions.retain(|version| version.published_at < ends);
    let begun = versions.iter().filter(|version| version.published_at <= begins).count();
    let first = match begun.checked_sub(1).and_then(|last| versions.get(last)) {
        Some(version) => in_force(year.app, version),
        None => say("questionnaire_built_in", [("name", Figure::Text { text: BUILT_IN.to_owned() })]),
    };
    let others = versions.iter().skip(begun).map(|version| in_force(year.app, version));
    Ok([first].into_iter().chain(others).collect())
}

fn in_force(app: &App, version: &StoredQuestionnaire) -> Statement {
    let since = Figure::Day { day: day_of(version.published_at, app.config.organisation.zone) };
    let name = Figure::Text { text: version.name.clone() };
    say("questionnaire_in_force", [("name", name), ("since", since)])
}

/// The changes of the year that were noted, oldest first.
pub(super) async fn change_points(year: &Year<'_>) -> Result<Vec<Statement>, StorageError> {
    let mut points = noted::list(&mut year.app.db.read().await?).await?;
    points.retain(|point| year.range.contains(point.change.day) && point.noted_at <= year.as_of());
    points.sort_by_key(|point| (point.change.day, point.noted_at));
    let told = points.iter().map(|point| {
        say(&format!("change_{}", point.change.kind), [("day", Figure::Day { day: point.change.day })])
    });
    Ok(told.collect())
}

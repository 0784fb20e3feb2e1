//! What hangs on a theme.
//!
//! The rule: it names all that loses something when the theme is removed, and reads no words of respondents.

use crate::domain::ids::ImprovementId;
use crate::domain::insight::theme::Theme;
use crate::domain::insight::theme::in_use::ThemeUse;
use crate::storage::engine::columns::count;
use crate::storage::{Result, Tx, with_conn};

const ANSWERS: &str =
    "SELECT COUNT(*) FROM response_themes JOIN responses ON responses.id = response_themes.response_id
     WHERE theme_id = $1 AND origin <> 'refused' AND held_at IS NULL";
const CHECKS: &str = "SELECT COUNT(*) FROM theme_checks WHERE theme_id = $1";

/// What uses it now.
pub async fn of(tx: &mut Tx, theme: Theme) -> Result<ThemeUse> {
    let id = theme.id;
    let answers: (i64,) = with_conn!(tx, |conn| sqlx::query_as(ANSWERS).bind(id).fetch_one(conn).await?);
    let checks: (i64,) = with_conn!(tx, |conn| sqlx::query_as(CHECKS).bind(id).fetch_one(conn).await?);
    let causes: Vec<(String,)> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT DISTINCT name FROM causes JOIN cause_themes ON cause_id = causes.id
             WHERE theme_id = $1 ORDER BY name",
        )
        .bind(id)
        .fetch_all(conn)
        .await?
    });
    let improvements: Vec<(ImprovementId, String)> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, title FROM improvements JOIN improvement_reasons ON improvement_id = id
             WHERE kind = 'theme' AND subject_id = $1 ORDER BY title, id",
        )
        .bind(id)
        .fetch_all(conn)
        .await?
    });
    Ok(ThemeUse {
        theme,
        answers: count("response_themes", answers.0)?,
        checks: count("theme_checks", checks.0)?,
        causes: causes.into_iter().map(|(name,)| name).collect(),
        improvements,
    })
}

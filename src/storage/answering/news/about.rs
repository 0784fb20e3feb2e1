//! Whether an improvement is about the same as an answer, as an SQL condition.
//!
//! The rule: it is if it was registered after the answer and began on a later day, if it concerns those in the answer's segment, and if
//! it names a theme of the answer or a cause of its complaint. The page and the mail ask the same.

use sqlx::AssertSqlSafe;

use crate::domain::ids::ResponseId;
use crate::storage::answering::news::BegunImprovement;
use crate::storage::engine::columns::numbered;
use crate::storage::insight::selection::{Binds, filters};
use crate::storage::{Result, Tx, with_conn};

/// The tables that the condition is about, from `responses` on.
pub(super) const JOINED: &str = "JOIN segments ON segments.id = responses.segment_id
    JOIN invitations ON invitations.id = responses.invitation_id
    JOIN complaints ON complaints.id = invitations.complaint_id";

/// The condition, and what it binds.
pub(super) struct About {
    /// `$1` is the day on which the improvement begins, `$2` when it was registered. The statement's own values follow, and then the
    /// improvement's themes and [`Self::texts`].
    pub(super) condition: String,
    pub(super) texts: Vec<String>,
}

impl About {
    /// The condition of a statement that binds `already` values before the themes; `None` if the improvement names nothing that an
    /// answer can have.
    pub(super) fn of(improvement: &BegunImprovement, already: usize) -> Option<Self> {
        let named = named_by(improvement, already + 1)?;
        let mut binds = Binds::new(already + improvement.themes.len() + improvement.causes.len());
        let concerned = filters(&improvement.concerns, &mut binds);
        let lines = improvement.causes.iter().map(|name| format!("\n{name}\n"));
        Some(Self {
            condition: format!(
                "responses.answered_on < $1 AND responses.answered_at < $2 AND ({named}){concerned}"
            ),
            texts: lines.chain(binds.values).collect(),
        })
    }
}

/// The SQL condition that an improvement names a theme of the response or a cause of the complaint, with its themes and then the
/// lines of its causes bound from `first` on; `None` if it names nothing that an answer can have.
fn named_by(improvement: &BegunImprovement, first: usize) -> Option<String> {
    let themes = improvement.themes.len();
    let of_theme = (themes > 0).then(|| {
        format!(
            "EXISTS (SELECT 1 FROM response_themes WHERE response_themes.response_id = responses.id
                AND origin <> 'refused' AND theme_id IN ({}))",
            numbered(first, themes)
        )
    });
    // A complaint holds its causes one to a line. The two engines have no function in common that finds a text in another.
    let of_cause = (0..improvement.causes.len()).map(|place| {
        let line = first + themes + place;
        format!(
            "REPLACE('\n' || complaints.causes || '\n', ${line}, '') <> '\n' || complaints.causes || '\n'"
        )
    });
    let conditions: Vec<String> = of_theme.into_iter().chain(of_cause).collect();
    (!conditions.is_empty()).then(|| conditions.join(" OR "))
}

/// Whether an improvement is about the same as an answer.
pub async fn concerns(tx: &mut Tx, improvement: &BegunImprovement, response: ResponseId) -> Result<bool> {
    let Some(about) = About::of(improvement, 3) else { return Ok(false) };
    let sql = format!(
        "SELECT CAST(1 AS BIGINT) FROM responses {JOINED} WHERE responses.id = $3 AND {}",
        about.condition
    );
    let found: Option<i64> = with_conn!(tx, |conn| {
        let query = sqlx::query_scalar(AssertSqlSafe(sql))
            .bind(improvement.starts_on)
            .bind(improvement.registered_at)
            .bind(response);
        let query = improvement.themes.iter().fold(query, |query, theme| query.bind(theme));
        let query = about.texts.iter().fold(query, |query, text| query.bind(text.as_str()));
        query.fetch_optional(conn).await?
    });
    Ok(found.is_some())
}

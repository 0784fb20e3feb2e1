//! What the questions about figures over time have in common: their parameters, who may ask them, and how a group is
//! named in the answer.

use crate::app::App;
use crate::domain::access::Scope;
use crate::domain::nps_query::NpsQuery;
use crate::domain::segment::Dimension;
use crate::web::api::auth::Caller;
use crate::web::api::problem::Problem;
use crate::web::request;
use crate::workflow::actor::record_reading;

/// `{"team": "Noord"}`, its value null where unknown; null for the whole.
pub type GroupName = Option<serde_json::Map<String, serde_json::Value>>;

/// The question that somebody asks. Ranges by day need one scope more, and are audited under the action.
///
/// # Errors
/// 403, or 422 with every parameter that is wrong.
pub async fn question(
    app: &App,
    caller: &Caller,
    query: Option<String>,
    action: &str,
) -> Result<NpsQuery, Problem> {
    caller.needs(Scope::InsightsRead)?;
    let text = query.unwrap_or_default();
    let query = NpsQuery::parse(&request::pairs(text.as_bytes()), app.today()).map_err(Problem::fields)?;
    if query.is_day_level(app.today()) {
        caller.needs(Scope::ResponsesRead)?;
        record_reading(app, &caller.actor, action, &text).await?;
    }
    Ok(query)
}

/// The name of a group.
pub fn name(value: Option<&(Dimension, String)>) -> GroupName {
    value.map(|(dimension, value)| {
        let value = Some(value.as_str()).filter(|value| !value.is_empty());
        [(dimension.name().to_owned(), value.into())].into_iter().collect()
    })
}

//! Asking whether an improvement may start today.
//!
//! The rule: it is asked only where nothing else is wrong, and what was typed goes along with the question.

use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};

use crate::app::App;
use crate::domain::learning::improvement::Improvement;
use crate::domain::learning::improvement::fields::{STARTS_ON, of_form};
use crate::urls;
use crate::views::learning::improvements::form::starting::{BACK, CONFIRMED, StartTodayPage};
use crate::views::learning::improvements::form::{Existing, VERSION};
use crate::web::pages::learning::improvements::in_words;
use crate::web::shell::error::PageError;
use crate::web::shell::staff::{InsightReader, staff_page};
use crate::web::shell::urlencoded;
use crate::workflow::learning::improvements::named::plan_names;
use crate::workflow::learning::improvements::{ReadPlan, would_be_fixed_at_once};

/// What to do with a form that was sent.
pub(super) enum Next {
    Store,
    /// It starts today, and it was not said yet that it may.
    Ask(Box<ReadPlan>),
    /// Back to the form.
    Form,
}

/// Takes the fields of the buttons out of what was typed.
pub(super) async fn next(app: &App, reader: &InsightReader, typed: &mut Vec<(String, String)>) -> Next {
    let has = |typed: &[(String, String)], field| urlencoded::first(typed, field).is_some();
    let (goes_back, is_confirmed) = (has(typed, BACK), has(typed, CONFIRMED));
    typed.retain(|(name, _)| ![BACK, CONFIRMED].contains(&name.as_str()));
    if goes_back {
        return Next::Form;
    }
    let fields: Vec<(String, String)> = typed.iter().filter(|(name, _)| name != VERSION).cloned().collect();
    let starts_today = urlencoded::first(typed, STARTS_ON) == Some(app.today().to_string().as_str());
    if is_confirmed || !starts_today {
        return Next::Store;
    }
    // What is wrong is told where it is to be stored.
    match would_be_fixed_at_once(app, &reader.actor(), of_form(&fields)).await {
        Ok(Some(read)) => Next::Ask(Box::new(read)),
        Ok(None) | Err(_) => Next::Store,
    }
}

/// What is fixed from now on, before anything is stored.
pub(super) async fn ask_to_start(
    app: &App,
    reader: &InsightReader,
    headers: &HeaderMap,
    existing: Option<&Improvement>,
    typed: &[(String, String)],
    read: &ReadPlan,
) -> Result<Response, PageError> {
    let mut names = plan_names(app).await?;
    // A cause that no one managed yet gets a row once the plan is stored.
    names.causes.extend(read.known.told_causes.iter().map(|(name, id)| (*id, name.clone())));
    let staff = staff_page(app, headers, &reader.user, urls::IMPROVEMENTS);
    let page = StartTodayPage {
        names: in_words(&names, staff.language),
        staff,
        plan: &read.plan,
        existing: existing.map(|found| Existing { id: found.id, title: &found.plan.title }),
        typed,
    };
    Ok(page.render().into_response())
}

//! The addresses of follow-ups, causes and improvements that have a parameter.

use crate::domain::ids::{FollowUpId, ImprovementId};
use crate::urls::{CAUSE, FOLLOW_UPS, IMPROVEMENTS};

/// The page of a cause: its name stands in the query, since it may hold any character.
#[must_use]
pub fn cause(name: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    format!("{CAUSE}?{}", query.append_pair("name", name).finish())
}

/// The same with the query string of a view, which may be empty.
#[must_use]
pub fn cause_in(name: &str, view: &str) -> String {
    let page = cause(name);
    if view.is_empty() { page } else { format!("{page}&{view}") }
}

/// Where a follow-up is given to a colleague, or to no one.
#[must_use]
pub fn follow_up_assign(id: FollowUpId) -> String {
    format!("{FOLLOW_UPS}/{id}/assign")
}

/// Where who holds a follow-up asks for the contact details.
#[must_use]
pub fn follow_up_contact(id: FollowUpId) -> String {
    format!("{FOLLOW_UPS}/{id}/contact")
}

/// Where a follow-up is dropped.
#[must_use]
pub fn follow_up_drop(id: FollowUpId) -> String {
    format!("{FOLLOW_UPS}/{id}/drop")
}

/// Where a follow-up is handed over to another team.
#[must_use]
pub fn follow_up_hand_over(id: FollowUpId) -> String {
    format!("{FOLLOW_UPS}/{id}/hand-over")
}

/// Where a note on a follow-up is written.
#[must_use]
pub fn follow_up_note(id: FollowUpId) -> String {
    format!("{FOLLOW_UPS}/{id}/note")
}

/// Where a follow-up is opened again.
#[must_use]
pub fn follow_up_reopen(id: FollowUpId) -> String {
    format!("{FOLLOW_UPS}/{id}/reopen")
}

/// The page of an improvement.
#[must_use]
pub fn improvement(id: ImprovementId) -> String {
    format!("{IMPROVEMENTS}/{id}")
}

/// Where an improvement is closed.
#[must_use]
pub fn improvement_close(id: ImprovementId) -> String {
    format!("{IMPROVEMENTS}/{id}/close")
}

/// Where an improvement is changed before it starts.
#[must_use]
pub fn improvement_edit(id: ImprovementId) -> String {
    format!("{IMPROVEMENTS}/{id}/edit")
}

/// Where an improvement that did not start is withdrawn.
#[must_use]
pub fn improvement_withdraw(id: ImprovementId) -> String {
    format!("{IMPROVEMENTS}/{id}/withdraw")
}

//! The addresses of follow-ups, causes and improvements that have a parameter.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

use crate::domain::ids::{FollowUpId, ImprovementId};
use crate::urls::{CAUSE, FOLLOW_UPS, IMPROVEMENT_NEW, IMPROVEMENTS};

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

/// A page of a list of follow-ups; 1 is the first.
#[must_use]
pub fn follow_ups(list: &str, page: u32) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("list", list);
    if page > 1 {
        query.append_pair("page", &page.to_string());
    }
    format!("{FOLLOW_UPS}?{}", query.finish())
}

/// The page of a follow-up after something was done with it.
#[must_use]
pub fn follow_up_done(id: FollowUpId) -> String {
    format!("{FOLLOW_UPS}/{id}?done=1")
}

/// The list of follow-ups after something was done with one.
#[must_use]
pub fn follow_ups_done() -> String {
    format!("{FOLLOW_UPS}?done=1")
}

/// What an address may hold in a link as it is; a question mark, say, would begin the subject of the mail.
const IN_AN_ADDRESS: &AsciiSet =
    &NON_ALPHANUMERIC.remove(b'@').remove(b'.').remove(b'-').remove(b'_').remove(b'+');

/// A link that opens a new mail to an address.
#[must_use]
pub fn mail_to(address: &str) -> String {
    format!("mailto:{}", utf8_percent_encode(address, IN_AN_ADDRESS))
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

/// The form for an improvement whose reason is a cause (`cause`, by name), a theme or a signal (`theme`, `signal`, by
/// identifier), filled in so far.
#[must_use]
pub fn improvement_for(reason: &str, which: &str) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    format!("{IMPROVEMENT_NEW}?{}", query.append_pair(reason, which).finish())
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

/// Where the sentence for respondents is changed.
#[must_use]
pub fn improvement_public(id: ImprovementId) -> String {
    format!("{IMPROVEMENTS}/{id}/public")
}

/// Where an improvement that did not start is withdrawn.
#[must_use]
pub fn improvement_withdraw(id: ImprovementId) -> String {
    format!("{IMPROVEMENTS}/{id}/withdraw")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_no_more_than_an_address_in_a_link() {
        assert_eq!(mail_to("jan.de-vries+nps@example.org"), "mailto:jan.de-vries+nps@example.org");
        assert_eq!(mail_to("a?subject=x&b%20c@example.org"), "mailto:a%3Fsubject%3Dx%26b%2520c@example.org");
    }
}

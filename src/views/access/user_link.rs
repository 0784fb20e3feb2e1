//! The page that shows a one-time link, to the administrator who asked for it.
//!
//! The rule: the link stands on this page alone, which answers the form, and in no address of ours.

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::Timestamp;
use crate::texts::texts;
use crate::urls;
use crate::views::kit::format::moment;
use crate::views::kit::page::StaffPage;

/// The page's data and its viewer.
pub struct UserLinkPage<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    /// Whose link it is.
    pub email: &'a str,
    /// The link as the user opens it.
    pub link: &'a str,
    pub works_until: Timestamp,
    /// Whether the user was added just now.
    pub is_added: bool,
    pub is_mailed: bool,
}

impl UserLinkPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let title = text.user_link_title(self.email);
        let until = moment(self.staff.language, self.works_until, self.zone);
        self.staff.narrow(
            &title,
            html! {
                h1 { (title) }
                @if self.is_added { p.done role="status" { (text.user_link_added()) } }
                @if self.is_mailed { p { (text.user_link_mailed(self.email)) } }
                div.question {
                    label for="link" { (text.user_link_label()) }
                    p.note id="link-hint" { (text.user_link_hint(until)) }
                    input type="text" id="link" value=(self.link) readonly spellcheck="false" aria-describedby="link-hint";
                }
                p { a href=(urls::USERS) { (text.users_heading()) } }
            },
        )
    }
}

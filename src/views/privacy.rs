//! What is kept, why and how long, for respondents.

use maud::{Markup, html};

use crate::texts::texts;
use crate::views::notices::Speaker;
use crate::views::page::spoken;

/// The page; retention in days.
#[must_use]
pub fn privacy(speaker: Speaker<'_>, contact_days: i64, verbatim_days: i64) -> Markup {
    let text = texts(speaker.language);
    let sections = [
        (text.privacy_what_heading(), text.privacy_what()),
        (text.privacy_why_heading(), text.privacy_why()),
        (text.privacy_how_long_heading(), text.privacy_how_long(contact_days, verbatim_days)),
        (text.privacy_rights_heading(), text.privacy_rights(speaker.contact)),
    ];
    let rest = html! { @for (heading, paragraph) in sections { h2 { (heading) } p { (paragraph) } } };
    spoken(speaker, &text.privacy_title(), &rest)
}

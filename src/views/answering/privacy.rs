//! The privacy notice for respondents: what is stored, why, and for how long.

use chrono::TimeDelta;
use maud::{Markup, html};

use crate::texts::texts;
use crate::views::kit::format::time;
use crate::views::kit::page::{Speaker, spoken};

/// `contact` and `verbatim` are the retention times of contact details and of free text.
#[must_use]
pub fn privacy(speaker: Speaker<'_>, contact: TimeDelta, verbatim: TimeDelta) -> Markup {
    let text = texts(speaker.language);
    let sections = [
        (text.privacy_what_heading(), text.privacy_what()),
        (text.privacy_why_heading(), text.privacy_why()),
        (
            text.privacy_how_long_heading(),
            text.privacy_how_long(time(speaker.language, contact), time(speaker.language, verbatim)),
        ),
        (text.privacy_rights_heading(), text.privacy_rights(speaker.contact)),
    ];
    let rest = html! { @for (heading, paragraph) in sections { h2 { (heading) } p { (paragraph) } } };
    spoken(speaker, &text.privacy_title(), &rest)
}

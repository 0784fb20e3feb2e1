//! The privacy notice for respondents: who is responsible, what is stored, why, for how long, and what a person may ask.
//!
//! The rule: what is stored and for how long is told from the program and its settings; the organisation's own texts stand in place
//! of the other sentences.

use chrono::TimeDelta;
use maud::{Markup, html};

use crate::domain::answering::own_texts::OwnTexts;
use crate::domain::answering::own_texts::key::{Placeholder, TextKey};
use crate::domain::people::language::Language;
use crate::texts::texts;
use crate::urls;
use crate::views::kit::format::time;
use crate::views::kit::page::{Speaker, spoken};
use crate::views::kit::plain_text::paragraphs_with_links;

/// `contact` and `verbatim` are the retention times of contact details and of free text; `own` are the organisation's texts.
#[must_use]
pub fn privacy(speaker: Speaker<'_>, own: &OwnTexts, contact: TimeDelta, verbatim: TimeDelta) -> Markup {
    let text = texts(speaker.language);
    let values = [(Placeholder::Organisation, speaker.organisation), (Placeholder::Contact, speaker.contact)];
    let given = |key: TextKey| own.filled((key, speaker.language), &values);
    let or = |key: TextKey, built_in: String| given(key).unwrap_or(built_in);
    let how_long = text.privacy_how_long(time(speaker.language, contact), time(speaker.language, verbatim));
    let how_long = format!("{how_long}\n\n{}", text.news_privacy());
    let controller = text.privacy_controller(speaker.organisation, speaker.contact);
    let sections = [
        (text.privacy_controller_heading(), Some(or(TextKey::PrivacyController, controller))),
        (text.privacy_officer_heading(), given(TextKey::PrivacyOfficer)),
        (text.privacy_what_heading(), Some(text.privacy_what())),
        (text.privacy_why_heading(), Some(or(TextKey::PrivacyPurposes, text.privacy_why()))),
        (text.privacy_basis_heading(), Some(or(TextKey::PrivacyBasis, text.privacy_basis()))),
        (text.privacy_how_long_heading(), Some(how_long)),
        (
            text.privacy_rights_heading(),
            Some(or(TextKey::PrivacyRights, text.privacy_rights(speaker.contact))),
        ),
        (text.privacy_authority_heading(), Some(or(TextKey::PrivacyAuthority, text.privacy_authority()))),
        (text.privacy_more_heading(), given(TextKey::PrivacyMore)),
    ];
    let rest = html! {
        p.languages {
            @for &other in Language::ALL.iter().filter(|other| **other != speaker.language) {
                a href=(urls::privacy(other)) lang=(other.name()) { (texts(other).language_name()) }
            }
        }
        @for (heading, paragraph) in sections {
            @if let Some(paragraph) = paragraph { h2 { (heading) } (paragraphs_with_links(&paragraph)) }
        }
    };
    spoken(speaker, &text.privacy_title(), &rest)
}

//! The page on which a customer unsubscribes from further surveys, and takes that back.

use maud::{Markup, html};

use crate::domain::access::token::Token;
use crate::domain::answering::form_fields::LANGUAGE;
use crate::domain::people::language::Language;
use crate::texts::texts;
use crate::urls;
use crate::views::kit::page::{Speaker, spoken};

/// Where the respondent stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unsubscription {
    /// Gets surveys; the page asks whether to stop.
    NotYet,
    /// Gets no more surveys. `is_unticked`: the way back was pressed without its tick.
    Done { is_unticked: bool },
    /// Gets surveys again.
    TakenBack,
    /// Asked for surveys again, and the address is on the list for another reason.
    OnlyByUs,
}

/// The field whose tick takes an unsubscription back.
pub const AGAIN: &str = "again";

/// The question with its button, or the confirmation with the way back.
#[must_use]
pub fn unsubscribe(speaker: Speaker<'_>, token: &Token, standing: Unsubscription) -> Markup {
    let text = texts(speaker.language);
    let title = match standing {
        Unsubscription::NotYet => text.unsubscribe_title(),
        Unsubscription::Done { .. } | Unsubscription::OnlyByUs => text.unsubscribe_done_title(),
        Unsubscription::TakenBack => text.unsubscribe_back_title(),
    };
    // Elsewhere the page says what was done just now, which another language would not have.
    let may_switch = matches!(standing, Unsubscription::NotYet | Unsubscription::Done { is_unticked: false });
    let rest = match standing {
        Unsubscription::NotYet => html! {
            p { (text.unsubscribe_question()) }
            form method="post" action=(urls::unsubscribe(token)) {
                (in_language(speaker.language))
                button type="submit" { (text.unsubscribe_button()) }
            }
        },
        Unsubscription::Done { is_unticked } => html! {
            p { (text.unsubscribe_done()) }
            (way_back(speaker.language, token, is_unticked))
        },
        Unsubscription::TakenBack => html! { p role="status" { (text.unsubscribe_back_done()) } },
        Unsubscription::OnlyByUs => html! { p { (text.unsubscribe_back_only_by_us(speaker.contact)) } },
    };
    let rest = html! { @if may_switch { (other_languages(speaker.language, token)) } (rest) };
    spoken(speaker, &title, &rest)
}

/// The same page in the other languages.
fn other_languages(language: Language, token: &Token) -> Markup {
    html! {
        p.languages {
            @for &other in Language::ALL.iter().filter(|other| **other != language) {
                a href={ (urls::unsubscribe(token)) "?" (LANGUAGE) "=" (other) } lang=(other.name()) { (texts(other).language_name()) }
            }
        }
    }
}

/// The field by which the next page is in the same language.
fn in_language(language: Language) -> Markup {
    html! { input type="hidden" name=(LANGUAGE) value=(language.name()); }
}

fn way_back(language: Language, token: &Token, is_unticked: bool) -> Markup {
    let text = texts(language);
    html! {
        h2 { (text.unsubscribe_back_heading()) }
        form method="post" action=(urls::unsubscribe_back(token)) novalidate {
            (in_language(language))
            div.question.wrong[is_unticked] {
                @if is_unticked {
                    p.error id="again-error" role="alert" {
                        span.unseen { (text.survey_error_prefix()) " " } (text.unsubscribe_back_unticked())
                    }
                }
                label.tick {
                    input type="checkbox" name=(AGAIN) value="on" required
                        aria-describedby=[is_unticked.then_some("again-error")];
                    span { (text.unsubscribe_back_tick()) }
                }
            }
            button type="submit" { (text.unsubscribe_back_button()) }
        }
    }
}

//! The page on which a customer unsubscribes from further surveys, and takes that back.

use maud::{Markup, html};

use crate::domain::access::token::Token;
use crate::texts::{Texts, texts};
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
    let rest = match standing {
        Unsubscription::NotYet => html! {
            p { (text.unsubscribe_question()) }
            form method="post" action=(urls::unsubscribe(token)) {
                button type="submit" { (text.unsubscribe_button()) }
            }
        },
        Unsubscription::Done { is_unticked } => html! {
            p { (text.unsubscribe_done()) }
            (way_back(text, token, is_unticked))
        },
        Unsubscription::TakenBack => html! { p role="status" { (text.unsubscribe_back_done()) } },
        Unsubscription::OnlyByUs => html! { p { (text.unsubscribe_back_only_by_us(speaker.contact)) } },
    };
    spoken(speaker, &title, &rest)
}

fn way_back(text: &Texts, token: &Token, is_unticked: bool) -> Markup {
    html! {
        h2 { (text.unsubscribe_back_heading()) }
        form method="post" action=(urls::unsubscribe_back(token)) novalidate {
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

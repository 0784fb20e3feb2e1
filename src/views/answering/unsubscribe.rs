//! The page on which a customer unsubscribes from further surveys.

use maud::{Markup, html};

use crate::domain::access::token::Token;
use crate::texts::texts;
use crate::urls;
use crate::views::kit::page::{Speaker, spoken};

/// The question with its button, or the confirmation once `is_done`.
#[must_use]
pub fn unsubscribe(speaker: Speaker<'_>, token: &Token, is_done: bool) -> Markup {
    let text = texts(speaker.language);
    let title = if is_done { text.unsubscribe_done_title() } else { text.unsubscribe_title() };
    let rest = html! {
        @if is_done {
            p { (text.unsubscribe_done()) }
        } @else {
            p { (text.unsubscribe_question()) }
            form method="post" action=(urls::unsubscribe(token)) {
                button type="submit" { (text.unsubscribe_button()) }
            }
        }
    };
    spoken(speaker, &title, &rest)
}

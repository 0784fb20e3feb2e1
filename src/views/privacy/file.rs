//! Everything that is held of a person as a page by itself, to be handed over.
//!
//! The rule: it loads nothing, so that it can be read anywhere.

use chrono_tz::Tz;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::domain::people::language::Language;
use crate::domain::privacy::held::Held;
use crate::texts::texts;
use crate::views::STYLE;
use crate::views::kit::format::moment;
use crate::views::privacy::held::held;

/// The page.
#[must_use]
pub fn page(language: Language, organisation: &str, zone: Tz, found: &Held) -> Markup {
    let text = texts(language);
    html! {
        (DOCTYPE)
        html lang=(language.name()) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (text.held_title()) " – " (organisation) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                header.banner { p { (organisation) } }
                main {
                    h1 { (text.held_title()) }
                    p { (found.address) ", " (moment(language, found.as_of, zone)) }
                    (held(language, zone, found))
                }
            }
        }
    }
}

//! The HTML around every mail to staff; it is readable without a style sheet.

use maud::{DOCTYPE, Markup, html};

use crate::domain::people::language::Language;

/// The HTML document of a mail.
#[must_use]
pub(in crate::views) fn staff_letter(language: Language, subject: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(language.name()) {
            head { meta charset="utf-8"; title { (subject) } }
            body style="margin:0;padding:16px;font:16px/1.5 Verdana,Arial,sans-serif;color:#1a1a1a;background:#ffffff" { (body) }
        }
    }
}

//! What stands around the words of a mail to a respondent, in its HTML part.
//!
//! The rule: it is laid out by tables with attributes, since Outlook on Windows knows no other layout, and is whole without its
//! style block, which many mailboxes remove. It loads nothing: the organisation's name stands in its colour where a page has the
//! logo, since a logo that is loaded tells who read the mail and when, and one that is enclosed shows as an attachment.

use maud::{DOCTYPE, Markup, PreEscaped, html};

use crate::domain::people::language::Language;

/// The colours of links on pages, on a light and on a dark background.
const ACCENT: (&str, &str) = ("#0b4f8a", "#8cc2f2");

const HIDDEN: &str =
    "display:none;mso-hide:all;max-height:0;overflow:hidden;font-size:1px;line-height:1px;color:#ffffff";
/// Invisible characters after the preheader: mailboxes would show the beginning of the mail behind it, which names the topic.
const FILLING: &str = "\u{200c}\u{a0}";
const FILLINGS: usize = 90;

/// Outlook on Windows ignores `max-width`, and gets a table of 600 pixels around the column.
const COLUMN_BEGIN: PreEscaped<&str> = PreEscaped(
    "<!--[if mso]><table role=\"presentation\" width=\"600\" cellspacing=\"0\" cellpadding=\"0\" border=\"0\"><tr><td><![endif]-->",
);
const COLUMN_END: PreEscaped<&str> = PreEscaped("<!--[if mso]></td></tr></table><![endif]-->");

const TEXT: &str =
    "padding:8px 0;font-family:Verdana,Arial,sans-serif;font-size:16px;line-height:1.5;color:#1a1a1a";
const NAME: &str = "padding:8px 0;border-bottom:1px solid #c9d0d7;font-family:Verdana,Arial,sans-serif;font-size:16px;font-weight:bold";
const FOOT: &str = "padding:8px 0;border-top:1px solid #c9d0d7;font-family:Verdana,Arial,sans-serif;font-size:14px;\
line-height:1.5;color:#4a4a4a";

/// A mail around its words.
pub struct MailFrame<'a> {
    pub language: Language,
    pub organisation: &'a str,
    /// The organisation's colour on a light and on a dark background; `None` for the built-in one.
    pub accent: Option<(&'a str, &'a str)>,
    pub subject: &'a str,
    /// What mailboxes show behind the subject.
    pub preheader: &'a str,
    pub letter: Markup,
    pub foot: Markup,
}

/// The colours of links: the organisation's, or the built-in one.
#[must_use]
pub fn link_colours<'a>(accent: Option<(&'a str, &'a str)>) -> (&'a str, &'a str) {
    accent.unwrap_or(ACCENT)
}

impl MailFrame<'_> {
    /// The whole HTML part.
    #[must_use]
    pub fn document(&self) -> Markup {
        let (_, dark) = link_colours(self.accent);
        html! {
            (DOCTYPE)
            html lang=(self.language.name()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="color-scheme" content="light dark";
                    meta name="supported-color-schemes" content="light dark";
                    title { (self.subject) }
                    style { (PreEscaped(style(dark))) }
                }
                body class="ground" bgcolor="#ffffff" style="margin:0;padding:0;background:#ffffff" { (self.body()) }
            }
        }
    }

    /// What stands in the body of the HTML part.
    #[must_use]
    pub fn body(&self) -> Markup {
        let (light, _) = link_colours(self.accent);
        html! {
            div hidden style=(HIDDEN) { (self.preheader) (FILLING.repeat(FILLINGS)) }
            table class="ground" role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0" bgcolor="#ffffff" {
                tr {
                    td align="center" style="padding:8px" {
                        (COLUMN_BEGIN)
                        table role="presentation" width="100%" cellspacing="0" cellpadding="0" border="0" style="max-width:600px" {
                            tr { td class="link" align="left" style={ (NAME) ";color:" (light) } { (self.organisation) } }
                            tr { td class="ink" align="left" style=(TEXT) { (self.letter) } }
                            tr { td class="quiet" align="left" style=(FOOT) { (self.foot) } }
                        }
                        (COLUMN_END)
                    }
                }
            }
        }
    }
}

/// What stands below the words: how to reach the organisation, the privacy notice, and the way to unsubscribe.
pub struct MailFoot<'a> {
    pub contact: &'a str,
    pub privacy: (&'a str, &'a str),
    pub unsubscribe: &'a str,
    pub unsubscribe_link: (&'a str, &'a str),
}

impl MailFoot<'_> {
    /// Each link as its words and its address.
    #[must_use]
    pub fn render(&self) -> Markup {
        let quiet = "color:#4a4a4a";
        let ((privacy, privacy_url), (unsubscribe, unsubscribe_url)) = (self.privacy, self.unsubscribe_link);
        html! {
            p { (self.contact) }
            p { a class="quiet" href=(privacy_url) style=(quiet) { (privacy) } }
            p { (self.unsubscribe) " " a class="quiet" href=(unsubscribe_url) style=(quiet) { (unsubscribe) } }
        }
    }
}

/// What dark mode improves; `accent` is a checked colour, such as `#8cc2f2`.
fn style(accent: &str) -> String {
    format!(
        ":root{{color-scheme:light dark;supported-color-schemes:light dark}}\
         @media (prefers-color-scheme:dark){{\
         .ground{{background:#14171a !important}}.ink{{color:#e9ecef !important}}.quiet{{color:#aab3bc !important}}\
         .link{{color:{accent} !important}}.cell{{border-color:#8995a1 !important}}}}"
    )
}

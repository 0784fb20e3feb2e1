//! The page that shows a new key, this once, with an example of its use.
//!
//! The rule: the key stands in one field to copy it from; the example names it by a variable, so that it is not copied into
//! a script or the history of a shell.

use maud::{Markup, html};

use crate::domain::access::roles::Scope;
use crate::domain::access::token::Token;
use crate::texts::texts;
use crate::urls;
use crate::views::kit::page::StaffPage;

/// The page's data and its viewer.
pub struct KeyMadePage<'a> {
    pub staff: StaffPage<'a>,
    pub name: &'a str,
    pub key: &'a Token,
    pub scopes: &'a [Scope],
    /// What addresses of the program begin with.
    pub public_url: &'a str,
}

impl KeyMadePage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let title = text.key_title(self.name);
        self.staff.narrow(
            &title,
            html! {
                h1 { (title) }
                p.done role="status" { (text.key_made()) }
                div.question {
                    label for="key" { (text.key_label()) }
                    p.note id="key-hint" { (text.key_hint()) }
                    input type="text" id="key" value=(self.key.reveal()) readonly spellcheck="false" aria-describedby="key-hint";
                }
                h2 id="example" { (text.key_example()) }
                p { (text.key_example_text()) }
                pre tabindex="0" role="region" aria-labelledby="example" { code { (self.example()) } }
                p { a href=(urls::API_DOCS) { (text.key_docs()) } " · " a href=(urls::KEYS) { (text.keys_heading()) } }
            },
        )
    }

    /// A request that the first of the scopes allows.
    fn example(&self) -> String {
        let (request, path) = match self.scopes.first() {
            Some(Scope::ComplaintsWrite) => (" -X PUT --data @complaint.json", complaint()),
            Some(Scope::ComplaintsRead) => ("", complaint()),
            Some(Scope::InsightsRead) | None => ("", urls::API_NPS.to_owned()),
            Some(Scope::ResponsesRead) => ("", urls::API_RESPONSES.to_owned()),
            Some(Scope::NormsWrite) => (" -X POST --data @norm.json", urls::API_NORMS.to_owned()),
            Some(Scope::BouncesWrite) => (" -X POST --data-binary @bounce.eml", urls::API_BOUNCES.to_owned()),
            Some(Scope::KpisWrite) => {
                (" -X PUT --data @notifications.json", urls::API_NOTIFICATIONS.replace("{month}", "2026-01"))
            }
        };
        format!("curl -H \"Authorization: Bearer $KEY\"{request} {}{path}", self.public_url)
    }
}

/// The address of a complaint.
fn complaint() -> String {
    urls::API_COMPLAINT.replace("{reference}", "K-2026-0042")
}

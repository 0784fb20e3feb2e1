//! The page at the address of an edition that was taken back.
//!
//! The rule: it says why in a few words, never who or what stood in it, and leads to the next edition.

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::reporting::document::DocumentKind;
use crate::domain::reporting::edition::{Edition, Withdrawal};
use crate::domain::time::calendar::day_of;
use crate::texts::texts;
use crate::urls;
use crate::views::kit::format::day;
use crate::views::kit::page::{Speaker, spoken};
use crate::views::reporting::state;

/// The edition and what is to be read instead.
pub struct WithdrawnPage<'a> {
    pub speaker: Speaker<'a>,
    pub zone: Tz,
    pub edition: &'a Edition,
    pub withdrawal: &'a Withdrawal,
    /// The number of a later edition that counts.
    pub next: Option<u32>,
}

impl WithdrawnPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let (text, edition) = (texts(self.speaker.language), self.edition);
        let on = day(self.speaker.language, day_of(self.withdrawal.at, self.zone));
        let document = format!("{} {}", state::name(text, edition.kind), edition.year);
        let rest = html! {
            p { (text.report_withdrawn(document, edition.number.to_string(), on)) }
            p { (text.report_withdrawn_reason(state::reason(text, self.withdrawal.reason))) }
            p { @match self.next {
                Some(next) => a href=(address(edition, next)) { (text.report_withdrawn_next(next.to_string())) },
                None => (text.report_withdrawn_no_next()),
            } }
        };
        spoken(self.speaker, &text.report_withdrawn_title(), &rest)
    }
}

/// Where another edition of the same document is read; of the evaluation the latest alone has an address.
fn address(edition: &Edition, number: u32) -> String {
    match edition.kind {
        DocumentKind::Public => urls::report_edition(edition.year, number),
        DocumentKind::Internal => urls::report_internal(edition.year),
    }
}

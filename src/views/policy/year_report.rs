//! The line on the scoreboard about the complaint report of its year.
//!
//! The rule: it leads to the report once that is published, and says until then by when it is due.

use chrono::NaiveDate;
use maud::{Markup, html};

use crate::domain::people::language::Language;
use crate::domain::reporting::standing::{YearStanding, due_before};
use crate::texts::texts;
use crate::urls;
use crate::views::kit::format::day;

/// The line; nothing about a year without complaints and documents.
pub(super) fn line(language: Language, reports: &YearStanding, today: NaiveDate) -> Markup {
    let text = texts(language);
    let year = reports.year.to_string();
    let due = due_before(reports.year);
    let is_expected = reports.facts.has_data || reports.has_document();
    html! {
        @match reports.public.published() {
            Some(edition) => {
                p { a href=(urls::report(reports.year)) { (text.reports_board_published(year, edition.number.to_string())) } }
            }
            None if is_expected => {
                p {
                    @if today < due { (text.reports_board_due(year, day(language, due))) }
                    @else { (text.reports_board_overdue(year, day(language, due))) }
                    " " a href=(urls::REPORTS) { (text.reports_title()) }
                }
            }
            None => {}
        }
    }
}

//! The reports of all years: where each document stands, and what can be done with it.
//!
//! The rule: every edition is named, also one that was approved and not published.

use chrono::NaiveDate;
use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::reporting::document::DocumentKind;
use crate::domain::reporting::edition::Edition;
use crate::domain::reporting::standing::{DocumentStanding, YearStanding};
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::page::StaffPage;
use crate::views::reporting::state;

/// The page's data and its viewer.
pub struct ReportsPage<'a> {
    pub staff: StaffPage<'a>,
    pub today: NaiveDate,
    pub zone: Tz,
    /// The latest first.
    pub years: &'a [YearStanding],
    /// Whether an edition was published just now.
    pub is_published: bool,
}

impl ReportsPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        self.staff.narrow(
            &text.reports_title(),
            html! {
                h1 { (text.reports_title()) }
                @if self.is_published { p.done role="status" { (text.reports_done_published()) } }
                p { (text.reports_intro()) }
                @if self.years.is_empty() { p { (text.reports_none()) } }
                @for year in self.years { (self.year(year, text)) }
            },
        )
    }

    fn year(&self, year: &YearStanding, text: &Texts) -> Markup {
        let id = format!("year-{}", year.year);
        html! {
            section aria-labelledby=(id) {
                h2 id=(id) { (year.year) }
                @for kind in DocumentKind::ALL { (self.document(year, *kind, text)) }
            }
        }
    }

    fn document(&self, year: &YearStanding, kind: DocumentKind, text: &Texts) -> Markup {
        let standing = year.of(kind);
        let (language, zone) = (self.staff.language, self.zone);
        let has_deadline = kind == DocumentKind::Public && standing.published().is_none();
        html! {
            h3 { (state::name(text, kind)) }
            @if has_deadline { p { (state::due(language, year.year, self.today)) } }
            @if !standing.editions.is_empty() {
                ul { @for edition in &standing.editions {
                    li { (state::edition(language, edition, zone)) " " (read(edition, standing, text)) }
                } }
            }
            @match &standing.draft {
                Some(draft) => p { (state::draft(language, draft, zone)) },
                None if standing.editions.is_empty() => p { (text.reports_no_draft()) },
                None => {},
            }
            (next_step(year, kind, text))
        }
    }
}

/// The way to an edition that is published; of the evaluation the latest alone has an address.
fn read(edition: &Edition, standing: &DocumentStanding, text: &Texts) -> Markup {
    let is_latest = standing.published().is_some_and(|latest| latest.id == edition.id);
    let address = match edition.kind {
        DocumentKind::Public => {
            edition.is_published().then(|| urls::report_edition(edition.year, edition.number))
        }
        DocumentKind::Internal => is_latest.then(|| urls::report_internal(edition.year)),
    };
    html! {
        @if let Some(address) = address {
            a href=(address) {
                (text.reports_read(edition.number.to_string()))
                span.unseen { " (" (state::name(text, edition.kind)) " " (edition.year) ")" }
            }
        }
    }
}

/// The way to the page on which the next step is taken.
fn next_step(year: &YearStanding, kind: DocumentKind, text: &Texts) -> Markup {
    let standing = year.of(kind);
    let words = if standing.waiting().is_some() {
        text.reports_to_decide()
    } else if standing.draft.is_some() {
        text.reports_open_draft()
    } else if standing.was_published() {
        text.reports_correct()
    } else {
        text.reports_prepare()
    };
    html! {
        p {
            a href=(urls::report_draft(year.year, kind)) {
                (words) span.unseen { " (" (state::name(text, kind)) " " (year.year) ")" }
            }
        }
    }
}

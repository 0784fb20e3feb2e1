//! The page of a document that is being made: what people write in it, and its way to everyone by approval and publication.
//!
//! The rule: a step that cannot be taken has no button, and the page says why; a form that was refused keeps all that was typed.

pub mod approval;
mod fields;
mod steps;
mod written;

use chrono::{Datelike as _, NaiveDate};
use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::access::rights::Right;
use crate::domain::input::fields::FieldError;
use crate::domain::named::named_enum;
use crate::domain::people::language::Language;
use crate::domain::reporting::document::{DocumentKind, InBoth};
use crate::domain::reporting::standing::{DocumentStanding, Obstacle, YearStanding};
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::page::StaffPage;
use crate::views::reporting::draft::fields::DraftFields;
use crate::views::reporting::state;

named_enum! {
    /// What was done just now.
    pub enum Done {
        Saved = "saved",
        Approved = "approved",
        Rejected = "rejected",
        Discarded = "discarded",
        Withdrawn = "withdrawn",
    }
}

/// What became of a form on the page.
#[derive(Clone, Copy, Debug, Default)]
pub struct Outcome<'a> {
    pub done: Option<Done>,
    /// What was typed in a draft that was not saved.
    pub typed: Option<&'a [(String, String)]>,
    /// What was chosen in the form of a withdrawal that was refused.
    pub chosen: &'a [(String, String)],
    pub errors: &'a [FieldError],
    /// Why a step was not taken; [`Obstacle::Changed`] with something typed: another person saved the draft meanwhile.
    pub refused: Option<Obstacle>,
}

/// The page's data and its viewer.
pub struct DraftPage<'a> {
    pub staff: StaffPage<'a>,
    pub today: NaiveDate,
    pub zone: Tz,
    pub year: &'a YearStanding,
    pub kind: DocumentKind,
    /// The absolute URL at which everyone reads the complaint report.
    pub address: &'a str,
    /// The words that a form without a draft begins with.
    pub begins_with: &'a InBoth,
    pub outcome: Outcome<'a>,
}

impl DraftPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let title = text.reports_draft_title(state::name(text, self.kind), self.year.year.to_string());
        let fields = self.fields(text);
        let is_waiting = self.standing().waiting().is_some();
        self.staff.narrow(
            &title,
            html! {
                h1 { (title) }
                @if let Some(done) = self.outcome.done { p.done role="status" { (done_words(text, done)) } }
                (fields.summary())
                (self.refusal(text))
                p { a href=(urls::REPORTS) { (text.reports_back()) } }
                (self.standing_so_far(text))
                (self.previews(text))
                @if is_waiting { (self.publish(text)) (self.reject(text)) }
                // What was typed while another edition was approved stands there to be kept.
                @if !is_waiting || self.outcome.typed.is_some() {
                    section aria-labelledby="write" {
                        h2 id="write" { (text.reports_write_heading()) }
                        @if self.is_future() { p { (state::obstacle(text, Obstacle::Future)) } }
                        @if !self.is_future() || self.outcome.typed.is_some() { (fields.form()) }
                    }
                }
                @if !is_waiting { (self.approve(text)) }
                (self.discard(text))
                (self.withdraw(text))
            },
        )
    }

    /// Whether the year has not begun, so that there is nothing to prepare.
    fn is_future(&self) -> bool {
        self.year.year > self.today.year()
    }

    fn standing(&self) -> &DocumentStanding {
        self.year.of(self.kind)
    }

    fn fields<'a>(&'a self, text: &'a Texts) -> DraftFields<'a> {
        DraftFields {
            text,
            language: self.staff.language,
            zone: self.zone,
            year: self.year.year,
            kind: self.kind,
            standing: self.standing(),
            begins_with: self.begins_with,
            outcome: self.outcome,
        }
    }

    /// Why a step was not taken; that a draft was changed meanwhile is told with both texts.
    fn refusal(&self, text: &Texts) -> Markup {
        let is_told_with_texts =
            self.outcome.typed.is_some() && self.outcome.refused == Some(Obstacle::Changed);
        html! {
            @if let Some(refused) = self.outcome.refused.filter(|_| !is_told_with_texts) {
                (steps::refusal(text, refused))
            }
        }
    }

    fn standing_so_far(&self, text: &Texts) -> Markup {
        let standing = self.standing();
        let language = self.staff.language;
        html! {
            @if self.kind == DocumentKind::Public && standing.published().is_none() {
                p { (state::due(language, self.year.year, self.today)) }
            }
            @if !standing.editions.is_empty() {
                ul { @for edition in &standing.editions { li { (state::edition(language, edition, self.zone)) } } }
            }
            @match &standing.draft {
                Some(draft) => p { (state::draft(language, draft, self.zone)) },
                None if standing.waiting().is_none() => p { (text.reports_no_draft()) },
                None => {},
            }
        }
    }

    /// The way to the document as it would be approved, or was.
    fn previews(&self, text: &Texts) -> Markup {
        let is_approved = self.standing().waiting().is_some();
        if !is_approved && !self.year.facts.has_data {
            return self.nothing_to_preview(text);
        }
        html! {
            p {
                @if is_approved { (text.reports_preview_approved()) } @else { (text.reports_preview()) }
                @for language in Language::ALL {
                    " "
                    a href=(urls::report_preview(self.year.year, self.kind, *language)) lang=(language.name()) {
                        (texts(*language).language_name())
                    }
                }
            }
        }
    }

    /// That a year has no figures, unless the page says so elsewhere, as of one that has not begun.
    fn nothing_to_preview(&self, text: &Texts) -> Markup {
        let is_said = self.is_future() || self.outcome.refused == Some(Obstacle::NoData);
        html! { @if !is_said { p { (state::obstacle(text, Obstacle::NoData)) } } }
    }

    fn may_publish(&self) -> bool {
        self.staff.user.roles.have(Right::PublishReports)
    }
}

fn done_words(text: &Texts, done: Done) -> String {
    match done {
        Done::Saved => text.reports_done_saved(),
        Done::Approved => text.reports_done_approved(),
        Done::Rejected => text.reports_done_rejected(),
        Done::Discarded => text.reports_done_discarded(),
        Done::Withdrawn => text.reports_done_withdrawn(),
    }
}

//! The page on which a person who read a draft confirms that it is frozen.
//!
//! The rule: it shows the words that are frozen, as they are saved, and leads to the whole document; the form is made for this
//! draft and no other.

use maud::{Markup, html};

use crate::domain::people::language::Language;
use crate::domain::reporting::document::{DocumentKind, InBoth};
use crate::domain::reporting::draft_form::{self, SEEN};
use crate::domain::reporting::edition::Draft;
use crate::domain::reporting::standing::{Obstacle, contacts_of};
use crate::texts::texts;
use crate::urls;
use crate::views::kit::page::StaffPage;
use crate::views::reporting::draft::steps::{contacts, refusal};
use crate::views::reporting::draft::written::written;
use crate::views::reporting::state;

/// The page's data and its viewer.
pub struct ApprovalPage<'a> {
    pub staff: StaffPage<'a>,
    pub year: i32,
    pub kind: DocumentKind,
    pub draft: &'a Draft,
    /// Why it was not approved.
    pub refused: Option<Obstacle>,
}

impl ApprovalPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let title = text.reports_approval_title(state::name(text, self.kind), self.year.to_string());
        let has_changed = self.draft.changed != InBoth::default();
        self.staff.narrow(
            &title,
            html! {
                h1 { (title) }
                @if let Some(refused) = self.refused { (refusal(text, refused)) }
                p { (text.reports_approval_intro()) }
                (self.previews())
                h2 { (text.reports_approval_words()) }
                (written(text, self.kind, self.draft, has_changed))
                form.boxed method="post" action=(urls::report_approve(self.year, self.kind)) {
                    input type="hidden" name=(SEEN) value=(draft_form::seen(Some(self.draft)));
                    p { (text.reports_approve_text()) }
                    (contacts(text, &contacts_of(self.draft)))
                    button type="submit" { (text.reports_approve()) }
                }
                p { a href=(urls::report_draft(self.year, self.kind)) { (text.reports_approval_back()) } }
            },
        )
    }

    /// The way to the document as it would be approved now.
    fn previews(&self) -> Markup {
        html! {
            p {
                (texts(self.staff.language).reports_preview())
                @for language in Language::ALL {
                    " "
                    a href=(urls::report_preview(self.year, self.kind, *language)) lang=(language.name()) {
                        (texts(*language).language_name())
                    }
                }
            }
        }
    }
}

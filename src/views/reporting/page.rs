//! A report as one page: a whole HTML file with its style in it, that asks for nothing else, opens without a server, and prints
//! on A4 with a running head and foot.
//!
//! The rule: all that it shows follows from the document, which stands in it as a block that a program can read. Of itself it
//! adds the edition, the hash of the document and words of the catalogue.

mod section;
mod sheet;
mod table;

use chrono::{DateTime, NaiveDate};
use data_encoding::{BASE64, HEXLOWER};
use maud::{DOCTYPE, Markup, PreEscaped, html};
use sha2::{Digest as _, Sha256};

use crate::domain::people::language::Language;
use crate::domain::reporting::document::{Document, DocumentKind, canonical};
use crate::texts::{Texts, texts};
use crate::views::kit::format::{day, local_moment};
use crate::views::reporting::page::section::SectionView;
use crate::views::reporting::page::sheet::Sheet;

/// The identifier of the block that holds the document as canonical JSON, in which `<` is written as `\u003c`.
pub const BLOCK: &str = "figures";
/// How many digits of the hash stand in the foot of each printed page.
const HASH_BEGIN: usize = 16;

/// What a page says of the edition that it is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EditionHead {
    /// It was not approved; the figures are those of this day.
    Draft { on: NaiveDate },
    /// The hash is that of the canonical JSON of the document.
    Approved { number: u32, sha256: [u8; 32], approved_on: NaiveDate },
}

/// A report in a language.
#[derive(Clone, Copy, Debug)]
pub struct ReportPage<'a> {
    pub language: Language,
    pub document: &'a Document,
    pub head: &'a EditionHead,
    /// Where the program is reached, so that links also lead there from a file.
    pub public_url: &'a str,
}

/// The content security policy of a page that was rendered, perhaps by an earlier version: nothing but its own style, which is
/// named by its hash.
#[must_use]
pub fn policy(page: &str) -> String {
    let style = page.split_once("<style>").and_then(|(_, rest)| rest.split_once("</style>"));
    let hash = BASE64.encode(&Sha256::digest(style.map_or("", |(style, _)| style).as_bytes()));
    format!(
        "default-src 'none'; style-src 'sha256-{hash}'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'"
    )
}

impl ReportPage<'_> {
    /// The whole page.
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.language);
        let title = self.title(text);
        let organisation = self.document.organisation.as_str();
        let is_draft = matches!(self.head, EditionHead::Draft { .. });
        let sheet = Sheet {
            organisation,
            title: &title,
            edition: &self.edition_in_foot(text),
            page: &text.report_page(),
            of: &text.report_page_of(),
            draft: is_draft.then(|| text.report_draft()),
        };
        html! {
            (DOCTYPE)
            html lang=(self.language.name()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    @if is_draft { meta name="robots" content="noindex"; }
                    title { (title) " – " (organisation) }
                    style { (PreEscaped(sheet.style())) }
                }
                body {
                    main {
                        @if is_draft { p.draft { (text.report_draft()) } }
                        p.organisation { (organisation) }
                        h1 { (title) }
                        p.edition { (self.edition(text)) " " (self.as_of(text)) }
                        (self.contents(text))
                        (self.sections())
                    }
                    footer { (self.foot(text)) }
                    (self.block())
                }
            }
        }
    }

    fn title(&self, text: &Texts) -> String {
        let year = self.document.year.to_string();
        match self.document.document.parse() {
            Ok(DocumentKind::Internal) => text.report_title_internal(year),
            Ok(DocumentKind::Public) | Err(_) => text.report_title_public(year),
        }
    }

    fn edition(&self, text: &Texts) -> String {
        match self.head {
            EditionHead::Draft { on } => text.report_draft_on(day(self.language, *on)),
            EditionHead::Approved { number, approved_on, .. } => {
                text.report_edition(number.to_string(), day(self.language, *approved_on))
            }
        }
    }

    fn edition_in_foot(&self, text: &Texts) -> String {
        match self.head {
            EditionHead::Draft { .. } => text.report_draft(),
            EditionHead::Approved { number, sha256, .. } => {
                let begin: String = HEXLOWER.encode(sha256).chars().take(HASH_BEGIN).collect();
                text.report_edition_in_foot(number.to_string(), begin)
            }
        }
    }

    /// Until when facts are in it, by the clock of the organisation. Documents of earlier versions have the moment of the world.
    fn as_of(&self, text: &Texts) -> String {
        let at = &self.document.as_of;
        let told = DateTime::parse_from_rfc3339(at).map(|local| local_moment(self.language, &local));
        let told = told.unwrap_or_else(|_| at.clone());
        if at.ends_with('Z') { text.report_as_of(told) } else { text.report_as_of_local(told) }
    }

    fn views(&self) -> impl Iterator<Item = SectionView<'_>> {
        let view = move |(index, section)| SectionView {
            language: self.language,
            minimum: self.document.minimum,
            public_url: self.public_url,
            index,
            section,
        };
        self.document.sections.iter().enumerate().map(view)
    }

    fn contents(&self, text: &Texts) -> Markup {
        html! {
            nav.contents aria-label=(text.report_contents()) {
                ul { @for view in self.views() {
                    li { a href={ "#" (view.id()) } { (view.heading()) } }
                } }
            }
        }
    }

    fn sections(&self) -> Markup {
        html! { @for view in self.views() { (view.render()) } }
    }

    /// What signs the page, and how its figures can be checked.
    fn foot(&self, text: &Texts) -> Markup {
        html! {
            h2 { (text.report_check_heading()) }
            p { (text.report_check_block(BLOCK)) }
            @match self.head {
                EditionHead::Draft { .. } => p { (text.report_check_draft()) },
                EditionHead::Approved { sha256, .. } => {
                    p { (text.report_check_hash()) }
                    p.hash { code { (HEXLOWER.encode(sha256)) } }
                }
            }
            p.note { (self.document.organisation) ". " (self.edition(text)) " " (text.report_method(self.document.method.as_str())) }
        }
    }

    fn block(&self) -> Markup {
        // A document that was stored is one that could be written; `<` could end the block.
        let json = canonical(self.document).unwrap_or_default().replace('<', "\\u003c");
        html! { script type="application/json" id=(BLOCK) { (PreEscaped(json)) } }
    }
}

#[cfg(test)]
mod tests;

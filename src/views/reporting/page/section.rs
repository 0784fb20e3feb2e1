//! A section of a report: its heading, tables, statements and words of people.

use maud::{Markup, html};

use crate::domain::people::language::Language;
use crate::domain::reporting::document::{InBoth, Part, Section, Statement, Table, figure_id};
use crate::texts::texts;
use crate::views::reporting::figure::print;
use crate::views::reporting::page::table::TableView;
use crate::views::reporting::words::plain;
use crate::views::reporting::words::statements::{Piece, pieces};

/// The section that a board reads first; it has the first printed page for itself.
const SUMMARY: &str = "summary";

/// A section in a language.
pub struct SectionView<'a> {
    pub language: Language,
    /// Counts of 1 up to this less one are hidden.
    pub minimum: u64,
    /// Where the program is reached.
    pub public_url: &'a str,
    /// Its position in the document.
    pub index: usize,
    pub section: &'a Section,
}

impl SectionView<'_> {
    /// The identifier of its heading.
    #[must_use]
    pub fn id(&self) -> String {
        format!("s-{}", self.index)
    }

    /// The heading; the key where the document has none.
    #[must_use]
    pub fn heading(&self) -> String {
        let heading = self.section.heading.in_language(self.language);
        if heading.is_empty() { plain(&self.section.key) } else { heading.to_owned() }
    }

    /// The section.
    #[must_use]
    pub fn render(&self) -> Markup {
        let class = match (self.section.key == SUMMARY, self.index) {
            (true, 0) => Some("summary first"),
            (true, _) => Some("summary"),
            (false, _) => None,
        };
        html! {
            section class=[class] aria-labelledby=(self.id()) {
                h2 id=(self.id()) { (self.heading()) }
                @if self.section.parts.is_empty() { p.note { (texts(self.language).report_nothing()) } }
                @for (part, content) in self.section.parts.iter().enumerate() {
                    @match content {
                        Part::Table(table) => {
                            (self.table(part, table))
                        }
                        Part::Statements { statements } => {
                            ul.statements { @for (row, statement) in statements.iter().enumerate() {
                                li { (self.statement(part, row, statement)) }
                            } }
                        }
                        Part::Words { words } => (self.words(words)),
                    }
                }
            }
        }
    }

    fn table(&self, part: usize, table: &Table) -> Markup {
        let Self { language, minimum, public_url, index: section, .. } = *self;
        TableView { language, minimum, public_url, section, part, table }.render()
    }

    fn statement(&self, part: usize, row: usize, statement: &Statement) -> Markup {
        let figure =
            |index: usize| statement.figures.get(index).map(|(_, figure)| print(figure, self.language));
        html! {
            @for piece in pieces(texts(self.language), statement) {
                @match piece {
                    Piece::Words(words) => (words),
                    Piece::Figure { index, is_again: true } => span.figure data-of=(figure_id(self.index, part, row, index)) { @if let Some(printed) = figure(index) { (printed) } },
                    Piece::Figure { index, is_again: false } => {
                        span.figure id=(figure_id(self.index, part, row, index)) { @if let Some(printed) = figure(index) { (printed) } }
                    }
                }
            }
        }
    }

    /// Words of people, in the other language where they were not written in this one.
    fn words(&self, words: &InBoth) -> Markup {
        let is_there = |language: &Language| !words.in_language(*language).trim().is_empty();
        let spoken = [self.language].into_iter().chain(Language::ALL.iter().copied()).find(is_there);
        html! {
            @if let Some(spoken) = spoken {
                div.words lang=[(spoken != self.language).then(|| spoken.name())] {
                    @for paragraph in words.in_language(spoken).replace('\r', "").split("\n\n").map(str::trim).filter(|paragraph| !paragraph.is_empty()) {
                        p { (paragraph) }
                    }
                }
            } @else { p.note { (texts(self.language).report_nothing()) } }
        }
    }
}

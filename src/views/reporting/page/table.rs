//! A table of a report, with the rule by which it counts.

use maud::{Markup, html};

use crate::domain::people::language::Language;
use crate::domain::reporting::document::{Label, Row, Table, figure_id};
use crate::domain::reporting::figure::Figure;
use crate::statistics::rounding::digits;
use crate::texts::texts;
use crate::views::kit::format::whole;
use crate::views::reporting::figure::print;
use crate::views::reporting::words;
use crate::views::reporting::words::labels::label;

/// Tables of this many rows are not cut by the end of a printed page.
const SHORT: usize = 10;
/// The column whose shares have bars.
const SHARE: &str = "share";

/// A table in a language.
pub struct TableView<'a> {
    pub language: Language,
    /// Counts of 1 up to this less one are hidden.
    pub minimum: u64,
    /// Where the program is reached.
    pub public_url: &'a str,
    /// The positions of its section and of the table in there.
    pub section: usize,
    pub part: usize,
    pub table: &'a Table,
}

impl TableView<'_> {
    /// The table, and below it its rule.
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.language);
        let place = format!("{}-{}", self.section, self.part);
        let rule = words::rule(text, &self.table.key);
        let is_hidden = |row: &Row| row.figures.contains(&Figure::Hidden);
        html! {
            div.scroll tabindex="0" role="group" aria-labelledby={ "t-" (place) } {
                table class=[(self.table.rows.len() <= SHORT).then_some("short")] aria-describedby=[rule.as_ref().map(|_| format!("r-{place}"))] {
                    caption id={ "t-" (place) } { (words::title(text, &self.table.key)) }
                    thead { tr { @for (column, key) in self.table.columns.iter().enumerate() {
                        th class=[(column > 0 && self.has_numbers(column - 1)).then_some("number")] scope="col" { (words::column(text, &self.table.key, key)) }
                    } } }
                    tbody { @for (index, row) in self.table.rows.iter().enumerate() { (self.row(index, row)) } }
                }
            }
            @if self.table.rows.is_empty() { p { (text.report_none()) } }
            @if let Some(rule) = rule { p.note id={ "r-" (place) } { (rule) } }
            @if self.table.rows.iter().any(is_hidden) { p.note { (text.report_hidden_note(whole(self.language, self.minimum))) } }
        }
    }

    fn row(&self, index: usize, row: &Row) -> Markup {
        let is_total = row.label == Label::Total;
        html! {
            tr class=[is_total.then_some("total")] {
                th scope="row" { (label(self.language, &row.label)) }
                @for (column, figure) in row.figures.iter().enumerate() {
                    td class=(self.class(column, figure)) id=(figure_id(self.section, self.part, index, column)) {
                        @if !is_total && self.is_share(column) { (bar(figure)) }
                        @match figure {
                            Figure::Link { address } if is_own(address) => a href={ (self.public_url) (address) } { (print(figure, self.language)) },
                            _ => (print(figure, self.language)),
                        }
                    }
                }
            }
        }
    }

    /// How a figure is set: a day is not cut in two lines.
    fn class(&self, column: usize, figure: &Figure) -> &'static str {
        match figure {
            _ if self.has_numbers(column) => "number",
            Figure::Day { .. } => "text day",
            _ => "text",
        }
    }

    /// Whether all figures at a position are numbers, or stand for one.
    fn has_numbers(&self, column: usize) -> bool {
        let is_number = |figure: &Figure| {
            !matches!(
                figure,
                Figure::Norm { .. }
                    | Figure::Effect { .. }
                    | Figure::Verdict { .. }
                    | Figure::Day { .. }
                    | Figure::Text { .. }
                    | Figure::Link { .. }
            )
        };
        self.table.rows.iter().filter_map(|row| row.figures.get(column)).all(is_number)
    }

    fn is_share(&self, column: usize) -> bool {
        self.table.columns.get(column + 1).is_some_and(|key| key == SHARE)
    }
}

/// Whether an address is a path in this program.
fn is_own(address: &str) -> bool {
    address.starts_with('/') && !address.starts_with("//")
}

/// A share as a bar; it says no more than the figure beside it.
fn bar(figure: &Figure) -> Markup {
    let share = figure.value().filter(|_| matches!(figure, Figure::Share { .. }));
    html! {
        @if let Some(share) = share {
            svg.bar aria-hidden="true" focusable="false" viewBox="0 0 100 10" preserveAspectRatio="none" {
                rect width="100" height="10" {}
                rect.part width=(digits(share.clamp(0.0, 100.0), 1).1) height="10" {}
            }
        }
    }
}

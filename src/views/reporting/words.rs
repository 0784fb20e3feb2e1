//! The words of the keys in a report: tables, columns, rows, verdicts; those of statements are in [`statements`].
//!
//! The rule: each key is listed once, with its words. A document may be older or newer than this program: a key without words
//! is printed itself, so that no figure is ever left out, and [`without_words`] names it.

pub mod labels;
pub mod statements;

use crate::domain::people::language::Language;
use crate::domain::reporting::document::{Document, Label, Part, Statement, Table};
use crate::domain::reporting::figure::Figure;
use crate::texts::{Texts, texts};
use crate::views::kit::words::capitalised;
use crate::views::reporting::internal_words;

/// A text of the catalogue.
pub(super) type Word = fn(&Texts) -> String;

/// A table in words: its title, the heading of its first column, and the rule by which it counts.
struct TableWords {
    key: &'static str,
    title: Word,
    rows: Word,
    rule: Word,
}

const fn table(key: &'static str, title: Word, rows: Word, rule: Word) -> TableWords {
    TableWords { key, title, rows, rule }
}

const TABLES: &[TableWords] = &[
    table("flow", Texts::report_table_flow, Texts::report_rows_flow, Texts::report_rule_flow),
    table("channel", Texts::report_table_channel, Texts::report_rows_channel, Texts::report_rule_channel),
    table(
        "complainant",
        Texts::report_table_complainant,
        Texts::report_rows_complainant,
        Texts::report_rule_complainant,
    ),
    table("product", Texts::report_table_product, Texts::report_rows_product, Texts::report_rule_product),
    table("cause", Texts::report_table_cause, Texts::report_rows_cause, Texts::report_rule_cause),
    table("outcome", Texts::report_table_outcome, Texts::report_rows_outcome, Texts::report_rule_outcome),
    table("remedy", Texts::report_table_remedy, Texts::report_rows_remedy, Texts::report_rule_remedy),
    table("kpis", Texts::report_table_kpis, Texts::report_rows_kpis, Texts::report_rule_kpis),
    table(
        "kpi_counts",
        Texts::report_table_kpi_counts,
        Texts::report_rows_kpi_counts,
        Texts::report_rule_kpi_counts,
    ),
    table("nps", Texts::report_table_nps, Texts::report_rows_nps, Texts::report_rule_nps),
    table("response", Texts::report_table_response, Texts::report_rows_response, Texts::report_rule_response),
    table(
        "non_response",
        Texts::report_table_non_response,
        Texts::report_rows_non_response,
        Texts::report_rule_non_response,
    ),
    table("norms", Texts::report_table_norms, Texts::report_rows_norms, Texts::report_rule_norms),
    table(
        "improvements",
        Texts::report_table_improvements,
        Texts::report_rows_improvements,
        Texts::report_rule_improvements,
    ),
];

/// The columns but the first.
const COLUMNS: &[(&str, Word)] = &[
    ("complaints", Texts::report_column_complaints),
    ("share", Texts::report_column_share),
    ("received", Texts::report_column_received),
    ("closed", Texts::report_column_closed),
    ("value", Texts::report_column_value),
    ("norm", Texts::report_column_norm),
    ("verdict", Texts::report_column_verdict),
    ("numerator", Texts::report_column_numerator),
    ("denominator", Texts::report_column_denominator),
    ("pending", Texts::report_column_pending),
    ("unknown", Texts::report_column_unknown),
    ("at_least", Texts::report_column_at_least),
    ("at_most", Texts::report_column_at_most),
    ("responses", Texts::report_column_responses),
    ("invited", Texts::report_column_invited),
    ("rate", Texts::report_column_rate),
    ("effect", Texts::report_column_effect),
    ("since", Texts::report_column_since),
    ("brought_forward", Texts::report_column_brought_forward),
    ("carried_forward", Texts::report_column_carried_forward),
    ("amount", Texts::report_column_amount),
    ("not_applicable", Texts::report_column_not_applicable),
    ("decided_on", Texts::report_column_decided_on),
];

/// The key of the first column.
const LABEL: &str = "label";

/// The text listed for a key.
pub(super) fn listed(list: &[(&str, Word)], key: &str, text: &Texts) -> Option<String> {
    list.iter().find(|(own, _)| *own == key).map(|(_, word)| word(text))
}

/// A key as words.
pub(super) fn plain(key: &str) -> String {
    capitalised(&key.replace('_', " "))
}

fn known_table(key: &str) -> Option<&'static TableWords> {
    TABLES.iter().find(|table| table.key == key)
}

/// The title of a table.
#[must_use]
pub fn title(text: &Texts, key: &str) -> String {
    let own = known_table(key).map(|table| (table.title)(text));
    own.or_else(|| internal_words::table(text, key)).unwrap_or_else(|| plain(key))
}

/// The rule by which a table counts.
#[must_use]
pub fn rule(text: &Texts, key: &str) -> Option<String> {
    known_table(key).map(|table| (table.rule)(text)).or_else(|| internal_words::rule(text, key))
}

/// The heading of a column in a table.
#[must_use]
pub fn column(text: &Texts, table: &str, key: &str) -> String {
    known_column(text, table, key).unwrap_or_else(|| plain(key))
}

fn known_column(text: &Texts, table: &str, key: &str) -> Option<String> {
    match known_table(table) {
        None => internal_words::column(text, key),
        Some(table) if key == LABEL => Some((table.rows)(text)),
        Some(_) => listed(COLUMNS, key, text),
    }
}

/// What of a document has no words here, such as `table flow`, `column flow.share`, `label channel:web`, `verdict met`,
/// `statement asked`, or in a sentence `place asked.mails` of a figure and `figure asked.mails` of a place; empty for a document
/// of this program.
#[must_use]
pub fn without_words(document: &Document) -> Vec<String> {
    let mut missing = Vec::new();
    for part in document.sections.iter().flat_map(|section| &section.parts) {
        match part {
            Part::Table(table) => missing.extend(table_without(table)),
            Part::Statements { statements } => missing.extend(statements.iter().flat_map(statement_without)),
            Part::Words { .. } => {}
        }
    }
    missing.sort();
    missing.dedup();
    missing
}

fn table_without(table: &Table) -> Vec<String> {
    let text = texts(Language::ALL.first().copied().unwrap_or(Language::English));
    let key = &table.key;
    let own = rule(text, key).is_none().then(|| format!("table {key}"));
    let columns = table.columns.iter().filter(|column| known_column(text, key, column).is_none());
    let columns = columns.map(|column| format!("column {key}.{column}"));
    let rows = table.rows.iter().flat_map(|row| {
        label_without(&row.label).into_iter().chain(row.figures.iter().filter_map(verdict_without))
    });
    own.into_iter().chain(columns).chain(rows).collect()
}

fn label_without(label: &Label) -> Option<String> {
    let Label::Known { name } = label else { return None };
    (!labels::is_known(name)).then(|| format!("label {name}"))
}

fn verdict_without(figure: &Figure) -> Option<String> {
    let (Figure::Verdict { verdict } | Figure::Effect { verdict, .. }) = figure else { return None };
    (!labels::is_verdict(verdict)).then(|| format!("verdict {verdict}"))
}

fn statement_without(statement: &Statement) -> Vec<String> {
    let verdicts = statement.figures.iter().filter_map(|(_, figure)| verdict_without(figure));
    statements::without_words(statement).into_iter().chain(verdicts).collect()
}

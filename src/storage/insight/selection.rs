//! Which rows a query is about, as SQL: its filters, and the day by which it counts.
//!
//! The rule: a value is always bound and never written into the statement.

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::{Basis, Filters, NpsQuery};
use crate::domain::people::language::Language;

/// The column of `responses` with the day that counts.
pub fn day_column(basis: Basis) -> &'static str {
    match basis {
        Basis::Closed => "responses.closed_on",
        Basis::Answered => "responses.answered_on",
    }
}

/// ` AND segments.team IN ($4, $5)` for each dimension that is filtered.
pub fn filters(filters: &Filters, binds: &mut Binds) -> String {
    filters.iter().map(|(dimension, values)| binds.one_of(&format!("segments.{dimension}"), values)).collect()
}

/// ` AND COALESCE(team, '') IN ($4, $5)` for each dimension that is filtered, of a statement over `complaints`. A complaint has
/// neither mode nor questionnaire, so filters on these select nothing of it and are left out. `usual` is the language of
/// complaints that name none of ours.
pub fn complaint_filters(filters: &Filters, usual: Language, binds: &mut Binds) -> String {
    let of_surveys = [Dimension::Mode, Dimension::Questionnaire];
    filters
        .iter()
        .filter(|(dimension, _)| !of_surveys.contains(dimension))
        .map(|(dimension, values)| binds.one_of(&complaint_column(*dimension, usual), values))
        .collect()
}

/// The value of a complaint in a dimension, empty if unknown: as in the segment in which it counts.
fn complaint_column(dimension: Dimension, usual: Language) -> String {
    if dimension != Dimension::Language {
        return format!("COALESCE({dimension}, '')");
    }
    let of_tag = |language: &Language| {
        format!(
            "WHEN LOWER(contact_language) = '{language}' OR LOWER(contact_language) LIKE '{language}-%' THEN '{language}'"
        )
    };
    let known: Vec<String> = Language::ALL.iter().map(of_tag).collect();
    format!("CASE {} ELSE '{usual}' END", known.join(" "))
}

/// How a statement reads only the segments that a query is about, of a table with a column `segment_id`.
pub struct OfSegments {
    /// What follows the table's name: a join where the query groups, otherwise nothing.
    pub join: String,
    /// What follows the statement's conditions.
    pub and: String,
}

/// The segments of a query in a table. Without groups no row is joined: only the few segments that are asked for are
/// looked up.
pub fn of_segments(query: &NpsQuery, table: &str, binds: &mut Binds) -> OfSegments {
    let accepted = filters(&query.filters, binds);
    if query.group_by.is_some() {
        let join = format!(" JOIN segments ON segments.id = {table}.segment_id");
        return OfSegments { join, and: accepted };
    }
    let within =
        || format!(" AND {table}.segment_id IN (SELECT segments.id FROM segments WHERE TRUE{accepted})");
    let and = if accepted.is_empty() { String::new() } else { within() };
    OfSegments { join: String::new(), and }
}

/// Values to bind, numbered in the order in which the statement names them.
pub struct Binds {
    already: usize,
    pub values: Vec<String>,
}

impl Binds {
    /// Numbers the values after the `already` values that the statement binds itself.
    pub fn new(already: usize) -> Self {
        Self { already, values: Vec::new() }
    }

    /// ` AND column IN ($4, $5)`; adds its values to those to bind.
    pub fn one_of(&mut self, column: &str, values: &[String]) -> String {
        let first = self.already + self.values.len() + 1;
        let places: Vec<String> = (first..first + values.len()).map(|place| format!("${place}")).collect();
        self.values.extend(values.iter().cloned());
        format!(" AND {column} IN ({})", places.join(", "))
    }

    /// `$4` for one value.
    pub fn one(&mut self, value: String) -> String {
        self.values.push(value);
        format!("${}", self.already + self.values.len())
    }

    /// ` AND LOWER(column) LIKE $4`, for a text anywhere in the column.
    pub fn containing(&mut self, column: &str, text: &str) -> String {
        // SQLite folds the case of ASCII letters only, PostgreSQL of all: the statement looks for the text folded both
        // ways.
        let place = self.already + self.values.len() + 1;
        for text in [text.to_lowercase(), text.to_ascii_lowercase()] {
            let escaped = text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
            self.values.push(format!("%{escaped}%"));
        }
        let like = |place: usize| format!("LOWER({column}) LIKE ${place} ESCAPE '\\'");
        format!(" AND ({} OR {})", like(place), like(place + 1))
    }
}

/// The SQL expression for the value by which the query groups; an empty string if it does not group.
pub fn group_column(query: &NpsQuery) -> String {
    query.group_by.map_or_else(|| "''".to_owned(), |dimension| format!("segments.{dimension}"))
}

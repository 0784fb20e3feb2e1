//! Parses files of earlier survey results.

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use chrono_tz::Tz;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::answering::questionnaire::{ItemId, Rating};
use crate::domain::answering::response::LONGEST_COMMENT;
use crate::domain::answering::score::Score;
use crate::domain::complaints::complaint::{Channel, Complainant, Level, Outcome};
use crate::domain::complaints::segment::{Dimension, Segment};
use crate::domain::input::csv_table::{CsvTable, LineFault, LineMistake};
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::insight::series::EarlierPeriod;
use crate::domain::people::language::Language;
use crate::domain::time::calendar::{day_of, moment_of};
use crate::domain::time::dutch_date::DutchDate;
use crate::domain::time::period::DateRange;

/// A response given before Naklank was installed.
#[derive(Clone, Debug)]
pub struct EarlierResponse {
    pub score: Score,
    pub verbatim: Option<String>,
    pub ratings: BTreeMap<ItemId, Rating>,
    pub segment: Segment,
    /// [`Segment::id`], computed once.
    pub segment_id: Uuid,
    pub closed_at: Timestamp,
    pub closed_on: NaiveDate,
    pub answered_at: Timestamp,
    pub answered_on: NaiveDate,
}

/// Defaults for what a file does not say.
#[derive(Clone, Debug)]
pub struct Assumptions {
    pub zone: Tz,
    pub language: Language,
    /// The items of all questionnaires.
    pub items: Vec<ItemId>,
    pub now: Timestamp,
}

/// Parses the file of responses.
///
/// # Errors
/// Every bad line.
pub fn parse_responses(
    file: &[u8],
    assumptions: &Assumptions,
) -> Result<Vec<EarlierResponse>, Vec<LineMistake>> {
    let is_known = |name: &str| {
        ["answered_at", "closed_at", "score", "verbatim"].contains(&name)
            || Dimension::NAMES.contains(&name)
            // `language` is a dimension and an item; as a column it is the dimension.
            || assumptions.items.iter().any(|item| item.name() == name)
    };
    let table = CsvTable::read(file, is_known)?;
    parse_rows(&table, assumptions.zone, |fields| parse_response(fields, assumptions))
}

/// Parses the file of periods.
///
/// # Errors
/// Every bad line.
pub fn parse_periods(file: &[u8], zone: Tz) -> Result<Vec<EarlierPeriod>, Vec<LineMistake>> {
    let is_known =
        |name: &str| ["from", "to", "closed", "invited"].contains(&name) || Dimension::NAMES.contains(&name);
    parse_rows(&CsvTable::read(file, is_known)?, zone, parse_period)
}

fn parse_rows<T>(
    table: &CsvTable,
    zone: Tz,
    parse: impl Fn(Fields) -> Result<T, Vec<FieldError>>,
) -> Result<Vec<T>, Vec<LineMistake>> {
    let (mut values, mut mistakes) = (Vec::with_capacity(table.rows.len()), table.mistakes.clone());
    for (line, row) in &table.rows {
        match parse(Fields::of_row(table.cells(row), zone)) {
            Ok(value) => values.push(value),
            Err(errors) => mistakes.push(LineMistake::new(*line, LineFault::Fields(errors))),
        }
    }
    mistakes.sort_by_key(|mistake| mistake.line);
    if mistakes.is_empty() { Ok(values) } else { Err(mistakes) }
}

fn parse_response(mut fields: Fields, assumptions: &Assumptions) -> Result<EarlierResponse, Vec<FieldError>> {
    let score = fields.take_parsed::<Score>("score");
    let score = fields.require("score", score);
    let answered_at = take_moment_or_noon(&mut fields, "answered_at", assumptions.zone);
    let answered_at = fields.require("answered_at", answered_at);
    let closed_at = take_moment_or_noon(&mut fields, "closed_at", assumptions.zone).or(answered_at);
    if answered_at.is_some_and(|moment| moment > assumptions.now + TimeDelta::hours(24)) {
        fields.refuse("answered_at", "must not lie in the future");
    }
    if closed_at.zip(answered_at).is_some_and(|(closed, answered)| closed > answered) {
        fields.refuse("closed_at", "must not lie after answered_at");
    }
    let segment = take_segment(&mut fields, Some(assumptions.language));
    let verbatim = fields.take_verbatim("verbatim", LONGEST_COMMENT);
    let items = assumptions.items.iter().filter(|item| !Dimension::NAMES.contains(&item.name()));
    let ratings = items.filter_map(|item| Some((item.clone(), fields.take_parsed(item.name())?))).collect();
    let errors = fields.finish();
    match (score, answered_at, closed_at) {
        (Some(score), Some(answered_at), Some(closed_at)) if errors.is_empty() => Ok(EarlierResponse {
            score,
            verbatim,
            ratings,
            segment_id: segment.id(),
            segment,
            closed_at,
            closed_on: day_of(closed_at, assumptions.zone),
            answered_at,
            answered_on: day_of(answered_at, assumptions.zone),
        }),
        _ => Err(errors),
    }
}

fn parse_period(mut fields: Fields) -> Result<EarlierPeriod, Vec<FieldError>> {
    let from = fields.take_day("from");
    let from = fields.require("from", from);
    let to = fields.take_day("to");
    let to = fields.require("to", to);
    let closed = fields.take_whole("closed");
    let closed = fields.require("closed", closed).map(u64::from);
    let invited = fields.take_whole("invited");
    let invited = fields.require("invited", invited).map(u64::from);
    let segment = take_segment(&mut fields, None);
    let range = from.zip(to).and_then(|(from, to)| DateRange::new(from, to));
    if from.zip(to).is_some() && range.is_none() {
        fields.refuse("to", "must not lie before from");
    }
    if closed.zip(invited).is_some_and(|(closed, invited)| invited > closed) {
        fields.refuse("invited", "must not be more than closed");
    }
    let errors = fields.finish();
    match (range, closed, invited) {
        (Some(range), Some(closed), Some(invited)) if errors.is_empty() => {
            Ok(EarlierPeriod { range, closed, invited, segment })
        }
        _ => Err(errors),
    }
}

/// The segment columns. With a default `language` (responses) the complainant defaults to customer; for periods
/// nothing has a default.
fn take_segment(fields: &mut Fields, language: Option<Language>) -> Segment {
    let complainant: Option<Complainant> = fields.take_name(Dimension::Complainant.name());
    let complainant = complainant.or(language.map(|_| Complainant::Customer)).map(Complainant::name);
    let channel: Option<Channel> = fields.take_name(Dimension::Channel.name());
    let outcome: Option<Outcome> = fields.take_name(Dimension::Outcome.name());
    let level: Option<Level> = fields.take_name(Dimension::Level.name());
    let mut segment = Segment::default()
        .with(Dimension::Complainant, complainant)
        .with(Dimension::Channel, channel.map(Channel::name))
        .with(Dimension::Outcome, outcome.map(Outcome::name))
        .with(Dimension::Level, level.map(Level::name));
    for &dimension in Dimension::LABELS.iter().chain(&[Dimension::Mode, Dimension::Questionnaire]) {
        segment = segment.with(dimension, fields.take_text(dimension.name()).as_deref());
    }
    let named = fields.take_text(Dimension::Language.name());
    segment.with(Dimension::Language, named.as_deref().or(language.map(Language::name)))
}

/// A moment, or a day alone, which stands for noon.
fn take_moment_or_noon(fields: &mut Fields, name: &str, zone: Tz) -> Option<Timestamp> {
    Some(match fields.take_moment_or_day(name)? {
        DutchDate::Moment(moment) => moment,
        DutchDate::Day(day) => moment_of(day, NaiveTime::from_hms_opt(12, 0, 0).unwrap_or_default(), zone),
    })
}

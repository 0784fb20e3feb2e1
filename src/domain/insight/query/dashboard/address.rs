//! The address of a view.
//!
//! The rule: a view has one address. Nothing in it is empty, says what holds anyway, or is said twice, and the parameters
//! stand in one order.

use chrono::{Datelike, NaiveDate};

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::Basis;
use crate::domain::insight::query::dashboard::{
    SHORT_INTERVAL, SHORT_RANGE, USUAL_CUT, USUAL_INTERVAL, is_of_range, usual_rolling,
};
use crate::domain::insight::query::presets::Preset;
use crate::domain::time::calendar::parse_day;
use crate::domain::time::period::{DateRange, Granularity};

/// Parameters with their values, as in a query string.
pub(super) type Pairs = Vec<(String, String)>;

/// The order of the parameters; the filters follow in the order of the dimensions.
const ORDER: [&str; 8] = ["range", "from", "to", "interval", "basis", "rolling", "cut", "confidence"];

/// The parameters as the address has them.
pub(super) fn clean(given: &[(String, String)], today: NaiveDate) -> Pairs {
    let mut pairs = Pairs::new();
    for pair in given.iter().filter(|(_, value)| !value.is_empty()) {
        // Another parameter that is given twice is a mistake, which is told.
        if !is_filter(&pair.0) || !pairs.contains(pair) {
            pairs.push(pair.clone());
        }
    }
    let needless = needless(&pairs, today);
    pairs.retain(|(name, _)| !needless.contains(&name.as_str()));
    pairs.sort_by_key(|(name, _)| place(name));
    pairs
}

/// The query string of these parameters.
pub(super) fn written<'a>(pairs: impl IntoIterator<Item = &'a (String, String)>) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// The query string of the parameters that say what a view is about, out of those of another page.
#[must_use]
pub fn kept(pairs: &[(String, String)]) -> String {
    let is_kept = |name: &str| matches!(name, "range" | "from" | "to" | "basis") || is_filter(name);
    written(pairs.iter().filter(|(name, value)| is_kept(name) && !value.is_empty()))
}

/// The query string of a view with its range also where that is the usual one: for a page that by itself has another.
#[must_use]
pub fn in_full(view: &str) -> String {
    if form_urlencoded::parse(view.as_bytes()).any(|(name, _)| is_of_range(&name)) {
        return view.to_owned();
    }
    let range = format!("range={}", Preset::USUAL);
    if view.is_empty() { range } else { format!("{range}&{view}") }
}

fn is_filter(name: &str) -> bool {
    name.parse::<Dimension>().is_ok()
}

fn place(name: &str) -> usize {
    let own = ORDER.iter().position(|other| *other == name);
    let of_filter = || Dimension::NAMES.iter().position(|other| *other == name).map(|at| ORDER.len() + at);
    own.or_else(of_filter).unwrap_or(usize::MAX)
}

/// The value of a parameter that is given once.
fn once<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    let mut values = pairs.iter().filter(|(other, _)| other == name).map(|(_, value)| value.as_str());
    values.next().filter(|_| values.next().is_none())
}

/// The periods of the trend where none are asked for: by the length of the range, so that a line has more than two points.
pub(super) fn usual_interval(pairs: &[(String, String)], today: NaiveDate) -> Granularity {
    let day = |name: &str| once(pairs, name).and_then(parse_day);
    let named = once(pairs, "range").and_then(|name| name.parse().ok()).unwrap_or(Preset::USUAL);
    let range = match (day("from"), day("to")) {
        (Some(from), to) => DateRange::new(from, to.unwrap_or(today)),
        (None, Some(_)) => None,
        (None, None) => Some(named.range(today)),
    };
    let month = |day: NaiveDate| day.year() * 12 + day.month0().cast_signed();
    let is_short = |range: DateRange| month(range.to()) - month(range.from()) < SHORT_RANGE;
    if range.is_some_and(is_short) { SHORT_INTERVAL } else { USUAL_INTERVAL }
}

/// The names of the parameters that say what holds without them.
fn needless(pairs: &[(String, String)], today: NaiveDate) -> Vec<&'static str> {
    let usual_interval = usual_interval(pairs, today);
    let interval = once(pairs, "interval").map_or(Some(usual_interval), |name| name.parse().ok());
    let rolling = interval.map(usual_rolling).map(|periods| periods.to_string());
    let usual = [
        ("interval", Some(usual_interval.name())),
        ("basis", Some(Basis::Closed.name())),
        ("cut", Some(USUAL_CUT.name())),
        ("rolling", rolling.as_deref()),
    ];
    let mut needless: Vec<&str> = usual
        .into_iter()
        .filter(|(name, value)| value.is_some() && once(pairs, name) == *value)
        .map(|(name, _)| name)
        .collect();
    needless.extend(needless_range(pairs, today));
    needless
}

/// A range by name and the same days are one range; days that differ from the name take its place.
fn needless_range(pairs: &[(String, String)], today: NaiveDate) -> Vec<&'static str> {
    let is_given = |name: &str| pairs.iter().any(|(other, _)| other == name);
    let named: Option<Preset> = if is_given("range") {
        once(pairs, "range").and_then(|name| name.parse().ok())
    } else {
        Some(Preset::USUAL)
    };
    let Some(named) = named else { return Vec::new() };
    let day = |name: &str| once(pairs, name).and_then(parse_day);
    let days = day("from").zip(day("to")).and_then(|(from, to)| DateRange::new(from, to));
    if days == Some(named.range(today)) {
        let usual = (named == Preset::USUAL).then_some("range");
        return ["from", "to"].into_iter().chain(usual).collect();
    }
    let has_days = is_given("from") || is_given("to");
    if has_days || named == Preset::USUAL { vec!["range"] } else { Vec::new() }
}

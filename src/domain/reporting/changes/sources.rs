//! What each figure of a report is computed from.
//!
//! The rule: a figure is known by its place, so that a change is named only where it can have an effect. Of a place that is not
//! known here every source is one.

use crate::domain::policy::kpi::{Kpi, Measurement};
use crate::domain::reporting::difference::Place;
use crate::domain::reporting::figure::Figure;

/// Facts that a figure can be computed from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Complaints of the year.
    Complaints(Relation),
    /// Complaints of the year before.
    YearBefore(Relation),
    Answers,
    Reviews,
    Norms,
    Notifications,
    /// The present names of causes.
    CauseNames,
    FollowUps,
    Improvements,
    /// Judgements of sentences of the policy.
    Assessments,
    /// Months that stood out, and what staff wrote about them.
    Signals,
    /// Persons who were erased.
    Erasures,
    Settings,
}

/// How a complaint belongs to a year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Relation {
    Received,
    Closed,
    AtStart,
    AtEnd,
    /// Any of these.
    Any,
}

/// All but the settings.
const ALL: [Source; 11] = [
    Source::Complaints(Relation::Any),
    Source::Answers,
    Source::Reviews,
    Source::Norms,
    Source::Notifications,
    Source::CauseNames,
    Source::FollowUps,
    Source::Improvements,
    Source::Assessments,
    Source::Signals,
    Source::Erasures,
];
const RECEIVED: Source = Source::Complaints(Relation::Received);
const CLOSED: Source = Source::Complaints(Relation::Closed);
const ANY: Source = Source::Complaints(Relation::Any);

/// The sources of a figure of a report on a year, as it was then and is now: one that is hidden in either may be so by numbers
/// that stand beside it.
#[must_use]
pub fn sources_of(place: &Place, year: i32, figures: [Option<&Figure>; 2]) -> Vec<Source> {
    let mut sources = by_place(place, year);
    let beside = beside(place).filter(|_| figures.contains(&Some(&Figure::Hidden)));
    if let Some(beside) = beside {
        sources.retain(|source| !matches!(source, Source::Complaints(_)));
        sources.insert(0, beside);
    }
    sources
}

/// The complaints that may hide a figure, where they are others than those that it counts.
fn beside(place: &Place) -> Option<Source> {
    match place.section.as_str() {
        "kpis" if place.row == "kpi:handling_quality" => Some(CLOSED),
        "team_flow" | "team_kpis" | "quality" | "discussed" => Some(ANY),
        _ => None,
    }
}

fn by_place(place: &Place, year: i32) -> Vec<Source> {
    let Place { section, part, row, column, .. } = place;
    match section.as_str() {
        "flow" if part == "flow" && row.parse::<i32>() != Ok(year) => {
            vec![Source::YearBefore(in_flow(column))]
        }
        "flow" | "team_flow" => vec![Source::Complaints(in_flow(column))],
        "summary" => summary(part, column),
        "kinds" => match part.as_str() {
            "channel" | "complainant" | "product" => vec![RECEIVED],
            _ => vec![CLOSED],
        },
        "causes" | "pareto" => vec![RECEIVED, Source::CauseNames],
        "kpis" => kpi(row.strip_prefix("kpi:").unwrap_or_default(), column),
        "team_kpis" => vec![RECEIVED, Source::Norms],
        "nps" if part.starts_with("nps_") => vec![CLOSED, Source::Answers, Source::Norms],
        "nps" if matches!(part.as_str(), "response" | "non_response") => asked(),
        "nps" | "team_nps" => vec![CLOSED, Source::Answers],
        "themes" => asked(),
        "signals" => vec![CLOSED, Source::Answers, Source::Signals],
        "norms" => vec![Source::Norms],
        "improvements" | "improvements_followed" => {
            vec![ANY, Source::Answers, Source::CauseNames, Source::Notifications, Source::Improvements]
        }
        "method" => method(part),
        "quality" => vec![CLOSED, Source::Reviews],
        "follow_ups" => vec![Source::Answers, Source::FollowUps],
        "discussed" => vec![CLOSED],
        "assessment" if column == "judgement" => vec![Source::Assessments],
        // Contact details of who is erased are taken out of what others wrote.
        "assessment" if column == "note" => vec![Source::Assessments, Source::Erasures],
        _ => ALL.to_vec(),
    }
}

/// Who was asked and what they wrote: an erasure ends a link that could be answered, and takes the words away.
fn asked() -> Vec<Source> {
    vec![CLOSED, Source::Answers, Source::Erasures]
}

/// By a column of the flow, or the name of a figure in a sentence about it.
fn in_flow(column: &str) -> Relation {
    match column {
        "received" => Relation::Received,
        "closed" => Relation::Closed,
        "brought_forward" => Relation::AtStart,
        "carried_forward" | "open" => Relation::AtEnd,
        _ => Relation::Any,
    }
}

fn summary(sentence: &str, column: &str) -> Vec<Source> {
    let of_kpi = Kpi::ALL.iter().find(|kpi| sentence.starts_with(&format!("summary_{kpi}")));
    match (sentence, of_kpi) {
        ("summary_received", _) => vec![Source::Complaints(in_flow(column))],
        (_, Some(own)) => kpi(own.name(), column),
        ("summary_recommend", _) => vec![CLOSED, Source::Answers],
        _ => vec![ANY, Source::Answers, Source::Improvements],
    }
}

/// A norm is the ledger's; the time that it allows decides which complaints are in time.
fn kpi(name: &str, column: &str) -> Vec<Source> {
    let Ok(kpi) = name.parse::<Kpi>() else { return ALL.to_vec() };
    if column == "norm" {
        return vec![Source::Norms];
    }
    let value = match kpi.definition().measurement {
        Measurement::Estimate => vec![CLOSED, Source::Answers],
        Measurement::Clocked(_) => vec![RECEIVED, Source::Norms],
        Measurement::Rate => vec![RECEIVED, Source::Notifications],
        Measurement::Sample => vec![Source::Reviews],
    };
    let judged = (column == "verdict" && !value.contains(&Source::Norms)).then_some(Source::Norms);
    value.into_iter().chain(judged).collect()
}

/// What the method statement says of answers, of the norm's interval, or else of settings.
fn method(sentence: &str) -> Vec<Source> {
    match sentence {
        "response" | "response_rate_rr1" => asked(),
        "interval" => vec![Source::Norms],
        other if other.starts_with("not_asked_") => asked(),
        other if other.starts_with("change_") || other.starts_with("questionnaire_") => Vec::new(),
        _ => vec![Source::Settings],
    }
}

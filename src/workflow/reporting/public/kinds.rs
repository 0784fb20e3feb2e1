//! What the complaints were: by channel, complainant and product those received, by outcome and remedy those closed.

use std::collections::BTreeMap;

use crate::domain::complaints::complaint::{Channel, Complainant, Outcome};
use crate::domain::complaints::facts::Remedy;
use crate::domain::reporting::document::{Label, Part, Statement, Table};
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::hiding::parts::Parts;
use crate::domain::reporting::hiding::rows;
use crate::statistics::suppression::is_too_small;
use crate::storage::reporting::counts::ComplaintGroup;
use crate::workflow::reporting::say::{known, say, sentences};

/// The tables of the section, and the share that was pointed to Kifid.
pub(super) fn kind_parts(groups: &[ComplaintGroup], minimum: u64) -> Vec<Part> {
    let received: Vec<&ComplaintGroup> = groups.iter().filter(|group| group.is_received).collect();
    let closed: Vec<&ComplaintGroup> = groups.iter().filter(|group| group.is_closed).collect();
    let channels = by_name(&received, "channel", Channel::NAMES, |group| group.channel.map(Channel::name));
    let complainants =
        by_name(&received, "complainant", Complainant::NAMES, |group| Some(group.complainant.name()));
    let products = by_value(&received, |group| group.product.as_deref());
    let outcomes = by_name(&closed, "outcome", Outcome::NAMES, |group| group.outcome.map(Outcome::name));
    let outcome = rows::table("outcome", &outcomes, minimum);
    let kifid = pointed_to_kifid(&closed, &outcome, minimum);
    let tables = [
        rows::table("channel", &channels, minimum),
        rows::table("complainant", &complainants, minimum),
        rows::table("product", &products, minimum),
        outcome,
        remedies(&closed, minimum),
    ];
    tables.into_iter().map(Part::Table).chain(sentences(kifid.into_iter().collect())).collect()
}

/// The main cause of the complaints received, by its present name: each complaint counts once.
pub(super) fn cause_table<'a>(
    groups: &'a [ComplaintGroup],
    present_name: impl Fn(&'a str) -> &'a str,
    minimum: u64,
) -> Part {
    let received: Vec<&'a ComplaintGroup> = groups.iter().filter(|group| group.is_received).collect();
    let causes = by_value(&received, |group| group.main_cause().map(&present_name));
    Part::Table(rows::table("cause", &causes, minimum))
}

/// Counts complaints by a value of the program's, in the order of its names.
fn by_name(
    groups: &[&ComplaintGroup],
    kind: &str,
    names: &[&str],
    name: impl Fn(&ComplaintGroup) -> Option<&'static str>,
) -> Vec<(Label, u64)> {
    let told = names.iter().map(|one| {
        let count = sum(groups, |group| name(group) == Some(*one), |group| group.complaints);
        (known(kind, one), count)
    });
    let not_told = sum(groups, |group| name(group).is_none(), |group| group.complaints);
    told.chain([(Label::NotTold, not_told)]).collect()
}

/// Counts complaints by a value of the organisation's own, the most frequent first.
fn by_value<'a>(
    groups: &[&'a ComplaintGroup],
    value: impl Fn(&'a ComplaintGroup) -> Option<&'a str>,
) -> Vec<(Label, u64)> {
    let mut counts: BTreeMap<Option<&str>, u64> = BTreeMap::new();
    for group in groups.iter().copied() {
        *counts.entry(value(group)).or_default() += group.complaints;
    }
    let label =
        |value: Option<&str>| value.map_or(Label::NotTold, |value| Label::Own { value: value.to_owned() });
    let mut counted: Vec<(Label, u64)> =
        counts.into_iter().map(|(value, count)| (label(value), count)).collect();
    // Stable, so that equal ones stay in the order of their names.
    counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counted
}

/// By remedy, with what was paid in all: only where enough payments have an amount, and not all but a few.
fn remedies(closed: &[&ComplaintGroup], minimum: u64) -> Table {
    let counted = by_name(closed, "remedy", Remedy::NAMES, |group| group.remedy.map(Remedy::name));
    let mut table = rows::table("remedy", &counted, minimum);
    let is_paid = |group: &ComplaintGroup| group.remedy == Some(Remedy::Payment);
    let amounts = sum(closed, is_paid, |group| group.amounts);
    let payments = sum(closed, is_paid, |group| group.complaints);
    let paid = match amounts {
        0 => Figure::Unknown,
        _ if is_too_small(amounts, minimum) || is_too_small(payments.abs_diff(amounts), minimum) => {
            Figure::Hidden
        }
        _ => Figure::Money { cents: sum(closed, is_paid, |group| group.cents), amounts },
    };
    table.columns.push("amount".to_owned());
    let payment = known("remedy", Remedy::Payment.name());
    for row in &mut table.rows {
        row.figures.push(if row.label == payment { paid.clone() } else { Figure::Nothing });
    }
    table
}

/// Of the complaints upheld in part or rejected, the share whose customer was pointed to Kifid or the court. Their sum
/// would tell the number of either, so both must stand in the table of outcomes, or not exist.
fn pointed_to_kifid(closed: &[&ComplaintGroup], outcome: &Table, minimum: u64) -> Option<Statement> {
    let sum_of = |is_in: &dyn Fn(&ComplaintGroup) -> bool| sum(closed, is_in, |group| group.complaints);
    let is_of =
        |group: &ComplaintGroup| matches!(group.outcome, Some(Outcome::PartlyUpheld | Outcome::Rejected));
    let is_told = |one: Outcome| {
        let label = known("outcome", one.name());
        sum_of(&|group: &ComplaintGroup| group.outcome == Some(one)) == 0
            || outcome.rows.iter().any(|row| row.label == label)
    };
    let concerned = sum_of(&is_of);
    if concerned == 0 {
        return None;
    }
    if !is_told(Outcome::PartlyUpheld) || !is_told(Outcome::Rejected) {
        let is_few = concerned < minimum;
        return Some(say(if is_few { "kifid_hidden" } else { "kifid_not_shown" }, []));
    }
    let pointed = |pointed: Option<bool>| {
        sum_of(&|group: &ComplaintGroup| is_of(group) && group.kifid_pointed == pointed)
    };
    let counts = [pointed(Some(true)), pointed(Some(false)), pointed(None)];
    let parts = Parts::of(&counts, minimum);
    let (yes, no, not_told) = (0, 1, 2);
    if matches!(counts, [0, 0, _]) {
        // What was not recorded is unknown, and a share of nothing would read as none.
        return Some(say("kifid_not_recorded", [("complaints", parts.count(&[yes, no, not_told]))]));
    }
    Some(say(
        "kifid_pointed",
        [
            ("complaints", parts.count(&[yes, no, not_told])),
            ("share", parts.share(&[yes], &[no, not_told], 0)),
            ("not_told", parts.share(&[not_told], &[yes, no], 0)),
        ],
    ))
}

fn sum(
    groups: &[&ComplaintGroup],
    is_in: impl Fn(&ComplaintGroup) -> bool,
    count: impl Fn(&ComplaintGroup) -> u64,
) -> u64 {
    groups.iter().filter(|group| is_in(group)).map(|group| count(group)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::reporting::document::Row;

    const MINIMUM: u64 = 10;

    fn group(complaints: u64) -> ComplaintGroup {
        ComplaintGroup {
            channel: None,
            complainant: Complainant::Customer,
            product: None,
            outcome: None,
            remedy: None,
            kifid_pointed: None,
            causes: None,
            is_received: true,
            is_closed: true,
            complaints,
            amounts: 0,
            cents: 0,
        }
    }

    fn table_of<'a>(parts: &'a [Part], key: &str) -> &'a Table {
        let tables = parts.iter().filter_map(|part| match part {
            Part::Table(table) => Some(table),
            _ => None,
        });
        tables.into_iter().find(|table| table.key == key).unwrap()
    }

    fn said(parts: &[Part]) -> Vec<Statement> {
        let said = parts.iter().filter_map(|part| match part {
            Part::Statements { statements } => Some(statements.clone()),
            _ => None,
        });
        said.flatten().collect()
    }

    fn outcome(outcome: Outcome, kifid_pointed: Option<bool>, complaints: u64) -> ComplaintGroup {
        ComplaintGroup { outcome: Some(outcome), kifid_pointed, ..group(complaints) }
    }

    #[test]
    fn the_share_pointed_to_kifid_tells_no_outcome_that_the_table_hides() {
        let groups = [
            outcome(Outcome::Upheld, None, 30),
            outcome(Outcome::PartlyUpheld, Some(true), 20),
            outcome(Outcome::Rejected, Some(false), 12),
        ];
        let told = said(&kind_parts(&groups, MINIMUM));
        let share = Figure::Share { part: 20, whole: 32, decimals: 0 };
        assert_eq!(
            told[0].figures[..2],
            [("complaints".to_owned(), Figure::count(32)), ("share".to_owned(), share)]
        );
        let few = [
            outcome(Outcome::Upheld, None, 30),
            outcome(Outcome::PartlyUpheld, Some(true), 4),
            outcome(Outcome::Rejected, Some(false), 12),
        ];
        assert_eq!(said(&kind_parts(&few, MINIMUM)), [say("kifid_not_shown", [])], "sixteen are not few");
        let few = [outcome(Outcome::Upheld, None, 30), outcome(Outcome::Rejected, Some(false), 4)];
        assert_eq!(said(&kind_parts(&few, MINIMUM)), [say("kifid_hidden", [])]);
        assert_eq!(said(&kind_parts(&[outcome(Outcome::Upheld, None, 30)], MINIMUM)), []);
    }

    #[test]
    fn where_nothing_was_recorded_no_share_is_told() {
        let unrecorded = [outcome(Outcome::PartlyUpheld, None, 20), outcome(Outcome::Rejected, None, 12)];
        let told = said(&kind_parts(&unrecorded, MINIMUM));
        assert_eq!(told, [say("kifid_not_recorded", [("complaints", Figure::count(32))])]);
        let recorded =
            [outcome(Outcome::PartlyUpheld, None, 20), outcome(Outcome::Rejected, Some(false), 12)];
        assert_eq!(
            said(&kind_parts(&recorded, MINIMUM))[0].key,
            "kifid_pointed",
            "none was, of those recorded"
        );
    }

    #[test]
    fn what_was_paid_is_told_of_enough_payments() {
        let paid = |complaints, amounts| ComplaintGroup {
            remedy: Some(Remedy::Payment),
            amounts,
            cents: 5_000 * amounts,
            ..group(complaints)
        };
        let amount = |groups: &[ComplaintGroup]| {
            let parts = kind_parts(groups, MINIMUM);
            let payment = known("remedy", "payment");
            let row: &Row = table_of(&parts, "remedy").rows.iter().find(|row| row.label == payment).unwrap();
            row.figures[2].clone()
        };
        assert_eq!(amount(&[paid(12, 12), group(20)]), Figure::Money { cents: 60_000, amounts: 12 });
        assert_eq!(amount(&[paid(12, 3), group(20)]), Figure::Hidden);
        assert_eq!(amount(&[paid(14, 12), group(20)]), Figure::Hidden, "two without an amount");
        assert_eq!(amount(&[paid(12, 0), group(20)]), Figure::Unknown);
    }

    #[test]
    fn a_complaint_counts_once_by_its_main_cause_and_its_present_name() {
        let of = |causes: &str, complaints| ComplaintGroup {
            causes: Some(causes.to_owned()),
            ..group(complaints)
        };
        let groups = [of("wait\ntone", 20), of("queue", 11), of("tone", 15), group(12)];
        let told = cause_table(&groups, |name| if name == "queue" { "wait" } else { name }, MINIMUM);
        let Part::Table(table) = told else { panic!("a table") };
        let counts: Vec<(&Label, &Figure)> =
            table.rows.iter().map(|row| (&row.label, &row.figures[0])).collect();
        let own = |value: &str| Label::Own { value: value.to_owned() };
        assert_eq!(
            counts,
            [
                (&own("wait"), &Figure::count(31)),
                (&own("tone"), &Figure::count(15)),
                (&Label::NotTold, &Figure::count(12)),
                (&Label::Total, &Figure::count(58)),
            ]
        );
    }
}

//! Causes by the number of complaints that have them, with their cumulative share, and the NPS beside each.
//!
//! The rule: a complaint counts once in the total and once in each of its causes. Nothing small follows from what stands
//! together: the total of the causes can be had from the cumulative shares, so a hidden cause is never the only one.

use std::collections::BTreeMap;

use crate::domain::input::spreadsheet::{Columns, Sheet};
use crate::domain::insight::query::Filters;
use crate::domain::insight::visible::Visible;
use crate::domain::learning::causes::CauseBook;
use crate::statistics::estimate::Estimate;
use crate::statistics::normal::Confidence;
use crate::statistics::suppression::{hidden_beside_a_total, is_too_small};
use crate::statistics::tally::Counts;

/// What some complaints, or the responses about them, told: the names of the causes, the main one first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told<T> {
    /// Empty if no cause was told.
    pub causes: Vec<String>,
    pub count: T,
}

/// The complaints and responses of a cause.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CauseSum {
    pub complaints: u64,
    /// Complaints of which it is the main cause.
    pub main: u64,
    pub answers: Counts,
}

/// The sums of a selection, by the present names of causes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CauseSums {
    pub all: CauseSum,
    pub not_told: CauseSum,
    pub by_cause: BTreeMap<String, CauseSum>,
}

impl CauseSums {
    #[must_use]
    pub fn of(book: &CauseBook, received: &[Told<u64>], answered: &[Told<Counts>]) -> Self {
        let mut sums = Self::default();
        for told in received {
            let names = book.canonical_of(&told.causes);
            sums.each(&names, |sum| sum.complaints += told.count);
            if let Some(main) = names.first()
                && let Some(sum) = sums.by_cause.get_mut(*main)
            {
                sum.main += told.count;
            }
        }
        for told in answered {
            let names = book.canonical_of(&told.causes);
            sums.each(&names, |sum| sum.answers = sum.answers + told.count);
        }
        sums
    }

    /// Adds to the total and to each of these causes, or to those that were not told.
    fn each(&mut self, names: &[&str], add: impl Fn(&mut CauseSum)) {
        add(&mut self.all);
        if names.is_empty() {
            add(&mut self.not_told);
        }
        for name in names {
            add(self.by_cause.entry((*name).to_owned()).or_default());
        }
    }
}

/// The least numbers that are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Least {
    pub complaints: u64,
    pub answers: u64,
}

impl Least {
    /// Complaints of the organisation as a whole are about its own work and are never hidden, as on the scoreboard.
    #[must_use]
    pub fn of(filters: &Filters, minimum_group: u64) -> Self {
        Self { complaints: if filters.is_empty() { 1 } else { minimum_group }, answers: minimum_group }
    }
}

/// The causes of a selection.
#[derive(Clone, Debug, PartialEq)]
pub struct Pareto {
    /// The complaints that were received, with a cause or without.
    pub complaints: Visible<u64>,
    /// Those without a cause.
    pub not_told: Visible<u64>,
    pub not_told_nps: Visible<Estimate>,
    /// Of all responses about complaints.
    pub nps: Visible<Estimate>,
    /// How often causes were named, all together.
    pub named: u64,
    /// Most complaints first; those that are hidden stand last, by name.
    pub rows: Vec<ParetoRow>,
}

/// A cause of a selection.
#[derive(Clone, Debug, PartialEq)]
pub struct ParetoRow {
    pub cause: String,
    pub is_retired: bool,
    pub complaints: Visible<CauseShare>,
    pub nps: Visible<Estimate>,
}

/// How many complaints have a cause; shares are 0..=1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CauseShare {
    pub complaints: u64,
    /// Those of which it is the main cause; `None` if that would tell of few.
    pub main: Option<u64>,
    /// Of all complaints that were received.
    pub share: f64,
    /// Of how often causes were named, this one and those above it.
    pub cumulative: f64,
}

/// The causes of the sums, as far as they may be shown.
#[must_use]
pub fn pareto(sums: &CauseSums, book: &CauseBook, confidence: Confidence, least: Least) -> Pareto {
    let causes: Vec<(&String, &CauseSum)> = sums.by_cause.iter().collect();
    let named: Vec<u64> = causes.iter().map(|(_, sum)| sum.complaints).collect();
    let hidden = hidden_beside_a_total(&named, 0, least.complaints);
    let not_told = sums.not_told.answers.responses();
    let answers = causes.iter().map(|(_, sum)| sum.answers.responses()).chain([not_told]);
    let no_nps = hidden_beside_a_total(&answers.collect::<Vec<_>>(), 0, least.answers);
    let nps = |answers: &Counts, is_hidden: bool| nps_within(sums, answers, is_hidden, confidence, least);
    let row = |(((cause, sum), is_hidden), no_nps): (((&String, &CauseSum), bool), &bool)| ParetoRow {
        cause: cause.clone(),
        is_retired: book.is_retired(cause),
        complaints: Visible::unless(is_hidden, Some(share_of(sum, sums, least))),
        nps: nps(&sum.answers, *no_nps),
    };
    let mut rows: Vec<ParetoRow> = causes.into_iter().zip(hidden).zip(&no_nps).map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.complaints.shown().map(|shown| shown.complaints)));
    let named: u64 = named.iter().sum();
    cumulate(&mut rows, named);
    let told = sums.all.complaints.saturating_sub(sums.not_told.complaints);
    let tells_of_few =
        [told, sums.not_told.complaints].iter().any(|count| is_too_small(*count, least.complaints));
    Pareto {
        complaints: cell(sums.all.complaints, is_too_small(sums.all.complaints, least.complaints)),
        not_told: cell(sums.not_told.complaints, tells_of_few),
        not_told_nps: nps(&sums.not_told.answers, no_nps.last().copied().unwrap_or_default()),
        nps: nps(&sums.all.answers, false),
        named,
        rows,
    }
}

fn cell(count: u64, is_hidden: bool) -> Visible<u64> {
    Visible::unless(is_hidden, Some(count))
}

fn share_of(sum: &CauseSum, sums: &CauseSums, least: Least) -> CauseShare {
    let beside = sum.complaints.saturating_sub(sum.main);
    let tells_of_few = [sum.main, beside].iter().any(|count| is_too_small(*count, least.complaints));
    CauseShare {
        complaints: sum.complaints,
        main: (!tells_of_few).then_some(sum.main),
        share: sum.complaints as f64 / sums.all.complaints.max(1) as f64,
        cumulative: 0.0,
    }
}

/// The NPS of some of the responses: hidden too if few are left of the whole, which stands on the same page.
fn nps_within(
    sums: &CauseSums,
    answers: &Counts,
    is_hidden: bool,
    confidence: Confidence,
    least: Least,
) -> Visible<Estimate> {
    let (some, all) = (answers.responses(), sums.all.answers.responses());
    let tells_of_few =
        [some, all.saturating_sub(some)].iter().any(|count| is_too_small(*count, least.answers));
    Visible::unless(is_hidden || tells_of_few, Estimate::of(answers, confidence))
}

fn cumulate(rows: &mut [ParetoRow], named: u64) {
    let mut so_far = 0;
    for row in rows {
        if let Visible::Shown(share) = &mut row.complaints {
            so_far += share.complaints;
            share.cumulative = so_far as f64 / named.max(1) as f64;
        }
    }
}

impl Pareto {
    /// The row of a cause; `None` if no complaint and no response of the selection has it.
    #[must_use]
    pub fn row(&self, cause: &str) -> Option<&ParetoRow> {
        self.rows.iter().find(|row| row.cause == cause)
    }

    /// The rows with their number of complaints, as far as that is shown and not zero.
    pub fn shown(&self) -> impl Iterator<Item = (&ParetoRow, &CauseShare)> {
        let shown = self.rows.iter().filter_map(|row| Some((row, row.complaints.shown()?)));
        shown.filter(|(_, share)| share.complaints > 0)
    }

    /// One row for each cause, for a program.
    #[must_use]
    pub fn sheet(&self) -> Sheet {
        let share = |row: &&ParetoRow| row.complaints.shown().copied();
        let nps = |row: &&ParetoRow| row.nps.shown().copied();
        Columns::<&ParetoRow>::default()
            .column("cause", |row| row.cause.clone())
            .column("retired", |row| row.is_retired)
            .column("complaints", move |row| share(row).map(|share| share.complaints))
            .column("main", move |row| share(row).and_then(|share| share.main))
            .column("share", move |row| share(row).map(|share| share.share))
            .column("cumulative", move |row| share(row).map(|share| share.cumulative))
            .column("complaints_suppressed", |row| row.complaints.is_too_small())
            .column("responses", move |row| nps(row).map(|estimate| estimate.n))
            .column("nps", move |row| nps(row).map(|estimate| estimate.nps))
            .column("low", move |row| nps(row).map(|estimate| estimate.interval.low))
            .column("high", move |row| nps(row).map(|estimate| estimate.interval.high))
            .column("suppressed", |row| row.nps.is_too_small())
            .sheet(self.rows.iter())
    }
}

#[cfg(test)]
mod tests;

//! Causes by the number of complaints that have them, with their cumulative share, and the NPS beside each.
//!
//! The rule: a complaint counts once in the total and once in each of its causes. What stands together is hidden together, so
//! that page, file and API give the same away: nothing small.

mod hiding;

use std::collections::BTreeMap;

use crate::domain::input::spreadsheet::{Columns, Sheet};
use crate::domain::insight::query::Filters;
use crate::domain::insight::visible::Visible;
use crate::domain::learning::causes::CauseBook;
use crate::domain::learning::causes::pareto::hiding::Hidden;
use crate::statistics::estimate::Estimate;
use crate::statistics::normal::Confidence;
use crate::statistics::suppression::is_too_small;
use crate::statistics::tally::Counts;

/// The causes given for some complaints, by name, the main one first; with the complaints or the responses about them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told<T> {
    /// Empty if no cause was given.
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

impl Pareto {
    /// Whether a number is hidden because it is small, or would tell of one.
    #[must_use]
    pub fn hides(&self) -> bool {
        let whole = [&self.complaints, &self.not_told].into_iter().any(Visible::is_too_small);
        let scores = [&self.not_told_nps, &self.nps].into_iter().any(Visible::is_too_small);
        whole || scores || self.rows.iter().any(ParetoRow::hides)
    }
}

/// A cause of a selection.
#[derive(Clone, Debug, PartialEq)]
pub struct ParetoRow {
    pub cause: String,
    pub is_retired: bool,
    pub complaints: Visible<CauseShare>,
    pub nps: Visible<Estimate>,
}

impl ParetoRow {
    fn hides(&self) -> bool {
        self.complaints.shown().is_none_or(|share| share.main.is_none()) || self.nps.is_too_small()
    }
}

/// Whom a score is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About<'a> {
    All,
    NotTold,
    Cause(&'a str),
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
    let hidden = Hidden::of(sums, least);
    let row = |(((cause, sum), is_hidden), (hides_main, no_nps)): Flagged<'_>| ParetoRow {
        cause: cause.clone(),
        is_retired: book.is_retired(cause),
        complaints: Visible::unless(*is_hidden, Some(share_of(sum, sums, *hides_main))),
        nps: Visible::unless(*no_nps, Estimate::of(&sum.answers, confidence)),
    };
    let further = hidden.main.iter().zip(&hidden.nps);
    let mut rows: Vec<ParetoRow> =
        sums.by_cause.iter().zip(&hidden.complaints).zip(further).map(row).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.complaints.shown().map(|shown| shown.complaints)));
    let named: u64 = sums.by_cause.values().map(|sum| sum.complaints).sum();
    cumulate(&mut rows, named);
    let (all, not_told) = (&sums.all, &sums.not_told);
    let no_nps = is_too_small(all.answers.responses(), least.answers);
    Pareto {
        complaints: cell(all.complaints, is_too_small(all.complaints, least.complaints)),
        not_told: cell(not_told.complaints, hidden.not_told),
        not_told_nps: Visible::unless(hidden.not_told_nps, Estimate::of(&not_told.answers, confidence)),
        nps: Visible::unless(no_nps, Estimate::of(&all.answers, confidence)),
        named,
        rows,
    }
}

/// A cause with its sum; whether its complaints are hidden, and whether its main part and its NPS are.
type Flagged<'a> = (((&'a String, &'a CauseSum), &'a bool), (&'a bool, &'a bool));

fn cell(count: u64, is_hidden: bool) -> Visible<u64> {
    Visible::unless(is_hidden, Some(count))
}

fn share_of(sum: &CauseSum, sums: &CauseSums, hides_main: bool) -> CauseShare {
    CauseShare {
        complaints: sum.complaints,
        main: (!hides_main).then_some(sum.main),
        share: sum.complaints as f64 / sums.all.complaints.max(1) as f64,
        cumulative: 0.0,
    }
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

    /// Whether any score is shown.
    #[must_use]
    pub fn shows_scores(&self) -> bool {
        let of_causes = self.rows.iter().map(|row| &row.nps);
        of_causes.chain([&self.nps, &self.not_told_nps]).any(|nps| nps.shown().is_some())
    }

    /// Hides the scores that are shown and may not be told.
    pub fn hide_scores(&mut self, is_told: impl Fn(About<'_>) -> bool) {
        let of_causes = self.rows.iter_mut().map(|row| (About::Cause(&row.cause), &mut row.nps));
        let others = [(About::All, &mut self.nps), (About::NotTold, &mut self.not_told_nps)];
        for (about, nps) in of_causes.chain(others) {
            if nps.shown().is_some() && !is_told(about) {
                *nps = Visible::TooSmall;
            }
        }
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

//! Which numbers about causes stay hidden, so that no small number follows from those that are shown.
//!
//! The rule: what counts is what shown numbers prove. Complaints can have several causes, and how many have two given causes
//! is shown nowhere. Of the numbers of complaints that follow from sums, each is therefore one of these, or such a number less
//! another: a cause, all others, those with a cause but not this one, its main part and the rest of it, those without a
//! cause, and what the hidden ones are together. None of them may be small. Two causes need no guard of their own: how many have
//! either follows only if there are no others, and then those with both are the surplus of how often causes were named over the
//! complaints that have one, which may not be small. Bounds prove no number and do not count.

use crate::domain::learning::causes::pareto::{CauseSum, CauseSums, Least};
use crate::statistics::suppression::{hidden_beside_a_total, is_too_small};

/// What stays hidden of the sums; the flags are in the order of the causes.
pub(super) struct Hidden {
    pub complaints: Vec<bool>,
    /// Of each cause of which the complaints are hidden, and of others.
    pub main: Vec<bool>,
    pub not_told: bool,
    pub nps: Vec<bool>,
    pub not_told_nps: bool,
}

impl Hidden {
    pub fn of(sums: &CauseSums, least: Least) -> Self {
        let (complaints, main, not_told) = counts(sums, least.complaints);
        let (nps, not_told_nps) = answers(sums, least.answers);
        Self { complaints, main, not_told, nps, not_told_nps }
    }
}

/// A number of each cause.
fn each(sums: &CauseSums, number: fn(&CauseSum) -> u64) -> Vec<u64> {
    sums.by_cause.values().map(number).collect()
}

/// Which complaints stay hidden, which of them by main cause, and whether those without a cause do.
fn counts(sums: &CauseSums, minimum: u64) -> (Vec<bool>, Vec<bool>, bool) {
    let complaints = each(sums, |sum| sum.complaints);
    let (all, not_told) = (sums.all.complaints, sums.not_told.complaints);
    let told = all.saturating_sub(not_told);
    let surplus = complaints.iter().sum::<u64>().saturating_sub(told);
    let not_told_is_hidden = [not_told, told, surplus].iter().any(|number| is_too_small(*number, minimum));
    let whole = if not_told_is_hidden { all } else { told };
    let hidden = hidden_causes(&complaints, whole, minimum);
    let (main, not_told_is_hidden) = hidden_main(sums, &hidden, not_told_is_hidden, minimum);
    (hidden, main, not_told_is_hidden)
}

/// How often causes were named follows from the cumulative shares, and the complaints without a cause from the share of each.
fn hidden_causes(complaints: &[u64], whole: u64, minimum: u64) -> Vec<bool> {
    let others: Vec<u64> = complaints.iter().map(|number| whole.saturating_sub(*number)).collect();
    let is_small =
        |(some, others): (&u64, &u64)| is_too_small(*some, minimum) || is_too_small(*others, minimum);
    let mut hidden: Vec<bool> = complaints.iter().zip(&others).map(is_small).collect();
    loop {
        let columns = [complaints, others.as_slice()];
        let tells_of_few = columns.iter().any(|column| is_too_small(sum_of_hidden(column, &hidden), minimum));
        if !(tells_of_few && hide_smallest(complaints, &mut hidden)) {
            return hidden;
        }
    }
}

/// Each complaint has one main cause or none, so these add up to all complaints. What is not the main part of a cause adds up to
/// the surplus, which is known where the complaints without a cause are.
fn hidden_main(
    sums: &CauseSums,
    hidden: &[bool],
    not_told_is_hidden: bool,
    minimum: u64,
) -> (Vec<bool>, bool) {
    // Those without a cause stand last, and have no further part.
    let main: Vec<u64> = each(sums, |sum| sum.main).into_iter().chain([sums.not_told.complaints]).collect();
    let beside = each(sums, |sum| sum.complaints.saturating_sub(sum.main));
    let beside: Vec<u64> = beside.into_iter().chain([0]).collect();
    let causes = hidden.iter().zip(main.iter().zip(&beside)).map(|(hide, (main, beside))| {
        *hide || is_too_small(*main, minimum) || is_too_small(*beside, minimum)
    });
    let mut hidden: Vec<bool> = causes.chain([not_told_is_hidden]).collect();
    loop {
        let not_told_is_hidden = hidden.last().copied().unwrap_or_default();
        let scarce = if is_too_small(sum_of_hidden(&main, &hidden), minimum) {
            Some(&main)
        } else {
            Some(&beside)
                .filter(|beside| !not_told_is_hidden && is_too_small(sum_of_hidden(beside, &hidden), minimum))
        };
        if !scarce.is_some_and(|numbers| hide_smallest(numbers, &mut hidden)) {
            let not_told_is_hidden = hidden.pop().unwrap_or_default();
            return (hidden, not_told_is_hidden);
        }
    }
}

/// Which NPS of a cause stay hidden, and whether that of complaints without one does. Nothing shows how many responses the
/// causes have together; they are added up as if no complaint had two causes, since that may be known.
fn answers(sums: &CauseSums, minimum: u64) -> (Vec<bool>, bool) {
    let is_small = |number: u64| is_too_small(number, minimum);
    let responses = each(sums, |sum| sum.answers.responses());
    let (all, not_told) = (sums.all.answers.responses(), sums.not_told.answers.responses());
    let told = all.saturating_sub(not_told);
    let cells: Vec<u64> = responses.iter().copied().chain([not_told]).collect();
    let mut hidden = hidden_beside_a_total(&cells, 0, minimum);
    let not_told_is_hidden = hidden.pop().unwrap_or_default() || is_small(not_told) || is_small(told);
    for (hide, some) in hidden.iter_mut().zip(&responses) {
        let others = |whole: u64| is_small(whole.saturating_sub(*some));
        *hide = *hide || others(all) || (!not_told_is_hidden && others(told));
    }
    let surplus = responses.iter().sum::<u64>().saturating_sub(told);
    let all_are_shown = !not_told_is_hidden && !hidden.contains(&true);
    if all_are_shown && is_small(surplus) {
        hide_smallest(&responses, &mut hidden);
    }
    (hidden, not_told_is_hidden)
}

fn sum_of_hidden(numbers: &[u64], hidden: &[bool]) -> u64 {
    numbers.iter().zip(hidden).filter(|(_, hide)| **hide).map(|(number, _)| number).sum()
}

/// Hides the smallest number that is neither hidden nor zero; false if there is none.
fn hide_smallest(numbers: &[u64], hidden: &mut [bool]) -> bool {
    let shown = numbers.iter().zip(hidden).filter(|(number, hide)| !**hide && **number > 0);
    let Some((_, hide)) = shown.min_by_key(|(number, _)| **number) else { return false };
    *hide = true;
    true
}

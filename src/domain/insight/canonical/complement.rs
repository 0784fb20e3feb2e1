//! Hides more, until no small sum follows from what is told of a table of groups and columns.
//!
//! The rule: a cell that is told only with others of its block is protected by other hidden cells of its column. Where these
//! are too few, the smallest cell that is told in the column is hidden with them; where there is none, blocks and then
//! groups are joined. Each step makes the table coarser, so this ends.

use crate::domain::insight::canonical::flow::{Hidden, Network};
use crate::domain::insight::canonical::frame::Frame;
use crate::domain::insight::canonical::groups::{Group, join_smallest};

/// Protects every hidden cell of a table.
pub fn protect(groups: &mut Vec<Group>, frame: Frame<'_>) {
    while let Some((group, column)) = unprotected(groups, frame.columns.len(), frame.minimum) {
        let is_hidden = hide_smallest_told(groups, group, column)
            || widen(groups, group, column)
            || widen_another(groups, group, column)
            || join_smallest(groups, group, |other| other.answers_in(column) > 0, frame);
        if !is_hidden {
            break;
        }
    }
}

/// The group and the column of the first cell that is not protected.
fn unprotected(groups: &[Group], columns: usize, minimum: u64) -> Option<(usize, usize)> {
    let mut owners: Vec<usize> = Vec::new();
    let mut cells: Vec<Hidden> = Vec::new();
    for (place, group) in groups.iter().enumerate() {
        for block in group.blocks.iter().filter(|block| block.places.len() > 1) {
            let row = owners.len();
            owners.push(place);
            let cell = |column: &usize| Hidden { row, column: *column, answers: group.answers_in(*column) };
            cells.extend(block.places.iter().map(cell));
        }
    }
    let network = Network::new(&cells, owners.len(), columns);
    let bare = cells.iter().find(|cell| !network.is_protected(**cell, minimum))?;
    owners.get(bare.row).map(|group| (*group, bare.column))
}

/// Hides the smallest cell of a column that is told, with its neighbour in time; false if there is none.
fn hide_smallest_told(groups: &mut [Group], except: usize, column: usize) -> bool {
    smallest(groups, except, column, |block_length| block_length == 1)
        .is_some_and(|(group, block)| groups.get_mut(group).is_some_and(|group| group.widen(block)))
}

/// Joins the block of a cell with its neighbour in time; false if there is none.
fn widen(groups: &mut [Group], group: usize, column: usize) -> bool {
    let Some(group) = groups.get_mut(group) else { return false };
    group.block_of(column).is_some_and(|block| group.widen(block))
}

/// Does so with another hidden cell of the column.
fn widen_another(groups: &mut [Group], except: usize, column: usize) -> bool {
    smallest(groups, except, column, |block_length| block_length > 1)
        .is_some_and(|(group, block)| groups.get_mut(group).is_some_and(|group| group.widen(block)))
}

/// The group with the fewest answers in a column, and its block there, that has another block to be joined with.
fn smallest(
    groups: &[Group],
    except: usize,
    column: usize,
    is_wanted: impl Fn(usize) -> bool,
) -> Option<(usize, usize)> {
    let candidate = |(place, group): (usize, &Group)| {
        let block = group.block_of(column)?;
        let is_fit = place != except
            && group.blocks.len() > 1
            && group.blocks.get(block).is_some_and(|block| is_wanted(block.places.len()));
        is_fit.then(|| (group.answers_in(column), place, block))
    };
    let (_, group, block) = groups.iter().enumerate().filter_map(candidate).min()?;
    Some((group, block))
}

//! Hides more, until no small sum follows from what is told of a table of groups and columns.
//!
//! The rule: a cell that is told only with others of its block is protected by other hidden cells of its column. Where these
//! are too few, the smallest value that is told in the column is hidden there, and told over a longer time with its
//! neighbour; where there is none, blocks are joined and then given to the rest. Each step makes the table coarser, so this
//! ends.

use crate::domain::insight::canonical::flow::{Hidden, Network};
use crate::domain::insight::canonical::frame::Frame;
use crate::domain::insight::canonical::groups::{Group, Groups};
use crate::domain::insight::canonical::joining::Run;

/// Protects every hidden cell of a table.
pub fn protect(groups: &mut Groups, frame: Frame<'_>) {
    while let Some((group, column)) = unprotected(&groups.0, frame) {
        let is_hidden = widen_smallest(groups, group, column, |block| block.places.len() == 1)
            || widen(groups, group, column)
            || widen_smallest(groups, group, column, |_| true)
            || give(groups, group, column, frame)
            || give_smallest(groups, group, column, frame);
        if !is_hidden {
            break;
        }
    }
}

/// The group and the column of the first cell that is not protected.
fn unprotected(groups: &[Group], frame: Frame<'_>) -> Option<(usize, usize)> {
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
    let network = Network::new(&cells, owners.len(), frame.columns.len());
    let bare = cells.iter().find(|cell| !network.is_protected(**cell, frame.minimum))?;
    owners.get(bare.row).map(|group| (*group, bare.column))
}

/// Joins the block of a cell with its neighbour in time; false if there is none.
fn widen(groups: &mut Groups, group: usize, column: usize) -> bool {
    let Some(group) = groups.0.get_mut(group) else { return false };
    group.block_of(column).is_some_and(|block| group.widen(block))
}

/// Does so with the smallest cell of another value in the column, where it has a neighbour.
fn widen_smallest(
    groups: &mut Groups,
    except: usize,
    column: usize,
    is_wanted: impl Fn(&Run) -> bool,
) -> bool {
    let smallest = groups.smallest(except, column, |group, block| group.blocks.len() > 1 && is_wanted(block));
    smallest.is_some_and(|(_, group, _)| widen(groups, group, column))
}

/// Gives the block of a cell to the rest.
fn give(groups: &mut Groups, group: usize, column: usize, frame: Frame<'_>) -> bool {
    let block = groups.0.get(group).and_then(|group| group.block_of(column));
    block.is_some_and(|block| groups.give_to_rest(group, block, frame))
}

/// Does so with the smallest cell of another value in the column.
fn give_smallest(groups: &mut Groups, except: usize, column: usize, frame: Frame<'_>) -> bool {
    let smallest = groups.smallest(except, column, |_, _| true);
    smallest.is_some_and(|(_, group, block)| groups.give_to_rest(group, block, frame))
}

//! Whether a hidden cell is protected by the others, when the sums of rows and columns are known.
//!
//! The rule: what follows from sums of rows and columns of a table are differences: some rows, less columns that lie wholly
//! in them. The smallest of these that holds a cell is a minimum cut, and so a maximum flow, from the row of the cell to its
//! column: along answers from row to column, and freely back (Gusfield D. (1988), SIAM Journal on Computing 17:552-571).

use std::collections::VecDeque;

/// A hidden cell: the number of answers of a row in a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hidden {
    pub row: usize,
    pub column: usize,
    pub answers: u64,
}

/// The hidden cells of a table.
pub struct Network<'a> {
    cells: &'a [Hidden],
    /// The places of the cells of each row, and of each column.
    of_row: Vec<Vec<usize>>,
    of_column: Vec<Vec<usize>>,
}

/// A row or a column.
#[derive(Clone, Copy)]
enum Node {
    Row(usize),
    Column(usize),
}

impl<'a> Network<'a> {
    #[must_use]
    pub fn new(cells: &'a [Hidden], rows: usize, columns: usize) -> Self {
        let (mut of_row, mut of_column) = (vec![Vec::new(); rows], vec![Vec::new(); columns]);
        for (place, cell) in cells.iter().enumerate() {
            if let (Some(row), Some(column)) = (of_row.get_mut(cell.row), of_column.get_mut(cell.column)) {
                row.push(place);
                column.push(place);
            }
        }
        Self { cells, of_row, of_column }
    }

    /// Whether everything that follows from the sums and holds this cell has at least `minimum` answers.
    #[must_use]
    pub fn is_protected(&self, cell: Hidden, minimum: u64) -> bool {
        // What flows over each cell, less what flows back.
        let mut flows = vec![0_i128; self.cells.len()];
        let mut sent = 0;
        while sent < minimum {
            let Some(path) = self.path(cell, &flows) else { return false };
            let room = |place: &usize| self.room(*place, &flows);
            let free = path.iter().filter(|(_, is_forth)| *is_forth).map(|(place, _)| room(place)).min();
            let amount = free.unwrap_or_default().min(i128::from(minimum - sent));
            for (place, is_forth) in path {
                if let Some(flow) = flows.get_mut(place) {
                    *flow += if is_forth { amount } else { -amount };
                }
            }
            sent += u64::try_from(amount).unwrap_or_default();
        }
        true
    }

    fn room(&self, place: usize, flows: &[i128]) -> i128 {
        let capacity = self.cells.get(place).map_or(0, |cell| i128::from(cell.answers));
        capacity - flows.get(place).copied().unwrap_or_default()
    }

    /// The shortest way with room from the row of a cell to its column: cells, each from row to column or back.
    fn path(&self, cell: Hidden, flows: &[i128]) -> Option<Vec<(usize, bool)>> {
        let mut came_to_row: Vec<Option<usize>> = vec![None; self.of_row.len()];
        let mut came_to_column: Vec<Option<usize>> = vec![None; self.of_column.len()];
        let mut waiting = VecDeque::from([Node::Row(cell.row)]);
        while let Some(node) = waiting.pop_front() {
            match node {
                Node::Row(row) => {
                    for &place in self.of_row.get(row)? {
                        let column = self.cells.get(place)?.column;
                        let came = came_to_column.get_mut(column)?;
                        if came.is_some() || self.room(place, flows) <= 0 {
                            continue;
                        }
                        *came = Some(place);
                        if column == cell.column {
                            return self.traced(cell, &came_to_row, &came_to_column);
                        }
                        waiting.push_back(Node::Column(column));
                    }
                }
                Node::Column(column) => {
                    for &place in self.of_column.get(column)? {
                        let row = self.cells.get(place)?.row;
                        let came = came_to_row.get_mut(row)?;
                        if came.is_none() && row != cell.row {
                            *came = Some(place);
                            waiting.push_back(Node::Row(row));
                        }
                    }
                }
            }
        }
        None
    }

    fn traced(
        &self,
        cell: Hidden,
        came_to_row: &[Option<usize>],
        came_to_column: &[Option<usize>],
    ) -> Option<Vec<(usize, bool)>> {
        let (mut path, mut column) = (Vec::new(), cell.column);
        loop {
            let forth = (*came_to_column.get(column)?)?;
            path.push((forth, true));
            let row = self.cells.get(forth)?.row;
            if row == cell.row {
                return Some(path);
            }
            let back = (*came_to_row.get(row)?)?;
            path.push((back, false));
            column = self.cells.get(back)?.column;
        }
    }
}

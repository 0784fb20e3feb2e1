//! The columns of a table, each name beside what its cells hold.
//!
//! The rule: a header and its cells cannot get out of step, also in a table without rows.

use crate::domain::input::spreadsheet::{Cell, Sheet};

type CellOf<'a, R> = Box<dyn Fn(&R) -> Cell + 'a>;

/// Columns over rows of one type, in their order.
pub struct Columns<'a, R> {
    columns: Vec<(String, CellOf<'a, R>)>,
}

impl<R> Default for Columns<'_, R> {
    fn default() -> Self {
        Self { columns: Vec::new() }
    }
}

impl<'a, R> Columns<'a, R> {
    /// One column more.
    #[must_use]
    pub fn column<C: Into<Cell>>(mut self, name: impl Into<String>, cell: impl Fn(&R) -> C + 'a) -> Self {
        self.columns.push((name.into(), Box::new(move |row| cell(row).into())));
        self
    }

    /// A column for each of a list.
    #[must_use]
    pub fn for_each<T>(self, list: impl IntoIterator<Item = T>, add: impl Fn(Self, T) -> Self) -> Self {
        list.into_iter().fold(self, add)
    }

    /// The same columns over rows that hold such a row.
    #[must_use]
    pub fn over<S: 'a>(self, part: impl Fn(&S) -> &R + Copy + 'a) -> Columns<'a, S>
    where
        R: 'a,
    {
        let columns = self.columns.into_iter().map(|(name, cell)| {
            let cell: CellOf<'a, S> = Box::new(move |row| cell(part(row)));
            (name, cell)
        });
        Columns { columns: columns.collect() }
    }

    /// The table of these rows.
    #[must_use]
    pub fn sheet(&self, rows: impl IntoIterator<Item = R>) -> Sheet {
        let cells = |row: R| self.columns.iter().map(|(_, cell)| cell(&row)).collect();
        Sheet {
            columns: self.columns.iter().map(|(name, _)| name.clone()).collect(),
            rows: rows.into_iter().map(cells).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::input::spreadsheet::Dialect;

    #[test]
    fn a_table_without_rows_has_its_header() {
        let columns = Columns::default().column("number", |number: &u64| *number);
        let columns = columns.for_each([2, 3], |columns, factor| {
            columns.column(format!("times_{factor}"), move |number: &u64| Some(number * factor))
        });
        let text = |rows: Vec<u64>| String::from_utf8(columns.sheet(rows).to_csv(Dialect::Comma)).unwrap();
        assert_eq!(text(vec![]), "number,times_2,times_3\r\n");
        assert_eq!(text(vec![5]), "number,times_2,times_3\r\n5,10,15\r\n");
    }
}

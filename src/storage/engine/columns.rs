//! Batches and placeholders, and values that share a column with others; [`super::codecs`] decodes whole columns.

use crate::domain::named::UnknownName;
use crate::storage::{Result, StorageError};

/// A value of an enumeration.
pub fn named<T: std::str::FromStr<Err = UnknownName>>(column: &'static str, text: &str) -> Result<T> {
    text.parse().map_err(|_| StorageError::Inconsistent { column, value: text.to_owned() })
}

/// Rows per statement, largest first: few sizes, since each is a statement text to prepare and to cache.
const BATCHES: [usize; 18] = [160, 80, 40, 32, 24, 20, 16, 14, 12, 10, 8, 7, 6, 5, 4, 3, 2, 1];

/// Values that one statement looks up, smallest first.
const LOOKUPS: [usize; 8] = [1, 2, 4, 8, 16, 40, 80, 160];

/// Splits rows into few batches of few sizes: preparing a statement takes longer than running it, so each is prepared
/// once and found in the cache, and each batch costs a round trip.
pub fn batches<T>(rows: &[T]) -> impl Iterator<Item = &[T]> {
    let mut rest = rows;
    std::iter::from_fn(move || {
        let size = BATCHES.into_iter().find(|size| *size <= rest.len())?;
        let (batch, after) = rest.split_at(size);
        rest = after;
        Some(batch)
    })
}

/// Splits values to look up into batches of few sizes, one statement each. The last value is repeated up to the next
/// size, which does not change the result.
pub fn lookups<T: Clone>(values: &[T]) -> impl Iterator<Item = Vec<T>> {
    values.chunks(LOOKUPS[LOOKUPS.len() - 1]).map(|chunk| {
        let mut batch = chunk.to_vec();
        let size = LOOKUPS.into_iter().find(|size| *size >= chunk.len());
        if let (Some(size), Some(last)) = (size, chunk.last()) {
            batch.resize(size, last.clone());
        }
        batch
    })
}

/// `$3, $4, $5` for `count` values, numbered from `first`.
pub fn numbered(first: usize, count: usize) -> String {
    (first..first + count).map(|place| format!("${place}")).collect::<Vec<_>>().join(", ")
}

/// `($1, $2), ($3, $4)` for `rows` rows of `columns` columns.
pub fn numbered_rows(rows: usize, columns: usize) -> String {
    rows_of(rows, columns, |text, place| {
        text.push('$');
        text.push_str(&place.to_string());
    })
}

/// `(?, ?), (?, ?)` for `rows` rows of `columns` columns.
pub fn nameless_rows(rows: usize, columns: usize) -> String {
    rows_of(rows, columns, |text, _| text.push('?'))
}

fn rows_of(rows: usize, columns: usize, write: impl Fn(&mut String, usize)) -> String {
    let mut text = String::new();
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { "), (" });
        for column in 0..columns {
            if column > 0 {
                text.push_str(", ");
            }
            write(&mut text, row * columns + column + 1);
        }
    }
    text.push(')');
    text
}

/// A count, which is never negative.
pub fn count(column: &'static str, value: i64) -> Result<u64> {
    value.try_into().map_err(|_| StorageError::Inconsistent { column, value: value.to_string() })
}

/// A value of one of our own types, such as a score or a reference.
pub fn parsed<T: std::str::FromStr>(column: &'static str, text: &str) -> Result<T> {
    text.parse().map_err(|_| StorageError::Inconsistent { column, value: text.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_hold_every_row_once_and_in_order_and_have_few_sizes() {
        for count in 0..200 {
            let rows: Vec<usize> = (0..count).collect();
            let found: Vec<&[usize]> = batches(&rows).collect();
            assert_eq!(found.concat(), rows);
            assert!(found.iter().all(|batch| BATCHES.contains(&batch.len())));
            assert!(found.len() <= count / 160 + 9, "{count} rows took {} statements", found.len());
        }
    }

    #[test]
    fn rows_are_written_in_the_notation_of_either_engine() {
        assert_eq!(numbered_rows(2, 3), "($1, $2, $3), ($4, $5, $6)");
        assert_eq!(nameless_rows(2, 3), "(?, ?, ?), (?, ?, ?)");
        assert_eq!(numbered_rows(1, 1), "($1)");
    }

    #[test]
    fn lookups_look_for_every_value_and_for_nothing_else_in_few_sizes() {
        for count in 0..500 {
            let values: Vec<usize> = (0..count).collect();
            let found: Vec<Vec<usize>> = lookups(&values).collect();
            assert!(found.iter().all(|batch| LOOKUPS.contains(&batch.len())));
            let mut all = found.concat();
            all.dedup();
            assert_eq!(all, values);
            assert_eq!(found.len(), count.div_ceil(160));
        }
    }
}

//! A move to another database: in which order tables are copied, and a checksum that tells whether all of a table arrived.
//!
//! The rule: no table is known by its name, so that a new one needs no change here.

use std::collections::BTreeSet;

use sha2::{Digest as _, Sha256};

/// A table that was copied, with what was read of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CopiedTable {
    pub name: String,
    pub rows: RowSum,
}

/// How many rows a table has, and a checksum over them that does not depend on their order.
///
/// Two engines order texts and times differently. So the checksum is the sum of the SHA-256 of each row: a row that is lost,
/// stored twice or changed changes it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowSum {
    pub rows: u64,
    sum: [u64; 4],
}

impl RowSum {
    /// Adds a row, given as bytes that no other row has.
    pub fn add(&mut self, row: &[u8]) {
        self.rows += 1;
        let digest = Sha256::digest(row);
        for (sum, part) in self.sum.iter_mut().zip(digest.chunks_exact(8)) {
            let number = part.iter().fold(0_u64, |number, byte| (number << 8) | u64::from(*byte));
            *sum = sum.wrapping_add(number);
        }
    }
}

impl std::fmt::Display for RowSum {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [first, second, third, fourth] = self.sum;
        write!(formatter, "{first:016x}{second:016x}{third:016x}{fourth:016x}")
    }
}

/// The tables in an order in which each stands behind those that its rows refer to; `None` if some refer to each other in a
/// circle. A table may refer to itself.
///
/// `references` are pairs of a table and one that it refers to.
#[must_use]
pub fn copy_order(tables: &[String], references: &[(String, String)]) -> Option<Vec<String>> {
    let mut rest: BTreeSet<&str> = tables.iter().map(String::as_str).collect();
    let mut order = Vec::new();
    while !rest.is_empty() {
        let waits = |table: &str| {
            references.iter().any(|(from, to)| from == table && to != table && rest.contains(to.as_str()))
        };
        let free: Vec<&str> = rest.iter().copied().filter(|table| !waits(table)).collect();
        if free.is_empty() {
            return None;
        }
        for table in free {
            rest.remove(table);
            order.push(table.to_owned());
        }
    }
    Some(order)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum_of(rows: &[&str]) -> RowSum {
        let mut sum = RowSum::default();
        rows.iter().for_each(|row| sum.add(row.as_bytes()));
        sum
    }

    #[test]
    fn the_checksum_tells_a_row_that_is_lost_repeated_or_changed_and_not_their_order() {
        let whole = sum_of(&["a", "b", "c"]);
        assert_eq!(whole, sum_of(&["c", "a", "b"]));
        for other in [&["a", "b"][..], &["a", "b", "c", "c"], &["a", "b", "b"], &["a", "b", "d"], &[]] {
            assert_ne!(whole, sum_of(other), "{other:?}");
        }
        assert_eq!(whole.to_string().len(), 64);
        assert_eq!(sum_of(&["abc"]).to_string().get(..16), Some("ba7816bf8f01cfea"), "SHA-256 of one row");
    }

    fn names(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn pairs(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
        pairs.iter().map(|(from, to)| ((*from).to_owned(), (*to).to_owned())).collect()
    }

    #[test]
    fn a_table_stands_behind_those_that_it_refers_to() {
        let tables = names(&["answers", "causes", "complaints", "invitations"]);
        let references = pairs(&[
            ("answers", "invitations"),
            ("invitations", "complaints"),
            ("causes", "causes"),
            ("answers", "elsewhere"),
        ]);
        let order = copy_order(&tables, &references);
        assert_eq!(order, Some(names(&["causes", "complaints", "invitations", "answers"])));
        assert_eq!(copy_order(&[], &[]), Some(Vec::new()));
    }

    #[test]
    fn a_circle_has_no_order() {
        let references = pairs(&[("a", "b"), ("b", "a")]);
        assert_eq!(copy_order(&names(&["a", "b", "c"]), &references), None);
    }
}

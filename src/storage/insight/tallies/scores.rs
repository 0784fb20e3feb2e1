//! The counts of each score in a row of a tally.

use sqlx::FromRow;

use crate::statistics::tally::{SCORES, Tally};
use crate::storage::Result;
use crate::storage::engine::columns::count;

/// The columns `s0` to `s10`.
#[derive(Clone, Copy, Debug, FromRow)]
pub(super) struct ScoreColumns {
    s0: i64,
    s1: i64,
    s2: i64,
    s3: i64,
    s4: i64,
    s5: i64,
    s6: i64,
    s7: i64,
    s8: i64,
    s9: i64,
    s10: i64,
}

impl ScoreColumns {
    /// The names of the columns.
    pub fn names() -> Vec<String> {
        (0..SCORES).map(|score| format!("s{score}")).collect()
    }

    /// How often each score was given, 0 first.
    pub fn counts(self) -> [i64; SCORES] {
        let Self { s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10 } = self;
        [s0, s1, s2, s3, s4, s5, s6, s7, s8, s9, s10]
    }

    pub fn tally(self) -> Result<Tally> {
        let mut tally = Tally::default();
        for (place, times) in tally.0.iter_mut().zip(self.counts()) {
            *place = count("tally score", times)?;
        }
        Ok(tally)
    }
}

//! An import of earlier results: what it would bring, and how it is listed.

use chrono::NaiveDate;

use crate::domain::Timestamp;
use crate::domain::ids::ImportId;

/// What an import would store.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ForeseenImport {
    pub responses: usize,
    pub periods: usize,
    /// The first and the last closing day; `None` without responses.
    pub days: Option<(NaiveDate, NaiveDate)>,
    /// How many different closing days there are.
    pub closing_days: usize,
    /// Combinations of team, product and so on that are not known yet: a typing error in a name makes one.
    pub new_segments: usize,
    /// Rows whose comment would not be imported, since it is past `privacy.verbatim_retention`.
    pub past_retention: usize,
}

/// A file of earlier results that was imported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRecord {
    pub id: ImportId,
    /// SHA-256 of the file.
    pub hash: Vec<u8>,
    /// How many responses it brought.
    pub responses: u64,
    /// How many periods its file of periods brought, as far as they are still stored.
    pub periods: u64,
    /// The first and the last closing day of its responses; `None` if it has none.
    pub days: Option<(NaiveDate, NaiveDate)>,
    pub imported_at: Timestamp,
    /// Who imported it; as in the audit until a person reads it.
    pub imported_by: String,
    pub state: ImportState,
}

/// Whether an import counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ImportState {
    Counted,
    /// Its responses are being removed, or that was cut off.
    BeingUndone {
        since: Timestamp,
    },
    Undone {
        at: Timestamp,
        /// Who began it.
        by: String,
    },
}

impl ImportRecord {
    /// The hash in hexadecimal digits.
    #[must_use]
    pub fn hash_in_hex(&self) -> String {
        data_encoding::HEXLOWER.encode(&self.hash)
    }
}

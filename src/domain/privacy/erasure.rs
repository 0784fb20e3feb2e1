//! What an erasure removes besides what the [`map`](super::map) says, and its receipt.

use chrono::SecondsFormat;
use serde_json::{Map, Value, json};

use crate::domain::Timestamp;

/// What stands in place of a name, an address or a number in what others wrote.
pub const ERASED: &str = "(erased)";

/// What was erased, for the person who asked and for the file of the organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    pub at: Timestamp,
    /// The keyed hash under which the erasure stands in the ledger, in hexadecimal digits.
    pub ledger_hash: String,
    /// Rows of each table from which something was erased.
    pub erased: Vec<(&'static str, u64)>,
    /// Invitations that were withdrawn.
    pub withdrawn: u64,
    /// Links of mails that lead nowhere any more.
    pub links: u64,
    /// Texts of others in which the person was named.
    pub named: u64,
    /// Mails removed from the outbox folder.
    pub files: u64,
    /// Whether the database wrote itself anew, so that no erased word is left in its files; the log says why it did not.
    pub is_purged: bool,
    /// Invitations about the person's complaints that went to another address, and were kept.
    pub elsewhere: u64,
    /// Whether a member of staff has an account under this address: it stays, and can be disabled.
    pub has_account: bool,
}

impl Receipt {
    /// The receipt as JSON.
    #[must_use]
    pub fn json(&self) -> Value {
        let erased: Map<String, Value> =
            self.erased.iter().map(|(table, rows)| ((*table).to_owned(), json!(rows))).collect();
        json!({
            "erased_at": self.at.to_rfc3339_opts(SecondsFormat::Secs, true),
            "ledger": self.ledger_hash,
            "rows": erased,
            "invitations_withdrawn": self.withdrawn,
            "links": self.links,
            "named_by_others": self.named,
            "mails_in_outbox": self.files,
            "files_purged": self.is_purged,
            "kept_at_other_addresses": self.elsewhere,
            "has_account": self.has_account,
        })
    }
}

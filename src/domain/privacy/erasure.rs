//! What an erasure removes besides what the [`map`](super::map) says, and its receipt.

use chrono::SecondsFormat;
use serde_json::{Map, Value, json};

use crate::domain::Timestamp;

/// What stands in place of a name, an address or a number in what others wrote.
pub const ERASED: &str = "(erased)";

/// Digits that make a text a telephone number, also one with spaces.
const FEWEST_DIGITS: usize = 7;

/// Which contact details are looked for in what others wrote: addresses, telephone numbers, and names of at least two words; one
/// word alone is also a word of the language, or the name of someone else. The longest come first.
#[must_use]
pub fn searched_for(contact: &[String]) -> Vec<String> {
    let is_searched = |value: &&String| {
        let digits = value.chars().filter(char::is_ascii_digit).count();
        value.contains('@') || digits >= FEWEST_DIGITS || value.split_whitespace().count() > 1
    };
    let mut found: Vec<String> =
        contact.iter().filter(is_searched).map(|value| value.trim().to_owned()).collect();
    found.sort_by(|one, other| (other.len(), one).cmp(&(one.len(), other)));
    found.dedup();
    found
}

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
            "has_account": self.has_account,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_names_a_person_is_looked_for_in_what_others_wrote() {
        let contact = ["Jansen", "Piet Jansen", "p.jansen@example.org", "06 1234 5678", "12", "Piet Jansen"];
        let contact: Vec<String> = contact.into_iter().map(str::to_owned).collect();
        assert_eq!(searched_for(&contact), ["p.jansen@example.org", "06 1234 5678", "Piet Jansen"]);
    }
}

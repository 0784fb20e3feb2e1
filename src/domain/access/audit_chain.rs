//! The chain of the audit: the hash of each entry covers the entry and the hash before it.
//!
//! The rule: what is hashed is exactly what is stored, with the time to the microsecond and nothing about a person that is
//! not stored. The format never changes for entries that exist: another one would get another [`VERSION`].

use data_encoding::{HEXLOWER, HEXLOWER_PERMISSIVE};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::access::action::Action;

/// The format of what is hashed, as its first byte.
const VERSION: u8 = 1;

/// The action whose entries have words of a person beside them, which no hash covers.
pub const WITH_WORDS: Action = Action::RemoveSuppression;

/// SHA-256 over an entry and everything before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct ChainHash(pub [u8; 32]);

/// An entry as it is stored: who did what to what, and when. Persons stand in it by identifier or keyed hash only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditEntry {
    pub id: Uuid,
    /// To the microsecond.
    pub at: Timestamp,
    pub actor: String,
    pub action: String,
    pub subject: String,
}

/// The last entry of the chain: its place, from 1, and its hash. Both are zero while there is no entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChainHead {
    pub sequence: i64,
    pub hash: ChainHash,
}

/// The text is no hash of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be the 64 hexadecimal digits that `naklank audit head` prints")]
pub struct NoChainHash;

impl ChainHash {
    /// What stands before the first entry.
    pub const START: Self = Self([0; 32]);
}

impl AuditEntry {
    /// The hash of this entry at its place, after the hash before it. Each part has its length before it, so that nothing
    /// can move from one part to the next.
    #[must_use]
    pub fn hash(&self, sequence: i64, previous: ChainHash) -> ChainHash {
        let (place, at) = (sequence.to_be_bytes(), self.at.timestamp_micros().to_be_bytes());
        let parts: [&[u8]; 6] = [
            &place,
            self.id.as_bytes(),
            &at,
            self.actor.as_bytes(),
            self.action.as_bytes(),
            self.subject.as_bytes(),
        ];
        let mut hasher = Sha256::new();
        hasher.update([VERSION]);
        hasher.update(previous.0);
        for part in parts {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
        ChainHash(hasher.finalize().into())
    }
}

impl std::fmt::Display for ChainHash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&HEXLOWER.encode(&self.0))
    }
}

impl std::fmt::Debug for ChainHash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "ChainHash({self})")
    }
}

impl std::str::FromStr for ChainHash {
    type Err = NoChainHash;

    fn from_str(text: &str) -> Result<Self, NoChainHash> {
        let bytes = HEXLOWER_PERMISSIVE.decode(text.trim().as_bytes()).map_err(|_| NoChainHash)?;
        bytes.try_into().map(Self).map_err(|_| NoChainHash)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(id: u128, at: i64, [actor, action, subject]: [&str; 3]) -> AuditEntry {
        AuditEntry {
            id: Uuid::from_u128(id),
            at: Timestamp::from_timestamp_micros(at).unwrap(),
            actor: actor.to_owned(),
            action: action.to_owned(),
            subject: subject.to_owned(),
        }
    }

    /// Computed by Python's `hashlib` from the description of the format in `src/docs/operating.md`.
    #[test]
    fn the_hash_is_what_another_program_computes() {
        let at = 1_774_015_200_123_456;
        let first = entry(
            0x0190_0000_0000_7000_8000_0000_0000_0001,
            at,
            ["user 01900000-0000-7000-8000-000000000007", "sign in", ""],
        );
        let first = first.hash(1, ChainHash::START);
        assert_eq!(first.to_string(), "667b87472551e9966cf330cb8413559fa15ea5b2ea37aa26a2b43dbe292191ad");
        let second = entry(
            0x0190_0000_0000_7000_8000_0000_0000_0002,
            at + 1,
            ["key crm", "complaint read", "K-2026-0042 é"],
        );
        let second = second.hash(2, first);
        assert_eq!(second.to_string(), "25d929a3b7d52c5f922b8107faa2c3976bf06d7fa5aa4c26c106580df98cc3a8");
    }

    #[test]
    fn every_part_and_where_it_ends_counts() {
        let told = ["operator", "keys add", "crm"];
        let usual = entry(1, 2, told).hash(1, ChainHash::START);
        let others = [
            entry(2, 2, told).hash(1, ChainHash::START),
            entry(1, 3, told).hash(1, ChainHash::START),
            entry(1, 2, ["operato", "rkeys add", "crm"]).hash(1, ChainHash::START),
            entry(1, 2, ["operator", "keys addc", "rm"]).hash(1, ChainHash::START),
            entry(1, 2, ["operator", "keys add", "crm "]).hash(1, ChainHash::START),
            entry(1, 2, told).hash(2, ChainHash::START),
            entry(1, 2, told).hash(1, usual),
        ];
        assert!(others.iter().all(|other| *other != usual), "{others:?}");
    }

    #[test]
    fn a_hash_is_read_as_it_is_written_and_nothing_else_is() {
        let hash = entry(1, 2, ["operator", "keys add", "crm"]).hash(1, ChainHash::START);
        assert_eq!(hash.to_string().parse(), Ok(hash));
        assert_eq!(format!(" {}\n", hash.to_string().to_uppercase()).parse(), Ok(hash));
        for text in ["", "0", "zz", &"0".repeat(63), &"0".repeat(66), &"g".repeat(64)] {
            assert_eq!(text.parse::<ChainHash>(), Err(NoChainHash), "{text}");
        }
    }
}

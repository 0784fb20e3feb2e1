//! Backups that were made, and drills that proved one by restoring it.
//!
//! The rule: the record of a drill is kept as it was written, with its SHA-256, which stands in the audit too. So the chain
//! of the audit covers it, and a record that was changed afterwards is told.

use chrono::TimeDelta;
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::named::named_enum;

/// After this time without a backup the page of the installation warns.
pub const LATEST_BACKUP: TimeDelta = TimeDelta::days(2);
/// After this time without a drill that passed it warns too: a month, and some days to do it in.
pub const LATEST_DRILL: TimeDelta = TimeDelta::days(35);

/// A backup that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    pub id: Uuid,
    pub made_at: Timestamp,
    /// Of the archive.
    pub sha256: [u8; 32],
    /// Of the archive, in bytes.
    pub size: u64,
    /// The newest migration of the database in it.
    pub migration: i64,
    /// Whether its keys are in it.
    pub with_key: bool,
}

named_enum! {
    /// Something that a drill proves.
    pub enum Proof {
        /// The archive is whole, and made by this program.
        Archive = "archive",
        /// The key is there, opens, and belongs to the database.
        Key = "key",
        /// The database was restored.
        Restore = "restore",
        /// Each table has as many rows as the manifest says.
        Rows = "rows",
        /// Migrations that were missing were applied.
        Migration = "migration",
        /// The engine finds no damage, and no row that refers to one that is not there.
        Integrity = "integrity",
        /// The counts equal the responses.
        Tallies = "tallies",
        /// The audit holds, up to the head in the manifest.
        Audit = "audit",
        /// The link in a mail that was sent leads to its invitation.
        Link = "link",
    }
}

named_enum! {
    /// How a proof went.
    pub enum ProofOutcome {
        Passed = "passed",
        Failed = "failed",
        /// There was nothing to prove it with.
        Skipped = "skipped",
    }
}

/// One proof of a drill.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProofResult {
    pub proof: Proof,
    pub outcome: ProofOutcome,
    /// What was compared, or what was wrong; in English, without personal data.
    pub detail: String,
}

/// The record of a drill, as it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DrillRecord {
    pub begun_at: Timestamp,
    pub took_ms: u64,
    /// The name of the file, without its folder.
    pub archive: String,
    /// In lower-case hexadecimal digits.
    pub archive_sha256: String,
    /// When the backup was made; `None` if its manifest could not be read.
    pub made_at: Option<Timestamp>,
    /// The version of the program that restored it.
    pub program: String,
    pub passed: bool,
    pub proofs: Vec<RecordedProof>,
}

/// A proof in a record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecordedProof {
    pub proof: String,
    pub outcome: String,
    pub detail: String,
}

/// A drill as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drill {
    pub id: Uuid,
    pub begun_at: Timestamp,
    pub passed: bool,
    /// The record as JSON.
    pub record: String,
    /// Of the record.
    pub sha256: [u8; 32],
}

/// What the page shows of backups and drills.
#[derive(Clone, Debug, Default)]
pub struct BackupsAndDrills {
    /// The newest first.
    pub backups: Vec<Backup>,
    pub drills: Vec<Drill>,
}

/// What the metrics tell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LastOnes {
    pub backup: Option<Timestamp>,
    /// When the last drill began, and whether it passed.
    pub drill: Option<(Timestamp, bool)>,
}

impl ProofResult {
    /// A proof that passed.
    #[must_use]
    pub fn passed(proof: Proof, detail: impl Into<String>) -> Self {
        Self { proof, outcome: ProofOutcome::Passed, detail: detail.into() }
    }

    /// A proof that failed.
    #[must_use]
    pub fn failed(proof: Proof, detail: impl Into<String>) -> Self {
        Self { proof, outcome: ProofOutcome::Failed, detail: detail.into() }
    }

    /// A proof for which there was nothing.
    #[must_use]
    pub fn skipped(proof: Proof, detail: impl Into<String>) -> Self {
        Self { proof, outcome: ProofOutcome::Skipped, detail: detail.into() }
    }

    /// As it stands in a record.
    #[must_use]
    pub fn recorded(&self) -> RecordedProof {
        let (proof, outcome) = (self.proof.name().to_owned(), self.outcome.name().to_owned());
        RecordedProof { proof, outcome, detail: self.detail.clone() }
    }
}

/// Whether a drill passed: nothing failed, and it came to its end.
#[must_use]
pub fn passed(proofs: &[ProofResult]) -> bool {
    let has = |proof: Proof| proofs.iter().any(|result| result.proof == proof);
    has(Proof::Link) && proofs.iter().all(|result| result.outcome != ProofOutcome::Failed)
}

impl Drill {
    /// A record that is to be stored.
    ///
    /// # Errors
    /// It cannot be written as JSON, which does not happen.
    pub fn of(id: Uuid, record: &DrillRecord) -> Result<Self, serde_json::Error> {
        let text = serde_json::to_string(record)?;
        let sha256 = Sha256::digest(text.as_bytes()).into();
        Ok(Self { id, begun_at: record.begun_at, passed: record.passed, record: text, sha256 })
    }

    /// How it stands in the audit.
    #[must_use]
    pub fn subject(&self) -> String {
        let outcome = if self.passed { ProofOutcome::Passed } else { ProofOutcome::Failed };
        format!("{} {outcome} {}", self.id, HEXLOWER.encode(&self.sha256))
    }

    /// The record; `None` if it was changed since it was stored.
    #[must_use]
    pub fn read(&self) -> Option<DrillRecord> {
        let sha256: [u8; 32] = Sha256::digest(self.record.as_bytes()).into();
        let record: DrillRecord = serde_json::from_str(&self.record).ok()?;
        let agrees = sha256 == self.sha256 && record.passed == self.passed;
        agrees.then_some(record)
    }
}

impl BackupsAndDrills {
    /// Whether no backup is known that is young enough.
    #[must_use]
    pub fn backup_is_due(&self, now: Timestamp) -> bool {
        self.backups.first().is_none_or(|backup| now - backup.made_at > LATEST_BACKUP)
    }

    /// Whether no drill that passed is young enough.
    #[must_use]
    pub fn drill_is_due(&self, now: Timestamp) -> bool {
        !self.drills.iter().any(|drill| drill.passed && now - drill.begun_at <= LATEST_DRILL)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(passed: bool) -> DrillRecord {
        DrillRecord {
            begun_at: Timestamp::from_timestamp(1_774_015_200, 0).unwrap(),
            took_ms: 1_500,
            archive: "naklank.backup".to_owned(),
            archive_sha256: "0".repeat(64),
            made_at: None,
            program: "0.1.0".to_owned(),
            passed,
            proofs: vec![ProofResult::passed(Proof::Rows, "3 tables").recorded()],
        }
    }

    #[test]
    fn a_record_is_read_as_it_was_stored_and_a_changed_one_is_not() {
        let drill = Drill::of(Uuid::nil(), &record(false)).unwrap();
        assert_eq!(drill.read(), Some(record(false)));
        let whitewashed = Drill { record: drill.record.replace("3 tables", "4 tables"), ..drill.clone() };
        assert_eq!(whitewashed.read(), None);
        assert_eq!(Drill { passed: true, ..drill.clone() }.read(), None);
        assert!(drill.subject().contains(" failed "), "{}", drill.subject());
    }

    #[test]
    fn a_drill_that_stopped_early_did_not_pass() {
        let early = vec![ProofResult::passed(Proof::Archive, "")];
        assert!(!passed(&early));
        let whole = vec![ProofResult::passed(Proof::Archive, ""), ProofResult::skipped(Proof::Link, "")];
        assert!(passed(&whole));
        let failed = vec![ProofResult::failed(Proof::Rows, ""), ProofResult::passed(Proof::Link, "")];
        assert!(!passed(&failed));
    }

    #[test]
    fn only_a_drill_that_passed_is_enough() {
        let drill = Drill::of(Uuid::nil(), &record(false)).unwrap();
        let now = drill.begun_at + LATEST_DRILL;
        let of = |drills: Vec<Drill>| BackupsAndDrills { backups: Vec::new(), drills };
        assert!(of(Vec::new()).drill_is_due(now));
        assert!(of(vec![drill]).drill_is_due(now));
        let good = Drill::of(Uuid::nil(), &record(true)).unwrap();
        assert!(!of(vec![good.clone()]).drill_is_due(now));
        assert!(of(vec![good]).drill_is_due(now + TimeDelta::seconds(1)));
    }
}

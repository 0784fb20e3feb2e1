//! Backups and restore drills, as far as this installation knows of them.
//!
//! The rule: what is overdue is said first, with what to do about it.

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::people::language::Language;
use crate::domain::upkeep::drill::{Backup, Drill, DrillRecord, Proof, ProofOutcome, RecordedProof};
use crate::domain::upkeep::installation::Installation;
use crate::texts::Texts;
use crate::views::kit::format::{decimal, moment};

/// The section of the page.
pub fn backups(text: &Texts, language: Language, zone: Tz, installation: &Installation) -> Markup {
    let known = &installation.backups;
    html! {
        h2 { (text.installation_backups()) }
        @if known.backup_is_due(installation.now) { p.notice { (text.installation_backup_due()) } }
        @match known.backups.first() {
            Some(backup) => p { (last_backup(text, language, zone, backup)) },
            None => p { (text.installation_no_backup()) },
        }
        @if known.drill_is_due(installation.now) { p.notice { (text.installation_drill_due()) } }
        @if known.drills.is_empty() { p { (text.installation_no_drill()) } } @else {
            h3 id="drills" { (text.installation_drills()) }
            div.scroll tabindex="0" role="group" aria-labelledby="drills" {
                table.stacked {
                    thead { tr {
                        th scope="col" { (text.drill_when()) }
                        th scope="col" { (text.drill_backup()) }
                        th scope="col" { (text.drill_took()) }
                        th scope="col" { (text.drill_outcome()) }
                        th scope="col" { (text.drill_compared()) }
                    } }
                    tbody { @for drill in &known.drills { (row(text, language, zone, drill)) } }
                }
            }
        }
        p { (text.installation_how_to_back_up()) }
    }
}

/// A size in mebibytes.
pub fn size(text: &Texts, language: Language, bytes: u64) -> String {
    const MEBIBYTE: f64 = 1024.0 * 1024.0;
    text.installation_size(decimal(language, bytes as f64 / MEBIBYTE))
}

fn last_backup(text: &Texts, language: Language, zone: Tz, backup: &Backup) -> String {
    let (at, size) = (moment(language, backup.made_at, zone), size(text, language, backup.size));
    if backup.with_key {
        text.installation_backup_with_key(at, size)
    } else {
        text.installation_backup_without_key(at, size)
    }
}

fn row(text: &Texts, language: Language, zone: Tz, drill: &Drill) -> Markup {
    let at = moment(language, drill.begun_at, zone);
    let outcome = if drill.passed { text.drill_passed() } else { text.drill_failed() };
    html! {
        tr {
            td { time datetime=(drill.begun_at.to_rfc3339()) { (at) } }
            @match drill.read() {
                Some(record) => (told(text, language, zone, &record, &outcome)),
                None => td colspan="4" { strong { (text.drill_altered()) } },
            }
        }
    }
}

fn told(text: &Texts, language: Language, zone: Tz, record: &DrillRecord, outcome: &str) -> Markup {
    html! {
        td.said {
            (record.archive)
            @if let Some(at) = record.made_at { ", " (text.drill_made_at(moment(language, at, zone))) }
        }
        td { (text.drill_seconds(decimal(language, record.took_ms as f64 / 1_000.0))) }
        td { @if record.passed { (outcome) } @else { strong { (outcome) } } }
        td {
            details {
                summary { (text.drill_details()) }
                ul { @for proof in &record.proofs { li {
                    (name(text, proof)) ": " (went(text, proof)) ", " span lang="en" { (proof.detail) }
                } } }
            }
        }
    }
}

fn name(text: &Texts, proof: &RecordedProof) -> String {
    let Ok(known) = proof.proof.parse::<Proof>() else { return proof.proof.clone() };
    match known {
        Proof::Archive => text.proof_archive(),
        Proof::Key => text.proof_key(),
        Proof::Restore => text.proof_restore(),
        Proof::Rows => text.proof_rows(),
        Proof::Migration => text.proof_migration(),
        Proof::Integrity => text.proof_integrity(),
        Proof::Tallies => text.proof_tallies(),
        Proof::Audit => text.proof_audit(),
        Proof::Link => text.proof_link(),
    }
}

fn went(text: &Texts, proof: &RecordedProof) -> String {
    match proof.outcome.parse::<ProofOutcome>() {
        Ok(ProofOutcome::Passed) => text.drill_passed(),
        Ok(ProofOutcome::Failed) => text.drill_failed(),
        Ok(ProofOutcome::Skipped) => text.drill_skipped(),
        Err(_) => proof.outcome.clone(),
    }
}

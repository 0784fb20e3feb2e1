//! Norms: proposed with evidence, decided on, and judged each period.

mod adoption;
pub mod decide;
pub mod evaluate;
pub mod evidence;
pub mod experience;
pub mod judge;
pub mod judgements;
pub mod ledger;
pub mod mails;
pub mod on_dashboard;
pub mod overview;
pub mod policy_values;
pub mod propose;
pub mod verify_dossier;
pub mod workbench;

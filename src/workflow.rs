//! The use cases: what web, scheduler, command line and tests call alike.
//!
//! The rule: each is one free function `x(&App, input) -> Result<Output, XError>`, and transactions are opened here
//! and nowhere else; beside them stand the few helpers that several share. None is open while mail is sent or a respondent's connection is read.

pub mod actor;
pub mod add_reason;
pub mod assess_months;
pub mod clear_bounce;
pub mod closures;
pub mod complaint_story;
pub mod control_chart;
pub mod dashboard;
pub mod dashboard_norm;
pub mod decide_norm;
pub mod demo;
pub mod demo_history;
pub mod demo_norm;
pub mod difference;
pub mod earlier_results;
pub mod evaluate_norm;
pub mod evidence;
pub mod experience;
pub mod expire_invitations;
pub mod export_audit;
pub mod export_responses;
pub mod first_answers;
pub mod fold_tallies;
pub mod follow_ups;
pub mod forget;
pub mod funnel;
pub mod import_complaints;
pub mod import_responses;
pub mod judge_norms;
pub mod keys;
pub mod linked_invitations;
pub mod list_responses;
pub mod norm_judgements;
pub mod norm_ledger;
pub mod norm_mails;
pub mod norms_overview;
pub mod nps;
pub mod opt_outs;
pub mod permission;
pub mod policy_norms;
pub mod prepare;
pub mod propose_norm;
pub mod questionnaires;
pub mod queue_again;
pub mod recount;
pub mod register_complaint;
pub mod reminders;
pub mod satisfaction;
pub mod send_messages;
pub mod send_staff_mails;
pub mod sending;
pub mod sign_in;
pub mod signals;
pub mod submit_response;
pub mod suppressions;
pub mod survey;
pub mod take_bounce;
pub mod themes;
pub mod tick;
pub mod unsubscribe;
pub mod users;
pub mod verbatims;
pub mod verify_dossier;
pub mod workbench;

/// The error that every use case can have; what waits above the workflow need not know where it comes from.
pub use crate::storage::StorageError;

/// Why the file is not whole.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("the file could not be written: {0}")]
    Writing(#[from] std::io::Error),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

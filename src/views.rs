//! Pages and mails as functions: domain values in, markup out.
//!
//! The rule: a view decides nothing and looks nothing up. No script is needed, no address but ours, no colour without a word
//! or shape that says the same.

pub mod api_docs;
pub mod chart;
pub mod dashboard;
pub mod demo;
pub mod follow_ups;
pub mod format;
pub mod invitation_mail;
pub mod metrics;
pub mod notices;
pub mod page;
pub mod privacy;
pub mod questionnaire;
pub mod scale;
pub mod sending;
pub mod sign_in;
pub mod story;
pub mod survey;
pub mod thanks;
pub mod unsubscribe;
mod words;

/// The style sheet of every page.
pub const STYLE: &str = include_str!("views/style.css");
/// The script that keeps what a respondent types.
pub const DRAFT_SCRIPT: &str = include_str!("views/draft.js");

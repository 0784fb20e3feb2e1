//! The quality of handling (KPI 4): a random sample of closures, reviewed by the sub-topics of a checklist.
//!
//! The rule: chance decides which closures are reviewed, and it can be checked afterwards; a correction stands beside the
//! first review and never in place of it.

pub mod checklist;
pub mod checklist_file;
pub mod draw;
pub mod review;
pub mod sample;

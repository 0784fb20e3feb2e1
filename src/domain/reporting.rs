//! The complaint report of a year for everyone, and the evaluation of the policy for the organisation itself.
//!
//! The rule: a document is data first. Every figure in it stands with the counts that it follows from, so that a reader who holds
//! the document can recompute it.

pub mod assessment;
pub mod changes;
pub mod difference;
pub mod document;
pub mod draft_form;
pub mod edition;
pub mod figure;
pub mod flow;
pub mod headings;
pub mod hiding;
pub mod internal;
pub mod method;
pub mod place;
pub mod reminder;
pub mod standing;
pub mod verification;

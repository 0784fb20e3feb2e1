//! What is known of a complaint, and the segment in which it counts.

pub mod as_of;
pub mod complaint;
pub mod complaint_form;
pub mod facts;
pub mod facts_form;
pub mod fields;
pub mod form_difference;
mod form_moment;
pub mod form_version;
pub mod segment;
pub mod suggestions;
pub mod template;

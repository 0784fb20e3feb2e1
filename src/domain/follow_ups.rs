//! What staff do after an answer that calls for it, for a customer who asked for contact or gave a low score.

pub mod detail;
pub mod entry;
pub mod figures;
pub mod follow_up;
pub mod forms;
pub mod handlers;
pub mod lists;
pub mod mailed;
pub mod outcome;
pub mod query;

//! A version that was saved, as people look back at it.

use std::sync::Arc;

use crate::domain::Timestamp;
use crate::domain::answering::own_texts::OwnTexts;

/// A version, with the texts before it.
#[derive(Clone, Debug)]
pub struct SavedVersion {
    /// Counted from 1.
    pub number: i64,
    pub saved_at: Timestamp,
    /// The name of the actor.
    pub saved_by: String,
    pub texts: Arc<OwnTexts>,
    pub before: Arc<OwnTexts>,
}

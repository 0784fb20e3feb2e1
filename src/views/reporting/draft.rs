//! The form of a draft.

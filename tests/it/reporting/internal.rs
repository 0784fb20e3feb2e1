//! The internal evaluation.

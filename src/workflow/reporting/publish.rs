//! From a draft to a published edition.

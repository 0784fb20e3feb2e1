//! Drafts and editions of reports.

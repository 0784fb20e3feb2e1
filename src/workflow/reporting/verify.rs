//! Recomputes a published report.

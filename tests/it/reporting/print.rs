//! The reports on paper.

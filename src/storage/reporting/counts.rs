//! Counts of the complaints of a year.

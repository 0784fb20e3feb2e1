//! Improvements from their registration to their verdict.

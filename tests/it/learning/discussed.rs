//! Complaints that were discussed.

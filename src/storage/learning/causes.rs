//! Causes of complaints.

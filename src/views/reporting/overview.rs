//! The reports of all years.

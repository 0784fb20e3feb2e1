//! The headings of the reports, from a file.

//! The figures of the public report.

//! The public report, made from facts.

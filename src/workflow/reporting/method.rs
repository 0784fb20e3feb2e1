//! The method statement, made from facts.

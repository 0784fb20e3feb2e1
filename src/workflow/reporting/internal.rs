//! The internal evaluation, made from facts.

//! Norms, from the first proposal to a verdict.

mod adoption;
mod pages;

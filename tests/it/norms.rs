//! A norm from "none yet" to a verdict.

mod adoption;
mod pages;

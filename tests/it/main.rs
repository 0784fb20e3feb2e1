//! Scenario tests: the real router and database, a clock that the test sets, seeded randomness, and mail in memory.
//!
//! One test binary, since each further one would link the whole program again. Each scenario is written once and runs
//! on both engines; `tests/run` starts the PostgreSQL that the second one needs.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

mod access;
mod answering;
mod asking;
mod complaints;
mod demo;
mod follow_ups;
mod house;
mod insight;
mod learning;
mod norms;
mod policy;
mod privacy;
mod reporting;
mod sending;
mod upkeep;

//! Scenario tests: the real router, the real database, a clock that the test turns, seeded chance and mail in memory.
//!
//! One binary, since each further one would link the whole program again. Each scenario is written once and runs on
//! both engines; `tests/run` starts the PostgreSQL that the second half needs.

#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod support;

mod announcing;
mod answering;
mod auditing;
mod bouncing;
mod browsing;
mod changing;
mod closing;
mod command_line;
mod comparing;
mod complaints_api;
mod dashboard;
mod defending;
mod demo;
mod dkim;
mod drill;
mod following_up;
mod forgetting;
mod hostile_server;
mod importing_complaints;
mod importing_responses;
mod insight_api;
mod keys;
mod languages;
mod layers;
mod links;
mod migrations;
mod norms;
mod nps_api;
mod openapi;
mod opening;
mod pages;
mod planning;
mod postfix;
mod questionnaires;
mod queue;
mod recounting;
mod refusals;
mod reminding;
mod sending;
mod sending_page;
mod serving;
mod setting_norms;
mod signals;
mod signing_in;
mod smtp;
mod spreadsheets;
mod stalling;
mod statistics_vectors;
mod storing;
mod unsubscribing;
mod verbatims;
mod year;

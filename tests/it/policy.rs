//! The policy's KPIs beside NPS.

mod clocks;
mod facts;
mod quality_vectors;
mod notifications;
mod scoreboard;
mod year;

//! The policy's KPIs beside NPS.

mod by_hand;
mod clocks;
mod facts;
mod quality_vectors;
mod notifications;
mod scoreboard;
mod year;

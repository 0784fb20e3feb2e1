//! The policy's KPIs beside NPS.

mod by_hand;
mod clocks;
mod facts;
mod notifications;
mod quality;
mod quality_vectors;
mod scoreboard;
mod year;

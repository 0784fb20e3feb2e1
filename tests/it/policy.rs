//! The policy's KPIs beside NPS.

mod clocks;
mod facts;
mod scoreboard;
mod year;

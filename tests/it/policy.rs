//! The policy's KPIs beside NPS.

mod clocks;
mod scoreboard;
mod year;

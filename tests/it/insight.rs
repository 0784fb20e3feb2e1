//! Figures: what they add up to, and what they never tell.

mod compare;
mod dashboard;
mod figures;
mod files;
mod import;
mod nps;
mod recount;
mod signals;
mod vectors;
mod verbatims;

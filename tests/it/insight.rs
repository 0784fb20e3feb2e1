//! Figures: that they add up, and what they never reveal.

mod compare;
mod dashboard;
mod downloads;
mod figures;
mod files;
mod first_page;
mod import;
mod imports_page;
mod nps;
mod overview;
mod pieces;
mod recount;
mod saved_views;
mod signals;
mod themes;
mod undone_import;
mod vectors;
mod verbatims;
mod why;

//! Figures: that they add up, and what they never reveal.

mod compare;
mod figures;
mod files;
mod import;
mod nps;
mod pages;
mod pieces;
mod recount;
mod signals;
mod subtraction;
mod themes;
mod undone_import;
mod vectors;
mod verbatims;
mod why;

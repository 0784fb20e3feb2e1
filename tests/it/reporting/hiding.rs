//! No small count can be had from the published reports.

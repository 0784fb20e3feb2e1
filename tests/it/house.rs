//! Checks on the code base: layers, migrations, the API description, every page.

mod access_tables;
mod browser;
mod browser_administration;
mod configuration;
mod docs;
pub mod imports;
mod languages;
mod layers;
mod migrations;
mod openapi;
mod pages;
mod readability;
mod security;
mod structs;
mod tables;
mod use_cases;

//! The house itself: layers, migrations, descriptions, every page.

mod browser;
mod imports;
mod languages;
mod layers;
mod migrations;
mod openapi;
mod pages;

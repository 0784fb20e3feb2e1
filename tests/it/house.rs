//! The house itself: layers, migrations, descriptions, every page.

mod browser;
mod languages;
mod layers;
mod migrations;
mod openapi;
mod pages;

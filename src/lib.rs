//! Naklank asks a customer how a complaint was handled once the complaint is closed, and turns the answers into a
//! Net Promoter Score that an organisation can set a norm on.
pub mod app;
pub mod clock;
pub mod config;
pub mod domain;
pub mod mail;
pub mod randomness;
pub mod statistics;
pub mod storage;
pub mod texts;
pub mod urls;

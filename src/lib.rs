//! Naklank asks a customer how a complaint was handled once the complaint is closed, and turns the answers into a
//! Net Promoter Score that an organisation can set a norm on.
pub mod domain;
pub mod statistics;

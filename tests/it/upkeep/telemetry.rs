//! What the program tells of its work: metrics, ids of requests, spans.

mod metrics;
mod requests;
mod trace;

//! Personal data goes when its time is over.

pub mod forget;

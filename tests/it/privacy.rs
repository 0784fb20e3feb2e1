//! Personal data goes in time.

mod retention;

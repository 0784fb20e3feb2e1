//! Personal data is deleted in time.

mod retention;

//! Personal data is deleted in time, and what a person asks is done: to see, to erase, to object, and not to use.

mod erasing;
mod ledger;
mod map;
mod page;
mod planted_name;
mod replaced_key;
mod retention;
mod wishes;

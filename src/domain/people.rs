//! Names, addresses and languages of people and of their hosts.

pub mod email_address;
pub mod host_name;
pub mod language;
pub mod person_name;

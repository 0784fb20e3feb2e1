//! Names, e-mail addresses, telephone numbers and languages of people, and host names.

pub mod email_address;
pub mod host_name;
pub mod language;
pub mod person_name;
pub mod phone_number;

//! The map of personal data: what every column of every table can tell of a person, and what becomes of it.
//!
//! The rule: no column is missing, which a test holds against the real schema of both engines; what is exported and what is
//! erased follows from this map and from nothing else.

mod customers;
mod figures;
mod program;
mod staff;

use crate::domain::named::named_enum;

named_enum! {
    /// What a column can tell of a person.
    pub enum Class {
        /// Nothing.
        None = "none",
        /// A name, an address or a telephone number.
        Contact = "contact",
        /// What someone wrote, which may tell anything.
        Words = "words",
        /// A value that leads to a person together with something else: a key, a mail, the complaints system.
        Pseudonym = "pseudonym",
    }
}

named_enum! {
    /// Of whom a column tells.
    pub enum Of {
        Customers = "customers",
        Staff = "staff",
    }
}

named_enum! {
    /// What becomes of a value.
    pub enum Fate {
        Kept = "kept",
        /// Set to NULL.
        Emptied = "emptied",
        /// Set to an empty text where there was one, since NULL has another meaning.
        Blanked = "blanked",
        /// Set to random bytes, which lead nowhere.
        Replaced = "replaced",
        RowRemoved = "row removed",
        /// Kept, but for the person's address, telephone number and full name where they stand in it.
        Searched = "searched",
    }
}

/// How a value is read for an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Number,
    Flag,
    Moment,
    Day,
    Id,
}

/// By which column the rows of a table belong to a customer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Link {
    /// Rows belong to no one customer.
    None,
    Complaint(&'static str),
    Invitation(&'static str),
    Message(&'static str),
    Response(&'static str),
    FollowUp(&'static str),
    /// The keyed hash of the address.
    Address(&'static str),
}

/// Columns of a table to which the same applies.
#[derive(Clone, Copy, Debug)]
pub struct Columns {
    pub class: Class,
    pub of: Of,
    pub on_retention: Fate,
    pub on_erasure: Fate,
    /// How they are read for an export; `None` if it leaves them out.
    pub shown: Option<Kind>,
    /// Their names, separated by spaces.
    pub names: &'static str,
}

impl Columns {
    /// Each name.
    pub fn each(&self) -> impl Iterator<Item = &'static str> {
        self.names.split_whitespace()
    }
}

/// A table and its columns.
#[derive(Clone, Copy, Debug)]
pub struct Table {
    pub name: &'static str,
    pub link: Link,
    pub columns: &'static [Columns],
}

/// Every table.
pub fn tables() -> impl Iterator<Item = &'static Table> {
    [customers::TABLES, staff::TABLES, program::TABLES, figures::TABLES].into_iter().flatten()
}

/// The tables whose rows belong to a customer.
pub fn of_customers() -> impl Iterator<Item = &'static Table> {
    tables().filter(|table| table.link != Link::None)
}

/// The columns with words of which an erasure removes the person's address, telephone number and full name wherever they
/// stand: in all rows, also those of other customers.
pub fn searched() -> impl Iterator<Item = (&'static str, &'static str)> {
    let is_searched = |columns: &&Columns| columns.class == Class::Words && columns.on_erasure != Fate::Kept;
    tables().flat_map(move |table| {
        let columns = table.columns.iter().filter(is_searched).flat_map(Columns::each);
        columns.map(move |column| (table.name, column))
    })
}

/// Columns that tell nothing of a person.
const fn plain(names: &'static str) -> Columns {
    Columns {
        class: Class::None,
        of: Of::Customers,
        on_retention: Fate::Kept,
        on_erasure: Fate::Kept,
        shown: None,
        names,
    }
}

/// The same of a table that belongs to customers: part of what an export shows.
const fn shown(kind: Kind, names: &'static str) -> Columns {
    Columns { shown: Some(kind), ..plain(names) }
}

/// Contact details of customers.
const fn contact(names: &'static str) -> Columns {
    Columns {
        class: Class::Contact,
        on_retention: Fate::Emptied,
        on_erasure: Fate::Emptied,
        ..shown(Kind::Text, names)
    }
}

/// What customers wrote, and what staff wrote about them; gone the same way after the retention time and by an erasure.
const fn words(fate: Fate, names: &'static str) -> Columns {
    Columns { class: Class::Words, on_retention: fate, on_erasure: fate, ..shown(Kind::Text, names) }
}

/// What stands for a customer, kept after the retention time.
const fn pseudonym(on_erasure: Fate, names: &'static str) -> Columns {
    Columns { class: Class::Pseudonym, on_erasure, ..plain(names) }
}

/// Addresses of members of staff, for whom the rights in this module do not run by the address of a customer.
const fn staff(names: &'static str) -> Columns {
    Columns { class: Class::Contact, of: Of::Staff, ..plain(names) }
}

/// What stands for a member of staff.
const fn staff_pseudonym(names: &'static str) -> Columns {
    Columns { class: Class::Pseudonym, of: Of::Staff, ..plain(names) }
}

/// What staff wrote about their work, in which a customer should not be named.
const fn staff_words(on_erasure: Fate, names: &'static str) -> Columns {
    Columns { class: Class::Words, of: Of::Staff, on_erasure, ..plain(names) }
}

//! Columns of rows that something else may have written, and that are read all the same.
//!
//! The rule: only what reads the audit decodes so, since one unreadable entry must not hide the others. Everywhere else a
//! value that is none of its type is an error.

use sqlx::error::BoxDynError;
use sqlx::{Database, Decode, Type};

/// A column's value; `None` where it holds none of its type.
#[derive(Clone, Debug)]
pub struct Lenient<T>(pub Option<T>);

impl<D: Database, T: Type<D>> Type<D> for Lenient<T> {
    fn type_info() -> D::TypeInfo {
        T::type_info()
    }

    fn compatible(_: &D::TypeInfo) -> bool {
        true
    }
}

impl<'r, D: Database, T: Decode<'r, D>> Decode<'r, D> for Lenient<T> {
    fn decode(value: D::ValueRef<'r>) -> Result<Self, BoxDynError> {
        Ok(Self(T::decode(value).ok()))
    }
}

//! A value on its way from SQLite to PostgreSQL: decoded by the driver of either engine, and written for the other.
//!
//! The rule: the column's type at PostgreSQL decides what a value is. What PostgreSQL cannot hold, or what is none of the
//! values of its column, is an error and never a default.

use chrono::{DateTime, NaiveDate, SecondsFormat};
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::time::calendar::to_microseconds;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    Text,
    Bytes,
    Integer,
    Real,
    Boolean,
    Day,
    Moment,
    Id,
}

/// A value of a column.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Null,
    Text(String),
    Bytes(Vec<u8>),
    Integer(i64),
    Real(f64),
    Boolean(bool),
    Day(NaiveDate),
    /// To the microsecond, as PostgreSQL keeps it.
    Moment(Timestamp),
    Id(Uuid),
}

/// Why a value cannot be stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unstorable {
    #[error("a text with a NUL character in it")]
    Nul,
    #[error("{0}, which is neither 0 nor 1")]
    NoBoolean(i64),
    #[error("a value of more than 2 GB")]
    TooLong,
    #[error("a day or moment that is too far away")]
    TooFar,
}

impl Kind {
    /// The kind of a column, by the `data_type` of `information_schema.columns`; `None` for a type that no column has.
    pub fn of_type(name: &str) -> Option<Self> {
        Some(match name {
            "text" => Self::Text,
            "bytea" => Self::Bytes,
            "bigint" => Self::Integer,
            "double precision" => Self::Real,
            "boolean" => Self::Boolean,
            "date" => Self::Day,
            "timestamp with time zone" => Self::Moment,
            "uuid" => Self::Id,
            _ => return None,
        })
    }
}

impl Value {
    /// A moment, as exact as PostgreSQL keeps it.
    pub fn moment(moment: Timestamp) -> Self {
        Self::Moment(to_microseconds(moment))
    }

    /// A boolean, which SQLite keeps as a number.
    ///
    /// # Errors
    /// Another number than 0 and 1.
    pub fn boolean(number: i64) -> Result<Self, Unstorable> {
        match number {
            0 => Ok(Self::Boolean(false)),
            1 => Ok(Self::Boolean(true)),
            other => Err(Unstorable::NoBoolean(other)),
        }
    }

    /// Appends the value as a field of PostgreSQL's binary format for `COPY`: its length, then its bytes.
    ///
    /// # Errors
    /// PostgreSQL cannot hold it.
    pub fn write_field(&self, out: &mut Vec<u8>) -> Result<(), Unstorable> {
        match self {
            Self::Null => out.extend((-1_i32).to_be_bytes()),
            Self::Text(text) if text.contains('\0') => return Err(Unstorable::Nul),
            Self::Text(text) => write_bytes(out, text.as_bytes())?,
            Self::Bytes(bytes) => write_bytes(out, bytes)?,
            Self::Integer(number) => write_bytes(out, &number.to_be_bytes())?,
            Self::Real(number) => write_bytes(out, &number.to_be_bytes())?,
            Self::Boolean(is_true) => write_bytes(out, &[u8::from(*is_true)])?,
            Self::Day(day) => write_bytes(out, &days(*day)?.to_be_bytes())?,
            Self::Moment(moment) => write_bytes(out, &microseconds(*moment)?.to_be_bytes())?,
            Self::Id(id) => write_bytes(out, id.as_bytes())?,
        }
        Ok(())
    }

    /// Appends bytes that tell the value from every other value of its column, for a checksum. They are written in another
    /// way than the fields, so that a mistake there shows when both sides are compared.
    pub fn write_for_checksum(&self, out: &mut Vec<u8>) {
        match self {
            Self::Null => out.push(0),
            Self::Text(text) => write_with_length(out, text.as_bytes()),
            Self::Bytes(bytes) => write_with_length(out, bytes),
            Self::Integer(number) => write_with_length(out, number.to_string().as_bytes()),
            Self::Real(number) => write_with_length(out, format!("{number:?}").as_bytes()),
            Self::Boolean(is_true) => write_with_length(out, is_true.to_string().as_bytes()),
            Self::Day(day) => write_with_length(out, day.to_string().as_bytes()),
            Self::Moment(moment) => {
                write_with_length(out, moment.to_rfc3339_opts(SecondsFormat::Micros, true).as_bytes());
            }
            Self::Id(id) => write_with_length(out, id.to_string().as_bytes()),
        }
    }
}

fn write_bytes(out: &mut Vec<u8>, bytes: &[u8]) -> Result<(), Unstorable> {
    let length = i32::try_from(bytes.len()).map_err(|_| Unstorable::TooLong)?;
    out.extend(length.to_be_bytes());
    out.extend(bytes);
    Ok(())
}

/// The 1 tells an empty text from none.
fn write_with_length(out: &mut Vec<u8>, bytes: &[u8]) {
    out.push(1);
    out.extend((bytes.len() as u64).to_be_bytes());
    out.extend(bytes);
}

/// The day from which PostgreSQL counts.
fn epoch() -> NaiveDate {
    NaiveDate::from_ymd_opt(2000, 1, 1).unwrap_or_default()
}

/// Days since PostgreSQL's first.
fn days(day: NaiveDate) -> Result<i32, Unstorable> {
    i32::try_from((day - epoch()).num_days()).map_err(|_| Unstorable::TooFar)
}

/// Microseconds since PostgreSQL's first day began.
fn microseconds(moment: Timestamp) -> Result<i64, Unstorable> {
    let epoch: Timestamp =
        DateTime::from_naive_utc_and_offset(epoch().and_time(chrono::NaiveTime::MIN), chrono::Utc);
    (moment - epoch).num_microseconds().ok_or(Unstorable::TooFar)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(value: &Value) -> Vec<u8> {
        let mut out = Vec::new();
        value.write_field(&mut out).unwrap();
        out
    }

    fn moment(text: &str) -> Value {
        Value::moment(text.parse().unwrap())
    }

    #[test]
    fn a_field_is_its_length_and_its_bytes() {
        assert_eq!(field(&Value::Null), [255, 255, 255, 255]);
        assert_eq!(field(&Value::Text(String::new())), [0, 0, 0, 0]);
        assert_eq!(field(&Value::Text("é".to_owned())), [0, 0, 0, 2, 0xc3, 0xa9]);
        assert_eq!(field(&Value::Bytes(vec![0, 7])), [0, 0, 0, 2, 0, 7]);
        assert_eq!(field(&Value::Boolean(true)), [0, 0, 0, 1, 1]);
        assert_eq!(field(&Value::Integer(-2)), [0, 0, 0, 8, 255, 255, 255, 255, 255, 255, 255, 254]);
        assert_eq!(field(&Value::Id(Uuid::from_u128(1))).len(), 20);
        assert_eq!(field(&Value::Day("2000-01-03".parse().unwrap())), [0, 0, 0, 4, 0, 0, 0, 2]);
        assert_eq!(field(&Value::Day("1999-12-31".parse().unwrap())), [0, 0, 0, 4, 255, 255, 255, 255]);
        assert_eq!(field(&moment("2000-01-01T00:00:00.000258Z")), [0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 1, 2]);
    }

    #[test]
    fn a_moment_is_cut_to_microseconds_also_before_the_first_day_of_postgresql() {
        assert_eq!(moment("1999-12-31T23:59:59.999998999Z"), moment("1999-12-31T23:59:59.999998Z"));
        assert_eq!(
            field(&moment("1999-12-31T23:59:59.999998999Z")),
            [0, 0, 0, 8, 255, 255, 255, 255, 255, 255, 255, 254]
        );
    }

    #[test]
    fn what_the_other_engine_cannot_hold_is_refused() {
        let mut out = Vec::new();
        assert_eq!(Value::Text("a\0b".to_owned()).write_field(&mut out), Err(Unstorable::Nul));
        assert_eq!(Value::boolean(2), Err(Unstorable::NoBoolean(2)));
        assert_eq!(Value::boolean(1), Ok(Value::Boolean(true)));
    }

    #[test]
    fn rows_that_differ_in_where_a_value_ends_or_in_whether_it_is_there_have_other_bytes() {
        let bytes = |values: &[Value]| {
            let mut out = Vec::new();
            values.iter().for_each(|value| value.write_for_checksum(&mut out));
            out
        };
        let text = |text: &str| Value::Text(text.to_owned());
        let rows = [
            bytes(&[text("ab"), text("c")]),
            bytes(&[text("a"), text("bc")]),
            bytes(&[text(""), text("abc")]),
            bytes(&[Value::Null, text("abc")]),
            bytes(&[text("abc"), Value::Null]),
        ];
        for (index, row) in rows.iter().enumerate() {
            assert!(!rows.iter().skip(index + 1).any(|other| other == row));
        }
    }
}

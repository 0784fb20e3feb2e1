//! The list of addresses that are never mailed, as its page shows it, and the forms of that page.
//!
//! The rule: an address that is typed stands in a form that is posted, never in an address of ours, which proxies log.

use chrono::SecondsFormat;
use data_encoding::HEXLOWER;

use crate::domain::Timestamp;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::people::email_address::EmailAddress;
use crate::domain::sending::delivery::SuppressionReason;
use crate::domain::time::calendar::parse_moment;

/// The address to look up.
pub const FIND: &str = "find";
/// The address to put on the list.
pub const ADD: &str = "add";
/// The address to take off the list.
pub const REMOVE: &str = "remove";
/// Why it may be mailed again.
pub const REASON: &str = "reason";
/// The longest reason, in characters.
pub const LONGEST_REASON: usize = 200;

/// An entry of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedAddress {
    /// The beginning of the keyed hash, which tells entries apart and is no address.
    pub mark: String,
    pub reason: SuppressionReason,
    /// Since when it is on the list.
    pub at: Timestamp,
}

/// A place in the list, newest first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListPlace {
    pub at: Timestamp,
    pub address_hash: Vec<u8>,
}

impl ListPlace {
    /// The place as a parameter.
    #[must_use]
    pub fn written(&self) -> String {
        let at = self.at.to_rfc3339_opts(SecondsFormat::Micros, true);
        format!("{at}_{}", HEXLOWER.encode(&self.address_hash))
    }

    /// The place of a parameter; `None` if no page gave it.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        const OF_HASH: usize = 32;
        let (at, hash) = text.split_once('_')?;
        let address_hash = HEXLOWER.decode(hash.as_bytes()).ok().filter(|hash| hash.len() <= OF_HASH)?;
        Some(Self { at: parse_moment(at)?, address_hash })
    }
}

/// Reads the address of a form whose one field is `field`.
///
/// # Errors
/// Every error, each with its field.
pub fn read_address(pairs: &[(String, String)], field: &str) -> Result<EmailAddress, Vec<FieldError>> {
    let mut fields = Fields::of_form(pairs);
    let address: Option<EmailAddress> = fields.take_parsed(field);
    let address = fields.require(field, address);
    fields.result(address)
}

/// Reads the form that takes an address off the list, with the reason.
///
/// # Errors
/// Every error, each with its field.
pub fn read_removal(pairs: &[(String, String)]) -> Result<(EmailAddress, String), Vec<FieldError>> {
    let mut fields = Fields::of_form(pairs);
    let address: Option<EmailAddress> = fields.take_parsed(REMOVE);
    let address = fields.require(REMOVE, address);
    let reason = fields.take_text(REASON);
    let reason = fields.require(REASON, reason);
    fields.result(address.zip(reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(fields: &[(&str, &str)]) -> Vec<(String, String)> {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn fields<T>(read: Result<T, Vec<FieldError>>) -> Vec<String> {
        read.err().unwrap_or_default().into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn every_mistake_is_named_with_its_field() {
        assert_eq!(fields(read_removal(&[])), ["remove", "reason"]);
        let long = "x".repeat(201);
        let form = [("remove", "anna"), ("reason", long.as_str()), ("x", "y")];
        assert_eq!(fields(read_removal(&pairs(&form))), ["remove", "reason", "x"]);
        assert_eq!(fields(read_address(&pairs(&[("add", "anna@")]), ADD)), ["add"]);
        assert_eq!(fields(read_address(&pairs(&[("add", "a@example.org"), ("find", "b")]), ADD)), ["find"]);
        let sound = read_removal(&pairs(&[("remove", " A@example.org "), ("reason", " asked ")])).unwrap();
        assert_eq!((sound.0.folded().as_str(), sound.1.as_str()), ("a@example.org", "asked"));
    }

    #[test]
    fn a_place_is_read_as_it_was_written() {
        let place =
            ListPlace { at: "2026-03-20T14:00:00.123456Z".parse().unwrap(), address_hash: vec![0, 171] };
        assert_eq!(ListPlace::parse(&place.written()), Some(place));
        for text in ["", "x", "2026-03-20T14:00:00Z", "2026-03-20T14:00:00Z_zz", "y_00"] {
            assert_eq!(ListPlace::parse(text), None, "{text}");
        }
    }
}

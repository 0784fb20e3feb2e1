//! Which state of a complaint a form was written for.
//!
//! The rule: a form that was opened before a change does not undo it; it is refused, with what was typed, and can be sent
//! once more by one who has seen the change.

use data_encoding::HEXLOWER;
use sha2::{Digest as _, Sha256};

/// The field that carries it.
pub const VERSION: &str = "version";

/// The version of these fields: another one once any of them is another.
pub(super) fn version_of(mut fields: Vec<(String, String)>) -> String {
    fields.sort_unstable();
    let text: Vec<String> = fields.into_iter().map(|(name, value)| format!("{name}\0{value}\0")).collect();
    HEXLOWER.encode(&Sha256::digest(text.concat().as_bytes()))
}

/// The fields with this version in place of another.
#[must_use]
pub fn with_version(mut pairs: Vec<(String, String)>, version: String) -> Vec<(String, String)> {
    pairs.retain(|(name, _)| name != VERSION);
    pairs.push((VERSION.to_owned(), version));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_of_the_fields_and_not_of_their_order() {
        let fields =
            |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
        let one = version_of(fields(&[("a", "1"), ("b", "2")]));
        assert_eq!(one, version_of(fields(&[("b", "2"), ("a", "1")])));
        assert_ne!(one, version_of(fields(&[("a", "1"), ("b", "")])));
        assert_ne!(version_of(fields(&[("a", "1b")])), version_of(fields(&[("a1", "b")])));
    }
}

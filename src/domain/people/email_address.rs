//! The address that an invitation is mailed to.
//!
//! Stricter than RFC 5321 on purpose: what a mail server would accept but no customer has (literals, one-label domains,
//! quoted local parts) is usually a typing error, and mailing it only causes bounces. A non-ASCII domain is converted
//! to A-labels (RFC 5891); a non-ASCII local part is rejected, since any relay without SMTPUTF8 (RFC 6531) would lose
//! the mail.

use crate::domain::people::host_name::HostName;

/// An address that may be mailed: `local@domain`, ASCII, with a dot in the domain.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct EmailAddress(String);

/// The text is not an address that can be mailed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not an e-mail address that can be mailed")]
pub struct InvalidAddress;

impl EmailAddress {
    /// The address as given, with its domain in A-labels.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address for comparison: case-folded, since no provider in use distinguishes `A@` from `a@`.
    #[must_use]
    pub fn folded(&self) -> String {
        self.0.to_lowercase()
    }
}

impl std::str::FromStr for EmailAddress {
    type Err = InvalidAddress;

    fn from_str(text: &str) -> Result<Self, InvalidAddress> {
        let (local, domain) = in_ascii(text)?;
        if domain.is_full() { Ok(Self(format!("{local}@{domain}"))) } else { Err(InvalidAddress) }
    }
}

/// An address of the organisation for a header or an envelope: by the same rule, except that the domain may be a local
/// host name, such as localhost.
///
/// # Errors
/// [`InvalidAddress`].
pub fn own_address(text: &str) -> Result<String, InvalidAddress> {
    in_ascii(text).map(|(local, domain)| format!("{local}@{domain}"))
}

/// The two parts of an address that fits into a mail (RFC 5321, 4.5.3.1), the domain in A-labels.
fn in_ascii(text: &str) -> Result<(&str, HostName), InvalidAddress> {
    let (local, domain) = text.rsplit_once('@').ok_or(InvalidAddress)?;
    let domain: HostName = domain.parse().map_err(|_| InvalidAddress)?;
    let length = local.len() + 1 + domain.as_str().len();
    let fits = length <= 254 && (1..=64).contains(&local.len());
    if fits && is_dot_atom(local) { Ok((local, domain)) } else { Err(InvalidAddress) }
}

/// RFC 5322 `dot-atom`: printable parts, all non-empty, joined by dots.
fn is_dot_atom(local: &str) -> bool {
    let is_atom_character = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte);
    local.split('.').all(|atom| !atom.is_empty() && atom.bytes().all(is_atom_character))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn addresses_of_customers_are_understood() {
        for text in ["klant@example.org", "J.de.Vries+nk@mail.example.co.uk", "o'neil@xn--bcher-kva.example"]
        {
            assert_eq!(text.parse::<EmailAddress>().map(|a| a.0), Ok(text.to_owned()));
        }
    }

    #[test]
    fn a_domain_in_other_letters_is_mailed_under_its_a_labels() {
        let address: EmailAddress = "Klant@Bücher.example".parse().unwrap();
        assert_eq!(address.as_str(), "Klant@xn--bcher-kva.example");
        assert_eq!(address.folded(), "klant@xn--bcher-kva.example");
        for text in ["a@bü cher.example", "a@ü", "a@\u{202e}gro.elpmaxe", "é@bücher.example"] {
            assert_eq!(text.parse::<EmailAddress>(), Err(InvalidAddress), "{text:?}");
        }
    }

    #[test]
    fn what_cannot_be_mailed_is_no_address() {
        for text in [
            "",
            "a",
            "@",
            "a@",
            "@x.nl",
            "a@x",
            "a@[127.0.0.1]",
            "a@127.0.0.1",
            "a..b@example.org",
            ".a@x.nl",
            "a.@x.nl",
            "\"a b\"@x.nl",
            "a@x.nl,b@y.nl",
            "a@b@c.nl",
            "a b@x.nl",
            "é@x.nl",
            "a@-x.nl",
            "a@x-.nl",
            "a@x..nl",
            "a@x.nl.",
            "a@x.nl\r\nBcc: b@y.nl",
        ] {
            assert_eq!(text.parse::<EmailAddress>(), Err(InvalidAddress), "{text:?}");
        }
    }

    #[test]
    fn an_address_of_ours_may_be_on_a_machine_of_ones_own_and_obeys_the_same_rule() {
        assert_eq!(own_address("naklank@localhost").as_deref(), Ok("naklank@localhost"));
        assert_eq!(own_address("klachten@Bücher.example").as_deref(), Ok("klachten@xn--bcher-kva.example"));
        for text in
            ["é@example.org", "a@[127.0.0.1]", "a b@x.nl", "a@x.nl\r\nBcc: b@y.nl", "a@", "@x.nl", "x.nl"]
        {
            assert_eq!(own_address(text), Err(InvalidAddress), "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_judged_without_a_panic_and_lettre_agrees(text in ".{0,40}") {
            if let Ok(address) = text.parse::<EmailAddress>() {
                prop_assert!(address.as_str().parse::<lettre::Address>().is_ok());
            }
        }
    }
}

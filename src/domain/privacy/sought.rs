//! The address by which a person's data are looked for.
//!
//! The rule: addresses are compared as those that are mailed are; one that cannot be mailed, and stands in a complaint all the
//! same, is found by its letters.

use crate::domain::people::email_address::EmailAddress;

/// The longest text that is looked for, in characters.
const LONGEST: usize = 320;

/// An address to look for, as it is compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoughtAddress(String);

/// The text cannot be an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be an e-mail address, with an @")]
pub struct NoAddress;

impl SoughtAddress {
    /// The address as it is compared, of which the keyed hash is made.
    #[must_use]
    pub fn folded(&self) -> &str {
        &self.0
    }

    /// What stands before the @, by which candidates are found.
    #[must_use]
    pub fn local_part(&self) -> &str {
        self.0.rsplit_once('@').map_or(self.0.as_str(), |(local, _)| local)
    }

    /// Whether an address as it was stored is this one.
    #[must_use]
    pub fn is(&self, stored: &str) -> bool {
        folded(stored) == self.0
    }
}

/// An address as it is compared.
#[must_use]
pub fn folded(text: &str) -> String {
    let text = text.trim();
    text.parse().map_or_else(|_| text.to_lowercase(), |address: EmailAddress| address.folded())
}

impl std::str::FromStr for SoughtAddress {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let folded = folded(text);
        let is_address = folded.chars().count() <= LONGEST
            && !folded.chars().any(char::is_control)
            && folded.rsplit_once('@').is_some_and(|(local, domain)| !local.is_empty() && !domain.is_empty());
        if is_address { Ok(Self(folded)) } else { Err(NoAddress) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_found_however_it_was_written() {
        let sought: SoughtAddress = " J.Jansen@Bücher.example".parse().unwrap();
        assert!(sought.is("j.jansen@xn--bcher-kva.example") && sought.is("J.JANSEN@bücher.example"));
        assert!(!sought.is("jansen@bücher.example"));
        assert_eq!(sought.local_part(), "j.jansen");
    }

    #[test]
    fn one_that_cannot_be_mailed_is_found_by_its_letters() {
        let sought: SoughtAddress = "Jan@localhost".parse().unwrap();
        assert!(sought.is("jan@LOCALHOST"));
        for text in ["", "jan", "@x.nl", "jan@", "a\u{0}@x.nl"] {
            assert_eq!(text.parse::<SoughtAddress>(), Err(NoAddress), "{text:?}");
        }
    }
}

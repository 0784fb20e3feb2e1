//! Names of hosts and domains in the domain name system.
//!
//! The rule: a non-ASCII name is kept and sent as A-labels (RFC 5891); what cannot be written so is not a name. Every
//! address and every name that is sent to a mail server is parsed here.

/// A name of one or more labels of letters, digits and inner hyphens (RFC 1123, 2.1), in ASCII.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HostName(String);

/// The text is not a host or domain name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("is not a name like mail.example.org")]
pub struct InvalidHostName;

impl HostName {
    /// The name in A-labels.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether it has a dot and its last label is not a number: a fully qualified name.
    #[must_use]
    pub fn is_full(&self) -> bool {
        let top = self.0.rsplit_once('.').map(|(_, top)| top);
        top.is_some_and(|top| !top.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

impl std::str::FromStr for HostName {
    type Err = InvalidHostName;

    fn from_str(text: &str) -> Result<Self, InvalidHostName> {
        // An ASCII name is left unchanged, including its case.
        let name = if text.is_ascii() {
            text.to_owned()
        } else {
            idna::domain_to_ascii_strict(text).map_err(|_| InvalidHostName)?
        };
        let is_name = name.len() <= 253 && name.split('.').all(is_label);
        if is_name { Ok(Self(name)) } else { Err(InvalidHostName) }
    }
}

impl std::fmt::Display for HostName {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

fn is_label(label: &str) -> bool {
    (1..=63).contains(&label.len())
        && label.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !label.starts_with('-')
        && !label.ends_with('-')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_name_is_kept_in_a_labels() {
        for (text, expected) in [
            ("mail.example.org", "mail.example.org"),
            ("Mail.Example.org", "Mail.Example.org"),
            ("bücher.example", "xn--bcher-kva.example"),
            ("localhost", "localhost"),
            ("127.0.0.1", "127.0.0.1"),
        ] {
            assert_eq!(text.parse::<HostName>().unwrap().as_str(), expected);
        }
        for text in
            ["", ".", "a..b", "a.", "-a.nl", "a-.nl", "a_b.nl", "a b", "[127.0.0.1]", "a\r\nb", "bü cher.nl"]
        {
            assert_eq!(text.parse::<HostName>(), Err(InvalidHostName), "{text:?}");
        }
    }

    #[test]
    fn a_full_name_has_a_dot_and_is_no_address() {
        let is_full = |text: &str| text.parse::<HostName>().unwrap().is_full();
        assert!(is_full("nps.example.org") && is_full("a.nl"));
        assert!(!is_full("nps") && !is_full("127.0.0.1"));
    }

    proptest! {
        #[test]
        fn any_text_is_judged_without_a_panic(text in ".{0,40}") {
            if let Ok(name) = text.parse::<HostName>() {
                prop_assert!(name.as_str().is_ascii());
            }
        }
    }
}

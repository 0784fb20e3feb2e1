//! Addresses and names that a mail server is told.

use lettre::message::Mailbox;

use crate::domain::people::email_address::{EmailAddress, own_address};
use crate::domain::people::host_name::HostName;
use crate::domain::sending::return_path::LONGEST_LOCAL_PART;

/// An address, with or without a name before it.
pub fn mailbox(text: &str) -> Result<Mailbox, String> {
    if text.chars().any(char::is_control) {
        return Err("must not contain control characters".to_owned());
    }
    let wrong = || {
        "must be like `Complaints desk <klachten@example.org>`, the part before the @ in plain letters"
            .to_owned()
    };
    let mailbox: Mailbox = text.parse().map_err(|_| wrong())?;
    let address = own_address(mailbox.email.as_ref()).map_err(|_| wrong())?;
    Ok(Mailbox::new(mailbox.name, address.parse().map_err(|_| wrong())?))
}

/// An address to whose part before the @ the code of a mail can be added.
pub fn bounce_address(text: &str) -> Result<EmailAddress, String> {
    let address: EmailAddress =
        text.parse().map_err(|_| "must be an address like bounces@example.org".to_owned())?;
    let local = address.as_str().split('@').next().unwrap_or_default();
    if local.len() > LONGEST_LOCAL_PART || local.contains('+') {
        return Err(format!("must have at most {LONGEST_LOCAL_PART} characters and no + before the @"));
    }
    Ok(address)
}

/// A fully qualified name, or an address literal in brackets (RFC 5321, 4.1.3).
pub fn hello_name(text: &str) -> Result<String, String> {
    let name = text.parse::<HostName>().ok().filter(HostName::is_full);
    let literal = text.strip_prefix('[').and_then(|text| text.strip_suffix(']'));
    let is_literal = literal.is_some_and(|address| {
        address.parse::<std::net::Ipv4Addr>().is_ok()
            || address
                .strip_prefix("IPv6:")
                .is_some_and(|address| address.parse::<std::net::Ipv6Addr>().is_ok())
    });
    let name = name.map(|name| name.as_str().to_owned()).or_else(|| is_literal.then(|| text.to_owned()));
    name.ok_or_else(|| "must be the machine's full name, like nps.example.org".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same rule for every address.
    #[test]
    fn an_address_that_no_mail_server_takes_is_refused() {
        for good in ["a@example.org", "Klachten <a@b\u{fc}cher.example>", "naklank@localhost"] {
            assert!(mailbox(good).is_ok(), "{good}");
        }
        for wrong in [
            "\u{e9}@example.org",
            "a@[127.0.0.1]",
            "\"a b\"@example.org",
            "a@b_c.nl",
            "x\r\nBcc: y <a@b.nl>",
            "a",
        ] {
            assert!(mailbox(wrong).is_err(), "{wrong}");
        }
    }

    /// What may be sent in EHLO.
    #[test]
    fn a_mail_server_hears_a_full_name_or_an_address() {
        for good in ["nps.example.org", "b\u{fc}cher.example", "[192.0.2.1]", "[IPv6:2001:db8::1]"] {
            assert!(hello_name(good).is_ok(), "{good}");
        }
        for wrong in
            ["nps", "127.0.0.1", "nps.example.org x", "a_b.example.org", "[x]", "nps.example.org\r\nMAIL"]
        {
            assert!(hello_name(wrong).is_err(), "{wrong}");
        }
    }
}

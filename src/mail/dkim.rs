//! DKIM signatures (RFC 6376) with RSA and SHA-256 (RFC 8301), relaxed canonicalization of header and body.
//!
//! Not a library's, since the available signers stamp the current time, and a mail that is sent again must be
//! identical to the byte: here `t=` is the mail's own date, and an RSA signature of the same text is the same. It
//! signs the headers that a reader or a provider acts upon, with `From` listed twice so that none can be added.
//! `Content-Type` is not signed: servers on the way rewrite it for a multipart.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use ring::rand::SystemRandom;
use ring::signature::RSA_PKCS1_SHA256;
use sha2::{Digest as _, Sha256};

use crate::config::Dkim;
use crate::domain::Timestamp;

/// The signed headers, in this order, if the mail has them. `sign` appends a second `from`, which stands for a header
/// that is absent and so must not be added.
const SIGNED: [&str; 10] = [
    "from",
    "to",
    "reply-to",
    "subject",
    "date",
    "message-id",
    "list-unsubscribe",
    "list-unsubscribe-post",
    "feedback-id",
    "mime-version",
];

/// The mail cannot be signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the mail could not be signed")]
pub struct UnsignableMail;

/// Prepends the signature to the mail.
///
/// # Errors
/// [`UnsignableMail`] for bytes that are not a mail of ours.
pub fn sign(config: Dkim<'_>, mail: &[u8], date: Timestamp) -> Result<Vec<u8>, UnsignableMail> {
    let text = std::str::from_utf8(mail).map_err(|_| UnsignableMail)?;
    let (header, body) = text.split_once("\r\n\r\n").ok_or(UnsignableMail)?;
    let fields = fields(header);
    let signed: Vec<(&str, String)> = SIGNED
        .iter()
        .filter_map(|name| fields.iter().find(|(own, _)| own == name).map(|(_, v)| (*name, v.clone())))
        .collect();
    let names: Vec<&str> = signed.iter().map(|(name, _)| *name).chain(["from"]).collect();
    let names: Vec<String> = names.chunks(5).map(|line| line.join(":")).collect();
    let unsigned = format!(
        "v=1; a=rsa-sha256; c=relaxed/relaxed; t={};\r\n d={}; s={};\r\n h={};\r\n bh={};\r\n b=",
        date.timestamp(),
        config.domain,
        config.selector,
        names.join(":\r\n "),
        BASE64.encode(Sha256::digest(relaxed_body(body))),
    );
    let mut canonical: String = signed.iter().map(|(name, value)| format!("{name}:{value}\r\n")).collect();
    canonical.push_str(&format!("dkim-signature:{}", relaxed_line(&unfolded(&unsigned))));
    let mut signature = vec![0; config.key.public().modulus_len()];
    config
        .key
        .sign(&RSA_PKCS1_SHA256, &SystemRandom::new(), canonical.as_bytes(), &mut signature)
        .map_err(|_| UnsignableMail)?;
    let signature = on_short_lines(&BASE64.encode(signature));
    Ok([format!("DKIM-Signature: {unsigned}{signature}\r\n").as_bytes(), mail].concat())
}

/// The headers in the order of the mail, with lower-case names and relaxed values (RFC 6376, 3.4.2).
fn fields(header: &str) -> Vec<(String, String)> {
    let unfolded = unfolded(header);
    let lines = unfolded.split("\r\n").filter_map(|line| line.split_once(':'));
    let relaxed = |value| relaxed_line(value).trim_start().to_owned();
    lines.map(|(name, value)| (name.trim_end().to_ascii_lowercase(), relaxed(value))).collect()
}

fn unfolded(header: &str) -> String {
    header.replace("\r\n ", " ").replace("\r\n\t", " ")
}

/// Collapses runs of blanks into one and strips them from the end.
fn relaxed_line(line: &str) -> String {
    let mut relaxed = String::with_capacity(line.len());
    for c in line.chars() {
        if !matches!(c, ' ' | '\t') {
            relaxed.push(c);
        } else if !relaxed.ends_with(' ') {
            relaxed.push(' ');
        }
    }
    relaxed.truncate(relaxed.trim_end_matches(' ').len());
    relaxed
}

/// RFC 6376, 3.4.4: relaxed lines, no empty lines at the end, and a line end after the last.
fn relaxed_body(body: &str) -> String {
    let lines: Vec<String> = body.split("\r\n").map(relaxed_line).collect();
    let length = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    lines.iter().take(length).map(|line| format!("{line}\r\n")).collect()
}

/// Folds base 64 into lines short enough that no server folds them again.
fn on_short_lines(text: &str) -> String {
    const WIDTH: usize = 72;
    let (mut lines, mut rest) = (Vec::new(), text);
    while let Some((line, further)) = rest.split_at_checked(WIDTH) {
        lines.push(line);
        rest = further;
    }
    lines.push(rest);
    lines.join("\r\n ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_forms_are_those_of_the_rfcs_own_example() {
        // RFC 6376, 3.4.5.
        let header = "A: X\r\nB : Y\t\r\n\tZ  ";
        assert_eq!(fields(header), [("a".to_owned(), "X".to_owned()), ("b".to_owned(), "Y Z".to_owned())]);
        assert_eq!(relaxed_body(" C \r\nD \t E\r\n\r\n\r\n"), " C\r\nD E\r\n");
        assert_eq!(relaxed_body(""), "");
    }
}

//! What a person wanted before signing in at the provider: a page, and perhaps a form that waits to be sent again.
//!
//! The rule: it is stored while the person is away, sealed with a key that only the browser's cookie gives, so that the
//! database does not show what was typed.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::domain::access::token::Token;
use crate::domain::access::token::sealed::{NONCE_BYTES, Sealed};

/// The most that is kept for one person, in bytes: the largest form of a staff page, and the page.
const LARGEST: usize = 144 * 1024;

/// A page to go to, and a form to be sent there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Waiting {
    pub next: String,
    /// Urlencoded; empty if no form waits.
    pub typed: String,
}

impl Waiting {
    /// Seals it for a browser and an attempt; `None` if it is larger than what is kept.
    #[must_use]
    pub fn seal(&self, browser: &Token, state: &Token, nonce: [u8; NONCE_BYTES]) -> Option<String> {
        if self.next.len() + self.typed.len() > LARGEST {
            return None;
        }
        let text = form_urlencoded::Serializer::new(String::new())
            .append_pair("next", &self.next)
            .append_pair("typed", &self.typed)
            .finish();
        let sealed = Sealed::of(text.as_bytes(), &key_of(browser)?, nonce, state.reveal().as_bytes())?;
        Some(URL_SAFE_NO_PAD.encode(sealed.0))
    }

    /// Opens what was sealed for this browser and attempt; `None` if it was for another.
    #[must_use]
    pub fn open(sealed: &str, browser: &Token, state: &Token) -> Option<Self> {
        let sealed = Sealed(URL_SAFE_NO_PAD.decode(sealed).ok()?);
        let text = sealed.open(&key_of(browser)?, state.reveal().as_bytes())?;
        let mut waiting = Self::default();
        for (name, value) in form_urlencoded::parse(&text).into_owned() {
            match name.as_str() {
                "next" => waiting.next = value,
                "typed" => waiting.typed = value,
                _ => {}
            }
        }
        Some(waiting)
    }
}

/// A key that follows from the browser's cookie, and not from the hash of it that is stored.
fn key_of(browser: &Token) -> Option<[u8; 32]> {
    let mut mac = Hmac::<Sha256>::new_from_slice(browser.reveal().as_bytes()).ok()?;
    mac.update(b"waiting for the identity provider");
    Some(mac.finalize().into_bytes().into())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(byte: u8) -> Token {
        Token::random("", [byte; 32])
    }

    #[test]
    fn it_opens_in_its_browser_for_its_attempt() {
        let waiting = Waiting { next: "/themes?a=b&c".into(), typed: "name=Wachttijd+%26+brieven".into() };
        let sealed = waiting.seal(&token(1), &token(2), [3; NONCE_BYTES]).unwrap();
        assert_eq!(Waiting::open(&sealed, &token(1), &token(2)), Some(waiting));
        assert!(!sealed.contains("Wachttijd"));
        for (browser, state) in [(9, 2), (1, 9), (2, 1)] {
            assert_eq!(Waiting::open(&sealed, &token(browser), &token(state)), None);
        }
        for broken in ["", "x", "!", &sealed[1..], &sealed[..sealed.len() - 4]] {
            assert_eq!(Waiting::open(broken, &token(1), &token(2)), None, "{broken}");
        }
    }

    #[test]
    fn what_is_too_large_is_not_kept() {
        let sealed = |length| {
            let waiting = Waiting { next: "/".into(), typed: "x".repeat(length) };
            waiting.seal(&token(1), &token(2), [3; NONCE_BYTES])
        };
        assert!(sealed(128 * 1024).is_some() && sealed(LARGEST).is_none());
    }
}

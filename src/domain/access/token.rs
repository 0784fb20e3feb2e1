//! The secret in a link: its bearer may answer one invitation.
//!
//! A token is the HMAC of a random nonce under the key in the secret file. The database keeps the nonce and the token's
//! SHA-256: the same mail can be rendered again, and no token is stored.

pub mod key_mark;
pub mod keyring;
pub mod sealed;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

use crate::domain::access::token::key_mark::KeyMark;

/// Bytes of a token: 192 bits, which base64url encodes in 32 characters without padding.
const TOKEN_BYTES: usize = 24;

/// Bytes of a revision code.
const REVISION_BYTES: usize = 12;

/// Random bytes of one message, from which its token is derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Nonce(pub [u8; 16]);

/// SHA-256 of a token or key, as the database keeps it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TokenHash(pub [u8; 32]);

/// A bearer secret. Never logged: `Debug` shows only the first bytes of its hash.
#[derive(Clone, PartialEq, Eq)]
pub struct Token(String);

/// The key of a secret file, from which tokens and address hashes are derived; and the mark that its hashes of addresses
/// carry. Those of the first key of a database carry none, since they were made before there were others.
#[derive(Clone)]
pub struct SecretKey([u8; 32], Option<KeyMark>);

impl SecretKey {
    /// The 32 bytes of the secret file, as the first key of a database.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes, None)
    }

    /// The same key as one that came after the first: its hashes of addresses say which key made them.
    #[must_use]
    pub fn marked(self) -> Self {
        let mark = self.mark();
        Self(self.0, Some(mark))
    }

    /// The same key as the first of a database, whose hashes of addresses carry no mark.
    #[must_use]
    pub fn unmarked(self) -> Self {
        Self(self.0, None)
    }

    /// By which people and hashes tell it from others; it does not reveal the key.
    #[must_use]
    pub fn mark(&self) -> KeyMark {
        KeyMark::of_code(&self.code("fingerprint", &[]))
    }

    /// The bytes of the secret file, to be sealed into a backup or written into a file of its own, and for nothing else.
    #[must_use]
    pub fn reveal(&self) -> &[u8; 32] {
        &self.0
    }

    /// The token of the link in the message with this nonce.
    #[must_use]
    pub fn link_token(&self, nonce: &Nonce) -> Token {
        let code = self.code("link", &nonce.0);
        Token(URL_SAFE_NO_PAD.encode(code.get(..TOKEN_BYTES).unwrap_or(&code)))
    }

    /// The token of the sign-in link in the mail with this identifier: the mail can be rendered again, and no token is
    /// stored.
    #[must_use]
    pub fn sign_in_token(&self, message: &[u8]) -> Token {
        let code = self.code("sign-in link", message);
        Token(URL_SAFE_NO_PAD.encode(code.get(..TOKEN_BYTES).unwrap_or(&code)))
    }

    /// A fingerprint of this key that does not reveal it; stored in the database, so that a database opened with
    /// another key is detected.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        URL_SAFE_NO_PAD.encode(self.code("fingerprint", &[]))
    }

    /// The keyed hash stored in place of an address that must not be kept; at its end the mark of the key, which leaves 224
    /// bits of the hash.
    #[must_use]
    pub fn address_hash(&self, folded_address: &str) -> [u8; 32] {
        let mut hash = self.code("address", folded_address.as_bytes());
        if let (Some(mark), Some(end)) = (self.1, hash.last_chunk_mut()) {
            *end = mark.0;
        }
        hash
    }

    /// The keyed hash that authenticates the return path of a message.
    #[must_use]
    pub fn return_path_code<const N: usize>(&self, message: &[u8]) -> [u8; N] {
        let code = self.code("return path", message);
        std::array::from_fn(|index| code.get(index).copied().unwrap_or_default())
    }

    /// The code of one version of an answer, by which a change names what it replaces; it cannot be guessed.
    #[must_use]
    pub fn revision_code(&self, response: &[u8], revision: u32) -> String {
        let code = self.code("revision", &[response, &revision.to_be_bytes()].concat());
        URL_SAFE_NO_PAD.encode(code.get(..REVISION_BYTES).unwrap_or(&code))
    }

    /// The code by which a respondent confirms an answer that looked automated.
    #[must_use]
    pub fn confirmation_code(&self, link: &TokenHash) -> String {
        let code = self.code("confirmation", &link.0);
        URL_SAFE_NO_PAD.encode(code.get(..REVISION_BYTES).unwrap_or(&code))
    }

    /// The key under which secrets for a purpose are kept; see [`Sealed`](crate::domain::access::token::sealed::Sealed).
    #[must_use]
    pub fn sealing_key(&self, purpose: &str) -> [u8; 32] {
        self.code("sealing", purpose.as_bytes())
    }

    /// The value of the cookie for a browser in which an account was signed in: it proves only that, and grants no
    /// access.
    #[must_use]
    pub fn browser_code(&self, account: &str) -> String {
        URL_SAFE_NO_PAD.encode(self.code("browser", account.as_bytes()))
    }

    /// Whether a browser presents the code of an account; compared in constant time.
    #[must_use]
    pub fn is_browser_code(&self, account: &str, presented: &str) -> bool {
        let presented = URL_SAFE_NO_PAD.decode(presented).unwrap_or_default();
        self.mac("browser", account.as_bytes()).is_some_and(|mac| mac.verify_slice(&presented).is_ok())
    }

    /// Whether `presented` is that hash, or its beginning; compared in constant time.
    #[must_use]
    pub fn is_return_path_code(&self, message: &[u8], presented: &[u8]) -> bool {
        self.mac("return path", message).is_some_and(|mac| mac.verify_truncated_left(presented).is_ok())
    }

    /// HMAC-SHA-256 with the purpose as prefix, so that a code for one purpose is invalid for another.
    fn code(&self, purpose: &str, message: &[u8]) -> [u8; 32] {
        // HMAC takes a key of any length, so this cannot fail; an empty code would match nothing.
        self.mac(purpose, message).map_or([0; 32], |mac| mac.finalize().into_bytes().into())
    }

    fn mac(&self, purpose: &str, message: &[u8]) -> Option<Hmac<Sha256>> {
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).ok()?;
        mac.update(purpose.as_bytes());
        mac.update(&[0]);
        mac.update(message);
        Some(mac)
    }
}

impl std::fmt::Debug for SecretKey {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("SecretKey(redacted)")
    }
}

impl Token {
    /// A presented token; only the database can tell whether it is valid.
    #[must_use]
    pub fn presented(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// A token of 32 random bytes, with a prefix that says what it is for (API keys, sessions, sign-in links).
    #[must_use]
    pub fn random(prefix: &str, bytes: [u8; 32]) -> Self {
        Self(format!("{prefix}{}", URL_SAFE_NO_PAD.encode(bytes)))
    }

    /// Whether it begins and ends with a letter or a digit: mail programs that turn a URL into a link leave out a
    /// punctuation mark at its end.
    #[must_use]
    pub fn stays_whole_in_text(&self) -> bool {
        let is_plain = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
        is_plain(self.0.as_bytes().first()) && is_plain(self.0.as_bytes().last())
    }

    /// Its first characters, by which its owner tells it from others; empty if it has no more than these.
    #[must_use]
    pub fn beginning(&self, characters: usize) -> &str {
        self.0.get(..characters).filter(|beginning| beginning.len() < self.0.len()).unwrap_or_default()
    }

    /// The secret itself, to be sent to its owner.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.0
    }

    /// The hash that the database keeps.
    #[must_use]
    pub fn hash(&self) -> TokenHash {
        TokenHash(Sha256::digest(self.0.as_bytes()).into())
    }
}

impl std::fmt::Debug for Token {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        self.hash().fmt(formatter)
    }
}

impl std::fmt::Debug for TokenHash {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [a, b, c, ..] = self.0;
        write!(formatter, "token {a:02x}{b:02x}{c:02x}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_made_again_from_its_nonce_and_only_with_the_same_key() {
        let (ours, theirs) = (SecretKey::new([1; 32]), SecretKey::new([2; 32]));
        let nonce = Nonce([7; 16]);
        assert_eq!(ours.link_token(&nonce), ours.link_token(&nonce));
        assert_ne!(ours.link_token(&nonce), theirs.link_token(&nonce));
        assert_ne!(ours.link_token(&nonce), ours.link_token(&Nonce([8; 16])));
    }

    #[test]
    fn a_link_token_has_192_bits_in_url_safe_characters() {
        let token = SecretKey::new([1; 32]).link_token(&Nonce([7; 16]));
        assert_eq!(token.reveal().len(), 32);
        assert!(token.reveal().bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-' || b == b'_'));
    }

    #[test]
    fn the_token_of_a_sign_in_link_is_that_of_its_mail_and_opens_no_survey() {
        let (ours, theirs) = (SecretKey::new([1; 32]), SecretKey::new([2; 32]));
        let message = [7; 16];
        assert_eq!(ours.sign_in_token(&message), ours.sign_in_token(&message));
        assert_ne!(ours.sign_in_token(&message), ours.sign_in_token(&[8; 16]));
        assert_ne!(ours.sign_in_token(&message), theirs.sign_in_token(&message));
        assert_ne!(ours.sign_in_token(&message), ours.link_token(&Nonce(message)));
        assert_eq!(ours.sign_in_token(&message).reveal().len(), 32, "192 bits");
    }

    #[test]
    fn a_token_that_begins_or_ends_in_a_mark_does_not_stay_whole() {
        for (text, stays) in
            [("aB3-_x9", true), ("-abc", false), ("abc_", false), ("_", false), ("", false), ("7", true)]
        {
            assert_eq!(Token::presented(text).stays_whole_in_text(), stays, "{text}");
        }
    }

    #[test]
    fn the_beginning_of_a_token_is_never_the_whole() {
        assert_eq!(Token::presented("nk_AbCd").beginning(5), "nk_Ab");
        for short in ["nk_Ab", "nk", ""] {
            assert_eq!(Token::presented(short).beginning(5), "", "{short}");
        }
    }

    #[test]
    fn a_hash_of_an_address_says_which_key_made_it_unless_that_was_the_first() {
        let (first, later) = (SecretKey::new([1; 32]), SecretKey::new([2; 32]).marked());
        let hash = later.address_hash("klant@example.org");
        assert!(hash.ends_with(&later.mark().0) && !hash.ends_with(&first.mark().0));
        assert!(!first.address_hash("klant@example.org").ends_with(&first.mark().0));
        assert_ne!(hash, later.address_hash("other@example.org"));
        assert_eq!(KeyMark::of_fingerprint(&later.fingerprint()), Some(later.mark()));
        assert_eq!(later.link_token(&Nonce([7; 16])), SecretKey::new([2; 32]).link_token(&Nonce([7; 16])));
    }

    #[test]
    fn each_purpose_and_each_key_seals_with_another_key() {
        let (ours, theirs) = (SecretKey::new([1; 32]), SecretKey::new([2; 32]));
        assert_eq!(ours.sealing_key("a"), ours.sealing_key("a"));
        assert_ne!(ours.sealing_key("a"), ours.sealing_key("b"));
        assert_ne!(ours.sealing_key("a"), theirs.sealing_key("a"));
    }

    #[test]
    fn printing_a_token_does_not_reveal_it() {
        let token = Token::random("nk_", [9; 32]);
        let printed = format!("{token:?}");
        assert!(printed.starts_with("token ") && printed.len() == 12, "{printed}");
        assert_eq!(format!("{:?}", SecretKey::new([1; 32])), "SecretKey(redacted)");
    }
}

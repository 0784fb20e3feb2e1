//! The keys of all secret files: the one that makes what is new, and others whose work goes on counting.
//!
//! The rule: everything is made with the first key, and looked for under every key. So what the ring inherits from
//! [`SecretKey`] makes, and what has a method here recognises.

use std::ops::Deref;

use crate::domain::access::token::key_mark::KeyMark;
use crate::domain::access::token::sealed::Sealed;
use crate::domain::access::token::{Nonce, SecretKey, Token, TokenHash};

/// The keys of a process.
#[derive(Clone, Debug)]
pub struct Keyring {
    current: SecretKey,
    others: Vec<SecretKey>,
}

impl Keyring {
    /// The key of `secret.file`, and those of `secret.other_files`.
    #[must_use]
    pub fn new(current: SecretKey, others: Vec<SecretKey>) -> Self {
        Self { current, others }
    }

    /// Whether there is no other key, so that nothing has to be looked for twice.
    #[must_use]
    pub fn is_single(&self) -> bool {
        self.others.is_empty()
    }

    /// All keys, the current one first.
    pub fn keys(&self) -> impl Iterator<Item = &SecretKey> {
        std::iter::once(&self.current).chain(&self.others)
    }

    /// The current key and the others.
    #[must_use]
    pub fn into_keys(self) -> (SecretKey, Vec<SecretKey>) {
        (self.current, self.others)
    }

    /// Whether the key with this fingerprint is among them.
    #[must_use]
    pub fn knows(&self, fingerprint: &str) -> bool {
        self.keys().any(|key| key.fingerprint() == fingerprint)
    }

    /// The keys but the one with this mark.
    #[must_use]
    pub fn without(&self, mark: KeyMark) -> Vec<SecretKey> {
        self.keys().filter(|key| key.mark() != mark).cloned().collect()
    }

    /// The key that made the link with this hash; `None` if it is not among them.
    #[must_use]
    pub fn maker_of_link(&self, nonce: &Nonce, hash: &TokenHash) -> Option<&SecretKey> {
        self.keys().find(|key| key.link_token(nonce).hash() == *hash)
    }

    /// The token that the sign-in link in a mail has if it was made with the first key, with the second, and so on.
    pub fn sign_in_tokens<'a>(&'a self, message: &'a [u8]) -> impl Iterator<Item = Token> + 'a {
        self.keys().map(|key| key.sign_in_token(message))
    }

    /// The hashes under which an address may be stored, that of the current key first.
    #[must_use]
    pub fn address_hashes(&self, folded_address: &str) -> Vec<Vec<u8>> {
        self.keys().map(|key| key.address_hash(folded_address).to_vec()).collect()
    }

    /// As [`SecretKey::is_browser_code`], of any key.
    #[must_use]
    pub fn is_browser_code(&self, account: &str, presented: &str) -> bool {
        self.keys().any(|key| key.is_browser_code(account, presented))
    }

    /// As [`SecretKey::is_return_path_code`], of any key.
    #[must_use]
    pub fn is_return_path_code(&self, message: &[u8], presented: &[u8]) -> bool {
        self.keys().any(|key| key.is_return_path_code(message, presented))
    }

    /// Whether this is the code of a version of an answer, as a page had it that was made with any key.
    #[must_use]
    pub fn is_revision_code(&self, response: &[u8], revision: u32, presented: &str) -> bool {
        self.keys().any(|key| key.revision_code(response, revision) == presented)
    }

    /// Whether this is the code that confirms an answer, as a page had it that was made with any key.
    #[must_use]
    pub fn is_confirmation_code(&self, link: &TokenHash, presented: &str) -> bool {
        self.keys().any(|key| key.confirmation_code(link) == presented)
    }

    /// What was sealed for a purpose and an owner with any key.
    #[must_use]
    pub fn open(&self, purpose: &str, sealed: &Sealed, owner: &[u8]) -> Option<Vec<u8>> {
        self.keys().find_map(|key| sealed.open(&key.sealing_key(purpose), owner))
    }
}

impl From<SecretKey> for Keyring {
    fn from(current: SecretKey) -> Self {
        Self::new(current, Vec::new())
    }
}

impl Deref for Keyring {
    type Target = SecretKey;

    fn deref(&self) -> &SecretKey {
        &self.current
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::access::token::sealed::NONCE_BYTES;

    fn old() -> SecretKey {
        SecretKey::new([1; 32])
    }

    fn new() -> SecretKey {
        SecretKey::new([2; 32]).marked()
    }

    fn rotated() -> Keyring {
        Keyring::new(new(), vec![old()])
    }

    #[test]
    fn what_is_new_is_made_with_the_first_key() {
        let nonce = Nonce([7; 16]);
        assert_eq!(rotated().link_token(&nonce), new().link_token(&nonce));
        assert_eq!(rotated().fingerprint(), new().fingerprint());
        assert_eq!(rotated().address_hash("a@example.org"), new().address_hash("a@example.org"));
    }

    #[test]
    fn what_either_key_made_is_recognised_whatever_their_order() {
        let foreign = SecretKey::new([3; 32]);
        let (nonce, link) = (Nonce([7; 16]), TokenHash([5; 32]));
        for ring in [rotated(), Keyring::new(old(), vec![new()])] {
            for (key, counts) in [(old(), true), (new(), true), (foreign.clone(), false)] {
                assert_eq!(ring.maker_of_link(&nonce, &key.link_token(&nonce).hash()).is_some(), counts);
                assert_eq!(ring.is_browser_code("anna", &key.browser_code("anna")), counts);
                assert_eq!(ring.is_return_path_code(b"m", &key.return_path_code::<8>(b"m")), counts);
                assert_eq!(ring.is_revision_code(b"r", 2, &key.revision_code(b"r", 2)), counts);
                assert_eq!(ring.is_confirmation_code(&link, &key.confirmation_code(&link)), counts);
                assert_eq!(ring.sign_in_tokens(b"m").any(|token| token == key.sign_in_token(b"m")), counts);
                let hash = key.address_hash("a@example.org").to_vec();
                assert_eq!(ring.address_hashes("a@example.org").contains(&hash), counts);
                let sealed = Sealed::of(b"s", &key.sealing_key("p"), [0; NONCE_BYTES], b"o").unwrap();
                assert_eq!(ring.open("p", &sealed, b"o").is_some(), counts);
                assert_eq!(ring.knows(&key.fingerprint()), counts);
            }
        }
    }

    #[test]
    fn a_key_that_is_taken_off_recognises_nothing_any_more() {
        let rest = rotated().without(old().mark());
        assert_eq!(rest.iter().map(SecretKey::mark).collect::<Vec<_>>(), [new().mark()]);
        assert!(!rotated().is_single() && Keyring::from(old()).is_single());
    }

    #[test]
    fn printing_a_ring_does_not_reveal_its_keys() {
        let printed = format!("{:?}", rotated());
        assert_eq!(printed.matches("SecretKey(redacted)").count(), 2, "{printed}");
    }
}

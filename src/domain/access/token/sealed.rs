//! Secrets that are needed again and so cannot be kept as a hash: sealed with AES-256-GCM (NIST SP 800-38D) under a key
//! that follows from the secret file.
//!
//! The rule: what was sealed for one owner opens for no other, and nothing opens that was changed. A nonce is random and
//! seals one secret.

use ring::aead::{AES_256_GCM, Aad, LessSafeKey, NONCE_LEN, Nonce, UnboundKey};

/// Bytes of a nonce.
pub const NONCE_BYTES: usize = NONCE_LEN;

/// A sealed secret: the nonce, the ciphertext and its tag.
#[derive(Clone, PartialEq, Eq)]
pub struct Sealed(pub Vec<u8>);

impl Sealed {
    /// Seals a secret for its owner. `None` only if the cipher refuses, which takes a secret of gigabytes.
    #[must_use]
    pub fn of(secret: &[u8], key: &[u8; 32], nonce: [u8; NONCE_BYTES], owner: &[u8]) -> Option<Self> {
        let mut sealed = secret.to_vec();
        let once = Nonce::assume_unique_for_key(nonce);
        cipher(key)?.seal_in_place_append_tag(once, Aad::from(owner), &mut sealed).ok()?;
        Some(Self([nonce.as_slice(), sealed.as_slice()].concat()))
    }

    /// The secret; `None` with another key or owner, or where a byte was changed.
    #[must_use]
    pub fn open(&self, key: &[u8; 32], owner: &[u8]) -> Option<Vec<u8>> {
        let (nonce, sealed) = self.0.split_at_checked(NONCE_BYTES)?;
        let once = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut bytes = sealed.to_vec();
        let secret = cipher(key)?.open_in_place(once, Aad::from(owner), &mut bytes).ok()?;
        Some(secret.to_vec())
    }
}

impl std::fmt::Debug for Sealed {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Sealed({} bytes)", self.0.len())
    }
}

fn cipher(key: &[u8; 32]) -> Option<LessSafeKey> {
    UnboundKey::new(&AES_256_GCM, key).ok().map(LessSafeKey::new)
}

#[cfg(test)]
mod tests {
    use super::*;

    const KEY: [u8; 32] = [1; 32];

    fn sealed() -> Sealed {
        Sealed::of(b"a secret", &KEY, [2; NONCE_BYTES], b"owner").unwrap()
    }

    #[test]
    fn a_secret_opens_for_its_owner_with_its_key() {
        assert_eq!(sealed().open(&KEY, b"owner").as_deref(), Some(&b"a secret"[..]));
        assert!(!sealed().0.windows(8).any(|bytes| bytes == b"a secret"));
        assert_ne!(sealed(), Sealed::of(b"a secret", &KEY, [3; NONCE_BYTES], b"owner").unwrap());
    }

    #[test]
    fn it_opens_for_no_other_owner_and_with_no_other_key() {
        for owner in [&b"other"[..], b"", b"owner\0"] {
            assert_eq!(sealed().open(&KEY, owner), None);
        }
        assert_eq!(sealed().open(&[9; 32], b"owner"), None);
    }

    #[test]
    fn it_does_not_open_when_a_byte_was_changed_or_left_out() {
        for place in 0..sealed().0.len() {
            let mut changed = sealed();
            changed.0[place] ^= 1;
            assert_eq!(changed.open(&KEY, b"owner"), None, "byte {place}");
            let cut = Sealed(sealed().0[..place].to_vec());
            assert_eq!(cut.open(&KEY, b"owner"), None, "{place} bytes");
        }
    }

    #[test]
    fn printing_does_not_show_the_bytes() {
        assert_eq!(format!("{:?}", sealed()), "Sealed(36 bytes)");
    }
}

//! The key of an installation sealed with a passphrase, as it stands in a backup: Argon2id (RFC 9106) makes a key of the
//! passphrase, under which AES-256-GCM seals.
//!
//! The rule: the costs stand beside what is sealed, so that they can rise later; costs that no backup of ours asks for are
//! refused, so that a foreign archive cannot take all memory.

use argon2::{Algorithm, Argon2, Params, Version};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use crate::domain::access::token::sealed::{NONCE_BYTES, Sealed};

/// Bytes of the salt.
pub const SALT_BYTES: usize = 16;
/// The fewest characters of a passphrase: whoever has the archive can try passphrases for as long as they like.
pub const SHORTEST_PASSPHRASE: usize = 12;
/// For what the key is sealed.
const OWNER: &[u8] = b"naklank backup";
const DERIVATION: &str = "argon2id";
/// Memory in KiB, and passes over it: half a second on the machines of 2026.
const MEMORY: u32 = 64 * 1024;
const PASSES: u32 = 3;
/// More than this is refused.
const MOST_MEMORY: u32 = 1024 * 1024;
const MOST_PASSES: u32 = 20;

/// A sealed key.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedKey {
    /// How the passphrase becomes a key.
    derivation: String,
    memory_kib: u32,
    passes: u32,
    /// In hexadecimal digits, as the next.
    salt: String,
    /// The nonce, the ciphertext and its tag.
    sealed: String,
}

/// Why a key does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnsealFault {
    #[error("the passphrase is not the one that this backup was made with")]
    WrongPassphrase,
    #[error("the sealed key in the backup cannot be read: use another copy of it")]
    Unreadable,
}

impl SealedKey {
    /// Seals a key. `None` only if the machine lacks the memory.
    #[must_use]
    pub fn of(
        key: &[u8; 32],
        passphrase: &str,
        salt: [u8; SALT_BYTES],
        nonce: [u8; NONCE_BYTES],
    ) -> Option<Self> {
        let under = derived(passphrase, &salt, MEMORY, PASSES)?;
        let sealed = Sealed::of(key, &under, nonce, OWNER)?;
        Some(Self {
            derivation: DERIVATION.to_owned(),
            memory_kib: MEMORY,
            passes: PASSES,
            salt: HEXLOWER.encode(&salt),
            sealed: HEXLOWER.encode(&sealed.0),
        })
    }

    /// Reads a sealed key as it stands in an archive.
    ///
    /// # Errors
    /// It is none.
    pub fn parse(bytes: &[u8]) -> Result<Self, UnsealFault> {
        serde_json::from_slice(bytes).map_err(|_| UnsealFault::Unreadable)
    }

    /// The key.
    ///
    /// # Errors
    /// The passphrase is another, or what is sealed was changed.
    pub fn open(&self, passphrase: &str) -> Result<[u8; 32], UnsealFault> {
        let is_ours = self.derivation == DERIVATION
            && self.memory_kib <= MOST_MEMORY
            && (1..=MOST_PASSES).contains(&self.passes);
        let salt = HEXLOWER.decode(self.salt.as_bytes()).ok().filter(|_| is_ours);
        let sealed = HEXLOWER.decode(self.sealed.as_bytes()).ok();
        let (salt, sealed) = salt.zip(sealed).ok_or(UnsealFault::Unreadable)?;
        let under = derived(passphrase, &salt, self.memory_kib, self.passes);
        let under = under.ok_or(UnsealFault::Unreadable)?;
        let key = Sealed(sealed).open(&under, OWNER).ok_or(UnsealFault::WrongPassphrase)?;
        key.try_into().map_err(|_| UnsealFault::Unreadable)
    }

    /// As it stands in the archive.
    ///
    /// # Errors
    /// It cannot be written as JSON, which does not happen.
    pub fn to_json(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

fn derived(passphrase: &str, salt: &[u8], memory: u32, passes: u32) -> Option<[u8; 32]> {
    let params = Params::new(memory, passes, 1, Some(32)).ok()?;
    let mut key = [0; 32];
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(passphrase.as_bytes(), salt, &mut key)
        .ok()?;
    Some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_opens_with_its_passphrase_and_with_no_other() {
        let sealed = SealedKey::of(&[7; 32], "een lange zin", [1; SALT_BYTES], [2; NONCE_BYTES]).unwrap();
        let read = SealedKey::parse(&sealed.to_json().unwrap()).unwrap();
        assert_eq!(read, sealed);
        assert_eq!(read.open("een lange zin"), Ok([7; 32]));
        assert_eq!(read.open("een lange zi"), Err(UnsealFault::WrongPassphrase));
        assert!(!sealed.sealed.contains(&"07".repeat(8)));
    }

    #[test]
    fn what_was_changed_or_asks_for_too_much_does_not_open() {
        let sealed = SealedKey::of(&[7; 32], "een lange zin", [1; SALT_BYTES], [2; NONCE_BYTES]).unwrap();
        let greedy = SealedKey { memory_kib: u32::MAX, ..sealed.clone() };
        assert_eq!(greedy.open("een lange zin"), Err(UnsealFault::Unreadable));
        let endless = SealedKey { passes: u32::MAX, ..sealed.clone() };
        assert_eq!(endless.open("een lange zin"), Err(UnsealFault::Unreadable));
        let cut = SealedKey { sealed: sealed.sealed[2..].to_owned(), ..sealed.clone() };
        assert_eq!(cut.open("een lange zin"), Err(UnsealFault::WrongPassphrase));
        let another = SealedKey { derivation: "scrypt".to_owned(), ..sealed };
        assert_eq!(another.open("een lange zin"), Err(UnsealFault::Unreadable));
        assert_eq!(SealedKey::parse(b"{}"), Err(UnsealFault::Unreadable));
    }
}

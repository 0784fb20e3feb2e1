//! The keys of an installation sealed together with a passphrase, as they stand in a backup: Argon2id (RFC 9106) makes a key of
//! the passphrase, under which AES-256-GCM seals their bytes, one behind the other.
//!
//! The rule: the costs stand beside what is sealed, so that they can rise later; costs that no backup of ours asks for are
//! refused, so that a foreign archive cannot take all memory.

use argon2::{Algorithm, Argon2, Params, Version};
use data_encoding::HEXLOWER;
use serde::{Deserialize, Serialize};

use crate::domain::access::token::sealed::{NONCE_BYTES, Sealed};

/// Bytes of the salt.
pub const SALT_BYTES: usize = 16;
/// The fewest characters of a passphrase: a stolen archive can be attacked offline, without a limit on the rate.
pub const SHORTEST_PASSPHRASE: usize = 12;
/// Bytes of a key.
const KEY_BYTES: usize = 32;
/// For what the keys are sealed.
const OWNER: &[u8] = b"naklank backup";
const DERIVATION: &str = "argon2id";
/// Memory in KiB, and passes over it: half a second on the machines of 2026.
const MEMORY: u32 = 64 * 1024;
const PASSES: u32 = 3;
/// More than this is refused.
const MOST_MEMORY: u32 = 1024 * 1024;
const MOST_PASSES: u32 = 20;

/// Sealed keys.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SealedKeys {
    /// How the passphrase becomes a key.
    derivation: String,
    memory_kib: u32,
    passes: u32,
    /// In hexadecimal digits, as the next.
    salt: String,
    /// The nonce, the ciphertext and its tag.
    sealed: String,
}

/// Why keys do not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnsealFault {
    #[error("the passphrase is not the one that this backup was made with")]
    WrongPassphrase,
    #[error("the sealed keys in the backup cannot be read: use another copy of it")]
    Unreadable,
}

impl SealedKeys {
    /// Seals keys. `None` only if the machine lacks the memory.
    #[must_use]
    pub fn of(
        keys: &[[u8; KEY_BYTES]],
        passphrase: &str,
        salt: [u8; SALT_BYTES],
        nonce: [u8; NONCE_BYTES],
    ) -> Option<Self> {
        let under = derived(passphrase, &salt, MEMORY, PASSES)?;
        let sealed = Sealed::of(keys.as_flattened(), &under, nonce, OWNER)?;
        Some(Self {
            derivation: DERIVATION.to_owned(),
            memory_kib: MEMORY,
            passes: PASSES,
            salt: HEXLOWER.encode(&salt),
            sealed: HEXLOWER.encode(&sealed.0),
        })
    }

    /// Reads sealed keys as they stand in an archive.
    ///
    /// # Errors
    /// They are none.
    pub fn parse(bytes: &[u8]) -> Result<Self, UnsealFault> {
        serde_json::from_slice(bytes).map_err(|_| UnsealFault::Unreadable)
    }

    /// The keys, in the order in which they were sealed; there is at least one.
    ///
    /// # Errors
    /// The passphrase is another, or what is sealed was changed.
    pub fn open(&self, passphrase: &str) -> Result<Vec<[u8; KEY_BYTES]>, UnsealFault> {
        let is_ours = self.derivation == DERIVATION
            && self.memory_kib <= MOST_MEMORY
            && (1..=MOST_PASSES).contains(&self.passes);
        let salt = HEXLOWER.decode(self.salt.as_bytes()).ok().filter(|_| is_ours);
        let sealed = HEXLOWER.decode(self.sealed.as_bytes()).ok();
        let (salt, sealed) = salt.zip(sealed).ok_or(UnsealFault::Unreadable)?;
        let under = derived(passphrase, &salt, self.memory_kib, self.passes);
        let under = under.ok_or(UnsealFault::Unreadable)?;
        let bytes = Sealed(sealed).open(&under, OWNER).ok_or(UnsealFault::WrongPassphrase)?;
        match bytes.as_chunks::<KEY_BYTES>() {
            (keys, []) if !keys.is_empty() => Ok(keys.to_vec()),
            _ => Err(UnsealFault::Unreadable),
        }
    }

    /// As they stand in the archive.
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
    fn keys_open_with_their_passphrase_and_with_no_other() {
        for keys in [&[[7; 32]][..], &[[7; 32], [8; 32], [9; 32]]] {
            let sealed = SealedKeys::of(keys, "een lange zin", [1; SALT_BYTES], [2; NONCE_BYTES]).unwrap();
            let read = SealedKeys::parse(&sealed.to_json().unwrap()).unwrap();
            assert_eq!(read, sealed);
            assert_eq!(read.open("een lange zin"), Ok(keys.to_vec()));
        }
        let none = SealedKeys::of(&[], "een lange zin", [1; SALT_BYTES], [2; NONCE_BYTES]).unwrap();
        assert_eq!(none.open("een lange zin"), Err(UnsealFault::Unreadable));
        let read = SealedKeys::of(&[[7; 32]], "een lange zin", [1; SALT_BYTES], [2; NONCE_BYTES]).unwrap();
        assert_eq!(read.open("een lange zi"), Err(UnsealFault::WrongPassphrase));
        assert!(!read.sealed.contains(&"07".repeat(8)));
    }

    #[test]
    fn what_was_changed_or_asks_for_too_much_does_not_open() {
        let sealed = SealedKeys::of(&[[7; 32]], "een lange zin", [1; SALT_BYTES], [2; NONCE_BYTES]).unwrap();
        let greedy = SealedKeys { memory_kib: u32::MAX, ..sealed.clone() };
        assert_eq!(greedy.open("een lange zin"), Err(UnsealFault::Unreadable));
        let endless = SealedKeys { passes: u32::MAX, ..sealed.clone() };
        assert_eq!(endless.open("een lange zin"), Err(UnsealFault::Unreadable));
        let cut = SealedKeys { sealed: sealed.sealed[2..].to_owned(), ..sealed.clone() };
        assert_eq!(cut.open("een lange zin"), Err(UnsealFault::WrongPassphrase));
        let another = SealedKeys { derivation: "scrypt".to_owned(), ..sealed };
        assert_eq!(another.open("een lange zin"), Err(UnsealFault::Unreadable));
        assert_eq!(SealedKeys::parse(b"{}"), Err(UnsealFault::Unreadable));
    }
}

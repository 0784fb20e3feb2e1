//! Passwords: Argon2id (RFC 9106), kept as a PHC string.
//!
//! The rule: [`LimitedHasher`] limits how many hashes are computed concurrently, and reuses their memory. If it were
//! allocated for each hash, the allocator would keep most of it.

use std::sync::{Arc, Mutex, PoisonError};

use argon2::password_hash::phc::{Output, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use tokio::sync::Semaphore;

use crate::randomness::Randomness;

/// The shortest password that is accepted, in characters (OWASP ASVS 5.0, 6.2.1; 15 and more are better).
pub const SHORTEST: usize = 8;
/// The longest password that is hashed: a bound on the work for one attempt.
pub const LONGEST: usize = 200;
/// Whether a password is acceptable: only its length counts, there are no composition rules.
#[must_use]
pub fn is_long_enough(password: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&password.chars().count())
}

/// Concurrent hashes: each takes 19 MiB and a core.
const AT_ONCE: usize = 2;

/// Permits and memory for hashing; cheap to clone.
#[derive(Clone, Debug)]
pub struct LimitedHasher {
    permits: Arc<Semaphore>,
    memory: Arc<Mutex<Vec<Vec<Block>>>>,
}

impl Default for LimitedHasher {
    fn default() -> Self {
        Self { permits: Arc::new(Semaphore::new(AT_ONCE)), memory: Arc::default() }
    }
}

impl LimitedHasher {
    /// Hashes a password on a blocking thread; `None` if the hash cannot be computed.
    pub async fn hash(&self, randomness: &Randomness, password: String) -> Option<String> {
        let salt: [u8; 16] = randomness.bytes();
        let params = Params::default();
        let output = self.output(password, salt.to_vec(), params.clone()).await?;
        let hash = PasswordHash {
            algorithm: Algorithm::Argon2id.ident(),
            version: Some(Version::V0x13.into()),
            params: (&params).try_into().ok()?,
            salt: Some(Salt::new(&salt).ok()?),
            hash: Some(Output::new(&output).ok()?),
        };
        Some(hash.to_string())
    }

    /// Whether the password matches the hash; without a hash the same work is done, so that timing reveals nothing.
    pub async fn verify(&self, password: String, hash: Option<String>) -> bool {
        let known = hash.as_deref().and_then(Known::parse);
        let (salt, params) = known.as_ref().map_or_else(
            || (vec![0; 16], Params::default()),
            |known| (known.salt.clone(), known.params.clone()),
        );
        let output = self.output(password, salt, params).await;
        // `Output` compares in constant time if the lengths are equal, and otherwise they differ.
        let output = output.and_then(|output| Output::new(&output).ok());
        known.is_some_and(|known| output.is_some_and(|output| output == known.output))
    }

    async fn output(&self, password: String, salt: Vec<u8>, params: Params) -> Option<Vec<u8>> {
        // The permit moves into the blocking task: if the request is cancelled, its hash is still computed to the end.
        let permit = Arc::clone(&self.permits).acquire_owned().await.ok()?;
        let memory = Arc::clone(&self.memory);
        let hashing = tokio::task::spawn_blocking(move || {
            let mut blocks = lock(&memory).pop().unwrap_or_default();
            if blocks.len() < params.block_count() {
                blocks.resize(params.block_count(), Block::default());
            }
            let mut output = vec![0; params.output_len().unwrap_or(Params::DEFAULT_OUTPUT_LEN)];
            let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
            let hashed =
                argon2.hash_password_into_with_memory(password.as_bytes(), &salt, &mut output, &mut blocks);
            lock(&memory).push(blocks);
            drop(permit);
            hashed.ok().map(|()| output)
        });
        hashing.await.ok().flatten()
    }
}

fn lock(memory: &Mutex<Vec<Vec<Block>>>) -> std::sync::MutexGuard<'_, Vec<Vec<Block>>> {
    memory.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A stored hash, parsed.
struct Known {
    salt: Vec<u8>,
    params: Params,
    output: Output,
}

impl Known {
    fn parse(hash: &str) -> Option<Self> {
        let hash = PasswordHash::new(hash).ok()?;
        let is_ours = hash.algorithm == Algorithm::Argon2id.ident();
        let params = Params::try_from(&hash).ok().filter(|_| is_ours)?;
        Some(Self { salt: hash.salt.as_ref()?.as_ref().to_vec(), params, output: hash.hash? })
    }
}

#[cfg(test)]
mod tests {
    use argon2::password_hash::{PasswordHasher as _, PasswordVerifier as _};

    use super::*;

    #[tokio::test]
    async fn a_hash_is_what_the_library_makes_and_the_other_way_round() {
        let room = LimitedHasher::default();
        let ours = room.hash(&Randomness::from_seed(1), "een lang wachtwoord".to_owned()).await.unwrap();
        let parsed = PasswordHash::new(&ours).unwrap();
        assert!(Argon2::default().verify_password("een lang wachtwoord".as_bytes(), &parsed).is_ok());
        let theirs: PasswordHash = Argon2::default().hash_password_with_salt(b"een ander", &[7; 16]).unwrap();
        assert!(room.verify("een ander".to_owned(), Some(theirs.to_string())).await);
        for (password, hash) in [
            ("een ander", Some(ours.clone())),
            ("een lang wachtwoord", None),
            ("x", Some("x".to_owned())),
            ("", Some(ours)),
        ] {
            assert!(!room.verify(password.to_owned(), hash).await);
        }
    }

    /// However many attempts arrive, memory stays that of two hashes.
    #[tokio::test(flavor = "multi_thread")]
    async fn the_memory_of_a_hash_is_used_again() {
        let room = LimitedHasher::default();
        let mut knocks = tokio::task::JoinSet::new();
        for _ in 0..12 {
            let room = room.clone();
            knocks.spawn(async move { room.verify("wrong".to_owned(), None).await });
        }
        assert!(knocks.join_all().await.iter().all(|is_right| !is_right));
        assert!((1..=AT_ONCE).contains(&lock(&room.memory).len()));
    }
}

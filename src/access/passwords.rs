//! Passwords: Argon2id (RFC 9106), kept as a PHC string.
//!
//! The rule: [`LimitedHasher`] limits how many hashes are computed concurrently, and reuses their memory. If it were
//! allocated for each hash, the allocator would keep most of it. Only a [`NewPassword`] is hashed to be kept.

use std::sync::{Arc, Mutex, PoisonError};

use argon2::password_hash::phc::{Output, PasswordHash, Salt};
use argon2::{Algorithm, Argon2, Block, Params, Version};
use tokio::sync::Semaphore;

use crate::domain::access::new_password::{NewPassword, normalised};
use crate::randomness::Randomness;

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
    pub async fn hash(&self, randomness: &Randomness, password: &NewPassword) -> Option<String> {
        let salt: [u8; 16] = randomness.bytes();
        let params = Params::default();
        let output = self.output(password.reveal().to_owned(), salt.to_vec(), params.clone()).await?;
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
        for form in possible_forms(password) {
            if self.is_hashed_as(form, known.as_ref()).await {
                return true;
            }
        }
        false
    }

    async fn is_hashed_as(&self, password: String, known: Option<&Known>) -> bool {
        let (salt, params) = known.map_or_else(
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

/// The forms in which a typed password may have been hashed: in NFC, and as typed if that differs, since passwords were
/// not always normalised. The text alone decides, so the work does not depend on the account. A form that is longer than
/// any stored password is emptied, which no stored password is: hashing a huge one would waste time.
fn possible_forms(typed: String) -> Vec<String> {
    let normalised = normalised(&typed);
    let mut forms = if normalised == typed { vec![normalised] } else { vec![normalised, typed] };
    for form in &mut forms {
        if form.chars().count() > NewPassword::LONGEST {
            form.clear();
        }
    }
    forms
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
        let password = NewPassword::parse("een lang wachtwoord", &[]).unwrap();
        let ours = room.hash(&Randomness::from_seed(1), &password).await.unwrap();
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

    #[tokio::test]
    async fn a_password_opens_however_its_letters_are_composed_now() {
        let room = LimitedHasher::default();
        let (composed, decomposed) = ("caf\u{e9} om de hoek", "cafe\u{301} om de hoek");
        for set in [composed, decomposed] {
            let password = NewPassword::parse(set, &[]).unwrap();
            let hash = room.hash(&Randomness::from_seed(1), &password).await;
            for typed in [composed, decomposed] {
                assert!(room.verify(typed.to_owned(), hash.clone()).await, "{set:?} {typed:?}");
            }
            assert!(!room.verify("cafe om de hoek".to_owned(), hash).await);
        }
    }

    #[tokio::test]
    async fn a_password_that_was_hashed_as_typed_still_opens_as_typed() {
        let room = LimitedHasher::default();
        let typed = "cafe\u{301} om de hoek";
        let hash: PasswordHash =
            Argon2::default().hash_password_with_salt(typed.as_bytes(), &[7; 16]).unwrap();
        assert!(room.verify(typed.to_owned(), Some(hash.to_string())).await);
    }

    #[test]
    fn the_text_alone_decides_how_many_hashes_are_computed() {
        let long = "x".repeat(NewPassword::LONGEST + 1);
        let composed = "\u{e9}".repeat(NewPassword::LONGEST);
        let decomposed = "e\u{301}".repeat(NewPassword::LONGEST);
        for (typed, forms) in [
            ("wrong", vec!["wrong"]),
            ("caf\u{e9}", vec!["caf\u{e9}"]),
            ("cafe\u{301}", vec!["caf\u{e9}", "cafe\u{301}"]),
            (long.as_str(), vec![""]),
            (decomposed.as_str(), vec![composed.as_str(), ""]),
        ] {
            assert_eq!(possible_forms(typed.to_owned()), forms);
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

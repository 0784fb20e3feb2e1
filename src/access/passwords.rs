//! Passwords: Argon2id (RFC 9106), kept as a PHC string.

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};

use crate::randomness::Randomness;

/// The shortest password that is accepted, in characters (OWASP ASVS 5.0, 6.2.1; 15 and more are better).
pub const SHORTEST: usize = 8;

/// Hashes a password off the threads that serve requests; none if the hash cannot be made.
pub async fn hash(randomness: &Randomness, password: String) -> Option<String> {
    let salt: [u8; 16] = randomness.bytes();
    let hashed = tokio::task::spawn_blocking(move || {
        let hash: argon2::password_hash::phc::PasswordHash =
            Argon2::default().hash_password_with_salt(password.as_bytes(), &salt).ok()?;
        Some(hash.to_string())
    });
    hashed.await.ok().flatten()
}

/// Whether the password belongs to the hash; without a hash the same work is done, so that time tells nothing.
pub async fn verify(password: String, hash: Option<String>) -> bool {
    let verified = tokio::task::spawn_blocking(move || match hash {
        Some(hash) => PasswordHash::new(&hash)
            .is_ok_and(|parsed| Argon2::default().verify_password(password.as_bytes(), &parsed).is_ok()),
        None => {
            let _ = Argon2::default().hash_password_with_salt(password.as_bytes(), &[0; 16]);
            false
        }
    });
    verified.await.unwrap_or(false)
}

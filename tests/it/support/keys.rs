//! The keys of a program whose secret file is replaced.

use naklank::domain::access::token::SecretKey;
use naklank::domain::access::token::keyring::Keyring;

/// The key with which every test begins.
pub fn old_key() -> SecretKey {
    SecretKey::new([7; 32])
}

/// The key that replaces it.
pub fn new_key_of_file() -> SecretKey {
    SecretKey::new([8; 32]).marked()
}

/// What is new is made with the new key.
pub fn rotated() -> Keyring {
    Keyring::new(new_key_of_file(), vec![old_key()])
}

/// The new key is known, and not used yet.
pub fn about_to_rotate() -> Keyring {
    Keyring::new(old_key(), vec![new_key_of_file()])
}

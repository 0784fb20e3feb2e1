//! The signatures that are accepted, on ID tokens and logout tokens alike.
//!
//! The rule: only those that take the provider's private key. With a shared secret, who knows ours could sign; `none` is no
//! signature.

use openidconnect::core::{CoreJsonWebKeySet, CoreJwsSigningAlgorithm};
use openidconnect::{JsonWebKey as _, JsonWebKeyId};

/// The algorithms that are accepted (RFC 7518, 3.1; RFC 8037).
pub const ALGORITHMS: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

/// Whether one of the keys, the named one if a name is given, made a signature by one of [`ALGORITHMS`].
#[must_use]
pub fn is_made_by(
    keys: &CoreJsonWebKeySet,
    name: Option<&JsonWebKeyId>,
    algorithm: &CoreJwsSigningAlgorithm,
    signed: &[u8],
    signature: &[u8],
) -> bool {
    ALGORITHMS.contains(algorithm)
        && keys
            .keys()
            .iter()
            .filter(|key| name.is_none() || key.key_id() == name)
            .any(|key| key.verify_signature(algorithm, signed, signature).is_ok())
}

//! Keys and tokens for the tests of what a provider signs.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use openidconnect::core::CoreJsonWebKeySet;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use serde_json::{Value, json};

use crate::domain::Timestamp;

pub const ISSUER: &str = "https://login.example.org";
/// The present moment of these tests, in seconds since 1970.
pub const NOW: i64 = 1_774_000_000;

pub fn now() -> Timestamp {
    Timestamp::from_timestamp(NOW, 0).unwrap()
}

/// A key of a provider, with its name.
pub struct Signer {
    name: &'static str,
    key: EcdsaKeyPair,
}

impl Signer {
    pub fn new(name: &'static str) -> Self {
        let random = SystemRandom::new();
        let pkcs8 = EcdsaKeyPair::generate_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, &random).unwrap();
        let key =
            EcdsaKeyPair::from_pkcs8(&ECDSA_P256_SHA256_FIXED_SIGNING, pkcs8.as_ref(), &random).unwrap();
        Self { name, key }
    }

    /// A token, signed by this key whatever its header says.
    pub fn token(&self, header: &Value, claims: &Value) -> String {
        let header = changed(json!({"alg": "ES256", "kid": self.name}), header);
        let encoded = |part: &Value| URL_SAFE_NO_PAD.encode(part.to_string());
        let signed = format!("{}.{}", encoded(&header), encoded(claims));
        let signature = self.key.sign(&SystemRandom::new(), signed.as_bytes()).unwrap();
        format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature.as_ref()))
    }

    fn public(&self) -> Value {
        // An uncompressed point: a byte that says so, and two coordinates of 32 bytes.
        let point = &self.key.public_key().as_ref()[1..];
        let coordinate = |bytes: &[u8]| URL_SAFE_NO_PAD.encode(bytes);
        let (x, y) = (coordinate(&point[..32]), coordinate(&point[32..]));
        json!({"kty": "EC", "crv": "P-256", "use": "sig", "kid": self.name, "x": x, "y": y})
    }
}

/// What a provider with these keys publishes.
pub fn keys(signers: &[&Signer]) -> CoreJsonWebKeySet {
    let keys: Vec<Value> = signers.iter().map(|signer| signer.public()).collect();
    serde_json::from_value(json!({"keys": keys})).unwrap()
}

/// An object with other members; null removes one.
pub fn changed(mut object: Value, changes: &Value) -> Value {
    let members = object.as_object_mut().unwrap();
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            members.remove(name);
        } else {
            members.insert(name.clone(), value.clone());
        }
    }
    object
}

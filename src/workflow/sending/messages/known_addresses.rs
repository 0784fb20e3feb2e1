//! Which hashes in the database belong to one address of a batch, while keys are being replaced.
//!
//! The rule: one address is one address, whichever keys made its hashes. A mail has an address in clear, so that the hash
//! of every key can be made; where there is no other key, the stored hash says enough.

use std::collections::HashMap;

use crate::domain::access::token::keyring::Keyring;
use crate::domain::people::email_address::EmailAddress;
use crate::storage::asking::invitations::StoredInvitation;

/// For each hash of an address of a batch, the one under which the batch knows it; empty while there is one key.
#[derive(Default)]
pub struct KnownAddresses(HashMap<Vec<u8>, Vec<u8>>);

impl KnownAddresses {
    /// The addresses of these invitations.
    pub fn of<'a>(keys: &Keyring, invitations: impl Iterator<Item = &'a StoredInvitation>) -> Self {
        let mut known = HashMap::new();
        if keys.is_single() {
            return Self(known);
        }
        for invitation in invitations {
            let Some(stored) = &invitation.address_hash else { continue };
            let address = invitation.recipient_address.as_deref().and_then(|text| text.parse().ok());
            let hashes = address.map(|address: EmailAddress| keys.address_hashes(&address.folded()));
            let hashes = hashes.unwrap_or_default();
            let name = hashes.first().unwrap_or(stored);
            for hash in hashes.iter().chain([stored]) {
                known.insert(hash.clone(), name.clone());
            }
        }
        Self(known)
    }

    /// The hash under which the batch knows the address of this one.
    pub fn name<'a>(&'a self, hash: &'a [u8]) -> &'a [u8] {
        self.0.get(hash).map_or(hash, Vec::as_slice)
    }

    /// Every hash under which the database may know one of these addresses.
    pub fn all(&self, stored: impl Iterator<Item = Vec<u8>>) -> Vec<Vec<u8>> {
        let sorted: std::collections::BTreeSet<Vec<u8>> = stored.chain(self.0.keys().cloned()).collect();
        sorted.into_iter().collect()
    }
}

//! Seals the secrets of authenticator apps anew when the key of the secret file was replaced.
//!
//! The rule: a secret is opened with whichever key seals it and sealed with the current one, so that the earlier key is no
//! longer needed for it. One that no key opens stays as it is.

use crate::app::App;
use crate::domain::access::session::second_factor::TotpSecret;
use crate::domain::access::token::SecretKey;
use crate::domain::access::token::sealed::Sealed;
use crate::domain::ids::UserId;
use crate::storage::access::secret_keys;
use crate::storage::{StorageError, Tx};
use crate::workflow::access::second_factor::check_code::{PURPOSE, seal};

/// Seals with the current key what another one seals; returns how many.
#[tracing::instrument(skip_all)]
pub async fn reseal(app: &App) -> Result<u64, StorageError> {
    let current = app.secret.sealing_key(PURPOSE);
    let sealed = secret_keys::sealed(&mut app.db.read().await?).await?;
    let mut resealed = 0;
    for (user, before) in sealed {
        let owner = user.0.as_bytes();
        if before.open(&current, owner).is_some() {
            continue;
        }
        let opened = app.secret.open(PURPOSE, &before, owner);
        let Some(secret) = opened.and_then(|bytes| TotpSecret::of_bytes(&bytes)) else { continue };
        let after = seal(app, user, &secret)?;
        let mut tx = app.db.write().await?;
        resealed += u64::from(secret_keys::replace_sealed(&mut tx, user, &before, &after).await?);
        tx.commit().await?;
    }
    Ok(resealed)
}

/// How many secrets none of these keys opens.
pub async fn unreadable_with(tx: &mut Tx, keys: &[SecretKey]) -> Result<u64, StorageError> {
    let sealing: Vec<[u8; 32]> = keys.iter().map(|key| key.sealing_key(PURPOSE)).collect();
    let sealed = secret_keys::sealed(tx).await?;
    let opens = |user: &UserId, sealed: &Sealed| {
        sealing.iter().any(|key| sealed.open(key, user.0.as_bytes()).is_some())
    };
    Ok(sealed.iter().filter(|(user, sealed)| !opens(user, sealed)).count() as u64)
}

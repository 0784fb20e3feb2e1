//! Opens a restored database, and applies the erasures that were made since its backup.
//!
//! The rule: who was erased stays erased. A backup knows nothing of later erasures, so a ledger of them is kept outside it
//! and applied before anything serves the restored database.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::app::App;
use crate::clock::Clock;
use crate::config::{Config, DatabaseConfig, MailConfig, MailTransport, SecretConfig};
use crate::domain::access::token::keyring::Keyring;
use crate::randomness::Randomness;
use crate::storage::engine::backup::{postgres, sqlite};
use crate::storage::{Db, Missing};
use crate::workflow::privacy::ledger;
use crate::workflow::upkeep::prepare;
use crate::workflow::upkeep::restore::target::{Place, Target};
use crate::workflow::upkeep::restore::{RestoreError, Restored};
use crate::workflow::upkeep::rotation::start::keyring;

/// Opens a restored database, migrated, as a program that sends no mail and has its key files where they were put.
///
/// # Errors
/// It cannot be opened or migrated.
pub async fn open_restored(
    config: &Config,
    target: &Target,
    keys: &Keyring,
    clock: Arc<dyn Clock>,
    randomness: Randomness,
) -> Result<App, RestoreError> {
    let mail = MailConfig { transport: MailTransport::Memory, ..config.mail.clone() };
    let address = target.address();
    let config = Config {
        database: DatabaseConfig { url: address.as_str().into() },
        names_database: true,
        secret: SecretConfig {
            file: target.key.clone(),
            other_files: target.key_files(keys).into_iter().skip(1).map(|(path, _)| path).collect(),
        },
        mail,
        oidc: None,
        ..config.clone()
    };
    let db = Db::open(&address, Missing::Refused).await?;
    let (current, others) = keys.clone().into_keys();
    let secret = keyring(&db, current, others).await?;
    let app = App::new(config, db, secret, clock, randomness);
    match prepare::database(&app).await {
        Ok(()) => Ok(app),
        Err(error) => {
            app.db.close().await;
            Err(error.into())
        }
    }
}

/// Applies the ledger of erasures that was kept outside the backup; returns how many people it erased again.
///
/// # Errors
/// The ledger is not there, cannot be read or cannot be applied.
#[tracing::instrument(skip_all)]
pub async fn apply_erasures(app: &App, file: &Path) -> Result<usize, RestoreError> {
    let applied = ledger::apply_file(app, file).await;
    Ok(applied.map_err(|error| RestoreError::Erasures(error.to_string()))?.erased)
}

/// Puts the ledger of erasures beside the key of a restored database that is not opened yet, so that the first start applies it;
/// returns how many it names.
///
/// # Errors
/// The ledger is not there, or cannot be read or written.
pub fn keep_erasures(target: &Target, file: &Path) -> Result<usize, RestoreError> {
    ledger::take_over(&target.key, file).map_err(|error| RestoreError::Erasures(error.to_string()))
}

/// Takes back a restore whose erasures could not be applied.
///
/// `made` are the files that it made beside the database: keys and the ledger.
pub async fn undo(target: &Target, restored: &Restored, made: &[PathBuf]) {
    match &target.place {
        Place::File(database) => sqlite::remove(database),
        Place::Server(address) => {
            let _ = postgres::remove_restored(address, restored.made_schema.as_deref()).await;
        }
    }
    for file in made {
        let _ = std::fs::remove_file(file);
    }
}

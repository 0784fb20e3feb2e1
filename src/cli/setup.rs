//! From the configuration to an [`App`] whose database is up to date.

use std::path::Path;
use std::sync::Arc;

use secrecy::ExposeSecret as _;

use crate::app::App;
use crate::cli::{Failure, listed, logging};
use crate::clock::SystemClock;
use crate::config::settings::sources::Found;
use crate::config::{self, Config, ConfigMistake};
use crate::randomness::Randomness;
use crate::storage::{Db, Missing};
use crate::workflow::upkeep::moved::refuse_moved_if_told;
use crate::workflow::upkeep::prepare;

/// Reads the configuration.
pub fn config(file: Option<&Path>) -> Result<Config, Failure> {
    let (_, read) = read(file);
    read.map_err(|mistakes| wrong(&mistakes))
}

/// Reads the settings, and parses them.
pub fn read(file: Option<&Path>) -> (Found, Result<Config, Vec<ConfigMistake>>) {
    let found = config::settings::sources::read(file);
    let read = config::parse_found(&found);
    (found, read)
}

/// What is wrong with the configuration, one thing a line.
pub fn wrong(mistakes: &[impl std::fmt::Display]) -> Failure {
    Failure::Wrong(listed(
        "the configuration is wrong (`naklank config example` shows all settings):",
        mistakes,
    ))
}

/// The app of a command: configured, migrated, logging to stderr. A database that is configured must exist; the default
/// one is created.
pub async fn app(file: Option<&Path>) -> Result<App, Failure> {
    app_on(file, |config| if config.names_database { Missing::Refused } else { Missing::Made }).await
}

/// The same for a command that works on an installation that is there: no database is created.
pub async fn existing_app(file: Option<&Path>) -> Result<App, Failure> {
    app_on(file, |_| Missing::Refused).await
}

/// The same for a command that may be the first of an installation: a missing database is created.
pub async fn first_app(file: Option<&Path>) -> Result<App, Failure> {
    app_on(file, |_| Missing::Made).await
}

async fn app_on(file: Option<&Path>, missing: impl Fn(&Config) -> Missing) -> Result<App, Failure> {
    let config = config(file)?;
    logging::start(config.log.format);
    for key in &config.not_acted_on {
        tracing::warn!(key, "this setting is known, but this version does not act on it yet");
    }
    let missing = missing(&config);
    open(config, missing).await
}

/// The app of a command that takes the database as it is: it exists, and is not migrated.
pub async fn app_as_it_is(file: Option<&Path>) -> Result<App, Failure> {
    let config = config(file)?;
    logging::start(config.log.format);
    let randomness = Randomness::from_system()?;
    let db = Db::open(config.database.url.expose_secret(), Missing::Refused).await?;
    let secret = prepare::secret_key(&config, &db, &randomness).await?;
    Ok(App::new(config, db, secret, Arc::new(SystemClock), randomness))
}

/// The app of a command that does without a key, whose file may be lost.
pub async fn app_lacking_a_key(file: Option<&Path>) -> Result<App, Failure> {
    let config = config(file)?;
    logging::start(config.log.format);
    let app = unprepared(config, Missing::Refused).await?;
    prepare::database_lacking_a_key(&app).await?;
    Ok(app)
}

/// Opens an app with this configuration.
pub async fn open(config: Config, missing: Missing) -> Result<App, Failure> {
    let app = unprepared(config, missing).await?;
    prepare::database(&app).await?;
    Ok(app)
}

async fn unprepared(config: Config, missing: Missing) -> Result<App, Failure> {
    let randomness = Randomness::from_system()?;
    let db = Db::open(config.database.url.expose_secret(), missing).await?;
    // Before the key: beside a database that was moved away there may be none any more.
    refuse_moved_if_told(&db).await?;
    // Needs the open database: no key is created beside a database that already had one.
    let secret = prepare::secret_key(&config, &db, &randomness).await?;
    Ok(App::new(config, db, secret, Arc::new(SystemClock), randomness))
}

//! From the configuration to an [`App`] whose database is up to date.

use std::path::Path;
use std::sync::Arc;

use crate::app::App;
use crate::cli::{Failure, listed, logging};
use crate::clock::SystemClock;
use crate::config::{self, Config, ConfigMistake};
use crate::randomness::Randomness;
use crate::workflow::prepare;

/// Reads the configuration.
pub fn config(file: Option<&Path>) -> Result<Config, Failure> {
    config::sources::read(file).and_then(|values| config::parse(&values)).map_err(|mistakes| wrong(&mistakes))
}

fn wrong(mistakes: &[ConfigMistake]) -> Failure {
    Failure::Wrong(listed(
        "the configuration is wrong (`naklank config example` shows all settings):",
        mistakes,
    ))
}

/// The app of a command: configured, migrated, logging to stderr.
pub async fn app(file: Option<&Path>) -> Result<App, Failure> {
    let config = config(file)?;
    logging::start(config.log_format);
    for key in &config.not_acted_on {
        tracing::warn!(key, "this setting is known, but this version does not act on it yet");
    }
    open(config).await
}

/// Opens an app with this configuration.
pub async fn open(config: Config) -> Result<App, Failure> {
    let randomness = Randomness::from_system()?;
    let secret = prepare::secret_key(&config, &randomness)?;
    let app = App::open(config, secret, Arc::new(SystemClock), randomness).await?;
    prepare::database(&app).await?;
    Ok(app)
}

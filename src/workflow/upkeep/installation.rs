//! How the installation stands, for its page.

use crate::app::App;
use crate::config::MailTransport;
use crate::domain::upkeep::installation::{Installation, MailMode, SettingsInForce};
use crate::storage::StorageError;
use crate::storage::access::{audit_chain, audit_heads};
use crate::storage::engine::about;
use crate::workflow::sending::steer::sending_metrics;
use crate::workflow::upkeep::drill::backups_and_drills;
use crate::workflow::upkeep::last_pass::last_pass;

/// Reads it.
#[tracing::instrument(skip_all)]
pub async fn installation(app: &App) -> Result<Installation, StorageError> {
    let database = about::about(&app.db).await?;
    let sending = sending_metrics(app).await?;
    let mut tx = app.db.read().await?;
    Ok(Installation {
        now: sending.now,
        program: env!("CARGO_PKG_VERSION"),
        database,
        settings: settings(app),
        last_pass: last_pass(&mut tx).await?,
        sending: sending.state,
        queue: sending.queue,
        head: audit_chain::head(&mut tx).await?,
        published: audit_heads::newest(&mut tx).await?,
        backups: backups_and_drills(&mut tx).await?,
    })
}

/// The settings in force; no name or password of a mail server is among them.
fn settings(app: &App) -> SettingsInForce {
    let config = &app.config;
    let mail = match &config.mail.transport {
        MailTransport::Smtp(server) => MailMode::Server { host: server.host.clone(), port: server.port },
        MailTransport::File(folder) => MailMode::Folder(folder.display().to_string()),
        MailTransport::Memory => MailMode::Memory,
    };
    SettingsInForce {
        public_url: config.http.public_url.clone(),
        mail,
        second_factor: config.access.second_factor,
        contact_retention: config.privacy.contact_retention,
        verbatim_retention: config.privacy.verbatim_retention,
        minimum_group: config.privacy.minimum_group,
    }
}

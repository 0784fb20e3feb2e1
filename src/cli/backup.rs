//! `naklank backup`: one archive of the database and its keys.

use std::path::{Path, PathBuf};

use clap::Args;

use crate::cli::progress::Progress;
use crate::cli::{Failure, passphrase, print, setup};
use crate::workflow::access::audit::Actor;
use crate::workflow::upkeep::backup::{BackupError, back_up};

#[derive(Args)]
pub struct BackupArguments {
    /// The archive to be made; one that is there is not replaced
    file: PathBuf,
    /// Leave the keys out; then they must be kept elsewhere, since a backup is worth nothing without them
    #[arg(long, conflicts_with = "passphrase_file")]
    without_key: bool,
    /// A file whose first line is the passphrase that seals the keys [default: asked on a terminal]
    #[arg(long, value_name = "FILE")]
    passphrase_file: Option<PathBuf>,
}

pub async fn run(config: Option<&Path>, arguments: &BackupArguments) -> Result<(), Failure> {
    let app = setup::app_as_it_is(config).await?;
    let passphrase = match &arguments.passphrase_file {
        _ if arguments.without_key => None,
        Some(file) => Some(passphrase::from_file(file)?),
        None => Some(passphrase::new_from_terminal()?),
    };
    let told = Progress::of_bytes("written");
    let made = back_up(&app, &Actor::Operator, &arguments.file, passphrase.as_ref(), &told).await;
    let made = made.map_err(|error| match error {
        BackupError::ShortPassphrase => Failure::Wrong(error.to_string()),
        other => other.into(),
    })?;
    let key = match app.secret.keys().count() {
        _ if !made.with_key => "without the key".to_owned(),
        1 => "with the sealed key".to_owned(),
        keys => format!("with {keys} sealed keys"),
    };
    let file = arguments.file.display();
    print(format!("{file}: {} bytes, {key}, of the database at migration {}.", made.size, made.migration))
}

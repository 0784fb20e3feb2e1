//! The place in which a drill restores: a temporary folder, or a PostgreSQL database of its own.
//!
//! The rule: it is empty before and gone afterwards; the database in use is never among what it touches. Of a place that was named
//! nothing is removed but what the drill itself put there: one that is refused because it is not empty stays as it is.

use std::path::PathBuf;

use secrecy::ExposeSecret as _;

use crate::app::App;
use crate::domain::access::token::keyring::Keyring;
use crate::domain::upkeep::installation::Engine;
use crate::storage::engine::backup::{CopyError, postgres, sqlite};
use crate::workflow::upkeep::drill::left::{self, Beginnings};
use crate::workflow::upkeep::restore::inspect::Inspected;
use crate::workflow::upkeep::restore::left::remove_left;
use crate::workflow::upkeep::restore::target::{Place, Target};
use crate::workflow::upkeep::restore::{RestoreError, Restored, unwritten};

/// The scratch place.
pub struct Scratch {
    target: Target,
    folder: PathBuf,
    /// The database that was made for it, with the address of the one beside it.
    made: Option<(String, String)>,
}

impl Scratch {
    /// Makes it.
    ///
    /// # Errors
    /// There is no place of the engine of the backup, or it could not be made.
    #[tracing::instrument(skip_all)]
    pub async fn make(app: &App, inspected: &Inspected, place: Option<String>) -> Result<Self, RestoreError> {
        let now = app.now();
        let id = app.randomness.uuid(now).simple();
        let beginnings = Beginnings::of(app);
        let is_server = |place: &String| place.starts_with("postgres");
        let parent = place.as_ref().filter(|place| !is_server(place)).map(PathBuf::from);
        let parent = parent.unwrap_or_else(std::env::temp_dir);
        left::remove_folders(&parent, &beginnings.folder, now);
        // Drills come each day; after a killed restore there may be none for years.
        remove_left(&std::env::temp_dir());
        let folder = parent.join(format!("{}{id}", beginnings.folder));
        let shown = folder.display().to_string();
        make_folder(&folder).map_err(|error| unwritten(&shown, error))?;
        let key = Some(folder.join("naklank.key"));
        let in_folder =
            |to: &str, made| Self { target: Target::of(to, key.clone()), folder: folder.clone(), made };
        if inspected.manifest.engine() != Some(Engine::Postgres) {
            return Ok(in_folder(&format!("sqlite:{}", folder.join("naklank.db").display()), None));
        }
        if let Some(address) = place.filter(is_server) {
            return Ok(in_folder(&address, None));
        }
        let ours = app.config.database.url.expose_secret();
        let made = if ours.starts_with("postgres") {
            left::drop_databases(ours, &beginnings.database, now).await;
            let name = format!("{}{id}", beginnings.database);
            postgres::make_database(ours, &name)
                .await
                .map(|address| (address, name))
                .map_err(RestoreError::from)
        } else {
            Err(RestoreError::AnotherEngine {
                theirs: Engine::Postgres.name(),
                ours: Engine::Sqlite.name(),
                advice: "name an empty PostgreSQL database with --scratch postgres://...",
            })
        };
        match made {
            Ok((address, name)) => Ok(in_folder(&address, Some((ours.to_owned(), name)))),
            Err(error) => {
                let _ = std::fs::remove_dir(&folder);
                Err(error)
            }
        }
    }

    /// Where to restore.
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// A folder that may be made for a dump.
    pub fn folder_for_a_dump(&self) -> PathBuf {
        self.folder.join("dump")
    }

    /// Removes it with the keys that were put there, and what was `restored` into it, if anything was.
    ///
    /// # Errors
    /// The server failed.
    pub async fn remove(self, restored: Option<Restored>, keys: &Keyring) -> Result<(), CopyError> {
        let removed = match (&self.target.place, &self.made, restored) {
            (_, Some((address, name)), _) => postgres::drop_database(address, name).await,
            (Place::Server(address), None, Some(restored)) => {
                postgres::remove_restored(address, restored.made_schema.as_deref()).await
            }
            // A restore that failed left nothing there. What stands in it stood there before.
            (Place::Server(_), None, None) => Ok(()),
            (Place::File(database), None, _) => {
                sqlite::remove(database);
                Ok(())
            }
        };
        let keys = self.target.key_files(keys).into_iter().map(|(file, _)| file);
        for file in keys.chain([self.target.ledger()]) {
            let _ = std::fs::remove_file(file);
        }
        let _ = std::fs::remove_dir(&self.folder);
        removed
    }
}

fn make_folder(folder: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    std::fs::DirBuilder::new().mode(0o700).create(folder)
}

//! The files of the secret keys, with which links, address hashes and return paths are made.

use std::path::{Path, PathBuf};

use crate::config::settings::parsers::{empty, path, paths};
use crate::config::settings::section::section;
use crate::config::settings::setting::{default, otherwise};

section! {
    /// The secret keys; they belong to the backup.
    "secret" => SecretConfig {
        /// The file of the key that makes what is new: 32 random bytes that links are made with, mode 0600; made when absent
        /// on SQLite.
        file: PathBuf = default("data/naklank.key", path),
        /// Files of further keys, such as the earlier one after a [rotation](crate::docs::operating), whose links and
        /// addresses go on counting, and one that is to come; `naklank secret status` says what each is needed for.
        other_files: Vec<PathBuf> = otherwise("none", empty, paths).list(),
    }
}

impl SecretConfig {
    /// All files, first that of the key that makes what is new.
    pub fn files(&self) -> impl Iterator<Item = &Path> {
        std::iter::once(&self.file).chain(&self.other_files).map(PathBuf::as_path)
    }
}

//! The manifest of a backup: what made it, of what, and what must be in it.
//!
//! The rule: it is judged before anything else of an archive is read. What it does not name is not in the archive, and an
//! archive of a later format or a later schema is refused, since this program cannot know what it means.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::domain::Timestamp;
use crate::domain::upkeep::installation::Engine;

/// What the field `product` says in every backup.
pub const PRODUCT: &str = "naklank backup";
/// The format of the archive; another one would get another number.
pub const FORMAT: u32 = 1;

/// The member with the copy of an SQLite database.
pub const SQLITE_COPY: &str = "database.sqlite";
/// The member with a dump of a PostgreSQL schema, as `pg_dump --format=custom` writes it.
pub const POSTGRES_DUMP: &str = "database.dump";
/// The member with the sealed keys.
pub const SEALED_KEY: &str = "key.sealed.json";

/// The manifest of a backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub product: String,
    pub format: u32,
    /// The version of the program that made it.
    pub program: String,
    pub made_at: Timestamp,
    /// `sqlite` or `postgres`.
    pub engine: String,
    /// As the engine tells it.
    pub engine_version: String,
    /// The schema in which the tables stand, on PostgreSQL.
    pub postgres_schema: Option<String>,
    /// The number of the newest migration that was applied: the version of the schema.
    pub migration: i64,
    /// The fingerprint of the key with which the database made what was new.
    pub key_fingerprint: Option<String>,
    /// Those of earlier keys that are not dropped, and of keys that were to come: what was made with them may still be needed.
    #[serde(default)]
    pub other_keys: Vec<String>,
    /// The head of the audit; `None` for a schema from before it was a chain.
    pub audit: Option<ArchivedHead>,
    /// How many rows each table has.
    pub rows: BTreeMap<String, u64>,
    /// The other members of the archive, in their order.
    pub members: Vec<Member>,
}

/// The head of the audit in a manifest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchivedHead {
    pub entries: i64,
    /// As `naklank audit head` prints it.
    pub hash: String,
}

/// A member of the archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    pub name: String,
    /// In bytes.
    pub size: u64,
    /// In lower-case hexadecimal digits.
    pub sha256: String,
}

/// Why a manifest cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ManifestFault {
    #[error("it was not made by `naklank backup`")]
    Foreign,
    #[error("its manifest cannot be read ({0}): use another copy of it")]
    Unreadable(String),
    #[error(
        "it was made by a newer version of this program ({program}, format {format}): install that version, or a later one"
    )]
    NewerFormat { program: String, format: u32 },
    #[error(
        "its database is newer than this program: it is at migration {theirs}, and this program knows {ours}. Install version {program}, which made it, or a later one"
    )]
    NewerSchema { program: String, theirs: i64, ours: i64 },
}

/// The part of a manifest that every format has.
#[derive(Deserialize)]
struct Head {
    product: String,
    format: u32,
    #[serde(default)]
    program: String,
}

impl Manifest {
    /// Reads a manifest; `newest` is the newest migration that this program knows.
    ///
    /// # Errors
    /// See [`ManifestFault`].
    pub fn parse(bytes: &[u8], newest: i64) -> Result<Self, ManifestFault> {
        let head: Head = serde_json::from_slice(bytes).map_err(|_| ManifestFault::Foreign)?;
        if head.product != PRODUCT {
            return Err(ManifestFault::Foreign);
        }
        if head.format > FORMAT {
            return Err(ManifestFault::NewerFormat { program: head.program, format: head.format });
        }
        let manifest: Self =
            serde_json::from_slice(bytes).map_err(|error| ManifestFault::Unreadable(error.to_string()))?;
        if manifest.migration > newest {
            let (program, theirs) = (manifest.program, manifest.migration);
            return Err(ManifestFault::NewerSchema { program, theirs, ours: newest });
        }
        manifest.names_what_it_should()?;
        Ok(manifest)
    }

    fn names_what_it_should(&self) -> Result<(), ManifestFault> {
        let unreadable = |what: &str| ManifestFault::Unreadable(what.to_owned());
        let engine = self.engine().ok_or_else(|| unreadable("it names no engine that is known"))?;
        let names: Vec<&str> = self.members.iter().map(|member| member.name.as_str()).collect();
        let database = database_member(engine);
        if names != [database] && names != [database, SEALED_KEY] {
            return Err(unreadable("it names other members than a backup has"));
        }
        if engine == Engine::Postgres && self.postgres_schema.is_none() {
            return Err(unreadable("it names no schema"));
        }
        Ok(())
    }

    /// The engine of the database; `None` for one that this program does not know.
    #[must_use]
    pub fn engine(&self) -> Option<Engine> {
        [Engine::Sqlite, Engine::Postgres].into_iter().find(|engine| engine_key(*engine) == self.engine)
    }

    /// Whether the keys are in the archive.
    #[must_use]
    pub fn has_key(&self) -> bool {
        self.members.iter().any(|member| member.name == SEALED_KEY)
    }

    /// The member with this name.
    #[must_use]
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.members.iter().find(|member| member.name == name)
    }

    /// The manifest as it stands in the archive.
    ///
    /// # Errors
    /// It cannot be written as JSON, which does not happen.
    pub fn to_json(&self) -> Result<Vec<u8>, serde_json::Error> {
        let mut bytes = serde_json::to_vec_pretty(self)?;
        bytes.push(b'\n');
        Ok(bytes)
    }
}

/// How a manifest names an engine.
#[must_use]
pub fn engine_key(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => "sqlite",
        Engine::Postgres => "postgres",
    }
}

/// The member with the database.
#[must_use]
pub fn database_member(engine: Engine) -> &'static str {
    match engine {
        Engine::Sqlite => SQLITE_COPY,
        Engine::Postgres => POSTGRES_DUMP,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;

    pub fn manifest(members: Vec<Member>) -> Manifest {
        Manifest {
            product: PRODUCT.to_owned(),
            format: FORMAT,
            program: "0.1.0".to_owned(),
            made_at: Timestamp::from_timestamp(1_774_015_200, 0).unwrap(),
            engine: "sqlite".to_owned(),
            engine_version: "3.51.3".to_owned(),
            postgres_schema: None,
            migration: 29,
            key_fingerprint: Some("print".to_owned()),
            other_keys: vec!["earlier".to_owned()],
            audit: Some(ArchivedHead { entries: 2, hash: "0".repeat(64) }),
            rows: BTreeMap::from([("responses".to_owned(), 3)]),
            members,
        }
    }

    fn database() -> Member {
        Member { name: SQLITE_COPY.to_owned(), size: 1, sha256: "0".repeat(64) }
    }

    fn changed(change: impl Fn(&mut Manifest)) -> Vec<u8> {
        let mut manifest = manifest(vec![database()]);
        change(&mut manifest);
        manifest.to_json().unwrap()
    }

    #[test]
    fn a_manifest_is_read_as_it_is_written() {
        let written = manifest(vec![database()]);
        assert_eq!(Manifest::parse(&written.to_json().unwrap(), 29), Ok(written));
    }

    #[test]
    fn a_manifest_from_before_there_were_several_keys_is_read() {
        let earlier = changed(|it| it.other_keys.clear());
        let earlier = String::from_utf8(earlier).unwrap().replace("\"other_keys\": [],", "");
        assert!(!earlier.contains("other_keys"), "{earlier}");
        assert_eq!(Manifest::parse(earlier.as_bytes(), 29).unwrap().other_keys, Vec::<String>::new());
    }

    #[test]
    fn what_cannot_be_used_is_refused_with_the_reason() {
        let parse = |bytes: &[u8]| Manifest::parse(bytes, 29).unwrap_err();
        assert_eq!(parse(b"hello"), ManifestFault::Foreign);
        assert_eq!(parse(&changed(|it| it.product = "another".to_owned())), ManifestFault::Foreign);
        assert!(matches!(parse(&changed(|it| it.format = 2)), ManifestFault::NewerFormat { format: 2, .. }));
        assert!(matches!(
            parse(&changed(|it| it.migration = 30)),
            ManifestFault::NewerSchema { theirs: 30, ours: 29, .. }
        ));
        for unreadable in [
            changed(|it| it.engine = "oracle".to_owned()),
            changed(|it| it.members.clear()),
            changed(|it| it.members.push(database())),
            changed(|it| it.engine = "postgres".to_owned()),
        ] {
            assert!(matches!(parse(&unreadable), ManifestFault::Unreadable(_)));
        }
    }

    #[test]
    fn a_later_format_is_newer_although_it_holds_other_fields() {
        let later = br#"{"product": "naklank backup", "format": 7, "program": "2.0.0"}"#;
        let told = Manifest::parse(later, 29).unwrap_err().to_string();
        assert!(told.contains("2.0.0"), "{told}");
    }
}

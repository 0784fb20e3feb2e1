//! A migration only adds, so that a process of the version before goes on beside the new one.
//!
//! The rule: what takes something away, or asks more of a row, is listed here with the version since which no program uses what
//! it takes away. That version has to be an earlier one: first a release that uses it no more, then one that removes it.

use std::collections::BTreeSet;

use super::database::{migrations_of, names_in};
use crate::support::Backend;

/// The last migration of the time before this rule.
pub const FREE_UP_TO: i64 = 29;

/// A migration that takes something away.
pub struct Contraction {
    /// The name of its file, which is the same for both engines.
    pub file: &'static str,
    /// The first version whose program neither reads nor writes what it takes away, and writes what it asks of a row.
    pub unused_since: i64,
    /// What it takes away, and how that version does without.
    pub why: &'static str,
}

/// All of them, the oldest first.
pub const CONTRACTIONS: &[Contraction] = &[];

/// What a migration has added so far: what it does to its own tables and columns is no concern of an older program.
#[derive(Default)]
struct Added<'a> {
    tables: BTreeSet<String>,
    /// As `TABLE.COLUMN`.
    columns: BTreeSet<String>,
    /// The unique indexes of all migrations, which statements of an older program may name by their columns.
    unique_indexes: Option<&'a BTreeSet<String>>,
}

/// Why an older program could fail after a statement; `None` if it cannot. Takes one in capitals, without texts and comments.
fn refusal(statement: &str, added: &mut Added<'_>) -> Option<&'static str> {
    let words: Vec<&str> =
        statement.split([' ', '(', ')', ',', ';']).filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        ["CREATE", "TABLE", table, ..] => {
            added.tables.insert((*table).to_owned());
            None
        }
        ["CREATE", "INDEX", ..] | ["INSERT", "INTO", ..] => None,
        ["CREATE", "UNIQUE", "INDEX", _, "ON", table, ..] => {
            let is_free = added.tables.contains(*table) || leaves_old_rows_out(&words, table, added);
            (!is_free).then_some("an older program may write a row that the index refuses")
        }
        ["UPDATE", "SQLITE_SCHEMA", ..] => Some("it edits the text of a table"),
        ["UPDATE", ..] => None,
        ["DELETE", "FROM", table, ..] | ["DROP", "TABLE", table] if added.tables.contains(*table) => None,
        ["ALTER", "TABLE", table, ..] if added.tables.contains(*table) => None,
        // Without any other index an older program is slower, and no more than that.
        ["DROP", "INDEX", index] if added.unique_indexes.is_some_and(|unique| !unique.contains(*index)) => {
            None
        }
        ["ALTER", "TABLE", table, "ADD", "COLUMN", column, kind @ ..] => {
            added.columns.insert(format!("{table}.{column}"));
            column_refusal(kind)
        }
        ["ALTER", "TABLE", table, "ADD", "CONSTRAINT", _, "CHECK" | "FOREIGN", rest @ ..] => {
            let column = rest.iter().find(|word| **word != "KEY");
            let is_new = column.is_some_and(|column| added.columns.contains(&format!("{table}.{column}")));
            (!is_new).then_some("an older program may write a row that the constraint refuses")
        }
        ["DELETE" | "DROP", ..] => Some("an older program may read what it removes"),
        ["ALTER", ..] => Some("it changes what an older program reads or writes"),
        _ => Some("it is none of the statements that are known to be safe"),
    }
}

/// Whether an index is only of rows that have a column of this migration, which an older program leaves null.
fn leaves_old_rows_out(words: &[&str], table: &str, added: &Added<'_>) -> bool {
    match words {
        [.., "WHERE", column, "IS", "NOT", "NULL"] => added.columns.contains(&format!("{table}.{column}")),
        _ => false,
    }
}

/// Why an older program, which does not name a column, could fail to write a row.
fn column_refusal(kind: &[&str]) -> Option<&'static str> {
    let has = |word: &str| kind.contains(&word);
    let is_not_null = kind.windows(2).any(|pair| pair == ["NOT", "NULL"]);
    match () {
        () if is_not_null && !has("DEFAULT") => {
            Some("an older program writes no value into a column without a default")
        }
        () if has("UNIQUE") || has("PRIMARY") => Some("rows of an older program would have the same value"),
        () => None,
    }
}

/// The statements of a text, in capitals, with one space between words, and without comments and what stands in quotes.
fn plain_statements(text: &str) -> Vec<String> {
    let code: String = text.lines().map(|line| format!("{}\n", without_comment(line))).collect();
    // Every second piece stands in quotes; one quote in a text is written as two.
    let unquoted: String = code.split('\'').step_by(2).collect::<Vec<_>>().join(" ");
    let statements =
        unquoted.split(';').map(|one| one.split_whitespace().collect::<Vec<_>>().join(" ").to_uppercase());
    statements.filter(|one| !one.is_empty()).collect()
}

fn without_comment(line: &str) -> &str {
    let is_outside = |at: &usize| line[..*at].matches('\'').count().is_multiple_of(2);
    let comment = line.match_indices("--").map(|(at, _)| at).find(is_outside);
    comment.map_or(line, |at| &line[..at])
}

/// The unique indexes that a text makes.
fn unique_indexes(text: &str) -> Vec<String> {
    let made = plain_statements(text);
    let named = made.iter().filter_map(|statement| statement.strip_prefix("CREATE UNIQUE INDEX "));
    named.filter_map(|rest| rest.split(' ').next()).map(str::to_owned).collect()
}

/// Every refusal of a text.
fn refusals(text: &str, unique_indexes: Option<&BTreeSet<String>>) -> Vec<String> {
    let mut added = Added { unique_indexes, ..Added::default() };
    let found = plain_statements(text).into_iter().filter_map(|statement| {
        let why = refusal(&statement, &mut added)?;
        Some(format!("{why}: {statement}"))
    });
    found.collect()
}

fn version_of(file: &str) -> i64 {
    file.split('_').next().unwrap().parse().unwrap()
}

#[test]
fn a_migration_only_adds_unless_it_is_listed_as_a_contraction() {
    for backend in [Backend::Sqlite, Backend::Postgres] {
        let folder = migrations_of(backend);
        let text_of = |file: &String| std::fs::read_to_string(folder.join(file)).unwrap();
        let files = names_in(&folder);
        let unique = files.iter().flat_map(|file| unique_indexes(&text_of(file))).collect();
        for file in files.iter().filter(|file| version_of(file) > FREE_UP_TO) {
            if CONTRACTIONS.iter().any(|listed| listed.file == file) {
                continue;
            }
            let found = refusals(&text_of(file), Some(&unique));
            assert!(
                found.is_empty(),
                "{backend:?} {file}: {found:#?}\nLet it add only, or list it in CONTRACTIONS with the version since which \
                 nothing uses what it takes away: see src/docs/recipes.md, \"Add a migration\""
            );
        }
    }
}

#[test]
fn what_a_contraction_takes_away_was_unused_in_an_earlier_version() {
    let files = names_in(&migrations_of(Backend::Sqlite));
    for listed in CONTRACTIONS {
        assert!(files.contains(listed.file), "{} is no migration", listed.file);
        assert!(!listed.why.is_empty(), "{}: say why", listed.file);
        assert!(
            listed.unused_since < version_of(listed.file),
            "{}: a process of the version right before still uses it; remove it in a later release",
            listed.file
        );
    }
}

#[test]
fn what_adds_is_taken() {
    let unique = BTreeSet::new();
    for text in [
        "CREATE TABLE one (id BLOB PRIMARY KEY NOT NULL) STRICT; CREATE UNIQUE INDEX ones ON one (name);",
        "CREATE TABLE one (id UUID PRIMARY KEY); ALTER TABLE one ADD CONSTRAINT some CHECK (x > 1); DROP TABLE one;",
        "ALTER TABLE users ADD COLUMN phone TEXT; UPDATE users SET phone = 'DROP; it''s -- no; comment';",
        "ALTER TABLE users ADD COLUMN wants INTEGER NOT NULL DEFAULT 0; -- DROP TABLE users;",
        "ALTER TABLE users ADD COLUMN team_id UUID; ALTER TABLE users ADD CONSTRAINT t FOREIGN KEY (team_id) REFERENCES teams (id);",
        "ALTER TABLE mails ADD COLUMN one TEXT; CREATE UNIQUE INDEX ones ON mails (one, other) WHERE one IS NOT NULL;",
        "DROP INDEX by_day; CREATE INDEX by_day ON responses (day) WHERE day > '2026'; INSERT INTO sending (id) VALUES (1);",
    ] {
        assert_eq!(refusals(text, Some(&unique)), [""; 0], "{text}");
    }
}

#[test]
fn what_takes_away_or_asks_more_is_refused() {
    let unique = BTreeSet::from(["USERS_BY_SUBJECT".to_owned()]);
    for text in [
        "DROP TABLE users;",
        "DROP INDEX users_by_subject;",
        "ALTER TABLE users RENAME COLUMN role TO roles;",
        "ALTER TABLE users RENAME TO staff;",
        "ALTER TABLE users DROP COLUMN role;",
        "alter table users add column phone text not null;",
        "ALTER TABLE users ADD COLUMN phone TEXT UNIQUE;",
        "ALTER TABLE users ALTER COLUMN phone TYPE BIGINT;",
        "ALTER TABLE users ALTER COLUMN phone SET NOT NULL;",
        "ALTER TABLE users ADD CONSTRAINT roles CHECK (role IN ('a'));",
        "CREATE UNIQUE INDEX users_by_phone ON users (phone);",
        "DELETE FROM messages WHERE kind = 'reminder';",
        "PRAGMA writable_schema = ON;",
        "UPDATE sqlite_schema SET sql = '';",
        "CREATE TRIGGER none AFTER INSERT ON users BEGIN SELECT 1; END;",
        "CREATE TABLE one (id UUID PRIMARY KEY); DROP TABLE two;",
    ] {
        assert!(!refusals(text, Some(&unique)).is_empty(), "{text}");
    }
}

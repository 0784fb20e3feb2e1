//! The schema of a database as its engine tells it, to be compared with that of another.

use std::collections::BTreeSet;

use super::database::Database;
use crate::support::Backend;

const SQLITE: &str =
    "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || COALESCE(sql, '') FROM sqlite_schema";

const POSTGRES: &str = "
    SELECT 'column ' || relname || '.' || attname || ' ' || format_type(atttypid, atttypmod)
        || CASE WHEN attnotnull THEN ' not null ' ELSE ' ' END || COALESCE(pg_get_expr(adbin, adrelid), '')
    FROM pg_attribute JOIN pg_class ON pg_class.oid = attrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
        LEFT JOIN pg_attrdef ON adrelid = attrelid AND adnum = attnum
    WHERE nspname = current_schema() AND relkind = 'r' AND attnum > 0 AND NOT attisdropped
    UNION ALL
    SELECT 'index ' || pg_get_indexdef(indexrelid, 0, TRUE)
    FROM pg_index JOIN pg_class ON pg_class.oid = indrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = current_schema()
    UNION ALL
    SELECT 'constraint ' || relname || ' ' || conname || ' ' || pg_get_constraintdef(pg_constraint.oid, TRUE)
    FROM pg_constraint JOIN pg_class ON pg_class.oid = conrelid JOIN pg_namespace ON pg_namespace.oid = relnamespace
    WHERE nspname = current_schema()";

/// Tables, columns with type, nullability and default, indexes, keys and constraints, one line each.
pub async fn schema(database: &Database) -> BTreeSet<String> {
    let sql = if database.backend == Backend::Sqlite { SQLITE } else { POSTGRES };
    let lines: BTreeSet<String> = database.texts(sql).await.into_iter().collect();
    assert!(lines.len() > 50, "the schema is there");
    lines
}

/// Each table with its columns in their order, and without the history of migrations.
pub async fn columns(database: &Database) -> Vec<(String, Vec<String>)> {
    let sql = match database.backend {
        Backend::Sqlite => {
            "SELECT tables.name || '.' || columns.name FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns
             WHERE tables.type = 'table' AND tables.name NOT LIKE 'sqlite%' AND tables.name NOT LIKE '_sqlx%'
             ORDER BY tables.name, columns.cid"
        }
        Backend::Postgres => {
            "SELECT table_name || '.' || column_name FROM information_schema.columns
             WHERE table_schema = current_schema() AND table_name NOT LIKE '\\_sqlx%'
             ORDER BY table_name, ordinal_position"
        }
    };
    let mut tables: Vec<(String, Vec<String>)> = Vec::new();
    for line in database.texts(sql).await {
        let (table, column) = line.split_once('.').unwrap();
        match tables.last_mut() {
            Some((last, columns)) if last == table => columns.push(column.to_owned()),
            _ => tables.push((table.to_owned(), vec![column.to_owned()])),
        }
    }
    tables
}

/// References to rows that are not there, of which there is none.
pub async fn broken_references(database: &Database) -> Vec<String> {
    match database.backend {
        Backend::Sqlite => {
            database.texts("SELECT \"table\" || ' ' || parent FROM pragma_foreign_key_check").await
        }
        // Every constraint was checked when its row came, unless it was never validated.
        Backend::Postgres => {
            let sql = "SELECT conname::text FROM pg_constraint WHERE NOT convalidated
                       AND connamespace = (SELECT oid FROM pg_namespace WHERE nspname = current_schema())";
            database.texts(sql).await
        }
    }
}

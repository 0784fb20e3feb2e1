//! Erases the rows of a person, as the map says.
//!
//! The rule: each statement is made from the map, and changes only rows that held something, so that its count can stand in a
//! receipt. The caller holds the locks of [`lock`](super::person::lock).

use std::collections::BTreeSet;

use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::access::audit_chain::WITH_WORDS;
use crate::domain::access::token::{Nonce, TokenHash};
use crate::domain::privacy::erasure::ERASED;
use crate::domain::privacy::map::{Columns, Fate, Table, of_customers, searched};
use crate::domain::privacy::mentions::{Mention, without};
use crate::storage::engine::columns::{lookups, numbered};
use crate::storage::privacy::person::PersonRows;
use crate::storage::{Result, Tx, with_conn};

/// What becomes of a table's rows, as SQL without its condition on whose they are.
struct Statement {
    change: String,
    /// That a row holds something to erase.
    holds: String,
}

/// Erases what the map says; returns from how many rows of each table something was erased.
pub async fn erase(tx: &mut Tx, person: &PersonRows) -> Result<Vec<(&'static str, u64)>> {
    let mut erased = Vec::new();
    for table in of_customers() {
        let Some((key, keys)) = person.keys(table.link) else { continue };
        let Some(statement) = statement(table) else { continue };
        let mut rows = 0;
        for chunk in lookups(keys) {
            let Statement { change, holds } = &statement;
            let sql = format!("{change} WHERE {key} IN ({}){holds}", numbered(1, chunk.len()));
            rows += with_conn!(tx, |conn| {
                let query = sqlx::query(AssertSqlSafe(sql));
                chunk.iter().fold(query, |query, id| query.bind(*id)).execute(conn).await?.rows_affected()
            });
        }
        if rows > 0 {
            erased.push((table.name, rows));
        }
    }
    Ok(erased)
}

fn statement(table: &Table) -> Option<Statement> {
    let with = |fate: Fate| {
        let of_fate = table.columns.iter().filter(move |columns| columns.on_erasure == fate);
        of_fate.flat_map(Columns::each)
    };
    if with(Fate::RowRemoved).next().is_some() {
        return Some(Statement { change: format!("DELETE FROM {}", table.name), holds: String::new() });
    }
    let emptied =
        with(Fate::Emptied).map(|column| (format!("{column} = NULL"), format!("{column} IS NOT NULL")));
    let blanked = with(Fate::Blanked)
        .map(|column| (format!("{column} = SUBSTR({column}, 1, 0)"), format!("{column} <> ''")));
    let (sets, holds): (Vec<String>, Vec<String>) = emptied.chain(blanked).unzip();
    (!sets.is_empty()).then(|| Statement {
        change: format!("UPDATE {} SET {}", table.name, sets.join(", ")),
        holds: format!(" AND ({})", holds.join(" OR ")),
    })
}

/// Marks complaints as those of a person who was erased: no report brings contact details back.
pub async fn mark(tx: &mut Tx, complaints: &[Uuid], now: Timestamp) -> Result<()> {
    for chunk in lookups(complaints) {
        let sql = format!(
            "UPDATE complaints SET erased_at = $1, contact_forgotten_at = COALESCE(contact_forgotten_at, $1)
             WHERE id IN ({})",
            numbered(2, chunk.len())
        );
        with_conn!(tx, |conn| {
            let query = sqlx::query(AssertSqlSafe(sql)).bind(now);
            chunk.iter().fold(query, |query, id| query.bind(*id)).execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}

/// Ends the time of invitations that came back undelivered and could be answered all the same, by an answer that is under way.
pub async fn end_undelivered(tx: &mut Tx, person: &PersonRows, now: Timestamp) -> Result<()> {
    for chunk in lookups(&person.invitations) {
        let sql = format!(
            "UPDATE invitations SET expires_at = $1 WHERE state = 'undeliverable' AND id IN ({})",
            numbered(2, chunk.len())
        );
        with_conn!(tx, |conn| {
            let query = sqlx::query(AssertSqlSafe(sql)).bind(now);
            chunk.iter().fold(query, |query, id| query.bind(*id)).execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}

/// Cancels a person's mails that are not sent, those too whose worker was lost.
pub async fn cancel_mails(tx: &mut Tx, person: &PersonRows) -> Result<()> {
    for chunk in lookups(&person.messages) {
        let sql = format!(
            "UPDATE messages SET state = 'cancelled', lease_id = NULL WHERE state IN ('waiting', 'claimed') AND id IN ({})",
            numbered(1, chunk.len())
        );
        with_conn!(tx, |conn| {
            let query = sqlx::query(AssertSqlSafe(sql));
            chunk.iter().fold(query, |query, id| query.bind(*id)).execute(conn).await?.rows_affected()
        });
    }
    Ok(())
}

/// The hashes of the links in a person's mails.
pub async fn links(tx: &mut Tx, person: &PersonRows) -> Result<Vec<(Uuid, TokenHash)>> {
    let mut found = Vec::new();
    for chunk in lookups(&person.messages) {
        let sql = format!("SELECT id, token_hash FROM messages WHERE id IN ({})", numbered(1, chunk.len()));
        let links: Vec<(Uuid, TokenHash)> = with_conn!(tx, |conn| {
            let query = sqlx::query_as(AssertSqlSafe(sql));
            chunk.iter().fold(query, |query, id| query.bind(*id)).fetch_all(conn).await?
        });
        found.extend(links);
    }
    Ok(found)
}

/// Unties a link from its mail, which gets values that lead nowhere; that the link was ours is kept.
pub async fn untie_link(
    tx: &mut Tx,
    (message, link): (Uuid, TokenHash),
    address_hash: &[u8],
    random: (Nonce, TokenHash),
) -> Result<()> {
    with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO erased_links (token_hash, address_hash) VALUES ($1, $2) ON CONFLICT (token_hash) DO NOTHING",
        )
        .bind(link)
        .bind(address_hash.to_vec())
        .execute(conn)
        .await?
        .rows_affected()
    });
    let (nonce, token_hash) = random;
    with_conn!(tx, |conn| {
        sqlx::query("UPDATE messages SET nonce = $2, token_hash = $3 WHERE id = $1")
            .bind(message)
            .bind(nonce)
            .bind(token_hash)
            .execute(conn)
            .await?
            .rows_affected()
    });
    Ok(())
}

/// Removes contact details from what others wrote; returns from how many texts.
pub async fn remove_names(tx: &mut Tx, mentioned: &[Mention]) -> Result<u64> {
    let mut found = 0;
    for (table, column) in searched() {
        for text in texts(tx, table, column, mentioned).await? {
            let Some(left) = without(&text, mentioned) else { continue };
            let sql = format!("UPDATE {table} SET {column} = $2 WHERE {column} = $1");
            found += with_conn!(tx, |conn| {
                sqlx::query(AssertSqlSafe(sql)).bind(text).bind(left).execute(conn).await?.rows_affected()
            });
        }
    }
    Ok(found)
}

/// The texts of a column in which one of the contact details may stand.
async fn texts(tx: &mut Tx, table: &str, column: &str, mentioned: &[Mention]) -> Result<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for mention in mentioned {
        let sql = format!("SELECT DISTINCT {column} FROM {table} WHERE LOWER({column}) LIKE $1 ESCAPE '\\'");
        let texts: Vec<String> = with_conn!(tx, |conn| {
            sqlx::query_scalar(AssertSqlSafe(sql)).bind(mention.pattern()).fetch_all(conn).await?
        });
        found.extend(texts);
    }
    Ok(found)
}

/// Removes what was written about taking this address, of which the audit holds the beginning of the hash, off the list that is
/// never mailed.
pub async fn remove_audit_words(tx: &mut Tx, mark: &str) -> Result<u64> {
    let sql = format!(
        "UPDATE audit_words SET words = '{ERASED}' WHERE words <> '{ERASED}' AND entry_id IN (
            SELECT id FROM audit WHERE action = $1 AND subject = $2)"
    );
    Ok(with_conn!(tx, |conn| {
        sqlx::query(AssertSqlSafe(sql))
            .bind(WITH_WORDS.name())
            .bind(mark)
            .execute(conn)
            .await?
            .rows_affected()
    }))
}

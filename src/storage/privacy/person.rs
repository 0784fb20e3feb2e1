//! Finds the rows of a person by an address, also where only its keyed hash is kept.
//!
//! The rule: a complaint belongs to the person whose address it holds. Where it holds none any more, it belongs to the person
//! to whom its invitations were mailed. An invitation belongs to the person it was mailed to: whose complaint it is about may have another
//! address by now.

use std::collections::BTreeSet;

use sqlx::AssertSqlSafe;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::privacy::map::{Class, Columns, Link, Of, Table, of_customers};
use crate::domain::privacy::sought::SoughtAddress;
use crate::domain::sending::message::MessageState;
use crate::storage::engine::columns::{lookups, numbered};
use crate::storage::{Result, Tx, with_conn};

/// The identifiers of a person's rows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonRows {
    /// The hashes of the address, one for each key, that of the current key first.
    pub address_hashes: Vec<Vec<u8>>,
    pub complaints: Vec<Uuid>,
    pub invitations: Vec<Uuid>,
    pub messages: Vec<Uuid>,
    pub responses: Vec<Uuid>,
    pub follow_ups: Vec<Uuid>,
}

impl PersonRows {
    /// Whether nothing but wishes is known of the person.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.complaints.is_empty() && self.invitations.is_empty()
    }

    /// By which column, and which identifiers, rows of a table are found; `None` where the keyed hash finds them, or nothing does.
    pub(super) fn keys(&self, link: Link) -> Option<(&'static str, &[Uuid])> {
        match link {
            Link::Complaint(column) => Some((column, &self.complaints)),
            Link::Invitation(column) => Some((column, &self.invitations)),
            Link::Message(column) => Some((column, &self.messages)),
            Link::Response(column) => Some((column, &self.responses)),
            Link::FollowUp(column) => Some((column, &self.follow_ups)),
            Link::None | Link::Address(_) => None,
        }
    }
}

/// The complaints that hold an address. Of those with letters outside ASCII all are looked at: not every engine knows their small
/// letters.
pub async fn complaints_with(tx: &mut Tx, sought: &SoughtAddress) -> Result<Vec<Uuid>> {
    let pattern = format!("%{}@%", escaped(sought.local_part()));
    let found: Vec<(Uuid, String)> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, contact_email FROM complaints
             WHERE contact_email IS NOT NULL
                AND (LOWER(contact_email) LIKE $1 ESCAPE '\\' OR OCTET_LENGTH(contact_email) <> LENGTH(contact_email))",
        )
        .bind(pattern)
        .fetch_all(conn)
        .await?
    });
    Ok(found.into_iter().filter(|(_, stored)| sought.is(stored)).map(|(id, _)| id).collect())
}

/// The complaints behind `after` that hold an address, with it, in the order of their identifiers.
pub async fn addresses(tx: &mut Tx, after: Uuid, most: u32) -> Result<Vec<(Uuid, String)>> {
    Ok(with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT id, contact_email FROM complaints WHERE contact_email IS NOT NULL AND id > $1 ORDER BY id LIMIT $2",
        )
        .bind(after)
        .bind(i64::from(most))
        .fetch_all(conn)
        .await?
    }))
}

/// Everything that belongs to a person: the given complaints, which hold the address, and what its keyed hashes lead to, one for
/// each key. With `until`, only invitations of complaints that were reported closed up to then.
pub async fn find(
    tx: &mut Tx,
    address_hashes: &[Vec<u8>],
    complaints: &[Uuid],
    until: Option<Timestamp>,
) -> Result<PersonRows> {
    let mut mailed = mailed_to(tx, address_hashes).await?;
    mailed.retain(|(_, _, _, reported_at)| until.is_none_or(|until| *reported_at <= until));
    let left = mailed.iter().filter(|(_, _, has_no_address, _)| *has_no_address);
    let left = left.map(|(_, complaint, _, _)| *complaint);
    let complaints: BTreeSet<Uuid> = complaints.iter().copied().chain(left).collect();
    let complaints: Vec<Uuid> = complaints.into_iter().collect();
    let mut invitations: BTreeSet<Uuid> = mailed.iter().map(|(invitation, _, _, _)| *invitation).collect();
    // Those that were withheld hold no address: they belong to the person with the complaint.
    let unaddressed = "SELECT id FROM invitations WHERE address_hash IS NULL AND complaint_id";
    invitations.extend(ids(tx, unaddressed, &complaints).await?);
    let invitations: Vec<Uuid> = invitations.into_iter().collect();
    let messages = ids(tx, "SELECT id FROM messages WHERE invitation_id", &invitations).await?;
    let responses = ids(tx, "SELECT id FROM responses WHERE invitation_id", &invitations).await?;
    let follow_ups = ids(tx, "SELECT id FROM follow_ups WHERE response_id", &responses).await?;
    Ok(PersonRows {
        address_hashes: address_hashes.to_vec(),
        complaints,
        invitations,
        messages,
        responses,
        follow_ups,
    })
}

/// An invitation, its complaint, whether that holds no address any more, and when it was reported.
type Mailed = (Uuid, Uuid, bool, Timestamp);

/// The invitations with one of these hashes.
async fn mailed_to(tx: &mut Tx, address_hashes: &[Vec<u8>]) -> Result<Vec<Mailed>> {
    let mut found = Vec::new();
    for chunk in lookups(address_hashes) {
        let sql = format!(
            "SELECT invitations.id, complaints.id, contact_email IS NULL, reported_at
             FROM invitations JOIN complaints ON complaints.id = invitations.complaint_id
             WHERE address_hash IN ({})",
            numbered(1, chunk.len())
        );
        let mailed: Vec<Mailed> = with_conn!(tx, |conn| {
            let query = sqlx::query_as(AssertSqlSafe(sql));
            chunk.iter().fold(query, |query, hash| query.bind(hash.clone())).fetch_all(conn).await?
        });
        found.extend(mailed);
    }
    Ok(found)
}

/// Locks the person's complaints, then their mails, then the invitations until the transaction ends, in the order in which everything
/// else locks them, and says whether a worker is sending one of the mails. What was answered until then is found by looking again.
pub async fn lock(tx: &mut Tx, person: &PersonRows, now: Timestamp) -> Result<bool> {
    let locks = tx.row_locks();
    lock_rows(tx, "complaints", &person.complaints).await?;
    let mut is_in_flight = false;
    let is_held = |(state, lease_until): &(MessageState, Timestamp)| {
        *state == MessageState::Claimed && *lease_until > now
    };
    for chunk in lookups(&person.messages) {
        let sql = format!(
            "SELECT state, next_at FROM messages WHERE id IN ({}) ORDER BY id {locks}",
            numbered(1, chunk.len())
        );
        let found: Vec<(MessageState, Timestamp)> = with_conn!(tx, |conn| {
            let query = sqlx::query_as(AssertSqlSafe(sql));
            chunk.iter().fold(query, |query, id| query.bind(*id)).fetch_all(conn).await?
        });
        is_in_flight |= found.iter().any(is_held);
    }
    lock_rows(tx, "invitations", &person.invitations).await?;
    Ok(is_in_flight)
}

async fn lock_rows(tx: &mut Tx, table: &str, ids: &[Uuid]) -> Result<()> {
    for chunk in lookups(ids) {
        let list = numbered(1, chunk.len());
        let sql = format!("SELECT id FROM {table} WHERE id IN ({list}) ORDER BY id {}", tx.row_locks());
        let _locked: Vec<Uuid> = with_conn!(tx, |conn| {
            let query = sqlx::query_scalar(AssertSqlSafe(sql));
            chunk.iter().fold(query, |query, id| query.bind(*id)).fetch_all(conn).await?
        });
    }
    Ok(())
}

/// The contact details that a person's rows hold, each once.
pub async fn contact(tx: &mut Tx, person: &PersonRows) -> Result<Vec<String>> {
    let mut found = BTreeSet::new();
    for table in of_customers() {
        for column in contact_columns(table) {
            let Some((key, keys)) = person.keys(table.link) else { continue };
            for chunk in lookups(keys) {
                let sql = format!(
                    "SELECT {column} FROM {} WHERE {column} IS NOT NULL AND {key} IN ({})",
                    table.name,
                    numbered(1, chunk.len())
                );
                let values: Vec<String> = with_conn!(tx, |conn| {
                    let query = sqlx::query_scalar(AssertSqlSafe(sql));
                    chunk.iter().fold(query, |query, id| query.bind(*id)).fetch_all(conn).await?
                });
                found.extend(values);
            }
        }
    }
    Ok(found.into_iter().collect())
}

fn contact_columns(table: &Table) -> impl Iterator<Item = &'static str> {
    let is_contact = |columns: &&Columns| columns.class == Class::Contact && columns.of == Of::Customers;
    table.columns.iter().filter(is_contact).flat_map(Columns::each)
}

/// How many invitations about a person's complaints went to another address, which is an earlier one of theirs or another person's.
pub async fn mailed_elsewhere(tx: &mut Tx, person: &PersonRows) -> Result<u64> {
    let all = ids(tx, "SELECT id FROM invitations WHERE complaint_id", &person.complaints).await?;
    Ok(all.iter().filter(|id| !person.invitations.contains(id)).count() as u64)
}

/// The mails to staff about a person's follow-ups.
pub async fn staff_mails(tx: &mut Tx, person: &PersonRows) -> Result<Vec<Uuid>> {
    ids(tx, "SELECT id FROM staff_mails WHERE follow_up_id", &person.follow_ups).await
}

/// The references of a person's complaints.
pub async fn references(tx: &mut Tx, person: &PersonRows) -> Result<Vec<String>> {
    let mut found = Vec::new();
    for chunk in lookups(&person.complaints) {
        let sql =
            format!("SELECT DISTINCT reference FROM complaints WHERE id IN ({})", numbered(1, chunk.len()));
        let references: Vec<String> = with_conn!(tx, |conn| {
            let query = sqlx::query_scalar(AssertSqlSafe(sql));
            chunk.iter().fold(query, |query, id| query.bind(*id)).fetch_all(conn).await?
        });
        found.extend(references);
    }
    Ok(found)
}

/// The identifiers that a statement finds, which ends in the column that is one of `keys`.
async fn ids(tx: &mut Tx, select: &str, keys: &[Uuid]) -> Result<Vec<Uuid>> {
    let mut found = Vec::new();
    for chunk in lookups(keys) {
        let sql = format!("{select} IN ({})", numbered(1, chunk.len()));
        let ids: Vec<Uuid> = with_conn!(tx, |conn| {
            let query = sqlx::query_scalar(AssertSqlSafe(sql));
            chunk.iter().fold(query, |query, id| query.bind(*id)).fetch_all(conn).await?
        });
        found.extend(ids);
    }
    Ok(found)
}

/// A text as it is written in a pattern of `LIKE`.
fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_")
}

//! Erases a person: name, address, words and links, in every table, the queue, the outbox folder and the database's own files.
//! Counts, scores, segments and days stay.
//!
//! The rule: the ledger names an erasure before it is committed, and nothing is erased while a worker is sending a mail to the
//! person: what the worker knows would be written behind it.

mod rows;

pub(super) use rows::erase_rows;

use std::time::Duration;

use data_encoding::HEXLOWER;
use tokio::time::Instant;
use tracing::Instrument as _;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::privacy::erasure::Receipt;
use crate::domain::privacy::sought::SoughtAddress;
use crate::domain::time::calendar::to_microseconds;
use crate::storage::Tx;
use crate::storage::access::users;
use crate::storage::privacy::hashes::bring_over;
use crate::storage::privacy::person::{self, PersonRows};
use crate::storage::privacy::purge;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{act, demand};
use crate::workflow::privacy::PrivacyError;
use crate::workflow::privacy::ledger_lines::{carry_erasures, note_erasure};
use crate::workflow::privacy::person::{find_person, mark};

/// How long a mail that is being sent is waited for, and how often is looked. A mail takes far less, and a claim that a lost worker
/// left ends within its lease.
const PATIENCE: Duration = Duration::from_secs(8);
const PAUSE: Duration = Duration::from_millis(250);

/// Erases the person with an address.
///
/// # Errors
/// [`PrivacyError::Unknown`] where nothing is held but wishes, which stay; [`PrivacyError::InFlight`]; see [`PrivacyError`]. In
/// every case nothing was erased, but a mail in the outbox folder may be gone.
#[tracing::instrument(skip_all)]
pub async fn erase_person(app: &App, actor: &Actor, sought: &SoughtAddress) -> Result<Receipt, PrivacyError> {
    let give_up_at = Instant::now() + PATIENCE;
    let receipt = loop {
        let mut tx = app.db.write().await?;
        demand(&mut tx, actor, Action::ErasePerson).await?;
        let person = find_person(app, &mut tx, sought).await?;
        if person.is_empty() {
            return Err(PrivacyError::Unknown);
        }
        if person::lock(&mut tx, &person, app.now()).await? {
            drop(tx);
            if Instant::now() >= give_up_at {
                return Err(PrivacyError::InFlight);
            }
            tokio::time::sleep(PAUSE).await;
            continue;
        }
        // With what was stored until the locks were held.
        let person = find_person(app, &mut tx, sought).await?;
        break erase_whole(app, actor, tx, &person, sought).await?;
    };
    Ok(Receipt { is_purged: purge_files(app).await, ..receipt })
}

/// Erases what was found and commits it.
async fn erase_whole(
    app: &App,
    actor: &Actor,
    mut tx: Tx,
    person: &PersonRows,
    sought: &SoughtAddress,
) -> Result<Receipt, PrivacyError> {
    let at = to_microseconds(app.now());
    let hash = app.secret.address_hash(sought.folded());
    let erased = erase_rows(app, &mut tx, person, Some(sought.folded())).await?;
    let elsewhere = person::mailed_elsewhere(&mut tx, person).await?;
    let has_account = users::id_of(&mut tx, sought.folded()).await?.is_some();
    // Wishes stay, and so do earlier erasures: now that the address is known, under the current key.
    bring_over(&mut tx, &app.secret.address_hashes(sought.folded())).await?;
    carry_erasures(app, &mut tx, sought.folded()).await?;
    act(app, &mut tx, actor, Action::ErasePerson, &mark(&hash)).await?;
    note_erasure(app, &mut tx, sought.folded(), at).await?;
    tx.commit().await?;
    Ok(Receipt {
        at,
        ledger_hash: HEXLOWER.encode(&hash),
        erased: erased.rows,
        withdrawn: erased.withdrawn,
        links: erased.links,
        named: erased.named,
        files: erased.files,
        is_purged: false,
        elsewhere,
        has_account,
    })
}

/// Purges the database's files. A task of its own: it may take longer than a request, and goes on without it.
pub(super) async fn purge_files(app: &App) -> bool {
    let db = app.db.clone();
    let purging = async move {
        let purged = purge::purge(&db).await;
        if let Err(error) = &purged {
            tracing::warn!(%error, "what was erased is gone from every answer, and may still lie in unused space of the database's files");
        }
        purged.is_ok()
    };
    // One that panicked is logged as every panic is.
    tokio::spawn(purging.in_current_span()).await.unwrap_or(false)
}

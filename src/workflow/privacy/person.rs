//! Finds a person by an address.

use crate::app::App;
use crate::domain::privacy::sought::SoughtAddress;
use crate::storage::privacy::person::{self, PersonRows};
use crate::storage::{StorageError, Tx};

/// Everything that belongs to the person with an address, whichever key made its hashes.
pub(super) async fn find_person(
    app: &App,
    tx: &mut Tx,
    sought: &SoughtAddress,
) -> Result<PersonRows, StorageError> {
    let complaints = person::complaints_with(tx, sought).await?;
    person::find(tx, &app.secret.address_hashes(sought.folded()), &complaints, None).await
}

/// How a person stands in the audit: by the beginning of the keyed hash of the address, as in the list that is never mailed.
pub(super) fn mark(address_hash: &[u8]) -> String {
    address_hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

//! Imports complaints from a CSV file: all rows or none.

pub mod foresee;

use std::collections::HashSet;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::complaints::complaint::{Complaint, Reference, Status};
use crate::domain::complaints::fields;
use crate::domain::input::csv_table::{CsvTable, LineFault, LineMistake};
use crate::domain::input::fields::{FieldError, Fields};
use crate::storage::StorageError;
use crate::workflow::access::audit::{Actor, record};
use crate::workflow::complaints::register::register_in;
use crate::workflow::{Told, UNTOLD};

/// The column with the complaint's reference.
const REFERENCE: &str = "reference";

/// The result of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportedComplaints {
    pub rows: usize,
    /// Complaints that were not known before.
    pub new: usize,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportComplaintsError {
    #[error("nothing was imported: {}", LineMistake::count_in_words(.0))]
    Lines(Vec<LineMistake>),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// A parsed file that is not stored yet.
#[derive(Debug)]
pub struct ComplaintsToImport {
    complaints: Vec<(Reference, Complaint)>,
    /// Rows with a name, an address or a telephone number whose closure is past `privacy.contact_retention`.
    pub past_retention: usize,
}

impl ComplaintsToImport {
    #[must_use]
    pub fn rows(&self) -> usize {
        self.complaints.len()
    }
}

/// Parses a file without storing anything.
///
/// # Errors
/// Every bad line with its number.
pub fn read_complaints(app: &App, file: &[u8]) -> Result<ComplaintsToImport, ImportComplaintsError> {
    let complaints = parse(app, file).map_err(ImportComplaintsError::Lines)?;
    let bound = app.now() - app.config.privacy.contact_retention;
    let is_past = |complaint: &Complaint| {
        let contact = &complaint.contact;
        let has_contact = contact.email.is_some() || contact.name.is_some() || contact.phone.is_some();
        has_contact && matches!(complaint.status, Status::Closed { closed_at } if closed_at <= bound)
    };
    let past_retention = complaints.iter().filter(|(_, complaint)| is_past(complaint)).count();
    Ok(ComplaintsToImport { complaints, past_retention })
}

/// Imports a file.
///
/// # Errors
/// Every bad line with its number, or the database failed; then nothing was stored.
#[tracing::instrument(skip_all)]
pub async fn import_complaints(app: &App, file: &[u8]) -> Result<ImportedComplaints, ImportComplaintsError> {
    store_complaints(app, read_complaints(app, file)?, UNTOLD).await
}

/// Stores a parsed file, all of it or nothing.
#[tracing::instrument(skip_all)]
pub async fn store_complaints(
    app: &App,
    ComplaintsToImport { complaints, .. }: ComplaintsToImport,
    told: Told<'_>,
) -> Result<ImportedComplaints, ImportComplaintsError> {
    let mut tx = app.db.write().await?;
    let (rows, mut new) = (complaints.len(), 0);
    for (done, (reference, complaint)) in complaints.into_iter().enumerate() {
        told(done, rows);
        new += usize::from(register_in(app, &mut tx, &Actor::Operator, &reference, complaint).await?.is_new);
    }
    record(app, &mut tx, &Actor::Operator, Action::ImportComplaints, &format!("{rows} rows")).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(ImportedComplaints { rows, new })
}

fn parse(app: &App, file: &[u8]) -> Result<Vec<(Reference, Complaint)>, Vec<LineMistake>> {
    let is_known = |name: &str| name == REFERENCE || fields::is_known(name);
    let table = CsvTable::read(file, is_known)?;
    let (mut complaints, mut mistakes, mut seen) = (Vec::new(), table.mistakes.clone(), HashSet::new());
    for (line, row) in &table.rows {
        match parse_row(app, table.cells(row)) {
            Ok((reference, _)) if !seen.insert(reference.clone()) => {
                let fault = LineFault::Twice(reference.as_str().to_owned());
                mistakes.push(LineMistake::new(*line, fault));
            }
            Ok(complaint) => complaints.push(complaint),
            Err(errors) => mistakes.push(LineMistake::new(*line, LineFault::Fields(errors))),
        }
    }
    mistakes.sort_by_key(|mistake| mistake.line);
    if mistakes.is_empty() { Ok(complaints) } else { Err(mistakes) }
}

fn parse_row<'a>(
    app: &App,
    cells: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<(Reference, Complaint), Vec<FieldError>> {
    let mut fields = Fields::of_row(cells, app.config.organisation.zone);
    let reference = fields.take_parsed::<Reference>(REFERENCE);
    let reference = fields.require(REFERENCE, reference);
    let complaint = fields::parse(fields, app.now(), app.config.organisation.zone)?;
    // Without a reference the parser above has returned its mistake already.
    reference.map(|reference| (reference, complaint)).ok_or_else(Vec::new)
}

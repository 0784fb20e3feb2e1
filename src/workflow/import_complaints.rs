//! Complaints from a CSV file: all rows or none.

use std::collections::HashSet;

use crate::app::App;
use crate::domain::complaint::{Complaint, Reference};
use crate::domain::complaint_fields;
use crate::domain::csv_table::{CsvTable, LineMistake};
use crate::domain::fields::{FieldError, Fields};
use crate::storage::StorageError;
use crate::workflow::actor::{Actor, record};
use crate::workflow::register_complaint::register_in;

/// The column that names the complaint.
const REFERENCE: &str = "reference";

/// What an import did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ImportedComplaints {
    pub rows: usize,
    /// Complaints that we had not heard of.
    pub new: usize,
}

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportComplaintsError {
    #[error("nothing was imported: {} of the lines are wrong", .0.len())]
    Lines(Vec<LineMistake>),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Imports a file.
///
/// # Errors
/// Every bad line with its number, or the database failed; then nothing was stored.
pub async fn import_complaints(app: &App, file: &[u8]) -> Result<ImportedComplaints, ImportComplaintsError> {
    let complaints = parse(app, file).map_err(ImportComplaintsError::Lines)?;
    let mut tx = app.db.write().await?;
    let (rows, mut new) = (complaints.len(), 0);
    for (reference, complaint) in complaints {
        new += usize::from(register_in(app, &mut tx, &reference, complaint).await?.is_new);
    }
    record(app, &mut tx, &Actor::Operator, "complaints import", &format!("{rows} rows")).await?;
    tx.commit().await?;
    app.wake.notify_one();
    Ok(ImportedComplaints { rows, new })
}

fn parse(app: &App, file: &[u8]) -> Result<Vec<(Reference, Complaint)>, Vec<LineMistake>> {
    let is_known = |name: &str| name == REFERENCE || complaint_fields::NAMES.contains(&name);
    let table = CsvTable::read(file, is_known)?;
    let (mut complaints, mut mistakes, mut seen) = (Vec::new(), Vec::new(), HashSet::new());
    for (line, row) in &table.rows {
        match parse_row(app, table.cells(row)) {
            Ok((reference, _)) if !seen.insert(reference.clone()) => {
                let message = format!("{} is in the file twice", reference.as_str());
                mistakes.push(LineMistake { line: *line, message });
            }
            Ok(complaint) => complaints.push(complaint),
            Err(errors) => mistakes.push(LineMistake { line: *line, message: in_one_line(&errors) }),
        }
    }
    if mistakes.is_empty() { Ok(complaints) } else { Err(mistakes) }
}

fn parse_row<'a>(
    app: &App,
    cells: impl Iterator<Item = (&'a str, &'a str)>,
) -> Result<(Reference, Complaint), Vec<FieldError>> {
    let mut fields = Fields::of_cells(cells);
    let reference = fields.take_parsed::<Reference>(REFERENCE);
    let reference = fields.require(REFERENCE, reference);
    let complaint = complaint_fields::parse(fields, app.now())?;
    // Without a reference the parser above has returned its mistake already.
    reference.map(|reference| (reference, complaint)).ok_or_else(Vec::new)
}

/// "status: is required; channel: must be one of ..."
pub(super) fn in_one_line(errors: &[FieldError]) -> String {
    let texts: Vec<String> =
        errors.iter().map(|error| format!("{}: {}", error.field, error.message)).collect();
    texts.join("; ")
}

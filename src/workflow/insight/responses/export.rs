//! Exports all responses of a range as one file, page by page, so that memory does not grow with their number.

use serde_json::Value;

use crate::app::App;
use crate::domain::access::action::Action;
use crate::domain::input::spreadsheet::Dialect;
use crate::domain::insight::query::responses::{ResponseQuery, ResponseRow, sheet};
use crate::domain::named::named_enum;
use crate::workflow::ExportError;
use crate::workflow::access::audit::{Actor, record_reading};
use crate::workflow::insight::responses::list_responses;

named_enum! {
    /// The format of a file of responses.
    pub enum ExportFormat {
        Csv = "csv",
        CsvSemicolon = "csv-semicolon",
        Json = "json",
    }
}

/// Writes the selected responses; returns how many. JSON is one array.
///
/// # Errors
/// The database failed, or writing to `out` did.
#[tracing::instrument(skip_all)]
pub async fn export_responses(
    app: &App,
    actor: &Actor,
    query: &ResponseQuery,
    format: ExportFormat,
    out: &mut impl std::io::Write,
) -> Result<u64, ExportError> {
    let range = query.selection.range;
    record_reading(app, actor, Action::ExportResponses, &format!("{} to {}", range.from(), range.to()))
        .await?;
    let (mut query, mut count) = (query.clone(), 0_u64);
    loop {
        let page = list_responses(app, &query).await?;
        let is_first = query.after.is_none();
        match format {
            ExportFormat::Json => write_json(&page.rows, is_first, page.next.is_none(), out)?,
            ExportFormat::Csv | ExportFormat::CsvSemicolon => {
                let dialect = if format == ExportFormat::Csv { Dialect::Comma } else { Dialect::Semicolon };
                let sheet = sheet(&page.rows, &page.items);
                out.write_all(&if is_first { sheet.to_csv(dialect) } else { sheet.rows_to_csv(dialect) })?;
            }
        }
        count += page.rows.len() as u64;
        match page.next {
            Some(next) => query.after = Some(next),
            None => break,
        }
    }
    out.flush()?;
    Ok(count)
}

fn write_json(
    rows: &[ResponseRow],
    is_first: bool,
    is_last: bool,
    out: &mut impl std::io::Write,
) -> std::io::Result<()> {
    if is_first {
        out.write_all(b"[")?;
    }
    for (index, row) in rows.iter().enumerate() {
        if !(is_first && index == 0) {
            out.write_all(b",\n")?;
        }
        let value: Value = row.to_json();
        out.write_all(value.to_string().as_bytes())?;
    }
    if is_last { out.write_all(b"]\n") } else { Ok(()) }
}

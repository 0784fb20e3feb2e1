//! The causes of the complaints that were received, most named first, with their cumulative share.
//!
//! The rule: a complaint counts once in the total and once in each of its causes, as on the page of causes.

use crate::domain::learning::causes::pareto::{CauseShare, Pareto};
use crate::domain::reporting::document::{Label, Row, Section};
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::internal::InternalSection;
use crate::storage::StorageError;
use crate::workflow::learning::causes::figures::causes_pareto;
use crate::workflow::reporting::internal::table::{own, section, table};
use crate::workflow::reporting::year::Year;

const COLUMNS: [&str; 4] = ["cause", "complaints", "share", "cumulative"];

/// The section; without complaints it says so.
pub(super) async fn causes(year: &Year<'_>) -> Result<Section, StorageError> {
    let pareto = causes_pareto(year.app, &year.whole()).await?;
    Ok(section(InternalSection::Causes, vec![table("pareto", &COLUMNS, rows(&pareto))]))
}

fn rows(pareto: &Pareto) -> Vec<Row> {
    let (all, not_told) = told(pareto);
    if all == 0 {
        return Vec::new();
    }
    let mut so_far: u64 = 0;
    let mut rows: Vec<Row> = Vec::new();
    for (cause, CauseShare { complaints, .. }) in pareto.shown() {
        so_far += complaints;
        let cumulative = Figure::exact_share(so_far, pareto.named);
        rows.push(Row { label: own(&cause.cause), figures: figures(*complaints, all, cumulative) });
    }
    rows.push(Row { label: Label::NotTold, figures: figures(not_told, all, Figure::Nothing) });
    rows.push(Row { label: Label::Total, figures: figures(all, all, Figure::Nothing) });
    rows
}

/// All complaints of the year, and those of which no cause was told. Nothing of the organisation as a whole is hidden.
pub(in crate::workflow::reporting) fn told(pareto: &Pareto) -> (u64, u64) {
    (pareto.complaints.or_zeros().unwrap_or_default(), pareto.not_told.or_zeros().unwrap_or_default())
}

fn figures(complaints: u64, all: u64, cumulative: Figure) -> Vec<Figure> {
    vec![Figure::count(complaints), Figure::exact_share(complaints, all), cumulative]
}

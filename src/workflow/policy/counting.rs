//! Counts complaints for KPI 1 to 3 and 6 by the day of receipt, as they are told.
//!
//! The rule: a complaint counts as it now is. Each report takes off what the complaint counted before.

use std::collections::BTreeSet;

use crate::app::App;
use crate::domain::answering::questionnaire::BUILT_IN;
use crate::domain::complaints::complaint::Complaint;
use crate::domain::complaints::segment::Segment;
use crate::domain::insight::measure::Measure;
use crate::domain::people::language::Language;
use crate::domain::policy::clock::FactState;
use crate::domain::policy::limits::Limits;
use crate::domain::time::calendar::day_of;
use crate::storage::complaints::segments;
use crate::storage::insight::counts::{self, Count, CountKey};
use crate::storage::{StorageError, Tx, complaints, norms};
use crate::workflow::policy::clocks::clocks_of;

/// Counts a complaint as it now is, in the transaction of its report.
pub async fn count_complaint(
    app: &App,
    tx: &mut Tx,
    before: Option<&Complaint>,
    after: &Complaint,
) -> Result<(), StorageError> {
    let limits = norms::limits(tx).await?;
    let off = before.map(|before| counts_of(app, &limits, before)).unwrap_or_default();
    let on = counts_of(app, &limits, after);
    if off == on {
        return Ok(());
    }
    // The one before too: it may have another language or team than any report had.
    for complaint in before.into_iter().chain([after]) {
        segments::ensure(tx, &segment_of(app, complaint)).await?;
    }
    let changes: Vec<Count> = off.into_iter().map(Count::undone).chain(on).collect();
    counts::append(tx, &changes).await
}

/// Complaints read at once while all are counted.
const PIECE: u32 = 2_000;

/// The counts of all complaints, and the segments that they are in.
pub async fn count_all(app: &App, tx: &mut Tx) -> Result<Vec<Count>, StorageError> {
    let limits = norms::limits(tx).await?;
    let (mut all, mut after, mut ensured) = (Vec::new(), None, BTreeSet::new());
    loop {
        let piece = complaints::list(tx, after, PIECE).await?;
        let Some(last) = piece.last() else { return Ok(counts::summed_up(&all)) };
        after = Some(last.id);
        for stored in &piece {
            let segment = segment_of(app, &stored.complaint);
            if ensured.insert(segment.id()) {
                segments::ensure(tx, &segment).await?;
            }
            all.extend(counts_of(app, &limits, &stored.complaint));
        }
        all = counts::summed_up(&all);
    }
}

/// The segment in which a complaint counts. It has neither mode nor questionnaire; with the first of each it shares the
/// segment of its invitation.
pub(super) fn segment_of(app: &App, complaint: &Complaint) -> Segment {
    let known = complaint.contact.language.as_deref().and_then(Language::of_tag);
    complaint.segment(known.unwrap_or(app.config.organisation.language).name(), BUILT_IN)
}

fn counts_of(app: &App, limits: &Limits, complaint: &Complaint) -> Vec<Count> {
    let day = day_of(complaint.received_at, app.config.organisation.zone);
    let segment_id = segment_of(app, complaint).id();
    let count = |measure: Measure, item: &str| Count {
        key: CountKey { day, measure, item: item.to_owned(), segment_id },
        amount: 1,
    };
    let mut counts = vec![count(Measure::Received, "")];
    for clock in clocks_of(app, limits, complaint) {
        let Some(clocked) = clock.kpi.definition().clocked() else { continue };
        let state = FactState::of(&clock.facts, &clock.allowed);
        let by_program = clocked.by_program.filter(|program| (program.applies)(&complaint.facts));
        let measures = [Some(clocked.measure), by_program.map(|program| program.measure)];
        counts.extend(measures.into_iter().flatten().map(|measure| count(measure, state.name())));
    }
    counts
}

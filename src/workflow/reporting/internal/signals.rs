//! The months that stood out, with the causes that were recorded.
//!
//! The rule: signals of one cause are one row, as on their page; one without a cause says so.

use crate::domain::insight::signal::event::{SignalEvent, events};
use crate::domain::reporting::document::{Label, Row, Section};
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::internal::InternalSection;
use crate::domain::time::calendar::day_of;
use crate::statistics::suppression::is_too_small;
use crate::storage::StorageError;
use crate::storage::insight::signals;
use crate::workflow::reporting::internal::table::{day, section, table, verdict};
use crate::workflow::reporting::year::Year;

const COLUMNS: [&str; 5] = ["months", "signal", "responses", "cause", "explained_on"];

/// The section; a year in which nothing stood out says so.
pub(super) async fn signals(year: &Year<'_>) -> Result<Section, StorageError> {
    let raised = signals::list(&mut year.app.db.read().await?).await?;
    let mut events = events(raised);
    events.retain(|event| event.signals().any(|raised| year.range.contains(raised.signal.month)));
    // From the first month of the year to the last.
    let rows = events.iter().rev().map(|event| row(year, event)).collect();
    Ok(section(InternalSection::Signals, vec![table("signals", &COLUMNS, rows)]))
}

fn row(year: &Year<'_>, event: &SignalEvent) -> Row {
    let (first, last) = event.months();
    let name = format!("months:{}/{}", first.format("%Y-%m"), last.format("%Y-%m"));
    let responses = event.responses();
    let cause = event.explanation();
    let explained_on = cause.map(|cause| day_of(cause.at, year.app.config.organisation.zone));
    Row {
        label: Label::Known { name },
        figures: vec![
            verdict(format!("signal_{}_{}", event.kind(), event.side())),
            if is_too_small(responses, year.minimum()) { Figure::Hidden } else { Figure::count(responses) },
            cause.map_or(Figure::Unknown, |cause| Figure::Text { text: cause.text.clone() }),
            day(explained_on),
        ],
    }
}

//! The norms that were in force in a year or adopted in it.
//!
//! The rule: what a norm is and since when is told, not who proposed or decided, nor in which words.

use chrono_tz::Tz;

use crate::domain::norms::norm::{Ledger, Norm};
use crate::domain::policy::kpi::{Kpi, Unit};
use crate::domain::policy::limit::Limit;
use crate::domain::reporting::document::{Part, Row};
use crate::domain::reporting::figure::Figure;
use crate::domain::time::calendar::day_of;
use crate::domain::time::period::DateRange;
use crate::statistics::rounding::without_noise;
use crate::workflow::reporting::say::{known, say, sentences, table};

/// The history of norms of a year.
pub(super) fn norm_parts(ledger: &Ledger, range: DateRange, zone: Tz) -> Vec<Part> {
    let rows: Vec<Row> = Kpi::ALL.iter().flat_map(|kpi| rows_of(ledger, *kpi, range, zone)).collect();
    if rows.is_empty() {
        return sentences(vec![say("no_norms_in_force", [])]).into_iter().collect();
    }
    vec![table("norms", ["label", "norm", "since", "decided_on"], rows)]
}

fn rows_of(ledger: &Ledger, kpi: Kpi, range: DateRange, zone: Tz) -> Vec<Row> {
    let adopted = ledger.adopted(kpi);
    let next = adopted.iter().skip(1).map(|norm| Some(norm.proposed.effective_from)).chain([None]);
    let told = adopted.iter().zip(next).filter(|(norm, next)| {
        let was_in_force =
            norm.proposed.effective_from <= range.to() && next.is_none_or(|next| next > range.from());
        was_in_force || decided_on(norm, zone).is_some_and(|day| range.contains(day))
    });
    told.map(|(norm, _)| row(norm, zone)).collect()
}

fn row(norm: &Norm, zone: Tz) -> Row {
    let proposed = &norm.proposed;
    let decided = decided_on(norm, zone).map_or(Figure::Unknown, |day| Figure::Day { day });
    let norm = norm_figure(proposed.kpi, proposed.value, proposed.limit());
    let since = Figure::Day { day: proposed.effective_from };
    Row { label: known("kpi", proposed.kpi.name()), figures: vec![norm, since, decided] }
}

fn decided_on(norm: &Norm, zone: Tz) -> Option<chrono::NaiveDate> {
    norm.decision.as_ref().map(|decision| day_of(decision.at, zone))
}

/// A norm in the unit that is printed, with the time that it allows.
pub(super) fn norm_figure(kpi: Kpi, value: f64, limit: Option<Limit>) -> Figure {
    let is_share = kpi.definition().unit == Unit::Share;
    let value = if is_share { without_noise(100.0 * value) } else { value };
    Figure::Norm { value, is_share, limit: limit.map(|limit| limit.to_string()) }
}

//! What is printed of complaints that were and were not in time for a KPI with a clock.
//!
//! The rule: no number is printed that is small, or from which a small one follows.

use crate::domain::policy::scoreboard::Standings;
use crate::domain::reporting::figure::Figure;
use crate::domain::reporting::hiding::parts::{Parts, at_least};

/// The positions of the standings among the parts of the complaints received.
pub(super) const TIMELY: usize = 0;
pub(super) const LATE: usize = 1;
const PENDING: usize = 2;
pub(super) const UNKNOWN: usize = 3;
const NOT_APPLICABLE: usize = 4;

/// The share in time of complaints that stand so, of those of which it is known; where these would tell a small number, what it
/// is at least.
pub(super) fn share_in_time(standings: &Standings, minimum: u64) -> Figure {
    let parts = parts(standings, minimum);
    match parts.share(&[TIMELY], &[LATE], 1) {
        Figure::Hidden => at_least(&parts.share(&[TIMELY], &[LATE, UNKNOWN], 1)),
        share => share,
    }
}

/// The complaints received, by how they stand.
pub(super) fn parts(standings: &Standings, minimum: u64) -> Parts {
    let Standings { timely, late, pending, unknown, not_applicable, timely_at_last: _ } = *standings;
    Parts::of(&[timely, late, pending, unknown, not_applicable], minimum)
}

/// The complaints of which [`parts`] has these counts.
pub(super) fn standings_of(counts: &[u64]) -> Standings {
    let of = |place: usize| counts.get(place).copied().unwrap_or_default();
    Standings {
        timely: of(TIMELY),
        late: of(LATE),
        pending: of(PENDING),
        unknown: of(UNKNOWN),
        not_applicable: of(NOT_APPLICABLE),
        timely_at_last: 0,
    }
}

/// The counts behind a KPI with a clock, of complaints that stand so.
pub(super) fn counts_in_time(standings: &Standings, minimum: u64) -> Vec<Figure> {
    let parts = parts(standings, minimum);
    vec![
        parts.count(&[TIMELY]),
        parts.count(&[TIMELY, LATE]),
        parts.share(&[TIMELY], &[LATE, UNKNOWN], 1),
        parts.share(&[TIMELY, UNKNOWN], &[LATE], 1),
        parts.count(&[PENDING]),
        parts.count(&[UNKNOWN]),
        parts.count(&[NOT_APPLICABLE]),
    ]
}

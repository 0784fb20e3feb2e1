//! The tables with counts, which tell of no one person.

use crate::domain::privacy::map::{Columns, Link, Table, plain};

const TALLY: Columns = plain("basis day closed invited imported s0 s1 s2 s3 s4 s5 s6 s7 s8 s9 s10");
const ASPECT: Columns = plain("aspect item number");

pub(super) const TABLES: &[Table] = &[
    counts(
        "segments",
        &[plain("id team product channel complainant outcome level language mode questionnaire")],
    ),
    counts("tally_totals", &[TALLY, ASPECT]),
    counts("tally_marginals", &[TALLY, plain("dimension value")]),
    counts("tally_cells", &[TALLY, ASPECT, plain("segment_id")]),
    counts("tally_totals_by_month", &[TALLY, ASPECT]),
    counts("tally_marginals_by_month", &[TALLY, plain("dimension value")]),
    counts("tally_cells_by_month", &[TALLY, ASPECT, plain("segment_id")]),
    counts(
        "tally_changes",
        &[ASPECT, plain("id what closed_on answered_on segment_id score imported amount")],
    ),
    counts("count_totals", &[plain("measure day item amount")]),
    counts("count_cells", &[plain("measure day item segment_id amount")]),
    counts("count_changes", &[plain("id measure item day segment_id amount")]),
    counts("earlier_periods", &[plain("id import_id from_day to_day closed invited segment_id")]),
    counts(
        "norm_verdicts",
        &[plain("norm_id from_day to_day judged_at closed invited promoters passives detractors verdict")],
    ),
    counts("kpi_verdicts", &[plain("norm_id from_day to_day judged_at numerator denominator verdict")]),
    counts("assessed_months", &[plain("month assessed_at")]),
];

const fn counts(name: &'static str, columns: &'static [Columns]) -> Table {
    Table { name, link: Link::None, columns }
}

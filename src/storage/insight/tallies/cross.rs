//! Reads the tallies of two dimensions at once, from the full cross.

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::query::NpsQuery;
use crate::domain::insight::series::DayTally;
use crate::domain::insight::series::pieces::Pieces;
use crate::storage::insight::selection::filters;
use crate::storage::insight::tallies::count_columns;
use crate::storage::insight::tallies::piece_of_day::PieceOfDay;
use crate::storage::insight::tallies::read::{ANSWERS, changes, fetch, sums};
use crate::storage::{Result, Tx};

/// The counts of each period of the query for each pair of values of two dimensions, named `first / second`.
///
/// Cells are summed by segment before these are looked up: a year has hundreds of times as many cells as segments.
pub async fn read_cross(tx: &mut Tx, query: &NpsQuery, pair: [Dimension; 2]) -> Result<Vec<DayTally>> {
    let pieces = Pieces::of(query);
    let piece = PieceOfDay::of(&pieces);
    let mut binds = piece.binds();
    let (columns, sums) = (count_columns().join(", "), sums().join(", "));
    let group = format!("segments.{} || ' / ' || segments.{}", pair[0], pair[1]);
    let accepted = filters(&query.filters, &mut binds);
    let of_segment = |rows: &str| {
        format!(
            "SELECT MIN(day) AS day, segment_id, {} AS piece, {sums} FROM {rows} GROUP BY 2, 3",
            piece.expression
        )
    };
    let is_counted = |source: String| of_segment(&format!("{source} AND basis = $1 AND aspect = ''"));
    let folded =
        piece.sources("tally_cells").into_iter().map(is_counted).collect::<Vec<_>>().join(" UNION ALL ");
    let unfolded = of_segment(&format!("{} WHERE day BETWEEN $2 AND $3", changes(query.basis, ANSWERS)));
    let sql = format!(
        "SELECT MIN(day) AS day, value, {sums} FROM (
            SELECT day, piece, {group} AS value, {columns} FROM ({folded} UNION ALL {unfolded}) AS cells
            JOIN segments ON segments.id = cells.segment_id WHERE TRUE{accepted}
         ) AS counted GROUP BY piece, value"
    );
    fetch(tx, query.basis, pieces.days(), &piece.days, sql, binds).await
}

//! The draws and reviews of the quality of handling.
//!
//! The rule: a draw is inserted once, as a whole, and nothing of it is ever updated; a correction of a review is another
//! revision.

mod reviews;

pub use reviews::{
    correct, counted, find_checklist, find_review, insert_review, keep_checklist, lock_review, review_of,
};

use chrono::NaiveDate;
use sqlx::FromRow;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::complaints::complaint::Reference;
use crate::domain::ids::{ComplaintId, QualityReviewId};
use crate::domain::insight::query::Filters;
use crate::domain::policy::quality::draw::{Candidate, Seed};
use crate::domain::policy::quality::sample::{Draw, Drawn, MonthFrame, TeamShare};
use crate::domain::time::period::DateRange;
use crate::storage::engine::columns::{batches, count};
use crate::storage::insight::selection::{self, Binds};
use crate::storage::{Result, StorageError, Tx, with_conn};

/// The closures of a month that were reported up to a moment, without those that were drawn for another month: a closing
/// day may be corrected afterwards.
pub async fn frame(tx: &mut Tx, days: DateRange, until: Timestamp) -> Result<Vec<Candidate>> {
    let rows: Vec<CandidateRow> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT complaint_id, reference, invitations.closure, segment_id, segments.team, handler FROM invitations
             JOIN complaints ON complaints.id = invitations.complaint_id
             JOIN segments ON segments.id = invitations.segment_id
             WHERE closed_on BETWEEN $1 AND $2 AND reported_at <= $3 AND NOT EXISTS (
                SELECT month FROM quality_sample WHERE quality_sample.complaint_id = invitations.complaint_id
                    AND quality_sample.closure = invitations.closure AND month <> $1)",
        )
        .bind(days.from())
        .bind(days.to())
        .bind(until)
        .fetch_all(conn)
        .await?
    });
    Ok(rows.into_iter().map(Candidate::from).collect())
}

#[derive(FromRow)]
struct CandidateRow {
    complaint_id: ComplaintId,
    reference: Reference,
    #[sqlx(try_from = "i64")]
    closure: u32,
    segment_id: Uuid,
    team: String,
    handler: Option<String>,
}

impl From<CandidateRow> for Candidate {
    fn from(row: CandidateRow) -> Self {
        let CandidateRow { complaint_id: complaint, reference, closure, segment_id: segment, team, handler } =
            row;
        Self { complaint, reference, closure, segment, team, handler }
    }
}

/// Stores a draw: how, from how many closures of each segment, and which, each with its reviewer. False when the month
/// was drawn before.
pub async fn insert_draw(
    tx: &mut Tx,
    draw: &Draw,
    frame: &[(Uuid, u64)],
    drawn: &[(Candidate, Option<String>)],
) -> Result<bool> {
    let inserted = with_conn!(tx, |conn| {
        sqlx::query(
            "INSERT INTO quality_draws (month, seed, size, frame_sha256, drawn_at) VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT DO NOTHING",
        )
        .bind(draw.month)
        .bind(draw.seed.as_slice())
        .bind(i64::from(draw.size))
        .bind(draw.frame_sha256.as_str())
        .bind(draw.drawn_at)
        .execute(conn)
        .await?
        .rows_affected()
    });
    if inserted == 0 {
        return Ok(false);
    }
    for chunk in batches(frame) {
        let places = tx.placeholders(chunk.len(), 3);
        let sql = format!("INSERT INTO quality_frames (month, segment_id, closures) VALUES {places}");
        with_conn!(tx, |conn| {
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for (segment, closures) in chunk {
                query =
                    query.bind(draw.month).bind(*segment).bind(i64::try_from(*closures).unwrap_or(i64::MAX));
            }
            query.execute(conn).await?.rows_affected()
        });
    }
    for (place, (candidate, reviewer)) in (1_i64..).zip(drawn) {
        with_conn!(tx, |conn| {
            sqlx::query(
                "INSERT INTO quality_sample (month, place, complaint_id, closure, segment_id, handler, reviewer)
                 VALUES ($1, $2, $3, $4, $5, $6, $7)",
            )
            .bind(draw.month)
            .bind(place)
            .bind(candidate.complaint)
            .bind(i64::from(candidate.closure))
            .bind(candidate.segment)
            .bind(candidate.handler.as_deref())
            .bind(reviewer.as_deref())
            .execute(conn)
            .await?
            .rows_affected()
        });
    }
    Ok(true)
}

#[derive(FromRow)]
struct DrawRow {
    month: NaiveDate,
    seed: Vec<u8>,
    #[sqlx(try_from = "i64")]
    size: u32,
    frame_sha256: String,
    drawn_at: Timestamp,
    closures: i64,
}

impl TryFrom<DrawRow> for Draw {
    type Error = StorageError;

    fn try_from(row: DrawRow) -> Result<Self> {
        let seed = Seed::try_from(row.seed.as_slice()).map_err(|_| StorageError::Inconsistent {
            column: "quality_draws.seed",
            value: format!("{} bytes", row.seed.len()),
        })?;
        let closures = count("quality_frames.closures", row.closures)?;
        let DrawRow { month, size, frame_sha256, drawn_at, .. } = row;
        Ok(Self { month, seed, size, closures, frame_sha256, drawn_at })
    }
}

/// The draws of the months that begin in a range, oldest first.
pub async fn draws(tx: &mut Tx, range: DateRange) -> Result<Vec<Draw>> {
    let rows: Vec<DrawRow> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT month, seed, size, frame_sha256, drawn_at, CAST(COALESCE((SELECT SUM(closures) FROM quality_frames
                WHERE quality_frames.month = quality_draws.month), 0) AS BIGINT) AS closures
             FROM quality_draws WHERE month BETWEEN $1 AND $2 ORDER BY month",
        )
        .bind(range.from())
        .bind(range.to())
        .fetch_all(conn)
        .await?
    });
    rows.into_iter().map(Draw::try_from).collect()
}

/// The last month that was drawn up to a moment.
pub async fn last_drawn(tx: &mut Tx, until: Timestamp) -> Result<Option<NaiveDate>> {
    let month: Option<NaiveDate> = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT MAX(month) FROM quality_draws WHERE drawn_at <= $1")
            .bind(until)
            .fetch_one(conn)
            .await?
    });
    Ok(month)
}

/// Something that is still to be reviewed, with who handled the complaint: when it was drawn, and now.
pub type StillOpen = (Drawn, [Option<String>; 2]);

/// All that was drawn and is not reviewed, oldest month first.
pub async fn not_reviewed(tx: &mut Tx) -> Result<Vec<StillOpen>> {
    let rows: Vec<OpenRow> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT reference, quality_sample.closure, segments.team, quality_sample.reviewer,
                quality_sample.handler AS handler_then, complaints.handler, quality_reviews.id AS review_id
             FROM quality_sample JOIN complaints ON complaints.id = quality_sample.complaint_id
             JOIN segments ON segments.id = quality_sample.segment_id
             LEFT JOIN quality_reviews ON quality_reviews.complaint_id = quality_sample.complaint_id
                AND quality_reviews.closure = quality_sample.closure
             WHERE quality_reviews.id IS NULL ORDER BY month, place",
        )
        .fetch_all(conn)
        .await?
    });
    Ok(rows.into_iter().map(|row| (row.drawn.into(), [row.handler_then, row.handler])).collect())
}

#[derive(FromRow)]
struct OpenRow {
    #[sqlx(flatten)]
    drawn: DrawnRow,
    handler_then: Option<String>,
    handler: Option<String>,
}

#[derive(FromRow)]
struct DrawnRow {
    reference: Reference,
    #[sqlx(try_from = "i64")]
    closure: u32,
    team: String,
    reviewer: Option<String>,
    review_id: Option<QualityReviewId>,
}

/// What was drawn for a month, in the order of the draw.
pub async fn sample(tx: &mut Tx, month: NaiveDate) -> Result<Vec<Drawn>> {
    let rows: Vec<DrawnRow> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT reference, quality_sample.closure, segments.team, quality_sample.reviewer,
                quality_reviews.id AS review_id
             FROM quality_sample JOIN complaints ON complaints.id = quality_sample.complaint_id
             JOIN segments ON segments.id = quality_sample.segment_id
             LEFT JOIN quality_reviews ON quality_reviews.complaint_id = quality_sample.complaint_id
                AND quality_reviews.closure = quality_sample.closure
             WHERE month = $1 ORDER BY place",
        )
        .bind(month)
        .fetch_all(conn)
        .await?
    });
    Ok(rows.into_iter().map(Drawn::from).collect())
}

impl From<DrawnRow> for Drawn {
    fn from(row: DrawnRow) -> Self {
        let DrawnRow { reference, closure, team, reviewer, review_id: review } = row;
        Self { reference, closure, team, reviewer, review }
    }
}

/// Whether a closure was drawn, and then who had handled the complaint.
pub async fn drawn_handler(
    tx: &mut Tx,
    complaint: ComplaintId,
    closure: u32,
) -> Result<Option<Option<String>>> {
    let found: Option<(Option<String>,)> = with_conn!(tx, |conn| {
        sqlx::query_as("SELECT handler FROM quality_sample WHERE complaint_id = $1 AND closure = $2")
            .bind(complaint)
            .bind(i64::from(closure))
            .fetch_optional(conn)
            .await?
    });
    Ok(found.map(|(handler,)| handler))
}

/// When a closure of a month was last reported.
pub async fn last_reported(tx: &mut Tx, days: DateRange) -> Result<Option<Timestamp>> {
    let at: Option<Timestamp> = with_conn!(tx, |conn| {
        sqlx::query_scalar("SELECT MAX(reported_at) FROM invitations WHERE closed_on BETWEEN $1 AND $2")
            .bind(days.from())
            .bind(days.to())
            .fetch_one(conn)
            .await?
    });
    Ok(at)
}

/// The closures of a month that were drawn from, and those drawn, by team.
pub async fn teams(tx: &mut Tx, month: NaiveDate) -> Result<Vec<TeamShare>> {
    let rows: Vec<(String, i64, i64)> = with_conn!(tx, |conn| {
        sqlx::query_as(
            "SELECT team, CAST(SUM(closures) AS BIGINT), CAST(SUM(drawn) AS BIGINT) FROM (
                SELECT team, closures, 0 AS drawn FROM quality_frames
                    JOIN segments ON segments.id = quality_frames.segment_id WHERE month = $1
                UNION ALL SELECT team, 0 AS closures, 1 AS drawn FROM quality_sample
                    JOIN segments ON segments.id = quality_sample.segment_id WHERE month = $1
             ) AS counted GROUP BY team ORDER BY team",
        )
        .bind(month)
        .fetch_all(conn)
        .await?
    });
    rows.into_iter()
        .map(|(team, closures, drawn)| {
            let closures = count("quality_frames.closures", closures)?;
            Ok(TeamShare { team, closures, drawn: count("quality_sample", drawn)? })
        })
        .collect()
}

/// How many closures the months of a range had when they were drawn, up to a moment, and how many of them were drawn, in
/// the segments that are asked about.
pub async fn frames(
    tx: &mut Tx,
    range: DateRange,
    filters: &Filters,
    until: Timestamp,
) -> Result<Vec<MonthFrame>> {
    let mut binds = Binds::new(3);
    let accepted = selection::filters(filters, &mut binds);
    let again = selection::filters(filters, &mut binds);
    let sql = format!(
        "SELECT month, CAST(SUM(closures) AS BIGINT), CAST(SUM(drawn) AS BIGINT) FROM (
            SELECT month, closures, 0 AS drawn FROM quality_frames
                JOIN segments ON segments.id = quality_frames.segment_id WHERE month BETWEEN $1 AND $2{accepted}
            UNION ALL SELECT month, 0 AS closures, 1 AS drawn FROM quality_sample
                JOIN segments ON segments.id = quality_sample.segment_id WHERE month BETWEEN $1 AND $2{again}
         ) AS counted WHERE month IN (SELECT month FROM quality_draws WHERE drawn_at <= $3) GROUP BY month ORDER BY month"
    );
    let rows: Vec<(NaiveDate, i64, i64)> = with_conn!(tx, |conn| {
        let statement =
            sqlx::query_as(sqlx::AssertSqlSafe(sql)).bind(range.from()).bind(range.to()).bind(until);
        binds
            .values
            .into_iter()
            .fold(statement, |statement, value| statement.bind(value))
            .fetch_all(conn)
            .await?
    });
    rows.into_iter()
        .map(|(month, closures, drawn)| {
            let closures = count("quality_frames.closures", closures)?;
            Ok(MonthFrame { month, closures, drawn: count("quality_sample", drawn)? })
        })
        .collect()
}

//! Draws the sample of a month, and draws it again to prove that it was drawn so.
//!
//! The rule: a month is drawn once, when it is over and its closures are reported, by a seed that is chosen at that moment;
//! its size was configured before. Closures that are reported after the draw cannot be drawn.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate, TimeDelta};
use uuid::Uuid;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::access::rights::Right;
use crate::domain::complaints::complaint::Reference;
use crate::domain::policy::quality::draw::{Candidate, Seed, draw, fingerprint, share_out};
use crate::domain::policy::quality::sample::{Draw, Drawn, TeamShare};
use crate::domain::time::calendar::first_of_month_before;
use crate::domain::time::period::{DateRange, Granularity};
use crate::storage::access::users;
use crate::storage::policy::quality;
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act, demand};

/// Why a month was not drawn.
#[derive(Debug, thiserror::Error)]
pub enum DrawError {
    #[error("the month is not over")]
    Running,
    #[error("the month was drawn before, and a month is drawn once")]
    Drawn,
    #[error("nothing was closed in this month")]
    NothingClosed,
    #[error(transparent)]
    Act(#[from] ActError),
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// The day of the next month from which a month is drawn by itself: by then its last closures are reported.
const DRAWN_FROM: u32 = 3;
/// How long no closure of the month was reported before it is drawn by itself: not while a file or a backlog comes in.
const QUIET: TimeDelta = TimeDelta::hours(1);
/// Months back that are drawn by themselves, such as after an interruption.
const MONTHS_BACK: u32 = 3;

/// Draws the months that are over and not drawn yet: the last one, and those since the last that was drawn.
#[tracing::instrument(skip_all)]
pub async fn draw_due(app: &App) -> Result<u64, StorageError> {
    let today = app.today();
    let back = if today.day() < DRAWN_FROM { 2 } else { 1 };
    let (last, earliest) =
        (first_of_month_before(today, back), first_of_month_before(today, MONTHS_BACK + back));
    let drawn = quality::last_drawn(&mut app.db.read().await?, app.now()).await?;
    let first = drawn.and_then(|month| month.checked_add_months(Months::new(1))).unwrap_or(last);
    let Some(range) = DateRange::new(first.max(earliest), last) else { return Ok(0) };
    let mut number = 0;
    for month in range.split(Granularity::Month).iter().filter_map(|part| month_of(part.from())) {
        let mut tx = app.db.write().await?;
        let reported_at = quality::last_reported(&mut tx, month).await?;
        if reported_at.is_none_or(|at| app.now() - at < QUIET) {
            continue;
        }
        match draw_month(app, &mut tx, month.from(), begun(app)).await {
            Ok(()) => {
                tx.commit().await?;
                number += 1;
            }
            Err(DrawError::Storage(error)) => return Err(error),
            // Another process drew it, or there is nothing to draw from.
            Err(_) => {}
        }
    }
    Ok(number)
}

/// Draws a month that is over, such as one from before the installation.
///
/// # Errors
/// See [`DrawError`].
#[tracing::instrument(skip_all)]
pub async fn draw_by_hand(app: &App, actor: &Actor, month: NaiveDate) -> Result<(), DrawError> {
    let mut tx = app.db.write().await?;
    draw_month(app, &mut tx, month, begun(app)).await?;
    let subject = month.format("%Y-%m").to_string();
    act(app, &mut tx, actor, Action::DrawQualitySample, &subject).await?;
    Ok(tx.commit().await?)
}

/// Now, with a seed of chance.
fn begun(app: &App) -> (Timestamp, Seed) {
    (app.now(), app.randomness.bytes())
}

/// Draws the month that begins on a day, by a seed, from the closures that were reported up to a moment.
///
/// # Errors
/// See [`DrawError`].
pub async fn draw_month(
    app: &App,
    tx: &mut Tx,
    first: NaiveDate,
    (drawn_at, seed): (Timestamp, Seed),
) -> Result<(), DrawError> {
    let days = month_of(first).filter(|days| days.to() < app.today()).ok_or(DrawError::Running)?;
    let frame = quality::frame(tx, days, drawn_at).await?;
    if frame.is_empty() {
        return Err(DrawError::NothingClosed);
    }
    let (closures, segments) = (frame.len() as u64, by_segment(&frame));
    let frame_sha256 = fingerprint(&frame);
    let size = app.config.quality.sample;
    let drawn = draw(&seed, frame, size);
    let reviewers = share_out(&drawn, &reviewers(tx).await?);
    let sample: Vec<(Candidate, Option<String>)> = drawn.into_iter().zip(reviewers).collect();
    let how = Draw { month: days.from(), seed, size, closures, frame_sha256, drawn_at };
    if quality::insert_draw(tx, &how, &segments, &sample).await? { Ok(()) } else { Err(DrawError::Drawn) }
}

fn month_of(first: NaiveDate) -> Option<DateRange> {
    DateRange::new(first, Granularity::Month.last_day(first)?)
}

fn by_segment(frame: &[Candidate]) -> Vec<(Uuid, u64)> {
    let mut segments: BTreeMap<Uuid, u64> = BTreeMap::new();
    for candidate in frame {
        *segments.entry(candidate.segment).or_default() += 1;
    }
    segments.into_iter().collect()
}

/// Everyone who may review, by address.
pub(super) async fn reviewers(tx: &mut Tx) -> Result<Vec<String>, StorageError> {
    let may = |user: &users::StoredUser| user.disabled_at.is_none() && user.roles.have(Right::ReviewQuality);
    Ok(users::list(tx).await?.into_iter().filter(may).map(|user| user.email).collect())
}

/// What was drawn for a month, how, and from how many of each team.
#[derive(Clone, Debug)]
pub struct MonthSample {
    pub draw: Draw,
    pub teams: Vec<TeamShare>,
    pub drawn: Vec<Drawn>,
}

/// What was drawn for a month, for one who may review.
///
/// # Errors
/// As [`demand`].
#[tracing::instrument(skip_all)]
pub async fn see_sample(app: &App, actor: &Actor, month: NaiveDate) -> Result<Option<MonthSample>, ActError> {
    let mut tx = app.db.read().await?;
    demand(&mut tx, actor, Action::ReviewQuality).await?;
    let Some((draw, drawn)) = sample_of(app, month).await? else { return Ok(None) };
    Ok(Some(MonthSample { draw, teams: quality::teams(&mut tx, month).await?, drawn }))
}

/// What was drawn for a month, and how; `None` if it was not drawn.
#[tracing::instrument(skip_all)]
pub async fn sample_of(app: &App, month: NaiveDate) -> Result<Option<(Draw, Vec<Drawn>)>, StorageError> {
    let Some(day) = DateRange::new(month, month) else { return Ok(None) };
    let mut tx = app.db.read().await?;
    let Some(draw) = quality::draws(&mut tx, day).await?.into_iter().next() else { return Ok(None) };
    let sample = quality::sample(&mut tx, month).await?;
    Ok(Some((draw, sample)))
}

/// What drawing a month again gives.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawnAgain {
    pub draw: Draw,
    pub drawn: u64,
    /// Drawn then, and not now.
    pub only_then: Vec<(Reference, u32)>,
    /// Drawn now, and not then.
    pub only_now: Vec<(Reference, u32)>,
    /// How many closures of the month are known now that were reported before the draw.
    pub closures: u64,
    /// Whether they are those that were drawn from.
    pub is_same_frame: bool,
}

/// Draws a month again by its seed, from the closures that were reported before it; `None` if it was not drawn.
#[tracing::instrument(skip_all)]
pub async fn draw_again(app: &App, month: NaiveDate) -> Result<Option<DrawnAgain>, StorageError> {
    let Some((how, sample)) = sample_of(app, month).await? else { return Ok(None) };
    let Some(days) = month_of(month) else { return Ok(None) };
    let frame = quality::frame(&mut app.db.read().await?, days, how.drawn_at).await?;
    let (closures, is_same_frame) = (frame.len() as u64, fingerprint(&frame) == how.frame_sha256);
    let then: Vec<(Reference, u32)> =
        sample.into_iter().map(|drawn| (drawn.reference, drawn.closure)).collect();
    let now: Vec<(Reference, u32)> = draw(&how.seed, frame, how.size)
        .into_iter()
        .map(|candidate| (candidate.reference, candidate.closure))
        .collect();
    let without = |of: &[(Reference, u32)], others: &[(Reference, u32)]| {
        of.iter().filter(|one| !others.contains(one)).cloned().collect()
    };
    Ok(Some(DrawnAgain {
        drawn: then.len() as u64,
        only_then: without(&then, &now),
        only_now: without(&now, &then),
        closures,
        is_same_frame,
        draw: how,
    }))
}

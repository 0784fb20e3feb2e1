//! What was drawn for a month, and what was reviewed of it.
//!
//! The rule: only what was drawn counts; what was reviewed outside the sample is kept and not counted.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::Timestamp;
use crate::domain::complaints::complaint::Reference;
use crate::domain::ids::QualityReviewId;
use crate::domain::policy::quality::draw::Seed;
use crate::domain::policy::quality::review::Points;
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::sampled_share::{DECIDING, Reviewed, SampledShare};

/// How a month was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draw {
    /// The first day of the month.
    pub month: NaiveDate,
    pub seed: Seed,
    /// How many were to be drawn.
    pub size: u32,
    /// The closures of the month that were known when it was drawn.
    pub closures: u64,
    /// The SHA-256 of them ([`fingerprint`](crate::domain::policy::quality::draw::fingerprint)).
    pub frame_sha256: String,
    pub drawn_at: Timestamp,
}

/// How many closures a team had in a month, and how many of them were drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TeamShare {
    /// Empty for complaints of no team.
    pub team: String,
    pub closures: u64,
    pub drawn: u64,
}

/// A drawn closure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drawn {
    pub reference: Reference,
    pub closure: u32,
    /// Empty for a complaint of no team.
    pub team: String,
    /// Who was asked to review it; `None` where everyone who may handled it.
    pub reviewer: Option<String>,
    /// `None` while it is not reviewed.
    pub review: Option<QualityReviewId>,
}

/// A review as it was first told, or as it was corrected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    pub reviewer: String,
    pub reviewed_at: Timestamp,
    pub points: Points,
}

/// A review with its corrections.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    pub id: QualityReviewId,
    pub reference: Reference,
    pub closure: u32,
    /// The version of the checklist.
    pub checklist: String,
    pub in_sample: bool,
    /// The first and its corrections, in order; never empty.
    pub revisions: Vec<Revision>,
}

/// The points of a drawn and reviewed closure, by sub-topic, as they now are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountedReview {
    /// The first day of the month in which it closed.
    pub month: NaiveDate,
    pub maximum: u32,
    pub scores: BTreeMap<String, u32>,
}

/// How many closures a month had when it was drawn, and how many were drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MonthFrame {
    /// The first day of the month.
    pub month: NaiveDate,
    pub closures: u64,
    pub drawn: u64,
}

/// What is known of the quality of handling over some months.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Quality {
    pub reviews: Vec<CountedReview>,
    pub frames: Vec<MonthFrame>,
}

/// The figures of a period.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct QualityFigures {
    /// `None` without reviews.
    pub together: Option<SampledShare>,
    /// Each sub-topic on its own.
    pub topics: BTreeMap<String, SampledShare>,
    pub closures: u64,
    pub drawn: u64,
    pub reviewed: u64,
}

impl Quality {
    /// The figures of the months that lie within a range as a whole. All reviews weigh the same: as many are drawn each month,
    /// so a quiet month weighs more than its closures would.
    #[must_use]
    pub fn figures(&self, range: DateRange) -> QualityFigures {
        let is_within =
            |first: NaiveDate| Granularity::Month.whole(first).is_some_and(|month| range.encloses(&month));
        let frames = self.frames.iter().filter(|frame| is_within(frame.month));
        let (closures, drawn) =
            frames.fold((0, 0), |(closures, drawn), frame| (closures + frame.closures, drawn + frame.drawn));
        let reviews: Vec<&CountedReview> =
            self.reviews.iter().filter(|review| is_within(review.month)).collect();
        let together: Vec<Reviewed> = reviews.iter().map(|review| review.together()).collect();
        let mut by_topic: BTreeMap<String, Vec<Reviewed>> = BTreeMap::new();
        for review in &reviews {
            for (topic, points) in &review.scores {
                let reviewed = Reviewed { points: (*points).into(), maximum: review.maximum.into() };
                by_topic.entry(topic.clone()).or_default().push(reviewed);
            }
        }
        // A sub-topic that did not apply to every review did not apply to every closure either.
        let applies = |reviews: &[Reviewed]| {
            let share = u128::from(closures) * reviews.len() as u128 / together.len().max(1) as u128;
            u64::try_from(share).unwrap_or(closures)
        };
        let share = |reviews: &[Reviewed]| SampledShare::of(reviews, applies(reviews), DECIDING);
        QualityFigures {
            together: share(&together),
            topics: by_topic.iter().filter_map(|(topic, all)| Some((topic.clone(), share(all)?))).collect(),
            closures,
            drawn,
            reviewed: reviews.len() as u64,
        }
    }
}

impl CountedReview {
    fn together(&self) -> Reviewed {
        Reviewed {
            points: self.scores.values().copied().map(u64::from).sum(),
            maximum: self.scores.len() as u64 * u64::from(self.maximum),
        }
    }
}

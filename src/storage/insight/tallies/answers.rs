//! The changes that an answer makes, the same whether it is given, changed, held back or imported.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use uuid::Uuid;

use crate::domain::answering::questionnaire::{ItemId, Rating};
use crate::domain::answering::score::Score;
use crate::storage::insight::tallies::{Aspect, Change, What};

/// The counted properties of an answer.
#[derive(Clone, Copy, Debug)]
pub struct CountedAnswer<'a> {
    pub score: Score,
    pub ratings: &'a BTreeMap<ItemId, Rating>,
    /// Reminders before it; `None` if it was imported.
    pub reminders: Option<u32>,
    pub segment_id: Uuid,
    pub closed_on: NaiveDate,
    pub answered_on: NaiveDate,
}

impl CountedAnswer<'_> {
    /// The changes that count it `amount` times; negative to undo it.
    #[must_use]
    pub fn changes(&self, amount: i64) -> Vec<Change> {
        let Self { score, ratings, reminders, segment_id, closed_on, answered_on } = *self;
        let response = What::Response { score, answered_on, imported: reminders.is_none() };
        let reminders = reminders.map(Aspect::Reminders);
        let rated = ratings.iter().map(|(item, rating)| Aspect::Rating(item.clone(), *rating));
        let aspects = reminders.into_iter().chain(rated);
        let aspects = aspects.map(|aspect| What::Aspect { aspect, score, answered_on });
        let change = |what| Change { what, closed_on, segment_id, amount };
        [response].into_iter().chain(aspects).map(change).collect()
    }
}

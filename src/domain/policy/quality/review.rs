//! A review of one closure, as it is told: points for sub-topics.
//!
//! The rule: a sub-topic that does not apply is left out, and the maximum of a review is that of the sub-topics it has.

use std::collections::BTreeMap;

use crate::domain::complaints::complaint::Reference;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::policy::quality::checklist::Checklist;
use crate::domain::policy::quality::checklist_file::MOST_POINTS;

/// The fields that hold nested fields.
pub const GROUPS: &[&str] = &["scores"];

/// The points of a review.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Points {
    /// The most points for each sub-topic.
    pub maximum: u32,
    /// At least one, by sub-topic.
    pub scores: BTreeMap<String, u32>,
    /// `None` for the one who tells it.
    pub reviewer: Option<String>,
}

/// A review of a closure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReview {
    pub reference: Reference,
    /// `None` for the latest.
    pub closure: Option<u32>,
    pub points: Points,
}

impl NewReview {
    /// Parses the body of `POST /api/v1/quality-reviews`, or the form.
    ///
    /// # Errors
    /// Every field that is wrong.
    pub fn parse(mut fields: Fields, checklist: &Checklist) -> Result<Self, Vec<FieldError>> {
        let reference =
            fields.take_as("reference", "must be the reference of a complaint", |text| text.parse().ok());
        let reference = fields.require("reference", reference);
        let closure = fields.take_count("closure");
        if closure == Some(0) {
            fields.refuse("closure", "must be 1 for the first closure, 2 for the second");
        }
        let points = Points::take(&mut fields, checklist);
        fields.result(reference.zip(points).map(|(reference, points)| Self { reference, closure, points }))
    }
}

impl Points {
    /// Parses the body of `PUT /api/v1/quality-reviews/{id}`.
    ///
    /// # Errors
    /// Every field that is wrong.
    pub fn parse(mut fields: Fields, checklist: &Checklist) -> Result<Self, Vec<FieldError>> {
        for name in ["reference", "closure"] {
            fields.refuse_here(name, "cannot be changed: leave it out");
        }
        let points = Self::take(&mut fields, checklist);
        fields.result(points)
    }

    fn take(fields: &mut Fields, checklist: &Checklist) -> Option<Self> {
        let maximum = fields.take_count("maximum").unwrap_or(checklist.maximum);
        if !(1..=MOST_POINTS).contains(&maximum) {
            fields.refuse("maximum", format!("must be a whole number from 1 to {MOST_POINTS}"));
        }
        let reviewer = fields.take_text("reviewer");
        let mut scores = BTreeMap::new();
        for topic in &checklist.topics {
            let field = format!("scores.{}", topic.id);
            match fields.take_count(&field) {
                Some(points) if points > maximum => {
                    fields.refuse(&field, format!("must be a whole number from 0 to {maximum}"));
                }
                Some(points) => {
                    scores.insert(topic.id.clone(), points);
                }
                None => {}
            }
        }
        if scores.is_empty() && !fields.has_errors() {
            let known: Vec<&str> = checklist.topics.iter().map(|topic| topic.id.as_str()).collect();
            fields.refuse("scores", format!("must have points for at least one of {}", known.join(", ")));
        }
        Some(Self { maximum, scores, reviewer })
    }

    /// The points given.
    #[must_use]
    pub fn given(&self) -> u64 {
        self.scores.values().copied().map(u64::from).sum()
    }

    /// The points that could be had.
    #[must_use]
    pub fn possible(&self) -> u64 {
        self.scores.len() as u64 * u64::from(self.maximum)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::domain::policy::quality::checklist_file::{BUILT_IN, parse};

    fn parsed(value: &Value) -> Result<NewReview, Vec<String>> {
        let checklist = parse(BUILT_IN).unwrap();
        NewReview::parse(Fields::of_json(value, GROUPS).unwrap(), &checklist)
            .map_err(|errors| errors.into_iter().map(|error| error.field).collect())
    }

    #[test]
    fn the_contracts_example_is_understood() {
        let review = parsed(&json!({
            "reference": "K-1", "closure": 1, "scores": {"empathy": 4, "language": 5}, "maximum": 5, "reviewer": "r-1",
        }));
        let review = review.unwrap();
        assert_eq!((review.points.given(), review.points.possible()), (9, 10));
        assert_eq!(review.points.reviewer.as_deref(), Some("r-1"));
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(
            parsed(&json!({"reference": "K-1", "scores": {"empathy": 6}})),
            Err(vec!["scores.empathy".to_owned()])
        );
        assert_eq!(
            parsed(&json!({"reference": "K-1", "scores": {"colour": 3}})),
            Err(vec!["scores".to_owned(), "scores.colour".to_owned()])
        );
        assert_eq!(parsed(&json!({"reference": "K-1", "scores": {}})), Err(vec!["scores".to_owned()]));
        let all =
            json!({"reference": "", "closure": 0, "scores": {"language": -1}, "maximum": 0, "note": "x"});
        assert_eq!(parsed(&all).unwrap_err(), ["reference", "closure", "maximum", "scores.language", "note"]);
        assert_eq!(
            parsed(&json!({"reference": "K-1", "scores": {"empathy": 3.5}})),
            Err(vec!["scores.empathy".to_owned()])
        );
    }
}

//! Two selections to compare: the parameters of `GET /api/v1/difference` and of the page that compares.
//!
//! The rule: they are disjoint. Respondents in both would make the difference look smaller than it is, and the part
//! that is in only one could be computed by subtraction.

use chrono::NaiveDate;

use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::insight::query::confidence;
use crate::domain::insight::query::whole::WholeQuery;
use crate::statistics::normal::Confidence;

/// `a` compared with `b`.
#[derive(Clone, Debug, PartialEq)]
pub struct DifferenceQuery {
    pub a: WholeQuery,
    pub b: WholeQuery,
    pub confidence: Confidence,
}

impl DifferenceQuery {
    /// Parses query parameters, those of each side prefixed with `a.` or `b.`.
    ///
    /// # Errors
    /// Every parameter that is wrong, and sides that overlap.
    pub fn parse(pairs: &[(String, String)], today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of_query(pairs);
        let shared =
            fields.take_as("confidence", "must be 0.9, 0.95 or 0.99", confidence).unwrap_or_default();
        let a = fields.within("a.", |side| take_side(side, today));
        let b = fields.within("b.", |side| take_side(side, today));
        let named = [shared, a.confidence, b.confidence];
        let levels: Vec<Confidence> =
            named.into_iter().filter(|level| *level != Confidence::default()).collect();
        if levels.windows(2).any(|pair| matches!(pair, [one, other] if one != other)) {
            fields.refuse("confidence", "must be the same for both sides");
        }
        if !fields.has_errors() && !a.is_disjoint_from(&b) {
            fields.refuse(
                "b",
                "overlaps with a; take periods that follow each other, or other values of one dimension",
            );
        }
        let confidence = levels.first().copied().unwrap_or_default();
        fields.result(Some(Self { a: a.at(confidence), b: b.at(confidence), confidence }))
    }

    /// The same at another confidence.
    #[must_use]
    pub fn at(&self, confidence: Confidence) -> Self {
        Self { a: self.a.at(confidence), b: self.b.at(confidence), confidence }
    }
}

fn take_side(side: &mut Fields, today: NaiveDate) -> WholeQuery {
    let query = WholeQuery::take(side, today, "has no place here: each side is one group");
    if query.rolling > 1 {
        side.refuse("rolling", "has no place here: windows overlap");
    }
    query.at_once()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(query: &str) -> Result<DifferenceQuery, Vec<String>> {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        DifferenceQuery::parse(&pairs, "2026-11-22".parse().unwrap())
            .map_err(|errors| errors.into_iter().map(|error| error.field).collect())
    }

    #[test]
    fn two_teams_or_two_years_can_be_compared() {
        assert!(parse("a.team=Noord&b.team=Zuid").is_ok());
        assert!(parse("a.from=2025-01-01&a.to=2025-12-31&b.from=2026-01-01&b.to=2026-10-31").is_ok());
        assert_eq!(parse("a.team=Noord&b.team=Zuid&a.confidence=0.9").unwrap().confidence, Confidence::P90);
    }

    #[test]
    fn sides_that_overlap_are_refused() {
        assert_eq!(parse("a.team=Noord"), Err(vec!["b".to_owned()]));
        assert_eq!(parse("a.team=Noord&a.team=Zuid&b.team=Zuid"), Err(vec!["b".to_owned()]));
        assert_eq!(parse("a.team=Noord&b.channel=web"), Err(vec!["b".to_owned()]));
        assert_eq!(
            parse("a.from=2025-01-01&a.to=2025-12-31&b.from=2025-12-31&b.to=2026-10-31"),
            Err(vec!["b".to_owned()])
        );
        // One answer can be in both if one side goes by closing day and the other by the day of the answer.
        assert_eq!(parse("a.to=2025-12-31&b.from=2026-01-01&b.basis=answered"), Err(vec!["b".to_owned()]));
    }

    #[test]
    fn mistakes_carry_the_name_of_their_side() {
        assert_eq!(
            parse("a.team=Noord&b.team=Zuid&b.rolling=3&a.group_by=team&x=1&b.from=never"),
            Err(["a.group_by", "b.from", "b.rolling", "x"].map(str::to_owned).to_vec())
        );
        assert_eq!(
            parse("a.team=Noord&b.team=Zuid&a.confidence=0.9&b.confidence=0.99"),
            Err(vec!["confidence".to_owned()])
        );
    }
}

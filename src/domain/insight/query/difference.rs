//! Two selections to compare: the parameters of `GET /api/v1/difference` and of the page that compares.
//!
//! The rule: they are disjoint. Respondents in both would make the difference look smaller than it is, and the part
//! that is in only one could be computed by subtraction.

use chrono::NaiveDate;

use crate::domain::input::fields::FieldError;
use crate::domain::insight::query::NpsQuery;
use crate::domain::time::period::Granularity;
use crate::statistics::normal::Confidence;

/// `a` compared with `b`.
#[derive(Clone, Debug, PartialEq)]
pub struct DifferenceQuery {
    pub a: NpsQuery,
    pub b: NpsQuery,
    pub confidence: Confidence,
}

impl DifferenceQuery {
    /// Parses query parameters, those of each side prefixed with `a.` or `b.`.
    ///
    /// # Errors
    /// Every parameter that is wrong, and sides that overlap.
    pub fn parse(pairs: &[(String, String)], today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let mut errors = Vec::new();
        let (confidence, sides) =
            pairs.iter().cloned().partition::<Vec<_>, _>(|(name, _)| name == "confidence");
        let confidence = NpsQuery::parse(&confidence, today).map_err(|wrong| errors.extend(wrong));
        let stray = sides.iter().filter(|(name, _)| !name.starts_with("a.") && !name.starts_with("b."));
        errors.extend(stray.map(|(name, _)| wrong(name, "is not a known parameter; begin it with a. or b.")));
        let a = side("a.", &sides, today).map_err(|wrong| errors.extend(wrong));
        let b = side("b.", &sides, today).map_err(|wrong| errors.extend(wrong));
        let (Ok(a), Ok(b), Ok(whole)) = (a, b, confidence) else { return Err(errors) };
        let levels: Vec<Confidence> = [&whole, &a, &b]
            .into_iter()
            .map(|query| query.confidence)
            .filter(|level| *level != Confidence::default())
            .collect();
        if levels.windows(2).any(|pair| matches!(pair, [one, other] if one != other)) {
            errors.push(wrong("confidence", "must be the same for both sides"));
        }
        if !a.is_disjoint_from(&b) {
            let message =
                "overlaps with a; take periods that follow each other, or other values of one dimension";
            errors.push(wrong("b", message));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let confidence = levels.first().copied().unwrap_or_default();
        Ok(Self { a: NpsQuery { confidence, ..a }, b: NpsQuery { confidence, ..b }, confidence })
    }
}

fn side(prefix: &str, pairs: &[(String, String)], today: NaiveDate) -> Result<NpsQuery, Vec<FieldError>> {
    let own: Vec<(String, String)> = pairs
        .iter()
        .filter_map(|(name, value)| Some((name.strip_prefix(prefix)?.to_owned(), value.clone())))
        .collect();
    let named = |error: FieldError| FieldError { field: format!("{prefix}{}", error.field), ..error };
    let query = NpsQuery::parse(&own, today)
        .map_err(|errors| errors.into_iter().map(named).collect::<Vec<FieldError>>())?;
    let mut errors = Vec::new();
    if query.group_by.is_some() {
        errors.push(wrong(&format!("{prefix}group_by"), "has no place here: each side is one group"));
    }
    if query.rolling > 1 {
        errors.push(wrong(&format!("{prefix}rolling"), "has no place here: windows overlap"));
    }
    if errors.is_empty() { Ok(NpsQuery { interval: Granularity::Total, ..query }) } else { Err(errors) }
}

fn wrong(field: &str, message: &str) -> FieldError {
    FieldError { field: field.to_owned(), message: message.to_owned() }
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
            Err(["x", "a.group_by", "b.from"].map(str::to_owned).to_vec())
        );
        assert_eq!(
            parse("a.team=Noord&b.team=Zuid&a.confidence=0.9&b.confidence=0.99"),
            Err(vec!["confidence".to_owned()])
        );
    }
}

//! The questions about causes: the parameters of their pages and of `GET /api/v1/causes`.
//!
//! The rule: complaints count by the day of receipt and responses by the day of the view, over the same range and with the
//! same filters. A complaint has neither mode nor questionnaire: the API refuses them, and the pages lead to the address
//! without them, since another page about the view may have passed them on.

use chrono::NaiveDate;

use crate::domain::complaints::segment::Dimension;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::domain::insight::query::whole::WholeQuery;

/// The parameter with the name of a cause.
pub const NAME: &str = "name";
/// The dimensions that a complaint has no value of.
const OF_SURVEYS: [Dimension; 2] = [Dimension::Mode, Dimension::Questionnaire];

/// The dimensions by which causes can be filtered.
pub fn dimensions() -> impl Iterator<Item = Dimension> {
    Dimension::ALL.iter().copied().filter(|dimension| !OF_SURVEYS.contains(dimension))
}

/// The parameters of a page about causes.
#[derive(Clone, Debug, PartialEq)]
pub struct CausesQuery {
    pub view: DashboardQuery,
    /// The cause that the page is about, as it is called in the address; of the page of all causes `None`.
    pub name: Option<String>,
    has_more: bool,
}

impl CausesQuery {
    /// Parses query parameters.
    ///
    /// # Errors
    /// Every parameter that is wrong, and the usual view.
    pub fn parse(pairs: &[(String, String)], today: NaiveDate) -> Result<Self, (Vec<FieldError>, Box<Self>)> {
        let name = pairs.iter().find(|(name, _)| name == NAME).map(|(_, value)| value.clone());
        let is_of_view = |name: &str| !is_own(name) && !OF_SURVEYS.iter().any(|other| other.name() == name);
        let shared: Vec<_> = pairs.iter().filter(|(name, _)| is_of_view(name)).cloned().collect();
        let has_more = pairs.iter().any(|(name, _)| !is_own(name) && !is_of_view(name));
        match DashboardQuery::parse(&shared, today) {
            Ok(view) => Ok(Self { view, name, has_more }),
            Err((mistakes, usual)) => Err((mistakes, Box::new(Self { view: *usual, name, has_more }))),
        }
    }

    /// Whether the parameters are given as the address has them.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        !self.has_more && self.view.is_clean()
    }

    /// The same question at the confidence of its view, as a norm decides it.
    #[must_use]
    pub fn decided_in(&self, view: DashboardQuery) -> Self {
        Self { view, ..self.clone() }
    }

    /// What is selected.
    #[must_use]
    pub fn whole(&self) -> &WholeQuery {
        &self.view.whole
    }
}

/// Whether a parameter is of the page and not of the view.
fn is_own(name: &str) -> bool {
    matches!(name, NAME | "done" | "for" | "format")
}

/// Parses the parameters of the API.
///
/// # Errors
/// Every parameter that is wrong or has no place here.
pub fn of_api(pairs: &[(String, String)], today: NaiveDate) -> Result<WholeQuery, Vec<FieldError>> {
    let mut fields = Fields::of_query(pairs);
    for name in ["interval", "rolling"] {
        fields.refuse_here(name, "has no place here: the answer is about the whole range");
    }
    for dimension in OF_SURVEYS {
        fields.refuse_here(dimension.name(), "has no place here: a complaint has none");
    }
    let whole = WholeQuery::take(&mut fields, today, "has no place here: use a filter");
    fields.result(Some(whole.at_once()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::insight::query::Basis;

    fn pairs(query: &str) -> Vec<(String, String)> {
        form_urlencoded::parse(query.as_bytes()).into_owned().collect()
    }

    fn parse(query: &str) -> CausesQuery {
        CausesQuery::parse(&pairs(query), "2026-11-22".parse().unwrap()).unwrap()
    }

    #[test]
    fn the_name_is_no_part_of_the_view_and_neither_is_what_complaints_have_not() {
        let query = parse("name=te+traag&team=Noord&mode=email&basis=answered&done=1");
        assert_eq!(query.name.as_deref(), Some("te traag"));
        assert_eq!((query.view.address(), query.is_clean()), ("basis=answered&team=Noord".to_owned(), false));
        assert_eq!(query.whole().basis, Basis::Answered);
        assert!(parse("name=x&team=Noord").is_clean() && parse("").is_clean() && !parse("team=").is_clean());
        assert_eq!(dimensions().count(), Dimension::ALL.len() - 2);
    }

    #[test]
    fn what_makes_no_sense_is_named_and_the_cause_stays() {
        let (mistakes, usual) =
            CausesQuery::parse(&pairs("name=x&from=never&colour=red"), "2026-11-22".parse().unwrap())
                .unwrap_err();
        let fields: Vec<&str> = mistakes.iter().map(|mistake| mistake.field.as_str()).collect();
        assert_eq!((fields, usual.name.as_deref()), (vec!["from", "colour"], Some("x")));
    }

    #[test]
    fn the_api_takes_a_range_and_filters() {
        let of = |query: &str| of_api(&pairs(query), "2026-11-22".parse().unwrap());
        assert_eq!(of("from=2026-01-01&team=Noord&team=").unwrap().range.from().to_string(), "2026-01-01");
        let wrong: Vec<String> =
            of("interval=month&rolling=2&mode=email&questionnaire=x&group_by=team&from=x")
                .unwrap_err()
                .into_iter()
                .map(|error| error.field)
                .collect();
        assert_eq!(wrong, ["interval", "rolling", "mode", "questionnaire", "group_by", "from"]);
    }
}

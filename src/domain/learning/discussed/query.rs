//! Which closed complaints are listed: the parameters of the page.
//!
//! The rule: without parameters it is about the last sixty days and all complaints.

use chrono::{Days, NaiveDate};

use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::named::named_enum;
use crate::domain::time::period::DateRange;

/// How many days are listed by default, today included.
const USUAL_DAYS: u64 = 60;
/// Complaints on a page of the list.
pub const LISTED_ON_PAGE: u32 = 25;
/// The last page that can be asked for.
const LAST_PAGE: u32 = 10_000;
/// The parameter of the page.
pub const PAGE: &str = "page";

named_enum! {
    /// Which of the closed complaints.
    pub enum Listed {
        All = "all",
        NotWithEmployee = "not_with_employee",
        NotInTeam = "not_in_team",
    }
}

/// Which closed complaints are listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DiscussedQuery {
    /// The days of closing.
    pub range: DateRange,
    pub listed: Listed,
    /// The team that handled them, empty for those without one; `None` for all.
    pub team: Option<String>,
    /// The page of the list; 1 is the first.
    pub page: u32,
}

impl DiscussedQuery {
    /// Parses query parameters.
    ///
    /// # Errors
    /// Every parameter that is wrong or not known.
    pub fn parse(pairs: &[(String, String)], today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of_query(pairs);
        let to = fields.take_day("to").unwrap_or(today);
        let usual = || to.checked_sub_days(Days::new(USUAL_DAYS - 1)).unwrap_or(to);
        let from = fields.take_day("from").unwrap_or_else(usual);
        let range = DateRange::new(from, to);
        if range.is_none() {
            fields.refuse("from", "must not lie after to");
        }
        let listed = fields.take_name("show").unwrap_or(Listed::All);
        let team = fields.take_raw_text("team");
        let page = fields.take_count(PAGE).unwrap_or(1);
        if !(1..=LAST_PAGE).contains(&page) {
            fields.refuse(PAGE, format!("must be a page from 1 to {LAST_PAGE}"));
        }
        fields.result(range.map(|range| Self { range, listed, team, page }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(query: &str) -> Result<DiscussedQuery, Vec<String>> {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        DiscussedQuery::parse(&pairs, "2026-03-20".parse().unwrap())
            .map_err(|errors| errors.into_iter().map(|error| error.field).collect())
    }

    #[test]
    fn by_default_it_is_the_last_sixty_days() {
        let usual = parse("").unwrap();
        assert_eq!((usual.range.from().to_string(), usual.listed), ("2026-01-20".to_owned(), Listed::All));
        assert_eq!(parse("to=2025-03-01").unwrap().range.from().to_string(), "2025-01-01");
        assert_eq!(parse("show=not_in_team&team=").unwrap().team.as_deref(), Some(""));
        assert_eq!((usual.page, parse("page=3").unwrap().page), (1, 3));
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(parse("from=2026-03-21").unwrap_err(), ["from"]);
        for page in ["page=0", "page=10001", "page=x"] {
            assert_eq!(parse(page).unwrap_err(), ["page"], "{page}");
        }
        assert_eq!(
            parse("to=soon&show=some&team=a&team=b&reference=K-1").unwrap_err(),
            ["to", "show", "team", "reference"]
        );
    }
}

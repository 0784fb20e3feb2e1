//! The selection of verbatims: the parameters of their page.

use chrono::{Days, NaiveDate};

use crate::domain::answering::score::Score;
use crate::domain::ids::ThemeId;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::insight::query::dashboard::{DashboardQuery, is_of_range};
use crate::domain::insight::query::responses::Cursor;
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::named::named_enum;

const SEARCH: &str = "must be at most 100 characters, none of them a control character";
/// The longest search text, in characters.
const LONGEST_SEARCH: usize = 100;
/// Days, not counting today, for which a verbatim is new.
const NEW: Days = Days::new(6);

/// The value of the filter on themes for reasons without one.
pub const NO_THEME: &str = "none";

/// Which themes the reasons have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OfTheme {
    Theme(ThemeId),
    /// None at all.
    None,
}

named_enum! {
    /// The three groups of scores.
    pub enum ScoreGroup {
        Promoters = "promoters",
        Passives = "passives",
        Detractors = "detractors",
    }
}

/// The parameters of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct VerbatimQuery {
    /// The dashboard view: its range and filters select the responses.
    pub view: DashboardQuery,
    pub search: Option<String>,
    pub theme: Option<OfTheme>,
    pub score_group: Option<ScoreGroup>,
    /// One score.
    pub score: Option<Score>,
    pub is_new: bool,
    pub after: Option<Cursor>,
}

impl VerbatimQuery {
    /// All verbatims of a view.
    #[must_use]
    pub fn of_view(view: DashboardQuery) -> Self {
        Self { view, search: None, theme: None, score_group: None, score: None, is_new: false, after: None }
    }

    /// Parses query parameters; empty ones mean "not given".
    ///
    /// # Errors
    /// Every parameter that is wrong.
    pub fn parse(pairs: &[(String, String)], today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let is_own = |name: &str| matches!(name, "q" | "theme" | "scores" | "score" | "new" | "cursor");
        let (own, shared) = pairs.iter().cloned().partition::<Vec<_>, _>(|(name, _)| is_own(name));
        let mut fields = Fields::of_form(&own);
        let search = fields.take_as("q", SEARCH, |text| {
            let is_wrong = text.chars().count() > LONGEST_SEARCH || text.chars().any(char::is_control);
            (!is_wrong).then(|| text.to_owned())
        });
        let theme = fields.take_as("theme", "must be a theme of the list, or none", |text| match text {
            NO_THEME => Some(OfTheme::None),
            _ => text.parse().ok().map(|id| OfTheme::Theme(ThemeId(id))),
        });
        let score_group =
            fields.take_as("scores", "must be promoters, passives or detractors", |text| text.parse().ok());
        let score = fields.take_as("score", "must be a score from 0 to 10", |text| text.parse().ok());
        let is_new = fields.take_text("new").is_some_and(|value| value != "0");
        let after = fields.take_as("cursor", "must be the link to a next page", Cursor::parse);
        let has_range = shared.iter().any(|(name, value)| is_of_range(name) && !value.is_empty());
        let view = match DashboardQuery::parse(&shared, today) {
            Ok(view) => Some(if has_range { view } else { view.until_today() }),
            Err((wrong, _)) => {
                wrong.into_iter().for_each(|error| fields.refuse(&error.field, error.message));
                None
            }
        };
        fields.result(view.map(|view| Self { view, search, theme, score_group, score, is_new, after }))
    }

    /// Range, basis and filters.
    #[must_use]
    pub fn selection(&self) -> &WholeQuery {
        &self.view.whole
    }

    /// The first day whose answers are new.
    #[must_use]
    pub fn new_since(today: NaiveDate) -> NaiveDate {
        today.checked_sub_days(NEW).unwrap_or(today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_makes_no_sense_is_named() {
        let parse = |query: &str| {
            let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
            VerbatimQuery::parse(&pairs, "2026-11-22".parse().unwrap())
                .map_err(|errors| errors.into_iter().map(|error| error.field).collect::<Vec<_>>())
        };
        assert!(
            parse("q=&theme=&scores=&team=&new=").is_ok_and(|query| !query.is_new && query.search.is_none())
        );
        assert!(parse("q=te+lang&scores=detractors&new=1&team=Noord").is_ok());
        assert!(parse("score=7").is_ok_and(|query| query.score.map(Score::value) == Some(7)));
        assert_eq!(parse("score=11").unwrap_err(), ["score"]);
        assert!(parse("score=0&theme=none").is_ok_and(|query| query.theme == Some(OfTheme::None)));
        assert_eq!(parse("score=11&scores=detractors").unwrap_err(), ["score"]);
        let last_day = |query: &str| parse(query).unwrap().selection().range.to().to_string();
        assert_eq!(
            (last_day("team=Noord&from="), last_day("range=12-months")),
            ("2026-11-22".into(), "2026-10-31".into())
        );
        assert_eq!(
            parse(&format!("q={}&theme=x&scores=all&cursor=x&from=x", "a".repeat(101))).unwrap_err(),
            ["q", "theme", "scores", "cursor", "from"]
        );
    }
}

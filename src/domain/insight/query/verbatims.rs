//! The selection of verbatims: the parameters of their page.

use chrono::{Days, NaiveDate};

use crate::domain::ids::ThemeId;
use crate::domain::input::fields::FieldError;
use crate::domain::insight::query::NpsQuery;
use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::domain::insight::query::responses::Cursor;
use crate::domain::named::named_enum;

/// The longest search text, in characters.
const LONGEST_SEARCH: usize = 100;
/// Days, not counting today, for which a verbatim is new.
const NEW: Days = Days::new(6);

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
    pub theme: Option<ThemeId>,
    pub score_group: Option<ScoreGroup>,
    pub is_new: bool,
    pub after: Option<Cursor>,
}

impl VerbatimQuery {
    /// Parses query parameters; empty ones mean "not given".
    ///
    /// # Errors
    /// Every parameter that is wrong.
    pub fn parse(pairs: &[(String, String)], today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let is_own = |name: &str| matches!(name, "q" | "theme" | "scores" | "new" | "cursor");
        let (own, shared) = pairs.iter().cloned().partition::<Vec<_>, _>(|(name, _)| is_own(name));
        let one = |field: &str| {
            let value = own.iter().find(|(name, _)| name == field).map(|(_, value)| value.trim());
            value.filter(|value| !value.is_empty())
        };
        let mut errors = Vec::new();
        let mut wrong = |field: &str, message: &str| {
            errors.push(FieldError { field: field.to_owned(), message: message.to_owned() });
        };
        for field in ["q", "theme", "scores", "new", "cursor"] {
            if own.iter().filter(|(name, value)| name == field && !value.trim().is_empty()).count() > 1 {
                wrong(field, "must be given once");
            }
        }
        let search = one("q").map(str::to_owned);
        let is_wrong =
            |text: &String| text.chars().count() > LONGEST_SEARCH || text.chars().any(char::is_control);
        if search.as_ref().is_some_and(is_wrong) {
            wrong("q", "must be at most 100 characters, none of them a control character");
        }
        let theme = one("theme").map(|text| text.parse().ok().map(ThemeId));
        if theme == Some(None) {
            wrong("theme", "must be a theme of the list");
        }
        let score_group = one("scores").map(|text| text.parse::<ScoreGroup>().ok());
        if score_group == Some(None) {
            wrong("scores", "must be promoters, passives or detractors");
        }
        let after = one("cursor").map(Cursor::parse);
        if after == Some(None) {
            wrong("cursor", "must be the link to a next page");
        }
        let view = DashboardQuery::parse(&shared, today).map_err(|(wrong, _)| errors.extend(wrong));
        match view {
            Ok(view) if errors.is_empty() => Ok(Self {
                view,
                search,
                theme: theme.flatten(),
                score_group: score_group.flatten(),
                is_new: one("new").is_some_and(|value| value != "0"),
                after: after.flatten(),
            }),
            _ => Err(errors),
        }
    }

    /// Range, basis and filters.
    #[must_use]
    pub fn selection(&self) -> &NpsQuery {
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
        assert_eq!(
            parse(&format!("q={}&theme=x&scores=all&cursor=x&from=x", "a".repeat(101))).unwrap_err(),
            ["q", "theme", "scores", "cursor", "from"]
        );
    }
}

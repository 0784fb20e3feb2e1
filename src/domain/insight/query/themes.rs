//! The parameters of the page of themes: a view as the dashboard has it, and the theme that is looked at by team.
//!
//! The rule: what a form on the page types (a name, keywords) is no part of the view.

use chrono::NaiveDate;

use crate::domain::ids::ThemeId;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::domain::insight::query::presets;
use crate::domain::insight::query::whole::WholeQuery;

/// The parameters of the page.
#[derive(Clone, Debug, PartialEq)]
pub struct ThemesQuery {
    pub view: DashboardQuery,
    /// The theme by team; `None` for the one that detractors name most.
    pub theme: Option<ThemeId>,
}

impl ThemesQuery {
    /// Parses query parameters.
    ///
    /// # Errors
    /// Every parameter that is wrong, and the default view.
    pub fn parse(pairs: &[(String, String)], today: NaiveDate) -> Result<Self, (Vec<FieldError>, Box<Self>)> {
        let (own, others): (Vec<_>, Vec<_>) = pairs.iter().cloned().partition(|(name, _)| name == "theme");
        let is_typed = |name: &str| matches!(name, "name" | "keywords" | "done");
        let shared: Vec<_> = others.into_iter().filter(|(name, _)| !is_typed(name)).collect();
        let mut fields = Fields::of_form(&own);
        let theme =
            fields.take_as("theme", "must be a theme of the list", |text| text.parse().ok().map(ThemeId));
        let mut mistakes = fields.finish();
        let view = DashboardQuery::parse(&shared, today).unwrap_or_else(|(wrong, usual)| {
            mistakes.extend(wrong);
            *usual
        });
        let query = Self { view, theme };
        if mistakes.is_empty() { Ok(query) } else { Err((mistakes, Box::new(query))) }
    }

    /// What is selected.
    #[must_use]
    pub fn now(&self) -> &WholeQuery {
        &self.view.whole
    }

    /// The same over the period to compare with; `None` for all years, and at the beginning of the calendar.
    #[must_use]
    pub fn before(&self, today: NaiveDate) -> Option<WholeQuery> {
        presets::compared(self.view.preset, self.now().range, today).map(|range| self.now().within(range))
    }

    /// Whether single days could be computed from the figures.
    #[must_use]
    pub fn is_day_level(&self, today: NaiveDate) -> bool {
        self.now().is_day_level(today)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(query: &str) -> Result<ThemesQuery, Vec<String>> {
        let pairs: Vec<_> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
        ThemesQuery::parse(&pairs, "2026-11-22".parse().unwrap())
            .map_err(|(errors, _)| errors.into_iter().map(|error| error.field).collect())
    }

    #[test]
    fn a_view_is_held_against_the_period_before_and_a_form_is_no_part_of_it() {
        let today = "2026-11-22".parse().unwrap();
        let query = parse("from=2026-07-01&to=2026-09-30&team=Zuid&name=x&keywords=y&done=1&theme=").unwrap();
        let before = query.before(today).unwrap();
        assert_eq!(
            (before.range.from().to_string(), before.range.to().to_string()),
            ("2026-04-01".into(), "2026-06-30".into())
        );
        assert_eq!(before.filters, query.now().filters);
        assert_eq!(query.view.address(), "from=2026-07-01&to=2026-09-30&team=Zuid");
        assert!(!query.is_day_level(today) && parse("from=2026-07-02").unwrap().is_day_level(today));
    }

    #[test]
    fn what_makes_no_sense_is_named() {
        assert_eq!(parse("theme=x&from=never&colour=red").unwrap_err(), ["theme", "from", "colour"]);
    }
}

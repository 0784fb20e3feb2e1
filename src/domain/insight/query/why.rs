//! The parameters of the page that says why NPS changed: those of the dashboard, and what to compare with.
//!
//! The rule: it answers without a day being typed (the last whole quarter against the one before), and the two periods
//! share no answers.

use chrono::NaiveDate;

use crate::domain::complaints::segment::Dimension;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::insight::query::dashboard::{DashboardQuery, UNKNOWN, is_of_range};
use crate::domain::insight::query::presets::{self, Preset};
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::named::named_enum;
use crate::domain::time::period::DateRange;

named_enum! {
    /// The period to compare with.
    pub enum Against {
        /// The period of the same length that ends the day before.
        Before = "before",
        YearEarlier = "year_earlier",
    }
}

/// Comparisons that take no typing, the usual one first.
pub const COMPARISONS: [(Preset, Against); 5] = [
    (Preset::LastQuarter, Against::Before),
    (Preset::LastMonth, Against::Before),
    (Preset::TwelveMonths, Against::Before),
    (Preset::LastQuarter, Against::YearEarlier),
    (Preset::LastMonth, Against::YearEarlier),
];

/// Two periods with the same filters.
#[derive(Clone, Debug, PartialEq)]
pub struct WhyQuery {
    pub now: WholeQuery,
    pub before: WholeQuery,
    pub against: Against,
    /// The dashboard view with its filters.
    pub view: DashboardQuery,
}

impl WhyQuery {
    /// Parses query parameters; empty ones mean "not given".
    ///
    /// # Errors
    /// Every parameter that is wrong, and the usual comparison.
    pub fn parse(pairs: &[(String, String)], today: NaiveDate) -> Result<Self, (Vec<FieldError>, Box<Self>)> {
        Self::try_parse(pairs, today).map_err(|errors| {
            let usual = Self::try_parse(&[], today).unwrap_or_else(|_| unreachable!("no parameter is wrong"));
            let view = usual.view.clone().with_typed(pairs);
            (errors, Box::new(Self { view, ..usual }))
        })
    }

    fn try_parse(pairs: &[(String, String)], today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let (own, mut shared) = pairs.iter().cloned().partition::<Vec<_>, _>(|(name, _)| name == "against");
        // The dashboard has another usual range, which it does not write.
        if !shared.iter().any(|(name, value)| is_of_range(name) && !value.is_empty()) {
            shared.push(("range".to_owned(), Preset::LastQuarter.name().to_owned()));
        }
        let mut fields = Fields::of_form(&own);
        let against = fields.take_name("against").unwrap_or(Against::Before);
        let view = match DashboardQuery::parse(&shared, today) {
            Ok(view) => Some(view),
            Err((wrong, _)) => {
                wrong.into_iter().for_each(|error| fields.refuse(&error.field, error.message));
                None
            }
        };
        let query = view.and_then(|view| {
            let before = compared_with(view.preset, view.whole.range, against, today);
            if view.preset == Some(Preset::All) {
                fields.refuse("range", "must have a period before it, which all years have not");
            } else if before.is_none() {
                fields.refuse("against", "must be before where the period is longer than a year");
            }
            Some(Self { before: view.whole.within(before?), now: view.whole.clone(), against, view })
        });
        fields.result(query)
    }

    /// Whether few answers could be computed from the figures, which are split by each further dimension.
    #[must_use]
    pub fn is_day_level(&self, today: NaiveDate) -> bool {
        self.now.filters.len() > 1 || self.now.is_day_level(today) || self.before.is_day_level(today)
    }

    /// This comparison at the confidence of its view, as a norm decides it.
    #[must_use]
    pub fn decided_in(&self, view: DashboardQuery) -> Self {
        let confidence = view.whole.confidence;
        let (now, before) = (self.now.at(confidence), self.before.at(confidence));
        Self { now, before, against: self.against, view }
    }

    /// The query string of another comparison with the same filters.
    #[must_use]
    pub fn over(&self, preset: Preset, against: Against) -> String {
        let range = vec![("range", preset.name().to_owned())];
        self.address(range, &[("against", against.name())], None)
    }

    /// The query string of this comparison for one value of a dimension.
    #[must_use]
    pub fn narrowed(&self, dimension: Dimension, value: &str) -> String {
        self.address(self.range(), &[("against", self.against.name())], Some((dimension, value)))
    }

    /// The query string of this comparison, with more parameters. A range by name stays one, so that it moves on with time.
    #[must_use]
    pub fn address_with(&self, own: &[(&str, &str)]) -> String {
        let against = [("against", self.against.name())];
        self.address(self.range(), &against.into_iter().chain(own.iter().copied()).collect::<Vec<_>>(), None)
    }

    /// The query string of the newer period for pages that take the dashboard's parameters, with more of their own.
    #[must_use]
    pub fn view_of_now(&self, own: &[(&str, &str)]) -> String {
        self.address(self.range_elsewhere(), own, None)
    }

    /// The same for one value of a dimension.
    #[must_use]
    pub fn view_of(&self, dimension: Dimension, value: &str) -> String {
        self.address(self.range_elsewhere(), &[], Some((dimension, value)))
    }

    /// The range in an address of this page, which has another usual one than the dashboard.
    fn range(&self) -> Vec<(&'static str, String)> {
        match self.view.preset {
            Some(preset) => vec![("range", preset.name().to_owned())],
            None => {
                vec![("from", self.now.range.from().to_string()), ("to", self.now.range.to().to_string())]
            }
        }
    }

    /// The range in an address of another page, which leaves the usual one out.
    fn range_elsewhere(&self) -> Vec<(&'static str, String)> {
        if self.view.preset == Some(Preset::USUAL) { Vec::new() } else { self.range() }
    }

    fn address(
        &self,
        range: Vec<(&'static str, String)>,
        own: &[(&str, &str)],
        only: Option<(Dimension, &str)>,
    ) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(range).extend_pairs(self.kept(only.map(|(dimension, _)| dimension)));
        if let Some((dimension, value)) = only {
            query.append_pair(dimension.name(), if value.is_empty() { UNKNOWN } else { value });
        }
        query.extend_pairs(own).finish()
    }

    /// The parameters that select the same answers of other days, apart from those of one dimension.
    fn kept(&self, except: Option<Dimension>) -> impl Iterator<Item = (&'static str, &str)> {
        let filters = Dimension::ALL.iter().copied().filter(move |dimension| Some(*dimension) != except);
        ["basis", "confidence"]
            .into_iter()
            .chain(filters.map(Dimension::name))
            .flat_map(move |name| self.view.values(name).map(move |value| (name, value)))
    }
}

/// The period to compare with; `None` if it would share days with the range.
#[must_use]
pub fn compared_with(
    preset: Option<Preset>,
    range: DateRange,
    against: Against,
    today: NaiveDate,
) -> Option<DateRange> {
    let found = match against {
        Against::Before => presets::compared(preset, range, today),
        Against::YearEarlier => presets::year_earlier(range, today),
    };
    found.filter(|before| before.to() < range.from())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn today() -> NaiveDate {
        "2026-11-22".parse().unwrap()
    }

    fn pairs(query: &str) -> Vec<(String, String)> {
        form_urlencoded::parse(query.as_bytes()).into_owned().collect()
    }

    fn parse(query: &str) -> WhyQuery {
        WhyQuery::parse(&pairs(query), today()).unwrap()
    }

    fn periods(query: &str) -> [String; 2] {
        let query = parse(query);
        [query.now.range, query.before.range].map(|range| format!("{}..{}", range.from(), range.to()))
    }

    #[test]
    fn without_a_day_it_is_the_last_quarter_against_the_one_before() {
        assert_eq!(periods(""), ["2026-07-01..2026-09-30", "2026-04-01..2026-06-30"]);
        assert_eq!(
            periods("against=&team=Noord&from="),
            ["2026-07-01..2026-09-30", "2026-04-01..2026-06-30"]
        );
        assert!(!parse("").is_day_level(today()));
    }

    #[test]
    fn months_are_compared_with_months_and_days_with_days() {
        for (query, now, before) in [
            ("from=2026-03-01&to=2026-03-31", "2026-03-01..2026-03-31", "2026-02-01..2026-02-28"),
            (
                "from=2026-02-01&to=2026-02-28&against=year_earlier",
                "2026-02-01..2026-02-28",
                "2025-02-01..2025-02-28",
            ),
            (
                "from=2025-02-01&to=2025-02-28&against=year_earlier",
                "2025-02-01..2025-02-28",
                "2024-02-01..2024-02-29",
            ),
            // A month that runs is compared with a whole one.
            ("from=2026-10-01&to=2026-11-22", "2026-10-01..2026-11-22", "2026-08-01..2026-09-30"),
            ("from=2026-03-10&to=2026-03-19", "2026-03-10..2026-03-19", "2026-02-28..2026-03-09"),
            // This year is compared with the same season.
            ("range=this-year", "2026-01-01..2026-11-22", "2025-01-01..2025-11-30"),
        ] {
            assert_eq!(periods(query), [now, before], "{query}");
        }
        assert!(parse("from=2026-03-10&to=2026-03-19").is_day_level(today()));
        assert!(!parse("from=2026-10-01&to=2026-11-22").is_day_level(today()));
    }

    #[test]
    fn no_comparison_by_name_takes_typing_or_days() {
        let written: Vec<String> = COMPARISONS
            .into_iter()
            .map(|(preset, against)| {
                let range = preset.range(today());
                let query = parse(&parse("").over(preset, against));
                assert!(query.now.range == range && query.view.preset == Some(preset));
                assert!(!query.is_day_level(today()) && query.now.is_disjoint_from(&query.before));
                format!("{} {} {}", range.from(), range.to(), query.before.range.from())
            })
            .collect();
        assert_eq!(
            written,
            [
                "2026-07-01 2026-09-30 2026-04-01",
                "2026-10-01 2026-10-31 2026-09-01",
                "2025-11-01 2026-10-31 2024-11-01",
                "2026-07-01 2026-09-30 2025-07-01",
                "2026-10-01 2026-10-31 2025-10-01",
            ]
        );
    }

    #[test]
    fn addresses_keep_the_filters() {
        let query = parse("team=Noord&team=Zuid&product=(unknown)&basis=answered&interval=year");
        let kept = "range=last-quarter&basis=answered";
        assert_eq!(
            query.narrowed(Dimension::Team, ""),
            format!("{kept}&product=%28unknown%29&team=%28unknown%29&against=before")
        );
        assert_eq!(
            query.view_of_now(&[("theme", "x")]),
            format!("{kept}&team=Noord&team=Zuid&product=%28unknown%29&theme=x")
        );
        assert_eq!(parse("from=2026-10-01").view_of_now(&[]), "from=2026-10-01&to=2026-11-22");
    }

    #[test]
    fn the_usual_range_of_other_pages_is_named_on_this_one_alone() {
        let query = parse("range=12-months&team=Noord&against=year_earlier");
        assert_eq!(query.now.range, Preset::TwelveMonths.range(today()));
        assert_eq!(query.address_with(&[]), "range=12-months&team=Noord&against=year_earlier");
        assert_eq!(query.view_of_now(&[]), "team=Noord");
        assert_eq!(parse(&query.address_with(&[])), query);
        assert_eq!(parse("").address_with(&[("cut", "team")]), "range=last-quarter&against=before&cut=team");
    }

    #[test]
    fn what_makes_no_sense_is_named_and_the_usual_comparison_stands() {
        let wrong = |query: &str| {
            let (errors, usual) = WhyQuery::parse(&pairs(query), today()).unwrap_err();
            assert_eq!(usual.now.range.from().to_string(), "2026-07-01");
            errors.into_iter().map(|error| error.field).collect::<Vec<_>>()
        };
        assert_eq!(wrong("against=never&from=x"), ["against", "from"]);
        assert_eq!(wrong("colour=red"), ["colour"]);
        assert_eq!(wrong("from=2024-01-01&to=2026-01-31&against=year_earlier"), ["against"]);
        assert_eq!(wrong("range=all"), ["range"]);
        assert_eq!(wrong("range=all&against=year_earlier"), ["range"]);
    }
}

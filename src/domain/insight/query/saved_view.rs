//! Views of the pages with figures that a user saved under a name.
//!
//! The rule: a stored view is one that its page's own parser takes, in few bytes; whether it moves on with time follows from
//! its parameters alone.

pub mod gone;
pub mod monthly;

use chrono::NaiveDate;

use crate::domain::ids::SavedViewId;
use crate::domain::input::fields::FieldError;
use crate::domain::insight::query::Filters;
use crate::domain::insight::query::dashboard::{DashboardQuery, with_unknown};
use crate::domain::insight::query::difference::DifferenceQuery;
use crate::domain::insight::query::presets::Preset;
use crate::domain::insight::query::why::WhyQuery;
use crate::domain::named::named_enum;

/// The most characters of a name.
pub const LONGEST_NAME: usize = 80;
/// The most bytes of a query string; with the page before it, it fits in the `next` of the sign-in page.
pub const LONGEST_QUERY: usize = 1_500;

/// The fields of the form that saves a view.
pub const NAME: &str = "name";
pub const PAGE: &str = "page";
pub const QUERY: &str = "query";
pub const SHARED: &str = "shared";

named_enum! {
    /// A page with figures.
    pub enum ViewPage {
        Dashboard = "dashboard",
        Background = "background",
        Why = "why",
        Themes = "themes",
        Compare = "compare",
    }
}

impl ViewPage {
    /// Whether its figures can be mailed each month: those of one whole, not of two that are held against each other.
    #[must_use]
    pub fn is_mailable(self) -> bool {
        !matches!(self, Self::Compare | Self::Why)
    }
}

named_enum! {
    /// What was done with a saved view, for the page that says so.
    pub enum ViewChange {
        Saved = "saved",
        Renamed = "renamed",
        Shared = "shared",
        Unshared = "unshared",
        Deleted = "deleted",
        Mailed = "mailed",
        NotMailed = "not-mailed",
    }
}

/// A saved view, as one user sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SavedView {
    pub id: SavedViewId,
    /// The address of its owner.
    pub owner: String,
    pub is_own: bool,
    pub name: String,
    pub page: ViewPage,
    /// The parameters of the page, urlencoded.
    pub query: String,
    /// Whether others who may see figures find it among their views.
    pub is_shared: bool,
    /// Whether this user gets its figures by mail each month.
    pub is_mailed: bool,
}

/// The parameters of a page, which its parser takes.
#[derive(Clone, Debug, PartialEq)]
pub struct ViewQuery {
    /// Urlencoded, without empty parameters.
    pub text: String,
    /// The filters of its groups: one group, or the two that are compared.
    pub filters: Vec<Filters>,
}

impl ViewQuery {
    /// Parses the query string of a page; `None` if the page would refuse it, or if it is too long to be stored.
    #[must_use]
    pub fn parse(page: ViewPage, query: &str, today: NaiveDate) -> Option<Self> {
        let pairs = pairs_of(query);
        let filters = match page {
            ViewPage::Compare => {
                let compared = DifferenceQuery::parse(&with_unknown(&pairs), today).ok()?;
                vec![compared.a.filters.clone(), compared.b.filters.clone()]
            }
            ViewPage::Why => vec![WhyQuery::parse(&pairs, today).ok()?.now.filters.clone()],
            ViewPage::Dashboard | ViewPage::Background | ViewPage::Themes => {
                vec![DashboardQuery::parse(&pairs, today).ok()?.whole.filters.clone()]
            }
        };
        let text = written(&pairs);
        (text.len() <= LONGEST_QUERY).then_some(Self { text, filters })
    }
}

/// The parameters of a query string, without empty ones.
#[must_use]
pub fn pairs_of(query: &str) -> Vec<(String, String)> {
    let pairs = form_urlencoded::parse(query.as_bytes()).into_owned();
    pairs.filter(|(_, value)| !value.is_empty()).collect()
}

/// The query string of parameters.
#[must_use]
pub fn written(pairs: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

/// How a view moves on with time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moves {
    /// It names its days.
    Never,
    /// With each month that is over.
    Monthly,
    /// With each quarter that is over.
    Quarterly,
    /// It grows each day, and begins anew with each year.
    Yearly,
    /// It always runs until today.
    Daily,
}

/// How a view of a page moves on, which follows from its range: by days, by name, or the usual one of the page.
#[must_use]
pub fn moves(page: ViewPage, query: &str) -> Moves {
    let pairs = pairs_of(query);
    let is_day = |name: &str| matches!(name.rsplit('.').next(), Some("from" | "to"));
    if pairs.iter().any(|(name, _)| is_day(name)) {
        return Moves::Never;
    }
    let usual = if page == ViewPage::Why { Preset::LastQuarter } else { Preset::USUAL };
    let named = pairs.iter().find(|(name, _)| name == "range").and_then(|(_, value)| value.parse().ok());
    match named.unwrap_or(usual) {
        _ if page == ViewPage::Compare => Moves::Daily,
        Preset::TwelveMonths | Preset::LastMonth => Moves::Monthly,
        Preset::LastQuarter | Preset::QuarterLastYear => Moves::Quarterly,
        Preset::ThisYear => Moves::Yearly,
        Preset::All => Moves::Daily,
    }
}

/// A view to save.
#[derive(Clone, Debug, PartialEq)]
pub struct NewView {
    pub name: String,
    pub page: ViewPage,
    pub query: ViewQuery,
    pub is_shared: bool,
}

/// Reads the form that saves a view.
///
/// # Errors
/// Every field that is wrong.
pub fn read_new(pairs: &[(String, String)], today: NaiveDate) -> Result<NewView, Vec<FieldError>> {
    let field = |name: &str| pairs.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str());
    let name = read_name(field(NAME).unwrap_or_default());
    let page = field(PAGE).and_then(|page| page.parse::<ViewPage>().ok());
    let query = page.and_then(|page| ViewQuery::parse(page, field(QUERY).unwrap_or_default(), today));
    match (name, page, query) {
        (Some(name), Some(page), Some(query)) => {
            Ok(NewView { name, page, query, is_shared: field(SHARED).is_some() })
        }
        (name, _, query) => {
            let wrong = [
                name.is_none().then(|| error(NAME, "must have 1 to 80 characters")),
                query.is_none().then(|| error(QUERY, "must be a view that its page can show")),
            ];
            Err(wrong.into_iter().flatten().collect())
        }
    }
}

/// Reads the name of a view; `None` if it is empty, too long, or holds control characters.
#[must_use]
pub fn read_name(text: &str) -> Option<String> {
    let name = text.trim();
    let is_fit =
        !name.is_empty() && name.chars().count() <= LONGEST_NAME && !name.chars().any(char::is_control);
    is_fit.then(|| name.to_owned())
}

fn error(field: &str, message: &str) -> FieldError {
    FieldError { field: field.to_owned(), message: message.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::complaints::segment::Dimension;

    fn today() -> NaiveDate {
        "2026-11-22".parse().unwrap()
    }

    #[test]
    fn a_view_is_stored_as_its_page_takes_it() {
        let query = "team=Zuid+West&product=&channel=(unknown)&interval=month";
        let view = ViewQuery::parse(ViewPage::Dashboard, query, today()).unwrap();
        assert_eq!(view.text, "team=Zuid+West&channel=%28unknown%29&interval=month");
        assert_eq!(view.filters[0].get(&Dimension::Team).unwrap(), &["Zuid West"]);
        assert_eq!(view.filters[0].get(&Dimension::Channel).unwrap(), &[""]);
        assert_eq!(ViewQuery::parse(ViewPage::Why, &view.text, today()), Some(view));
        assert_eq!(ViewQuery::parse(ViewPage::Dashboard, "from=never", today()), None);
        assert_eq!(ViewQuery::parse(ViewPage::Compare, "", today()), None, "there is nothing to compare");
        assert!(ViewQuery::parse(ViewPage::Compare, "a.team=Noord&b.team=(unknown)", today()).is_some());
        let long = format!("team={}", "x".repeat(LONGEST_QUERY));
        assert_eq!(ViewQuery::parse(ViewPage::Dashboard, &long, today()), None);
    }

    #[test]
    fn a_view_without_days_moves_on_as_its_range_does() {
        for (page, query, expected) in [
            (ViewPage::Dashboard, "", Moves::Monthly),
            (ViewPage::Themes, "team=Zuid&range=last-month", Moves::Monthly),
            (ViewPage::Dashboard, "range=last-quarter", Moves::Quarterly),
            (ViewPage::Dashboard, "range=quarter-last-year&interval=month", Moves::Quarterly),
            (ViewPage::Why, "against=before", Moves::Quarterly),
            (ViewPage::Why, "range=12-months", Moves::Monthly),
            (ViewPage::Background, "range=this-year", Moves::Yearly),
            (ViewPage::Dashboard, "range=all", Moves::Daily),
            (ViewPage::Compare, "a.team=Zuid&b.team=Noord", Moves::Daily),
            (ViewPage::Dashboard, "from=2026-01-01", Moves::Never),
            (ViewPage::Themes, "team=Zuid&to=2026-01-31", Moves::Never),
            (ViewPage::Compare, "a.team=Zuid&b.from=2026-01-01", Moves::Never),
        ] {
            assert_eq!(moves(page, query), expected, "{page} {query}");
        }
    }

    #[test]
    fn every_field_that_is_wrong_is_named() {
        let form = |text: &str| form_urlencoded::parse(text.as_bytes()).into_owned().collect::<Vec<_>>();
        let read = |text: &str| {
            read_new(&form(text), today())
                .map_err(|errors| errors.into_iter().map(|error| error.field).collect::<Vec<_>>())
        };
        let new = read("name=+Team+Zuid+&page=dashboard&query=team%3DZuid&shared=yes").unwrap();
        assert_eq!(
            (new.name.as_str(), new.query.text.as_str(), new.is_shared),
            ("Team Zuid", "team=Zuid", true)
        );
        assert_eq!(read("name=+&page=cellar"), Err(vec![NAME.to_owned(), QUERY.to_owned()]));
        assert_eq!(read(&format!("name={}&page=why", "x".repeat(81))), Err(vec![NAME.to_owned()]));
        assert_eq!(read("name=a%00b&page=why"), Err(vec![NAME.to_owned()]));
    }
}

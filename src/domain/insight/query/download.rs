//! What a file of a page holds: which rows or which picture, and for whom.
//!
//! The rule: rows for a spreadsheet are rounded and named as on the page; rows for a program are exact, and named the same in
//! every language.

use crate::domain::complaints::segment::Dimension;
use crate::domain::input::spreadsheet::Dialect;
use crate::domain::insight::query::dashboard::DashboardQuery;
use crate::domain::named::named_enum;
use crate::domain::time::period::DateRange;

named_enum! {
    /// The rows of a section.
    pub enum RowSet {
        Trend = "trend",
        Rolling = "rolling",
        Segments = "segments",
        Standing = "standing",
        Drivers = "drivers",
        Composition = "composition",
        Scores = "scores",
        Timing = "timing",
        Funnel = "funnel",
        Why = "why",
        WhyThemes = "why-themes",
    }
}

named_enum! {
    /// Who reads the rows.
    pub enum Purpose {
        Spreadsheet = "spreadsheet",
        Program = "program",
    }
}

named_enum! {
    /// The picture of a section.
    pub enum Chart {
        Trend = "trend",
        Parts = "parts",
        Composition = "composition",
        Histogram = "histogram",
        Funnel = "funnel",
        Why = "why",
    }
}

named_enum! {
    /// How a picture is written.
    pub enum PictureFormat {
        Svg = "svg",
        Png = "png",
    }
}

/// How rows are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowFormat {
    Csv(Dialect),
    Json,
}

impl RowFormat {
    /// The format of a name; `None` for an unknown one.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        match name {
            "json" => Some(Self::Json),
            "semicolon" => Some(Self::Csv(Dialect::Semicolon)),
            _ => name.parse().ok().map(Self::Csv),
        }
    }
}

/// The parameters of a download that are not those of the view.
#[must_use]
pub fn is_own(name: &str) -> bool {
    matches!(name, "set" | "for" | "format" | "chart")
}

/// The parts of a file's name: what it holds, the days, and the filters.
#[must_use]
pub fn name_of(what: &str, range: DateRange, view: &DashboardQuery) -> Vec<String> {
    let days = [range.from().to_string(), range.to().to_string()];
    let filters = Dimension::ALL.iter().flat_map(|dimension| {
        let mut values: Vec<String> = view.values(dimension.name()).map(str::to_owned).collect();
        if !values.is_empty() {
            values.insert(0, dimension.name().to_owned());
        }
        values
    });
    std::iter::once(what.to_owned()).chain(days).chain(filters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_what_a_file_holds() {
        let pairs = [("from", "2026-01-01"), ("to", "2026-06-30"), ("team", "Zuid"), ("team", "Noord")];
        let pairs: Vec<_> =
            pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let view = DashboardQuery::parse(&pairs, "2026-11-22".parse().unwrap()).unwrap();
        let name = name_of("nps", view.whole.range, &view).join("-");
        assert_eq!(name, "nps-2026-01-01-2026-06-30-team-Zuid-Noord");
    }

    #[test]
    fn a_format_has_one_meaning() {
        assert_eq!(RowFormat::parse("csv"), Some(RowFormat::Csv(Dialect::Comma)));
        assert_eq!(RowFormat::parse("semicolon"), RowFormat::parse("csv-semicolon"));
        assert_eq!(RowFormat::parse("json"), Some(RowFormat::Json));
        assert_eq!(RowFormat::parse("pdf"), None);
    }
}

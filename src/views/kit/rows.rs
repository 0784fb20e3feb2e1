//! The rows of a section as two tables: rounded and in the reader's language for a spreadsheet, exact for a program.
//!
//! The rule: both come from the same figures of the page, so neither holds what the page hides.

use chrono::NaiveDate;

use crate::domain::input::spreadsheet::{Cell, Columns, Dialect, Sheet};
use crate::domain::people::language::Language;
use crate::statistics::difference::Difference;
use crate::statistics::estimate::Estimate;
use crate::statistics::normal::Confidence;
use crate::statistics::rounding::rounded;
use crate::texts::{Texts, texts};

/// A p-value below this is told as "less than".
const SMALLEST_P: f64 = 0.0001;

/// The rows of a section.
#[derive(Clone, Debug, PartialEq)]
pub struct Rows {
    /// Rounded as on the page, with headings in its language.
    pub for_spreadsheet: Sheet,
    pub for_program: Sheet,
}

/// What a spreadsheet in a language expects: semicolons where the comma separates decimals.
#[must_use]
pub fn usual_dialect(language: Language) -> Dialect {
    dialect_with(texts(language))
}

/// The same for the texts of a language.
#[must_use]
pub fn dialect_with(text: &Texts) -> Dialect {
    if text.format_decimal_separator() == "," { Dialect::Semicolon } else { Dialect::Comma }
}

/// The columns of both tables over rows of one type, in their order.
pub struct RowColumns<'a, R> {
    text: &'a Texts,
    shown: Columns<'a, R>,
    exact: Columns<'a, R>,
}

impl<'a, R: Clone> RowColumns<'a, R> {
    #[must_use]
    pub fn new(text: &'a Texts) -> Self {
        Self { text, shown: Columns::default(), exact: Columns::default() }
    }

    /// Words, which only people read.
    #[must_use]
    pub fn words(self, heading: String, of: impl Fn(&R) -> String + 'a) -> Self {
        Self { shown: self.shown.column(heading, of), ..self }
    }

    /// A name, which only programs read.
    #[must_use]
    pub fn name(self, name: &'static str, of: impl Fn(&R) -> String + 'a) -> Self {
        Self { exact: self.exact.column(name, of), ..self }
    }

    #[must_use]
    pub fn day(self, name: &str, heading: String, of: impl Fn(&R) -> NaiveDate + Copy + 'a) -> Self {
        Self { shown: self.shown.column(heading, of), exact: self.exact.column(name, of), ..self }
    }

    /// The first and the last day of a period.
    #[must_use]
    pub fn days(self, of: impl Fn(&R) -> (NaiveDate, NaiveDate) + Copy + 'a) -> Self {
        let from = move |row: &R| of(row).0;
        let to = move |row: &R| of(row).1;
        Self {
            shown: self.shown.column(self.text.view_from(), from).column(self.text.view_to(), to),
            exact: self.exact.column("from", from).column("to", to),
            ..self
        }
    }

    #[must_use]
    pub fn count(self, name: &str, heading: String, of: impl Fn(&R) -> Option<u64> + Copy + 'a) -> Self {
        Self { shown: self.shown.column(heading, of), exact: self.exact.column(name, of), ..self }
    }

    /// A number that the page shows with this many decimals.
    #[must_use]
    pub fn number(
        self,
        name: &str,
        heading: String,
        decimals: u8,
        of: impl Fn(&R) -> Option<f64> + Copy + 'a,
    ) -> Self {
        let short = move |row: &R| of(row).map(|value| rounded(value, decimals));
        Self { shown: self.shown.column(heading, short), exact: self.exact.column(name, of), ..self }
    }

    /// A p-value: for people never "0", for programs with all its digits, and positive.
    #[must_use]
    pub fn p_value(self, name: &str, heading: String, of: impl Fn(&R) -> Option<f64> + Copy + 'a) -> Self {
        let smaller = format!("<0{}0001", self.text.format_decimal_separator());
        let short = move |row: &R| match of(row) {
            None => Cell::Nothing,
            Some(p) if p < SMALLEST_P => Cell::Text(smaller.clone()),
            Some(p) => Cell::Number(rounded(p, 4)),
        };
        let exact = move |row: &R| of(row).map(|p| p.max(f64::MIN_POSITIVE));
        Self { shown: self.shown.column(heading, short), exact: self.exact.column(name, exact), ..self }
    }

    /// The confidence of the intervals of a row, 0 to 1: for programs, since people read it in the headings.
    #[must_use]
    pub fn confidence(self, confidence: Confidence) -> Self {
        Self { exact: self.exact.column("confidence", move |_: &R| confidence.share()), ..self }
    }

    /// A share from 0 to 1, which a spreadsheet has in per cent.
    #[must_use]
    pub fn share(self, name: &str, heading: &str, of: impl Fn(&R) -> Option<f64> + Copy + 'a) -> Self {
        let heading = self.text.download_percent(heading);
        let short = move |row: &R| of(row).map(|value| rounded(value * 100.0, 1));
        Self { shown: self.shown.column(heading, short), exact: self.exact.column(name, of), ..self }
    }

    /// An NPS with its interval and the number of responses.
    #[must_use]
    pub fn estimate(self, confidence: &str, of: impl Fn(&R) -> Option<Estimate> + Copy + 'a) -> Self {
        let text = self.text;
        self.number("nps", text.dashboard_nps(), 1, move |row| of(row).map(|estimate| estimate.nps))
            .bounds(["low", "high"], &text.dashboard_interval(confidence), move |row| {
                of(row).map(|estimate| (estimate.interval.low, estimate.interval.high))
            })
            .count("responses", text.dashboard_responses(), move |row| of(row).map(|estimate| estimate.n))
    }

    /// A difference in points with its interval; `confidence` is in per cent.
    #[must_use]
    pub fn difference(
        self,
        heading: &str,
        confidence: &str,
        of: impl Fn(&R) -> Option<Difference> + Copy + 'a,
    ) -> Self {
        let interval = format!("{heading}, {}", self.text.dashboard_interval(confidence));
        self.number("difference", heading.to_owned(), 1, move |row| of(row).map(|found| found.points)).bounds(
            ["difference_low", "difference_high"],
            &interval,
            move |row| of(row).map(|found| (found.interval.low, found.interval.high)),
        )
    }

    /// Both ends of an interval in points.
    #[must_use]
    pub fn bounds(
        self,
        names: [&str; 2],
        heading: &str,
        of: impl Fn(&R) -> Option<(f64, f64)> + Copy + 'a,
    ) -> Self {
        let [low, high] = names;
        let headings = (self.text.download_low(heading), self.text.download_high(heading));
        self.number(low, headings.0, 1, move |row| of(row).map(|(low, _)| low)).number(
            high,
            headings.1,
            1,
            move |row| of(row).map(|(_, high)| high),
        )
    }

    /// Whether the figures of a row are hidden: as a word for people, as a truth value for programs.
    #[must_use]
    pub fn hidden(self, of: impl Fn(&R) -> bool + Copy + 'a) -> Self {
        self.hidden_or(of, |_| None)
    }

    /// The same, with what else there is to say to people about a row.
    #[must_use]
    pub fn hidden_or(
        self,
        of: impl Fn(&R) -> bool + Copy + 'a,
        otherwise: impl Fn(&R) -> Option<String> + 'a,
    ) -> Self {
        let text = self.text;
        let word = move |row: &R| if of(row) { Some(text.dashboard_suppressed()) } else { otherwise(row) };
        Self {
            shown: self.shown.column(text.download_remark(), word),
            exact: self.exact.column("suppressed", of),
            ..self
        }
    }

    #[must_use]
    pub fn rows(&self, rows: Vec<R>) -> Rows {
        Rows { for_spreadsheet: self.shown.sheet(rows.iter().cloned()), for_program: self.exact.sheet(rows) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::people::language::Language;
    use crate::texts::texts;

    #[test]
    fn a_spreadsheet_rounds_and_a_program_does_not() {
        let written = |language| {
            let text = texts(language);
            let rows = RowColumns::new(text)
                .number("nps", text.dashboard_nps(), 1, |row: &Option<f64>| *row)
                .share("share", &text.dashboard_response_rate(), |row| row.map(|value| value / 100.0))
                .hidden(|row| row.is_none())
                .rows(vec![Some(-12.3456), None]);
            let csv = |sheet: &Sheet, dialect| String::from_utf8(sheet.to_csv(dialect)).unwrap();
            (csv(&rows.for_spreadsheet, usual_dialect(language)), csv(&rows.for_program, Dialect::Comma))
        };
        let (dutch, exact) = written(Language::Dutch);
        assert_eq!(dutch, "\u{feff}NPS;Respons (%);Opmerking\r\n-12,3;-12,3;\r\n;;verborgen\r\n");
        assert_eq!(exact, "nps,share,suppressed\r\n-12.3456,-0.123456,false\r\n,,true\r\n");
        let (english, _) = written(Language::English);
        assert_eq!(english, "NPS,Response rate (%),Remark\r\n-12.3,-12.3,\r\n,,hidden\r\n");
    }

    #[test]
    fn a_p_value_is_never_nothing_and_programs_read_the_confidence() {
        let rows = RowColumns::new(texts(Language::Dutch))
            .p_value("adjusted_p", "p".to_owned(), |row: &Option<f64>| *row)
            .confidence(Confidence::P90)
            .rows(vec![Some(0.0), Some(0.000_02), Some(0.034_56), None]);
        let csv = |sheet: &Sheet, dialect| String::from_utf8(sheet.to_csv(dialect)).unwrap();
        let shown = csv(&rows.for_spreadsheet, Dialect::Semicolon);
        assert_eq!(shown, "\u{feff}p\r\n<0,0001\r\n<0,0001\r\n0,0346\r\n\"\"\r\n");
        let exact = csv(&rows.for_program, Dialect::Comma);
        assert!(
            exact.starts_with("adjusted_p,confidence\r\n0.0000") && !exact.contains("\r\n0,0.9"),
            "{exact}"
        );
        assert!(exact.ends_with("0.00002,0.9\r\n0.03456,0.9\r\n,0.9\r\n"), "{exact}");
    }
}

//! How many notifications came in a month, by which the complaints of KPI 6 are divided.

use chrono::{Datelike, NaiveDate};

use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::time::calendar::{first_of_month_before, parse_day};

/// A month, as `YYYY-MM`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Month(NaiveDate);

/// The text is not a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be a month like 2026-03")]
pub struct InvalidMonth;

impl Month {
    /// The month that a day is in.
    #[must_use]
    pub fn of(day: NaiveDate) -> Self {
        Self(first_of_month_before(day, 0))
    }

    /// The year that it is in.
    #[must_use]
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// Its first day.
    #[must_use]
    pub fn first(self) -> NaiveDate {
        self.0
    }
}

impl std::str::FromStr for Month {
    type Err = InvalidMonth;

    fn from_str(text: &str) -> Result<Self, InvalidMonth> {
        parse_day(&format!("{text}-01")).map(Self).ok_or(InvalidMonth)
    }
}

impl std::fmt::Display for Month {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}", self.0.format("%Y-%m"))
    }
}

/// The count of a month, of one product or of all together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notifications {
    pub month: Month,
    /// Empty for all together.
    pub product: String,
    pub count: u32,
}

impl Notifications {
    /// Parses the fields of `PUT /api/v1/notifications/{month}`.
    ///
    /// # Errors
    /// Every field that is wrong, and a month that has not begun.
    pub fn parse(fields: Fields, month: Month, today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        Self::in_month(fields, Some(month), today)
    }

    /// Parses a form or a row of a file, which hold the month too.
    ///
    /// # Errors
    /// Every field that is wrong or missing, and a month that has not begun.
    pub fn parse_row(mut fields: Fields, today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let month = fields.take_parsed::<Month>("month");
        let month = fields.require("month", month);
        Self::in_month(fields, month, today)
    }

    /// Without a month, which was refused already, the other fields are looked at all the same.
    fn in_month(mut fields: Fields, month: Option<Month>, today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        if month.is_some_and(|month| month.first() > today) {
            fields.refuse("month", "has not begun");
        }
        let count = fields.take_count("count");
        let count = fields.require("count", count);
        let is_of_product = fields.has("product");
        let product = fields.take_text("product");
        if is_of_product && product.is_none() {
            fields.refuse("product", "must be a name; leave it out for all together");
        }
        let product = product.unwrap_or_default();
        fields.result(month.zip(count).map(|(month, count)| Self { month, product, count }))
    }
}

//! A question about one whole, not cut into groups.
//!
//! The rule: it has exactly one series, which is why it has a type of its own.

use std::ops::Deref;

use chrono::NaiveDate;

use crate::domain::complaints::segment::Dimension;
use crate::domain::input::fields::Fields;
use crate::domain::insight::query::{Basis, Filters, NpsQuery, Reader};
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::normal::Confidence;

/// An [`NpsQuery`] without `group_by`.
#[derive(Clone, Debug, PartialEq)]
pub struct WholeQuery(NpsQuery);

impl WholeQuery {
    /// Everything that was closed in a range.
    #[must_use]
    pub fn over(range: DateRange, interval: Granularity) -> Self {
        Self(NpsQuery {
            reader: Reader::default(),
            range,
            interval,
            basis: Basis::Closed,
            group_by: None,
            filters: Filters::new(),
            rolling: 1,
            confidence: Confidence::default(),
        })
    }

    /// Takes the parameters of [`NpsQuery`]; `why` says why groups have no place here.
    pub fn take(fields: &mut Fields, today: NaiveDate, why: &str) -> Self {
        fields.refuse_here("group_by", why);
        Self(NpsQuery::take(fields, today))
    }

    /// The query as a whole; `None` if it is cut into groups.
    #[must_use]
    pub fn of(query: &NpsQuery) -> Option<Self> {
        query.group_by.is_none().then(|| Self(query.clone()))
    }

    /// The same in groups.
    #[must_use]
    pub fn by(&self, dimension: Dimension) -> NpsQuery {
        NpsQuery { group_by: Some(dimension), ..self.0.clone() }
    }

    /// The same over other days.
    #[must_use]
    pub fn within(&self, range: DateRange) -> Self {
        Self(NpsQuery { range, ..self.0.clone() })
    }

    /// The same in other periods, or rolling windows of as many of them.
    #[must_use]
    pub fn in_periods(&self, interval: Granularity, rolling: u32) -> Self {
        Self(NpsQuery { interval, rolling, ..self.0.clone() })
    }

    /// The same over one period, the whole range.
    #[must_use]
    pub fn at_once(&self) -> Self {
        self.in_periods(Granularity::Total, 1)
    }

    /// The same at another confidence.
    #[must_use]
    pub fn at(&self, confidence: Confidence) -> Self {
        Self(NpsQuery { confidence, ..self.0.clone() })
    }

    /// The same for another reader.
    #[must_use]
    pub fn for_reader(&self, reader: Reader) -> Self {
        Self(NpsQuery { reader, ..self.0.clone() })
    }

    /// The same by another day and with other filters.
    #[must_use]
    pub fn about(&self, basis: Basis, filters: Filters) -> Self {
        Self(NpsQuery { basis, filters, ..self.0.clone() })
    }
}

impl Deref for WholeQuery {
    type Target = NpsQuery;

    fn deref(&self) -> &NpsQuery {
        &self.0
    }
}

//! The question for the complaints behind a figure: the parameters of `GET /api/v1/kpis/{kpi}/complaints` and of its page.

use chrono::NaiveDate;
use data_encoding::BASE64URL_NOPAD;
use uuid::Uuid;

use crate::domain::Timestamp;
use crate::domain::ids::ComplaintId;
use crate::domain::input::fields::{FieldError, Fields};
use crate::domain::insight::query::whole::WholeQuery;
use crate::domain::policy::clock::Standing;
use crate::domain::policy::kpi::Kpi;
use crate::domain::policy::query::refuse_what_is_of_surveys;
use crate::domain::time::calendar::parse_moment;

/// A KPI with a clock, a standing and a range.
#[derive(Clone, Debug, PartialEq)]
pub struct BehindQuery {
    pub kpi: Kpi,
    pub standing: Standing,
    /// The days of receipt, and the filters.
    pub whole: WholeQuery,
    /// The last complaint of the page before.
    pub after: Option<(Timestamp, ComplaintId)>,
}

impl BehindQuery {
    /// Parses query parameters.
    ///
    /// # Errors
    /// Every parameter that is wrong or missing, and a KPI without a clock.
    pub fn parse(kpi: Kpi, pairs: &[(String, String)], today: NaiveDate) -> Result<Self, Vec<FieldError>> {
        let mut fields = Fields::of_query(pairs);
        if kpi.definition().limit().is_none() {
            fields.refuse("kpi", "must be acknowledgement, phone_response or written_response");
        }
        refuse_what_is_of_surveys(&mut fields);
        fields.refuse_here("interval", "has no place in a list");
        let standing = fields.take_name("standing");
        let standing = fields.require("standing", standing);
        let after = fields.take_as("cursor", "must be a next_cursor that an answer gave", read_cursor);
        let whole = WholeQuery::take(&mut fields, today, "has no place in a list");
        fields.result(standing.map(|standing| Self { kpi, standing, whole, after }))
    }
}

/// A place in the list as opaque text.
#[must_use]
pub fn written((at, id): (Timestamp, ComplaintId)) -> String {
    BASE64URL_NOPAD.encode(format!("{} {}", at.to_rfc3339(), id.0.simple()).as_bytes())
}

fn read_cursor(text: &str) -> Option<(Timestamp, ComplaintId)> {
    let bytes = BASE64URL_NOPAD.decode(text.as_bytes()).ok()?;
    let (at, id) = std::str::from_utf8(&bytes).ok()?.split_once(' ')?;
    Some((parse_moment(at)?, ComplaintId(Uuid::try_parse(id).ok()?)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        let place = (parse_moment("2026-03-02T09:15:00.000001Z").unwrap(), ComplaintId(Uuid::from_u128(7)));
        assert_eq!(read_cursor(&written(place)), Some(place));
    }

    #[test]
    fn what_is_missing_or_has_no_clock_is_named() {
        let parse = |kpi, pairs: &[(&str, &str)]| {
            let pairs: Vec<_> = pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect();
            BehindQuery::parse(kpi, &pairs, "2026-11-26".parse().unwrap())
                .map_err(|errors| errors.into_iter().map(|error| error.field).collect::<Vec<_>>())
        };
        assert_eq!(
            parse(Kpi::Nps, &[("mode", "email"), ("cursor", "x")]).unwrap_err(),
            ["kpi", "mode", "standing", "cursor"]
        );
        assert_eq!(parse(Kpi::PhoneResponse, &[("standing", "late")]).unwrap().standing, Standing::Late);
    }

    proptest! {
        #[test]
        fn any_text_is_a_cursor_or_none(text in ".{0,80}") {
            let _ = read_cursor(&text);
        }
    }
}

//! The method by which a document was made: the shape of the document and how its figures are computed.
//!
//! The rule: a document that says or counts something else than those before has another method, so that an edition of before is
//! never taken for one whose facts were changed. Such an edition stays as it is, and is verified as one of an earlier method.
//!
//! - Version 1: the first.
//! - Version 2: `as_of` has the offset of the organisation's clock. A delay of less than an hour is `asked_within_an_hour`. What was
//!   recorded of no complaint is `kifid_not_recorded`. The evaluation says of how many its evidence is (`evidence_of`,
//!   `evidence_at_least`), and hides the year before of a theme where too few had written. Follow-ups that ended late are counted
//!   apart from those that never ended. Where there is no rest to compare with, an improvement is neither said to work nor to harm
//!   (`better_alone`, `worse_alone`, `summary_improvements_alone`). Sums of points are held against later editions.

/// The method of the documents that this program makes.
pub const METHOD: &str = "report, version 2";

/// Those of documents that earlier programs made.
const EARLIER: [&str; 1] = ["report, version 1"];

/// Whether a document was made by a method of before.
#[must_use]
pub fn is_earlier(method: &str) -> bool {
    EARLIER.contains(&method)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_method_of_now_is_none_of_before() {
        assert!(is_earlier("report, version 1"));
        assert!(!is_earlier(METHOD) && !is_earlier("report, version 999"));
    }
}

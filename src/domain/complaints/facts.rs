//! What happened to a complaint and when: what KPI 1 to 3 are computed from, and what the reports tell.
//!
//! The rule: facts are kept, and what follows from them is computed; no deadline is stored. Not told is neither "no" nor
//! zero: it is unknown.

use chrono::NaiveDate;

use crate::domain::Timestamp;
use crate::domain::named::named_enum;

/// Something that may happen once to a complaint, as far as it was told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fact {
    At(Timestamp),
    /// It is known not to have happened.
    Never,
}

impl Fact {
    /// When it happened.
    #[must_use]
    pub fn moment(self) -> Option<Timestamp> {
        match self {
            Self::At(moment) => Some(moment),
            Self::Never => None,
        }
    }
}

named_enum! {
    /// Who confirmed receipt.
    pub enum AcknowledgedBy {
        Person = "person",
        /// A message that a program sent by itself.
        Automatic = "automatic",
    }
}

named_enum! {
    /// Who answered in writing.
    pub enum AnsweredBy {
        Board = "board",
        Other = "other",
    }
}

named_enum! {
    /// What was done for the complainant.
    pub enum Remedy {
        None = "none",
        Explanation = "explanation",
        Apology = "apology",
        Correction = "correction",
        Payment = "payment",
    }
}

/// All that was told about a complaint; `None` is not told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    pub acknowledged: Option<Fact>,
    pub acknowledged_by: Option<AcknowledgedBy>,
    /// A call that was not answered: it stands beside a response and is none.
    pub phone_attempted_at: Option<Timestamp>,
    pub phone_response: Option<Fact>,
    pub phone_response_required: Option<bool>,
    pub written_response: Option<Fact>,
    pub written_response_required: Option<bool>,
    pub answered_by: Option<AnsweredBy>,
    pub remedy: Option<Remedy>,
    /// What was paid, in cents.
    pub remedy_amount: Option<u32>,
    /// Whether the customer was pointed to Kifid or the court.
    pub kifid_pointed: Option<bool>,
    pub employee_discussed_on: Option<NaiveDate>,
    pub team_discussed_on: Option<NaiveDate>,
    /// The main cause first.
    pub causes: Vec<String>,
}

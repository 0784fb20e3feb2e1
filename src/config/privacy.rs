//! Retention and disclosure.

use chrono::TimeDelta;

use crate::config::settings::parsers::{duration, whole_number};
use crate::config::settings::section::section;
use crate::config::settings::setting::default;

section! {
    /// Retention and disclosure; counts stay.
    "privacy" => PrivacyConfig {
        /// Names, addresses and telephone numbers go this long after the answer, the end of the link or the end of its
        /// follow-up, whichever is last.
        contact_retention: TimeDelta = default("90 days", duration).number(),
        /// What people wrote goes this long after it was written.
        verbatim_retention: TimeDelta = default("2 years", duration).number(),
        /// Figures over fewer responses are hidden: from 1, which hides none, to 1000000.
        minimum_group: u64 = default("5", |text| whole_number(text, 1, 1_000_000).map(u64::from)).number(),
    }
}

//! When and how customers are asked.

use chrono::TimeDelta;

use crate::config::settings::parsers::{duration, from_str, list, number, whole_number, yes_or_no};
use crate::config::settings::section::section;
use crate::config::settings::setting::default;
use crate::domain::asking::sending_window::SendingWindow;
use crate::domain::complaints::complaint::Complainant;

section! {
    /// When and how customers are asked.
    "survey" => SurveyConfig {
        /// From closure to due: not before a posted reply arrives.
        delay: TimeDelta = default("3 days", duration).number(),
        /// When mail may go out, never on Dutch public holidays; or `always`.
        window: SendingWindow = default("Mon-Sat 09:00-20:00", from_str::<SendingWindow>),
        /// A closure first reported later than this is not asked about.
        ask_within: TimeDelta = default("30 days", duration).number(),
        /// Who is asked: a list of `customer`, `lawyer`, `intermediary`, `opposing_party`, `other`.
        audience: Vec<Complainant> = default("customer", list::<Complainant>).list(),
        /// How many reminders a respondent gets who has not answered: 0 to 5.
        reminders: u32 = default("1", |text| whole_number(text, 0, 5)).number(),
        /// From a mail to the next reminder; none goes out after the end of the link.
        reminder_after: TimeDelta = default("7 days", duration).number(),
        /// From the first mail to the end of the link.
        expires_after: TimeDelta = default("30 days", duration).number(),
        /// How long an answer can be changed; never past the end of the link, and not once staff have taken up its follow-up.
        edit_window: TimeDelta = default("24h", duration).number(),
        /// No second mail to one address within this time, except about the same complaint.
        cool_down: TimeDelta = default("30 days", duration).number(),
        /// The share (0 to 1) of closures that is drawn at random and not asked.
        holdout: f64 = default("0", |text| number(text, 0.0, 1.0)).number(),
        /// `yes` shows the reference of the complaint in the text of each mail, never in its subject; a mailbox may be
        /// shared. Like every setting that a mail is made of, a change acts on the mails not delivered yet, also at a
        /// further attempt.
        show_reference: bool = default("no", yes_or_no).flag(),
    }
}

//! The organisation that asks, and what it looks like.

pub mod accent;
pub mod logo;

use chrono_tz::Tz;

use crate::config::organisation::accent::{Accent, parse_accent};
use crate::config::organisation::logo::{Logo, read_logo};
use crate::config::settings::parsers::{from_str, short_text};
use crate::config::settings::section::section;
use crate::config::settings::setting::{default, optional, required};
use crate::domain::people::language::Language;

section! {
    /// The organisation that asks.
    "organisation" => OrganisationConfig {
        /// The organisation's name, as respondents know it.
        name: String = required(short_text).example("Example"),
        /// How a respondent reaches you, such as `klachten@example.org` or a telephone number; shown on the thanks page.
        contact: String = required(short_text).example("klachten@example.org"),
        /// The time zone of days and sending hours.
        zone as time_zone: Tz = default("Europe/Amsterdam", zone),
        /// The language when a respondent's is unknown: `nl` or `en`.
        language: Language = default("nl", from_str::<Language>),
        /// A logo above every page: an SVG, PNG, JPEG or WebP file of at most 200 kB; an SVG that runs or loads something is
        /// refused.
        logo as logo_file: Option<Logo> = optional("none", read_logo).example("logo.svg"),
        /// The colour of links and buttons on pages and in mails, such as `#0b4f8a`; one that could not be read is refused.
        accent as accent_colour: Option<Accent> = optional("none", parse_accent).example("#0b4f8a"),
    }
}

fn zone(text: &str) -> Result<Tz, String> {
    text.parse().map_err(|_| "must be a time zone like Europe/Amsterdam".to_owned())
}

//! Pages and mails as functions: domain values in, markup out.
//!
//! The rule: a view decides nothing and looks nothing up. No script is needed, no address but ours, no colour without a word
//! or shape that says the same.

pub mod api_docs;
pub mod chart;
pub mod compare;
pub mod dashboard;
pub mod demo;
pub mod dimension_filter;
pub mod follow_ups;
pub mod format;
pub mod invitation_mail;
pub mod metrics;
pub mod norm_mail;
pub mod norms;
pub mod notices;
pub mod page;
pub mod privacy;
pub mod questionnaire;
pub mod scale;
pub mod sending;
pub mod sign_in;
pub mod signal_mail;
pub mod signals;
mod staff_letter;
pub mod story;
pub mod survey;
pub mod thanks;
pub mod themes;
pub mod unsubscribe;
pub mod verbatims;
mod words;

use crate::urls;

/// The style sheet of every page.
pub const STYLE: &str = include_str!("views/style.css");
/// The style sheet in the organisation's dress: an accent colour for daylight and one for the dark, and a logo above the
/// name, which stays, since pictures may be off.
#[must_use]
pub fn dressed_style(accent: Option<(&str, &str)>, has_logo: bool) -> String {
    let mut style = STYLE.to_owned();
    if let Some((light, dark)) = accent {
        style.push_str(&format!(
            "\n:root {{ --accent: {light}; }}\n\
             @media (prefers-color-scheme: dark) {{ :root {{ --accent: {dark}; }} }}\n\
             @media print {{ :root {{ --accent: {light}; }} }}\n"
        ));
    }
    if has_logo {
        let logo = urls::LOGO;
        style.push_str(&format!(
            ".banner p {{ padding-top: 2.5rem; min-width: 8rem; background: url({logo}) left top/auto 2rem no-repeat; }}\n"
        ));
    }
    style
}

/// What pages for staff need beside it.
pub const STAFF_STYLE: &str = include_str!("views/staff.css");

/// The script that keeps what a respondent types.
pub const DRAFT_SCRIPT: &str = include_str!("views/draft.js");

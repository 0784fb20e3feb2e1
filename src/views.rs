//! Pages and mails as functions: domain values in, markup out.
//!
//! The rule: a view decides nothing and looks nothing up. No script is needed, no address but ours, no colour without a word
//! or shape that says the same.

pub mod access;
pub mod answering;
pub mod api;
pub mod asking;
pub mod demo;
pub mod follow_ups;
pub mod insight;
pub mod kit;
pub mod norms;
pub mod sending;

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

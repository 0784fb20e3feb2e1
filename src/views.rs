//! Pages and mails as functions: domain values in, markup out.
//!
//! The rule: a view takes no decisions and looks nothing up. Pages work without a script, load nothing from other
//! hosts, and never say by colour alone what no word or shape says as well.

pub mod access;
pub mod answering;
pub mod api;
pub mod asking;
pub mod demo;
pub mod follow_ups;
pub mod insight;
pub mod kit;
pub mod learning;
pub mod norms;
pub mod policy;
pub mod privacy;
pub mod reporting;
pub mod sending;
pub mod upkeep;

use crate::urls;

/// The style sheet that every page links.
pub const STYLE: &str = include_str!("views/style.css");
/// The style sheet with the organisation's branding: `accent` holds a colour for light and one for dark mode. The logo
/// goes above the organisation's name, which stays visible because images may be off.
#[must_use]
pub fn branded_style(accent: Option<(&str, &str)>, has_logo: bool) -> String {
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

/// The style sheet that staff pages link in addition to [`STYLE`].
pub const STAFF_STYLE: &str = include_str!("views/staff.css");

/// The script that keeps a respondent's draft in the browser.
pub const DRAFT_SCRIPT: &str = include_str!("views/draft.js");

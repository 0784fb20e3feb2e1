//! How precise the keywords of a theme are, in words.
//!
//! The rule: a share of hits stands with its interval, and says whether it is of the keywords as they are now.

use maud::{Markup, html};

use crate::domain::insight::theme::Theme;
use crate::domain::insight::theme::check::Precision;
use crate::domain::people::language::Language;
use crate::statistics::normal::Confidence;
use crate::texts::Texts;
use crate::urls;
use crate::views::insight::themes::ThemesPage;
use crate::views::kit::format::percentage;

impl ThemesPage<'_> {
    /// The result of the latest check, and the link to it.
    pub(super) fn precision(&self, theme: &Theme, text: &Texts) -> Markup {
        let known = self.overview.precisions.get(&theme.id);
        html! {
            @if let Some(precision) = known { (in_words(self.staff.language, precision, text)) " " }
            @if theme.keywords.is_empty() { (text.themes_no_keywords()) } @else {
                a href=(urls::theme_check(theme.id)) aria-label=(text.themes_check_label(theme.name.as_str())) { (text.themes_check()) }
            }
        }
    }
}

/// "17 of 20 right: 85.0 % (64.0 % to 94.8 %)".
pub(super) fn in_words(language: Language, precision: &Precision, text: &Texts) -> Markup {
    let share = |share: f64| percentage(language, share);
    html! {
        @match precision.share(Confidence::P95) {
            Some(found) => {
                (text.themes_right(precision.right.to_string(), precision.judged.to_string(), share(found.share), share(found.low), share(found.high)))
            }
            None => (text.themes_not_judged()),
        }
        @if !precision.is_complete() && precision.judged > 0 {
            " " (text.themes_of_drawn(precision.judged.to_string(), precision.drawn.to_string()))
        }
        @if precision.is_of_earlier_keywords { " " strong { (text.themes_earlier_keywords()) } }
    }
}

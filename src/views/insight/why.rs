//! Why NPS changed: the difference in one sentence, where it lies, and the themes that grew.
//!
//! The rule: the page says by how much and how surely before it says where, and it never says what caused it.

mod files;
mod form;
mod mistakes;
mod splits;
mod themes;

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};
use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::input::fields::FieldError;
use crate::domain::insight::breakdown::why::Why;
use crate::domain::insight::query::presets::Preset;
use crate::domain::insight::query::saved_view::ViewPage;
use crate::domain::insight::query::why::{Against, COMPARISONS, WhyQuery};
use crate::domain::insight::series::Figures;
use crate::domain::insight::theme::growth::ThemeGrowth;
use crate::domain::insight::visible::Visible;
use crate::domain::people::language::Language;
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::difference::{Conclusion, Difference};
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::insight::saved_views::save_view_form;
use crate::views::insight::unknown_values::KnownValues;
use crate::views::kit::format::{day, decimal, per_cent, period, signed, whole};
use crate::views::kit::page::StaffPage;

/// The page's data and its viewer.
pub struct WhyPage<'a> {
    pub staff: StaffPage<'a>,
    pub query: &'a WhyQuery,
    /// The query parameters that were refused.
    pub mistakes: &'a [FieldError],
    pub why: &'a Why,
    /// Every theme that may be compared; empty without a difference.
    pub themes: &'a [ThemeGrowth],
    /// The values that each filter lists, unless there are more than `most_offered`.
    pub offered: &'a BTreeMap<Dimension, Vec<String>>,
    pub most_offered: usize,
    pub today: NaiveDate,
    pub minimum_group: u64,
}

impl WhyPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let known = KnownValues { offered: self.offered, most_offered: self.most_offered };
        self.staff.wide(
            &text.why_title(),
            html! {
                h1 { (text.why_title()) }
                (self.mistakes(text))
                (self.comparisons(text))
                (known.missing_of(&self.query.view, text))
                (self.headline(text))
                (self.form(text))
                @if let Some(difference) = &self.why.difference {
                    (self.splits(difference, text))
                    (self.themes(text))
                }
                (save_view_form(self.staff.language, ViewPage::Why, &self.query.address_with(&[])))
            },
        )
    }

    /// Links to the comparisons that take no typing.
    fn comparisons(&self, text: &Texts) -> Markup {
        html! {
            nav.choices aria-label=(text.why_presets()) {
                (text.why_presets()) ":"
                @for (preset, against) in COMPARISONS {
                    @let range = preset.range(self.today);
                    @let is_here = range == self.query.now.range && against == self.query.against;
                    " "
                    a href={ (urls::WHY) "?" (self.query.over(preset, against)) } aria-current=[is_here.then_some("true")] {
                        (comparison(text, preset, against))
                    }
                }
            }
        }
    }

    fn headline(&self, text: &Texts) -> Markup {
        html! {
            p.headline { (self.sentence(text)) }
            dl.facts {
                @for (range, figures) in [(self.query.now.range, &self.why.now), (self.query.before.range, &self.why.before)] {
                    div {
                        dt { "NPS, " (named_period(self.staff.language, range)) }
                        dd { (self.score(figures, text)) }
                        dd.small { (self.figure(figures, text)) }
                    }
                }
                @if let Some(difference) = &self.why.difference {
                    div {
                        dt { (text.why_difference()) }
                        dd { (self.signed(difference.points)) }
                        dd.small { (text.dashboard_range(self.signed(difference.interval.low), self.signed(difference.interval.high))) }
                    }
                }
            }
            @if self.why.difference.is_some() { p.note { (text.why_caution()) } }
        }
    }

    fn sentence(&self, text: &Texts) -> String {
        let language = self.staff.language;
        let now = named_period(language, self.query.now.range);
        let before = named_period(language, self.query.before.range);
        let Some(difference) = &self.why.difference else {
            return match (&self.why.now, &self.why.before) {
                (Visible::TooSmall, _) | (_, Visible::TooSmall) => text.why_hidden(self.minimum_group),
                (Visible::Nothing, _) => text.why_nothing(now),
                _ => text.why_nothing(before),
            };
        };
        let Difference { points, interval, .. } = *difference;
        let (low, high) = (self.signed(interval.low), self.signed(interval.high));
        let confidence = self.confidence();
        let size = decimal(language, points.abs());
        match difference.conclusion() {
            Conclusion::Lower => text.why_lower(now, size, before, confidence, low, high),
            Conclusion::Higher => text.why_higher(now, size, before, confidence, low, high),
            Conclusion::NoDifferenceShown => {
                text.why_none_shown(now, before, self.signed(points), confidence, low, high)
            }
        }
    }

    fn score(&self, figures: &Visible<Figures>, text: &Texts) -> String {
        match figures {
            Visible::Shown(figures) => decimal(self.staff.language, figures.estimate.nps),
            Visible::TooSmall => text.dashboard_suppressed(),
            Visible::Nothing => "–".to_owned(),
        }
    }

    fn figure(&self, figures: &Visible<Figures>, text: &Texts) -> String {
        figures.estimate().map_or_else(String::new, |estimate| {
            let points = |value: f64| decimal(self.staff.language, value);
            text.why_figure(
                points(estimate.interval.low),
                points(estimate.interval.high),
                whole(self.staff.language, estimate.n),
            )
        })
    }

    /// The confidence of the intervals in per cent, such as "95".
    fn confidence(&self) -> String {
        per_cent(self.query.now.confidence.share())
    }

    fn signed(&self, points: f64) -> String {
        signed(self.staff.language, points)
    }
}

/// What a comparison by name is called.
pub(super) fn comparison(text: &Texts, preset: Preset, against: Against) -> String {
    match (preset, against) {
        (Preset::LastMonth, Against::Before) => text.why_preset_month(),
        (Preset::LastMonth, Against::YearEarlier) => text.why_preset_month_earlier(),
        (Preset::TwelveMonths, _) => text.why_preset_year(),
        (_, Against::Before) => text.why_preset_quarter(),
        (_, Against::YearEarlier) => text.why_preset_quarter_earlier(),
    }
}

/// A period as it stands in a sentence: "het 3e kwartaal van 2026", "september 2026".
fn named_period(language: Language, range: DateRange) -> String {
    let text = texts(language);
    let is = |interval: Granularity| interval.whole(range.from()) == Some(range);
    if is(Granularity::Quarter) {
        let quarter = range.from().month0() / 3 + 1;
        text.why_quarter(quarter.to_string(), range.from().year().to_string())
    } else if is(Granularity::Month) {
        period(language, range, Granularity::Month)
    } else if is(Granularity::Year) {
        period(language, range, Granularity::Year)
    } else {
        text.why_days(day(language, range.from()), day(language, range.to()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_period_is_named_as_people_name_it() {
        let range =
            |from: &str, to: &str| DateRange::new(from.parse().unwrap(), to.parse().unwrap()).unwrap();
        for (from, to, name) in [
            ("2026-07-01", "2026-09-30", "het 3e kwartaal van 2026"),
            ("2026-09-01", "2026-09-30", "september 2026"),
            ("2025-01-01", "2025-12-31", "2025"),
            ("2025-11-01", "2026-10-31", "1 november 2025 tot en met 31 oktober 2026"),
        ] {
            assert_eq!(named_period(Language::Dutch, range(from, to)), name);
        }
        assert_eq!(named_period(Language::English, range("2026-07-01", "2026-09-30")), "Q3 2026");
    }
}

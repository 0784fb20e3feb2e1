//! The segments of a dimension, each compared with all other responses, and beside it at equal outcomes.

mod rows;
mod table;

use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::breakdown::equal_outcomes::{EqualOutcomes, fewest};
use crate::domain::insight::breakdown::{Part, PartFigures};
use crate::domain::insight::query::dashboard::UNKNOWN;
use crate::domain::insight::query::download::{Chart, RowSet};
use crate::statistics::difference::Conclusion;
use crate::statistics::estimate::Estimate;
use crate::texts::Texts;
use crate::urls;
use crate::views::insight::dashboard::{Dashboard, Details, value};
use crate::views::kit::chart::forest::{Beside, ForestRow, forest};
use crate::views::kit::chart::standalone::Picture;
use crate::views::kit::format::whole;
use crate::views::kit::words;

/// The maximum number of segments on the page, those with the most responses; the file has all.
const MOST_PARTS: usize = 4;

impl Dashboard<'_> {
    pub(super) fn parts(&self, details: Details<'_>, text: &Texts) -> Markup {
        let cut = self.query.cut;
        let name = words::dimension(text, cut);
        let shown = shown(details);
        let more = details.parts.len() - shown.len();
        html! {
            section aria-labelledby="parts" {
                h2 id="parts" { (text.parts_heading(name.as_str())) }
                nav.choices aria-label=(text.parts_by()) {
                    (text.parts_by())
                    @for &dimension in Dimension::ALL {
                        " "
                        a href={ "?" (self.query.with("cut", Some(dimension.name()))) "#parts" } aria-current=[(dimension == cut).then_some("true")] {
                            (words::dimension(text, dimension))
                        }
                    }
                }
                @if details.parts.len() < 2 { p { (text.parts_single()) } } @else {
                    @for words in self.parts_in_words(details, text) { p { (words) } }
                    div.scroll tabindex="0" role="group" aria-labelledby="parts" { (self.parts_picture(details, text).drawing) }
                    (self.parts_table(shown, details, text))
                    (self.files(&text.parts_heading(name.as_str()), Some(RowSet::Segments), Some(Chart::Parts), text))
                    @if more > 0 {
                        p { a href={ (urls::EXPORT) "?" (self.query.with("set", Some("segments"))) } { (text.parts_more(whole(self.staff.language, more as u64))) } }
                    }
                }
            }
        }
    }

    pub(super) fn parts_picture(&self, details: Details<'_>, text: &Texts) -> Picture {
        let rows: Vec<ForestRow> = shown(details)
            .iter()
            .map(|part| {
                let name = words::value(text, self.query.cut, &part.value);
                let figures = part.figures.shown();
                let value = |Estimate { nps, interval, .. }| (nps, interval.low, interval.high);
                let stands_out = |figures| self.conclusion_of(figures) != Conclusion::NoDifferenceShown;
                ForestRow {
                    value: figures.map(|figures| value(figures.estimate)),
                    unshown: if part.figures.is_too_small() {
                        text.dashboard_suppressed()
                    } else {
                        "–".to_owned()
                    },
                    stands_out: figures.is_some_and(stands_out),
                    title: figures.map(|figures| self.title(&name, figures, text)).unwrap_or_default(),
                    beside: equal(part, details).map(|equal| self.beside(&name, equal, text)),
                    name,
                }
            })
            .collect();
        let whole = value(self.whole).map(|(nps, _, _)| nps);
        Picture {
            title: words::capitalised(&text.parts_heading(words::dimension(text, self.query.cut))),
            description: text.parts_text(),
            drawing: forest(self.staff.language, "parts", &rows, whole),
            legend: self.parts_in_words(details, text),
            caption: self.caption(self.range(), text),
        }
    }

    /// What the marks of the picture mean.
    fn parts_in_words(&self, details: Details<'_>, text: &Texts) -> Vec<String> {
        let equal = || text.parts_equal_text(fewest(self.minimum_group).to_string());
        let equal = (!details.at_equal_outcomes.is_empty()).then(equal);
        std::iter::once(text.parts_text()).chain(equal).collect()
    }

    fn title(&self, name: &str, figures: &PartFigures, text: &Texts) -> String {
        let Estimate { n, nps, interval, .. } = figures.estimate;
        text.parts_title(
            name,
            self.points(nps),
            self.points(interval.low),
            self.points(interval.high),
            whole(self.staff.language, n),
        )
    }

    fn beside(&self, name: &str, equal: &EqualOutcomes, text: &Texts) -> Beside {
        let EqualOutcomes { nps, interval } = *equal;
        let title = text.parts_title_equal(
            name,
            self.points(nps),
            self.points(interval.low),
            self.points(interval.high),
        );
        Beside { value: (nps, interval.low, interval.high), title }
    }

    fn conclusion_of(&self, figures: &PartFigures) -> Conclusion {
        figures
            .against_rest
            .map_or(Conclusion::NoDifferenceShown, |against| against.conclusion(self.query.whole.confidence))
    }

    /// The query string of this view for one part.
    fn only(&self, part: &Part) -> String {
        let value = if part.value.is_empty() { UNKNOWN } else { &part.value };
        self.query.with(self.query.cut.name(), Some(value))
    }
}

/// The segments on the page, those with the most responses.
fn shown(details: Details<'_>) -> &[Part] {
    details.parts.get(..MOST_PARTS).unwrap_or(details.parts)
}

/// The figure of a part at equal outcomes; `None` where the part is not shown, or where it cannot be said.
fn equal<'a>(part: &Part, details: Details<'a>) -> Option<&'a EqualOutcomes> {
    part.figures.shown().and_then(|_| details.at_equal_outcomes.get(&part.value))
}

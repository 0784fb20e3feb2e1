//! The segments of a dimension, each compared with all other responses.

use maud::{Markup, html};

use crate::domain::complaints::segment::Dimension;
use crate::domain::insight::breakdown::{Part, PartFigures};
use crate::domain::insight::visible::Visible;
use crate::statistics::difference::Conclusion;
use crate::statistics::estimate::Estimate;
use crate::texts::Texts;
use crate::urls;
use crate::views::insight::dashboard::{Dashboard, Details, value};
use crate::views::kit::chart::forest::{ForestRow, forest};
use crate::views::kit::format::{p_value, whole};
use crate::views::kit::words;

/// The maximum number of segments on the page, those with the most responses; the file has all.
const MOST_PARTS: usize = 5;

impl Dashboard<'_> {
    pub(super) fn parts(&self, details: Details<'_>, text: &Texts) -> Markup {
        let cut = self.query.cut;
        let name = words::dimension(text, cut);
        let shown = details.parts.get(..MOST_PARTS).unwrap_or(details.parts);
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
                    p { (text.parts_text()) }
                    (self.forest(shown, text))
                    (self.parts_table(shown, text))
                    @if more > 0 {
                        p { a href={ (urls::EXPORT) "?" (self.query.with("set", Some("segments"))) } { (text.parts_more(whole(self.staff.language, more as u64))) } }
                    }
                }
            }
        }
    }

    fn forest(&self, parts: &[Part], text: &Texts) -> Markup {
        let rows: Vec<ForestRow> = parts
            .iter()
            .map(|part| {
                let figures = part.figures.shown();
                let value = |Estimate { nps, interval, .. }| (nps, interval.low, interval.high);
                let stands_out = |figures| self.conclusion_of(figures) != Conclusion::NoDifferenceShown;
                ForestRow {
                    name: words::value(text, self.query.cut, &part.value),
                    value: figures.map(|figures| value(figures.estimate)),
                    stands_out: figures.is_some_and(stands_out),
                }
            })
            .collect();
        let whole = value(self.whole).map(|(nps, _, _)| nps);
        html! {
            div.scroll tabindex="0" role="group" aria-labelledby="parts" { (forest(self.staff.language, "parts", &rows, whole)) }
        }
    }

    fn conclusion_of(&self, figures: &PartFigures) -> Conclusion {
        figures
            .against_rest
            .map_or(Conclusion::NoDifferenceShown, |against| against.conclusion(self.query.whole.confidence))
    }

    fn parts_table(&self, parts: &[Part], text: &Texts) -> Markup {
        html! {
            div.scroll tabindex="0" role="group" aria-labelledby="parts" {
                table {
                    thead { tr {
                        th scope="col" { (words::dimension(text, self.query.cut)) }
                        th.number scope="col" { (text.dashboard_nps()) }
                        th.number scope="col" { (text.dashboard_interval(self.confidence())) }
                        th.number scope="col" { (text.dashboard_responses()) }
                        th.number scope="col" { (text.parts_difference()) }
                        th.number scope="col" { (text.parts_p()) }
                        th scope="col" { (text.parts_conclusion()) }
                    } }
                    tbody { @for part in parts { (self.part_row(part, text)) } }
                }
            }
        }
    }

    fn part_row(&self, part: &Part, text: &Texts) -> Markup {
        let name = words::value(text, self.query.cut, &part.value);
        let figures = match &part.figures {
            Visible::Shown(figures) => figures,
            Visible::TooSmall => {
                return html! { tr { th scope="row" { (name) } td.number { (text.dashboard_suppressed()) } td {} td {} td {} td {} td {} } };
            }
            Visible::Nothing => {
                return html! { tr { th scope="row" { (name) } td.number { "–" } td.number {} td.number { "0" } td {} td {} td {} } };
            }
        };
        let Estimate { n, nps, interval: limits, .. } = figures.estimate;
        html! {
            tr {
                th scope="row" { (name) }
                td.number { strong { (self.points(nps)) } }
                td.number { (text.dashboard_range(self.points(limits.low), self.points(limits.high))) }
                td.number { (whole(self.staff.language, n)) }
                @if let Some(against) = &figures.against_rest {
                    td.number {
                        (self.points(against.difference.points)) " "
                        span.optional { "(" (text.dashboard_range(self.points(against.difference.interval.low), self.points(against.difference.interval.high))) ")" }
                    }
                    td.number { (p_value(self.staff.language, against.adjusted_p)) }
                    td {
                        @match self.conclusion_of(figures) {
                            Conclusion::Higher => strong { (text.parts_higher()) },
                            Conclusion::Lower => strong { (text.parts_lower()) },
                            Conclusion::NoDifferenceShown => (text.parts_none_shown()),
                        }
                    }
                } @else { td {} td {} td {} }
            }
        }
    }
}

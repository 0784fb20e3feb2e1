//! The segments as a table, with links to what stands behind each.

use maud::{Markup, html};

use crate::domain::insight::breakdown::{Part, PartFigures};
use crate::domain::insight::query::dashboard::in_full;
use crate::domain::insight::visible::Visible;
use crate::statistics::difference::Conclusion;
use crate::statistics::estimate::Estimate;
use crate::texts::Texts;
use crate::urls;
use crate::views::insight::dashboard::parts::equal;
use crate::views::insight::dashboard::{Dashboard, Details};
use crate::views::kit::format::whole;
use crate::views::kit::words;

impl Dashboard<'_> {
    pub(super) fn parts_table(&self, parts: &[Part], details: Details<'_>, text: &Texts) -> Markup {
        html! {
            div.scroll tabindex="0" role="group" aria-labelledby="parts" {
                table.dense.stacked {
                    thead { tr {
                        th scope="col" { (words::dimension(text, self.query.cut)) }
                        th.number scope="col" { (text.dashboard_nps()) }
                        th.number scope="col" { (text.dashboard_interval(self.confidence())) }
                        th.number scope="col" { (text.dashboard_responses()) }
                        @if has_equal(details) { th.number scope="col" { (text.parts_equal()) } }
                        th.number scope="col" { (text.parts_difference()) }
                        th scope="col" { (text.parts_conclusion()) }
                        th scope="col" { (text.parts_more_of()) }
                    } }
                    tbody { @for part in parts { (self.part_row(part, details, text)) } }
                }
            }
        }
    }

    fn part_row(&self, part: &Part, details: Details<'_>, text: &Texts) -> Markup {
        let name = words::value(text, self.query.cut, &part.value);
        let figures = match &part.figures {
            Visible::Shown(figures) => figures,
            Visible::TooSmall => return unshown_row(&name, &text.dashboard_suppressed(), "", details),
            Visible::Nothing => return unshown_row(&name, "–", "0", details),
        };
        let Estimate { n, nps, interval: limits, .. } = figures.estimate;
        html! {
            tr {
                th scope="row" { a href={ (urls::DASHBOARD) "?" (self.only(part)) } aria-label=(text.parts_only(name.as_str())) { (name) } }
                td.number { strong { (self.points(nps)) } }
                td.number { (text.dashboard_range(self.points(limits.low), self.points(limits.high))) }
                td.number { (whole(self.staff.language, n)) }
                @if has_equal(details) { (self.equal_cell(part, details, text)) }
                (self.against_rest(figures, text))
                td { (self.behind(part, &name, text)) }
            }
        }
    }

    fn equal_cell(&self, part: &Part, details: Details<'_>, text: &Texts) -> Markup {
        html! {
            @if let Some(equal) = equal(part, details) {
                td.number {
                    (self.points(equal.nps)) " "
                    span.optional { "(" (text.dashboard_range(self.points(equal.interval.low), self.points(equal.interval.high))) ")" }
                }
            } @else { td.number { (text.parts_equal_unknown()) } }
        }
    }

    fn against_rest(&self, figures: &PartFigures, text: &Texts) -> Markup {
        html! {
            @if let Some(against) = &figures.against_rest {
                td.number {
                    (self.points(against.difference.points)) " "
                    span.optional { "(" (text.dashboard_range(self.points(against.difference.interval.low), self.points(against.difference.interval.high))) ")" }
                }
                td {
                    @match self.conclusion_of(figures) {
                        Conclusion::Higher => strong { (text.parts_higher()) },
                        Conclusion::Lower => strong { (text.parts_lower()) },
                        Conclusion::NoDifferenceShown => (text.parts_none_shown()),
                    }
                }
            } @else { td {} td {} }
        }
    }

    /// Links to the words of a part.
    fn behind(&self, part: &Part, name: &str, text: &Texts) -> Markup {
        let view = self.only(part);
        html! {
            a href={ (urls::THEMES) "?" (view) } aria-label={ (text.parts_themes()) ": " (name) } { (text.parts_themes()) }
            " "
            a href={ (urls::VERBATIMS) "?" (in_full(&view)) } aria-label={ (text.parts_verbatims()) ": " (name) } { (text.parts_verbatims()) }
        }
    }
}

fn has_equal(details: Details<'_>) -> bool {
    !details.at_equal_outcomes.is_empty()
}

/// The row of a part that has no figures, or none that may be shown.
fn unshown_row(name: &str, score: &str, responses: &str, details: Details<'_>) -> Markup {
    html! {
        tr {
            th scope="row" { (name) }
            td.number { (score) }
            td.number {}
            td.number { (responses) }
            @if has_equal(details) { td.number {} }
            td.number {}
            td {}
            td {}
        }
    }
}

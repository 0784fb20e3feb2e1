//! The effect of an improvement: its sentence, a picture of before and after, and the table with the same numbers.
//!
//! The rule: what is too small to show stands as hidden in the table and nowhere else.

use maud::{Markup, html};

use crate::domain::insight::visible::Visible;
use crate::domain::learning::effect::{EffectReport, Overlap};
use crate::domain::learning::improvement::Target;
use crate::domain::time::period::DateRange;
use crate::statistics::effect::Cell;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::chart::before_after::{Captions, GroupRow, Value, before_after};
use crate::views::kit::format::{day, decimal, percentage, whole};
use crate::views::kit::words::capitalised;
use crate::views::learning::improvements::sentence::Told;
use crate::views::learning::improvements::words::{concerned, many_counted, month};

/// A group: its name, and its figures before and after.
type Group<'a> = (String, &'a Visible<Cell>, &'a Visible<Cell>);

impl Told<'_> {
    /// All that is told of the effect; once on a page, since the picture has identifiers.
    pub(super) fn whole(&self) -> Markup {
        let text = texts(self.names.language);
        html! {
            p.headline { (self.verdict()) }
            @if let Some(outlook) = self.outlook() { p { (outlook) } }
            (self.provisos(text))
            @if self.has_figures() {
                figure {
                    figcaption { (self.title(text)) }
                    div.scroll tabindex="0" role="group" aria-labelledby="effect-title" { (self.picture(text)) }
                }
                (self.table(text))
                (self.days(text))
            }
        }
    }

    /// What else may have caused the difference, and what was left out.
    fn provisos(&self, text: &Texts) -> Markup {
        let months: Vec<String> =
            self.plan.months_left_out().map(|first| month(self.names.language, first)).collect();
        let EffectReport { overlaps, overlaps_of_rest, .. } = self.report;
        html! {
            @if self.report.rest.is_none() && self.has_figures() { p { (self.without_rest(text)) } }
            @if !overlaps.is_empty() {
                p { (text.improvement_overlap()) " " (links(overlaps)) ". " (text.improvement_overlap_means()) }
            }
            @if !overlaps_of_rest.is_empty() {
                p { (text.improvement_overlap_rest()) " " (links(overlaps_of_rest)) ". " (text.improvement_overlap_rest_means()) }
            }
            @if !months.is_empty() { p.note { (text.improvement_left_out(months.join(", "))) } }
        }
    }

    /// Why there is nothing to compare with: it is for everyone, or all that was counted is of those whom it is for.
    fn without_rest(&self, text: &Texts) -> String {
        if self.plan.concerns.is_empty() {
            text.improvement_no_rest()
        } else {
            text.improvement_no_rest_of_choice(many_counted(text, &self.plan.target))
        }
    }

    fn groups(&self, text: &Texts) -> Vec<Group<'_>> {
        let EffectReport { before, after, rest, .. } = self.report;
        let whom = concerned(text, &self.plan.concerns).unwrap_or_else(|| text.improvement_for_all());
        let of_rest = rest.iter().map(|rest| (text.improvement_rest(), &rest.before, &rest.after));
        std::iter::once((whom, before, after))
            .chain(of_rest)
            .map(|(name, before, after)| (capitalised(&name), before, after))
            .collect()
    }

    /// Whether there is anything after the start to compare.
    fn has_figures(&self) -> bool {
        self.report.windows.after.is_some()
    }

    fn title(&self, text: &Texts) -> String {
        capitalised(&text.improvement_effect_title(self.names.measure(&self.plan.target)))
    }

    fn picture(&self, text: &Texts) -> Markup {
        let value = |cell: &Visible<Cell>| cell.shown().map(drawn);
        let rows: Vec<GroupRow> = self
            .groups(text)
            .into_iter()
            .map(|(name, before, after)| GroupRow { name, before: value(before), after: value(after) })
            .collect();
        let captions = Captions {
            title: &self.title(text),
            description: &self.verdict(),
            before: &text.improvement_before(),
            after: &text.improvement_after(),
            is_share: !matches!(self.plan.target, Target::Nps),
        };
        html! { (before_after(self.names.language, &captions, &rows)) }
    }

    fn table(&self, text: &Texts) -> Markup {
        html! {
            div.scroll tabindex="0" role="group" aria-label=(self.title(text)) {
                table.narrow.stacked {
                    thead { tr {
                        th scope="col" { (text.improvement_group()) }
                        th scope="col" { (text.improvement_when()) }
                        th.number scope="col" { (text.improvement_value()) }
                        th.number scope="col" { (text.dashboard_interval(self.confidence())) }
                        th.number scope="col" { (text.improvement_counted()) }
                    } }
                    tbody {
                        @for (name, before, after) in self.groups(text) {
                            (self.row(&name, &text.improvement_before(), before, text))
                            (self.row(&name, &text.improvement_after(), after, text))
                        }
                    }
                }
            }
        }
    }

    fn row(&self, name: &str, when: &str, cell: &Visible<Cell>, text: &Texts) -> Markup {
        html! {
            tr {
                th scope="row" { (name) }
                td { (when) }
                @match cell {
                    Visible::Shown(cell) => {
                        td.number { (self.value(cell.value)) }
                        td.number { (text.dashboard_range(self.value(cell.interval.low), self.value(cell.interval.high))) }
                        td.number { (whole(self.names.language, cell.n)) }
                    },
                    Visible::TooSmall => { td.number { (text.dashboard_suppressed()) } td.number {} td.number {} },
                    Visible::Nothing => { td.number { "–" } td.number {} td.number { "0" } },
                }
            }
        }
    }

    /// Points, or a share in per cent.
    fn value(&self, value: f64) -> String {
        match self.plan.target {
            Target::Nps => decimal(self.names.language, value),
            Target::Item(_) | Target::Cause(_) | Target::Kpi(_) => {
                percentage(self.names.language, value / 100.0)
            }
        }
    }

    /// The days that are compared.
    fn days(&self, text: &Texts) -> Markup {
        let of =
            |range: DateRange| (day(self.names.language, range.from()), day(self.names.language, range.to()));
        let before = self.report.windows.before.first().zip(self.report.windows.before.last());
        html! {
            p.note {
                @if let Some((first, last)) = before {
                    (text.improvement_before_days(of(*first).0, of(*last).1)) " "
                }
                @if let Some(after) = self.report.windows.after {
                    @let (from, to) = of(after);
                    (text.improvement_after_days(from, to)) " "
                }
                (match self.plan.target {
                    Target::Nps | Target::Item(_) => text.improvement_windows_note(),
                    Target::Cause(_) => text.improvement_windows_note_causes(),
                    Target::Kpi(_) => text.improvement_windows_note_kpis(),
                })
            }
        }
    }
}

fn links(others: &[Overlap]) -> Markup {
    html! {
        @for (index, other) in others.iter().enumerate() {
            @if index > 0 { "; " }
            a href=(urls::improvement(other.id)) { (other.title) }
        }
    }
}

fn drawn(cell: &Cell) -> Value {
    (cell.value, cell.interval.low, cell.interval.high)
}

//! The error rates of the rule, the responses needed to prove a gap, and the effect of more respondents.

use maud::{Markup, html};

use crate::domain::norms::suggestion::Suggestion;
use crate::domain::policy::kpi::Kpi;
use crate::statistics::proposal::Proposal;
use crate::texts::Texts;
use crate::views::kit::format::{decimal, probability, whole};
use crate::views::norms::value;
use crate::views::norms::workbench::WorkbenchPage;

impl WorkbenchPage<'_> {
    pub(super) fn errors(&self, text: &Texts) -> Markup {
        let Some((tested, usual)) =
            self.tested().and_then(|tested| Some((tested, tested.usual_responses()?)))
        else {
            return html! {};
        };
        let gap = self.query.gap;
        let plain = self.points(gap);
        let truths = [
            (-gap, text.workbench_truth_below(plain.as_str())),
            (0.0, text.workbench_truth_at()),
            (gap, text.workbench_truth_above(plain.as_str())),
        ];
        let share = |share: f64| probability(self.staff.language, share);
        let minimum = self.query.rule.minimum;
        if usual < minimum {
            return html! {
                section aria-labelledby="errors" {
                    h3 id="errors" { (text.workbench_errors()) }
                    p { (text.workbench_errors_none(whole(self.staff.language, usual), whole(self.staff.language, minimum))) }
                }
            };
        }
        html! {
            section aria-labelledby="errors" {
                h3 id="errors" { (text.workbench_errors()) }
                p { (text.workbench_errors_intro(whole(self.staff.language, usual))) }
                div.scroll tabindex="0" role="group" aria-labelledby="errors" {
                    table.stacked {
                        thead { tr {
                            th scope="col" { (text.workbench_truth()) }
                            th.number scope="col" { (text.workbench_met()) }
                            th.number scope="col" { (text.workbench_undecided()) }
                            th.number scope="col" { (text.workbench_not_met()) }
                            th.number scope="col" { (text.workbench_naive_says_met()) }
                        } }
                        tbody { @for (truth, name) in &truths {
                            @if let Some(chances) = tested.chances_at(*truth) {
                                tr {
                                    th.what scope="row" { (name) }
                                    td.number { (share(chances.met)) }
                                    td.number { (share(chances.undecided)) }
                                    td.number { (share(chances.not_met)) }
                                    td.number { (share(chances.point_at_or_above)) }
                                }
                            }
                        } }
                    }
                }
                @if let Some((at, below)) = tested.chances_at(0.0).zip(tested.chances_at(-gap)) {
                    ul {
                        li { (text.workbench_false_alarm(share(at.not_met))) }
                        li { (text.workbench_missed(plain.as_str(), share(1.0 - below.not_met))) }
                        @if let Some(needed) = self.responses_for_gap {
                            li { (text.workbench_needed(plain.as_str(), whole(self.staff.language, needed))) }
                        }
                    }
                }
            }
        }
    }

    pub(super) fn more(&self, suggestion: &Suggestion, text: &Texts) -> Markup {
        html! {
            section aria-labelledby="more" {
                h3 id="more" { (text.workbench_more()) }
                p { (text.workbench_more_intro()) }
                div.scroll tabindex="0" role="group" aria-labelledby="more" {
                    table.narrow.stacked {
                        thead { tr {
                            th scope="col" { (text.workbench_times()) }
                            th.number scope="col" { (text.workbench_expected()) }
                            th.number scope="col" { (text.workbench_provable_short()) }
                            th.number scope="col" { (text.workbench_smallest()) }
                        } }
                        tbody { @for (factor, expected, found) in &suggestion.with_more { (self.with(*factor, *expected, found, text)) } }
                    }
                }
            }
        }
    }

    fn with(&self, factor: f64, expected: f64, found: &Proposal, text: &Texts) -> Markup {
        let times = if factor == 1.0 {
            text.workbench_as_now()
        } else {
            text.workbench_factor(value(self.staff.language, Kpi::Nps, factor))
        };
        html! {
            tr {
                th scope="row" { (times) }
                td.number { (whole(self.staff.language, expected.round() as u64)) }
                td.number { (decimal(self.staff.language, found.provable)) }
                td.number { (decimal(self.staff.language, found.smallest_provable_improvement)) }
            }
        }
    }
}

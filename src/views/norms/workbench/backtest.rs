//! The back-test of the candidate: a chart, a table, its neighbours, and a comparison with the naive rule.

use maud::{Markup, html};

use crate::domain::insight::visible::Visible;
use crate::domain::norms::backtest::{Backtest, TestedPeriod};
use crate::domain::time::period::Granularity;
use crate::statistics::rounding::without_noise;
use crate::statistics::verdict::Verdict;
use crate::texts::Texts;
use crate::urls;
use crate::views::kit::chart::backtest::BacktestChart;
use crate::views::kit::format::{decimal, per_cent, period, probability, whole};
use crate::views::norms::workbench::WorkbenchPage;
use crate::views::norms::{backtest_columns, verdict};

/// The offsets of the links that move the candidate, in points.
const STEPS: [f64; 4] = [-5.0, -1.0, 1.0, 5.0];

impl WorkbenchPage<'_> {
    pub(super) fn backtest(&self, text: &Texts) -> Markup {
        let tested = self.tested().filter(|tested| !tested.periods.is_empty());
        html! {
            section aria-labelledby="backtest" {
                h2 id="backtest" { (text.workbench_backtest()) ": " (self.points(self.candidate)) }
                (self.steps(text))
                @match tested {
                    None => p { (text.workbench_none_fits()) },
                    Some(tested) => {
                        (self.drawn(tested, text))
                        p { (self.conclusion(tested, text)) }
                        (self.beside(text))
                        (self.periods(tested, text))
                    }
                }
            }
        }
    }

    fn steps(&self, text: &Texts) -> Markup {
        html! {
            nav.choices aria-label=(text.workbench_candidate()) {
                @for step in STEPS {
                    @let norm = without_noise(self.candidate + step);
                    @let sign = if step > 0.0 { "+" } else { "" };
                    @if norm.abs() < 100.0 {
                        a href={ (urls::WORKBENCH) "?" (self.query.with("candidate", &norm.to_string())) "#backtest" }
                            aria-label={ (sign) (self.points(step)) ": " (text.workbench_try_value(self.points(norm))) } {
                            (sign) (self.points(step))
                        }
                    }
                }
            }
        }
    }

    fn drawn(&self, tested: &Backtest, text: &Texts) -> Markup {
        let title = text.workbench_backtest_title(self.points(self.candidate));
        html! {
            figure {
                figcaption { (title) }
                div.scroll.latest tabindex="0" role="group" aria-label=(title) {
                    (BacktestChart {
                        language: self.staff.language,
                        interval: self.interval,
                        title: &title,
                        description: &self.conclusion(tested, text),
                        tested,
                        norm_label: &text.dashboard_norm_line(self.points(self.candidate)),
                    }.render())
                }
            }
            p.note { (text.workbench_backtest_note(per_cent(self.query.rule.certainty.deciding().share()))) }
            @if self.interval == Granularity::Month { p.note { (text.workbench_rolling_note()) } }
        }
    }

    fn conclusion(&self, tested: &Backtest, text: &Texts) -> String {
        let count = |verdict| tested.count(verdict).to_string();
        text.workbench_backtest_text(
            count(Verdict::Met),
            self.points(self.candidate),
            count(Verdict::Undecided),
            count(Verdict::NotMet),
            count(Verdict::Insufficient),
        )
    }

    pub(super) fn naive(&self, tested: &Backtest, text: &Texts) -> String {
        text.workbench_naive_note(
            tested.point_at_or_above().to_string(),
            tested.periods.len().to_string(),
            tested.naive_flips(),
        )
    }

    fn beside(&self, text: &Texts) -> Markup {
        html! {
            h3 id="beside" { (text.workbench_beside()) }
            div.scroll tabindex="0" role="group" aria-labelledby="beside" {
                table.narrow.stacked {
                    (backtest_columns(text))
                    tbody { @for tried in self.tried {
                        tr {
                            th scope="row" { (self.points(tried.candidate.norm)) }
                            @for verdict in [Verdict::Met, Verdict::Undecided, Verdict::NotMet, Verdict::Insufficient] {
                                td.number { (tried.count(verdict)) }
                            }
                            td.number { (tried.point_at_or_above()) }
                        }
                    } }
                }
            }
        }
    }

    fn periods(&self, tested: &Backtest, text: &Texts) -> Markup {
        html! {
            details {
                summary { (text.workbench_periods()) }
                div.scroll tabindex="0" role="group" aria-label=(text.workbench_backtest()) {
                    table.stacked {
                        thead { tr {
                            th scope="col" { (text.workbench_period()) }
                            th.number scope="col" { (text.dashboard_responses()) }
                            th.number scope="col" { (text.dashboard_nps()) }
                            th.number scope="col" { (text.dashboard_interval(per_cent(self.query.rule.certainty.deciding().share()))) }
                            th.number scope="col" { (text.workbench_certainty_reached()) }
                            th scope="col" { (text.workbench_verdict()) }
                            th scope="col" { (text.workbench_naive()) }
                        } }
                        tbody { @for tried in tested.periods.iter().rev() { (self.period(tried, text)) } }
                    }
                }
            }
        }
    }

    fn period(&self, tried: &TestedPeriod, text: &Texts) -> Markup {
        let interval = if self.interval == Granularity::Month { Granularity::Total } else { self.interval };
        let against = tried.figures.shown();
        let number = |value: f64| decimal(self.staff.language, value);
        html! {
            tr {
                th.period scope="row" { (period(self.staff.language, tried.range, interval)) }
                td.number {
                    @match &tried.figures {
                        Visible::Shown(figures) => (whole(self.staff.language, figures.counts.responses())),
                        Visible::Nothing => "0",
                        Visible::TooSmall => (text.dashboard_suppressed()),
                    }
                }
                @match against {
                    Some(against) => {
                        td.number { (number(against.nps)) }
                        td.number { (text.dashboard_range(number(against.deciding.low), number(against.deciding.high))) }
                        td.number { (probability(self.staff.language, against.p_norm)) }
                    }
                    None => { td.number { "–" } td.number { "–" } td.number { "–" } }
                }
                td { (verdict::word(text, tried.verdict)) }
                td {
                    @match against {
                        Some(against) if against.is_at_or_above(self.candidate) => (text.workbench_naive_met()),
                        Some(_) => (text.workbench_naive_missed()),
                        None => "–",
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::people::language::Language;
    use crate::texts::texts;

    #[test]
    fn a_rule_that_changed_its_verdict_once_did_so_once_and_not_one_times() {
        for (language, flips, words) in [
            (Language::English, 0, "would have changed 0 times."),
            (Language::English, 1, "would have changed once."),
            (Language::English, 4, "would have changed 4 times."),
            (Language::Dutch, 0, "en was 0 keer van oordeel veranderd."),
            (Language::Dutch, 1, "en was één keer van oordeel veranderd."),
            (Language::Dutch, 4, "en was 4 keer van oordeel veranderd."),
        ] {
            let note = texts(language).workbench_naive_note("3", "5", flips);
            assert!(note.ends_with(words), "{note}");
        }
    }
}

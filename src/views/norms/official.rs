//! The official verdicts: a picture of each period against its norm, the same as a table, and each in a sentence.
//!
//! The rule: a verdict with too few answers to show tells no figures, in none of the three.

use maud::{Markup, html};

use crate::domain::norms::norm::{Norm, Rule};
use crate::domain::norms::official_verdict::OfficialVerdict;
use crate::domain::people::language::Language;
use crate::domain::policy::kpi::Kpi;
use crate::statistics::interval::score_interval;
use crate::texts::{Texts, texts};
use crate::views::kit::chart::verdicts::{VerdictRow, verdicts};
use crate::views::kit::format::{decimal, period, whole};
use crate::views::norms::{value, verdict};

/// A verdict with the norm and the rule that it was given by.
pub(super) type Given<'a> = (&'a OfficialVerdict, &'a Norm, &'a Rule);

/// The verdicts to show.
pub(super) struct Official<'a> {
    pub language: Language,
    pub minimum_group: u64,
    /// Oldest first; not empty.
    pub given: Vec<Given<'a>>,
}

impl Official<'_> {
    /// Picture, table and sentences, newest first.
    pub fn render(&self) -> Markup {
        let text = texts(self.language);
        let rows: Vec<VerdictRow> = self.given.iter().rev().map(|given| self.row(given, text)).collect();
        let title = text.verdicts_picture();
        html! {
            figure {
                figcaption { (title) }
                div.scroll tabindex="0" role="group" aria-label=(title) { (verdicts(&title, &rows)) }
            }
            p.note { (text.verdicts_legend()) }
            (self.table(text))
            @for (official, norm, rule) in self.given.iter().rev() {
                p {
                    strong { (self.period(official, rule)) ":" } " "
                    (verdict::sentence(self.language, official, rule, norm.proposed.value, self.minimum_group))
                }
            }
        }
    }

    fn row(&self, (official, norm, rule): &Given<'_>, text: &Texts) -> VerdictRow {
        let name = self.period(official, rule);
        let norm = norm.proposed.value;
        let said = verdict::word(text, official.verdict);
        VerdictRow {
            title: format!("{name}: {}", text.dashboard_judged(said, value(self.language, Kpi::Nps, norm))),
            name,
            value: self.figures(official, rule),
            norm,
            verdict: official.verdict,
        }
    }

    /// NPS and the limits of its interval; `None` where they are not told.
    fn figures(&self, official: &OfficialVerdict, rule: &Rule) -> Option<(f64, f64, f64)> {
        if !verdict::is_told(official, self.minimum_group) {
            return None;
        }
        let limits = score_interval(&official.counts, rule.certainty.deciding())?;
        Some((official.counts.nps()?, limits.low, limits.high))
    }

    fn table(&self, text: &Texts) -> Markup {
        let number = |points| decimal(self.language, points);
        html! {
            details {
                summary { (text.verdicts_table()) }
                div.scroll tabindex="0" role="group" aria-label=(text.verdicts_heading()) {
                    table.narrow.stacked {
                        thead { tr {
                            th scope="col" { (text.workbench_period()) }
                            th.number scope="col" { (text.dashboard_responses()) }
                            th.number scope="col" { (text.dashboard_nps()) }
                            th.number scope="col" { (text.verdicts_between()) }
                            th.number scope="col" { (text.norm_value()) }
                            th scope="col" { (text.workbench_verdict()) }
                        } }
                        tbody { @for (official, norm, rule) in self.given.iter().rev() {
                            tr {
                                th.period scope="row" { (self.period(official, rule)) }
                                @match self.figures(official, rule) {
                                    Some((nps, low, high)) => {
                                        td.number { (whole(self.language, official.counts.responses())) }
                                        td.number { (number(nps)) }
                                        td.number { (text.dashboard_range(number(low), number(high))) }
                                    }
                                    None => { td.number { "–" } td.number { "–" } td.number { "–" } }
                                }
                                td.number { (value(self.language, Kpi::Nps, norm.proposed.value)) }
                                td { (verdict::word(text, official.verdict)) }
                            }
                        } }
                    }
                }
            }
        }
    }

    fn period(&self, official: &OfficialVerdict, rule: &Rule) -> String {
        period(self.language, official.range, rule.interval.interval())
    }
}

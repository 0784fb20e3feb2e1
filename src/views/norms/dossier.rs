//! The dossier as a document for a board: the proposal, a picture, what it means, its risks, the reasons, the decision. It is
//! laid out for A4, and enough to decide on without a screen; what proves it is in the appendix.
//!
//! The rule: all of it follows from what was frozen, so a dossier that is printed later says the same.

mod appendix;

use maud::{Markup, html};

use crate::domain::norms::backtest::Backtest;
use crate::domain::norms::dossier::{Dossier, FrozenGate};
use crate::domain::norms::norm::NormInterval;
use crate::domain::norms::readiness::GateName;
use crate::domain::time::period::Granularity;
use crate::statistics::verdict::Verdict;
use crate::texts::Texts;
use crate::views::kit::chart::backtest::BacktestChart;
use crate::views::kit::format::{decimal, moment, per_cent, whole};
use crate::views::norms::one::NormPage;
use crate::views::norms::plain::Meaning;
use crate::views::norms::{person, readiness};

/// The fall of which the dossier says how often it would be missed, in points.
const FALL: f64 = 10.0;

impl NormPage<'_> {
    /// From the picture to the decision.
    pub(super) fn document(&self, text: &Texts) -> Markup {
        html! {
            @if let Some(dossier) = self.dossier.filter(|dossier| dossier.evidence.is_some()) {
                (self.picture(dossier, text))
                (self.meaning(dossier, text))
                (self.risks(dossier, text))
            }
            section aria-labelledby="reasons" {
                h2 id="reasons" { (text.norm_why()) }
                blockquote { (self.norm.proposed.rationale) }
            }
            (self.decision(text))
        }
    }

    fn interval(&self) -> NormInterval {
        self.norm.proposed.rule.as_ref().map_or(NormInterval::Year, |rule| rule.interval)
    }

    fn picture(&self, dossier: &Dossier, text: &Texts) -> Markup {
        let tested = dossier.tested().filter(Backtest::has_responses);
        let norm = self.points(dossier.value);
        let title = text.workbench_backtest_title(norm.as_str());
        let interval = match self.interval() {
            NormInterval::Year => Granularity::Month,
            NormInterval::Quarter => Granularity::Quarter,
        };
        let certainty = self.norm.proposed.rule.as_ref().map(|rule| rule.certainty.deciding());
        html! {
            @if let Some(tested) = &tested {
                section aria-labelledby="picture" {
                    h2 id="picture" { (text.dossier_picture()) }
                    figure {
                        figcaption { (title) }
                        div.scroll.latest tabindex="0" role="group" aria-label=(title) {
                            (BacktestChart {
                                language: self.staff.language,
                                interval,
                                title: &title,
                                description: &past(text, self.interval(), tested),
                                tested,
                                norm_label: &text.dashboard_norm_line(norm.as_str()),
                            }.render())
                        }
                    }
                    @if let Some(certainty) = certainty { p.note { (text.workbench_backtest_note(per_cent(certainty.share()))) } }
                    @if interval == Granularity::Month { p.note { (text.workbench_rolling_note()) } }
                }
            }
        }
    }

    fn meaning(&self, dossier: &Dossier, text: &Texts) -> Markup {
        let findings = dossier.evidence.as_ref().map(|evidence| &evidence.findings);
        let level =
            findings.and_then(|findings| Some((findings.responses, findings.proposal.as_ref()?.centre)));
        html! {
            section aria-labelledby="meaning" {
                h2 id="meaning" { (text.dossier_meaning()) }
                @match (self.in_words(dossier), level) {
                    (Some(meaning), Some((responses, level))) => {
                        ul {
                            li { (text.dossier_level(decimal(self.staff.language, level), whole(self.staff.language, responses))) }
                            li { strong { (meaning.consequence()) } }
                            li { (meaning.kept()) }
                            @if let Some(tested) = dossier.tested().filter(Backtest::has_responses) {
                                li { (past(text, self.interval(), &tested)) }
                            }
                        }
                    }
                    _ => p { (text.workbench_nothing()) },
                }
            }
        }
    }

    fn risks(&self, dossier: &Dossier, text: &Texts) -> Markup {
        let gates = dossier.evidence.as_ref().map(|evidence| evidence.gates.as_slice()).unwrap_or_default();
        let missing: Vec<GateName> = gates.iter().filter_map(not_passed).collect();
        html! {
            section aria-labelledby="risks" {
                h2 id="risks" { (text.dossier_risks()) }
                ul {
                    @if let Some(meaning) = self.in_words(dossier) {
                        li { (meaning.false_alarm()) }
                        li { (meaning.missed_fall(FALL)) }
                    }
                    @if missing.is_empty() { li { (text.dossier_all_steps()) } } @else {
                        li {
                            (text.dossier_missing_steps())
                            ul { @for name in missing { li { (readiness::name(text, name)) } } }
                        }
                    }
                }
            }
        }
    }

    fn in_words(&self, dossier: &Dossier) -> Option<Meaning> {
        Some(Meaning {
            language: self.staff.language,
            interval: self.interval(),
            outlook: dossier.outlook()?,
            norm: dossier.value,
        })
    }

    /// The decision and its reasons; without one, lines to write it on.
    fn decision(&self, text: &Texts) -> Markup {
        html! {
            section aria-labelledby="decision" {
                h2 id="decision" { (text.norm_decide()) }
                @if let Some(decision) = &self.norm.decision {
                    p { strong { (self.standing(text)) } ". " (text.norm_by(person(text, &decision.by), moment(self.staff.language, decision.at, self.zone))) "." }
                    @if decision.rationale != self.norm.proposed.rationale {
                        h3 { (text.norm_decision_why()) }
                        blockquote { (decision.rationale) }
                    }
                } @else {
                    p { (text.dossier_undecided()) }
                    dl.sign aria-hidden="true" {
                        dt { (text.dossier_sign_decision()) } dd { "☐ " (text.norm_adopt()) " ☐ " (text.norm_reject()) }
                        dt { (text.dossier_sign_reasons()) } dd {}
                        dt { (text.dossier_sign_name()) } dd {}
                        dt { (text.dossier_sign_date()) } dd {}
                    }
                }
            }
        }
    }
}

fn not_passed(gate: &FrozenGate) -> Option<GateName> {
    gate.gate.parse().ok().filter(|_| !gate.passed)
}

/// What past periods would have been called.
pub(super) fn past(text: &Texts, interval: NormInterval, tested: &Backtest) -> String {
    let count = |verdict| tested.count(verdict).to_string();
    let all = tested.periods.len().to_string();
    let (met, undecided, not_met) = (count(Verdict::Met), count(Verdict::Undecided), count(Verdict::NotMet));
    match interval {
        NormInterval::Year => text.workbench_past_years(met, undecided, not_met, all),
        NormInterval::Quarter => text.workbench_past_quarters(all, met, undecided, not_met),
    }
}

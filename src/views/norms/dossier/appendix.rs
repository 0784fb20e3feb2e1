//! The appendix of a dossier: method, findings, counts and hash, and what has changed since.

use maud::{Markup, html};

use crate::domain::norms::dossier::{Fault, Findings, FrozenEvidence, FrozenMonth};
use crate::domain::norms::readiness::GateName;
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::tally::Tally;
use crate::texts::Texts;
use crate::urls;
use crate::views::kit::format::{decimal, per_cent, period, probability, whole};
use crate::views::norms::one::NormPage;
use crate::views::norms::{backtest_columns, readiness};

impl NormPage<'_> {
    pub(in crate::views::norms) fn appendix(&self, text: &Texts) -> Markup {
        html! {
            section.appendix aria-labelledby="appendix" {
                h2 id="appendix" { (text.dossier_appendix()) }
                p { (text.dossier_intro()) }
                @if self.faults.is_empty() { p { "✓ " (text.dossier_holds()) } } @else {
                    p.error role="alert" { (text.dossier_broken()) }
                    ul { @for fault in self.faults { li { (fault_words(text, fault)) } } }
                }
                p.note.hash { (text.dossier_hash(self.norm.dossier_sha256.as_str())) }
                p.note {
                    a.unprinted href=(urls::norm_action(self.norm.id, "dossier")) { (text.dossier_download()) } " "
                    (text.dossier_verify(format!("naklank norms verify {}", self.norm.id)))
                }
                @match self.dossier.map(|dossier| &dossier.evidence) {
                    None => {}
                    Some(None) => p { (text.dossier_share_none()) },
                    Some(Some(evidence)) => (self.evidence(evidence, text)),
                }
            }
        }
    }

    fn evidence(&self, evidence: &FrozenEvidence, text: &Texts) -> Markup {
        html! {
            p.note { (text.dossier_method()) ": " (evidence.method) }
            @if let Some(rule) = &self.norm.proposed.rule { p { (text.workbench_method(per_cent(rule.certainty.deciding().share()))) } }
            h3 { (text.dossier_findings()) }
            (self.findings(&evidence.findings, text))
            h3 id="gates" { (text.dossier_gates()) }
            ul { @for gate in &evidence.gates {
                @if let Ok(name) = gate.gate.parse::<GateName>() {
                    li {
                        @if gate.passed { "✓ " } @else { "– " }
                        (readiness::name(text, name)) ": "
                        @match gate.have { Some(have) => (readiness::number(self.staff.language, name, have, gate.passed)), None => "–" }
                    }
                }
            } }
            h3 id="changed" { (text.dossier_changed()) }
            @if self.changed.is_empty() { p { (text.dossier_changed_none()) } } @else { (self.changes(text)) }
            h3 { (text.dossier_months()) }
            p.note { (text.norms_hidden_note()) }
            (self.months(&evidence.months, text))
        }
    }

    fn findings(&self, findings: &Findings, text: &Texts) -> Markup {
        html! {
            @if let Some(found) = &findings.proposal {
                p {
                    (text.dossier_proposal(
                        decimal(self.staff.language, found.centre),
                        decimal(self.staff.language, found.hold),
                        decimal(self.staff.language, found.provable),
                        decimal(self.staff.language, found.stretch),
                    )) " "
                    (text.dossier_assurance(
                        probability(self.staff.language, found.met),
                        probability(self.staff.language, found.undecided),
                        probability(self.staff.language, found.not_met),
                    ))
                }
            } @else { p { (text.workbench_nothing()) } }
            div.scroll tabindex="0" role="group" aria-label=(text.workbench_backtest()) {
                table.narrow.stacked {
                    caption {
                        (text.workbench_backtest()) ": "
                        @if findings.periods == "quarter" { (text.workbench_quarter()) } @else { (text.workbench_year()) }
                    }
                    (backtest_columns(text))
                    tbody { @for tried in &findings.backtest {
                        tr {
                            th scope="row" { (self.points(tried.value)) }
                            @for count in [tried.met, tried.undecided, tried.not_met, tried.insufficient, tried.point_at_or_above] {
                                td.number { (count) }
                            }
                        }
                    } }
                }
            }
        }
    }

    fn changes(&self, text: &Texts) -> Markup {
        // The difference between two shown months may be a single respondent.
        let tells_few = |then: &FrozenMonth, now: &FrozenMonth| {
            let size = |month: &FrozenMonth| month.responses().unwrap_or_default();
            let difference = size(then).abs_diff(size(now));
            then.scores != now.scores && difference < self.minimum_group
        };
        let described = |month: &FrozenMonth| match month.scores {
            None => text.dashboard_suppressed(),
            Some(scores) => {
                let nps = Tally(scores).counts().nps();
                let nps = nps.map_or_else(|| "–".to_owned(), |nps| decimal(self.staff.language, nps));
                text.dossier_counts(whole(self.staff.language, scores.iter().sum()), nps)
            }
        };
        html! {
            p { (text.dossier_changed_intro()) }
            div.scroll tabindex="0" role="group" aria-labelledby="changed" {
                table.narrow.stacked {
                    thead { tr {
                        th scope="col" { (text.dossier_month()) }
                        th scope="col" { (text.dossier_then()) }
                        th scope="col" { (text.dossier_now()) }
                    } }
                    tbody { @for (then, now) in self.changed {
                        tr {
                            th.period scope="row" { (self.month(then)) }
                            td { (described(then)) }
                            td { @if tells_few(then, now) { (text.dossier_changed_few()) } @else { (described(now)) } }
                        }
                    } }
                }
            }
        }
    }

    fn months(&self, months: &[FrozenMonth], text: &Texts) -> Markup {
        html! {
            div.scroll tabindex="0" role="group" aria-label=(text.dossier_months()) {
                table.stacked {
                    thead { tr {
                        th scope="col" { (text.dossier_month()) }
                        th.number scope="col" { (text.dashboard_closed()) }
                        th.number scope="col" { (text.dashboard_invited()) }
                        th.number scope="col" { (text.dashboard_responses()) }
                        th.number scope="col" { (text.dossier_promoters()) }
                        th.number scope="col" { (text.dossier_passives()) }
                        th.number scope="col" { (text.dossier_detractors()) }
                        th.number scope="col" { (text.dashboard_nps()) }
                    } }
                    tbody { @for month in months {
                        @let counts = month.scores.map(|scores| Tally(scores).counts());
                        tr {
                            th.period scope="row" { (self.month(month)) }
                            td.number { (whole(self.staff.language, month.closed)) }
                            td.number { (whole(self.staff.language, month.invited)) }
                            @match counts {
                                None => { td.number colspan="5" { (text.dashboard_suppressed()) } }
                                Some(counts) => {
                                    @for count in [counts.responses(), counts.promoters, counts.passives, counts.detractors] {
                                        td.number { (whole(self.staff.language, count)) }
                                    }
                                    td.number { @match counts.nps() { Some(nps) => (decimal(self.staff.language, nps)), None => "–" } }
                                }
                            }
                        }
                    } }
                }
            }
        }
    }

    fn month(&self, month: &FrozenMonth) -> String {
        DateRange::new(month.from, month.to)
            .map(|range| period(self.staff.language, range, Granularity::Month))
            .unwrap_or_default()
    }
}

fn fault_words(text: &Texts, fault: &Fault) -> String {
    match fault {
        Fault::OtherText { actual, stored } => text.fault_text(actual.as_str(), stored.as_str()),
        Fault::OtherDecision { actual, decided } => text.fault_decision(actual.as_str(), decided.as_str()),
        Fault::OtherLedger => text.fault_ledger(),
        Fault::OtherFindings => text.fault_findings(),
        Fault::Unreadable => text.fault_unreadable(),
        Fault::OtherMethod(method) => text.fault_method(method.as_str()),
    }
}

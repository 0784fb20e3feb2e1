//! The workbench: norms proposed from history, and how a candidate would have been judged on it.

mod backtest;
mod errors;
mod propose;

use chrono::{Datelike, NaiveDate};
use maud::{Markup, html};

use crate::domain::input::fields::FieldError;
use crate::domain::norms::backtest::Backtest;
use crate::domain::norms::norm::{Certainty, NormInterval};
use crate::domain::norms::suggestion::Suggestion;
use crate::domain::norms::workbench::WorkbenchQuery;
use crate::domain::policy::kpi::Kpi;
use crate::domain::time::period::Granularity;
use crate::statistics::proposal::Proposal;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::{decimal, probability, whole};
use crate::views::kit::page::StaffPage;
use crate::views::norms::{NormRefusal, certainty_name, field_name, value};

/// The page's data and its viewer.
pub struct WorkbenchPage<'a> {
    pub staff: StaffPage<'a>,
    pub query: &'a WorkbenchQuery,
    /// The query parameters that were refused.
    pub mistakes: &'a [FieldError],
    pub suggestion: Option<&'a Suggestion>,
    /// The candidate norm, in points.
    pub candidate: f64,
    /// The back-tests of the candidate and its neighbours.
    pub tried: &'a [Backtest],
    /// The assessed periods: rolling windows ending each month, or quarters.
    pub interval: Granularity,
    pub responses_for_gap: Option<u64>,
    pub refused: Option<NormRefusal<'a>>,
    /// The input of a refused proposal.
    pub typed: &'a [(String, String)],
    pub next_new_year: NaiveDate,
}

impl WorkbenchPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let mistakes: Vec<String> =
            self.mistakes.iter().map(|mistake| field_name(text, &mistake.field)).collect();
        self.staff.wide(&text.workbench_title(), html! {
                h1 { (text.workbench_title()) }
                @if let Some(refused) = self.refused { p.error role="alert" { (refused.words(text)) } }
                @if !mistakes.is_empty() { p.error role="alert" { (text.workbench_wrong(mistakes.join(", "))) } }
                p { (text.workbench_intro()) }
                (self.form(text))
                @match self.suggestion {
                    None => p.notice { (text.workbench_nothing()) },
                    Some(suggestion) => {
                        (self.proposal(suggestion, text))
                        (self.backtest(text))
                        (self.errors(text))
                        (self.more(suggestion, text))
                    }
                }
                (self.propose(text))
            })
    }

    fn form(&self, text: &Texts) -> Markup {
        let rule = &self.query.rule;
        let month = |day: NaiveDate| format!("{}-{:02}", day.year(), day.month());
        let intervals =
            [(NormInterval::Year, text.workbench_year()), (NormInterval::Quarter, text.workbench_quarter())];
        html! {
            form.boxed.filters method="get" action=(urls::WORKBENCH) {
                div.fields {
                    label { (text.workbench_from()) input type="month" name="from" pattern="[0-9]{4}-[0-9]{2}" value=(month(self.query.window.from())); }
                    label { (text.workbench_to()) input type="month" name="to" pattern="[0-9]{4}-[0-9]{2}" value=(month(self.query.window.to())); }
                    label {
                        (text.workbench_assessment())
                        select name="assessment" { @for (interval, name) in intervals {
                            option value=(interval.name()) selected[interval == rule.interval] { (name) }
                        } }
                    }
                    label {
                        (text.workbench_certainty())
                        select name="certainty" { @for &certainty in Certainty::ALL.iter().rev() {
                            option value=(certainty.name()) selected[certainty == rule.certainty] { (certainty_name(certainty)) }
                        } }
                    }
                    label { (text.workbench_minimum()) input type="number" name="minimum" min="10" value=(rule.minimum); }
                    label { (text.workbench_improvement()) input type="number" name="improvement" min="0" max="100" step="any" value=(self.query.improvement); }
                    label { (text.workbench_gap()) input type="number" name="gap" min="1" max="100" step="any" value=(self.query.gap); }
                    label { (text.workbench_candidate()) input type="number" name="candidate" min="-99.99" max="99.99" step="any" value=(self.candidate); }
                }
                button type="submit" { (text.workbench_show()) }
            }
        }
    }

    fn proposal(&self, suggestion: &Suggestion, text: &Texts) -> Markup {
        let found = &suggestion.proposal;
        let [hold, provable, stretch] = suggestion.rounded;
        let rows = [
            (text.workbench_hold(), found.hold(), hold),
            (text.workbench_provable(), found.provable, provable),
            (text.workbench_stretch(), found.stretch(self.query.improvement), stretch),
        ];
        html! {
            section aria-labelledby="proposal" {
                h2 id="proposal" { (text.workbench_proposal()) }
                p { (text.workbench_basis(
                    found.periods.to_string(),
                    whole(self.staff.language, found.responses),
                    decimal(self.staff.language, found.centre),
                    whole(self.staff.language, suggestion.expected_responses.round() as u64),
                    decimal(self.staff.language, found.prediction.low),
                    decimal(self.staff.language, found.prediction.high),
                )) }
                div.scroll tabindex="0" role="group" aria-labelledby="proposal" {
                    table {
                        thead { tr {
                            th scope="col" { (text.workbench_kind()) }
                            th.number scope="col" { (text.workbench_exact()) }
                            th.number scope="col" { (text.workbench_rounded()) }
                            th.number scope="col" { (text.workbench_met()) }
                            th.number scope="col" { (text.workbench_undecided()) }
                            th.number scope="col" { (text.workbench_not_met()) }
                            th scope="col" { span.unseen { (text.workbench_try()) } }
                        } }
                        tbody { @for (name, exact, rounded) in rows {
                            tr {
                                th.what scope="row" { (name) }
                                td.number { (decimal(self.staff.language, exact)) }
                                td.number { strong { (self.points(rounded)) } }
                                (self.assurance(found, rounded))
                                td { @if rounded.abs() < 100.0 { (self.try_link(rounded, text)) } }
                            }
                        } }
                    }
                }
                p.note { (text.workbench_assurance_note()) }
                p.note { (text.norms_hidden_note()) }
            }
        }
    }

    /// The probability of each verdict on a norm if nothing changes.
    fn assurance(&self, found: &Proposal, norm: f64) -> Markup {
        let assurance = found.assurance(norm);
        html! { @for share in [assurance.met, assurance.undecided, assurance.not_met] {
            td.number { (probability(self.staff.language, share)) }
        } }
    }

    fn try_link(&self, norm: f64, text: &Texts) -> Markup {
        let query = self.query.with("candidate", &norm.to_string());
        html! {
            a href={ (urls::WORKBENCH) "?" (query) "#backtest" } aria-label=(text.workbench_try_value(self.points(norm))) {
                (text.workbench_try())
            }
        }
    }

    fn points(&self, norm: f64) -> String {
        value(self.staff.language, Kpi::Nps, norm)
    }

    /// The back-test of the candidate.
    fn tested(&self) -> Option<&Backtest> {
        self.tried.iter().find(|tried| tried.candidate.norm == self.candidate)
    }
}

//! The workbench: norms proposed from history, and how a candidate would have been judged on it.

mod backtest;
mod cards;
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
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::{decimal, per_cent, whole};
use crate::views::kit::page::StaffPage;
use crate::views::norms::{NormRefusal, certainty_name, field_name, hint, value};

/// The page's data and its viewer.
pub struct WorkbenchPage<'a> {
    pub staff: StaffPage<'a>,
    pub query: &'a WorkbenchQuery,
    /// The query parameters that were refused.
    pub mistakes: &'a [FieldError],
    pub suggestion: Option<&'a Suggestion>,
    /// The back-tests of the three suggested norms.
    pub suggested: &'a [Backtest],
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
        let mistakes: Vec<&str> = self.mistakes.iter().map(|mistake| mistake.field.as_str()).collect();
        let names: Vec<String> =
            mistakes.iter().map(|field| text.view_quoted(field_name(text, field))).collect();
        self.staff.wide(
            &text.workbench_title(),
            html! {
                h1 { (text.workbench_title()) }
                @if let Some(refused) = self.refused { p.error role="alert" { (refused.words(text)) } }
                @if !mistakes.is_empty() {
                    div.errors role="alert" tabindex="-1" autofocus {
                        p { (text.view_wrong(names.join(", "), names.len())) }
                        ul { @for field in &mistakes { li { (hint(text, field)) } } }
                    }
                }
                p { (text.workbench_intro()) }
                @match self.suggestion {
                    None => p.notice { (text.workbench_nothing()) },
                    Some(suggestion) => (self.cards(suggestion, text)),
                }
                (self.form(text))
                @if self.suggestion.is_some() { (self.backtest(text)) }
                (self.propose(text))
                @if let Some(suggestion) = self.suggestion { (self.appendix(suggestion, text)) }
            },
        )
    }

    fn form(&self, text: &Texts) -> Markup {
        let rule = &self.query.rule;
        let month = |day: NaiveDate| format!("{}-{:02}", day.year(), day.month());
        let intervals = [
            (NormInterval::Year, text.workbench_by_year()),
            (NormInterval::Quarter, text.workbench_quarter()),
        ];
        html! {
            h2 id="other" { (text.workbench_other()) }
            form.boxed.filters method="get" action=(urls::WORKBENCH) aria-labelledby="other" {
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
                p.note { (text.workbench_by_year_note()) }
                button type="submit" { (text.workbench_show()) }
            }
        }
    }

    fn points(&self, norm: f64) -> String {
        value(self.staff.language, Kpi::Nps, norm)
    }

    /// The figures behind it all, for those who want to check them.
    fn appendix(&self, suggestion: &Suggestion, text: &Texts) -> Markup {
        let found = &suggestion.proposal;
        html! {
            section aria-labelledby="appendix" {
                h2 id="appendix" { (text.workbench_appendix()) }
                details {
                    summary { (text.workbench_appendix_open()) }
                    p { (text.workbench_basis(
                        found.periods.to_string(),
                        whole(self.staff.language, found.responses),
                        decimal(self.staff.language, found.centre),
                        whole(self.staff.language, suggestion.expected_responses.round() as u64),
                        decimal(self.staff.language, found.prediction.low),
                        decimal(self.staff.language, found.prediction.high),
                    )) }
                    p { (text.workbench_method(per_cent(self.query.rule.certainty.deciding().share()))) }
                    @if let Some(tested) = self.tested() { p { (self.naive(tested, text)) } }
                    (self.errors(text))
                    (self.more(suggestion, text))
                }
            }
        }
    }

    /// The back-test of the candidate.
    fn tested(&self) -> Option<&Backtest> {
        self.tried.iter().find(|tried| tried.candidate.norm == self.candidate)
    }
}

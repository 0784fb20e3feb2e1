//! The overview of norms: the norm in force, readiness, open proposals and due evaluations, the policy's own values while
//! they are not loaded, verdicts, and the ledger.

use chrono::{Datelike, NaiveDate};
use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::access::rights::Right;
use crate::domain::ids::NormId;
use crate::domain::norms::norm::{Ledger, Norm, POLICY};
use crate::domain::norms::official_verdict::{OfficialVerdict, deadline, first_period};
use crate::domain::norms::policy_value::PolicyValue;
use crate::domain::norms::readiness::Readiness;
use crate::domain::policy::kpi::Kpi;
use crate::domain::time::calendar::day_of;
use crate::domain::time::period::DateRange;
use crate::statistics::estimate::Estimate;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::{day, decimal, per_cent, whole};
use crate::views::kit::page::StaffPage;
use crate::views::kit::words::kpi_name;
use crate::views::norms::official::{Given, Official};
use crate::views::norms::{NormRefusal, bound_of, ledger, readiness, value};

/// The page's data and its viewer.
pub struct NormsPage<'a> {
    pub staff: StaffPage<'a>,
    pub today: NaiveDate,
    pub zone: Tz,
    pub ledger: &'a Ledger,
    pub readiness: &'a Readiness,
    pub verdicts: &'a [OfficialVerdict],
    pub level: Option<Estimate>,
    /// The months of the level.
    pub level_range: Option<DateRange>,
    /// Whether the dashboard has the same level over those months.
    pub is_level_of_all: bool,
    pub review_on: Option<NaiveDate>,
    pub due: &'a [(NormId, NaiveDate)],
    pub minimum_group: u64,
    /// A submitted form took effect.
    pub is_done: bool,
    pub refused: Option<NormRefusal<'a>>,
    /// The input of a refused form.
    pub typed: &'a [(String, String)],
    /// The default day on which a proposed norm takes effect.
    pub next_new_year: NaiveDate,
}

impl NormsPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let in_force = self.ledger.in_force(Kpi::Nps, self.today);
        self.staff.wide(&text.norms_title(), html! {
                h1 { (text.norms_title()) }
                @if self.is_done { p.done role="status" { (text.norms_done()) } }
                @if let Some(refused) = self.refused { p.error role="alert" { (refused.words(text)) } }
                (self.standing(in_force, text))
                (self.waiting(text))
                (self.of_policy(text))
                (self.official(text))
                @if in_force.is_none_or(Norm::is_provisional) { (readiness::render(self.staff.language, self.readiness)) }
                (ledger::render(self.staff.language, self.ledger, self.today))
                (self.loaded(text))
                (self.other_kpi(text))
            })
    }

    /// The state of the NPS norm: none, adopted for a later day, or in force.
    fn standing(&self, in_force: Option<&Norm>, text: &Texts) -> Markup {
        let coming =
            self.ledger.adopted(Kpi::Nps).into_iter().find(|norm| norm.proposed.effective_from > self.today);
        html! {
            p.headline {
                @match in_force {
                    Some(norm) => { (text.norms_in_force(self.points(norm), day(self.staff.language, norm.proposed.effective_from))) "." },
                    None => { (text.norms_none()) "." },
                }
                @if let Some(norm) = coming {
                    " " (text.norms_coming(self.points(norm), day(self.staff.language, norm.proposed.effective_from)))
                }
            }
            @if in_force.is_none() && coming.is_none() { p { (text.norms_none_text()) } }
            (self.figures(in_force, coming, text))
            p { (self.level(text)) }
            @if self.level.is_some() {
                p.note { @if self.is_level_of_all { (text.norms_level_same()) } @else { (text.norms_level_note()) } }
            }
            p.note { (text.norms_hidden_note()) }
            @if let Some(review) = self.review_on.filter(|day| *day > self.today) {
                p.notice { (text.norms_provisional(day(self.staff.language, review))) }
            }
            p { a href=(urls::WORKBENCH) { (text.workbench_open()) } }
        }
    }

    /// What each number in points on this page is: what was measured, what holds, and what is proposed.
    fn figures(&self, in_force: Option<&Norm>, coming: Option<&Norm>, text: &Texts) -> Markup {
        let proposals = self.ledger.of(Kpi::Nps).filter(|norm| norm.decision.is_none());
        html! {
            dl.facts {
                @if let Some(level) = self.level {
                    div { dt { (text.norms_now()) } dd { (decimal(self.staff.language, level.nps)) } }
                }
                @if let Some(norm) = in_force { div { dt { (text.norms_norm_now()) } dd { (self.points(norm)) } } }
                @if let Some(norm) = coming {
                    div {
                        dt { (text.norms_norm_coming(day(self.staff.language, norm.proposed.effective_from))) }
                        dd { (self.points(norm)) }
                    }
                }
                @for norm in proposals {
                    div { dt { (text.norms_proposed_now()) } dd { a href=(urls::norm(norm.id)) { (self.points(norm)) } } }
                }
            }
        }
    }

    fn level(&self, text: &Texts) -> String {
        let Some((level, range)) = self.level.zip(self.level_range) else { return text.norms_level_none() };
        text.norms_level(
            day(self.staff.language, range.from()),
            day(self.staff.language, range.to()),
            decimal(self.staff.language, level.nps),
            whole(self.staff.language, level.n),
            decimal(self.staff.language, level.interval.low),
            decimal(self.staff.language, level.interval.high),
            per_cent(level.confidence.share()),
        )
    }

    /// Proposals without a decision, and norms whose evaluation is due.
    fn waiting(&self, text: &Texts) -> Markup {
        let proposals = self.ledger.0.iter().filter(|norm| norm.decision.is_none());
        let waiting: Vec<&Norm> = proposals.collect();
        let due = self
            .due
            .iter()
            .filter_map(|(id, since)| Some((self.ledger.0.iter().find(|norm| norm.id == *id)?, since)));
        html! {
            @if !waiting.is_empty() {
                section aria-labelledby="waiting" {
                    h2 id="waiting" { (text.ledger_waiting()) }
                    ul { @for norm in waiting {
                        li {
                            a href=(urls::norm(norm.id)) {
                                (kpi_name(text, norm.proposed.kpi)) ": "
                                (value(self.staff.language, norm.proposed.kpi, norm.proposed.value))
                            }
                            " – " (text.ledger_from()) " " (day(self.staff.language, norm.proposed.effective_from))
                            " – " (norm.proposed.proposed_by)
                        }
                    } }
                }
            }
            @for (norm, since) in due {
                p.notice {
                    (text.evaluation_due(day(self.staff.language, *since))) " "
                    a href={ (urls::norm(norm.id)) "#evaluation" } { (text.evaluation_heading()) }
                }
            }
        }
    }

    /// The norms that the policy states and that are missing from the ledger, with the button that loads them: what a person
    /// adopts is read before it is adopted.
    fn of_policy(&self, text: &Texts) -> Markup {
        let missing = self.ledger.missing_stated();
        let is_offered = !missing.is_empty() && self.staff.user.roles.have(Right::DecideNorms);
        html! {
            @if is_offered {
                section aria-labelledby="of-policy" {
                    h2 id="of-policy" { (text.norms_policy_heading()) }
                    p { (text.norms_policy_text()) }
                    ul { @for stated in &missing { li { (self.stated(stated, text)) } } }
                    form method="post" action=(urls::NORMS_POLICY_VALUES) {
                        button type="submit" { (text.norms_policy_load()) }
                    }
                }
            }
        }
    }

    fn stated(&self, stated: &PolicyValue, text: &Texts) -> String {
        text.norms_policy_value(
            stated.kpi.number().to_string(),
            kpi_name(text, stated.kpi),
            bound_of(self.staff.language, stated.kpi, stated.value, stated.limit()),
            stated.effective_from.year().to_string(),
        )
    }

    /// Who loaded the values of the policy, and on which day, once for each act.
    fn loaded(&self, text: &Texts) -> Markup {
        let mut acts: Vec<(&str, NaiveDate, usize)> = Vec::new();
        let of_policy =
            self.ledger.0.iter().filter(|norm| norm.is_adopted() && norm.proposed.proposed_by == POLICY);
        for decision in of_policy.filter_map(|norm| norm.decision.as_ref()).filter(|one| one.by != POLICY) {
            let on = day_of(decision.at, self.zone);
            match acts.iter_mut().find(|(by, day, _)| *by == decision.by && *day == on) {
                Some((_, _, count)) => *count += 1,
                None => acts.push((decision.by.as_str(), on, 1)),
            }
        }
        html! {
            @for (by, on, count) in acts {
                p.note { (text.norms_policy_loaded(count, by, day(self.staff.language, on))) }
            }
        }
    }

    /// The official verdicts, newest first; before the first one, the day on which it is expected.
    fn official(&self, text: &Texts) -> Markup {
        let first = self.ledger.adopted(Kpi::Nps).into_iter().next();
        let given: Vec<Given<'_>> =
            self.verdicts.iter().filter_map(|official| self.with_norm(official)).collect();
        html! {
            @if let Some(first) = first {
                section aria-labelledby="verdicts" {
                    h2 id="verdicts" { (text.verdicts_heading()) }
                    @if self.verdicts.is_empty() {
                        @if let Some(until) = first_period(first).and_then(|range| deadline(range).succ_opt()) { p { (text.norms_next_verdict(day(self.staff.language, until))) } }
                    } @else { p { (text.verdicts_intro()) } }
                    @if !given.is_empty() {
                        (Official { language: self.staff.language, minimum_group: self.minimum_group, given }.render())
                    }
                }
            }
        }
    }

    fn with_norm<'a>(&'a self, official: &'a OfficialVerdict) -> Option<Given<'a>> {
        let norm = self.ledger.0.iter().find(|norm| norm.id == official.norm)?;
        Some((official, norm, norm.proposed.rule.as_ref()?))
    }

    /// The form that proposes a norm for a KPI without a workbench.
    fn other_kpi(&self, text: &Texts) -> Markup {
        let typed = |name: &str| {
            self.typed.iter().find(|(other, _)| other == name).map_or("", |(_, value)| value.as_str())
        };
        let effective_from = if typed("effective_from").is_empty() {
            self.next_new_year.to_string()
        } else {
            typed("effective_from").to_owned()
        };
        html! {
            details open[!self.typed.is_empty()] {
                summary { (text.ledger_other()) }
                form.boxed method="post" action=(urls::NORMS) {
                    div.fields {
                        label {
                            (text.propose_kpi())
                            select name="kpi" {
                                @for &kpi in Kpi::ALL.iter().filter(|kpi| !kpi.definition().measurement.has_rule()) {
                                    option value=(kpi.name()) selected[typed("kpi") == kpi.name()] { (kpi_name(text, kpi)) }
                                }
                            }
                        }
                        label {
                            (text.ledger_percent())
                            input type="number" name="percent" min="0" max="100" step="any" required value=(typed("percent"));
                        }
                        label { (text.propose_from()) input type="date" name="effective_from" required value=(effective_from); }
                        label {
                            (text.propose_limit()) " " span.optional { (text.propose_limit_hint()) }
                            input type="number" name="limit_number" min="1" max="2160" value=(typed("limit_number"));
                        }
                        label {
                            (text.propose_limit_unit())
                            select name="limit_unit" {
                                @for (unit, name) in [("hours", text.limit_unit_hours()), ("working days", text.limit_unit_working_days())] {
                                    option value=(unit) selected[typed("limit_unit") == unit] { (name) }
                                }
                            }
                        }
                    }
                    label { (text.propose_rationale()) textarea name="rationale" rows="3" maxlength="4000" required { (typed("rationale")) } }
                    button type="submit" { (text.propose_button()) }
                }
            }
        }
    }

    fn points(&self, norm: &Norm) -> String {
        value(self.staff.language, Kpi::Nps, norm.proposed.value)
    }
}

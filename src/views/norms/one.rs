//! The page of one norm: its rule, the decision on it, its dossier, verdicts and evaluations. It is laid out for
//! printing.

use chrono::NaiveDate;
use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::access::rights::Right;
use crate::domain::norms::dossier::{Dossier, Fault, FrozenMonth};
use crate::domain::norms::evaluation::{Evaluation, Since};
use crate::domain::norms::norm::{Ledger, Norm};
use crate::domain::norms::official_verdict::OfficialVerdict;
use crate::domain::norms::year_verdict::YearVerdict;
use crate::domain::policy::kpi::Kpi;
use crate::domain::time::period::Granularity;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::{day, moment, period};
use crate::views::kit::page::StaffPage;
use crate::views::kit::words::{capitalised, kpi_name};
use crate::views::norms::official::Official;
use crate::views::norms::{NormRefusal, bound_within, ledger, person, rule_text, value, verdict};

/// The page's data and its viewer.
pub struct NormPage<'a> {
    pub staff: StaffPage<'a>,
    pub today: NaiveDate,
    pub zone: Tz,
    pub ledger: &'a Ledger,
    pub norm: &'a Norm,
    /// `None` if the stored dossier cannot be parsed.
    pub dossier: Option<&'a Dossier>,
    /// The faults found in the dossier; empty if it is intact.
    pub faults: &'a [Fault],
    /// Months whose counts differ today: as frozen in the dossier, and as they are now.
    pub changed: &'a [(FrozenMonth, FrozenMonth)],
    pub verdicts: &'a [OfficialVerdict],
    /// Those on years of a KPI that is counted or sampled.
    pub year_verdicts: &'a [YearVerdict],
    pub evaluations: &'a [Evaluation],
    /// The day since which its evaluation is due.
    pub due: Option<NaiveDate>,
    /// The day by which a provisional norm must be reviewed.
    pub review_on: Option<NaiveDate>,
    pub since: Option<Since>,
    /// Whether adopting it now would not be provisional.
    pub is_ready: bool,
    pub minimum_group: u64,
    pub is_done: bool,
    pub refused: Option<NormRefusal<'a>>,
    /// The rationale typed into a refused form.
    pub typed: &'a str,
}

impl NormPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let heading = text.norm_heading(kpi_name(text, self.norm.proposed.kpi));
        self.staff.wide(
            &heading,
            html! {
                h1 { (heading) }
                @if self.is_done { p.done role="status" { (text.norms_done()) } }
                @if let Some(refused) = self.refused { p.error role="alert" { (refused.words(text)) } }
                @if let Some(adopted) = self.ledger.closed_by(self.norm) {
                    p.notice { (text.norm_closed()) " " a href=(urls::norm(adopted.id)) { (text.norm_closed_look()) } }
                }
                link rel="stylesheet" media="print" href=(urls::norm_action(self.norm.id, "print.css"));
                @if self.norm.decision.is_none() { p.unprinted { a href="#decide" { (text.norm_to_decision()) } } }
                (self.facts(text))
                (self.document(text))
                (self.official(text))
                (self.evaluation(text))
                (self.appendix(text))
                @if self.norm.decision.is_none() { (self.decide(text)) }
            },
        )
    }

    fn facts(&self, text: &Texts) -> Markup {
        let (norm, proposed) = (self.norm, &self.norm.proposed);
        let by = |who: &str, at| text.norm_by(person(text, who), moment(self.staff.language, at, self.zone));
        html! {
            dl.facts {
                div { dt { (text.norm_value()) } dd { (bound_within(self.staff.language, proposed)) } }
                div { dt { (text.norm_effective()) } dd { (day(self.staff.language, proposed.effective_from)) } }
                div { dt { (text.norm_state()) } dd { (ledger::standing(text, self.ledger, norm, self.today)) } }
            }
            dl.pairs {
                dt { (text.norm_proposed_by()) } dd { (by(&proposed.proposed_by, proposed.proposed_at)) }
                @if let Some(decision) = &norm.decision {
                    dt { (text.norm_decided_by()) } dd { (by(&decision.by, decision.at)) }
                }
                dt { (text.norm_rule()) }
                dd { @match &proposed.rule { Some(rule) => (rule_text(text, rule)), None => (text.norm_rule_none()) } }
            }
            @if let Some(review) = self.review_on {
                p.notice { (text.norms_provisional(day(self.staff.language, review))) }
            }
        }
    }

    fn decide(&self, text: &Texts) -> Markup {
        let is_own = self.norm.proposed.proposed_by == self.staff.user.email;
        let decides = self.staff.user.roles.have(Right::DecideNorms);
        let can_be_adopted = self.can_be_adopted();
        let button = |action: &str, name: String, is_quiet: bool| {
            html! {
                button.quiet[is_quiet] type="submit" formaction=(urls::norm_action(self.norm.id, action)) { (name) }
            }
        };
        html! {
            section.unprinted aria-labelledby="decide" {
                h2 id="decide" { (text.norm_decide_here()) }
                @if is_own { p { (text.norm_decide_own()) } }
                @else if !decides { p { (text.norm_decide_other_role()) } }
                @if !can_be_adopted { p.notice { (text.norm_cannot()) } }
                @else if !self.is_ready && decides && !is_own { p.notice { (text.norm_provisional_note()) } }
                @if is_own || decides {
                    form.boxed method="post" action=(urls::norm_action(self.norm.id, if is_own { "withdraw" } else { "reject" })) {
                        label { (text.norm_rationale()) textarea name="rationale" rows="4" maxlength="4000" required { (self.typed) } }
                        div.buttons {
                            @if decides && !is_own && can_be_adopted { (button("adopt", text.norm_adopt(), false)) }
                            @if decides && !is_own { (button("reject", text.norm_reject(), true)) }
                            @if is_own { (button("withdraw", text.norm_withdraw(), true)) }
                        }
                    }
                }
            }
        }
    }

    /// Whether it would take effect on a future day on which no other norm does.
    fn can_be_adopted(&self) -> bool {
        let proposed = &self.norm.proposed;
        let is_taken = self.ledger.has_adopted(proposed.kpi, proposed.effective_from);
        proposed.effective_from > self.today && !is_taken
    }

    fn official(&self, text: &Texts) -> Markup {
        let rule = self.norm.proposed.rule.as_ref().filter(|_| !self.verdicts.is_empty());
        html! {
            @if let Some(rule) = rule {
                section aria-labelledby="verdicts" {
                    h2 id="verdicts" { (text.verdicts_heading()) }
                    p { (text.verdicts_intro()) }
                    (Official {
                        language: self.staff.language,
                        minimum_group: self.minimum_group,
                        given: self.verdicts.iter().map(|given| (given, self.norm, rule)).collect(),
                    }.render())
                }
            }
            @if !self.year_verdicts.is_empty() {
                section aria-labelledby="verdicts" {
                    h2 id="verdicts" { (text.verdicts_heading()) }
                    p { (text.verdicts_intro()) }
                    ul { @for given in self.year_verdicts.iter().rev() {
                        li { strong { (period(self.staff.language, given.range, Granularity::Year)) ":" } " " (verdict::word(text, given.verdict)) }
                    } }
                }
            }
        }
    }

    pub(super) fn standing(&self, text: &Texts) -> String {
        capitalised(&ledger::standing(text, self.ledger, self.norm, self.today))
    }

    pub(super) fn points(&self, points: f64) -> String {
        value(self.staff.language, Kpi::Nps, points)
    }
}

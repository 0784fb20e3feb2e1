//! What was agreed before an improvement started.

use maud::{Markup, html};

use crate::domain::Timestamp;
use crate::texts::Texts;
use crate::urls;
use crate::views::kit::format::{day, moment};
use crate::views::kit::words::capitalised;
use crate::views::learning::improvements::one::ImprovementPage;
use crate::views::learning::improvements::words::{concerned, recorder};

impl ImprovementPage<'_> {
    pub(super) fn agreed(&self, text: &Texts) -> Markup {
        let (plan, language) = (&self.improvement.plan, self.staff.language);
        let reasons: Vec<String> = plan.reasons.iter().map(|reason| self.names.reason(*reason)).collect();
        let whom = concerned(text, &plan.concerns).unwrap_or_else(|| text.improvement_for_all());
        html! {
            section aria-labelledby="plan" {
                h2 id="plan" { (text.improvement_plan_heading()) }
                dl.pairs {
                    dt { (text.improvements_target()) } dd { (self.names.wanted(plan)) }
                    dt { (text.improvement_for_whom()) } dd { (capitalised(&whom)) }
                    dt { (text.improvement_because()) } dd.plain { (plan.reason) }
                    @if !reasons.is_empty() {
                        dt { (text.improvement_reasons()) } dd { (capitalised(&reasons.join("; "))) }
                    }
                    @if let Some(measure) = &plan.immediate_measure { dt { (text.improvement_at_once()) } dd.plain { (measure) } }
                    @if let Some(measure) = &plan.structural_measure { dt { (text.improvement_lasting()) } dd.plain { (measure) } }
                    dt { (text.improvement_other_processes()) }
                    dd.plain { @match &plan.other_processes { Some(which) => (which), None => (text.improvement_no_other_processes()) } }
                    dt { (text.improvements_owner()) } dd { (self.improvement.owner_email) }
                    dt { (text.improvement_starts()) } dd { (day(language, plan.starts_on)) }
                    @if plan.settling_days > 0 {
                        dt { (text.improvement_counts_from()) } dd { (day(language, plan.counts_from())) }
                    }
                    dt { (text.improvement_registered_by()) }
                    dd { (text.improvement_by(recorder(text, &self.improvement.registered_by), self.moment(self.improvement.registered_at))) }
                }
                @if self.improvement.is_fixed(self.today) { p.note { (text.improvement_fixed()) } }
                @else { p.unprinted { a href=(urls::improvement_edit(self.improvement.id)) { (text.improvement_edit_link()) } } }
            }
        }
    }

    pub(super) fn moment(&self, at: Timestamp) -> String {
        moment(self.staff.language, at, self.zone)
    }
}

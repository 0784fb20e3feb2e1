//! The owner and what should change, each chosen from a list.

use maud::{Markup, html};

use crate::domain::learning::improvement::TargetKind;
use crate::domain::learning::improvement::fields::{OWNER, TARGET};
use crate::domain::policy::kpi::Kpi;
use crate::texts::Texts;
use crate::views::answering::survey::item_text;
use crate::views::kit::form::Form;
use crate::views::kit::words::kpi_name;
use crate::views::learning::improvements::form::ImprovementFormPage;

/// A list of choices under one heading: the values and their names.
type Group = (String, Vec<(String, String)>);

/// The KPIs that can be a target: those of which each complaint is in time or late.
const IN_TIME: [Kpi; 3] = [Kpi::Acknowledgement, Kpi::PhoneResponse, Kpi::WrittenResponse];

impl ImprovementFormPage<'_> {
    pub(super) fn owner(&self, form: &Form<'_>, text: &Texts) -> Markup {
        let owners = self.names.known.owners.iter().map(|(email, _)| (email.clone(), email.clone()));
        let none = (String::new(), text.improvement_no_owner());
        let options: Vec<(String, String)> = std::iter::once(none).chain(owners).collect();
        choice(form, OWNER, &text.improvement_field_owner(), &[(String::new(), options)])
    }

    pub(super) fn target_choice(&self, form: &Form<'_>, text: &Texts) -> Markup {
        let named = |kind: TargetKind, name: &str| format!("{kind}:{name}");
        let (language, questionnaire) = (self.names.language, self.names.questionnaire);
        let nps = (TargetKind::Nps.name().to_owned(), text.improvement_target_nps());
        let items = self.names.known.items.iter();
        let items = items
            .map(|item| (named(TargetKind::Item, item.name()), item_text(language, questionnaire, item)));
        let causes = self.names.offered_causes.iter();
        let causes = causes.map(|name| (named(TargetKind::Cause, name), name.clone()));
        let kpis = IN_TIME.iter().map(|kpi| (named(TargetKind::Kpi, kpi.name()), kpi_name(text, *kpi)));
        let groups = [
            (String::new(), vec![nps]),
            (text.improvement_target_items(), items.collect()),
            (text.improvement_target_kpis(), kpis.collect()),
            (text.improvement_target_causes(), causes.collect()),
        ];
        choice(form, TARGET, &text.improvement_field_target(), &groups)
    }
}

fn choice(form: &Form<'_>, field: &str, label: &str, groups: &[Group]) -> Markup {
    let chosen = form.value(field).unwrap_or_default();
    let is_wrong = form.is_wrong(field);
    let is_offered = groups.iter().flat_map(|(_, options)| options).any(|(value, _)| value == chosen);
    html! {
        div.question.wrong[is_wrong] {
            label for=(field) { (label) }
            (form.notes(field, None))
            select id=(field) name=(field) required aria-invalid=[is_wrong.then_some("true")]
                aria-describedby=[form.described_by(field, false)] {
                @for (name, options) in groups.iter().filter(|(_, options)| !options.is_empty()) {
                    @if name.is_empty() { (listed(options, chosen)) } @else { optgroup label=(name) { (listed(options, chosen)) } }
                }
                // What is offered no more stays what was chosen.
                @if !is_offered && !chosen.is_empty() { option value=(chosen) selected { (chosen) } }
            }
        }
    }
}

fn listed(options: &[(String, String)], chosen: &str) -> Markup {
    html! { @for (value, name) in options { option value=(value) selected[value == chosen] { (name) } } }
}

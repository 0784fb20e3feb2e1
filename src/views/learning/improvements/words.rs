//! What a plan names, in words: whom it concerns, what it should change, and what gave the reason.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::domain::answering::questionnaire::Questionnaire;
use crate::domain::complaints::segment::Dimension;
use crate::domain::ids::{CauseId, SignalId, ThemeId};
use crate::domain::insight::query::Filters;
use crate::domain::insight::signal::event::SignalEvent;
use crate::domain::learning::improvement::known::Known;
use crate::domain::learning::improvement::{Plan, Reason, Target};
use crate::domain::people::language::Language;
use crate::domain::time::period::{DateRange, Granularity};
use crate::texts::{Texts, texts};
use crate::views::answering::survey::item_text;
use crate::views::insight::signals;
use crate::views::kit::format::{decimal, period, whole};
use crate::views::kit::words;

/// What plans name by identifier, in the reader's language.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    pub language: Language,
    pub known: &'a Known,
    pub causes: &'a BTreeMap<CauseId, String>,
    /// The names of causes that a new plan may choose from.
    pub offered_causes: &'a [String],
    pub questionnaire: &'a Questionnaire,
    pub events: &'a [SignalEvent],
}

impl Names<'_> {
    /// What is measured, for those whom the plan concerns: "de NPS van team Zuid".
    #[must_use]
    pub fn measured(&self, plan: &Plan) -> String {
        let text = texts(self.language);
        let what = self.measure(&plan.target);
        match concerned(text, &plan.concerns) {
            Some(whom) => text.improvement_measure_of(what, whom),
            None => what,
        }
    }

    /// What is measured: "de NPS".
    #[must_use]
    pub fn measure(&self, target: &Target) -> String {
        let text = texts(self.language);
        match target {
            Target::Nps => text.improvement_measure_nps(),
            Target::Item(item) => {
                text.improvement_measure_item(item_text(self.language, self.questionnaire, item))
            }
            Target::Cause(cause) => text.improvement_measure_cause(self.cause(*cause)),
            Target::Kpi(kpi) => text.improvement_measure_kpi(words::kpi_name(text, *kpi)),
        }
    }

    /// What should change, and by how much.
    #[must_use]
    pub fn wanted(&self, plan: &Plan) -> String {
        let text = texts(self.language);
        let (what, gap) = (words::capitalised(&self.measure(&plan.target)), decimal(self.language, plan.gap));
        let unit = unit(text, &plan.target);
        if plan.target.is_less_better() {
            text.improvement_wanted_less(what, gap, unit)
        } else {
            text.improvement_wanted(what, gap, unit)
        }
    }

    /// What gave the reason.
    #[must_use]
    pub fn reason(&self, reason: Reason) -> String {
        let text = texts(self.language);
        match reason {
            Reason::Cause(cause) => text.improvement_reason_cause(self.cause(cause)),
            Reason::Theme(theme) => text.improvement_reason_theme(self.theme(theme)),
            Reason::Signal(signal) => text.improvement_reason_signal(self.signal(signal)),
        }
    }

    fn cause(&self, id: CauseId) -> String {
        let found = self.causes.get(&id).cloned();
        found.unwrap_or_else(|| texts(self.language).improvement_reason_gone())
    }

    fn theme(&self, id: ThemeId) -> String {
        let found = self.known.themes.iter().find(|(_, other)| *other == id);
        found.map_or_else(|| texts(self.language).improvement_reason_gone(), |(name, _)| name.clone())
    }

    fn signal(&self, id: SignalId) -> String {
        let of_event = |event: &&SignalEvent| event.signals().any(|raised| raised.id == id);
        let found = self.events.iter().find(of_event);
        found.map_or_else(
            || texts(self.language).improvement_reason_gone(),
            |event| event_name(self.language, event),
        )
    }
}

/// When and how something stood out.
pub(super) fn event_name(language: Language, event: &SignalEvent) -> String {
    format!("{}: {}", signals::months(language, event), signals::what(language, event))
}

/// Whom it concerns: "team Noord of Zuid, kanaal website"; `None` if it concerns everyone.
#[must_use]
pub fn concerned(text: &Texts, concerns: &Filters) -> Option<String> {
    let one = |(dimension, values): (&Dimension, &Vec<String>)| {
        let values = values.iter().map(|value| words::value(text, *dimension, value));
        let values = values.reduce(|all, next| text.improvement_or(all, next))?;
        Some(format!("{} {values}", words::dimension(text, *dimension)))
    };
    let all: Vec<String> = concerns.iter().filter_map(one).collect();
    (!all.is_empty()).then(|| all.join(", "))
}

/// Who recorded something: an address, or the operator.
pub(super) fn recorder(text: &Texts, name: &str) -> String {
    if name == "operator" { text.audit_operator() } else { name.to_owned() }
}

/// The unit of a change of the target.
#[must_use]
pub fn unit(text: &Texts, target: &Target) -> String {
    match target {
        Target::Nps => text.improvement_unit_points(),
        Target::Item(_) | Target::Cause(_) | Target::Kpi(_) => text.improvement_unit_percentage_points(),
    }
}

/// A number of what is counted for the target, in words.
pub(super) fn counted(language: Language, target: &Target, count: u64) -> String {
    let (text, shown) = (texts(language), whole(language, count));
    // The number only chooses between one and several.
    let number = u32::try_from(count).unwrap_or(u32::MAX);
    match target {
        Target::Nps | Target::Item(_) => text.improvement_answers(number, shown),
        Target::Cause(_) | Target::Kpi(_) => text.improvement_complaints(number, shown),
    }
}

/// What is counted for the target, as several.
pub(super) fn many_counted(text: &Texts, target: &Target) -> String {
    match target {
        Target::Nps | Target::Item(_) => text.improvement_many_answers(),
        Target::Cause(_) | Target::Kpi(_) => text.improvement_many_complaints(),
    }
}

/// The month that begins on this day.
pub(super) fn month(language: Language, first: NaiveDate) -> String {
    let range = DateRange::new(first, first);
    range.map(|range| period(language, range, Granularity::Month)).unwrap_or_default()
}

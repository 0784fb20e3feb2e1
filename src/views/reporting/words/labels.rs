//! The words of rows and verdicts.

use crate::domain::asking::invitation::WithheldReason;
use crate::domain::complaints::complaint::{Channel, Complainant, Level, Outcome};
use crate::domain::complaints::segment::Dimension;
use crate::domain::people::language::Language;
use crate::domain::policy::kpi::Kpi;
use crate::domain::reporting::document::Label;
use crate::texts::{Texts, texts};
use crate::views::kit::words::{self, capitalised, kpi_name, withheld};
use crate::views::reporting::internal_words;
use crate::views::reporting::words::{Word, listed, plain};

/// Rows by their names, but those that [`known`] makes from enumerations.
const LABELS: &[(&str, Word)] = &[
    ("remedy:none", Texts::report_label_remedy_none),
    ("remedy:explanation", Texts::report_label_remedy_explanation),
    ("remedy:apology", Texts::report_label_remedy_apology),
    ("remedy:correction", Texts::report_label_remedy_correction),
    ("remedy:payment", Texts::report_label_remedy_payment),
    ("place:expired", Texts::report_place_expired),
    ("place:unsubscribed", Texts::report_place_unsubscribed),
    ("place:returned", Texts::report_place_returned),
    ("place:withdrawn", Texts::report_place_withdrawn),
    ("place:waiting", Texts::report_place_waiting),
    ("place:undeliverable", Texts::report_place_undeliverable),
    ("place:withdrawn_before", Texts::report_place_withdrawn_before),
    ("place:planned", Texts::report_place_planned),
    ("place:unreported", Texts::report_place_unreported),
    ("place:answered", Texts::report_place_answered),
];

/// Verdicts on norms, by their names.
const VERDICTS: &[(&str, Word)] = &[
    ("met", Texts::verdict_met_word),
    ("not_met", Texts::verdict_not_met_word),
    ("undecided", Texts::verdict_undecided_word),
    ("insufficient", Texts::board_insufficient),
    ("no_norm", Texts::board_no_norm),
];

/// What a row is about.
#[must_use]
pub fn label(language: Language, label: &Label) -> String {
    let text = texts(language);
    match label {
        Label::Known { name } => known(language, name).map_or_else(
            || plain(name.split_once(':').map_or(name.as_str(), |(_, value)| value)),
            |words| capitalised(&words),
        ),
        Label::Own { value } => value.clone(),
        Label::Words { words } => words.in_language(language).to_owned(),
        Label::Total => text.report_label_total(),
        Label::NotTold => text.report_label_not_told(),
        Label::Others => text.report_label_others(),
    }
}

/// The words of a name such as `channel:web`, `kpi:nps` or `place:no_address`.
fn known(language: Language, name: &str) -> Option<String> {
    let text = texts(language);
    if let Some(words) = listed(LABELS, name, text).or_else(|| internal_words::label(language, name)) {
        return Some(words);
    }
    let (kind, value) = name.split_once(':')?;
    match kind {
        "kpi" => {
            let kpi: Kpi = value.parse().ok()?;
            Some(text.report_label_kpi(kpi.number().to_string(), kpi_name(text, kpi)))
        }
        "place" => value.parse::<WithheldReason>().ok().map(|reason| withheld(text, reason)),
        _ => {
            let dimension: Dimension = kind.parse().ok()?;
            is_value(dimension, value).then(|| words::value(text, dimension, value))
        }
    }
}

/// Whether a value is one of the program's own, which is said in both languages.
fn is_value(dimension: Dimension, value: &str) -> bool {
    match dimension {
        Dimension::Channel => Channel::NAMES.contains(&value),
        Dimension::Complainant => Complainant::NAMES.contains(&value),
        Dimension::Outcome => Outcome::NAMES.contains(&value),
        Dimension::Level => Level::NAMES.contains(&value),
        Dimension::Language => Language::NAMES.contains(&value),
        Dimension::Team | Dimension::Product | Dimension::Mode | Dimension::Questionnaire => false,
    }
}

/// Whether there are words for a row's name.
pub(super) fn is_known(name: &str) -> bool {
    Language::ALL.iter().all(|language| known(*language, name).is_some())
}

/// A verdict in words.
#[must_use]
pub fn verdict(text: &Texts, name: &str) -> String {
    known_verdict(text, name).unwrap_or_else(|| plain(name))
}

fn known_verdict(text: &Texts, name: &str) -> Option<String> {
    listed(VERDICTS, name, text).or_else(|| internal_words::verdict(text, name))
}

/// Whether there are words for a verdict.
pub(super) fn is_verdict(name: &str) -> bool {
    Language::ALL.iter().all(|language| known_verdict(texts(*language), name).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::complaints::facts::Remedy;
    use crate::domain::learning::improvement::EffectVerdict;
    use crate::domain::policy::scoreboard::NO_NORM;
    use crate::domain::reporting::place::Place;
    use crate::statistics::verdict::Verdict;

    fn named(kind: &str, names: &[&str]) -> Vec<String> {
        names.iter().map(|name| format!("{kind}:{name}")).collect()
    }

    #[test]
    fn every_value_of_the_program_has_words_as_a_row() {
        for name in [
            named("channel", Channel::NAMES),
            named("complainant", Complainant::NAMES),
            named("outcome", Outcome::NAMES),
            named("level", Level::NAMES),
            named("language", Language::NAMES),
            named("remedy", Remedy::NAMES),
            named("kpi", Kpi::NAMES),
            named("place", Place::NAMES),
        ]
        .concat()
        {
            assert!(is_known(&name), "{name}");
        }
        assert!(!is_known("product:Verkeer") && !is_known("channel:pigeon") && !is_known("web"));
    }

    #[test]
    fn every_verdict_has_words() {
        let verdicts = Verdict::ALL.map(Verdict::name);
        for name in verdicts.iter().chain(EffectVerdict::NAMES).chain(&[NO_NORM]) {
            assert!(is_verdict(name), "{name}");
        }
        assert_eq!(verdict(texts(Language::English), "of_a_later_version"), "Of a later version");
    }

    #[test]
    fn a_row_is_named_in_the_language_of_the_page() {
        let known = |name: &str| Label::Known { name: name.to_owned() };
        for (row, dutch, english) in [
            (known("channel:phone"), "Telefoon", "Telephone"),
            (known("kpi:nps"), "KPI 5: NPS over de klachtbehandeling", "KPI 5: NPS over complaint handling"),
            (
                known("place:waiting"),
                "Kreeg een mail en kan nog antwoorden",
                "Got a mail and can still answer",
            ),
            (known("months:2026-03/2026-03"), "Maart 2026", "March 2026"),
            (known("moon:full_or_new"), "Full or new", "Full or new"),
            (Label::Own { value: "web".to_owned() }, "web", "web"),
            (Label::Total, "Totaal", "Total"),
        ] {
            assert_eq!(label(Language::Dutch, &row), dutch);
            assert_eq!(label(Language::English, &row), english);
        }
    }
}

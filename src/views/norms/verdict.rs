//! A verdict as one sentence in plain language.

use crate::domain::norms::norm::Rule;
use crate::domain::norms::official_verdict::OfficialVerdict;
use crate::domain::people::language::Language;
use crate::domain::policy::kpi::Kpi;
use crate::statistics::interval::score_interval;
use crate::statistics::verdict::Verdict;
use crate::texts::{Texts, texts};
use crate::views::kit::format::{decimal, whole};
use crate::views::norms::value;

/// The sentence for an official verdict on a norm in points. With fewer than `minimum_group` responses it gives no
/// figures.
#[must_use]
pub fn sentence(
    language: Language,
    given: &OfficialVerdict,
    rule: &Rule,
    norm: f64,
    minimum_group: u64,
) -> String {
    let text = texts(language);
    let answers = answers(language, given, minimum_group);
    let norm = value(language, Kpi::Nps, norm);
    let limits = score_interval(&given.counts, rule.certainty.deciding());
    let (Some(limits), true) = (limits, is_told(given, minimum_group)) else {
        return text.verdict_insufficient(answers, norm, rule.minimum.to_string());
    };
    let (low, high) = (decimal(language, limits.low), decimal(language, limits.high));
    match given.verdict {
        Verdict::Met => text.verdict_met(answers, low, high, norm),
        Verdict::NotMet => text.verdict_not_met(answers, low, high, norm),
        Verdict::Undecided | Verdict::Insufficient => text.verdict_undecided(answers, low, high, norm),
    }
}

/// Whether the figures of a verdict are told: there are enough of them for the verdict, and to be shown.
pub(super) fn is_told(given: &OfficialVerdict, minimum_group: u64) -> bool {
    given.verdict != Verdict::Insufficient && given.counts.responses() >= minimum_group
}

/// The number of responses, and of closed complaints if that is known.
fn answers(language: Language, given: &OfficialVerdict, minimum_group: u64) -> String {
    let text = texts(language);
    let responses = given.counts.responses();
    if responses > 0 && responses < minimum_group {
        text.verdict_answers_few()
    } else if given.closed >= responses && given.closed > 0 {
        text.verdict_answers(whole(language, responses), whole(language, given.closed))
    } else {
        text.verdict_answers_alone(whole(language, responses))
    }
}

/// A verdict as one word.
pub(in crate::views) fn word(text: &Texts, verdict: Verdict) -> String {
    match verdict {
        Verdict::Met => text.verdict_met_word(),
        Verdict::NotMet => text.verdict_not_met_word(),
        Verdict::Undecided => text.verdict_undecided_word(),
        Verdict::Insufficient => text.verdict_insufficient_word(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::NormId;
    use crate::domain::time::period::DateRange;
    use crate::statistics::tally::Counts;

    fn said(language: Language, counts: Counts, closed: u64, norm: f64) -> String {
        let day = |text: &str| text.parse().unwrap();
        let rule = Rule::default();
        let given = OfficialVerdict {
            norm: NormId(uuid::Uuid::nil()),
            range: DateRange::new(day("2027-01-01"), day("2027-12-31")).unwrap(),
            judged_at: "2028-02-10T10:00:00Z".parse().unwrap(),
            closed,
            invited: closed,
            counts,
            verdict: rule.judge(&counts, norm),
        };
        sentence(language, &given, &rule, norm, 5)
    }

    #[test]
    fn a_board_is_told_in_one_sentence() {
        let counts = Counts { promoters: 150, passives: 60, detractors: 150 };
        assert_eq!(
            said(Language::Dutch, counts, 900, 5.0),
            "Nog niet te zeggen. Er kwamen 360 antwoorden op 900 klachten. Als de mensen die niet antwoordden hetzelfde \
             denken, ligt de NPS waarschijnlijk tussen \u{2212}7,9 en 7,9. De norm (5) ligt daartussen. Dit telt niet als gehaald en niet als gemist."
        );
        assert!(said(Language::Dutch, counts, 900, -15.0).starts_with("Gehaald. Er kwamen 360 antwoorden"));
        assert!(
            said(Language::English, counts, 900, 20.0)
                .starts_with("Not met. There were 360 answers to 900 complaints.")
        );
        assert!(
            said(Language::English, counts, 0, 5.0).contains("There were 360 answers. If"),
            "nobody knows of how many"
        );
    }

    #[test]
    fn few_answers_are_not_told() {
        let few = said(Language::English, Counts { promoters: 3, passives: 0, detractors: 0 }, 40, 5.0);
        assert!(few.starts_with("Too few answers to judge. There were very few answers."), "{few}");
        assert!(!few.contains('3') || few.contains("30"), "{few}");
        let none = said(Language::Dutch, Counts::default(), 40, 5.0);
        assert!(none.contains("Er kwamen 0 antwoorden op 40 klachten."), "{none}");
    }
}

//! What became of an answer, as its respondent may read it.
//!
//! The rule: only what happened, with its day, and only on or after the day of the answer; no promise. By whom is not said, and an
//! improvement is not told as if the answer had led to it.

use chrono::NaiveDate;

use crate::domain::people::language::Language;

/// Something that happened with an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// Staff read it.
    Read { on: NaiveDate },
    /// The complaint was discussed with the employee whom it is about.
    DiscussedWithEmployee { on: NaiveDate },
    /// The complaint was discussed in the team.
    DiscussedInTeam { on: NaiveDate },
    /// An improvement began that is about the same as the answer. It need not be because of it.
    Improved { on: NaiveDate, sentence: Sentence },
}

/// What an organisation lets respondents read of an improvement, in the language that it is written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    pub language: Language,
    pub words: String,
}

/// An improvement that began after an answer and is about the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Improved {
    pub on: NaiveDate,
    /// One for each language that has one; never empty.
    pub sentences: Vec<Sentence>,
}

/// What is on record about an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnRecord {
    pub answered_on: NaiveDate,
    /// When its follow-up was taken up, and when a theme in it was judged.
    pub read_on: Vec<NaiveDate>,
    pub discussed_with_employee_on: Option<NaiveDate>,
    pub discussed_in_team_on: Option<NaiveDate>,
    pub improved: Vec<Improved>,
}

/// Whether a respondent gets one mail when an improvement is about the same as the answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wish {
    /// It can be neither asked for nor taken back: the address is not kept or never mailed, or the mail was sent.
    #[default]
    NotOffered,
    NotAsked,
    Asked,
}

/// What the page after an answer shows of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// The earliest first.
    pub events: Vec<Event>,
    pub wish: Wish,
}

impl Event {
    /// The day on which it happened.
    #[must_use]
    pub fn on(&self) -> NaiveDate {
        match self {
            Self::Read { on }
            | Self::DiscussedWithEmployee { on }
            | Self::DiscussedInTeam { on }
            | Self::Improved { on, .. } => *on,
        }
    }
}

impl Improved {
    /// Its sentence in a language, for which another stands in.
    #[must_use]
    pub fn sentence(&self, language: Language) -> Option<&Sentence> {
        let own = self.sentences.iter().find(|sentence| sentence.language == language);
        own.or_else(|| self.sentences.first())
    }
}

impl OnRecord {
    /// What happened up to `today`, the earliest first; sentences in `language` where there is one.
    #[must_use]
    pub fn events(&self, today: NaiveDate, language: Language) -> Vec<Event> {
        let mut events: Vec<Event> =
            self.read_on.iter().min().map(|on| Event::Read { on: *on }).into_iter().collect();
        events.extend(self.discussed_with_employee_on.map(|on| Event::DiscussedWithEmployee { on }));
        events.extend(self.discussed_in_team_on.map(|on| Event::DiscussedInTeam { on }));
        events.extend(self.improved.iter().filter_map(|improved| {
            let sentence = improved.sentence(language)?.clone();
            Some(Event::Improved { on: improved.on, sentence })
        }));
        events.retain(|event| (self.answered_on..=today).contains(&event.on()));
        events.sort_by_key(Event::on);
        events
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn sentence(language: Language, words: &str) -> Sentence {
        Sentence { language, words: words.to_owned() }
    }

    fn nothing() -> OnRecord {
        OnRecord {
            answered_on: day("2026-03-23"),
            read_on: Vec::new(),
            discussed_with_employee_on: None,
            discussed_in_team_on: None,
            improved: Vec::new(),
        }
    }

    #[test]
    fn nothing_is_told_of_before_the_answer_nor_of_what_is_to_come() {
        let record = OnRecord {
            discussed_with_employee_on: Some(day("2026-03-22")),
            discussed_in_team_on: Some(day("2026-03-23")),
            improved: vec![Improved {
                on: day("2026-04-02"),
                sentences: vec![sentence(Language::Dutch, "Later.")],
            }],
            ..nothing()
        };
        let told = record.events(day("2026-04-01"), Language::Dutch);
        assert_eq!(told, [Event::DiscussedInTeam { on: day("2026-03-23") }]);
        assert_eq!(nothing().events(day("2026-04-01"), Language::Dutch), []);
    }

    #[test]
    fn what_happened_first_stands_first_and_reading_counts_once() {
        let record = OnRecord {
            read_on: vec![day("2026-03-30"), day("2026-03-26")],
            discussed_in_team_on: Some(day("2026-03-25")),
            ..nothing()
        };
        let told = record.events(day("2026-04-01"), Language::English);
        let expected =
            [Event::DiscussedInTeam { on: day("2026-03-25") }, Event::Read { on: day("2026-03-26") }];
        assert_eq!(told, expected);
    }

    #[test]
    fn the_other_language_stands_in_for_a_missing_one() {
        let (dutch, english) =
            (sentence(Language::Dutch, "Sneller."), sentence(Language::English, "Faster."));
        let both = Improved { on: day("2026-03-24"), sentences: vec![dutch.clone(), english.clone()] };
        assert_eq!(both.sentence(Language::English), Some(&english));
        let one = Improved { on: day("2026-03-24"), sentences: vec![dutch.clone()] };
        assert_eq!(one.sentence(Language::English), Some(&dutch));
    }
}

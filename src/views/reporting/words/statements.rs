//! The sentences of statements, with a place for each figure.
//!
//! The rule: a sentence shows every figure of its statement; one that it has no place for stands behind it.

mod list;

use std::cell::RefCell;

use crate::domain::people::language::Language;
use crate::domain::reporting::document::Statement;
use crate::domain::reporting::figure::Figure;
use crate::texts::{Texts, texts};
use crate::views::reporting::internal_words;
use crate::views::reporting::words::plain;
use crate::views::reporting::words::statements::list::STATEMENTS;

/// A sentence with marks in the places of figures.
type Sentence = fn(&Texts, &Places<'_>) -> String;

/// The first of the characters that mark places, and how many there are: those for private use, which no text has.
const FIRST_MARK: u32 = 0xe000;
const MARKS: u32 = 6_400;
/// What stands in the place of a figure that a statement does not have.
const NO_FIGURE: &str = "–";

/// A part of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    Words(String),
    /// The figure at this position in the statement; `is_again` where the sentence shows it a second time.
    Figure {
        index: usize,
        is_again: bool,
    },
}

/// The places of a statement's figures.
struct Places<'a> {
    statement: &'a Statement,
    /// The names that the sentence asked for and the statement does not have.
    missing: RefCell<Vec<String>>,
}

impl<'a> Places<'a> {
    fn new(statement: &'a Statement) -> Self {
        Self { statement, missing: RefCell::default() }
    }

    /// The mark of a figure.
    fn of(&self, name: &str) -> String {
        let index = self.statement.figures.iter().position(|(own, _)| own == name);
        index.and_then(mark).map_or_else(
            || {
                self.missing.borrow_mut().push(name.to_owned());
                NO_FIGURE.to_owned()
            },
            String::from,
        )
    }

    /// A figure as a number, for which a sentence may be singular.
    fn count(&self, name: &str) -> u64 {
        let figure = self.statement.figures.iter().find(|(own, _)| own == name).map(|(_, figure)| figure);
        match figure {
            Some(Figure::Count { count }) => *count,
            Some(Figure::Number { number }) => *number,
            _ => 0,
        }
    }

    /// The figure of a mark.
    fn index(&self, character: char) -> Option<usize> {
        let index = u32::from(character).checked_sub(FIRST_MARK).filter(|index| *index < MARKS)?;
        usize::try_from(index).ok().filter(|index| *index < self.statement.figures.len())
    }
}

fn mark(index: usize) -> Option<char> {
    let index = u32::try_from(index).ok().filter(|index| *index < MARKS)?;
    char::from_u32(FIRST_MARK + index)
}

fn listed(key: &str) -> Option<Sentence> {
    STATEMENTS.iter().find(|(own, _)| *own == key).map(|(_, sentence)| *sentence)
}

/// A statement in words and figures.
#[must_use]
pub fn pieces(text: &Texts, statement: &Statement) -> Vec<Piece> {
    let places = Places::new(statement);
    let sentence = match listed(&statement.key) {
        Some(sentence) => sentence(text, &places),
        None => internal_words::statement(text, &statement.key).unwrap_or_else(|| plain(&statement.key)),
    };
    let mut found = split(&sentence, &places);
    for index in 0..statement.figures.len() {
        let figure = Piece::Figure { index, is_again: false };
        if !found.contains(&figure) {
            found.extend([Piece::Words(" ".to_owned()), figure]);
        }
    }
    found
}

fn split(sentence: &str, places: &Places<'_>) -> Vec<Piece> {
    let (mut found, mut words) = (Vec::new(), String::new());
    for character in sentence.chars() {
        let Some(index) = places.index(character) else {
            words.push(character);
            continue;
        };
        if !words.is_empty() {
            found.push(Piece::Words(std::mem::take(&mut words)));
        }
        let is_again = found.contains(&Piece::Figure { index, is_again: false });
        found.push(Piece::Figure { index, is_again });
    }
    if !words.is_empty() {
        found.push(Piece::Words(words));
    }
    found
}

/// What a statement lacks in a language: its sentence, the place of a figure, or a figure that the sentence has a place for.
pub(super) fn without_words(statement: &Statement) -> Vec<String> {
    let key = &statement.key;
    let Some(sentence) = listed(key) else {
        let is_internal =
            Language::ALL.iter().all(|one| internal_words::statement(texts(*one), key).is_some());
        return if is_internal { Vec::new() } else { vec![format!("statement {key}")] };
    };
    let mut lacking = Vec::new();
    for language in Language::ALL {
        let places = Places::new(statement);
        let shown = split(&sentence(texts(*language), &places), &places);
        for (index, (name, _)) in statement.figures.iter().enumerate() {
            if !shown.contains(&Piece::Figure { index, is_again: false }) {
                lacking.push(format!("place {key}.{name}"));
            }
        }
        lacking.extend(places.missing.take().into_iter().map(|name| format!("figure {key}.{name}")));
    }
    lacking
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::domain::reporting::method::METHOD;

    fn statement(key: &str, figures: &[(&str, u64)]) -> Statement {
        let figure = |(name, count): &(&str, u64)| ((*name).to_owned(), Figure::count(*count));
        Statement { key: key.to_owned(), figures: figures.iter().map(figure).collect() }
    }

    fn words(text: &str) -> Piece {
        Piece::Words(text.to_owned())
    }

    fn shown(index: usize) -> Piece {
        Piece::Figure { index, is_again: false }
    }

    #[test]
    fn a_sentence_has_its_figures_in_their_places() {
        let told = statement("summary_received", &[("open", 3), ("closed", 9), ("received", 1)]);
        let english = [
            words("We received "),
            shown(2),
            words(" complaint and closed "),
            shown(1),
            words(". At the end "),
            shown(0),
            words(" were open."),
        ];
        assert_eq!(pieces(texts(Language::English), &told), english);
        assert_eq!(without_words(&told), Vec::<String>::new());
    }

    #[test]
    fn no_figure_is_left_out_and_what_lacks_is_named() {
        let text = texts(Language::English);
        let unknown = statement("of_a_later_version", &[("mails", 3)]);
        assert_eq!(pieces(text, &unknown), [words("Of a later version"), words(" "), shown(0)]);
        assert_eq!(without_words(&unknown), ["statement of_a_later_version"]);
        let other = statement("facts_until", &[("moment", 3)]);
        let expected = [words("Counted is what was known on –."), words(" "), shown(0)];
        assert_eq!(pieces(text, &other), expected);
        let lacking = without_words(&other);
        assert_eq!(lacking[..2], ["place facts_until.moment", "figure facts_until.day"]);
    }

    #[test]
    fn a_figure_that_is_said_twice_has_its_identifier_once() {
        let told = statement("x", &[("mails", 3)]);
        let places = Places::new(&told);
        let sentence = format!("{0} of {0}", places.of("mails"));
        let again = Piece::Figure { index: 0, is_again: true };
        assert_eq!(split(&sentence, &places), [shown(0), words(" of "), again]);
    }

    /// Who adds a sentence, or lets one say something else, makes documents by another method: `domain::reporting::method`.
    #[test]
    fn another_number_of_sentences_is_another_method() {
        assert_eq!((METHOD, STATEMENTS.len()), ("report, version 2", 85));
    }

    #[test]
    fn every_key_is_listed_once_and_says_something() {
        let keys: BTreeSet<&str> = STATEMENTS.iter().map(|(key, _)| *key).collect();
        assert_eq!(keys.len(), STATEMENTS.len());
        for (key, sentence) in STATEMENTS {
            let empty = statement(key, &[]);
            for language in Language::ALL {
                let said = sentence(texts(*language), &Places::new(&empty));
                assert!(said.ends_with('.') && said.len() > 10, "{key}: {said}");
            }
        }
    }
}

//! A person's contact details where they stand in what others wrote.
//!
//! The rule: they are found however they are spaced and in whichever case, and only whole: "an@example.org" is not in
//! "jan@example.org", "Jan Berg" not in "Jan Bergman", and a number not in a longer one.

use crate::domain::privacy::erasure::ERASED;

/// Digits that make a text a telephone number.
const FEWEST_DIGITS: usize = 7;
/// Characters that may stand between two digits of a number.
const MOST_BETWEEN: usize = 2;

/// A contact detail that is looked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mention {
    /// An address, in small letters.
    Address(Vec<char>),
    /// A name of two words or more, in small letters; each blank stands for any.
    Name(Vec<char>),
    /// The digits of a telephone number.
    Number(Vec<char>),
}

/// Which contact details are looked for: addresses, telephone numbers, and names of at least two words; one word alone is also a
/// word of the language, or the name of another person. The longest come first.
#[must_use]
pub fn mentions(contact: &[String]) -> Vec<Mention> {
    let mut found: Vec<Mention> = contact.iter().filter_map(|value| Mention::of(value)).collect();
    found.sort_by(|one, other| (other.letters().len(), one).cmp(&(one.letters().len(), other)));
    found.dedup();
    found
}

/// A text in which what is mentioned was replaced; `None` if nothing is.
#[must_use]
pub fn without(text: &str, mentions: &[Mention]) -> Option<String> {
    let written: Vec<char> = text.chars().collect();
    let letters: Vec<char> = written.iter().map(|letter| small(*letter)).collect();
    let (mut left, mut at, mut is_found) = (String::with_capacity(text.len()), 0, false);
    while let Some(letter) = written.get(at) {
        let end = mentions.iter().find_map(|mention| mention.end_at(&letters, at));
        if let Some(end) = end {
            left.push_str(ERASED);
            is_found = true;
            at = end;
        } else {
            left.push(*letter);
            at += 1;
        }
    }
    is_found.then_some(left)
}

impl Mention {
    fn of(value: &str) -> Option<Self> {
        let words: Vec<&str> = value.split_whitespace().collect();
        let text: Vec<char> = words.join(" ").chars().map(small).collect();
        let digits: Vec<char> = text.iter().copied().filter(char::is_ascii_digit).collect();
        if text.contains(&'@') {
            Some(Self::Address(text))
        } else if digits.len() >= FEWEST_DIGITS {
            Some(Self::Number(digits))
        } else if words.len() > 1 {
            Some(Self::Name(text))
        } else {
            None
        }
    }

    fn letters(&self) -> &[char] {
        match self {
            Self::Address(letters) | Self::Name(letters) | Self::Number(letters) => letters,
        }
    }

    /// A pattern of `LIKE`, with `\` before what stands for itself, that a text with this mention has in small letters. Others may
    /// have it too: engines make small letters of others than those of ASCII in different ways.
    #[must_use]
    pub fn pattern(&self) -> String {
        let mut pattern = String::from("%");
        for letter in self.letters() {
            match letter {
                '%' | '_' | '\\' => pattern.extend(['\\', *letter]),
                letter if letter.is_ascii_graphic() => pattern.push(*letter),
                _ => pattern.push('%'),
            }
            if matches!(self, Self::Number(_)) {
                pattern.push('%');
            }
        }
        pattern.push('%');
        pattern
    }

    /// Where the mention ends that begins at this place of a text in small letters; `None` if none does.
    fn end_at(&self, text: &[char], start: usize) -> Option<usize> {
        let before = |back: usize| start.checked_sub(back).and_then(|place| text.get(place)).copied();
        if before(1).is_some_and(char::is_alphanumeric) {
            return None;
        }
        let joins = |letter: char| matches!(letter, '.' | '_' | '-' | '+');
        let is_longer = before(1).is_some_and(joins) && before(2).is_some_and(char::is_alphanumeric);
        if matches!(self, Self::Address(_)) && is_longer {
            return None;
        }
        let end = self.end_of_letters(text, start)?;
        let after = |ahead: usize| text.get(end + ahead).copied();
        let goes_on = |ahead: usize| after(ahead).is_some_and(char::is_alphanumeric);
        let is_whole = match self {
            Self::Address(_) => !(goes_on(0) || after(0) == Some('-') && goes_on(1)),
            // Also "Piet Jansens klacht".
            Self::Name(_) => !goes_on(0) || (after(0) == Some('s') && !goes_on(1)),
            Self::Number(_) => !goes_on(0),
        };
        is_whole.then_some(end)
    }

    fn end_of_letters(&self, text: &[char], start: usize) -> Option<usize> {
        let mut at = start;
        for (index, wanted) in self.letters().iter().enumerate() {
            if matches!(self, Self::Number(_)) && index > 0 {
                at += text
                    .get(at..)?
                    .iter()
                    .take(MOST_BETWEEN)
                    .take_while(|letter| is_between(**letter))
                    .count();
            }
            let found = *text.get(at)?;
            if *wanted == ' ' {
                let blanks = text.get(at..)?.iter().take_while(|letter| letter.is_whitespace()).count();
                if blanks == 0 {
                    return None;
                }
                at += blanks;
            } else if found == *wanted {
                at += 1;
            } else {
                return None;
            }
        }
        Some(at)
    }
}

/// What people write between the digits of a number.
fn is_between(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '-' | '.' | '/' | '(' | ')')
}

/// A letter as it is compared; one whose small form is more than one letter stands for itself.
fn small(letter: char) -> char {
    let mut letters = letter.to_lowercase();
    match (letters.next(), letters.next()) {
        (Some(only), None) => only,
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(contact: &[&str]) -> Vec<Mention> {
        mentions(&contact.iter().map(|value| (*value).to_owned()).collect::<Vec<_>>())
    }

    #[test]
    fn only_what_names_a_person_is_looked_for_in_what_others_wrote() {
        let found =
            of(&["Jansen", "Piet Jansen", "P.Jansen@example.org", "06 1234 5678", "12", "Piet  Jansen"]);
        let letters = |text: &str| text.chars().collect::<Vec<char>>();
        let expected = [
            Mention::Address(letters("p.jansen@example.org")),
            Mention::Name(letters("piet jansen")),
            Mention::Number(letters("0612345678")),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn a_mention_goes_however_it_was_written() {
        let found = of(&["Jörg Müller", "jan@example.org", "020 123 45 67"]);
        for (text, expected) in [
            ("Mail JAN@Example.ORG.", "Mail (erased)."),
            ("<jan@example.org>,'jan@example.org'", "<(erased)>,'(erased)'"),
            ("-jan@example.org", "-(erased)"),
            ("Net als JÖRG\n MÜLLER zei", "Net als (erased) zei"),
            ("Jörg Müllers klacht", "(erased)s klacht"),
            ("bel 020-1234567 of (020) 123.45.67", "bel (erased) of ((erased)"),
        ] {
            assert_eq!(without(text, &found).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_only_contains_a_mention_is_of_another() {
        let found = of(&["Jan Berg", "an@example.org", "1234567"]);
        for text in [
            "jan@example.org",
            "j.an@example.org en x-an@example.org",
            "an@example.organisation",
            "an@example.org-x.nl",
            "Jan Bergman",
            "NL20INGB0001234567",
            "12345678 of 01234567",
            "Jan en Berg",
            "",
        ] {
            assert_eq!(without(text, &found), None, "{text}");
        }
    }

    #[test]
    fn the_pattern_of_a_mention_leaves_room_for_how_it_was_written() {
        let patterns: Vec<String> =
            of(&["Jörg Berg", "a_b@x.nl", "020 123 45"]).iter().map(Mention::pattern).collect();
        assert_eq!(patterns, ["%j%rg%berg%", "%a\\_b@x.nl%", "%0%2%0%1%2%3%4%5%%"]);
    }
}

//! A password that a person may choose (OWASP ASVS 5.0, 6.2; NIST SP 800-63B).
//!
//! The rule: it is refused when it is short, among the commonest, or guessable from whose it is, and never for the kinds
//! of characters in it. It is in Unicode NFC (as in RFC 8265, 4.2), since keyboards differ in how they compose letters.
//!
//! `new_password/commonest.txt` is sorted and in lower case: the entries of eight characters and more of
//! `django/contrib/auth/common-passwords.txt.gz` in Django 5.2, which Royce Williams made from the leaked passwords of
//! Have I Been Pwned, without eight that a wrong character set had garbled, and with some two hundred Dutch ones. Django
//! is under the BSD-3-Clause licence in `new_password/commonest-licence.txt`.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use secrecy::{ExposeSecret as _, SecretString};
use unicode_normalization::UnicodeNormalization as _;

/// Always part of the context of a password, beside what the caller knows.
const PRODUCT: &str = "Naklank";

static COMMONEST: LazyLock<Vec<&str>> =
    LazyLock::new(|| include_str!("new_password/commonest.txt").lines().collect());

/// An acceptable password, in NFC. `Debug` does not reveal it.
#[derive(Debug)]
pub struct NewPassword(SecretString);

/// Why a password is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum UnacceptablePassword {
    #[error(
        "the password needs at least {} characters; take a sentence of several words",
        NewPassword::SHORTEST
    )]
    TooShort,
    #[error("the password may have at most {} characters; take a shorter one", NewPassword::LONGEST)]
    TooLong,
    #[error("many people use this password, so it is soon guessed; take a sentence of several words")]
    Common,
    /// Only words of its context, with digits after them or not, or a run such as `aaaaaaaa` or `abcdefgh`.
    #[error(
        "the password is a row of characters, or only the name of the organisation, of Naklank or parts of the \
         address, so it is soon guessed; take a sentence of several words"
    )]
    Guessable,
}

impl NewPassword {
    /// The shortest password that is accepted, in characters (OWASP ASVS 5.0, 6.2.1; 15 and more are better).
    pub const SHORTEST: usize = 8;
    /// The longest password that is accepted, in characters: a bound on the work for one attempt.
    pub const LONGEST: usize = 200;

    /// Accepts what a person typed; `context` is what others know of it: the organisation's name and the user's address.
    ///
    /// # Errors
    /// See [`UnacceptablePassword`].
    pub fn parse(text: &str, context: &[&str]) -> Result<Self, UnacceptablePassword> {
        let text = normalised(text);
        let length = text.chars().count();
        let folded = text.to_lowercase();
        if length < Self::SHORTEST {
            Err(UnacceptablePassword::TooShort)
        } else if length > Self::LONGEST {
            Err(UnacceptablePassword::TooLong)
        } else if is_common(&folded) {
            Err(UnacceptablePassword::Common)
        } else if is_run(&folded) || is_made_of(&folded, context) {
            Err(UnacceptablePassword::Guessable)
        } else {
            Ok(Self(SecretString::from(text)))
        }
    }

    /// The password itself, to be hashed.
    #[must_use]
    pub fn reveal(&self) -> &str {
        self.0.expose_secret()
    }
}

/// The text in NFC.
#[must_use]
pub fn normalised(text: &str) -> String {
    text.nfc().collect()
}

/// Digits as codes.
const NOUGHT: i64 = 48;
const NINE: i64 = 57;

/// Whether it is one of the commonest, possibly with further digits at the end.
fn is_common(folded: &str) -> bool {
    let is_listed = |text: &str| COMMONEST.binary_search_by(|common| (*common).cmp(text)).is_ok();
    is_listed(folded) || is_listed(folded.trim_end_matches(|character: char| character.is_ascii_digit()))
}

/// Whether every character follows the one before it by the same step: `aaaaaaaa`, `abcdefgh`, `98765432`; after nine
/// comes nought.
fn is_run(folded: &str) -> bool {
    let codes = folded.chars().map(|character| i64::from(u32::from(character)));
    let step = |code: i64, next: i64| match (code, next) {
        (NINE, NOUGHT) => 1,
        (NOUGHT, NINE) => -1,
        _ => next - code,
    };
    let steps: BTreeSet<i64> =
        codes.clone().zip(codes.skip(1)).map(|(code, next)| step(code, next)).collect();
    steps.len() == 1 && steps.iter().all(|step| (-1..=1).contains(step))
}

/// Whether its letters and digits are nothing but words of its context, possibly with further digits at the end.
fn is_made_of(folded: &str, context: &[&str]) -> bool {
    let words = words(context);
    let password: String = folded.chars().filter(|character| character.is_alphanumeric()).collect();
    // Each position up to which words fit is tried once: a search with backtracking could take exponential time.
    let mut ends = BTreeSet::from([0_usize]);
    while let Some(end) = ends.pop_first() {
        let rest = password.get(end..).unwrap_or_default();
        if end > 0 && rest.chars().all(|character| character.is_ascii_digit()) {
            return true;
        }
        ends.extend(words.iter().filter(|word| rest.starts_with(word.as_str())).map(|word| end + word.len()));
    }
    false
}

/// The words of the context, folded as the password is.
fn words(context: &[&str]) -> Vec<String> {
    let texts = context.iter().copied().chain([PRODUCT]).map(|text| normalised(text).to_lowercase());
    let words_of = |text: String| -> Vec<String> {
        let parts = text.split(|character: char| !character.is_alphanumeric());
        parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    texts.flat_map(words_of).collect()
}

#[cfg(test)]
mod tests {
    use super::UnacceptablePassword::{Common, Guessable, TooLong, TooShort};
    use super::*;

    const CONTEXT: [&str; 2] = ["Gemeente Één", "Jan.de.Vries@Example.org"];

    fn parsed(text: &str) -> Result<String, UnacceptablePassword> {
        NewPassword::parse(text, &CONTEXT).map(|password| password.reveal().to_owned())
    }

    #[test]
    fn what_is_refused_and_why() {
        for (text, why) in [
            ("", TooShort),
            ("zeven t", TooShort),
            // Eight code points as typed, four characters in NFC.
            ("e\u{301}e\u{300}a\u{308}o\u{302}", TooShort),
            ("password", Common),
            ("PassWord1", Common),
            ("Welkom01", Common),
            ("wachtwoord", Common),
            ("Wachtwoord123456", Common),
            ("Feyenoord", Common),
            ("friend of Emily", Common),
            ("%%%%%%%%%", Guessable),
            ("éééééééé", Guessable),
            ("cdefghijk", Guessable),
            ("7890123456789", Guessable),
            ("3210987654321", Guessable),
            ("HIJKLMNOP", Guessable),
            ("zyxwvutsrq", Guessable),
            ("Naklank1", Guessable),
            ("naklank naklank", Guessable),
            ("Na-klank 2026!", Guessable),
            ("gemeenteéén", Guessable),
            ("gemeentee\u{301}e\u{301}n12", Guessable),
            ("jan.de.vries", Guessable),
            ("JanDeVries1985", Guessable),
            ("jan.de.vries@example.org", Guessable),
            ("Gemeente de Vries", Guessable),
        ] {
            assert_eq!(parsed(text), Err(why), "{text}");
        }
        assert_eq!(parsed(&"x y".repeat(67)), Err(TooLong));
    }

    #[test]
    fn what_else_is_in_it_does_not_matter() {
        for text in [
            "een lang wachtwoord",
            "zeven t8",
            "83920174",
            "!!!! ????",
            "abcdefgx",
            "acegikmo",
            "naklank is mooi",
            "1985 de vries",
            "  spaties  ",
            "пароль мой",
            "🐈🐕🐎🐄🐖🐑🐓🦆",
            &"x y".repeat(66),
        ] {
            assert_eq!(parsed(text), Ok(text.to_owned()), "{text}");
        }
        let decomposed = "e\u{301}".repeat(100) + &"a\u{308}".repeat(100);
        assert_eq!(parsed(&decomposed).map(|text| text.chars().count()), Ok(200), "measured in NFC");
    }

    #[test]
    fn a_letter_is_the_same_however_it_was_composed() {
        assert_eq!(parsed("caf\u{e9} om de hoek"), parsed("cafe\u{301} om de hoek"));
        assert_eq!(parsed("cafe\u{301} om de hoek").as_deref(), Ok("caf\u{e9} om de hoek"));
    }

    #[test]
    fn words_that_begin_alike_are_tried_once_at_each_place() {
        let context: Vec<String> = (1..=30).map(|length| "a".repeat(length)).collect();
        let context: Vec<&str> = context.iter().map(String::as_str).collect();
        let nearly = "a".repeat(199) + "b";
        assert!(NewPassword::parse(&nearly, &context).is_ok());
        let wholly = "a".repeat(27) + "7";
        assert_eq!(NewPassword::parse(&wholly, &context).err(), Some(Guessable));
    }

    #[test]
    fn printing_a_password_does_not_reveal_it() {
        let printed = format!("{:?}", NewPassword::parse("een lang wachtwoord", &[]));
        assert!(printed.contains("REDACTED") && !printed.contains("wachtwoord"), "{printed}");
    }

    #[test]
    fn the_list_is_sorted_folded_and_long_enough() {
        assert!(
            COMMONEST.is_sorted_by(|before, after| before < after),
            "each once, in the order of the search"
        );
        assert!(COMMONEST.len() >= 3000, "OWASP ASVS 5.0, 6.2.4: {}", COMMONEST.len());
        for common in COMMONEST.iter() {
            assert_eq!(&normalised(common).to_lowercase(), common);
            assert!(
                (NewPassword::SHORTEST..=NewPassword::LONGEST).contains(&common.chars().count()),
                "{common}"
            );
        }
    }
}

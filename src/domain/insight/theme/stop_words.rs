//! Words that say nothing about a subject, in the languages that respondents write in most.
//!
//! After the lists of the Snowball project (<https://snowballstem.org>), without the words that a complaint can be about
//! ("niet", "niets", "not").
//!
//! The rule: the words of all lists are left out of every text, since people mix languages.

use std::collections::BTreeSet;
use std::sync::LazyLock;

static ALL: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| [DUTCH, ENGLISH].iter().flat_map(|list| list.split(' ')).collect());

const DUTCH: &str = "\
de en van ik te dat die in een hij het zijn is was op aan met als voor had er maar om hem dan zou of wat mijn men dit zo \
door over ze zich bij ook tot je mij uit der daar haar naar heb hoe heeft hebben deze u want nog zal me zij nu ge omdat iets \
worden toch al waren veel meer doen toen moet ben zonder kan hun dus alles onder ja eens hier wie werd altijd doch wordt wezen \
kunnen ons zelf tegen na reeds wil kon uw iemand geweest andere jullie we wij jij hen bent had hadden hebt gaan ga gaat ging \
wel heel erg zeer echt alleen moeten moest zou zouden zullen wilde mag mogen komt kwam kreeg krijg krijgt kregen gewoon steeds";

const ENGLISH: &str = "\
i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself \
they them their theirs themselves what which who whom this that these those am is are was were be been being have has had \
having do does did doing would should could ought cannot a an the and but if or because as until while of at by for with about \
against between into through during before after above below to from up down in out on off over under again further then once \
here there when where why how all any both each few more most other some such only own same so than too very can will just \
also got get gets one even really";

/// Whether a word, in lower case, is on one of the lists.
#[must_use]
pub fn is_stop_word(word: &str) -> bool {
    ALL.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn function_words_are_stop_words_and_subjects_are_none() {
        for word in ["de", "steeds", "and", "i", "really", "je"] {
            assert!(is_stop_word(word), "{word}");
        }
        for word in ["brief", "wachten", "niet", "letter", "", "not"] {
            assert!(!is_stop_word(word), "{word}");
        }
    }
}

//! Two people who changed the same texts: what the second of them sees.
//!
//! The rule: nothing that either wrote is lost. A text that one of them changed is that person's; where both changed it, the second
//! one's stands in the form, and the first one's beside it.

use crate::domain::answering::own_texts::form::fields;
use crate::domain::answering::own_texts::{Field, OwnTexts};

/// The texts of two people, put together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merged {
    pub texts: OwnTexts,
    /// What both changed, each in another way.
    pub both: Vec<Field>,
    /// What the first one changed alone, and is taken over.
    pub taken: Vec<Field>,
    /// Whether the first one changed the tick for the institute, and that is taken over.
    pub is_kifid_taken: bool,
}

/// Puts together what two people made of the same texts, `base`: `theirs` was saved, `mine` comes after.
#[must_use]
pub fn merge(base: &OwnTexts, mine: &OwnTexts, theirs: &OwnTexts) -> Merged {
    let mut merged =
        Merged { texts: mine.clone(), both: Vec::new(), taken: Vec::new(), is_kifid_taken: false };
    for field in fields() {
        let (was, typed, saved) = (base.get(field), mine.get(field), theirs.get(field));
        if saved == was || saved == typed {
            continue;
        }
        if typed == was {
            merged.texts.put(field, saved.unwrap_or_default());
            merged.taken.push(field);
        } else {
            merged.both.push(field);
        }
    }
    merged.is_kifid_taken =
        mine.mentions_kifid != theirs.mentions_kifid && mine.mentions_kifid == base.mentions_kifid;
    if merged.is_kifid_taken {
        merged.texts.mentions_kifid = theirs.mentions_kifid;
    }
    merged
}

/// The texts that differ.
#[must_use]
pub fn differences(one: &OwnTexts, other: &OwnTexts) -> Vec<Field> {
    fields().filter(|field| one.get(*field) != other.get(*field)).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::answering::own_texts::key::TextKey;
    use crate::domain::people::language::Language;

    const SUBJECT: Field = (TextKey::MailSubject, Language::Dutch);
    const THANKS: Field = (TextKey::Thanks, Language::Dutch);

    fn texts(subject: &str, thanks: &str) -> OwnTexts {
        let mut texts = OwnTexts::default();
        texts.put(SUBJECT, subject);
        texts.put(THANKS, thanks);
        texts
    }

    #[test]
    fn what_one_person_changed_is_kept_and_what_both_changed_is_shown() {
        let (base, mine, theirs) = (texts("a", "b"), texts("a", "mine"), texts("theirs", "b"));
        let merged = merge(&base, &mine, &theirs);
        assert_eq!(
            (merged.texts, merged.both, merged.taken),
            (texts("theirs", "mine"), vec![], vec![SUBJECT])
        );
        let merged = merge(&base, &texts("mine", "b"), &texts("theirs", ""));
        assert_eq!(
            (merged.texts, merged.both, merged.taken),
            (texts("mine", ""), vec![SUBJECT], vec![THANKS])
        );
        let same = texts("same", "same");
        let merged = merge(&base, &same, &same);
        assert!(merged.both.is_empty() && merged.taken.is_empty());
    }

    #[test]
    fn a_tick_that_the_other_changed_is_taken_over() {
        let without = OwnTexts { mentions_kifid: false, ..OwnTexts::default() };
        let with = OwnTexts::default();
        assert!(!merge(&with, &with, &without).texts.mentions_kifid);
        assert!(!merge(&with, &without, &with).texts.mentions_kifid, "my own change stays");
    }

    proptest! {
        #[test]
        fn no_text_of_either_is_lost(base in "[ab]{0,1}", mine in "[ab]{0,1}", theirs in "[ab]{0,1}") {
            let (base, mine, theirs) = (texts(&base, ""), texts(&mine, ""), texts(&theirs, ""));
            let merged = merge(&base, &mine, &theirs);
            let kept = merged.texts.get(SUBJECT);
            if mine.get(SUBJECT) != base.get(SUBJECT) {
                prop_assert_eq!(kept, mine.get(SUBJECT));
            }
            if theirs.get(SUBJECT) != base.get(SUBJECT) {
                prop_assert!(kept == theirs.get(SUBJECT) || merged.both.contains(&SUBJECT));
            }
        }
    }
}

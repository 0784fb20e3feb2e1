//! A cache of the form for links that are not answered yet: it is the same for all of them except for the token.
//!
//! The rule: an entry depends on nothing that its [`Key`] does not contain. The configuration does not change while the program
//! runs, nor does a version of the questionnaire or of the organisation's texts, so entries never need to be invalidated.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use maud::{Markup, PreEscaped};

use crate::domain::access::token::Token;
use crate::domain::answering::questionnaire::Questionnaire;
use crate::domain::answering::response::TypedForm;
use crate::domain::answering::score::Score;
use crate::domain::people::language::Language;
use crate::views::answering::survey::{Purpose, SurveyForm};
use crate::views::kit::page::Speaker;
use crate::workflow::answering::own_texts::Version;

/// The placeholder for the token in a cached form; it occurs in no text of the form.
const STAND_IN: &str = "0TOKEN0";

/// The cache, by [`Key`]: each form split at the token's placeholder. Cheap to clone.
#[derive(Clone, Default)]
pub struct EmptyForms(Arc<Mutex<HashMap<Key, Arc<[String]>>>>);

/// What a form depends on other than the token: the language, the questionnaire, the organisation's texts, and the score
/// preselected by the mail's link.
type Key = (Language, String, i64, Option<Score>);

impl EmptyForms {
    /// The form for a token, from the cache or rendered now.
    pub fn page(
        &self,
        speaker: Speaker<'_>,
        own: &Version,
        questionnaire: &Questionnaire,
        score: Option<Score>,
        token: &Token,
    ) -> Markup {
        let Speaker { language, organisation, contact } = speaker;
        let key = (language, questionnaire.name.clone(), own.number, score);
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        let pieces = kept.unwrap_or_else(|| {
            let typed = TypedForm { score, ..TypedForm::default() };
            let stand_in = Token::presented(STAND_IN);
            let form = SurveyForm {
                language,
                organisation,
                contact,
                texts: &own.texts,
                token: &stand_in,
                questionnaire,
                purpose: Purpose::Answer,
                typed: &typed,
                mistakes: &[],
                confirmation: None,
                request_id: None,
            };
            let page = form.render().into_string();
            let pieces: Arc<[String]> = page.split(STAND_IN).map(str::to_owned).collect();
            self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(key, Arc::clone(&pieces));
            pieces
        });
        PreEscaped(pieces.join(token.reveal()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::answering::own_texts::OwnTexts;
    use crate::domain::answering::own_texts::key::TextKey;

    fn speaker(language: Language) -> Speaker<'static> {
        Speaker { language, organisation: "Voorbeeld & Co", contact: "klachten@example.org" }
    }

    fn rendered(own: &Version, language: Language, score: Option<Score>, token: &Token) -> String {
        let typed = TypedForm { score, ..TypedForm::default() };
        let questionnaire = Questionnaire::built_in();
        let Speaker { language, organisation, contact } = speaker(language);
        let form = SurveyForm {
            language,
            organisation,
            contact,
            texts: &own.texts,
            token,
            questionnaire: &questionnaire,
            purpose: Purpose::Answer,
            typed: &typed,
            mistakes: &[],
            confirmation: None,
            request_id: None,
        };
        form.render().into_string()
    }

    #[test]
    fn a_form_that_is_kept_is_the_form_of_each_link_and_score_and_language_and_of_the_texts() {
        let (forms, questionnaire) = (EmptyForms::default(), Questionnaire::built_in());
        let mut changed = OwnTexts::default();
        for &language in Language::ALL {
            changed.put((TextKey::ContactQuestion, language), "{days}?");
        }
        let versions =
            [Version { number: 0, texts: Arc::default() }, Version { number: 1, texts: Arc::new(changed) }];
        let scores = [None, Score::try_from(0).ok(), Score::try_from(10).ok()];
        for token in ["first-link", "second_link"].map(Token::presented) {
            for &language in Language::ALL {
                for (score, own) in
                    scores.into_iter().flat_map(|score| versions.iter().map(move |own| (score, own)))
                {
                    let page = forms.page(speaker(language), own, &questionnaire, score, &token);
                    let expected = rendered(own, language, score, &token);
                    assert!(expected.contains(token.reveal()));
                    assert_eq!(page.into_string(), expected);
                }
            }
        }
    }
}

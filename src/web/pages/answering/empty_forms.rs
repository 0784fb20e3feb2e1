//! A cache of the form for links that are not answered yet: it is the same for all of them except for the token.
//!
//! The rule: an entry depends on nothing that its [`Key`] does not contain. The configuration and the versions of the
//! questionnaire do not change while the program runs, so entries never need to be invalidated.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use maud::{Markup, PreEscaped};

use crate::domain::access::token::Token;
use crate::domain::answering::questionnaire::Questionnaire;
use crate::domain::answering::response::TypedForm;
use crate::domain::answering::score::Score;
use crate::domain::people::language::Language;
use crate::views::answering::survey::{Purpose, SurveyForm};

/// The placeholder for the token in a cached form; it occurs in no text of the form.
const STAND_IN: &str = "0TOKEN0";

/// The cache, by [`Key`]: each form split at the token's placeholder. Cheap to clone.
#[derive(Clone, Default)]
pub struct EmptyForms(Arc<Mutex<HashMap<Key, Arc<[String]>>>>);

/// What a form depends on other than the token: the language, the questionnaire, and the score preselected by the
/// mail's link.
type Key = (Language, String, Option<Score>);

impl EmptyForms {
    /// The form for a token, from the cache or rendered now.
    pub fn page(
        &self,
        organisation: &str,
        questionnaire: &Questionnaire,
        language: Language,
        score: Option<Score>,
        token: &Token,
    ) -> Markup {
        let key = (language, questionnaire.name.clone(), score);
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        let pieces = kept.unwrap_or_else(|| {
            let typed = TypedForm { score, ..TypedForm::default() };
            let stand_in = Token::presented(STAND_IN);
            let form = SurveyForm {
                language,
                organisation,
                token: &stand_in,
                questionnaire,
                purpose: Purpose::Answer,
                typed: &typed,
                mistakes: &[],
                confirmation: None,
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

    fn rendered(language: Language, score: Option<Score>, token: &Token) -> String {
        let typed = TypedForm { score, ..TypedForm::default() };
        let questionnaire = Questionnaire::built_in();
        let form = SurveyForm {
            language,
            organisation: "Voorbeeld & Co",
            token,
            questionnaire: &questionnaire,
            purpose: Purpose::Answer,
            typed: &typed,
            mistakes: &[],
            confirmation: None,
        };
        form.render().into_string()
    }

    #[test]
    fn a_form_that_is_kept_is_the_form_of_each_link_and_score_and_language() {
        let (forms, questionnaire) = (EmptyForms::default(), Questionnaire::built_in());
        let scores = [None, Score::try_from(0).ok(), Score::try_from(10).ok()];
        for token in ["first-link", "second_link"].map(Token::presented) {
            for &language in Language::ALL {
                for score in scores {
                    let page = forms.page("Voorbeeld & Co", &questionnaire, language, score, &token);
                    let expected = rendered(language, score, &token);
                    assert!(expected.contains(token.reveal()));
                    assert_eq!(page.into_string(), expected);
                }
            }
        }
    }
}

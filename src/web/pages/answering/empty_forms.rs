//! The form behind a link that is not answered yet. It is the same for everybody but for the link itself, so it is made
//! once and kept.
//!
//! The rule: what is kept depends on nothing that its [`Key`] does not say. The configuration and a version of the
//! questionnaire stay as they are while the program runs, so nothing that is kept ever becomes wrong.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use maud::{Markup, PreEscaped};

use crate::domain::access::token::Token;
use crate::domain::answering::questionnaire::Questionnaire;
use crate::domain::answering::response::TypedForm;
use crate::domain::answering::score::Score;
use crate::domain::people::language::Language;
use crate::views::answering::survey::{Purpose, SurveyForm};

/// Stands for the token in what is kept; no text of ours holds it.
const STAND_IN: &str = "0TOKEN0";

/// The forms that are kept; cheap to clone.
#[derive(Clone, Default)]
pub struct EmptyForms(Arc<Mutex<HashMap<Key, Arc<[String]>>>>);

/// What a form depends on beside the link: language, questionnaire, and the score that the mail's link has chosen.
type Key = (Language, String, Option<Score>);

impl EmptyForms {
    /// The page.
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

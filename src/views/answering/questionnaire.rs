//! A questionnaire before it is published: as a file to edit, and as a preview of the page.

use std::fmt::Write as _;

use maud::{Markup, PreEscaped};

use crate::domain::access::token::Token;
use crate::domain::answering::own_texts::OwnTexts;
use crate::domain::answering::questionnaire::{BUILT_IN, Questionnaire, Wording};
use crate::domain::answering::response::TypedForm;
use crate::domain::follow_ups::follow_up::WORKING_DAYS;
use crate::domain::people::language::Language;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::STYLE;
use crate::views::answering::survey::{Purpose, SurveyForm, item_text};
use crate::views::kit::page::Speaker;

/// The built-in questionnaire as a file, under its own name; an edited version must be given another name.
#[must_use]
pub fn definition_of_built_in() -> String {
    let mut file = format!("name = \"{BUILT_IN}\"\n");
    section(&mut file, "[nps]", |text| text.survey_nps("{org}"));
    section(&mut file, "[reason]", Texts::survey_reason);
    section(&mut file, "[more.detractor]", Texts::survey_more_detractor);
    section(&mut file, "[more.passive]", Texts::survey_more_passive);
    section(&mut file, "[more.promoter]", Texts::survey_more_promoter);
    section(&mut file, "[contact]", |text| text.survey_contact(WORKING_DAYS.to_string()));
    let built_in = Questionnaire::built_in();
    for item in &built_in.items {
        let _ = writeln!(file, "\n[[items]]\nid = {}", quoted(item.name()));
        for &language in Language::ALL {
            let _ = writeln!(file, "{language} = {}", quoted(&item_text(language, &built_in, item)));
        }
    }
    file
}

fn section(file: &mut String, head: &str, words: impl Fn(&Texts) -> String) {
    let _ = writeln!(file, "\n{head}");
    for &language in Language::ALL {
        let _ = writeln!(file, "{language} = {}", quoted(&words(texts(language))));
    }
}

/// A TOML basic string: JSON escaping, and DEL escaped too because TOML does not accept it raw.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007F")
}

/// The survey page with its style inlined, so that it can be opened from a file. Its button submits nowhere.
#[must_use]
pub fn preview(questionnaire: &Questionnaire, speaker: Speaker<'_>, texts: &OwnTexts) -> Markup {
    let linked = format!("<link rel=\"stylesheet\" href=\"{}\">", urls::STYLE);
    let page = without_draft(questionnaire, speaker, texts);
    PreEscaped(page.replace(&linked, &format!("<style>{STYLE}</style>")))
}

/// The survey page for staff to look at, with buttons that do nothing.
#[must_use]
pub fn shown_to_staff(questionnaire: &Questionnaire, speaker: Speaker<'_>, texts: &OwnTexts) -> Markup {
    let page = without_draft(questionnaire, speaker, texts);
    PreEscaped(page.replace("type=\"submit\"", "type=\"button\""))
}

/// The survey page without its script, which would keep a draft.
fn without_draft(
    questionnaire: &Questionnaire,
    Speaker { language, organisation, contact }: Speaker<'_>,
    texts: &OwnTexts,
) -> String {
    let form = SurveyForm {
        language,
        organisation,
        contact,
        texts,
        token: &Token::presented("preview"),
        questionnaire,
        purpose: Purpose::Answer,
        typed: &TypedForm::default(),
        mistakes: &[],
        confirmation: None,
        request_id: None,
    };
    let script = format!("<script src=\"{}\" defer></script>", urls::DRAFT_SCRIPT);
    form.render().into_string().replace(&script, "")
}

/// All that a questionnaire asks in a language, with `{org}` for the organisation's name; `None` if it lacks the language.
#[must_use]
pub fn wording(questionnaire: &Questionnaire, language: Language) -> Option<Wording> {
    if questionnaire.wordings.is_some() {
        return questionnaire.wording(language).cloned();
    }
    let text = texts(language);
    Some(Wording {
        nps: text.survey_nps("{org}"),
        reason: text.survey_reason(),
        more: [text.survey_more_detractor(), text.survey_more_passive(), text.survey_more_promoter()],
        contact: text.survey_contact(WORKING_DAYS.to_string()),
        items: questionnaire.items.iter().map(|item| item_text(language, questionnaire, item)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::answering::questionnaire_file::parse;

    proptest! {
        #[test]
        fn any_text_is_read_as_it_was_written(text in ".*") {
            let file: toml::Table = format!("text = {}", quoted(&text)).parse().unwrap();
            prop_assert_eq!(file["text"].as_str(), Some(text.as_str()));
        }
    }

    #[test]
    fn a_fixed_space_and_del_are_written_too() {
        for text in ["4\u{a0}uur", "\u{7f}", "\u{0}\"\\\n"] {
            let file: toml::Table = format!("text = {}", quoted(text)).parse().unwrap();
            assert_eq!(file["text"].as_str(), Some(text));
        }
    }

    #[test]
    fn the_built_in_one_is_a_sound_file_to_begin_with() {
        let renamed = definition_of_built_in().replace(BUILT_IN, "complaint-handling-2");
        let questionnaire = parse(&renamed).unwrap();
        assert_eq!(questionnaire.items, Questionnaire::built_in().items);
    }

    #[test]
    fn the_page_that_staff_look_at_sends_nothing() {
        let speaker =
            Speaker { language: Language::English, organisation: "Example", contact: "us@example.org" };
        let page = shown_to_staff(&Questionnaire::built_in(), speaker, &OwnTexts::default()).into_string();
        assert!(!page.contains("type=\"submit\"") && !page.contains("<script"));
        assert!(page.contains("rel=\"stylesheet\""), "its style may not be inlined on a page of the program");
    }

    #[test]
    fn a_preview_needs_nothing_else() {
        let speaker =
            Speaker { language: Language::Dutch, organisation: "Voorbeeld", contact: "klachten@example.org" };
        let page = preview(&Questionnaire::built_in(), speaker, &OwnTexts::default());
        let page = page.into_string();
        assert!(page.contains("<style>") && !page.contains("<link") && !page.contains("<script"));
    }
}

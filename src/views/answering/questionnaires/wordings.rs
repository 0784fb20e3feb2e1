//! What a questionnaire asks, with the languages beside each other.

use maud::{Markup, html};

use crate::domain::answering::questionnaire::{Questionnaire, Wording};
use crate::domain::people::language::Language;
use crate::texts::{Texts, texts};
use crate::views::answering::questionnaire::wording;

/// A table of every question in every language of the questionnaire.
pub(super) fn wordings(language: Language, organisation: &str, questionnaire: &Questionnaire) -> Markup {
    let text = texts(language);
    let spoken: Vec<(Language, Wording)> = Language::ALL
        .iter()
        .filter_map(|&language| Some((language, wording(questionnaire, language)?)))
        .collect();
    html! {
        h2 id="wordings" { (text.questionnaire_asks()) }
        div.scroll tabindex="0" role="group" aria-labelledby="wordings" {
            table.stacked {
                thead { tr {
                    th scope="col" { (text.questionnaire_question()) }
                    @for (language, _) in &spoken { th scope="col" { (texts(*language).language_name()) } }
                } }
                tbody { @for (name, words) in rows(questionnaire, &spoken, text) {
                    tr {
                        th scope="row" { (name) }
                        @for ((language, _), words) in spoken.iter().zip(words) {
                            td lang=(language.name()) { (words.replace("{org}", organisation)) }
                        }
                    }
                } }
            }
        }
    }
}

/// The questions in the order of the page, each with its name and its words in each language.
fn rows<'s>(
    questionnaire: &Questionnaire,
    spoken: &'s [(Language, Wording)],
    text: &Texts,
) -> Vec<(String, Vec<&'s str>)> {
    let mut rows = vec![
        (text.questionnaire_nps(), each(spoken, |wording| &wording.nps)),
        (text.questionnaire_reason(), each(spoken, |wording| &wording.reason)),
    ];
    for (place, id) in questionnaire.items.iter().enumerate() {
        let item = each(spoken, |wording| wording.items.get(place).map_or("", String::as_str));
        rows.push((text.questionnaire_item(id.name()), item));
    }
    rows.push((text.questionnaire_contact(), each(spoken, |wording| &wording.contact)));
    let names = [
        text.questionnaire_more_detractor(),
        text.questionnaire_more_passive(),
        text.questionnaire_more_promoter(),
    ];
    for (place, name) in names.into_iter().enumerate() {
        rows.push((name, each(spoken, |wording| wording.more.get(place).map_or("", String::as_str))));
    }
    rows
}

/// The words of one question in each language.
fn each<'s>(spoken: &'s [(Language, Wording)], take: impl Fn(&'s Wording) -> &'s str) -> Vec<&'s str> {
    spoken.iter().map(|(_, wording)| take(wording)).collect()
}

//! The questions of a questionnaire, each with its current value and its error.

use maud::{Markup, html};

use super::{ItemId, LONGEST_COMMENT, OwnTexts, Questionnaire, TypedForm, whole};
use crate::domain::answering::form_fields::{COMMENT, CONTACT_ME, SCORE};
use crate::domain::answering::own_texts::key::{Placeholder, TextKey};
use crate::domain::answering::questionnaire::{Rating, Wording};
use crate::domain::answering::response::FormMistake;
use crate::domain::answering::score::Score;
use crate::domain::follow_ups::follow_up::WORKING_DAYS;
use crate::domain::people::language::Language;
use crate::texts::{Texts, texts};

/// The questions, and the state of the form that they are rendered for.
pub struct Questions<'a> {
    pub language: Language,
    pub organisation: &'a str,
    pub texts: &'a OwnTexts,
    pub questionnaire: &'a Questionnaire,
    pub typed: &'a TypedForm,
    pub mistakes: &'a [FormMistake],
}

impl Questions<'_> {
    fn text(&self) -> &'static Texts {
        texts(self.language)
    }

    /// The questionnaire's own wording, else the catalogue's.
    fn words(&self, own: impl Fn(&Wording) -> &str, catalogue: impl FnOnce() -> String) -> String {
        self.questionnaire
            .wording(self.language)
            .map_or_else(catalogue, |wording| own(wording).replace("{org}", self.organisation))
    }

    /// The error message for a mistake.
    pub fn message(&self, mistake: &FormMistake) -> String {
        let text = self.text();
        match mistake {
            FormMistake::Score => text.survey_error_score(),
            FormMistake::CommentTooLong => {
                text.survey_error_comment(whole(self.language, LONGEST_COMMENT as u64))
            }
            FormMistake::Rating(item) => format!("{}: {}", self.item_text(item), text.survey_error_rating()),
            FormMistake::Trap => text.survey_error_trap(),
            FormMistake::NotStored => text.survey_error_not_stored(),
        }
    }

    fn field_error(&self, mistake: &FormMistake, id: &str) -> Markup {
        html! {
            @if self.mistakes.contains(mistake) {
                p.error id=(id) { span.unseen { (self.text().survey_error_prefix()) " " } (self.message(mistake)) }
            }
        }
    }

    /// The NPS question: eleven radio buttons in one row at every screen width.
    pub fn scores(&self) -> Markup {
        let text = self.text();
        let is_wrong = self.mistakes.contains(&FormMistake::Score);
        let described_by = if is_wrong { "score-error score-ends" } else { "score-ends" };
        html! {
            fieldset.question.wrong[is_wrong] aria-describedby=(described_by) {
                legend { h1 { (self.words(|own| &own.nps, || text.survey_nps(self.organisation))) } }
                p.unseen id="score-ends" { (text.survey_nps_ends()) }
                (self.field_error(&FormMistake::Score, "score-error"))
                div.scores {
                    @for score in Score::all() {
                        label {
                            input type="radio" name=(SCORE) value=(score) id=(format!("score-{score}"))
                                checked[self.typed.score == Some(score)];
                            span { (score) }
                        }
                    }
                }
                p.ends aria-hidden="true" { span { (text.survey_nps_low()) } span { (text.survey_nps_high()) } }
            }
        }
    }

    /// The reason, worded the same for every score.
    pub fn reason(&self) -> Markup {
        let text = self.text();
        let is_wrong = self.mistakes.contains(&FormMistake::CommentTooLong);
        html! {
            div.question.wrong[is_wrong] {
                label for=(COMMENT) {
                    (self.words(|own| &own.reason, || text.survey_reason())) " "
                    span.optional { (text.survey_optional()) }
                }
                (self.field_error(&FormMistake::CommentTooLong, "comment-error"))
                textarea name=(COMMENT) id=(COMMENT) rows="4" dir="auto" autocomplete="off"
                    aria-invalid=[is_wrong.then_some("true")] aria-describedby=[is_wrong.then_some("comment-error")] { "\n" (self.typed.comment) }
            }
        }
    }

    pub fn items(&self) -> Markup {
        let text = self.text();
        if self.questionnaire.items.is_empty() {
            return html! {};
        }
        html! {
            fieldset.question {
                legend { (text.survey_items()) " " span.optional { (text.survey_optional()) } }
                @for item in &self.questionnaire.items {
                    @let is_wrong = self.mistakes.contains(&FormMistake::Rating(item.clone()));
                    fieldset.item.wrong[is_wrong] aria-describedby=[is_wrong.then(|| format!("item-{item}-error"))] {
                        legend { (self.item_text(item)) }
                        (self.field_error(&FormMistake::Rating(item.clone()), &format!("item-{item}-error")))
                        div.ratings { (self.ratings(item)) }
                    }
                }
            }
        }
    }

    /// The answers to one item, all in sight; the last is that there is none.
    fn ratings(&self, item: &ItemId) -> Markup {
        let text = self.text();
        let chosen = self.typed.ratings.get(item);
        html! {
            @for (place, rating) in Rating::all().enumerate() {
                label {
                    // The error summary leads to the first.
                    input type="radio" name=(item) value=(rating.value()) id=[(place == 0).then(|| format!("item-{item}"))]
                        checked[chosen == Some(&rating)];
                    span { (rating_text(text, rating)) }
                }
            }
            label.none {
                input type="radio" name=(item) value="";
                span { (text.survey_rating_none()) }
            }
        }
    }

    /// The consent to be contacted.
    pub fn contact(&self) -> Markup {
        let text = self.text();
        html! {
            fieldset.question {
                legend { (text.survey_contact_legend()) " " span.optional { (text.survey_optional()) } }
                label.tick {
                    input type="checkbox" name=(CONTACT_ME) value="on" checked[self.typed.contact_me];
                    span { (self.words(|own| &own.contact, || self.contact_text())) }
                }
            }
        }
    }

    /// The organisation's own text, else the catalogue's; both name the term within which follow-ups are due.
    fn contact_text(&self) -> String {
        let days = WORKING_DAYS.to_string();
        let values = [(Placeholder::Days, days.as_str()), (Placeholder::Organisation, self.organisation)];
        let own = self.texts.filled((TextKey::ContactQuestion, self.language), &values);
        own.unwrap_or_else(|| self.text().survey_contact(days.as_str()))
    }

    fn item_text(&self, item: &ItemId) -> String {
        item_text(self.language, self.questionnaire, item)
    }
}

/// The text of an item: the questionnaire's own wording, else the catalogue's.
pub fn item_text(language: Language, questionnaire: &Questionnaire, item: &ItemId) -> String {
    let text = texts(language);
    let place = questionnaire.items.iter().position(|own| own == item);
    let own =
        questionnaire.wording(language).zip(place).and_then(|(wording, place)| wording.items.get(place));
    match (own, item.name()) {
        (Some(own), _) => own.clone(),
        (None, "empathy") => text.survey_item_empathy(),
        (None, "language") => text.survey_item_language(),
        (None, "speed") => text.survey_item_speed(),
        (None, "solution") => text.survey_item_solution(),
        (None, other) => other.to_owned(),
    }
}

/// The label of a rating.
pub fn rating_text(text: &Texts, rating: Rating) -> String {
    match rating.value() {
        1 => text.survey_rating_1(),
        2 => text.survey_rating_2(),
        3 => text.survey_rating_3(),
        4 => text.survey_rating_4(),
        _ => text.survey_rating_5(),
    }
}

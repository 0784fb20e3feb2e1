//! The form that the customer answers: one question first, the rest optional, one button.

use maud::{Markup, html};

use crate::domain::language::Language;
use crate::domain::questionnaire::{Item, Rating};
use crate::domain::response::{FormMistake, LONGEST_COMMENT, TypedForm};
use crate::domain::score::Score;
use crate::domain::token::Token;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::format::whole;
use crate::views::page::Page;

/// The form, empty or as it was typed.
pub struct SurveyForm<'a> {
    pub language: Language,
    pub organisation: &'a str,
    pub token: &'a Token,
    pub typed: &'a TypedForm,
    pub mistakes: &'a [FormMistake],
}

impl SurveyForm<'_> {
    /// The page.
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.language);
        let title = text.survey_title(self.organisation);
        let title =
            if self.mistakes.is_empty() { title } else { format!("{} {title}", text.survey_error_prefix()) };
        Page {
            language: self.language,
            title: &title,
            organisation: self.organisation,
            is_wide: false,
            user: None,
            body: html! {
                (self.language_switch())
                (self.error_summary(text))
                form method="post" action=(urls::survey(self.token)) novalidate accept-charset="utf-8" {
                    input type="hidden" name="lang" value=(self.language.name());
                    (self.scores(text))
                    (self.reason(text))
                    (self.items(text))
                    (self.contact(text))
                    p.note { (text.survey_privacy()) " " a href=(self.privacy_address()) { (text.survey_privacy_link()) } }
                    button type="submit" id="send" { (text.survey_send()) }
                }
            },
        }
        .render()
    }

    fn language_switch(&self) -> Markup {
        let other = other_language(self.language);
        let score = self.typed.score.map(|score| format!("&score={score}")).unwrap_or_default();
        let address = format!("{}?lang={other}{score}", urls::survey(self.token));
        html! {
            p.languages { a href=(address) lang=(other.name()) hreflang=(other.name()) { (texts(self.language).survey_other_language()) } }
        }
    }

    fn privacy_address(&self) -> String {
        format!("{}?lang={}", urls::PRIVACY, self.language)
    }

    fn error_summary(&self, text: &Texts) -> Markup {
        html! {
            @if !self.mistakes.is_empty() {
                div.errors role="alert" tabindex="-1" autofocus {
                    h2 { (text.survey_error_summary()) }
                    ul {
                        @for mistake in self.mistakes {
                            li { a href=(field_of(*mistake)) { (self.message(text, *mistake)) } }
                        }
                    }
                }
            }
        }
    }

    fn message(&self, text: &Texts, mistake: FormMistake) -> String {
        match mistake {
            FormMistake::Score => text.survey_error_score(),
            FormMistake::CommentTooLong => {
                text.survey_error_comment(whole(self.language, LONGEST_COMMENT as u64))
            }
            FormMistake::Rating(item) => format!("{}: {}", item_text(text, item), text.survey_error_rating()),
            FormMistake::NotStored => text.survey_error_not_stored(),
        }
    }

    fn field_error(&self, text: &Texts, mistake: FormMistake, id: &str) -> Markup {
        html! {
            @if self.mistakes.contains(&mistake) {
                p.error id=(id) { span.unseen { (text.survey_error_prefix()) " " } (self.message(text, mistake)) }
            }
        }
    }

    fn scores(&self, text: &Texts) -> Markup {
        let is_wrong = self.mistakes.contains(&FormMistake::Score);
        let described_by = if is_wrong { "score-error score-ends" } else { "score-ends" };
        html! {
            fieldset.question.wrong[is_wrong] aria-describedby=(described_by) {
                legend { h1 { (text.survey_nps(self.organisation)) } }
                p.unseen id="score-ends" { (text.survey_nps_ends()) }
                (self.field_error(text, FormMistake::Score, "score-error"))
                div.scores {
                    @for score in Score::all() {
                        label {
                            input type="radio" name="score" value=(score) id=(format!("score-{score}"))
                                checked[self.typed.score == Some(score)];
                            span { (score) }
                        }
                    }
                }
                p.ends aria-hidden="true" { span { (text.survey_nps_low()) } span { (text.survey_nps_high()) } }
            }
        }
    }

    fn reason(&self, text: &Texts) -> Markup {
        let is_wrong = self.mistakes.contains(&FormMistake::CommentTooLong);
        html! {
            div.question.wrong[is_wrong] {
                label for="comment" { (text.survey_reason()) " " span.optional { (text.survey_optional()) } }
                (self.field_error(text, FormMistake::CommentTooLong, "comment-error"))
                textarea name="comment" id="comment" rows="4" dir="auto" autocomplete="off"
                    aria-describedby=[is_wrong.then_some("comment-error")] { "\n" (self.typed.comment) }
            }
        }
    }

    fn items(&self, text: &Texts) -> Markup {
        html! {
            fieldset.question {
                legend { (text.survey_items()) " " span.optional { (text.survey_optional()) } }
                @for &item in Item::ALL {
                    div.item {
                        label for=(item) { (item_text(text, item)) }
                        (self.field_error(text, FormMistake::Rating(item), &format!("{item}-error")))
                        select name=(item) id=(item) {
                            option value="" { (text.survey_rating_none()) }
                            @for rating in Rating::all() {
                                option value=(rating.value()) selected[self.typed.ratings.get(&item) == Some(&rating)] {
                                    (rating_text(text, rating))
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn contact(&self, text: &Texts) -> Markup {
        html! {
            fieldset.question {
                legend { (text.survey_contact_legend()) " " span.optional { (text.survey_optional()) } }
                label.tick {
                    input type="checkbox" name="contact_me" value="on" checked[self.typed.contact_me];
                    span { (text.survey_contact()) }
                }
            }
        }
    }
}

/// The language that the switch offers.
fn other_language(language: Language) -> Language {
    match language {
        Language::Dutch => Language::English,
        Language::English => Language::Dutch,
    }
}

/// Where the error summary leads: to the first radio, the text or the choice.
fn field_of(mistake: FormMistake) -> String {
    match mistake {
        FormMistake::Score => "#score-0".to_owned(),
        FormMistake::CommentTooLong => "#comment".to_owned(),
        FormMistake::Rating(item) => format!("#{item}"),
        FormMistake::NotStored => "#send".to_owned(),
    }
}

fn item_text(text: &Texts, item: Item) -> String {
    match item {
        Item::Empathy => text.survey_item_empathy(),
        Item::Language => text.survey_item_language(),
        Item::Speed => text.survey_item_speed(),
        Item::Solution => text.survey_item_solution(),
    }
}

fn rating_text(text: &Texts, rating: Rating) -> String {
    match rating.value() {
        1 => text.survey_rating_1(),
        2 => text.survey_rating_2(),
        3 => text.survey_rating_3(),
        4 => text.survey_rating_4(),
        _ => text.survey_rating_5(),
    }
}

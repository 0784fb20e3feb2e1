//! The versions of the questionnaire, and the form that publishes a new one.
//!
//! The rule: a text with mistakes comes back with all of them; checking it stores nothing.

mod mistake;
mod wordings;

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::Timestamp;
use crate::domain::answering::questionnaire::{BUILT_IN, Questionnaire};
use crate::domain::input::fields::FieldError;
use crate::domain::people::language::Language;
use crate::domain::time::calendar::day_of;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::answering::questionnaires::mistake::mistake_words;
use crate::views::answering::questionnaires::wordings::wordings;
use crate::views::kit::format::day;
use crate::views::kit::page::StaffPage;

/// The field of the text.
pub const DEFINITION: &str = "definition";
/// The name of the buttons, and the value of the one that only checks.
pub const DO: &str = "do";
pub const CHECK: &str = "check";

/// A published version.
#[derive(Clone, Debug)]
pub struct Version {
    pub name: String,
    pub published_at: Timestamp,
    /// An address, or `operator`.
    pub published_by: String,
}

/// What became of a text that was sent.
#[derive(Clone, Copy, Debug)]
pub enum Sent<'a> {
    /// It can be published.
    Sound(&'a Questionnaire),
    Mistakes(&'a [FieldError]),
    /// Another questionnaire has this name.
    Taken(&'a str),
}

/// The page's data and its viewer.
pub struct QuestionnairesPage<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    /// Oldest first, without the built-in one.
    pub versions: &'a [Version],
    /// What stands in the field.
    pub definition: &'a str,
    pub sent: Option<Sent<'a>>,
    /// The version that was published just now.
    pub published: Option<&'a str>,
}

impl QuestionnairesPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        self.staff.wide(
            &text.questionnaires_title(),
            html! {
                h1 { (text.questionnaires_title()) }
                @if let Some(name) = self.published { p.done role="status" { (text.questionnaires_published(name)) } }
                (self.faults(text))
                p { (text.questionnaires_intro()) }
                (self.table(text))
                (self.checked(text))
                (self.form(text))
            },
        )
    }

    fn faults(&self, text: &Texts) -> Markup {
        html! {
            @match self.sent {
                Some(Sent::Mistakes(mistakes)) => div.errors id="wrong" role="alert" tabindex="-1" autofocus {
                    p { a href={ "#" (DEFINITION) } { (text.questionnaires_wrong()) } }
                    ul { @for mistake in mistakes { li { code { (mistake.field) } ": " (mistake_words(text, mistake)) } } }
                },
                Some(Sent::Taken(name)) => div.errors id="wrong" role="alert" tabindex="-1" autofocus {
                    p { a href={ "#" (DEFINITION) } { (text.questionnaires_taken(name)) } }
                },
                Some(Sent::Sound(_)) | None => {},
            }
        }
    }

    fn table(&self, text: &Texts) -> Markup {
        let current = self.versions.last().map_or(BUILT_IN, |version| version.name.as_str());
        html! {
            h2 id="versions" { (text.questionnaires_versions()) }
            div.scroll tabindex="0" role="group" aria-labelledby="versions" {
                table.narrow.stacked {
                    thead { tr {
                        th scope="col" { (text.questionnaires_name()) }
                        th scope="col" { (text.questionnaires_since()) }
                        th scope="col" { (text.questionnaires_by()) }
                        th scope="col" { (text.keys_state()) }
                    } }
                    tbody {
                        @for version in self.versions.iter().rev() {
                            (self.row(&version.name, Some(version), version.name == current, text))
                        }
                        (self.row(BUILT_IN, None, current == BUILT_IN, text))
                    }
                }
            }
        }
    }

    fn row(&self, name: &str, version: Option<&Version>, is_current: bool, text: &Texts) -> Markup {
        let language = self.staff.language;
        let since = version.map(|version| day(language, day_of(version.published_at, self.zone)));
        html! {
            tr {
                th scope="row" { a href=(urls::questionnaire(name)) { (name) } }
                td { (since.unwrap_or_else(|| text.questionnaires_from_the_start())) }
                td.said { @match version {
                    None => (text.questionnaires_built_in()),
                    Some(version) if version.published_by == "operator" => (text.audit_operator()),
                    Some(version) => (version.published_by),
                } }
                td { @if is_current { (text.questionnaires_now()) } @else { (text.questionnaires_before()) } }
            }
        }
    }

    /// What the text would ask, before it is published.
    fn checked(&self, text: &Texts) -> Markup {
        let Some(Sent::Sound(questionnaire)) = self.sent else { return html! {} };
        html! {
            section aria-labelledby="checked" {
                h2 id="checked" { (text.questionnaires_checked(questionnaire.name.as_str())) }
                p.notice role="status" { (text.questionnaires_checked_text()) }
                (wordings(self.staff.language, self.staff.organisation, questionnaire))
            }
        }
    }

    fn form(&self, text: &Texts) -> Markup {
        let is_wrong = matches!(self.sent, Some(Sent::Mistakes(_) | Sent::Taken(_)));
        let error = is_wrong.then_some("definition-error");
        html! {
            section aria-labelledby="publish" {
                h2 id="publish" { (text.questionnaires_publish()) }
                p { (text.questionnaires_publish_text()) }
                form.boxed method="post" action=(urls::QUESTIONNAIRES) novalidate {
                    div.question.wrong[is_wrong] {
                        label for=(DEFINITION) { (text.questionnaires_definition()) }
                        p.note id="definition-hint" { (text.questionnaires_definition_hint()) }
                        @if is_wrong { p.error id="definition-error" { (text.questionnaires_wrong()) } }
                        // The first line break after the tag is not part of the text.
                        textarea id=(DEFINITION) name=(DEFINITION) rows="18" spellcheck="false" autocomplete="off" required
                            aria-invalid=[is_wrong.then_some("true")]
                            aria-describedby={ "definition-hint" @if let Some(error) = error { " " (error) } } { "\n" (self.definition) }
                    }
                    div.buttons {
                        button type="submit" name=(DO) value=(CHECK) { (text.questionnaires_check_button()) }
                        button.quiet type="submit" name=(DO) value="publish" { (text.questionnaires_publish_button()) }
                    }
                }
            }
        }
    }
}

/// One version: what it asks in each language, and the text that it was published from.
pub struct QuestionnairePage<'a> {
    pub staff: StaffPage<'a>,
    pub questionnaire: &'a Questionnaire,
    /// The text of its file.
    pub definition: &'a str,
}

impl QuestionnairePage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let name = self.questionnaire.name.as_str();
        let title = text.questionnaire_title(name);
        let spoken = Language::ALL.iter().filter(|language| self.questionnaire.speaks(**language));
        self.staff.wide(
            &title,
            html! {
                h1 { (title) }
                p.choices {
                    (text.questionnaire_preview()) ":"
                    @for language in spoken {
                        " " a href=(urls::questionnaire_preview(name, *language)) lang=(language.name()) { (texts(*language).language_name()) }
                    }
                }
                (wordings(self.staff.language, self.staff.organisation, self.questionnaire))
                h2 id="file" { (text.questionnaire_file()) }
                p { a href={ (urls::QUESTIONNAIRES) "?from=" (name) "#publish" } { (text.questionnaire_begin_with()) } }
                pre tabindex="0" role="region" aria-labelledby="file" { code { (self.definition) } }
                p { a href=(urls::QUESTIONNAIRES) { (text.questionnaires_title()) } }
            },
        )
    }
}

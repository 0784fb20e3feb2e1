//! The page on which a person judges the policy of a year, sentence by sentence.
//!
//! The rule: the data suggests, a person judges: no judgement is chosen beforehand. What was typed is kept, and each fault is told
//! in the same words in the summary and at its sentence.

mod given;

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::policy::query::YEARS;
use crate::domain::reporting::assessment::form::{
    FormFault, FormMistake, judgement_field, note_field, seen_field, seen_value, value,
};
use crate::domain::reporting::assessment::{AssessedSentence, Judgement, LONGEST_NOTE};
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::{moment, whole};
use crate::views::kit::page::StaffPage;
use crate::views::reporting::assessment::given::given;

/// The page's data and its viewer.
pub struct AssessmentPage<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    pub year: i32,
    /// The last year that can be judged.
    pub last_year: i32,
    pub rows: &'a [AssessedSentence],
    /// What stands in the form's fields.
    pub values: &'a [(String, String)],
    pub mistakes: &'a [FormMistake],
    /// How many judgements were just kept.
    pub done: Option<u32>,
}

impl AssessmentPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let title = text.assessment_title(self.year.to_string());
        let judged = self.rows.iter().filter(|row| row.latest.is_some()).count();
        let count = |count: usize| whole(self.staff.language, count as u64);
        let body = html! {
            h1 { (title) }
            @if let Some(done) = self.done { p.done role="status" { (text.assessment_done(whole(self.staff.language, done.into()))) } }
            (self.summary(text))
            (self.years(text))
            p { (text.assessment_intro()) }
            p { (text.assessment_judged(count(judged), count(self.rows.len()))) }
            form method="post" action=(urls::report_assessment(self.year)) novalidate {
                @for row in self.rows { (self.row(row, text)) }
                button type="submit" { (text.assessment_button()) }
            }
            p { a href=(urls::REPORTS) { (text.assessment_back()) } }
        };
        self.staff.narrow(&title, body)
    }

    fn years(&self, text: &Texts) -> Markup {
        let near = [self.year.saturating_sub(1), self.year, self.year.saturating_add(1)];
        let is_offered = |year: &i32| {
            *year <= self.last_year && u32::try_from(*year).is_ok_and(|year| YEARS.contains(&year))
        };
        html! {
            nav.choices aria-label=(text.board_years()) {
                @for year in near.into_iter().filter(is_offered) {
                    a href=(urls::report_assessment(year)) aria-current=[(year == self.year).then_some("page")] { (year) }
                }
            }
        }
    }

    /// What is wrong, with the way to each sentence.
    fn summary(&self, text: &Texts) -> Markup {
        html! {
            @if !self.mistakes.is_empty() {
                div.errors id="wrong" role="alert" tabindex="-1" autofocus {
                    p { (text.assessment_wrong()) }
                    ul { @for mistake in self.mistakes { li { (self.named(mistake, text)) } } }
                }
            }
        }
    }

    /// A mistake in the summary. A sentence that is gone has no field any more, so that what was typed about it stands here.
    fn named(&self, mistake: &FormMistake, text: &Texts) -> Markup {
        let key = &mistake.sentence;
        let row = self.rows.iter().find(|row| row.sentence.key == *key);
        html! {
            @if let Some(row) = row {
                a href={ "#" (place(key, mistake.fault)) } { (row.sentence.words.in_language(self.staff.language)) }
                ": " (why(text, mistake.fault))
            } @else {
                (text.assessment_unknown(key)) " " (value(self.values, &note_field(key)))
            }
        }
    }

    fn mistake(&self, key: &str) -> Option<FormFault> {
        self.mistakes.iter().find(|mistake| mistake.sentence == key).map(|mistake| mistake.fault)
    }

    fn row(&self, row: &AssessedSentence, text: &Texts) -> Markup {
        let key = &row.sentence.key;
        let fault = self.mistake(key);
        let error = format!("{key}-wrong");
        let described = if fault.is_some() { format!("{key}-given {error}") } else { format!("{key}-given") };
        html! {
            fieldset.question.wrong[fault.is_some()] aria-describedby=(described) {
                legend { (row.sentence.words.in_language(self.staff.language)) }
                p id={ (key) "-given" } { (given(self.staff.language, row)) }
                @if let Some(latest) = &row.latest {
                    p.note { (text.assessment_latest(
                        judgement(text, latest.judgement), moment(self.staff.language, latest.at, self.zone), latest.by.as_str()
                    )) }
                }
                @if let Some(fault) = fault { p.error id=(error) { (why(text, fault)) } }
                (self.choices(row, text))
                (self.note(row, fault, text))
                @if let Some(seen) = self.seen(row, fault) { input type="hidden" name=(seen_field(key)) value=(seen); }
            }
        }
    }

    /// The judgements. There is no way back to none, since a judgement stays on record.
    fn choices(&self, row: &AssessedSentence, text: &Texts) -> Markup {
        let field = judgement_field(&row.sentence.key);
        let chosen = value(self.values, &field);
        html! {
            div.points {
                @for (place, choice) in Judgement::ALL.iter().enumerate() {
                    label.tick {
                        input type="radio" id=[(place == 0).then_some(&field)] name=(field) value=(choice.name()) checked[chosen == choice.name()];
                        span { (judgement(text, *choice)) }
                    }
                }
                @if row.latest.is_none() {
                    label.tick {
                        input type="radio" name=(field) value="" checked[chosen.is_empty()];
                        span { (text.internal_verdict_not_judged()) }
                    }
                }
            }
        }
    }

    fn note(&self, row: &AssessedSentence, fault: Option<FormFault>, text: &Texts) -> Markup {
        let field = note_field(&row.sentence.key);
        let is_wrong = (fault == Some(FormFault::LongNote)).then_some("true");
        let error = is_wrong.map(|_| format!("{}-wrong", row.sentence.key));
        html! {
            div.question {
                label for=(field) { (text.assessment_note()) }
                textarea id=(field) name=(field) rows="2" maxlength=(LONGEST_NOTE) aria-invalid=[is_wrong] aria-describedby=[error] { (value(self.values, &field)) }
            }
        }
    }

    /// Which judgement the form is an answer to. Who is told that a colleague judged meanwhile has seen that judgement now.
    fn seen(&self, row: &AssessedSentence, fault: Option<FormFault>) -> Option<String> {
        let sent = value(self.values, &seen_field(&row.sentence.key));
        if self.mistakes.is_empty() || fault == Some(FormFault::Changed) {
            return row.latest.as_ref().map(|latest| seen_value(latest.at));
        }
        (!sent.is_empty()).then(|| sent.to_owned())
    }
}

/// The field in which a mistake is mended.
fn place(key: &str, fault: FormFault) -> String {
    match fault {
        FormFault::LongNote => note_field(key),
        FormFault::NoJudgement | FormFault::UnknownSentence | FormFault::Changed => judgement_field(key),
    }
}

fn why(text: &Texts, fault: FormFault) -> String {
    match fault {
        FormFault::NoJudgement => text.assessment_no_judgement(),
        FormFault::LongNote => text.assessment_long_note(LONGEST_NOTE.to_string()),
        FormFault::UnknownSentence => text.assessment_gone(),
        FormFault::Changed => text.assessment_changed(),
    }
}

fn judgement(text: &Texts, judgement: Judgement) -> String {
    match judgement {
        Judgement::Kept => text.internal_verdict_kept(),
        Judgement::Partly => text.internal_verdict_partly(),
        Judgement::NotKept => text.internal_verdict_not_kept(),
        Judgement::CannotBeSaid => text.internal_verdict_cannot_be_said(),
    }
}

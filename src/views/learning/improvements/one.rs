//! The page of one improvement: whether it works, what was agreed, and how it goes on.
//!
//! The rule: it offers what can be done now, and where it cannot, says why and from when.

pub mod closing;
mod ended;
mod plan;

use chrono::NaiveDate;
use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::input::fields::FieldError;
use crate::domain::learning::effect::EffectReport;
use crate::domain::learning::improvement::{End, Improvement};
use crate::domain::named::named_enum;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::form::Form;
use crate::views::kit::page::StaffPage;
use crate::views::learning::improvements::form::mistakes::field_words;
use crate::views::learning::improvements::form::public_fields;
use crate::views::learning::improvements::sentence::Told;
use crate::views::learning::improvements::words::{Names, month};

named_enum! {
    /// What a form did, as the address says it.
    pub enum Done {
        Registered = "registered",
        Changed = "changed",
        Public = "public",
        Withdrawn = "withdrawn",
        Closed = "closed",
    }
}

/// The page's data and its viewer.
pub struct ImprovementPage<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    pub today: NaiveDate,
    pub names: Names<'a>,
    pub improvement: &'a Improvement,
    /// What can be told now; `None` once it has ended.
    pub report: Option<&'a EffectReport>,
    pub done: Option<Done>,
    /// What stands in the form of the public sentence.
    pub values: &'a [(String, String)],
    pub errors: &'a [FieldError],
    /// A form came too early or too late: the page says what can be done now.
    pub is_refused: bool,
}

impl ImprovementPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let form = Form::new(self.values, self.errors, |field| field_words(text, field));
        let title = &self.improvement.plan.title;
        let body = html! {
            p { a href=(urls::IMPROVEMENTS) { (text.improvements_title()) } }
            h1 { (title) }
            @if let Some(done) = self.done { p.done role="status" { (done_words(text, done)) } }
            @if self.is_refused {
                div.errors role="alert" tabindex="-1" autofocus { p { (text.improvement_not_possible()) } }
            }
            (form.summary(text))
            (self.outcome(text))
            (self.agreed(text))
            (self.public(&form, text))
            (self.close(text))
            (self.withdraw(text))
        };
        self.staff.wide(title, body)
    }

    pub(super) fn told<'b>(&'b self, report: &'b EffectReport, today: NaiveDate) -> Told<'b> {
        Told { names: self.names, plan: &self.improvement.plan, report, today }
    }

    fn outcome(&self, text: &Texts) -> Markup {
        match &self.improvement.end {
            Some(End::Withdrawn { at, by }) => self.withdrawn(by, *at, text),
            Some(End::Closed { at, by, verdict, evidence }) => html! {
                (self.frozen(*verdict, evidence, text))
                p.note { (text.improvement_was_closed(by.as_str(), self.moment(*at))) }
            },
            None => html! {
                section aria-labelledby="effect" {
                    h2 id="effect" { (text.improvement_effect_heading()) }
                    @if let Some(report) = self.report { (self.told(report, self.today).whole()) }
                }
            },
        }
    }

    /// The sentence that respondents read, which can always be changed; of what was withdrawn there is none.
    fn public(&self, form: &Form<'_>, text: &Texts) -> Markup {
        html! {
            @if !matches!(self.improvement.end, Some(End::Withdrawn { .. })) {
                form.unprinted method="post" action=(urls::improvement_public(self.improvement.id)) novalidate {
                    (public_fields(form, text))
                    button.quiet type="submit" { (text.improvement_public_button()) }
                }
            }
        }
    }

    /// The way to closing with the verdict, or why that cannot be done yet.
    fn close(&self, text: &Texts) -> Markup {
        let Some(report) = self.report.filter(|_| self.improvement.plan.starts_on <= self.today) else {
            return html! {};
        };
        html! {
            section.unprinted aria-labelledby="close" {
                h2 id="close" { (text.improvement_close_heading()) }
                @if report.may_close() {
                    p { (text.improvement_close_note()) }
                    p { a.button href=(urls::improvement_close(self.improvement.id)) { (text.improvement_close_button()) } }
                } @else { p { (self.why_not_closed(report, text)) } }
            }
        }
    }

    fn why_not_closed(&self, report: &EffectReport, text: &Texts) -> String {
        match report.expected_on.filter(|_| report.windows.after.is_some()) {
            Some(first) => text.improvement_cannot_close_until(month(self.staff.language, first)),
            None => text.improvement_cannot_close_yet(),
        }
    }

    fn withdraw(&self, text: &Texts) -> Markup {
        html! {
            @if !self.improvement.is_fixed(self.today) {
                section.unprinted aria-labelledby="withdraw" {
                    h2 id="withdraw" { (text.improvement_withdraw_heading()) }
                    p { (text.improvement_withdraw_note()) }
                    form method="post" action=(urls::improvement_withdraw(self.improvement.id)) {
                        button.quiet type="submit" { (text.improvement_withdraw_button()) }
                    }
                }
            }
        }
    }
}

fn done_words(text: &Texts, done: Done) -> String {
    match done {
        Done::Registered => text.improvement_done_registered(),
        Done::Changed => text.improvement_done_changed(),
        Done::Public => text.improvement_done_public(),
        Done::Withdrawn => text.improvement_done_withdrawn(),
        Done::Closed => text.improvement_done_closed(),
    }
}

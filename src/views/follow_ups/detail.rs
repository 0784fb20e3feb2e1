//! One follow-up: what it is about, the answer, how to reach the customer, and what can be done with it.

use maud::{Markup, html};

use crate::domain::access::rights::Right;
use crate::domain::answering::questionnaire::Questionnaire;
use crate::domain::follow_ups::detail::{FollowUpDetail, GivenAnswer};
use crate::domain::follow_ups::entry::history as happened;
use crate::domain::follow_ups::outcome::Ending;
use crate::domain::input::fields::FieldError;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::answering::survey::{item_text, rating_text};
use crate::views::follow_ups::forms::FollowUpForms;
use crate::views::follow_ups::history::history;
use crate::views::follow_ups::refusal::FollowUpRefusal;
use crate::views::follow_ups::shown_contact::ShownContact;
use crate::views::follow_ups::{FollowUpPages, words};
use crate::views::kit::form::Form;
use crate::views::kit::format::{day, moment};

/// The page's data and its viewer.
pub struct FollowUpPage<'a> {
    pub pages: FollowUpPages<'a>,
    pub detail: &'a FollowUpDetail,
    pub questionnaire: &'a Questionnaire,
    pub contact: ShownContact<'a>,
    /// What was typed in a form that was refused.
    pub values: &'a [(String, String)],
    pub errors: &'a [FieldError],
    pub refused: Option<FollowUpRefusal>,
    /// Whether something was just recorded.
    pub is_done: bool,
}

impl FollowUpPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let (text, follow_up) = (texts(self.pages.staff.language), &self.detail.follow_up);
        let title = text.follow_up_title(follow_up.reference.as_str());
        let form = Form::new(self.values, self.errors, |field| words::mistake(text, field, self.errors));
        let reader = self.pages.staff.user.email;
        let may_register = self.pages.staff.user.roles.have(Right::RecordFacts);
        let leads_to_registering = may_register && words::is_unknown_complaint(self.errors);
        let forms = FollowUpForms { text, form: &form, detail: self.detail, reader, leads_to_registering };
        let is_open = follow_up.done.is_none();
        let may_finish = is_open && follow_up.is_held_by(reader) && self.detail.answer.is_some();
        let back = html! { p { a href=(urls::FOLLOW_UPS) { (text.follow_ups_title()) } } };
        let sections = html! {
            @if follow_up.can_be_taken_up_by(reader) { (forms.take_up()) }
            @if follow_up.contact_me { (self.contact(text)) }
            @if may_finish { (forms.finish()) }
            @if is_open { (forms.hold()) } @else { (forms.reopen()) }
            @if self.detail.answer.is_some() {
                h2 { (text.follow_up_history()) }
                (history(self.pages.staff.language, self.pages.zone, &happened(follow_up, &self.detail.entries)))
                (forms.note())
            }
        };
        let body = html! {
            (back)
            h1 { (title) }
            @if self.is_done { p.done role="status" { (text.follow_ups_recorded()) } }
            @if let Some(refused) = &self.refused {
                div.errors id="refused" role="alert" tabindex="-1" autofocus { p { (refused.words(text)) } }
            }
            (form.summary(text))
            @if !follow_up.contact_me { p.notice { strong { (text.follow_up_no_contact()) } } }
            (self.context(text))
            (self.links(text))
            h2 { (text.follow_up_answer()) }
            @match &self.detail.answer {
                Some(answer) => (self.answer(answer, text)),
                None => p { (text.follow_up_unread()) },
            }
            (forms.around(may_finish, &sections))
            (back)
        };
        self.pages.staff.narrow(&title, body)
    }

    /// What the follow-up is about, and how far it has come.
    fn context(&self, text: &Texts) -> Markup {
        let (language, follow_up) = (self.pages.staff.language, &self.detail.follow_up);
        let unknown = text.follow_ups_unknown();
        let owner = follow_up.owner.as_ref().map(|owner| owner.email.clone());
        html! {
            p { (text.follow_up_answered(moment(language, follow_up.answered_at, self.pages.zone))) }
            dl.pairs {
                dt { (text.follow_ups_score()) }
                dd { (follow_up.score) }
                dt { (text.follow_ups_why()) }
                dd { (words::why(text, follow_up)) }
                dt { (text.follow_ups_due()) }
                dd {
                    (day(language, follow_up.due_on))
                    @if follow_up.is_overdue(self.pages.today) { " " strong { (text.follow_ups_late()) } }
                }
                dt { (text.follow_up_status()) }
                dd { (words::status(text, follow_up.status())) }
                dt { (text.follow_ups_holder()) }
                dd { (owner.unwrap_or_else(|| text.follow_ups_no_one())) }
                (self.end(text))
                dt { (text.follow_ups_team()) }
                dd { (follow_up.team().unwrap_or(&unknown)) }
                dt { (text.follow_ups_product()) }
                dd { (follow_up.product.as_deref().unwrap_or(&unknown)) }
                dt { (text.follow_ups_closed()) }
                dd { (day(language, follow_up.closed_on)) }
            }
        }
    }

    /// How it ended, if it did.
    fn end(&self, text: &Texts) -> Markup {
        let Some(done) = &self.detail.follow_up.done else { return html! {} };
        let reason = match &done.ending {
            Ending::Dropped { reason } if !reason.is_empty() => Some(reason),
            Ending::Dropped { .. } | Ending::Done { .. } => None,
        };
        html! {
            dt { (text.follow_ups_done_at()) }
            dd { (text.follow_up_entry(moment(self.pages.staff.language, done.at, self.pages.zone), &done.by)) }
            dt { (text.follow_up_outcome()) }
            dd { (words::ending(text, &done.ending)) }
            @if let Some(reason) = reason {
                dt { (text.follow_up_reason()) }
                dd dir="auto" { (reason) }
            }
        }
    }

    /// The ways to the complaint, as far as the reader may go.
    fn links(&self, text: &Texts) -> Markup {
        let (roles, reference) = (self.pages.staff.user.roles, &self.detail.follow_up.reference);
        html! {
            @if self.detail.sees_complaint {
                p.choices {
                    @if roles.have(Right::RecordFacts) { a href=(urls::complaint_facts(reference)) { (text.facts_link()) } " " }
                    @if roles.have(Right::SeeSending) { a href=(urls::complaint(reference)) { (text.story_title(reference.as_str())) } }
                }
            } @else { p { (text.follow_up_other_team()) } }
        }
    }

    fn answer(&self, answer: &GivenAnswer, text: &Texts) -> Markup {
        html! {
            h3 { (text.follow_up_comment()) }
            @match &answer.comment {
                Some(comment) => blockquote dir="auto" { (comment) },
                None => p { (text.follow_up_no_comment()) },
            }
            @if !answer.ratings.is_empty() {
                h3 { (text.follow_up_ratings()) }
                table.narrow {
                    tbody {
                        @for (item, rating) in &answer.ratings {
                            tr {
                                th scope="row" { (item_text(self.pages.staff.language, self.questionnaire, item)) }
                                td { (rating_text(text, *rating)) }
                            }
                        }
                    }
                }
            }
        }
    }
}

//! Follow-ups: the list of open and recently finished ones, and the answer behind one that a handler took up.

pub mod contact_mail;
pub mod due_mail;

use chrono::NaiveDate;
use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::answering::questionnaire::Questionnaire;
use crate::domain::follow_ups::follow_up::{DONE_DAYS, FollowUp, FollowUpDetail, MOST_LISTED};
use crate::domain::time::calendar::day_of;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::answering::survey::{item_text, rating_text};
use crate::views::kit::format::{day, moment};
use crate::views::kit::page::StaffPage;

/// The viewer of the pages.
#[derive(Clone, Copy)]
pub struct FollowUpPages<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    pub today: NaiveDate,
}

impl FollowUpPages<'_> {
    /// The open follow-ups with their due dates, and those finished recently.
    #[must_use]
    pub fn list(&self, follow_ups: &[FollowUp], done: &[FollowUp]) -> Markup {
        let text = texts(self.staff.language);
        let is_cut = follow_ups.len() >= MOST_LISTED as usize;
        let body = html! {
            h1 id="list" { (text.follow_ups_title()) }
            p { (text.follow_ups_intro()) }
            @if follow_ups.is_empty() { p { strong { (text.follow_ups_none()) } } } @else {
                div.scroll tabindex="0" role="group" aria-labelledby="list" {
                    table {
                        thead { tr {
                            th scope="col" { (text.follow_ups_due()) }
                            th scope="col" { (text.follow_ups_complaint()) }
                            th scope="col" { (text.follow_ups_why()) }
                            th scope="col" { (text.follow_ups_status()) }
                        } }
                        tbody { @for follow_up in follow_ups { (self.row(follow_up, text)) } }
                    }
                }
            }
            @if is_cut { p.note { (text.follow_ups_most(MOST_LISTED)) } }
            (self.done(done, text))
            p { a href=(urls::FACTS) { (text.facts_link()) } }
        };
        self.staff.wide(&text.follow_ups_title(), body)
    }

    fn done(&self, done: &[FollowUp], text: &Texts) -> Markup {
        html! {
            @if !done.is_empty() {
                section aria-labelledby="done" {
                    h2 id="done" { (text.follow_ups_done_heading(DONE_DAYS.to_string())) }
                    div.scroll tabindex="0" role="group" aria-labelledby="done" {
                        table {
                            thead { tr {
                                th scope="col" { (text.follow_ups_complaint()) }
                                th scope="col" { (text.follow_ups_why()) }
                                th scope="col" { (text.follow_ups_done_at()) }
                                th scope="col" { (text.follow_ups_done_by()) }
                                th scope="col" { (text.follow_ups_due()) }
                            } }
                            tbody { @for follow_up in done { (self.done_row(follow_up, text)) } }
                        }
                    }
                }
            }
        }
    }

    fn done_row(&self, follow_up: &FollowUp, text: &Texts) -> Markup {
        let Some(done) = &follow_up.done else { return html! {} };
        let is_late = day_of(done.at, self.zone) > follow_up.due_on;
        html! {
            tr {
                th scope="row" {
                    a href=(urls::follow_up(follow_up.id)) { (follow_up.reference.as_str()) }
                }
                td { (Self::why(follow_up, text)) }
                td { (moment(self.staff.language, done.at, self.zone)) }
                td { (done.by) }
                td {
                    (day(self.staff.language, follow_up.due_on))
                    @if is_late { " " strong { (text.follow_ups_done_late()) } }
                }
            }
        }
    }

    fn why(follow_up: &FollowUp, text: &Texts) -> String {
        if follow_up.contact_me { text.follow_ups_wants_contact() } else { text.follow_ups_detractor() }
    }

    fn row(&self, follow_up: &FollowUp, text: &Texts) -> Markup {
        html! {
            tr {
                td {
                    (day(self.staff.language, follow_up.due_on))
                    @if follow_up.due_on < self.today { " " strong { (text.follow_ups_overdue()) } }
                }
                th scope="row" { (follow_up.reference.as_str()) }
                td { (Self::why(follow_up, text)) }
                td {
                    @match &follow_up.taken_up_by {
                        None => {
                            (text.follow_ups_new())
                            form method="post" action=(urls::follow_up_take_up(follow_up.id)) {
                                button.quiet type="submit" aria-label={ (text.follow_ups_take_up()) ": " (follow_up.reference.as_str()) } {
                                    (text.follow_ups_take_up())
                                }
                            }
                        },
                        Some(who) => {
                            (text.follow_ups_taken_up(who.as_str())) " "
                            a href=(urls::follow_up(follow_up.id)) aria-label={ (text.follow_ups_read()) ": " (follow_up.reference.as_str()) } {
                                (text.follow_ups_read())
                            }
                        }
                    }
                }
            }
        }
    }

    /// One answer, shown to the handler who took up its follow-up.
    #[must_use]
    pub fn detail(&self, detail: &FollowUpDetail, questionnaire: &Questionnaire) -> Markup {
        let (text, follow_up) = (texts(self.staff.language), &detail.follow_up);
        let title = text.follow_up_title(follow_up.reference.as_str());
        let body = html! {
            h1 { (title) }
            p { (text.follow_up_answered(moment(self.staff.language, follow_up.answered_at, self.zone))) }
            dl.facts {
                div { dt { (text.follow_up_score()) } dd { (follow_up.score) } }
            }
            h2 { (text.follow_up_comment()) }
            @match &detail.comment {
                Some(comment) => blockquote dir="auto" { (comment) },
                None => p { (text.follow_up_no_comment()) },
            }
            @if !detail.ratings.is_empty() {
                table.narrow {
                    tbody {
                        @for (item, rating) in &detail.ratings {
                            tr {
                                th scope="row" { (item_text(self.staff.language, questionnaire, item)) }
                                td { (rating_text(text, *rating)) }
                            }
                        }
                    }
                }
            }
            h2 { (text.follow_up_contact_heading()) }
            (self.contact(detail, text))
            @match &follow_up.done {
                Some(done) => p { (text.follow_up_done(moment(self.staff.language, done.at, self.zone))) },
                None => form method="post" action=(urls::follow_up_end(follow_up.id)) {
                    button type="submit" { (text.follow_up_done_button()) }
                },
            }
            p { a href=(urls::complaint_facts(&follow_up.reference)) { (text.facts_link()) } }
            p { a href=(urls::FOLLOW_UPS) { (text.follow_ups_title()) } }
        };
        self.staff.narrow(&title, body)
    }

    fn contact(&self, detail: &FollowUpDetail, text: &Texts) -> Markup {
        if !detail.follow_up.contact_me {
            return html! { p { strong { (text.follow_up_no_contact()) } } };
        }
        html! {
            p { (text.follow_up_contact(day(self.staff.language, detail.follow_up.due_on))) }
            @match &detail.contact {
                None => p { (text.follow_up_contact_gone()) },
                Some((name, address)) => p {
                    @if let Some(name) = name { bdi { (name) } br; }
                    (address)
                },
            }
        }
    }
}

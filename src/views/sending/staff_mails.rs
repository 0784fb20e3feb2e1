//! Mails to staff on the sending page: how their queue stands, what is in trouble, and the button that queues failures again.
//!
//! The rule: to whom a mail goes is shown only to those who may see the users; a mail that cannot be read is listed all the same.

use maud::{Markup, html};

use crate::domain::sending::delivery::Cause;
use crate::domain::sending::message::MessageState;
use crate::domain::sending::overview::{MOST_LISTED, StaffQueue};
use crate::domain::sending::staff_mail::About;
use crate::domain::sending::staff_queue::{StaffTrouble, TroubledStaffMail, number_of};
use crate::texts::Texts;
use crate::urls;
use crate::views::kit::words;
use crate::views::sending::{SendingPage, head_of_troubles};

impl SendingPage<'_> {
    pub(super) fn staff_mails(&self, text: &Texts) -> Markup {
        let queue = &self.overview.staff;
        html! {
            section aria-labelledby="staff-mails" {
                h2 id="staff-mails" { (text.sending_staff_heading()) }
                @if queue.is_calm() { p { (text.sending_staff_calm()) } } @else {
                    (self.staff_server(queue, text))
                    (self.staff_facts(queue, text))
                    @if !queue.troubles.is_empty() { (self.staff_troubles(&queue.troubles, text)) }
                    @if !queue.in_trouble.is_empty() { (self.staff_list(&queue.in_trouble, text)) }
                }
            }
        }
    }

    /// What the mail server said of this queue. That sending is paused stands at the head of the page.
    fn staff_server(&self, queue: &StaffQueue, text: &Texts) -> Markup {
        let Some(trouble) = queue.state.trouble.as_deref() else { return html! {} };
        let until = queue.state.resting_until.filter(|_| queue.state.is_resting(self.overview.now));
        let words = match until {
            Some(until) => text.sending_resting(trouble, self.at(until)),
            None => text.sending_server_said(trouble),
        };
        html! { p.notice { (words) } }
    }

    fn staff_facts(&self, queue: &StaffQueue, text: &Texts) -> Markup {
        let figures = &queue.figures;
        html! {
            dl.facts {
                div { dt { (text.sending_staff_waiting()) } dd { (self.number(figures.waiting)) } }
                div { dt { (text.sending_due()) } dd { (self.number(figures.due)) } }
                @if let Some(oldest) = figures.oldest_due_at {
                    div { dt { (text.sending_oldest()) } dd { (self.at(oldest)) } }
                }
                @if figures.claimed > 0 {
                    div { dt { (text.sending_staff_claimed()) } dd { (self.number(figures.claimed)) } }
                }
                div {
                    dt { (text.sending_trouble_failed()) }
                    dd { (self.number(number_of(&queue.troubles, MessageState::Failed))) }
                }
            }
        }
    }

    fn staff_troubles(&self, troubles: &[StaffTrouble], text: &Texts) -> Markup {
        let of = |cause, state| {
            let same = troubles.iter().filter(|trouble| trouble.cause == cause && trouble.state == state);
            same.map(|trouble| trouble.mails).sum::<u64>()
        };
        let mut causes: Vec<_> = troubles.iter().map(|trouble| trouble.cause).collect();
        causes.dedup();
        html! {
            div.scroll tabindex="0" role="group" aria-labelledby="staff-mails" {
                table.stacked {
                    (head_of_troubles(text))
                    tbody {
                        @for cause in causes {
                            @let failed = of(cause, MessageState::Failed);
                            tr {
                                th scope="row" { (cause_of(text, cause)) }
                                td.number { (self.number(of(cause, MessageState::Waiting))) }
                                td.number {
                                    (self.number(failed))
                                    @if failed > 0 && self.may_steer { (queue_again(text, cause)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    fn staff_list(&self, mails: &[TroubledStaffMail], text: &Texts) -> Markup {
        html! {
            h3 id="staff-list" { (text.sending_list_heading()) }
            p.note { (text.sending_staff_list_note(MOST_LISTED)) }
            div.scroll tabindex="0" role="group" aria-labelledby="staff-list" {
                table.stacked {
                    thead { tr {
                        th scope="col" { (text.sending_staff_about()) }
                        @if self.may_see_users { th scope="col" { (text.sending_staff_recipient()) } }
                        th scope="col" { (text.sending_trouble_cause()) }
                        th scope="col" { (text.sending_staff_said()) }
                        th.number scope="col" { (text.sending_list_attempts()) }
                        th scope="col" { (text.sending_list_next()) }
                    } }
                    tbody { @for mail in mails { (self.staff_row(mail, text)) } }
                }
            }
        }
    }

    fn staff_row(&self, mail: &TroubledStaffMail, text: &Texts) -> Markup {
        let next = self.at(mail.next_at);
        html! {
            tr {
                th scope="row" { (about(text, mail.about)) }
                @if self.may_see_users { td { (mail.recipient) } }
                td { (cause_of(text, mail.cause)) }
                td.said { (mail.said) }
                td.number { (self.number(mail.attempts.into())) }
                td {
                    @if mail.state == MessageState::Waiting { (next) } @else { (text.sending_failed_on(next)) }
                }
            }
        }
    }
}

/// A button that requeues the mails that failed for this cause.
fn queue_again(text: &Texts, cause: Option<Cause>) -> Markup {
    let name = format!(
        "{}: {}, {}",
        text.sending_queue_again(),
        text.sending_staff_heading(),
        cause_of(text, cause)
    );
    html! {
        form method="post" action=(urls::SENDING_QUEUE_STAFF_MAILS_AGAIN) {
            input type="hidden" name="cause" value=(cause.map_or("", Cause::name));
            button.quiet type="submit" aria-label=(name) { (text.sending_queue_again()) }
        }
    }
}

fn cause_of(text: &Texts, cause: Option<Cause>) -> String {
    cause.map_or_else(|| text.sending_staff_no_cause(), |cause| words::cause(text, cause))
}

fn about(text: &Texts, about: Option<About>) -> String {
    let Some(about) = about else { return text.staff_mail_unknown() };
    match about {
        About::Signals => text.staff_mail_signals(),
        About::AuditHead => text.staff_mail_audit_head(),
        About::Proposal(_) => text.staff_mail_proposal(),
        About::Verdict(_) => text.staff_mail_verdict(),
        About::Evaluation(_) => text.staff_mail_evaluation(),
        About::View(_) => text.staff_mail_view(),
        About::FollowUp(_) => text.staff_mail_follow_up(),
        About::FollowUpsDue => text.staff_mail_follow_ups_due(),
        About::Report(year) => text.staff_mail_report(year.to_string()),
        About::SignInLink => text.staff_mail_sign_in_link(),
    }
}

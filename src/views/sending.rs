//! The page for those responsible for sending: whether mail goes out, what is queued, what fails, and the buttons that
//! intervene.

mod figures;
pub mod metrics;
mod staff_mails;
pub mod story;
pub mod suppressions;

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::Timestamp;
use crate::domain::insight::funnel::FunnelPoint;
use crate::domain::sending::delivery::Cause;
use crate::domain::sending::message::MessageState;
use crate::domain::sending::overview::{MOST_LISTED, SendingOverview, Trouble, TroubledMessage};
use crate::domain::sending::steering::Steering;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::{moment, whole};
use crate::views::kit::page::StaffPage;
use crate::views::kit::words;

/// The page's data and its viewer.
pub struct SendingPage<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    /// Whether this user may use the buttons.
    pub may_steer: bool,
    /// Whether this user may see the users, and so to whom mails to staff go.
    pub may_see_users: bool,
    /// What the reader just did.
    pub done: Option<Steering>,
    pub overview: &'a SendingOverview,
    /// The funnel of the last twelve months' closures.
    pub funnel: Option<&'a FunnelPoint>,
    pub minimum_group: u64,
}

impl SendingPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        self.staff.wide(
            &text.sending_title(),
            html! {
                h1 { (text.sending_title()) }
                @if let Some(act) = self.done { p.done role="status" { (done(text, act)) } }
                p.headline { (self.headline(text)) }
                (self.facts(text))
                (self.server_said(text))
                @if self.may_steer { (self.buttons(text)) }
                (self.warnings(text))
                (self.find(text))
                (self.hours(text))
                (self.troubles(text))
                (self.list(text))
                (self.staff_mails(text))
                (self.places(text))
            },
        )
    }

    fn at(&self, at: Timestamp) -> String {
        moment(self.staff.language, at, self.zone)
    }

    fn number(&self, value: u64) -> String {
        whole(self.staff.language, value)
    }

    fn headline(&self, text: &Texts) -> String {
        let overview = self.overview;
        if let (Some(since), Some(who)) = (overview.state.paused_at, &overview.state.paused_by) {
            return text.sending_paused(self.at(since), who.as_str());
        }
        if let Some(until) = overview.state.resting_until.filter(|_| overview.state.is_resting(overview.now))
        {
            let trouble = overview.state.trouble.as_deref().unwrap_or_default();
            return text.sending_resting(trouble, self.at(until));
        }
        let begins = if overview.is_window_open { text.sending_running() } else { text.sending_closed() };
        let next = match overview.next_due_at {
            None => text.sending_nothing(),
            Some(_) if overview.is_window_open && overview.queue.due > 0 => {
                text.sending_due_now(self.number(overview.queue.due))
            }
            Some(next) => text.sending_next(self.at(next)),
        };
        format!("{begins} {next}")
    }

    /// The mail server's last error reply, shown until it accepts a mail again. While sending is backing off, the
    /// headline shows it instead.
    fn server_said(&self, text: &Texts) -> Markup {
        let state = &self.overview.state;
        let is_said = state.paused_at.is_none() && state.is_resting(self.overview.now);
        html! {
            @if let Some(trouble) = state.trouble.as_deref().filter(|_| !is_said) {
                p.notice { (text.sending_server_said(trouble)) }
            }
        }
    }

    fn facts(&self, text: &Texts) -> Markup {
        let (queue, hours) = (&self.overview.queue, &self.overview.sent_by_hour);
        html! {
            dl.facts {
                div { dt { (text.sending_due()) } dd { (self.number(queue.due)) } }
                @if let Some(oldest) = queue.oldest_due_at {
                    div { dt { (text.sending_oldest()) } dd { (self.at(oldest)) } }
                }
                div { dt { (text.sending_invitations()) } dd { (self.number(queue.invitations_waiting)) } }
                div { dt { (text.sending_reminders()) } dd { (self.number(queue.reminders_waiting)) } }
                @if queue.news_waiting > 0 {
                    div { dt { (text.sending_news()) } dd { (self.number(queue.news_waiting)) } }
                }
                div { dt { (text.sending_last_hour()) } dd { (self.number(hours.first().copied().unwrap_or_default())) } }
                div { dt { (text.sending_last_day()) } dd { (self.number(hours.iter().sum())) } }
            }
            p.note { (text.sending_reminders_note()) }
        }
    }

    fn buttons(&self, text: &Texts) -> Markup {
        let (path, name) = match self.overview.state.paused_at {
            None => (urls::SENDING_PAUSE, text.sending_pause()),
            Some(_) => (urls::SENDING_RESUME, text.sending_resume()),
        };
        let (overview, now) = (self.overview, self.overview.now);
        let is_in_trouble = overview.troubles.iter().any(|trouble| trouble.state == MessageState::Waiting)
            || overview.state.is_resting(now)
            || overview.staff.can_be_retried(now);
        html! {
            div.buttons {
                form method="post" action=(path) { button type="submit" { (name) } }
                @if is_in_trouble {
                    form method="post" action=(urls::SENDING_RETRY) {
                        button.quiet type="submit" { (text.sending_retry_all()) }
                    }
                }
            }
        }
    }

    fn find(&self, text: &Texts) -> Markup {
        html! {
            section aria-labelledby="find" {
                h2 id="find" { (text.sending_find_heading()) }
                form.inline method="get" action=(urls::COMPLAINTS) {
                    label for="reference" { (text.sending_find_label()) }
                    input type="text" id="reference" name="reference" autocomplete="off" maxlength="200" required;
                    button type="submit" { (text.sending_find_button()) }
                }
            }
        }
    }

    fn troubles(&self, text: &Texts) -> Markup {
        let of = |cause, state| {
            let same = self
                .overview
                .troubles
                .iter()
                .filter(|trouble| trouble.cause == cause && trouble.state == state);
            self.number(same.map(|trouble| trouble.messages).sum())
        };
        let mut causes: Vec<_> = self.overview.troubles.iter().map(|trouble| trouble.cause).collect();
        causes.dedup();
        html! {
            section aria-labelledby="trouble" {
                h2 id="trouble" { (text.sending_trouble_heading()) }
                @if causes.is_empty() { p { (text.sending_trouble_none()) } } @else {
                    div.scroll tabindex="0" role="group" aria-labelledby="trouble" {
                        table.stacked {
                            (head_of_troubles(text))
                            tbody {
                                @for cause in causes {
                                    tr {
                                        th scope="row" { (words::cause(text, cause)) }
                                        td.number { (of(cause, MessageState::Waiting)) }
                                        td.number {
                                            (of(cause, MessageState::Failed))
                                            (self.queue_again(cause, text))
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }

    /// A button that requeues the mails refused for this cause; absent if there are none.
    fn queue_again(&self, cause: Cause, text: &Texts) -> Markup {
        let is_burnt = |trouble: &Trouble| trouble.cause == cause && trouble.state == MessageState::Failed;
        let is_offered = self.may_steer && cause.is_refusal() && self.overview.troubles.iter().any(is_burnt);
        html! {
            @if is_offered {
                form method="post" action=(urls::SENDING_QUEUE_AGAIN) {
                    input type="hidden" name="cause" value=(cause);
                    button.quiet type="submit" aria-label={ (text.sending_queue_again()) ": " (words::cause(text, cause)) } {
                        (text.sending_queue_again())
                    }
                }
            }
        }
    }

    fn list(&self, text: &Texts) -> Markup {
        if self.overview.in_trouble.is_empty() {
            return html! {};
        }
        html! {
            section aria-labelledby="messages" {
                h2 id="messages" { (text.sending_list_heading()) }
                p.note { (text.sending_list_note(MOST_LISTED)) }
                div.scroll tabindex="0" role="group" aria-labelledby="messages" {
                    table.stacked {
                        thead { tr {
                            th scope="col" { (text.sending_list_complaint()) }
                            th scope="col" { (text.sending_list_message()) }
                            th scope="col" { (text.sending_trouble_cause()) }
                            th scope="col" { (text.sending_list_said()) }
                            th.number scope="col" { (text.sending_list_attempts()) }
                            th scope="col" { (text.sending_list_next()) }
                        } }
                        tbody { @for message in &self.overview.in_trouble { (self.row(message, text)) } }
                    }
                }
            }
        }
    }

    fn row(&self, message: &TroubledMessage, text: &Texts) -> Markup {
        let is_waiting = message.state == MessageState::Waiting;
        html! {
            tr {
                th scope="row" { a href=(urls::complaint(&message.reference)) { (message.reference.as_str()) } }
                td { (words::kind(text, message.kind)) }
                td { (words::cause(text, message.cause)) }
                td.said { (message.said) }
                td.number { (self.number(message.attempts.into())) }
                td {
                    @if is_waiting { (self.at(message.next_at)) }
                    @else { (text.sending_failed_on(self.at(message.next_at))) }
                    @if is_waiting && self.may_steer {
                        form method="post" action=(urls::SENDING_RETRY) {
                            input type="hidden" name="message" value=(message.id);
                            button.quiet type="submit" aria-label={ (text.sending_retry()) ": " (message.reference.as_str()) } {
                                (text.sending_retry())
                            }
                        }
                    }
                }
            }
        }
    }
}

/// The words that confirm an act.
fn done(text: &Texts, act: Steering) -> String {
    match act {
        Steering::Paused => text.sending_done_paused(),
        Steering::Resumed => text.sending_done_resumed(),
        Steering::Retried => text.sending_done_retried(),
        Steering::QueuedAgain => text.sending_done_queued_again(),
    }
}

/// The head of a table of troubles by cause, which is the same for each queue.
fn head_of_troubles(text: &Texts) -> Markup {
    html! {
        thead { tr {
            th scope="col" { (text.sending_trouble_cause()) }
            th.number scope="col" { (text.sending_trouble_waiting()) }
            th.number scope="col" { (text.sending_trouble_failed()) }
        } }
    }
}

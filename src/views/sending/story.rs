//! The history of one complaint: every closure with what was planned, sent, retried, refused and answered, and why.

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::Timestamp;
use crate::domain::asking::invitation::ReasonedState;
use crate::domain::policy::clock::Clock;
use crate::domain::sending::message::{MessageKind, MessageState};
use crate::domain::sending::story::{BounceStory, ClosureStory, ComplaintStory, MessageStory};
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::moment;
use crate::views::kit::page::StaffPage;
use crate::views::kit::words;
use crate::views::policy::clock::clocks;

/// The page's data and its viewer.
pub struct StoryPage<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    /// Whether this user may clear a bounce.
    pub may_steer: bool,
    /// Whether this user may tell what happened.
    pub may_record: bool,
    pub story: &'a ComplaintStory,
    pub clocks: &'a [Clock],
}

/// A past or scheduled event.
struct Event {
    at: Timestamp,
    what: String,
    /// The mail server's reply.
    said: Option<String>,
}

impl StoryPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let (text, story) = (texts(self.staff.language), self.story);
        let title = text.story_title(story.reference.as_str());
        self.staff.narrow(&title, html! {
                h1 { (title) }
                p {
                    (text.story_received(self.at(story.received_at))) " "
                    @if story.is_closed { (text.story_closed()) } @else { (text.story_open()) }
                }
                (clocks(self.staff.language, self.clocks, self.zone))
                @if self.may_record { p { a href=(urls::complaint_facts(&story.reference)) { (text.facts_link()) } } }
                @if let Some(reason) = story.opt_out { p { (text.story_opt_out(words::opt_out(text, reason))) } }
                @if story.closures.is_empty() { p { (text.story_none()) } }
                @for closure in &story.closures { (self.closure(closure, text)) }
                @if self.may_steer && story.can_be_cleared() {
                    section aria-labelledby="clear" {
                        h2 id="clear" { (text.story_clear_heading()) }
                        p { (text.story_clear_text()) }
                        form method="post" action=(urls::clear_bounce(&story.reference)) {
                            button type="submit" { (text.story_clear_button()) }
                        }
                    }
                }
                p.note { (text.story_no_personal_data()) }
                p { a href=(urls::SENDING) { (text.nav_sending()) } }
            })
    }

    fn at(&self, at: Timestamp) -> String {
        moment(self.staff.language, at, self.zone)
    }

    fn closure(&self, closure: &ClosureStory, text: &Texts) -> Markup {
        let id = format!("closure-{}", closure.closure);
        let mut events = self.events(closure, text);
        events.sort_by_key(|event| event.at);
        html! {
            section aria-labelledby=(id) {
                h2 id=(id) { (text.story_closure(closure.closure)) ": " (words::state(text, closure.standing.state())) }
                @if let Some(reason) = words::reason(text, closure.standing) {
                    p { (capitalised(&reason)) "." }
                }
                @if closure.is_held { p { (text.story_held()) } }
                table.stacked {
                    thead { tr { th scope="col" { (text.story_when()) } th scope="col" { (text.story_what()) } } }
                    tbody {
                        @for event in events {
                            tr {
                                th scope="row" { (self.at(event.at)) }
                                td {
                                    (capitalised(&event.what))
                                    @if let Some(said) = event.said { br; span.optional { (said) } }
                                }
                            }
                        }
                    }
                }
                @for (reason, count) in &closure.attempts {
                    p.note { (text.story_attempts_not_counted(words::attempt(text, *reason), count.to_string())) }
                }
            }
        }
    }

    fn events(&self, closure: &ClosureStory, text: &Texts) -> Vec<Event> {
        let event = |at, what| Event { at, what, said: None };
        let mut events = vec![event(closure.closed_at, text.story_event_closed())];
        if closure.reported_at > closure.closed_at {
            events.push(event(closure.reported_at, text.story_event_reported()));
        }
        events.extend(closure.messages.iter().map(|message| message_event(message, text)));
        let reminder_due = text.story_event_due(words::kind(text, MessageKind::Reminder));
        events.extend(closure.reminder_due_at.map(|at| event(at, reminder_due)));
        events.extend(closure.bounces.iter().map(|bounce| self.bounce_event(bounce, text)));
        events.extend(closure.answered_at.map(|at| event(at, text.story_event_answered())));
        let ends =
            matches!(closure.standing, ReasonedState::Planned | ReasonedState::Sent | ReasonedState::Expired);
        events.extend(closure.expires_at.filter(|_| ends).map(|at| event(at, text.story_event_expires())));
        events
    }

    fn bounce_event(&self, bounce: &BounceStory, text: &Texts) -> Event {
        let mut what = words::bounce(text, bounce.kind);
        if let Some(at) = bounce.cleared_at {
            what = format!("{what}; {}", text.story_cleared(self.at(at)));
        }
        let said: Vec<&str> = bounce.status.iter().chain(&bounce.said).map(String::as_str).collect();
        Event { at: bounce.at, what, said: Some(said.join(" ")).filter(|said| !said.is_empty()) }
    }
}

fn message_event(message: &MessageStory, text: &Texts) -> Event {
    let kind = words::kind(text, message.kind);
    let cause = message.cause.map(|cause| words::cause(text, cause)).unwrap_or_default();
    let mut what = match (message.state, message.cause) {
        (MessageState::Waiting, None) => text.story_event_due(kind),
        (MessageState::Waiting, Some(_)) => text.story_event_retry(kind, cause),
        (MessageState::Claimed, _) => text.story_event_claimed(kind),
        (MessageState::Sent, _) => text.story_event_sent(kind),
        (MessageState::Failed, _) => text.story_event_failed(kind, cause),
        (MessageState::Cancelled, _) => text.story_event_cancelled(kind),
    };
    if message.attempts > 1 {
        what = format!("{what} ({})", text.story_attempts(message.attempts));
    }
    Event { at: message.sent_at.unwrap_or(message.next_at), what, said: message.said.clone() }
}

fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map(|first| first.to_uppercase().chain(rest).collect()).unwrap_or_default()
}

//! How sending stands, as metrics.
//!
//! Every value is read from the database on each scrape, so that all processes report the same. There are only counts, never
//! personal data; the one label that the program does not make is what the mail server last answered, without addresses.

use crate::domain::Timestamp;
use crate::domain::sending::message::MessageState;
use crate::domain::sending::overview::{OptOutWarning, QueueFigures, SendingState, Trouble};
use crate::domain::sending::staff_queue::{StaffFigures, StaffTrouble, number_of};
use crate::views::kit::gauges::{Gauges, Value};

/// The values to report.
pub struct Metrics<'a> {
    pub now: Timestamp,
    pub state: &'a SendingState,
    pub queue: &'a QueueFigures,
    pub sent_last_hour: u64,
    pub troubles: &'a [Trouble],
    pub opt_outs: &'a [OptOutWarning],
    pub staff_state: &'a SendingState,
    pub staff_figures: &'a StaffFigures,
    pub staff_troubles: &'a [StaffTrouble],
}

impl Metrics<'_> {
    /// As gauges.
    #[must_use]
    pub fn gauges(&self) -> Gauges {
        let mut gauges = Gauges::default();
        self.add_queue(&mut gauges);
        self.add_mail_server(&mut gauges);
        self.add_staff_mails(&mut gauges);
        gauges.one(
            "opt_out_warnings",
            "Teams whose staff keep too many people from being asked.",
            self.opt_outs.len() as u64,
        );
        gauges
    }

    fn add_queue(&self, gauges: &mut Gauges) {
        let queue = self.queue;
        let oldest = queue.oldest_due_at.map_or(0.0, |at| (self.now - at).as_seconds_f64().max(0.0));
        let kind = |name: &str, waiting: u64| (vec![("kind", name.to_owned())], waiting.into());
        let waiting = [
            kind("invitation", queue.invitations_waiting),
            kind("reminder", queue.reminders_waiting),
            kind("news", queue.news_waiting),
        ];
        gauges.by_labels("messages_waiting", "Messages in the queue, due or not.", waiting);
        gauges.one("messages_due", "Messages in the queue that are due.", queue.due);
        gauges.one("messages_claimed", "Messages that are being sent.", queue.claimed);
        gauges.one(
            "oldest_due_seconds",
            "For how long the oldest due message has been due.",
            Value::Real(oldest),
        );
        gauges.one(
            "messages_sent_last_hour",
            "Messages that the mail server took in the last hour.",
            self.sent_last_hour,
        );
    }

    fn add_mail_server(&self, gauges: &mut Gauges) {
        let state = self.state;
        let troubles = self.troubles.iter().map(|trouble| {
            let labels = vec![("cause", trouble.cause.to_string()), ("state", trouble.state.to_string())];
            (labels, trouble.messages.into())
        });
        gauges.by_labels(
            "messages_in_trouble",
            "Messages that wait for another try, or failed in the last 30 days.",
            troubles,
        );
        gauges.one("sending_paused", "1 while somebody has paused sending.", state.paused_at.is_some());
        gauges.one(
            "mail_server_in_trouble",
            "1 from the first trouble with the mail server until it takes a mail.",
            state.rests > 0,
        );
        let said = state.trouble.iter().map(|said| (vec![("said", said.replace('\n', " "))], true.into()));
        gauges.by_labels(
            "mail_server_said",
            "What the mail server last answered, from the first trouble until it takes a mail.",
            said,
        );
    }

    fn add_staff_mails(&self, gauges: &mut Gauges) {
        let state = |name: &str, mails: u64| (vec![("state", name.to_owned())], mails.into());
        gauges.by_labels(
            "staff_mails",
            "Mails to staff in the queue, those of them that are due, and those that failed in the last 30 days.",
            [
                state("waiting", self.staff_figures.waiting),
                state("due", self.staff_figures.due),
                state("failed", number_of(self.staff_troubles, MessageState::Failed)),
            ],
        );
        gauges.one(
            "staff_mail_server_in_trouble",
            "1 from the first trouble with the mail server over mails to staff until it takes one.",
            self.staff_state.rests > 0,
        );
    }
}

//! Metrics in Prometheus' text format (exposition format 0.0.4).
//!
//! Every value is read from the database on each scrape, so that all processes report the same. There are only counts,
//! never personal data.

use std::fmt::Write as _;

use crate::domain::Timestamp;
use crate::domain::sending::overview::{OptOutWarning, QueueFigures, SendingState, Trouble};

/// The values to report.
pub struct Metrics<'a> {
    pub now: Timestamp,
    pub state: &'a SendingState,
    pub queue: &'a QueueFigures,
    pub sent_last_hour: u64,
    pub troubles: &'a [Trouble],
    pub opt_outs: &'a [OptOutWarning],
}

impl Metrics<'_> {
    #[must_use]
    pub fn render(&self) -> String {
        let queue = self.queue;
        let oldest = queue.oldest_due_at.map_or(0.0, |at| (self.now - at).as_seconds_f64().max(0.0));
        let flag = |is_so: bool| f64::from(u8::from(is_so));
        let kind = |name: &str, value: u64| (format!("{{kind=\"{name}\"}}"), value as f64);
        let waiting = [
            kind("invitation", queue.invitations_waiting),
            kind("reminder", queue.reminders_waiting),
            kind("news", queue.news_waiting),
        ];
        let one = |value: f64| vec![(String::new(), value)];
        let troubles = self.troubles.iter().map(|trouble| {
            (format!("{{cause=\"{}\",state=\"{}\"}}", trouble.cause, trouble.state), trouble.messages as f64)
        });
        let mut text = String::new();
        gauge(&mut text, "messages_waiting", "Messages in the queue, due or not.", waiting.to_vec());
        gauge(&mut text, "messages_due", "Messages in the queue that are due.", one(queue.due as f64));
        gauge(&mut text, "messages_claimed", "Messages that are being sent.", one(queue.claimed as f64));
        gauge(
            &mut text,
            "oldest_due_seconds",
            "For how long the oldest due message has been due.",
            one(oldest),
        );
        gauge(
            &mut text,
            "messages_sent_last_hour",
            "Messages that the mail server took in the last hour.",
            one(self.sent_last_hour as f64),
        );
        gauge(
            &mut text,
            "messages_in_trouble",
            "Messages that wait for another try, or failed in the last 30 days.",
            troubles.collect(),
        );
        gauge(
            &mut text,
            "sending_paused",
            "1 while somebody has paused sending.",
            one(flag(self.state.paused_at.is_some())),
        );
        gauge(
            &mut text,
            "mail_server_in_trouble",
            "1 from the first trouble with the mail server until it takes a mail.",
            one(flag(self.state.rests > 0)),
        );
        let said = self.state.trouble.iter().map(|said| (format!("{{said=\"{}\"}}", escaped(said)), 1.0));
        gauge(
            &mut text,
            "mail_server_said",
            "What the mail server last answered, from the first trouble until it takes a mail.",
            said.collect(),
        );
        gauge(
            &mut text,
            "opt_out_warnings",
            "Teams whose staff keep too many people from being asked.",
            one(self.opt_outs.len() as f64),
        );
        text
    }
}

/// A label value escaped for the exposition format.
fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', " ")
}

fn gauge(text: &mut String, name: &str, help: &str, samples: Vec<(String, f64)>) {
    let _ = writeln!(text, "# HELP naklank_{name} {help}\n# TYPE naklank_{name} gauge");
    for (labels, value) in samples {
        let _ = writeln!(text, "naklank_{name}{labels} {value}");
    }
}

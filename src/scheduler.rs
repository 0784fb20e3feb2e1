//! Runs everything that is due until cancelled, in three loops: mail to customers, mail to staff, and all other duties.
//!
//! A loop of mail runs on a wake-up, when the next message is due, and at least every [`LONGEST_SLEEP`], since a wake-up
//! is only a hint and another process cannot send one. The loops do not wait for each other, so that a slow mail server
//! delays neither a link to sign in with nor the expiry of links. The rule: a loop that panics is logged and begins anew;
//! what it held is claimed again when its lease ends.

use std::future::Future;
use std::time::Duration;

use chrono::{DateTime, Utc};
use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;

use crate::app::App;
use crate::workflow::StorageError;
use crate::workflow::sending::messages::send_messages;
use crate::workflow::sending::send::limits::FAREWELL;
use crate::workflow::sending::staff_mails::{next_staff_mail_due, send_staff_mails};
use crate::workflow::sending::steer::next_due;
use crate::workflow::upkeep::tick::{TickReport, run_housekeeping};

/// The longest time between two ticks.
const LONGEST_SLEEP: Duration = Duration::from_secs(15);
/// The shortest, so that a failing database is not polled without a pause.
const SHORTEST_SLEEP: Duration = Duration::from_millis(200);

/// Runs until cancelled; what is in flight is completed first.
pub async fn run(app: App, stop: CancellationToken) {
    tokio::join!(
        again("mail to customers", &stop, || send_mail(app.clone(), stop.clone())),
        again("mail to staff", &stop, || send_staff_mail(app.clone(), stop.clone())),
        again("duties", &stop, || do_other_duties(app.clone(), stop.clone())),
    );
}

/// Runs a loop in a task of its own, and anew if it panics, until told to stop.
async fn again<F>(name: &'static str, stop: &CancellationToken, run: impl Fn() -> F)
where
    F: Future<Output = ()> + Send + 'static,
{
    while !stop.is_cancelled() {
        if tokio::spawn(run().in_current_span()).await.is_ok() {
            continue;
        }
        tracing::error!(
            name,
            "a loop of the scheduler failed, which is a mistake in the program; it begins anew"
        );
        pause(stop, LONGEST_SLEEP).await;
    }
}

async fn send_mail(app: App, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let has_failed = match send_messages(&app, &stop).await {
            Ok(messages) => {
                log(&TickReport { messages, ..TickReport::default() });
                false
            }
            Err(error) => {
                tracing::error!(%error, "sending failed; it is tried again");
                true
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = app.wake.notified() => {}
            () = until_due(&app, has_failed, next_due(&app)) => {}
        }
    }
}

async fn send_staff_mail(app: App, stop: CancellationToken) {
    while !stop.is_cancelled() {
        let has_failed = match send_staff_mails(&app, &stop).await {
            Ok(staff_mails) => {
                log(&TickReport { staff_mails, ..TickReport::default() });
                false
            }
            Err(error) => {
                tracing::error!(%error, "sending to staff failed; it is tried again");
                true
            }
        };
        tokio::select! {
            () = stop.cancelled() => {}
            () = app.wake_staff_mail.notified() => {}
            () = until_due(&app, has_failed, next_staff_mail_due(&app)) => {}
        }
    }
}

async fn do_other_duties(app: App, stop: CancellationToken) {
    while !stop.is_cancelled() {
        tokio::select! {
            // A duty that failed was logged by its name, and is tried again with the next pass.
            report = run_housekeeping(&app) => log(&report),
            // What a duty has not committed by then is done by the next process.
            () = farewell(&stop) => {}
        }
        pause(&stop, LONGEST_SLEEP).await;
    }
}

async fn farewell(stop: &CancellationToken) {
    stop.cancelled().await;
    tokio::time::sleep(FAREWELL).await;
}

async fn pause(stop: &CancellationToken, time: Duration) {
    tokio::select! {
        () = stop.cancelled() => {}
        () = tokio::time::sleep(time) => {}
    }
}

/// Waits until the next mail is due, within bounds; after a failure for the longest time.
async fn until_due(
    app: &App,
    has_failed: bool,
    due: impl Future<Output = Result<Option<DateTime<Utc>>, StorageError>>,
) {
    let time = if has_failed {
        LONGEST_SLEEP
    } else {
        let due = tokio::time::timeout(LONGEST_SLEEP, due).await.unwrap_or(Err(StorageError::TookTooLong));
        match due {
            Ok(Some(due)) => {
                let until = (due - app.now()).to_std();
                until.unwrap_or(SHORTEST_SLEEP).clamp(SHORTEST_SLEEP, LONGEST_SLEEP)
            }
            Ok(None) => LONGEST_SLEEP,
            Err(error) => {
                tracing::warn!(%error, "it is not known when the next mail is due");
                LONGEST_SLEEP
            }
        }
    };
    tokio::time::sleep(time).await;
}

/// Logs what was done, a field for each count; a look that found nothing to do is not logged.
fn log(report: &TickReport) {
    if !report.did_anything() {
        return;
    }
    let TickReport { messages, staff_mails, expired, folded, forgotten, themed, signals, verdicts, drawn } =
        *report;
    tracing::info!(
        sent = messages.sent,
        retried = messages.retried,
        failed = messages.failed,
        cancelled = messages.cancelled,
        expired,
        folded,
        forgotten,
        themed,
        signals,
        staff_mails = staff_mails.sent,
        staff_mails_retried = staff_mails.retried,
        staff_mails_failed = staff_mails.failed,
        staff_mails_cancelled = staff_mails.cancelled,
        verdicts,
        drawn,
        "tick"
    );
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicU32, Ordering};

    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_loop_that_panics_begins_anew_and_ends_when_told_to_stop() {
        let (stop, runs) = (CancellationToken::new(), Arc::new(AtomicU32::new(0)));
        again("test", &stop, || {
            let (stop, runs) = (stop.clone(), runs.clone());
            async move {
                assert!(runs.fetch_add(1, Ordering::SeqCst) > 0, "the program fails on purpose");
                stop.cancel();
            }
        })
        .await;
        assert_eq!(runs.load(Ordering::SeqCst), 2);
    }
}

//! Runs everything that is due until cancelled, in two loops: mail, and all other duties.
//!
//! The mail loop runs on a wake-up, when the next message is due, and at least every [`LONGEST_SLEEP`], since a wake-up
//! is only a hint and another process cannot send one. The other duties have their own loop, so that a slow mail server
//! does not delay the expiry of links.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::workflow::sending::send::{SendReport, send_messages};
use crate::workflow::sending::steer::next_due;
use crate::workflow::upkeep::tick::{TickReport, run_housekeeping};

/// The longest time between two ticks.
const LONGEST_SLEEP: Duration = Duration::from_secs(15);
/// The shortest, so that a failing database is not polled without a pause.
const SHORTEST_SLEEP: Duration = Duration::from_millis(200);

/// Runs until cancelled; what is in flight is completed first.
pub async fn run(app: App, stop: CancellationToken) {
    tokio::join!(send_mail(&app, &stop), do_other_duties(&app, &stop));
}

async fn send_mail(app: &App, stop: &CancellationToken) {
    while !stop.is_cancelled() {
        match send_messages(app, stop).await {
            Ok(messages) => log(TickReport { messages, ..TickReport::default() }),
            Err(error) => tracing::error!(%error, "sending failed; it is tried again"),
        }
        let pause = pause(app).await;
        tokio::select! {
            () = stop.cancelled() => {}
            () = app.wake.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
    }
}

async fn do_other_duties(app: &App, stop: &CancellationToken) {
    while !stop.is_cancelled() {
        // A duty that failed was logged by its name, and is tried again with the next pass.
        if let Ok(report) = run_housekeeping(app).await {
            log(report);
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(LONGEST_SLEEP) => {}
        }
    }
}

/// Logs what was done, a field for each count; a look that found nothing to do is not logged.
fn log(report: TickReport) {
    if !report.did_anything() {
        return;
    }
    let TickReport {
        messages: SendReport { sent, retried, failed, cancelled },
        expired,
        folded,
        forgotten,
        themed,
        signals,
        staff_mails,
        verdicts,
        drawn,
    } = report;
    tracing::info!(
        sent,
        retried,
        failed,
        cancelled,
        expired,
        folded,
        forgotten,
        themed,
        signals,
        staff_mails,
        verdicts,
        drawn,
        "tick"
    );
}

/// The time until the next message is due, within bounds.
async fn pause(app: &App) -> Duration {
    match next_due(app).await {
        Ok(Some(due)) => {
            (due - app.now()).to_std().unwrap_or(SHORTEST_SLEEP).clamp(SHORTEST_SLEEP, LONGEST_SLEEP)
        }
        Ok(None) | Err(_) => LONGEST_SLEEP,
    }
}

//! Does what is due until told to stop, in two loops: mail, and all else.
//!
//! Mail goes out when somebody wakes the loop, when the next message falls due, and at the latest every
//! [`LONGEST_SLEEP`], since a wake-up is only a hint and may come from another process that cannot give one. The other
//! duties have a loop of their own, so that a slow mail server does not keep links from expiring.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::workflow::sending::send::send_messages;
use crate::workflow::sending::steer::next_due;
use crate::workflow::upkeep::tick::{TickReport, keep_house};

/// The longest time between two looks.
const LONGEST_SLEEP: Duration = Duration::from_secs(15);
/// The shortest, so that a failing database is not asked without a pause.
const SHORTEST_SLEEP: Duration = Duration::from_millis(200);

/// Runs until cancelled; what is in flight is finished first.
pub async fn run(app: App, stop: CancellationToken) {
    tokio::join!(send_mail(&app, &stop), do_other_duties(&app, &stop));
}

async fn send_mail(app: &App, stop: &CancellationToken) {
    while !stop.is_cancelled() {
        match send_messages(app, stop).await {
            Ok(messages) => log(&TickReport { messages, ..TickReport::default() }),
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
        match keep_house(app).await {
            Ok(report) => log(&report),
            Err(error) => tracing::error!(%error, "a duty failed; it is tried again"),
        }
        tokio::select! {
            () = stop.cancelled() => {}
            () = tokio::time::sleep(LONGEST_SLEEP) => {}
        }
    }
}

fn log(report: &TickReport) {
    if report.did_anything() {
        tracing::info!(%report, "tick");
    }
}

/// Until the next message is due, within bounds.
async fn pause(app: &App) -> Duration {
    match next_due(app).await {
        Ok(Some(due)) => {
            (due - app.now()).to_std().unwrap_or(SHORTEST_SLEEP).clamp(SHORTEST_SLEEP, LONGEST_SLEEP)
        }
        Ok(None) | Err(_) => LONGEST_SLEEP,
    }
}

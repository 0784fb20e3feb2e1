//! Ticks until told to stop: when somebody wakes it, when the next message falls due, and at the latest every
//! [`LONGEST_SLEEP`], since a wake-up is only a hint and may come from another process that cannot give one.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::workflow::tick::{next_due, tick};

/// The longest time between two looks.
const LONGEST_SLEEP: Duration = Duration::from_secs(15);
/// The shortest, so that a failing database is not asked without a pause.
const SHORTEST_SLEEP: Duration = Duration::from_millis(200);

/// Runs until cancelled; what is in flight is finished first.
pub async fn run(app: App, stop: CancellationToken) {
    while !stop.is_cancelled() {
        match tick(&app, &stop).await {
            Ok(report) if report.did_anything() => tracing::info!(%report, "tick"),
            Ok(_) => {}
            Err(error) => tracing::error!(%error, "tick failed; it is tried again"),
        }
        let pause = pause(&app).await;
        tokio::select! {
            () = stop.cancelled() => {}
            () = app.wake.notified() => {}
            () = tokio::time::sleep(pause) => {}
        }
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

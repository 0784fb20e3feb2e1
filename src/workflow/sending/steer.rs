//! Monitoring and control of sending for staff: queue, rate and trouble; pause, resume, retry now.

use chrono::TimeDelta;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::ids::MessageId;
use crate::domain::sending::overview::{
    MOST_LISTED, OptOutWarning, QueueFigures, SendingOverview, SendingState, StaffQueue, Trouble,
};
use crate::domain::sending::staff_queue::{StaffFigures, StaffTrouble};
use crate::storage::asking::invitations;
use crate::storage::sending::outbox::{self, Queue};
use crate::storage::sending::{self, messages, staff_mails};
use crate::storage::{StorageError, Tx};
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::{ActError, act};
use crate::workflow::access::secret::secret_in_use::knows_secret_in_use;
use crate::workflow::asking::opt_outs;

/// For how long failures are shown.
const FAILURES_SHOWN: TimeDelta = TimeDelta::days(30);
/// Hours for which sent mails are counted.
const HOURS: usize = 24;

/// The overview of sending.
#[tracing::instrument(skip_all)]
pub async fn sending_overview(app: &App) -> Result<SendingOverview, StorageError> {
    let now = app.now();
    let next_due_at = next_due(app).await?;
    let mut tx = app.db.read().await?;
    Ok(SendingOverview {
        now,
        state: sending::find(&mut tx, Queue::Messages).await?,
        is_window_open: app.config.may_mail_at(now),
        queue: queue_figures(&mut tx, now).await?,
        next_due_at,
        sent_by_hour: messages::sent_by_hour(&mut tx, now, HOURS).await?,
        troubles: messages::troubles(&mut tx, now - FAILURES_SHOWN).await?,
        in_trouble: messages::find_in_trouble(&mut tx, MOST_LISTED).await?,
        opt_outs: opt_outs::warnings(app, &mut tx).await?,
        staff: staff_queue(&mut tx, now).await?,
    })
}

/// The queue of mails to staff.
async fn staff_queue(tx: &mut Tx, now: Timestamp) -> Result<StaffQueue, StorageError> {
    let failed_since = now - FAILURES_SHOWN;
    Ok(StaffQueue {
        state: sending::find(tx, Queue::StaffMails).await?,
        figures: staff_mails::overview::figures(tx, now).await?,
        troubles: staff_mails::overview::troubles(tx, failed_since).await?,
        in_trouble: staff_mails::overview::find_in_trouble(tx, failed_since, MOST_LISTED).await?,
    })
}

/// When there is something to send next; `None` if nothing is queued, sending is paused, or this process must not send.
#[tracing::instrument(skip_all)]
pub async fn next_due(app: &App) -> Result<Option<Timestamp>, StorageError> {
    let mut tx = app.db.read().await?;
    let state = sending::find(&mut tx, Queue::Messages).await?;
    if state.paused_at.is_some() || !knows_secret_in_use(app, &mut tx).await? {
        return Ok(None);
    }
    let queued = outbox::next_due(&mut tx, Queue::Messages).await?;
    let due = queued.into_iter().chain(invitations::next_reminder_due(&mut tx).await?).min();
    // What is due outside the sending hours, or while the mail server rests, waits for the end of that.
    let earliest = state.resting_until.map_or(app.now(), |until| until.max(app.now()));
    Ok(due.map(|due| app.config.may_mail_from(due.max(earliest))))
}

/// Metrics of sending, for a monitoring system.
#[derive(Clone, Debug)]
pub struct SendingMetrics {
    pub now: Timestamp,
    pub state: SendingState,
    pub queue: QueueFigures,
    pub sent_last_hour: u64,
    pub troubles: Vec<Trouble>,
    pub opt_outs: Vec<OptOutWarning>,
    /// The rest of the queue of mails to staff.
    pub staff_state: SendingState,
    pub staff_figures: StaffFigures,
    pub staff_troubles: Vec<StaffTrouble>,
}

/// Reads the metrics of sending.
#[tracing::instrument(skip_all)]
pub async fn sending_metrics(app: &App) -> Result<SendingMetrics, StorageError> {
    let now = app.now();
    let mut tx = app.db.read().await?;
    Ok(SendingMetrics {
        now,
        state: sending::find(&mut tx, Queue::Messages).await?,
        queue: queue_figures(&mut tx, now).await?,
        sent_last_hour: messages::sent_by_hour(&mut tx, now, 1).await?.into_iter().sum(),
        troubles: messages::troubles(&mut tx, now - FAILURES_SHOWN).await?,
        opt_outs: opt_outs::warnings(app, &mut tx).await?,
        staff_state: sending::find(&mut tx, Queue::StaffMails).await?,
        staff_figures: staff_mails::overview::figures(&mut tx, now).await?,
        staff_troubles: staff_mails::overview::troubles(&mut tx, now - FAILURES_SHOWN).await?,
    })
}

/// Counts the queue, including planned reminders, which enter it when they are due.
async fn queue_figures(tx: &mut Tx, now: Timestamp) -> Result<QueueFigures, StorageError> {
    let queued = messages::figures(tx, now).await?;
    let reminders = invitations::planned_reminders(tx, now).await?;
    Ok(QueueFigures {
        reminders_waiting: queued.reminders_waiting + reminders.planned,
        due: queued.due + reminders.due,
        oldest_due_at: queued.oldest_due_at.into_iter().chain(reminders.oldest_due_at).min(),
        ..queued
    })
}

/// Stops sending until it is resumed; mails in flight are finished. Idempotent.
#[tracing::instrument(skip_all)]
pub async fn pause_sending(app: &App, actor: &Actor) -> Result<(), ActError> {
    let mut tx = app.db.write().await?;
    if sending::pause(&mut tx, app.now(), actor.name()).await? {
        act(app, &mut tx, actor, Action::PauseSending, "").await?;
    }
    Ok(tx.commit().await?)
}

/// Resumes sending.
#[tracing::instrument(skip_all)]
pub async fn resume_sending(app: &App, actor: &Actor) -> Result<(), ActError> {
    let mut tx = app.db.write().await?;
    if sending::resume(&mut tx).await? {
        act(app, &mut tx, actor, Action::ResumeSending, "").await?;
    }
    tx.commit().await?;
    app.wake.notify_one();
    app.wake_staff_mail.notify_one();
    Ok(())
}

/// Retries now all messages and mails to staff that wait for a retry, or only the given message, and ends the mail server's rest. Never
/// outside the sending hours.
#[tracing::instrument(skip_all)]
pub async fn retry_now(app: &App, actor: &Actor, message: Option<MessageId>) -> Result<(), ActError> {
    let now = app.now();
    let mut tx = app.db.write().await?;
    let is_moved = match message {
        Some(id) => messages::retry_now(&mut tx, id, now).await?,
        None => {
            let of_staff = outbox::retry_all_now(&mut tx, Queue::StaffMails, now).await?;
            let is_staff_woken = sending::end_rest(&mut tx, Queue::StaffMails).await?;
            outbox::retry_all_now(&mut tx, Queue::Messages, now).await? + of_staff > 0 || is_staff_woken
        }
    };
    let is_woken = sending::end_rest(&mut tx, Queue::Messages).await?;
    if !is_moved && !is_woken {
        return Ok(());
    }
    let subject = message.map_or_else(|| "all".to_owned(), |id| id.to_string());
    act(app, &mut tx, actor, Action::RetrySending, &subject).await?;
    tx.commit().await?;
    app.wake.notify_one();
    app.wake_staff_mail.notify_one();
    Ok(())
}

//! One pass over everything that is due.
//!
//! The rule: a tick takes no input. It reads the state and the clock, so that any number of processes can run it, at
//! any time, and twice. A duty that fails holds up no other: the head of the audit is published before all of them, and
//! the mails to staff go out after them.

use std::panic::AssertUnwindSafe;
use std::time::Duration;

use chrono::TimeDelta;
use futures_util::FutureExt as _;
use tokio_util::sync::CancellationToken;
use tracing::Instrument as _;

use crate::app::App;
use crate::storage::StorageError;
use crate::storage::access::provider::{attempts, logouts};
use crate::storage::access::{sessions, users};
use crate::storage::sending::staff_mails;
use crate::workflow::access::audit::publish_head::publish_audit_head;
use crate::workflow::asking::expire::expire_invitations;
use crate::workflow::follow_ups::mails::{announce_wanted_contacts, queue_due_follow_ups};
use crate::workflow::insight::assess_months::assess_months;
use crate::workflow::insight::dashboard::saved_views::monthly::queue_monthly_views;
use crate::workflow::insight::fold_tallies::fold_tallies;
use crate::workflow::insight::import_responses::undo::finish_undoings;
use crate::workflow::insight::themes::apply_rules;
use crate::workflow::norms::judge::judge_norms;
use crate::workflow::norms::mails::remind_of_evaluations;
use crate::workflow::policy::judge::judge_years;
use crate::workflow::policy::quality::draw::draw_due;
use crate::workflow::privacy::forget::forget;
use crate::workflow::reporting::reminders::remind_of_report;
use crate::workflow::sending::messages::send_messages;
use crate::workflow::sending::queue_news::queue_news;
use crate::workflow::sending::send::SendReport;
use crate::workflow::sending::staff_mails::send_staff_mails;
use crate::workflow::upkeep::last_pass::note_pass;
use crate::workflow::upkeep::rotation::carry_over::carry_over;

/// How long mails with a sign-in link, whose link lasts a day at most, and mails about follow-ups are kept.
const PASSED_MAILS_KEPT: TimeDelta = TimeDelta::days(7);

/// A duty that takes longer waits for a database that is gone: it is tried again with the next pass, and goes on where it was.
const LONGEST_DUTY: Duration = Duration::from_secs(3600);

/// The result of a tick.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TickReport {
    pub messages: SendReport,
    pub expired: u64,
    pub folded: u64,
    /// Rows from which personal data was removed after its retention time.
    pub forgotten: u64,
    /// Verbatims to which the rules for themes were applied.
    pub themed: u64,
    /// Signals that were raised.
    pub signals: u64,
    pub staff_mails: SendReport,
    /// Official verdicts that were given.
    pub verdicts: u64,
    /// Months of which a sample was drawn for review.
    pub drawn: u64,
}

/// The duties of one pass.
#[derive(Default)]
struct Duties {
    /// The error of the first that failed.
    failed: Option<StorageError>,
    /// Whether the database cannot be reached, so that no other duty has to be tried.
    is_away: bool,
}

impl Duties {
    /// Does a duty within a limited time; one that fails has done nothing, as far as the report goes.
    async fn run<T: Default>(
        &mut self,
        duty: &'static str,
        work: impl Future<Output = Result<T, StorageError>>,
    ) -> T {
        // On the heap: there are many duties, and what wraps one would else have room for each of them.
        let limited = tokio::time::timeout(LONGEST_DUTY, Box::pin(work));
        self.send(duty, async { limited.await.unwrap_or(Err(StorageError::TookTooLong)) }).await
    }

    /// Does a duty that takes as long as there is mail.
    async fn send<T: Default>(
        &mut self,
        duty: &'static str,
        work: impl Future<Output = Result<T, StorageError>>,
    ) -> T {
        if self.is_away {
            return T::default();
        }
        let work =
            AssertUnwindSafe(Box::pin(work)).catch_unwind().instrument(tracing::info_span!("duty", duty));
        work.await.unwrap_or(Err(StorageError::Panicked)).unwrap_or_else(|error| {
            tracing::error!(duty, %error, "a duty failed; the others go on");
            self.is_away = matches!(error, StorageError::Unreachable(_));
            self.failed.get_or_insert(error);
            T::default()
        })
    }
}

/// The database failed in one duty, which the others did not wait for.
#[derive(Debug, thiserror::Error)]
#[error("{error}. What was done all the same: {done}")]
pub struct TickFailed {
    /// The error of the first duty that failed.
    pub error: StorageError,
    pub done: TickReport,
}

/// Does what is due; `stop` ends it early, once mails in flight have finished.
///
/// # Errors
/// A duty failed; what was done stays done.
#[tracing::instrument(skip_all)]
pub async fn tick(app: &App, stop: &CancellationToken) -> Result<TickReport, TickFailed> {
    let mut duties = Duties::default();
    let messages = duties.send("messages", send_messages(app, stop)).await;
    let house = keep_house(app, &mut duties).await;
    let staff_mails = duties.send("mails to staff", send_staff_mails(app, stop)).await;
    let done = TickReport { messages, staff_mails, ..house };
    match duties.failed {
        Some(error) => Err(TickFailed { error, done }),
        None => Ok(done),
    }
}

/// Does everything that is due apart from sending mails: publishes the head of the audit, expires links, completes the undoing of
/// imports, folds tallies, deletes personal data and sessions, applies theme rules, assesses months, judges norms, draws
/// samples, queues the monthly mails of saved views, the reminders of the yearly report and the mails about follow-ups and about
/// what came of answers, and brings what an earlier key made under the current one. A duty that fails is logged, and holds up no
/// other.
#[tracing::instrument(skip_all)]
pub async fn run_housekeeping(app: &App) -> TickReport {
    keep_house(app, &mut Duties::default()).await
}

async fn keep_house(app: &App, duties: &mut Duties) -> TickReport {
    duties.run("head of the audit", publish_audit_head(app)).await;
    let expired = duties.run("expired links", expire_invitations(app)).await;
    duties.run("undone imports", finish_undoings(app)).await;
    let folded = duties.run("tallies", fold_tallies(app)).await;
    let forgotten = duties.run("retention", forget(app)).await;
    let themed = duties.run("themes", apply_rules(app)).await;
    let signals = duties.run("signals", assess_months(app)).await;
    let of_norms = duties.run("verdicts over norms", judge_norms(app)).await;
    let of_years = duties.run("verdicts over years", judge_years(app)).await;
    let drawn = duties.run("samples", draw_due(app)).await;
    duties.run("reminders of evaluations", remind_of_evaluations(app)).await;
    duties.run("reminders of the report", remind_of_report(app)).await;
    duties.run("monthly views", queue_monthly_views(app)).await;
    duties.run("news of answers", queue_news(app)).await;
    duties.run("customers who want contact", announce_wanted_contacts(app)).await;
    duties.run("follow-ups that are due", queue_due_follow_ups(app)).await;
    duties.run("what an earlier key made", carry_over(app)).await;
    duties.run("sessions and links that ended", delete_ended(app)).await;
    TickReport {
        expired,
        folded,
        forgotten,
        themed,
        signals,
        verdicts: of_norms + of_years,
        drawn,
        ..TickReport::default()
    }
}

/// Deletes sessions, sign-in links and what a sign-in at the provider left, once they have ended, and notes that the pass
/// came to its end.
async fn delete_ended(app: &App) -> Result<(), StorageError> {
    let mut tx = app.db.write().await?;
    sessions::delete_ended(&mut tx, app.now()).await?;
    users::delete_stale_sign_in_links(&mut tx, app.now()).await?;
    staff_mails::delete_passed_until(&mut tx, app.now() - PASSED_MAILS_KEPT).await?;
    attempts::delete_expired(&mut tx, app.now()).await?;
    logouts::delete_expired(&mut tx, app.now()).await?;
    note_pass(&mut tx, app.now()).await?;
    tx.commit().await
}

impl TickReport {
    /// Whether there was anything to do.
    #[must_use]
    pub fn did_anything(&self) -> bool {
        *self != Self::default()
    }
}

impl std::fmt::Display for TickReport {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let SendReport { sent, retried, failed, cancelled } = self.messages;
        write!(
            formatter,
            "sent {sent}, to be tried again {retried}, failed {failed}, cancelled {cancelled}, expired {}, folded {}, forgotten {}, \
             looked at for themes {}, \
             signals {}, mails to staff {}, verdicts {}, samples drawn {}",
            self.expired,
            self.folded,
            self.forgotten,
            self.themed,
            self.signals,
            self.staff_mails.sent,
            self.verdicts,
            self.drawn
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test(start_paused = true)]
    async fn a_duty_that_panics_or_never_ends_has_failed_and_the_others_go_on() {
        let mut duties = Duties::default();
        let panics = async { panic!("the program fails on purpose") };
        assert_eq!(duties.run::<u64>("panics", panics).await, 0);
        assert!(matches!(duties.failed.take(), Some(StorageError::Panicked)));
        assert_eq!(duties.run::<u64>("silent", std::future::pending()).await, 0);
        assert!(matches!(duties.failed, Some(StorageError::TookTooLong)));
        assert_eq!(duties.run("next", async { Ok(1_u64) }).await, 1);
    }
}

//! One pass over everything that is due.
//!
//! The rule: a tick takes no input. It reads the state and the clock, so that any number of processes can run it, at
//! any time, and twice.

use chrono::TimeDelta;
use tokio_util::sync::CancellationToken;

use crate::app::App;
use crate::storage::StorageError;
use crate::storage::access::provider::{attempts, logouts};
use crate::storage::access::{sessions, users};
use crate::storage::sending::staff_mails;
use crate::workflow::access::audit::publish_head::publish_audit_head;
use crate::workflow::asking::expire::expire_invitations;
use crate::workflow::insight::assess_months::assess_months;
use crate::workflow::insight::fold_tallies::fold_tallies;
use crate::workflow::insight::themes::apply_rules;
use crate::workflow::norms::judge::judge_norms;
use crate::workflow::norms::mails::remind_of_evaluations;
use crate::workflow::policy::judge::judge_years;
use crate::workflow::policy::quality::draw::draw_due;
use crate::workflow::privacy::forget::forget;
use crate::workflow::sending::send::{SendReport, send_messages};
use crate::workflow::sending::staff_mails::send_staff_mails;

/// How long a mail with a sign-in link is kept, whose link lasts a day at most.
const LINK_MAILS_KEPT: TimeDelta = TimeDelta::days(7);

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
    /// Mails to staff that were accepted.
    pub staff_mails: u64,
    /// Official verdicts that were given.
    pub verdicts: u64,
    /// Months of which a sample was drawn for review.
    pub drawn: u64,
}

/// Does what is due; `stop` ends it early, once mails in flight have finished.
///
/// # Errors
/// The database failed; what was done before stays done.
pub async fn tick(app: &App, stop: &CancellationToken) -> Result<TickReport, StorageError> {
    let messages = send_messages(app, stop).await?;
    Ok(TickReport { messages, ..run_housekeeping(app).await? })
}

/// Does everything that is due apart from surveys: expires links, folds tallies, deletes personal data and sessions,
/// applies theme rules, assesses months, judges norms, draws samples, publishes the head of the audit, and sends mails to staff.
///
/// # Errors
/// The database failed; what was done before stays done.
pub async fn run_housekeeping(app: &App) -> Result<TickReport, StorageError> {
    let expired = expire_invitations(app).await?;
    let folded = fold_tallies(app).await?;
    let forgotten = forget(app).await?;
    let themed = apply_rules(app).await?;
    let signals = assess_months(app).await?;
    let verdicts = judge_norms(app).await?;
    let verdicts = verdicts + judge_years(app).await?;
    // What cannot be drawn must not hold up the mails.
    let drawn = draw_due(app).await.unwrap_or_else(|error| {
        tracing::error!(%error, "no sample was drawn");
        0
    });
    remind_of_evaluations(app).await?;
    publish_audit_head(app).await?;
    let staff_mails = send_staff_mails(app).await?;
    let mut tx = app.db.write().await?;
    sessions::delete_ended(&mut tx, app.now()).await?;
    users::delete_stale_sign_in_links(&mut tx, app.now()).await?;
    staff_mails::delete_links_until(&mut tx, app.now() - LINK_MAILS_KEPT).await?;
    attempts::delete_expired(&mut tx, app.now()).await?;
    logouts::delete_expired(&mut tx, app.now()).await?;
    tx.commit().await?;
    Ok(TickReport {
        expired,
        folded,
        forgotten,
        themed,
        signals,
        staff_mails,
        verdicts,
        drawn,
        ..TickReport::default()
    })
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
             signals {}, mails to staff {}, verdicts over norms {}, samples drawn {}",
            self.expired,
            self.folded,
            self.forgotten,
            self.themed,
            self.signals,
            self.staff_mails,
            self.verdicts,
            self.drawn
        )
    }
}

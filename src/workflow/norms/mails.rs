//! Mails policy owners about a proposal, a verdict, or a yearly evaluation.

use chrono::NaiveTime;

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::ids::MessageId;
use crate::domain::norms::evaluation::due;
use crate::domain::policy::kpi::Kpi;
use crate::domain::sending::staff_mail::About;
use crate::domain::time::calendar::moment_of;
use crate::storage::sending::staff_mails;
use crate::storage::{StorageError, Tx, norms};

/// Queues a mail to every policy owner except `except`, in the transaction of what it announces.
pub(super) async fn tell_policy_owners(
    app: &App,
    tx: &mut Tx,
    about: About,
    raised_at: Timestamp,
    except: Option<&str>,
) -> Result<(), StorageError> {
    for (user, email) in staff_mails::policy_owners(tx).await? {
        if except != Some(email.as_str()) {
            let id = MessageId(app.randomness.uuid(app.now()));
            staff_mails::insert(tx, id, user, about, raised_at).await?;
        }
    }
    Ok(())
}

/// Reminds policy owners, once a year, of a norm in force whose evaluation is due.
#[tracing::instrument(skip_all)]
pub async fn remind_of_evaluations(app: &App) -> Result<(), StorageError> {
    let mut tx = app.db.read().await?;
    let ledger = norms::ledger(&mut tx).await?;
    let Some(norm) = ledger.in_force(Kpi::Nps, app.today()) else { return Ok(()) };
    let evaluations = norms::evaluations(&mut tx).await?;
    let Some(due_on) = due(&ledger, norm, &evaluations, app.today()) else { return Ok(()) };
    let about = About::Evaluation(norm.id);
    // Derived from the day, so that the same reminder is recognised.
    let raised_at = moment_of(due_on, NaiveTime::default(), app.config.organisation.zone);
    if staff_mails::is_told(&mut tx, about, raised_at).await? {
        return Ok(());
    }
    drop(tx);
    let mut tx = app.db.write().await?;
    if staff_mails::is_told(&mut tx, about, raised_at).await? {
        return Ok(());
    }
    tell_policy_owners(app, &mut tx, about, raised_at, None).await?;
    tx.commit().await
}

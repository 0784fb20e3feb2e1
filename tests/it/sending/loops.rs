//! The loops of the sender when the program fails in one of them: the round ends and says so, and no mail is lost or doubled.

use std::collections::BTreeSet;
use std::sync::Arc;
use std::time::Duration;

use chrono::TimeDelta;
use naklank::app::App;
use naklank::domain::Timestamp;
use naklank::domain::access::roles::Role;
use naklank::domain::ids::LeaseId;
use naklank::domain::sending::attempt::Next;
use naklank::domain::sending::delivery::Cause;
use naklank::mail::message::{Letter, RawMail};
use naklank::mail::send_error::SendError;
use naklank::storage::sending::outbox::Queue;
use naklank::storage::sending::staff_mails::claim::{self, ClaimedStaffMail};
use naklank::storage::{StorageError, Tx};
use naklank::workflow::access::audit::publish_head::publish_audit_head;
use naklank::workflow::sending::send::mails::{Batch, Item, Mails, Refused};
use naklank::workflow::sending::send::send;
use naklank::workflow::sending::staff_mails::send_staff_mails;
use tokio_util::sync::CancellationToken;

use crate::support::{TestApp, on_both_engines};

/// Mails to staff, of which one step makes the program fail.
struct FailsAt<const STEP: char>;

const BOOKING: char = 'b';
const NOTING: char = 'n';

struct NoneFailed;

impl Refused for NoneFailed {
    fn said(&self) -> &str {
        ""
    }

    fn recipient(&self) -> &str {
        ""
    }
}

impl<const STEP: char> Mails for FailsAt<STEP> {
    const QUEUE: Queue = Queue::StaffMails;
    type Claimed = ClaimedStaffMail;
    type Failed = NoneFailed;

    fn item(mail: &ClaimedStaffMail) -> Item<'_> {
        Item { id: mail.id, tried: &mail.tried, since: mail.raised_at, recipient: Some(&mail.email) }
    }

    fn may_go_from(_app: &App, at: Timestamp) -> Timestamp {
        at
    }

    async fn claim(app: &App, lease: LeaseId, most: u32) -> Result<Batch<ClaimedStaffMail>, StorageError> {
        let now = app.now();
        let mut tx = app.db.write().await?;
        let taken = claim::claim(&mut tx, lease, now, now + TimeDelta::seconds(30), most).await?;
        tx.commit().await?;
        Ok(Batch { wanted: taken.mails.into_iter().map(Arc::new).collect(), ..Batch::default() })
    }

    fn compose(app: &App, mail: &ClaimedStaffMail) -> Result<RawMail, SendError> {
        let letter = Letter {
            id: mail.id,
            date: mail.raised_at,
            from: app.config.mail.from.clone(),
            reply_to: None,
            to: mail.email.parse().unwrap(),
            to_name: None,
            subject: "Test".to_owned(),
            text: "Test".to_owned(),
            html: "<p>Test</p>".to_owned(),
            unsubscribe_url: None,
            return_path: None,
            stream: "test",
        };
        Ok(letter.to_raw(None).unwrap())
    }

    async fn sent(
        _app: &App,
        _tx: &mut Tx,
        _mails: &[Arc<ClaimedStaffMail>],
        _at: Timestamp,
    ) -> Result<(), StorageError> {
        assert!(STEP != BOOKING, "the program fails on purpose");
        Ok(())
    }

    async fn not_accepted(
        _app: &App,
        _tx: &mut Tx,
        _mail: &ClaimedStaffMail,
        _cause: Cause,
        _next: Next,
    ) -> Result<(), StorageError> {
        assert!(STEP != NOTING, "the program fails on purpose");
        Ok(())
    }

    async fn refused_in_a_row(_app: &App, _tx: &mut Tx) -> Result<Vec<NoneFailed>, StorageError> {
        Ok(Vec::new())
    }

    async fn queue_again(
        _app: &App,
        _tx: &mut Tx,
        _failed: &[NoneFailed],
        _at: Timestamp,
    ) -> Result<(), StorageError> {
        Ok(())
    }
}

const MAILS: usize = 40;

async fn queue_mails(app: &TestApp) {
    for number in 0..MAILS {
        app.add_user(&format!("head-{number}@example.org"), Role::PolicyOwner).await;
    }
    app.execute("UPDATE users SET wants_audit_heads = TRUE").await;
    publish_audit_head(&app.app).await.unwrap();
}

async fn round<M: Mails>(app: &TestApp) {
    let stop = CancellationToken::new();
    let round = send::<M>(&app.app, &stop);
    let ended = tokio::time::timeout(Duration::from_secs(60), round).await.expect("the round ends");
    assert!(matches!(ended, Err(StorageError::Panicked)), "{ended:?}");
}

/// After the leases have ended, everything is sent that had not been accepted.
async fn nothing_is_lost_or_doubled(app: &TestApp) {
    app.advance(TimeDelta::minutes(10));
    send_staff_mails(&app.app, &CancellationToken::new()).await.unwrap();
    let all: Vec<String> = app.mails().iter().map(|mail| mail.envelope.to()[0].to_string()).collect();
    let distinct: BTreeSet<&String> = all.iter().collect();
    assert_eq!((all.len(), distinct.len()), (MAILS, MAILS));
    let sent = "SELECT COUNT(*) FROM staff_mails WHERE state = 'sent'";
    assert_eq!(app.integers(sent).await, [i64::try_from(MAILS).unwrap()]);
}

on_both_engines! {
    async fn a_booking_that_fails_ends_the_round_and_loses_no_mail(app) {
        queue_mails(&app).await;
        round::<FailsAt<BOOKING>>(&app).await;
        nothing_is_lost_or_doubled(&app).await;
    }

    async fn a_record_that_fails_ends_the_round_and_loses_no_mail(app) {
        queue_mails(&app).await;
        app.outbox().fail_next(SendError::new(Cause::MailServer, "421 4.3.2 too busy"));
        round::<FailsAt<NOTING>>(&app).await;
        nothing_is_lost_or_doubled(&app).await;
    }
}

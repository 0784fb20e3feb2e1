//! Mails to staff: claim, send, record, as with invitations.
//!
//! The rule: norms are read for mails about norms alone, and figures for mails about saved views; these go last, so that one
//! that cannot be read holds up no other mail.

mod about_views;

use std::collections::BTreeMap;

use chrono::{NaiveDate, TimeDelta};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::access::audit_walk::PublishedHead;
use crate::domain::ids::{LeaseId, MessageId};
use crate::domain::insight::signal::event::{SignalEvent, events};
use crate::domain::norms::evaluation::{Evaluation, due};
use crate::domain::norms::norm::Ledger;
use crate::domain::norms::official_verdict::OfficialVerdict;
use crate::domain::sending::delivery::Cause;
use crate::domain::sending::staff_mail::About;
use crate::mail::message::Letter;
use crate::mail::send_error::SendError;
use crate::storage::access::{audit_heads, users};
use crate::storage::insight::signals;
use crate::storage::sending::staff_mails::ClaimedStaffMail;
use crate::storage::sending::{self, staff_mails};
use crate::storage::{StorageError, Tx, norms};
use crate::urls;
use crate::views::access::audit_head_mail::AuditHeadMail;
use crate::views::access::sign_in_link_mail::SignInLinkMail;
use crate::views::insight::signal_mail::SignalMail;
use crate::views::norms::mail::{NormMail, Occasion};
use crate::workflow::sending::staff_mails::about_views::MailedView;

/// The lease of a claim: longer than any mail takes.
const LEASE: TimeDelta = TimeDelta::minutes(5);
/// The pause after the first failure; after the n-th it is n times as long.
const PAUSE: TimeDelta = TimeDelta::minutes(10);

/// Sends due mails, unless sending is paused or the mail server rests; returns how many were accepted.
///
/// # Errors
/// The database failed; claimed mails are claimed again when their lease ends.
pub async fn send_staff_mails(app: &App) -> Result<u64, StorageError> {
    let now = app.now();
    let state = sending::find(&mut app.db.read().await?).await?;
    if state.paused_at.is_some() || state.is_resting(now) {
        return Ok(0);
    }
    let lease = LeaseId(app.randomness.uuid(now));
    let mut tx = app.db.write().await?;
    let claimed = staff_mails::claim(&mut tx, lease, now, now + LEASE).await?;
    tx.commit().await?;
    let (about_norms, others): (Vec<_>, Vec<_>) =
        claimed.into_iter().partition(|mail| mail.about.norm().is_some());
    let (about_views, others): (Vec<_>, Vec<_>) =
        others.into_iter().partition(|mail| mail.about.view().is_some());
    let mut sent = send_claimed(app, lease, others).await?;
    let of_views = send_claimed(app, lease, about_views).await;
    sent += send_claimed(app, lease, about_norms).await?;
    Ok(sent + of_views?)
}

/// Sends mails that were claimed; returns how many were accepted.
async fn send_claimed(
    app: &App,
    lease: LeaseId,
    claimed: Vec<ClaimedStaffMail>,
) -> Result<u64, StorageError> {
    if claimed.is_empty() {
        return Ok(0);
    }
    let mut views = BTreeMap::new();
    for mail in &claimed {
        views.extend(MailedView::read(app, mail).await?.map(|view| (mail.id, view)));
    }
    let known = Known { views, ..Known::read(app, &mut app.db.read().await?, &claimed).await? };
    let mut sent = 0;
    for mail in claimed {
        if known.is_settled(&mail, app.today()) {
            let mut tx = app.db.write().await?;
            staff_mails::delete(&mut tx, mail.id, lease).await?;
            tx.commit().await?;
            continue;
        }
        let ended = send(app, &mail, &known).await;
        let mut tx = app.db.write().await?;
        match ended {
            Ok(()) => {
                sent += 1;
                staff_mails::set_sent(&mut tx, mail.id, lease, app.now()).await?;
            }
            Err(error) => {
                tracing::warn!(message_id = %mail.id, %error, "a mail to staff was not accepted");
                let next_at = app.now() + PAUSE * i32::try_from(mail.attempts).unwrap_or(i32::MAX);
                staff_mails::set_failed(&mut tx, mail.id, lease, next_at, &error.to_string()).await?;
            }
        }
        tx.commit().await?;
    }
    Ok(sent)
}

/// The data that the mails are about.
#[derive(Default)]
struct Known {
    events: Vec<SignalEvent>,
    ledger: Ledger,
    verdicts: Vec<OfficialVerdict>,
    evaluations: Vec<Evaluation>,
    /// When the sign-in link of a mail expires, if it still works.
    link_ends: BTreeMap<MessageId, Timestamp>,
    heads: Vec<PublishedHead>,
    /// The saved views of mails whose recipients may read them.
    views: BTreeMap<MessageId, MailedView>,
}

impl Known {
    async fn read(app: &App, tx: &mut Tx, claimed: &[ClaimedStaffMail]) -> Result<Self, StorageError> {
        let mut link_ends = BTreeMap::new();
        for mail in claimed.iter().filter(|mail| mail.about == About::SignInLink) {
            let link = app.secret.sign_in_token(mail.id.0.as_bytes());
            if let Some(end) = users::sign_in_link_end(tx, &link.hash(), app.now()).await? {
                link_ends.insert(mail.id, end);
            }
        }
        let mut heads: Vec<PublishedHead> = Vec::new();
        for mail in claimed.iter().filter(|mail| mail.about == About::AuditHead) {
            if heads.iter().all(|head| head.published_at != mail.raised_at) {
                heads.extend(audit_heads::published_at(tx, mail.raised_at).await?);
            }
        }
        let mut known = Self { link_ends, heads, ..Self::default() };
        if claimed.iter().any(|mail| mail.about == About::Signals) {
            known.events = events(signals::list(tx).await?);
        }
        if claimed.iter().any(|mail| mail.about.norm().is_some()) {
            known.ledger = norms::ledger(tx).await?;
            known.verdicts = norms::verdicts(tx).await?;
            known.evaluations = norms::evaluations(tx).await?;
        }
        Ok(known)
    }

    /// Whether the request of a mail was handled meanwhile, its link works no more, or its view is out of reach. A mail about signals, a verdict
    /// or the audit stays relevant.
    fn is_settled(&self, mail: &ClaimedStaffMail, today: NaiveDate) -> bool {
        let norm = mail.about.norm().and_then(|id| self.ledger.0.iter().find(|norm| norm.id == id));
        match (mail.about, norm) {
            (About::Proposal(_), Some(norm)) => norm.decision.is_some(),
            (About::Evaluation(_), Some(norm)) => due(&self.ledger, norm, &self.evaluations, today).is_none(),
            (About::SignInLink, _) => !self.link_ends.contains_key(&mail.id),
            (About::View(_), _) => !self.views.contains_key(&mail.id),
            _ => false,
        }
    }
}

async fn send(app: &App, mail: &ClaimedStaffMail, known: &Known) -> Result<(), SendError> {
    let letter = letter(app, mail, known)?;
    let raw = letter
        .to_raw(app.config.mail.dkim.as_ref())
        .map_err(|error| SendError::new(Cause::Unmailable, &error.to_string()))?;
    app.mailer.send(raw).await
}

fn letter(app: &App, mail: &ClaimedStaffMail, known: &Known) -> Result<Letter, SendError> {
    let to = mail.email.parse();
    let to = to.map_err(|_| SendError::new(Cause::Unmailable, "the user's address takes no mail"))?;
    let (subject, text, html) = words(app, mail, known)
        .ok_or_else(|| SendError::new(Cause::Unmailable, "what the mail tells of is not there"))?;
    let config = &app.config;
    Ok(Letter {
        id: mail.id,
        date: mail.raised_at,
        from: config.mail.from.clone(),
        reply_to: config.mail.reply_to.clone(),
        to,
        to_name: None,
        subject,
        text,
        html,
        unsubscribe_url: None,
        return_path: None,
        stream: match mail.about {
            About::Signals => "signal",
            About::Proposal(_) | About::Verdict(_) | About::Evaluation(_) => "norm",
            About::SignInLink => "account",
            About::AuditHead => "audit",
            About::View(_) => "view",
        },
    })
}

/// Subject, plain text and HTML.
fn words(app: &App, mail: &ClaimedStaffMail, known: &Known) -> Option<(String, String, String)> {
    if mail.about == About::SignInLink {
        return sign_in_link_words(app, mail, known);
    }
    if mail.about == About::AuditHead {
        return audit_head_words(app, mail, known);
    }
    if mail.about.view().is_some() {
        return known.views.get(&mail.id).map(|view| view.words(app, mail));
    }
    let organisation = &app.config.organisation;
    let absolute = |path: &str| format!("{}{path}", app.config.http.public_url);
    let Some(norm) = mail.about.norm() else {
        let begun = known
            .events
            .iter()
            .filter(|event| event.signals().any(|raised| raised.raised_at == mail.raised_at));
        let page = absolute(urls::SIGNALS);
        let words = SignalMail {
            language: organisation.language,
            organisation: &organisation.name,
            events: &begun.collect::<Vec<_>>(),
            page: &page,
        };
        return Some((words.subject(), words.text(), words.html().into_string()));
    };
    let given =
        || known.verdicts.iter().find(|given| given.norm == norm && given.judged_at == mail.raised_at);
    let occasion = match mail.about {
        About::Signals | About::SignInLink | About::AuditHead | About::View(_) => return None,
        About::Proposal(_) => Occasion::Proposal,
        About::Verdict(_) => Occasion::Verdict(given()?),
        About::Evaluation(_) => Occasion::Evaluation,
    };
    let page = absolute(&urls::norm(norm));
    let words = NormMail {
        language: organisation.language,
        organisation: &organisation.name,
        norm: known.ledger.0.iter().find(|one| one.id == norm)?,
        occasion,
        minimum_group: app.config.privacy.minimum_group,
        page: &page,
    };
    Some((words.subject(), words.text(), words.html().into_string()))
}

fn audit_head_words(app: &App, mail: &ClaimedStaffMail, known: &Known) -> Option<(String, String, String)> {
    let organisation = &app.config.organisation;
    let page = format!("{}{}", app.config.http.public_url, urls::AUDIT);
    let words = AuditHeadMail {
        language: mail.language.unwrap_or(organisation.language),
        organisation: &organisation.name,
        published: known.heads.iter().find(|head| head.published_at == mail.raised_at)?,
        page: &page,
    };
    Some((words.subject(), words.text(), words.html().into_string()))
}

fn sign_in_link_words(app: &App, mail: &ClaimedStaffMail, known: &Known) -> Option<(String, String, String)> {
    let organisation = &app.config.organisation;
    let token = app.secret.sign_in_token(mail.id.0.as_bytes());
    let page = format!("{}{}", app.config.http.public_url, urls::sign_in_link(&token));
    let words = SignInLinkMail {
        language: mail.language.unwrap_or(organisation.language),
        organisation: &organisation.name,
        zone: organisation.zone,
        page: &page,
        works_until: *known.link_ends.get(&mail.id)?,
    };
    Some((words.subject(), words.text(), words.html().into_string()))
}

//! The mails to policy owners: a proposal waits, a verdict was given, an evaluation is due.

use crate::app::App;
use crate::domain::ids::NormId;
use crate::domain::norms::evaluation::due;
use crate::domain::sending::staff_mail::About;
use crate::storage::norms;
use crate::storage::sending::staff_mails::claim::ClaimedStaffMail;
use crate::urls;
use crate::views::norms::mail::{NormMail, Occasion};
use crate::workflow::sending::staff_mails::told::{Told, UnsentMail, Words};

/// What a mail asks or tells about a norm; nothing once the norm was decided on or evaluated. A verdict stays relevant.
pub(super) async fn norm(app: &App, mail: &ClaimedStaffMail, id: NormId) -> Result<Told, UnsentMail> {
    let mut tx = app.db.read().await?;
    let ledger = norms::ledger(&mut tx).await?;
    let verdicts = norms::verdicts(&mut tx).await?;
    let evaluations = norms::evaluations(&mut tx).await?;
    drop(tx);
    let norm = ledger.0.iter().find(|norm| norm.id == id).ok_or_else(UnsentMail::without_subject)?;
    let given = verdicts.iter().find(|given| given.norm == id && given.judged_at == mail.raised_at);
    let occasion = match mail.about {
        About::Verdict(_) => Occasion::Verdict(given.ok_or_else(UnsentMail::without_subject)?),
        About::Evaluation(_) if due(&ledger, norm, &evaluations, app.today()).is_some() => {
            Occasion::Evaluation
        }
        About::Proposal(_) if norm.decision.is_none() => Occasion::Proposal,
        _ => return Ok(Told::Nothing),
    };
    let organisation = &app.config.organisation;
    let page = format!("{}{}", app.config.http.public_url, urls::norm(id));
    let letter = NormMail {
        language: organisation.language,
        organisation: &organisation.name,
        norm,
        occasion,
        minimum_group: app.config.privacy.minimum_group,
        page: &page,
    };
    let (subject, text, html) = (letter.subject(), letter.text(), letter.html().into_string());
    Ok(Told::Words(Words { subject, text, html }))
}

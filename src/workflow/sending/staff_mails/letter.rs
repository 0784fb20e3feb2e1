//! The letter to a member of staff.

use crate::app::App;
use crate::domain::sending::delivery::Cause;
use crate::domain::sending::staff_mail::About;
use crate::mail::message::Letter;
use crate::mail::send_error::SendError;
use crate::storage::sending::staff_mails::claim::ClaimedStaffMail;
use crate::workflow::sending::staff_mails::told::Words;

/// The mail with these words.
pub(super) fn letter(app: &App, mail: &ClaimedStaffMail, words: Words) -> Result<Letter, SendError> {
    let to = mail.email.parse();
    let to = to.map_err(|_| SendError::new(Cause::Unmailable, "the user's address takes no mail"))?;
    let config = &app.config;
    Ok(Letter {
        id: mail.id,
        // The same at each attempt, as the identifier is: a mail program that got it twice shows it once.
        date: mail.raised_at,
        from: config.mail.from.clone(),
        reply_to: config.mail.reply_to.clone(),
        to,
        to_name: None,
        subject: words.subject,
        text: words.text,
        html: words.html,
        unsubscribe_url: None,
        return_path: None,
        stream: stream(mail.about),
    })
}

/// The kind of mail, as providers are told it.
fn stream(about: About) -> &'static str {
    match about {
        About::Signals => "signal",
        About::Proposal(_) | About::Verdict(_) | About::Evaluation(_) => "norm",
        About::SignInLink => "account",
        About::AuditHead => "audit",
        About::View(_) => "view",
        About::FollowUp(_) | About::FollowUpsDue => "follow-up",
        About::Report(_) => "report",
    }
}

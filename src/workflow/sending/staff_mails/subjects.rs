//! What each mail to staff says, by its subject.
//!
//! The rule: it is read when the mail goes out, for that mail alone: a subject that cannot be read holds up no mail about another.

use crate::app::App;
use crate::domain::sending::staff_mail::About;
use crate::storage::sending::staff_mails::claim::ClaimedStaffMail;
use crate::workflow::sending::staff_mails::told::{Told, UnsentMail};
use crate::workflow::sending::staff_mails::{
    about_access, about_follow_ups, about_norms, about_reports, about_signals, about_views,
};

/// What a mail says now.
pub(super) async fn told(app: &App, mail: &ClaimedStaffMail) -> Result<Told, UnsentMail> {
    match mail.about {
        About::SignInLink => about_access::sign_in_link(app, mail).await,
        About::AuditHead => about_access::audit_head(app, mail).await,
        About::Signals => about_signals::signals(app, mail).await,
        About::View(view) => about_views::view(app, mail, view).await,
        About::Proposal(norm) | About::Verdict(norm) | About::Evaluation(norm) => {
            about_norms::norm(app, mail, norm).await
        }
        About::FollowUp(follow_up) => about_follow_ups::wants_contact(app, mail, follow_up).await,
        About::FollowUpsDue => about_follow_ups::due(app, mail).await,
        About::Report(year) => about_reports::report(app, mail, year).await,
    }
}

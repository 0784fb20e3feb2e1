//! The monthly mail about a saved view: its figures, and its words.
//!
//! The rule: what the recipient may read is decided when the mail goes out, not when it was queued.

use crate::app::App;
use crate::domain::ids::SavedViewId;
use crate::domain::sending::staff_mail::About;
use crate::storage::StorageError;
use crate::storage::sending::staff_mails::ClaimedStaffMail;
use crate::urls;
use crate::views::insight::saved_views::mail::ViewMail;
use crate::workflow::insight::dashboard::saved_views::FoundView;
use crate::workflow::insight::dashboard::saved_views::monthly::{
    MonthlyFigures, monthly_figures, view_to_mail,
};
use crate::workflow::norms::on_dashboard::beside_norm;

/// What a mail tells.
pub(super) struct MailedView {
    found: FoundView,
    figures: MonthlyFigures,
}

impl MailedView {
    /// Reads what a mail tells; `None` if it is about something else, or its recipient may not read it.
    pub(super) async fn read(app: &App, mail: &ClaimedStaffMail) -> Result<Option<Self>, StorageError> {
        match mail.about {
            About::View(id) => Self::find(app, &mail.email, id).await,
            _ => Ok(None),
        }
    }

    async fn find(app: &App, email: &str, id: SavedViewId) -> Result<Option<Self>, StorageError> {
        let Some((found, query)) = view_to_mail(app, email, id).await? else { return Ok(None) };
        let (query, _) = beside_norm(app, query).await?;
        let figures = monthly_figures(app, email, &query).await?;
        Ok(figures.map(|figures| Self { found, figures }))
    }

    /// Subject, plain text and HTML.
    pub(super) fn words(&self, app: &App, mail: &ClaimedStaffMail) -> (String, String, String) {
        let organisation = &app.config.organisation;
        let absolute = |path: &str| format!("{}{path}", app.config.http.public_url);
        let words = ViewMail {
            language: mail.language.unwrap_or(organisation.language),
            organisation: &organisation.name,
            view: &self.found.view,
            gone: &self.found.gone,
            whole: &self.figures.whole,
            change: self.figures.change.as_ref(),
            months: &self.figures.months,
            minimum_group: app.config.privacy.minimum_group,
            page: &absolute(&urls::view(self.found.view.id)),
            all_views: &absolute(urls::VIEWS),
        };
        (words.subject(), words.text(), words.html().into_string())
    }
}

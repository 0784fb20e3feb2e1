//! The monthly mail about a saved view: its figures, and its words.
//!
//! The rule: what the recipient may read is decided when the mail goes out, not when it was queued. A mail whose month is over is
//! dropped: its figures would be those of the next month's mail.

use chrono::{Datelike as _, NaiveDate};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::ids::SavedViewId;
use crate::domain::time::calendar::day_of;
use crate::storage::sending::staff_mails::claim::ClaimedStaffMail;
use crate::urls;
use crate::views::insight::saved_views::mail::ViewMail;
use crate::workflow::insight::dashboard::saved_views::FoundView;
use crate::workflow::insight::dashboard::saved_views::monthly::{
    MonthlyFigures, monthly_figures, view_to_mail,
};
use crate::workflow::norms::on_dashboard::beside_norm;
use crate::workflow::sending::staff_mails::told::{Told, UnsentMail, Words};

/// The figures of a view; nothing if the recipient may not read them or wants them no longer, or if the next month has begun.
pub(super) async fn view(app: &App, mail: &ClaimedStaffMail, id: SavedViewId) -> Result<Told, UnsentMail> {
    if is_of_an_earlier_month(app, mail.raised_at) {
        return Ok(Told::Nothing);
    }
    let Some((found, query)) = view_to_mail(app, &mail.email, id).await? else { return Ok(Told::Nothing) };
    let (query, _) = beside_norm(app, query).await?;
    let figures = monthly_figures(app, &mail.email, &query).await?;
    Ok(figures.map_or(Told::Nothing, |figures| Told::Words(words(app, mail, &found, &figures))))
}

/// Whether another month has begun in the organisation's time zone since this moment.
fn is_of_an_earlier_month(app: &App, moment: Timestamp) -> bool {
    let month = |day: NaiveDate| (day.year(), day.month());
    month(day_of(moment, app.config.organisation.zone)) < month(app.today())
}

fn words(app: &App, mail: &ClaimedStaffMail, found: &FoundView, figures: &MonthlyFigures) -> Words {
    let organisation = &app.config.organisation;
    let absolute = |path: &str| format!("{}{path}", app.config.http.public_url);
    let letter = ViewMail {
        language: mail.language.unwrap_or(organisation.language),
        organisation: &organisation.name,
        view: &found.view,
        gone: &found.gone,
        whole: &figures.whole,
        change: figures.change.as_ref(),
        months: &figures.months,
        minimum_group: app.config.privacy.minimum_group,
        page: &absolute(&urls::view(found.view.id)),
        all_views: &absolute(urls::VIEWS),
    };
    Words { subject: letter.subject(), text: letter.text(), html: letter.html().into_string() }
}

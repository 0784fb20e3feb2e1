//! What the visitor of the demo can do: close a complaint, and read the mailbox.

use std::path::Path;

use chrono::TimeDelta;
use mail_parser::MessageParser;

use crate::app::App;
use crate::config::MailTransport;
use crate::domain::complaints::complaint::{
    Channel, Complainant, Complaint, Contact, Level, Outcome, Reference, Status, SurveyWish,
};
use crate::domain::complaints::facts::Facts;
use crate::domain::complaints::segment::{Dimension, Labels};
use crate::domain::people::language::Language;
use crate::storage::StorageError;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::permission::ActError;
use crate::workflow::complaints::register::register_complaint;

/// The teams of the sample data.
pub const TEAMS: [&str; 2] = ["Noord", "Zuid"];

/// A mail that the demo sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DemoMail {
    /// Its file name without the extension.
    pub name: String,
    pub to: String,
    pub subject: String,
    pub html: String,
}

/// Closes a complaint of a made-up customer now; returns its reference.
#[tracing::instrument(skip_all)]
pub async fn close_demo_complaint(
    app: &App,
    name: &str,
    team: &str,
    language: Language,
) -> Result<Reference, ActError> {
    let now = app.now();
    let text = format!("DEMO-{}", app.randomness.uuid(now).simple());
    let Ok(reference) = text.get(..22).unwrap_or(&text).parse::<Reference>() else {
        return Err(StorageError::Inconsistent { column: "complaints.reference", value: text }.into());
    };
    let name: String = name.chars().filter(|c| !c.is_control()).take(100).collect();
    let mut labels: Labels = [(Dimension::Product, "Verkeer".to_owned())].into();
    labels
        .extend(TEAMS.iter().find(|known| **known == team).map(|team| (Dimension::Team, (*team).to_owned())));
    let complaint = Complaint {
        status: Status::Closed { closed_at: now },
        received_at: now - TimeDelta::days(9),
        contact: Contact {
            // A new address each time, or the cool-down would withhold the second invitation.
            email: Some(format!("{}@example.org", reference.as_str().to_lowercase())),
            name: Some(name.trim().to_owned()).filter(|name| !name.is_empty()),
            phone: "06 0000 0000".parse().ok(),
            language: Some(language.name().to_owned()),
        },
        complainant: Complainant::Customer,
        channel: Some(Channel::Web),
        level: Some(Level::Regular),
        labels,
        handler: None,
        outcome: Some(Outcome::PartlyUpheld),
        facts: Facts::default(),
        survey: SurveyWish::Ask,
    };
    register_complaint(app, &Actor::Operator, &reference, complaint).await?;
    Ok(reference)
}

/// The mails in the outbox folder, newest first.
#[tracing::instrument(skip_all)]
pub async fn demo_mails(app: &App) -> Vec<DemoMail> {
    let MailTransport::File(folder) = app.config.mail.transport.clone() else { return Vec::new() };
    tokio::task::spawn_blocking(move || read_folder(&folder)).await.unwrap_or_default()
}

fn read_folder(folder: &Path) -> Vec<DemoMail> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let files = entries.flatten().map(|entry| entry.path());
    let mut mails: Vec<DemoMail> = files
        .filter(|path| path.extension().is_some_and(|e| e == "eml"))
        .filter_map(|path| read_mail(&path))
        .collect();
    // File names are time-ordered identifiers.
    mails.sort_by(|a, b| b.name.cmp(&a.name));
    mails
}

fn read_mail(path: &Path) -> Option<DemoMail> {
    let bytes = std::fs::read(path).ok()?;
    let message = MessageParser::default().parse(&bytes)?;
    let html = message.body_html(0)?.into_owned();
    Some(DemoMail {
        name: path.file_stem()?.to_str()?.to_owned(),
        to: message.to()?.first()?.address()?.to_owned(),
        subject: message.subject()?.to_owned(),
        html: inner_body(&html).to_owned(),
    })
}

/// The content of the body element.
fn inner_body(html: &str) -> &str {
    let from = html.find("<body").and_then(|at| Some(at + html.get(at..)?.find('>')? + 1)).unwrap_or(0);
    let to = html.rfind("</body>").unwrap_or(html.len());
    html.get(from..to).unwrap_or(html)
}

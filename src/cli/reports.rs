//! `naklank reports show|verify`: a report as a page of its own, and whether a published one still holds.

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Subcommand, value_parser};

use crate::app::App;
use crate::cli::{Failure, listed, print, tell};
use crate::domain::people::language::Language;
use crate::domain::reporting::document::DocumentKind;
use crate::domain::reporting::edition::Edition;
use crate::views::reporting::page::{EditionHead, ReportPage};
use crate::workflow::reporting::publish::{Latest, latest, page_of, preview};
use crate::workflow::reporting::verify::verify_report;

#[derive(Subcommand)]
pub enum ReportsCommand {
    /// Write the report of a year as a page of its own: the published edition, else the approved one, else the draft from the facts of now
    Show {
        #[arg(value_parser = value_parser!(i32).range(1900..=2999))]
        year: i32,
        /// The evaluation of the policy instead of the complaint report
        #[arg(long)]
        internal: bool,
        /// nl or en [default: that of the organisation]
        #[arg(long, value_name = "nl|en")]
        language: Option<Language>,
        /// Write it to a file instead of to the standard output
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Check that the published editions are what was approved, and name what differs from the facts of today
    Verify {
        #[arg(value_parser = value_parser!(i32).range(1900..=2999))]
        year: i32,
        /// The evaluation of the policy instead of the complaint report
        #[arg(long)]
        internal: bool,
    },
}

pub async fn run(app: &App, command: &ReportsCommand) -> Result<(), Failure> {
    match command {
        ReportsCommand::Show { year, internal, language, output } => {
            let language = language.unwrap_or(app.config.organisation.language);
            let page = page(app, *year, kind(*internal), language).await?;
            write(&page, output.as_deref())
        }
        ReportsCommand::Verify { year, internal } => verify(app, *year, kind(*internal)).await,
    }
}

fn kind(is_internal: bool) -> DocumentKind {
    if is_internal { DocumentKind::Internal } else { DocumentKind::Public }
}

/// The published page as it was frozen, else that of the edition that waits, or that of the draft, which says so.
async fn page(app: &App, year: i32, kind: DocumentKind, language: Language) -> Result<String, Failure> {
    match latest(app, year, kind).await? {
        Latest::Published(edition) => Ok(page_of(app, &edition, language).await?),
        Latest::Waiting(edition) => {
            let number = edition.number;
            tell(format!("no edition of {year} is published: this is edition {number}, which waits for it"));
            Ok(page_of(app, &edition, language).await?)
        }
        Latest::Live(withdrawn) => {
            if let Some(Edition { number, .. }) = withdrawn {
                tell(format!("edition {number} of {year} was withdrawn, and no later one is published"));
            }
            draft(app, year, kind, language).await
        }
    }
}

/// The page of the draft, from the facts of now.
async fn draft(app: &App, year: i32, kind: DocumentKind, language: Language) -> Result<String, Failure> {
    let preview = preview(app, year, kind).await?;
    tell(format!("no edition of {year} is published: this is a draft, from the facts of now"));
    let head = EditionHead::Draft { on: app.today() };
    let (document, public_url) = (&preview.document, app.config.http.public_url.as_str());
    Ok(ReportPage { language, document, head: &head, public_url }.render().into_string())
}

/// Writes the page and nothing else, so that a file holds what was frozen.
fn write(page: &str, output: Option<&Path>) -> Result<(), Failure> {
    let written = match output {
        Some(path) => std::fs::write(path, page),
        None => std::io::stdout().write_all(page.as_bytes()),
    };
    match written {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            let place = output.map_or_else(|| "the output".to_owned(), |path| path.display().to_string());
            Err(Failure::Failed(format!("{place} could not be written: {error}")))
        }
        _ => Ok(()),
    }
}

async fn verify(app: &App, year: i32, kind: DocumentKind) -> Result<(), Failure> {
    let found = verify_report(app, year, kind).await?;
    if !found.faults.is_empty() {
        return Err(Failure::Failed(listed("the report does not hold:", &found.faults)));
    }
    print(format!(
        "Edition {} of {year} holds: its text and its pages are what was frozen ({}).",
        found.edition.number,
        found.edition.fingerprint()
    ))?;
    if let Some(withdrawal) = &found.edition.withdrawn {
        print(format!("It was withdrawn ({}), so its address does not show it.", withdrawal.reason))?;
    }
    for number in &found.unaudited {
        print(format!(
            "The audit holds no SHA-256 of edition {number}: it was approved before Naklank wrote it there, or is made up for a \
             demonstration. Only the SHA-256 beside its text vouches for it."
        ))?;
    }
    for language in &found.laid_out_otherwise {
        print(format!(
            "The page in {language} is laid out in another way than this version of Naklank does it. \
             That is so after an upgrade, and no fault: the page is what was approved."
        ))?;
    }
    if found.differences.is_empty() {
        print("Computed again from the facts of today, every figure is the same.")?;
    }
    for explained in &found.differences {
        print(explained)?;
    }
    if found.erased > 0 {
        print(format!(
            "Names and addresses were removed from {} complaints of the year since. Their figures stay.",
            found.erased
        ))?;
    }
    Ok(())
}

//! `naklank privacy export|erase|object|restrict`.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::app::App;
use crate::cli::{Failure, print, tell};
use crate::domain::people::language::Language;
use crate::domain::privacy::sought::{NoAddress, SoughtAddress};
use crate::domain::privacy::wish::Wish;
use crate::views::privacy::file::page;
use crate::workflow::access::audit::Actor;
use crate::workflow::privacy::erase::erase_person;
use crate::workflow::privacy::export::export_person;
use crate::workflow::privacy::wish::note_wish;

#[derive(Subcommand)]
pub enum PrivacyCommand {
    /// Everything that is held of a person, as JSON
    Export {
        #[arg(value_parser = address)]
        email: SoughtAddress,
        /// As a page to read instead
        #[arg(long)]
        html: bool,
        /// The language of that page [default: organisation.language]
        #[arg(long, requires = "html")]
        language: Option<Language>,
        /// Into this file, which only you can read
        #[arg(long, value_name = "FILE")]
        output: Option<PathBuf>,
    },
    /// Erase a person: name, address, words and links; counts and scores stay. Prints a receipt
    Erase {
        #[arg(value_parser = address)]
        email: SoughtAddress,
    },
    /// Never ask this person again
    Object(WishArguments),
    /// Keep this person's data and do not use them
    Restrict(WishArguments),
}

#[derive(Args)]
pub struct WishArguments {
    #[arg(value_parser = address)]
    email: SoughtAddress,
    /// Take it back
    #[arg(long)]
    lift: bool,
}

fn address(text: &str) -> Result<SoughtAddress, NoAddress> {
    text.parse()
}

pub async fn run(app: &App, command: PrivacyCommand) -> Result<(), Failure> {
    match command {
        PrivacyCommand::Export { email, html, language, output } => {
            let held = export_person(app, &Actor::Operator, &email).await?;
            let text = if html {
                let organisation = &app.config.organisation;
                page(language.unwrap_or(organisation.language), &organisation.name, organisation.zone, &held)
                    .into_string()
            } else {
                serde_json::to_string_pretty(&held.json())?
            };
            match output {
                Some(path) => write(&path, &text),
                None => print(text),
            }
        }
        PrivacyCommand::Erase { email } => {
            let receipt = erase_person(app, &Actor::Operator, &email).await?;
            if receipt.elsewhere > 0 {
                tell(
                    "surveys about these complaints also went to another address, and are kept: ask whether that is the same person's, and erase it too",
                );
            }
            if receipt.has_account {
                tell(
                    "a member of staff has an account under this address; it stays, see `naklank users disable`",
                );
            }
            print(serde_json::to_string_pretty(&receipt.json())?)
        }
        PrivacyCommand::Object(wish) => {
            let (note, lift) = (Wish::Object, Wish::LiftObjection);
            let words = ["is never asked", "may be asked again"];
            note_or_lift(app, &wish, note, lift, words).await
        }
        PrivacyCommand::Restrict(wish) => {
            let (note, lift) = (Wish::Restrict, Wish::LiftRestriction);
            let words = ["is kept out of use", "may be used again"];
            note_or_lift(app, &wish, note, lift, words).await
        }
    }
}

async fn note_or_lift(
    app: &App,
    arguments: &WishArguments,
    note: Wish,
    lift: Wish,
    [noted, lifted]: [&str; 2],
) -> Result<(), Failure> {
    let WishArguments { email, lift: is_lifted } = arguments;
    let (wish, words) = if *is_lifted { (lift, lifted) } else { (note, noted) };
    if note_wish(app, &Actor::Operator, email, wish).await? {
        return print(format!("{} {words}.", email.folded()));
    }
    let refusal = if *is_lifted {
        "there is none to lift under this address; `naklank suppressions list EMAIL` says why it is not mailed"
    } else {
        "that was so already"
    };
    if *is_lifted {
        Err(Failure::Failed(refusal.to_owned()))
    } else {
        print(format!("{}: {refusal}.", email.folded()))
    }
}

/// Writes a new file; one that is there is not replaced.
fn write(path: &std::path::Path, text: &str) -> Result<(), Failure> {
    use std::io::Write as _;
    use std::os::unix::fs::OpenOptionsExt as _;
    let made = std::fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path);
    let written = made.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|error| {
        Failure::Failed(format!(
            "{} cannot be written: {error}; name a file that is not there",
            path.display()
        ))
    })
}

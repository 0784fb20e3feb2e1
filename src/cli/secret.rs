//! `naklank secret rotate|status|drop`.

use std::path::Path;

use clap::Subcommand;

use crate::app::App;
use crate::cli::{Failure, print, setup};
use crate::clock::{Clock as _, SystemClock};
use crate::config::Config;
use crate::domain::access::token::key_mark::KeyMark;
use crate::domain::time::calendar::day_of;
use crate::randomness::Randomness;
use crate::workflow::access::audit::Actor;
use crate::workflow::upkeep::rotation::key_files::{make_key, read_key};
use crate::workflow::upkeep::rotation::needs::Needs;
use crate::workflow::upkeep::rotation::{KeyStatus, drop_key, key_statuses};

#[derive(Subcommand)]
pub enum SecretCommand {
    /// Make a new key file beside the present one, and say what to put into the configuration
    Rotate,
    /// List the keys: which are in use, for what each is still needed, and from which day one can be dropped
    Status,
    /// Do without a key from now on, so that its file can be taken out of the configuration
    Drop {
        /// The key, as `naklank secret status` names it
        #[arg(value_parser = mark)]
        key: KeyMark,
        /// Also when it is still needed, and when its file is lost: what it is needed for is lost
        #[arg(long)]
        although_needed: bool,
    },
}

fn mark(text: &str) -> Result<KeyMark, &'static str> {
    text.parse()
}

pub async fn run(file: Option<&Path>, command: &SecretCommand) -> Result<(), Failure> {
    match command {
        SecretCommand::Rotate => rotate(&setup::config(file)?),
        SecretCommand::Status => status(&setup::app(file).await?).await,
        SecretCommand::Drop { key, although_needed: false } => {
            let app = setup::app(file).await?;
            drop_key(&app, &Actor::Operator, *key, false).await?;
            print_dropped(&app, *key)
        }
        SecretCommand::Drop { key, although_needed: true } => {
            let app = setup::app_lacking_a_key(file).await?;
            drop_key(&app, &Actor::Operator, *key, true).await?;
            print_dropped(&app, *key)
        }
    }
}

fn print_dropped(app: &App, key: KeyMark) -> Result<(), Failure> {
    let has_file = app.secret.keys().any(|known| known.mark() == key);
    print(if has_file {
        format!(
            "The key {key} is dropped. Take its file out of secret.other_files, restart, and destroy the file."
        )
    } else {
        format!(
            "The key {key} is dropped. Its file was not there: what the key was needed for is lost, and the program starts without it."
        )
    })
}

/// Makes the file; nothing uses it before the configuration names it.
fn rotate(config: &Config) -> Result<(), Failure> {
    let present = &config.secret.file;
    read_key(present).map_err(|reason| {
        Failure::Failed(format!("the secret file {} cannot be used: {reason}", present.display()))
    })?;
    let randomness = Randomness::from_system()?;
    let day = day_of(SystemClock.now(), config.organisation.zone);
    let made = make_key(present, day, &randomness.bytes())?;
    let list = |files: &[&Path]| {
        let files: Vec<String> = files.iter().map(|file| format!("\"{}\"", file.display())).collect();
        files.join(", ")
    };
    let earlier: Vec<&Path> = config.secret.files().collect();
    let made_known: Vec<&Path> = config.secret.files().skip(1).chain([made.as_path()]).collect();
    print(format!(
        "The new key is in {made}. Nothing uses it yet. Copy it to the backup first.\n\n\
         With one process: put this into the configuration, and restart.\n\n\
         [secret]\nfile = \"{made}\"\nother_files = [{}]\n\n\
         With several processes: give each the new file, put this into their configuration first, and restart all of them,\n\
         so that each knows the new key before one uses it. Then put in the lines above, and restart them again.\n\n\
         [secret]\nfile = \"{present}\"\nother_files = [{}]\n\n\
         `naklank secret status` says from which day the earlier key can be dropped.",
        list(&earlier),
        list(&made_known),
        made = made.display(),
        present = present.display(),
    ))
}

async fn status(app: &App) -> Result<(), Failure> {
    for key in key_statuses(app).await? {
        print(format!("{}\t{}", key.mark, place(&key)))?;
        print(format!("  {}", standing(app, &key)))?;
        for sentence in key.needs.iter().flat_map(|needs| needs.sentences(app.config.organisation.zone)) {
            print(format!("  - {sentence}"))?;
        }
        if let Some(needs) = &key.needs {
            print(format!("  {}", advice(app, &key, needs)))?;
        }
    }
    Ok(())
}

fn place(key: &KeyStatus) -> String {
    key.file
        .as_ref()
        .map_or_else(|| "no file in the configuration".to_owned(), |file| file.display().to_string())
}

fn standing(app: &App, key: &KeyStatus) -> String {
    let day = |moment| day_of(moment, app.config.organisation.zone);
    if let Some(at) = key.dropped_at {
        return format!("dropped on {}", day(at));
    }
    let since = key.since.map(|since| format!(", in use since {}", day(since))).unwrap_or_default();
    match (key.is_current, key.was_used) {
        (true, _) => format!("makes what is new{since}"),
        (false, true) => format!("an earlier key{since}"),
        (false, false) => "was never used; name it in secret.file to use it".to_owned(),
    }
}

/// From when a key can be dropped, and what to do about what keeps it.
fn advice(app: &App, key: &KeyStatus, needs: &Needs) -> String {
    let mark = key.mark;
    if key.dropped_at.is_some() {
        return "what it was needed for is lost, unless its file is named in secret.other_files".to_owned();
    }
    if !needs.is_any(app.now()) {
        return format!("it is needed for nothing: naklank secret drop {mark}");
    }
    if needs.is_for_ever() {
        return "keep its file in secret.other_files for as long as what these people wish must be known: it costs nothing. \
                What one wishes who complains again moves to the current key"
            .to_owned();
    }
    match needs.until.filter(|_| !needs.is_without_end()) {
        Some(until) => {
            let day = day_of(until, app.config.organisation.zone).succ_opt().unwrap_or_default();
            format!("it can be dropped from {day}: naklank secret drop {mark}")
        }
        None => "the day from which it can be dropped is known once these are sent or sealed anew".to_owned(),
    }
}

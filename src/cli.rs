//! The command line: parse, call the workflow, print.
//!
//! The rule: results go to stdout, everything else to stderr; an error is one sentence that says what to do; the
//! exit code is 0 when done, 1 when failed, 2 when the usage or the configuration is wrong.

mod audit;
mod backup;
mod bounce;
mod causes;
mod complaints;
mod config;
mod demo;
mod drill;
mod improvements;
mod keys;
mod logging;
mod move_to;
mod norms;
mod notifications;
mod passphrase;
mod privacy;
mod progress;
mod quality;
mod questionnaires;
mod reports;
mod responses;
mod restore;
mod secret;
mod serve;
mod setup;
mod suppressions;
mod tallies;
mod texts;
mod tick;
mod users;

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;

use chrono::NaiveDate;
use clap::{CommandFactory as _, Parser, Subcommand};

use crate::app::App;
use crate::cli::complaints::ComplaintsCommand;
use crate::cli::responses::ResponsesCommand;
use crate::domain::input::spreadsheet::{Dialect, Sheet};
use crate::domain::time::calendar::parse_day;

/// Asks customers how their complaint was handled, and follows the Net Promoter Score.
#[derive(Parser)]
#[command(name = "naklank", version, about)]
struct Arguments {
    /// The configuration file [default: naklank.toml if it exists, or NAKLANK_CONFIG]
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Migrate, then serve pages, API and scheduler until SIGTERM or SIGINT
    Serve(serve::ServeArguments),
    /// Show the whole thing on sample data; needs nothing installed
    Demo(demo::DemoArguments),
    /// Bring the database up to date
    Migrate,
    /// Move the installation from SQLite to PostgreSQL, with all that is in it
    Move(move_to::MoveArguments),
    /// Do once what is due, and print what was done
    Tick,
    /// Complaints from a file
    #[command(subcommand)]
    Complaints(ComplaintsCommand),
    /// Notifications, of which KPI 6 takes complaints as a share, from a file
    #[command(subcommand)]
    Notifications(notifications::NotificationsCommand),
    /// Survey results from and to a file
    #[command(subcommand)]
    Responses(ResponsesCommand),
    /// The tallies that figures are read from
    #[command(subcommand)]
    Tallies(tallies::TalliesCommand),
    /// Norms and the evidence behind them
    #[command(subcommand)]
    Norms(norms::NormsCommand),
    /// The complaint report of a year, and the evaluation of the policy
    #[command(subcommand)]
    Reports(reports::ReportsCommand),
    /// The sample of closures whose handling is reviewed
    #[command(subcommand)]
    Quality(quality::QualityCommand),
    /// Causes of complaints: which have most, and what they are called
    #[command(subcommand)]
    Causes(causes::CausesCommand),
    /// Improvements, and what can be told of their effect
    #[command(subcommand)]
    Improvements(improvements::ImprovementsCommand),
    /// Versions of the questionnaire
    #[command(subcommand)]
    Questionnaires(questionnaires::QuestionnairesCommand),
    /// The organisation's own texts in mails and on the pages of respondents
    #[command(subcommand)]
    Texts(texts::TextsCommand),
    /// Write one archive of the database and its key
    Backup(backup::BackupArguments),
    /// Restore a backup into an empty place
    Restore(restore::RestoreArguments),
    /// Prove that a backup can be restored
    #[command(subcommand)]
    Drill(drill::DrillCommand),
    /// Addresses that are never mailed
    #[command(subcommand)]
    Suppressions(suppressions::SuppressionsCommand),
    /// What is held of a person: to export, to erase, and not to use
    #[command(subcommand)]
    Privacy(privacy::PrivacyCommand),
    /// Who did what, and whether that is still all of it
    #[command(subcommand)]
    Audit(audit::AuditCommand),
    /// Read a delivery status notification from stdin, for a mail server's pipe
    Bounce,
    /// API keys of other systems
    #[command(subcommand)]
    Keys(keys::KeysCommand),
    /// Staff who sign in
    #[command(subcommand)]
    Users(users::UsersCommand),
    /// The key that links are made with: replacing it, and doing without an earlier one
    #[command(subcommand)]
    Secret(secret::SecretCommand),
    /// Check the configuration, or print an example
    #[command(subcommand)]
    Config(config::ConfigCommand),
}

/// Why a command failed, with its exit code.
#[derive(Debug)]
enum Failure {
    /// It failed (1).
    Failed(String),
    /// Usage or configuration is wrong (2).
    Wrong(String),
    /// A transient failure, only for a mail server's pipe, which then retries (75).
    Passing(String),
}

impl<E: std::error::Error> From<E> for Failure {
    fn from(error: E) -> Self {
        Self::Failed(error.to_string())
    }
}

/// The command line as a tree of commands.
#[must_use]
pub fn command() -> clap::Command {
    Arguments::command()
}

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            let code = if error.use_stderr() { 2 } else { 0 };
            let _ = error.print();
            return ExitCode::from(code);
        }
    };
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return report(Err(Failure::Failed(format!("the program could not start: {error}")))),
    };
    report(runtime.block_on(execute(arguments)))
}

fn report(outcome: Result<(), Failure>) -> ExitCode {
    let (code, text) = match outcome {
        Ok(()) => return ExitCode::SUCCESS,
        Err(Failure::Failed(text)) => (1, text),
        Err(Failure::Wrong(text)) => (2, text),
        Err(Failure::Passing(text)) => (75, text),
    };
    let _ = writeln!(std::io::stderr(), "naklank: {text}");
    ExitCode::from(code)
}

async fn execute(arguments: Arguments) -> Result<(), Failure> {
    let file = arguments.config.as_deref();
    match arguments.command {
        Command::Serve(arguments) => serve::run(file, &arguments).await,
        Command::Demo(_) if file.is_some() => Err(Failure::Wrong(
            "the demonstration has a configuration of its own; leave --config out".to_owned(),
        )),
        Command::Demo(arguments) => demo::run(&arguments).await,
        Command::Migrate => {
            setup::first_app(file).await?;
            print("The database is up to date.")
        }
        Command::Move(arguments) => move_to::run(file, &arguments).await,
        Command::Tick => tick::run(&setup::app(file).await?).await,
        Command::Complaints(ComplaintsCommand::Template { format }) => complaints::print_template(format),
        Command::Complaints(ComplaintsCommand::Import { file: rows, dry_run }) => {
            complaints::import(&setup::first_app(file).await?, &rows, dry_run).await
        }
        Command::Notifications(command) => notifications::run(&setup::first_app(file).await?, &command).await,
        Command::Responses(ResponsesCommand::Template { format }) => responses::print_template(format),
        Command::Responses(command) => {
            responses::run(
                &command_app(file, matches!(command, ResponsesCommand::Import { .. })).await?,
                &command,
            )
            .await
        }
        Command::Tallies(command) => tallies::run(&setup::app(file).await?, &command).await,
        Command::Norms(command) => norms::run(&setup::app(file).await?, &command).await,
        Command::Reports(command) => reports::run(&setup::app(file).await?, &command).await,
        Command::Quality(command) => quality::run(&setup::app(file).await?, &command).await,
        Command::Causes(command) => {
            let is_import = matches!(command, causes::CausesCommand::Import { .. });
            causes::run(&command_app(file, is_import).await?, &command).await
        }
        Command::Improvements(command) => improvements::run(&setup::app(file).await?, &command).await,
        Command::Questionnaires(command) => questionnaires::run(&setup::app(file).await?, command).await,
        Command::Texts(command) => texts::run(file, command).await,
        Command::Audit(command) => audit::run(&setup::app(file).await?, &command).await,
        Command::Backup(arguments) => backup::run(file, &arguments).await,
        Command::Restore(arguments) => restore::run(file, &arguments).await,
        Command::Drill(command) => drill::run(&setup::app(file).await?, command).await,
        Command::Privacy(command) => privacy::run(&setup::app(file).await?, command).await,
        Command::Suppressions(command) => suppressions::run(&setup::app(file).await?, command).await,
        Command::Bounce => bounce::run(file).await,
        Command::Keys(command) => {
            keys::run(&command_app(file, matches!(command, keys::KeysCommand::Add { .. })).await?, command)
                .await
        }
        Command::Users(command) => {
            users::run(&command_app(file, matches!(command, users::UsersCommand::Add { .. })).await?, command)
                .await
        }
        Command::Secret(command) => secret::run(file, &command).await,
        Command::Config(command) => config::run(file, &command),
    }
}

/// The app of a command; with `may_be_first`, a missing database is created.
async fn command_app(file: Option<&std::path::Path>, may_be_first: bool) -> Result<App, Failure> {
    if may_be_first { setup::first_app(file).await } else { setup::app(file).await }
}

/// Prints a line of the result to stdout; a broken pipe (its reader has exited) is not an error.
fn print(line: impl std::fmt::Display) -> Result<(), Failure> {
    match writeln!(std::io::stdout(), "{line}") {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            Err(Failure::Failed(format!("the result could not be printed: {error}")))
        }
        _ => Ok(()),
    }
}

/// Prints a table as a file.
fn print_sheet(sheet: &Sheet, dialect: Dialect) -> Result<(), Failure> {
    let text = sheet.to_csv(dialect);
    print(String::from_utf8_lossy(&text).trim_end())
}

/// Parses a day that was given as an argument.
fn day(text: &str) -> Result<NaiveDate, String> {
    parse_day(text).ok_or_else(|| "must be a day that exists, like 2027-01-01".to_owned())
}

/// Reads a file; `-` is stdin.
fn read_file(path: &str) -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let outcome = if path == "-" {
        std::io::Read::read_to_end(&mut std::io::stdin(), &mut bytes).map(drop)
    } else {
        std::fs::read(path).map(|read| bytes = read)
    };
    outcome.map_err(|error| Failure::Failed(format!("{path} cannot be read: {error}")))?;
    Ok(bytes)
}

/// How many mistakes of a file are listed at most.
const MOST_NAMED: usize = 20;

/// A headline, the first [`MOST_NAMED`] mistakes, one a line, and how many more there are.
fn listed_in_part(headline: &str, mistakes: &[impl std::fmt::Display]) -> String {
    let named = mistakes.get(..MOST_NAMED).unwrap_or(mistakes);
    let mut text = listed(headline, named);
    if mistakes.len() > named.len() {
        text.push_str(&format!("\n  ... and {} more", mistakes.len() - named.len()));
    }
    text
}

/// Prints a notice to stderr; the result itself goes to stdout.
fn tell(line: impl std::fmt::Display) {
    let _ = writeln!(std::io::stderr(), "naklank: {line}");
}

/// A headline, and every mistake on a line of its own.
fn listed(headline: &str, mistakes: &[impl std::fmt::Display]) -> String {
    let mut text = headline.to_owned();
    for mistake in mistakes {
        text.push_str(&format!("\n  {mistake}"));
    }
    text
}

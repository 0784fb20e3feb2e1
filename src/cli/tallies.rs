//! `naklank tallies check|rebuild`: compares the tallies with the responses, or recounts them.

use clap::Subcommand;

use crate::app::App;
use crate::cli::{Failure, listed_in_part, print};
use crate::workflow::access::audit::Actor;
use crate::workflow::upkeep::recount::{check_tallies, rebuild_tallies};

#[derive(Subcommand)]
pub enum TalliesCommand {
    /// Prove that the tallies equal the responses; fails and names the days where they do not
    Check,
    /// Count everything anew
    Rebuild,
}

pub async fn run(app: &App, command: &TalliesCommand) -> Result<(), Failure> {
    match command {
        TalliesCommand::Check => {
            let found = check_tallies(app).await?;
            if found.is_empty() {
                return print("The tallies equal the responses.");
            }
            let headline = format!(
                "the tallies differ in {} places; `naklank tallies rebuild` counts anew (counts: closed, invited, \
                 imported, scores 0 to 10):",
                found.len()
            );
            Err(Failure::Failed(listed_in_part(&headline, &found)))
        }
        TalliesCommand::Rebuild => {
            let counted = rebuild_tallies(app, &Actor::Operator).await?;
            print(format!("Counted anew: {counted} groups of rows."))
        }
    }
}

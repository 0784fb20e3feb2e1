//! `naklank norms verify`: recomputes a norm's dossier and compares.

use clap::Subcommand;

use crate::app::App;
use crate::cli::{Failure, listed, print};
use crate::domain::ids::NormId;
use crate::domain::norms::dossier::FrozenMonth;
use crate::workflow::norms::verify_dossier::verify_dossier;

#[derive(Subcommand)]
pub enum NormsCommand {
    /// Recompute a norm's dossier from the counts that it holds, and compare
    Verify {
        /// The norm's identifier, as GET /api/v1/norms and the page about it give it
        id: String,
    },
}

pub async fn run(app: &App, command: &NormsCommand) -> Result<(), Failure> {
    let NormsCommand::Verify { id } = command;
    let id = id.parse().map(NormId).map_err(|_| {
        Failure::Wrong(format!("{id} is no identifier of a norm; GET /api/v1/norms lists them"))
    })?;
    let found = verify_dossier(app, id).await?;
    if !found.faults.is_empty() {
        return Err(Failure::Failed(listed("the dossier does not hold:", &found.faults)));
    }
    print("The dossier holds: its text is what was frozen, and its findings follow from its counts.")?;
    for (then, now) in &found.changed {
        print(format!(
            "{} to {}: {} when frozen, {} today",
            then.from,
            then.to,
            described(then),
            described(now)
        ))?;
    }
    Ok(())
}

fn described(month: &FrozenMonth) -> String {
    let responses = month.responses().map_or_else(|| "too few to show".to_owned(), |count| count.to_string());
    format!("{} closed, {} invited, {responses} responses", month.closed, month.invited)
}

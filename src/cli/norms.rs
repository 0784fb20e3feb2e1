//! `naklank norms`: recomputes a norm's dossier and compares, and loads the policy's own values.

use chrono::NaiveDate;
use clap::Subcommand;

use crate::app::App;
use crate::cli::{Failure, listed, print, read_file};
use crate::domain::ids::NormId;
use crate::domain::norms::dossier::FrozenMonth;
use crate::domain::norms::policy_file;
use crate::domain::norms::policy_value::PolicyValue;
use crate::workflow::access::audit::Actor;
use crate::workflow::norms::policy_values::load_values;
use crate::workflow::norms::verify_dossier::verify_dossier;

#[derive(Subcommand)]
pub enum NormsCommand {
    /// Recompute a norm's dossier from the counts that it holds, and compare
    Verify {
        /// The norm's identifier, as GET /api/v1/norms and the page about it give it
        id: String,
    },
    /// Adopt the norms that the complaints policy states, as far as the ledger has none from their day
    LoadPolicy {
        /// Other values, in a TOML file of tables named norm with kpi, value, effective_from and wording [default: those of
        /// the policy]
        file: Option<String>,
    },
}

pub async fn run(app: &App, command: &NormsCommand) -> Result<(), Failure> {
    match command {
        NormsCommand::Verify { id } => verify(app, id).await,
        NormsCommand::LoadPolicy { file } => load_policy(app, file.as_deref()).await,
    }
}

async fn load_policy(app: &App, file: Option<&str>) -> Result<(), Failure> {
    let values = match file {
        None => PolicyValue::stated(),
        Some(path) => values_of(path, app.today())?,
    };
    match load_values(app, &Actor::Operator, values).await? {
        0 => print("The policy's values are in the ledger already."),
        1 => print("1 norm loaded."),
        loaded => print(format!("{loaded} norms loaded.")),
    }
}

fn values_of(path: &str, today: NaiveDate) -> Result<Vec<PolicyValue>, Failure> {
    let text = String::from_utf8(read_file(path)?)
        .map_err(|_| Failure::Failed(format!("{path} is not UTF-8 text; save it as UTF-8")))?;
    policy_file::parse(&text, today).map_err(|errors| {
        let lines: Vec<String> =
            errors.iter().map(|error| format!("{}: {}", error.field, error.message)).collect();
        Failure::Failed(listed(&format!("{path} cannot be loaded:"), &lines))
    })
}

async fn verify(app: &App, id: &str) -> Result<(), Failure> {
    let id = id.parse().map(NormId).map_err(|_| {
        Failure::Wrong(format!("{id} is not a norm identifier; GET /api/v1/norms lists them"))
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

//! `naklank suppressions add|remove|list`.

use clap::Subcommand;

use crate::app::App;
use crate::cli::{Failure, print};
use crate::domain::people::email_address::{EmailAddress, InvalidAddress};
use crate::workflow::access::audit::Actor;
use crate::workflow::sending::suppressions::{add_suppression, list_suppressions, remove_suppression, short};

#[derive(Subcommand)]
pub enum SuppressionsCommand {
    /// Never mail this address again
    Add {
        #[arg(value_parser = address)]
        email: EmailAddress,
    },
    /// Mail this address again; the reason is kept beside the audit
    Remove {
        #[arg(value_parser = address)]
        email: EmailAddress,
        /// Why it may be mailed again
        #[arg(long)]
        reason: String,
    },
    /// The list, of which only keyed hashes are kept; or whether an address is on it
    List {
        #[arg(value_parser = address)]
        email: Option<EmailAddress>,
    },
}

fn address(text: &str) -> Result<EmailAddress, InvalidAddress> {
    text.parse()
}

pub async fn run(app: &App, command: SuppressionsCommand) -> Result<(), Failure> {
    match command {
        SuppressionsCommand::Add { email } => {
            add_suppression(app, &Actor::Operator, &email).await?;
            print(format!("{} is never mailed.", email.folded()))
        }
        SuppressionsCommand::Remove { email, reason } => {
            remove_suppression(app, &Actor::Operator, &email, &reason).await?;
            print(format!("{} may be mailed again.", email.folded()))
        }
        SuppressionsCommand::List { email } => {
            for entry in list_suppressions(app, email.as_ref()).await? {
                print(format!("{}\t{}\t{}", short(&entry.address_hash), entry.reason, entry.at))?;
            }
            Ok(())
        }
    }
}

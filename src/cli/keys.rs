//! `naklank keys add|list|revoke`.

use clap::Subcommand;

use crate::app::App;
use crate::cli::{Failure, print};
use crate::domain::access::roles::Scope;
use crate::domain::named::UnknownName;
use crate::workflow::access::keys::{add_key, list_keys, revoke_key};

#[derive(Subcommand)]
pub enum KeysCommand {
    /// Make a key and print it, this once
    Add {
        /// A name, unique for ever
        name: String,
        /// What the key may do; repeat for several
        #[arg(long, required = true, num_args = 1.., value_name = "SCOPE", value_parser = scope)]
        scope: Vec<Scope>,
        /// The user as whom it acts; by default it acts as itself
        #[arg(long, value_name = "EMAIL")]
        owner: Option<String>,
    },
    /// List all keys, without the keys themselves
    List,
    /// Make a key worthless at once
    Revoke {
        /// The key's name
        name: String,
    },
}

fn scope(text: &str) -> Result<Scope, UnknownName> {
    text.parse()
}

pub async fn run(app: &App, command: KeysCommand) -> Result<(), Failure> {
    match command {
        KeysCommand::Add { name, scope, owner } => {
            print(add_key(app, &name, scope, owner.as_deref()).await?.reveal())
        }
        KeysCommand::List => {
            for key in list_keys(app).await? {
                let scopes = key.scopes.iter().map(|scope| scope.name()).collect::<Vec<_>>().join(" ");
                let state = key.revoked_at.map_or_else(|| "good".to_owned(), |at| format!("revoked {at}"));
                let owner = key.owner.as_deref().unwrap_or("-");
                print(format!("{}\t{scopes}\t{owner}\t{state}", key.name))?;
            }
            Ok(())
        }
        KeysCommand::Revoke { name } => {
            revoke_key(app, &name).await?;
            print(format!("The key {name} is revoked."))
        }
    }
}

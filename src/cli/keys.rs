//! `naklank keys add|list|revoke`.

use chrono::NaiveDate;
use clap::Subcommand;

use crate::app::App;
use crate::cli::{Failure, day, print};
use crate::domain::access::api_key::{ApiKey, KeyState};
use crate::domain::access::roles::Scope;
use crate::domain::named::UnknownName;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::keys::{NewKey, add_key, list_keys, revoke_key};

#[derive(Subcommand)]
pub enum KeysCommand {
    /// Create a key and print it once
    Add {
        /// A name, unique for ever
        name: String,
        /// What the key may do; repeat for several
        #[arg(long, required = true, num_args = 1.., value_name = "SCOPE", value_parser = scope)]
        scope: Vec<Scope>,
        /// The user as whom it acts; by default it acts as itself
        #[arg(long, value_name = "EMAIL")]
        owner: Option<String>,
        /// The last day on which it works, in the organisation's time zone; without it, it does not expire
        #[arg(long, value_name = "DAY", value_parser = day)]
        expires: Option<NaiveDate>,
    },
    /// List all keys, without the keys themselves: name, beginning, scopes, owner, last day, last use and whether it works
    List,
    /// Revoke a key immediately
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
        KeysCommand::Add { name, scope, owner, expires } => {
            let new = NewKey { name, scopes: scope, owner, expires_on: expires };
            print(add_key(app, &Actor::Operator, new).await?.reveal())
        }
        KeysCommand::List => {
            for key in list_keys(app).await? {
                print(row(app, &key))?;
            }
            Ok(())
        }
        KeysCommand::Revoke { name } => {
            revoke_key(app, &Actor::Operator, &name).await?;
            print(format!("The key {name} is revoked."))
        }
    }
}

/// The columns of a key, with a tab between them.
fn row(app: &App, key: &ApiKey) -> String {
    let or_dash = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
    let state = match key.state(app.now()) {
        KeyState::Active => "active".to_owned(),
        KeyState::OwnerDisabled => "owner disabled".to_owned(),
        KeyState::Expired => "expired".to_owned(),
        KeyState::Revoked(at) => format!("revoked {at}"),
    };
    [
        key.name.clone(),
        or_dash(key.prefix.as_ref().map(|prefix| format!("{prefix}…"))),
        key.scopes.iter().map(|scope| scope.name()).collect::<Vec<_>>().join(" "),
        or_dash(key.owner.clone()),
        or_dash(key.last_day(app.config.organisation.zone).map(|day| day.to_string())),
        or_dash(key.last_used_at.map(|at| at.to_string())),
        state,
    ]
    .join("\t")
}

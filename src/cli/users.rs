//! `naklank users add|list|disable`.

use clap::Subcommand;

use crate::app::App;
use crate::cli::{Failure, print};
use crate::domain::access::Role;
use crate::domain::email_address::{EmailAddress, InvalidAddress};
use crate::domain::named::UnknownName;
use crate::urls;
use crate::workflow::users::{NewUser, add_user, disable_user, list_users};

#[derive(Subcommand)]
pub enum UsersCommand {
    /// Add a user; without --password-stdin a one-time sign-in link is printed
    Add {
        #[arg(value_parser = address)]
        email: EmailAddress,
        /// analyst, policy-owner, handler or admin
        #[arg(long, value_parser = role)]
        role: Role,
        #[arg(long)]
        team: Option<String>,
        /// Read the password from stdin, one line
        #[arg(long)]
        password_stdin: bool,
    },
    /// List all users
    List,
    /// Keep a user out from now on
    Disable {
        #[arg(value_parser = address)]
        email: EmailAddress,
    },
}

fn address(text: &str) -> Result<EmailAddress, InvalidAddress> {
    text.parse()
}

fn role(text: &str) -> Result<Role, UnknownName> {
    text.parse()
}

pub async fn run(app: &App, command: UsersCommand) -> Result<(), Failure> {
    match command {
        UsersCommand::Add { email, role, team, password_stdin } => {
            let password = if password_stdin { Some(password_line()?) } else { None };
            let name = email.folded();
            match add_user(app, NewUser { email, role, team, password }).await? {
                None => print(format!("{name} can sign in.")),
                Some(link) => print(format!("{}{}", app.config.http.public_url, urls::sign_in_link(&link))),
            }
        }
        UsersCommand::List => {
            for user in list_users(app).await? {
                let state =
                    user.disabled_at.map_or_else(|| "active".to_owned(), |at| format!("disabled {at}"));
                print(format!(
                    "{}\t{}\t{}\t{state}",
                    user.email,
                    user.role,
                    user.team.as_deref().unwrap_or("-")
                ))?;
            }
            Ok(())
        }
        UsersCommand::Disable { email } => {
            disable_user(app, &email).await?;
            print(format!("{} can no longer sign in.", email.folded()))
        }
    }
}

fn password_line() -> Result<String, Failure> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}

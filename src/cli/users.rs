//! `naklank users add|list|role|team|link|disable|enable|reset-second-factor|unlink`.

use clap::Subcommand;

use crate::app::App;
use crate::cli::{Failure, print};
use crate::domain::access::roles::{Role, Roles};
use crate::domain::access::token::Token;
use crate::domain::input::fields::LONGEST_TEXT;
use crate::domain::named::UnknownName;
use crate::domain::people::email_address::{EmailAddress, InvalidAddress};
use crate::urls;
use crate::workflow::access::audit::Actor;
use crate::workflow::access::provider::unlink::unlink_from_provider;
use crate::workflow::access::roles_and_team::{set_roles, set_team};
use crate::workflow::access::second_factor::reset_second_factor;
use crate::workflow::access::users::{NewUser, add_user, disable_user, enable_user, list_users, new_link};

#[derive(Subcommand)]
pub enum UsersCommand {
    /// Add a user; without --password-stdin a one-time sign-in link is printed
    Add {
        #[arg(value_parser = address)]
        email: EmailAddress,
        /// analyst, policy-owner, handler or admin; repeat for several
        #[arg(long, required = true, num_args = 1.., value_name = "ROLE", value_parser = role)]
        role: Vec<Role>,
        /// Whose follow-ups a handler sees; without it, those of all teams
        #[arg(long, value_parser = team)]
        team: Option<String>,
        /// Read the password from stdin, one line
        #[arg(long)]
        password_stdin: bool,
    },
    /// List all users: address, roles, team, and whether they may sign in
    List,
    /// Give a user these roles in place of the present ones, at once
    Role {
        #[arg(value_parser = address)]
        email: EmailAddress,
        /// analyst, policy-owner, handler or admin; one or more
        #[arg(required = true, num_args = 1.., value_name = "ROLE", value_parser = role)]
        roles: Vec<Role>,
    },
    /// Set whose follow-ups a handler sees, at once
    Team {
        #[arg(value_parser = address)]
        email: EmailAddress,
        /// The team; without it, those of all teams
        #[arg(value_parser = team)]
        team: Option<String>,
    },
    /// Print a new one-time link by which a user sets a password, such as a forgotten one
    Link {
        #[arg(value_parser = address)]
        email: EmailAddress,
    },
    /// Disable a user: sessions, links and keys stop working at once
    Disable {
        #[arg(value_parser = address)]
        email: EmailAddress,
    },
    /// Let a disabled user in again
    Enable {
        #[arg(value_parser = address)]
        email: EmailAddress,
    },
    /// Remove the second factor of a user who lost it, and end the user's sessions; make sure who asks
    ResetSecondFactor {
        #[arg(value_parser = address)]
        email: EmailAddress,
    },
    /// Unlink a user from the person at the identity provider, such as after the provider was replaced
    Unlink {
        #[arg(value_parser = address)]
        email: EmailAddress,
    },
}

fn team(text: &str) -> Result<String, &'static str> {
    let team = text.trim();
    let is_team = (1..=LONGEST_TEXT).contains(&team.chars().count()) && !team.chars().any(char::is_control);
    if is_team { Ok(team.to_owned()) } else { Err("must be the name of a team, as complaints have it") }
}

fn address(text: &str) -> Result<EmailAddress, InvalidAddress> {
    text.parse()
}

fn role(text: &str) -> Result<Role, UnknownName> {
    text.parse()
}

pub async fn run(app: &App, command: UsersCommand) -> Result<(), Failure> {
    let operator = Actor::Operator;
    match command {
        UsersCommand::Add { email, role, team, password_stdin } => {
            let password = if password_stdin { Some(password_line()?) } else { None };
            let name = email.folded();
            let roles: Roles = role.into_iter().collect();
            match add_user(app, &operator, NewUser { email, roles, team, password }).await? {
                None => print(format!("{name} can sign in.")),
                Some(link) => print(address_of(app, &link)),
            }
        }
        UsersCommand::Link { email } => print(address_of(app, &new_link(app, &operator, &email).await?)),
        UsersCommand::List => list(app).await,
        UsersCommand::Role { email, roles } => {
            let roles: Roles = roles.into_iter().collect();
            set_roles(app, &operator, &email, &roles).await?;
            print(format!("{} has the roles: {roles}.", email.folded()))
        }
        UsersCommand::Team { email, team } => {
            set_team(app, &operator, &email, team.as_deref()).await?;
            let whose = team.map_or_else(|| "all teams".to_owned(), |team| format!("the team {team}"));
            print(format!("{} sees the follow-ups of {whose}, if a handler.", email.folded()))
        }
        UsersCommand::Disable { email } => {
            disable_user(app, &operator, &email).await?;
            print(format!("{} can no longer sign in.", email.folded()))
        }
        UsersCommand::Enable { email } => {
            enable_user(app, &operator, &email).await?;
            let name = email.folded();
            print(format!(
                "{name} can sign in again; `naklank users link {name}` makes a link for a new password."
            ))
        }
        UsersCommand::ResetSecondFactor { email } => {
            reset_second_factor(app, &Actor::Operator, &email).await?;
            print(format!("{} signs in with the password alone, and can set up a new app.", email.folded()))
        }
        UsersCommand::Unlink { email } => {
            unlink_from_provider(app, &operator, &email).await?;
            print(format!(
                "{} is linked anew at the next sign-in there, if the provider verified the address.",
                email.folded()
            ))
        }
    }
}

async fn list(app: &App) -> Result<(), Failure> {
    for user in list_users(app).await? {
        let state = user.disabled_at.map_or_else(|| "active".to_owned(), |at| format!("disabled {at}"));
        let roles = if user.roles.is_empty() { "-".to_owned() } else { user.roles.to_string() };
        print(format!("{}\t{roles}\t{}\t{state}", user.email, user.team.as_deref().unwrap_or("-")))?;
    }
    Ok(())
}

/// The URL of a sign-in link.
fn address_of(app: &App, link: &Token) -> String {
    format!("{}{}", app.config.http.public_url, urls::sign_in_link(link))
}

fn password_line() -> Result<String, Failure> {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}

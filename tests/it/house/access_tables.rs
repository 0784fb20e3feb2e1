//! The page about security shows who may do what as the code has it: roles, entrances and commands.
//!
//! The rule: the tables between the markers are written by this test (`INSTA_UPDATE=always` renews them) and never by hand.

use std::fmt::Write as _;

use naklank::domain::access::action::{Action, Asks as By};
use naklank::domain::access::rights::Right;
use naklank::domain::access::roles::{Role, Roles, Scope};
use naklank::web::entrances::{Asks, ENTRANCES};

use crate::support::written::holds;

/// What the audit records of a command; a command that is missing here fails the test.
const COMMANDS: &[(&str, &[Action])] = &[
    ("audit export", &[Action::ExportAudit]),
    ("audit head", &[]),
    ("audit verify", &[]),
    ("backup", &[Action::BackUp]),
    ("bounce", &[]),
    ("causes import", &[Action::ImportCauses]),
    ("causes list", &[]),
    ("causes merge", &[Action::MergeCauses]),
    ("causes rename", &[Action::RenameCause]),
    ("causes restore", &[Action::RestoreCause]),
    ("causes retire", &[Action::RetireCause]),
    ("complaints import", &[Action::ImportComplaints]),
    ("complaints template", &[]),
    ("config check", &[]),
    ("config example", &[]),
    ("demo", &[]),
    ("drill restore", &[Action::DrillRestore]),
    ("improvements effect", &[]),
    ("improvements list", &[]),
    ("improvements show", &[]),
    ("keys add", &[Action::AddKey]),
    ("keys list", &[]),
    ("keys revoke", &[Action::RevokeKey]),
    ("migrate", &[]),
    ("move", &[Action::MoveInstallation, Action::UndoMove]),
    ("norms load-policy", &[Action::LoadPolicyNorms]),
    ("norms verify", &[]),
    ("notifications import", &[Action::TellNotifications]),
    ("privacy erase", &[Action::ErasePerson]),
    ("privacy export", &[Action::ReadPerson]),
    ("privacy object", &[Action::ObjectForPerson, Action::LiftObjection]),
    ("privacy restrict", &[Action::RestrictPerson, Action::LiftRestriction]),
    ("quality draw", &[Action::DrawQualitySample]),
    ("quality list", &[]),
    ("quality verify", &[]),
    ("questionnaires list", &[]),
    ("questionnaires preview", &[]),
    ("questionnaires publish", &[Action::PublishQuestionnaire]),
    ("questionnaires show", &[]),
    ("reports show", &[]),
    ("reports verify", &[]),
    ("responses export", &[Action::ExportResponses]),
    ("responses import", &[Action::ImportResponses]),
    ("responses imports", &[]),
    ("responses template", &[]),
    ("responses undo", &[Action::UndoImport]),
    ("restore", &[]),
    ("secret drop", &[Action::DropSecret]),
    ("secret rotate", &[]),
    ("secret status", &[]),
    ("serve", &[]),
    ("suppressions add", &[Action::AddSuppression]),
    ("suppressions list", &[]),
    ("suppressions remove", &[Action::RemoveSuppression]),
    ("tallies check", &[]),
    ("tallies rebuild", &[Action::RebuildTallies]),
    ("texts check", &[]),
    ("texts example", &[]),
    ("texts publish", &[Action::ChangeTexts]),
    ("texts show", &[]),
    ("tick", &[]),
    ("users add", &[Action::AddUser]),
    ("users disable", &[Action::DisableUser]),
    ("users enable", &[Action::EnableUser]),
    ("users link", &[Action::LinkUser]),
    ("users list", &[]),
    ("users reset-second-factor", &[Action::ResetSecondFactor]),
    ("users role", &[Action::SetRoles]),
    ("users team", &[Action::SetTeam]),
    ("users unlink", &[Action::UnlinkFromProvider]),
];

/// The names of all commands that do something, such as `users add`.
fn commands(of: &clap::Command, before: &str) -> Vec<String> {
    let mut names = Vec::new();
    for command in of.get_subcommands().filter(|command| command.get_name() != "help") {
        let name = format!("{before} {}", command.get_name()).trim().to_owned();
        if command.has_subcommands() { names.extend(commands(command, &name)) } else { names.push(name) }
    }
    names
}

fn table(head: &[&str], rows: impl Iterator<Item = Vec<String>>) -> String {
    let line = |cells: &[String]| format!("| {} |\n", cells.join(" | "));
    let head: Vec<String> = head.iter().map(|&cell| cell.to_owned()).collect();
    let rule: Vec<String> = head.iter().map(|_| "---".to_owned()).collect();
    rows.fold(line(&head) + &line(&rule).replace(' ', ""), |text, cells| text + &line(&cells))
}

fn roles() -> String {
    let head: Vec<&str> = ["right"].into_iter().chain(Role::NAMES.iter().copied()).collect();
    let yes = |may: bool| if may { "yes".to_owned() } else { String::new() };
    let rights = Right::ALL.iter().map(|right| {
        let cells = Role::ALL.iter().map(|role| yes(role.has(*right)));
        [right.name().to_owned()].into_iter().chain(cells).collect()
    });
    let scopes = Scope::ALL.iter().map(|scope| {
        let owners = Role::ALL.iter().filter(|role| Roles::from(**role).may_hold(*scope));
        let acts = Action::ALL.iter().filter(|action| action.scope() == Some(*scope)).map(|act| act.name());
        let owners = owners.map(|role| role.name()).collect::<Vec<_>>().join(", ");
        vec![format!("`{scope}`"), owners, acts.collect::<Vec<_>>().join(", ")]
    });
    let acts = Action::ALL.iter().map(|action| {
        let by = match action.asks() {
            By::Of(right) => right.name().to_owned(),
            By::Nothing => "every user, about the own account".to_owned(),
            By::Key => "a key with its scope".to_owned(),
            By::Operator => "the operator alone".to_owned(),
        };
        vec![action.name().to_owned(), by]
    });
    let mut text = table(&head, rights);
    let _ = write!(
        text,
        "\n{}\n{}",
        table(&["scope of a key", "its owner has one of the roles, if it has an owner", "acts"], scopes),
        table(&["act in the audit", "asks, besides the operator"], acts)
    );
    text
}

fn entrances() -> String {
    let rows = ENTRANCES.iter().map(|entrance| {
        let (asks, roles) = match entrance.asks {
            Asks::Nothing => ("nothing".to_owned(), "everyone".to_owned()),
            Asks::Link => ("the secret in the path".to_owned(), "its holder".to_owned()),
            Asks::ProviderToken => {
                ("a token signed by the provider".to_owned(), "the identity provider".to_owned())
            }
            Asks::Session => ("signing in".to_owned(), "every user".to_owned()),
            Asks::Right(right) => {
                let roles = Role::ALL.iter().filter(|role| role.has(right)).map(|role| role.name());
                (right.name().to_owned(), roles.collect::<Vec<_>>().join(", "))
            }
            Asks::Scope(scope) => (format!("`{scope}`"), "keys".to_owned()),
            Asks::Demo => ("the demonstration".to_owned(), "its visitor".to_owned()),
        };
        vec![format!("`{}`", entrance.path), entrance.methods.join(", "), asks, roles]
    });
    table(&["path", "methods", "asks", "who comes in"], rows)
}

fn of_commands() -> String {
    let rows = COMMANDS.iter().map(|(name, actions)| {
        let recorded = actions.iter().map(|action| action.name()).collect::<Vec<_>>().join(", ");
        vec![format!("`{name}`"), "the operator".to_owned(), recorded]
    });
    table(&["command", "who may", "recorded as"], rows)
}

const PAGE: &str = "src/docs/security.md";

/// One test, since the three would write the same file at once.
#[test]
fn the_page_shows_roles_entrances_and_commands_as_the_code_has_them() {
    let mut all = commands(&naklank::cli::command(), "");
    all.sort();
    let written: Vec<&str> = COMMANDS.iter().map(|(name, _)| *name).collect();
    assert_eq!(all, written);
    holds(PAGE, "roles", &roles());
    holds(PAGE, "entrances", &entrances());
    holds(PAGE, "commands", &of_commands());
}

//! The parts of the forms about users: roles, team, and whether a link is mailed.
//!
//! The rule: each role says in a sentence what it allows.

use std::collections::BTreeSet;

use maud::{Markup, html};

use crate::domain::access::roles::Role;
use crate::domain::access::user_form::{MAIL, ROLE, TEAM, YES};
use crate::texts::Texts;
use crate::views::kit::form::{Form, Line, Tick};
use crate::views::kit::words;

impl Form<'_> {
    /// The roles, with what each allows.
    pub(super) fn roles(&self, text: &Texts) -> Markup {
        let ticks: Vec<Tick> = Role::ALL
            .iter()
            .map(|role| Tick {
                value: role.name(),
                label: words::capitalised(&words::role(text, *role)),
                sentence: allows(text, *role),
            })
            .collect();
        self.ticks(ROLE, &text.users_roles(), &ticks)
    }

    /// The team, with suggestions.
    pub(super) fn team(&self, teams: &BTreeSet<String>, text: &Texts) -> Markup {
        const SUGGESTED: &str = "teams";
        html! {
            (self.line(&Line {
                field: TEAM,
                kind: "text",
                label: text.users_team(),
                hint: Some(text.users_team_hint()),
                list: Some(SUGGESTED),
                ..Line::default()
            }))
            datalist id=(SUGGESTED) { @for team in teams { option value=(team) {} } }
        }
    }

    /// Whether the link is mailed too.
    pub(super) fn mail(&self, text: &Texts, mail_goes_out: bool) -> Markup {
        if !mail_goes_out {
            return html! { p.note { (text.users_no_mail()) } };
        }
        html! {
            div.question.wrong[self.is_wrong(MAIL)] {
                (self.notes(MAIL, None))
                label.tick {
                    input type="checkbox" id=(MAIL) name=(MAIL) value=(YES) checked[self.holds(MAIL, YES)];
                    span { (text.users_mail()) " " span.optional.below { (text.users_mail_hint()) } }
                }
            }
        }
    }
}

/// What a role allows.
fn allows(text: &Texts, role: Role) -> String {
    match role {
        Role::Analyst => text.role_analyst_may(),
        Role::PolicyOwner => text.role_policy_owner_may(),
        Role::Handler => text.role_handler_may(),
        Role::Admin => text.role_admin_may(),
    }
}

//! The users, and the form that adds one.

use std::collections::BTreeSet;

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::Timestamp;
use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::access::user_account::UserAccount;
use crate::domain::access::user_form::{EMAIL, MAIL, NO_TEAM, ROLE, TEAM};
use crate::domain::input::fields::FieldError;
use crate::domain::people::language::Language;
use crate::domain::time::calendar::day_of;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::form::{Form, Line};
use crate::views::kit::format::day;
use crate::views::kit::page::StaffPage;
use crate::views::kit::words;

/// The page's data and its viewer.
pub struct UsersPage<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    /// Whether a link can be mailed at all.
    pub mail_goes_out: bool,
    pub users: &'a [UserAccount],
    /// Teams to suggest.
    pub teams: &'a BTreeSet<String>,
    /// What stands in the form.
    pub values: &'a [(String, String)],
    pub errors: &'a [FieldError],
    /// Whether the address in the form is another user's.
    pub is_taken: bool,
}

impl UsersPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let form = Form::new(self.values, self.errors, |field| self.mistake(field, text));
        self.staff.wide(
            &text.users_title(),
            html! {
                h1 { (text.users_title()) }
                (form.summary(text))
                p { (text.users_intro()) }
                (self.table(text))
                section aria-labelledby="add" {
                    h2 id="add" { (text.users_add()) }
                    form.boxed method="post" action=(urls::USERS) novalidate {
                        (form.line(&Line { field: EMAIL, kind: "email", label: text.users_email(), is_required: true, ..Line::default() }))
                        (form.roles(text))
                        (form.team(self.teams, text))
                        (form.mail(text, self.mail_goes_out))
                        button type="submit" { (text.users_add_button()) }
                    }
                }
            },
        )
    }

    /// The label of a field, and what to say about a mistake in it.
    fn mistake(&self, field: &str, text: &Texts) -> (String, String) {
        match field {
            EMAIL if self.is_taken => (text.users_email(), text.users_taken()),
            EMAIL => (text.users_email(), text.users_takes_email()),
            _ => mistake(field, self.errors, text),
        }
    }

    fn table(&self, text: &Texts) -> Markup {
        html! {
            h2 id="users" { (text.users_heading()) }
            div.scroll tabindex="0" role="group" aria-labelledby="users" {
                table.stacked {
                    thead { tr {
                        th scope="col" { (text.users_email()) }
                        th scope="col" { (text.users_roles()) }
                        th scope="col" { (text.users_team()) }
                        th scope="col" { (text.users_state()) }
                        th scope="col" { (text.users_signs_in()) }
                        th scope="col" { (text.users_second_factor()) }
                        th scope="col" { (text.users_created()) }
                    } }
                    tbody { @for user in self.users { (self.row(user, text)) } }
                }
            }
        }
    }

    fn row(&self, user: &UserAccount, text: &Texts) -> Markup {
        html! {
            tr {
                th scope="row" { a href=(urls::user(user.id)) { (user.email) } }
                td { (roles(text, user)) }
                td { @if let Some(team) = team(text, user) { (team) } }
                td { (state(self.staff.language, self.zone, user)) }
                td { (signs_in_with(text, user)) }
                td { (second_factor(text, user)) }
                td { (day_in_words(self.staff.language, self.zone, user.created_at)) }
            }
        }
    }
}

/// The label of a field in a form about a user who exists, and what to say about a mistake in it.
pub(super) fn mistake(field: &str, errors: &[FieldError], text: &Texts) -> (String, String) {
    match field {
        TEAM if errors.iter().any(|error| error.message == NO_TEAM) => {
            (text.users_team(), text.users_team_makes_no_difference())
        }
        ROLE => (text.users_roles(), text.users_takes_role()),
        TEAM => (text.users_team(), text.users_takes_team()),
        MAIL => (text.users_mail(), text.access_takes_nothing()),
        other => (other.to_owned(), text.access_takes_nothing()),
    }
}

pub(super) fn roles(text: &Texts, user: &UserAccount) -> String {
    let roles: Vec<String> = user.roles.iter().map(|role| words::role(text, role)).collect();
    if roles.is_empty() { text.users_no_roles() } else { roles.join(", ") }
}

/// The team, or that there is none; `None` where it makes no difference.
pub(super) fn team(text: &Texts, user: &UserAccount) -> Option<String> {
    let team = || user.team.clone().unwrap_or_else(|| text.users_all_teams());
    FollowUpsOf::has_team(&user.roles).then(team)
}

/// Whether the user may sign in.
pub(super) fn state(language: Language, zone: Tz, user: &UserAccount) -> String {
    let text = texts(language);
    match user.disabled_at {
        Some(at) => text.users_disabled(day_in_words(language, zone, at)),
        None => text.users_active(),
    }
}

pub(super) fn signs_in_with(text: &Texts, user: &UserAccount) -> String {
    match (user.is_at_provider, user.has_password) {
        (true, false) => text.users_by_provider(),
        (true, true) => format!("{}, {}", text.users_by_password(), text.users_by_provider()),
        (false, true) => text.users_by_password(),
        (false, false) => text.users_not_yet(),
    }
}

pub(super) fn second_factor(text: &Texts, user: &UserAccount) -> String {
    if user.has_second_factor { text.users_yes() } else { text.users_no() }
}

pub(super) fn day_in_words(language: Language, zone: Tz, at: Timestamp) -> String {
    day(language, day_of(at, zone))
}

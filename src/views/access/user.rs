//! One user: roles, team, a new link, a lost second factor, the person at the identity provider, and whether the user may
//! sign in.

use std::collections::BTreeSet;

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::access::follow_ups_of::FollowUpsOf;
use crate::domain::access::user_account::UserAccount;
use crate::domain::access::user_form::{self, SEEN};
use crate::domain::input::fields::FieldError;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::access::users::{day_in_words, mistake, roles, second_factor, signs_in_with, state, team};
use crate::views::kit::form::Form;
use crate::views::kit::page::StaffPage;

/// The page's data and its viewer.
pub struct UserPage<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    /// Whether a link can be mailed at all.
    pub mail_goes_out: bool,
    pub user: &'a UserAccount,
    /// Whether it is the account of the viewer, who may not change it here.
    pub is_own: bool,
    /// Whether the identity provider gives roles to those who sign in there.
    pub gives_roles: bool,
    /// Teams to suggest.
    pub teams: &'a BTreeSet<String>,
    /// What stands in the forms of roles and team.
    pub values: &'a [(String, String)],
    pub errors: &'a [FieldError],
    pub is_done: bool,
    /// Whether a change of the own account was refused.
    pub is_refused: bool,
    /// Whether a change was refused because another administrator had made one since the page was shown.
    pub is_stale: bool,
}

impl UserPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let title = text.user_title(self.user.email.as_str());
        let form = Form::new(self.values, self.errors, |field| mistake(field, self.errors, text));
        self.staff.narrow(
            &title,
            html! {
                h1 { (title) }
                @if self.is_done { p.done role="status" { (text.user_done()) } }
                @if self.is_refused {
                    div.errors id="wrong" role="alert" tabindex="-1" autofocus { p { (text.user_own_refused()) " " (text.user_own()) } }
                }
                @if self.is_stale {
                    div.errors id="wrong" role="alert" tabindex="-1" autofocus { p { (text.user_own_refused()) " " (text.user_stale()) } }
                }
                (form.summary(text))
                (self.facts(text))
                @if self.is_own {
                    @if !self.is_refused { p.notice { (text.user_own()) } }
                } @else {
                    (self.roles_and_team(&form, text))
                    @if self.user.disabled_at.is_none() { (self.link(text)) }
                    @if self.user.has_second_factor { (self.reset(text)) }
                    @if self.user.is_at_provider { (self.unlink(text)) }
                    @if self.user.disabled_at.is_none() { (self.disable(text)) } @else { (self.enable(text)) }
                }
                p { a href=(urls::USERS) { (text.users_heading()) } }
            },
        )
    }

    fn facts(&self, text: &Texts) -> Markup {
        let (language, user) = (self.staff.language, self.user);
        html! {
            dl.pairs {
                dt { (text.users_state()) } dd { (state(language, self.zone, user)) }
                dt { (text.users_roles()) } dd { (roles(text, user)) }
                @if let Some(team) = team(text, user) { dt { (text.users_team()) } dd { (team) } }
                dt { (text.users_signs_in()) } dd { (signs_in_with(text, user)) }
                dt { (text.users_second_factor()) } dd { (second_factor(text, user)) }
                dt { (text.users_created()) } dd { (day_in_words(language, self.zone, user.created_at)) }
            }
        }
    }

    fn roles_and_team(&self, form: &Form<'_>, text: &Texts) -> Markup {
        html! {
            form.boxed method="post" action=(urls::user_roles(self.user.id)) novalidate {
                input type="hidden" name=(SEEN) value=(self.user.roles);
                (form.roles(text))
                @if self.gives_roles && self.user.is_at_provider { p.note { (text.user_roles_given()) } }
                button type="submit" { (text.user_roles_button()) }
            }
            @if FollowUpsOf::has_team(&self.user.roles) {
                form.boxed method="post" action=(urls::user_team(self.user.id)) novalidate {
                    input type="hidden" name=(SEEN) value=(self.user.team.as_deref().unwrap_or_default());
                    (form.team(self.teams, text))
                    button type="submit" { (text.user_team_button()) }
                }
            }
        }
    }

    fn link(&self, text: &Texts) -> Markup {
        let blank = user_form::blank();
        html! {
            section aria-labelledby="link" {
                h2 id="link" { (text.user_link()) }
                p { (text.user_link_text()) }
                @if self.user.is_at_provider { p { (text.user_link_at_provider()) } }
                form method="post" action=(urls::user_link(self.user.id)) {
                    (Form::new(&blank, &[], |field| mistake(field, &[], text)).mail(text, self.mail_goes_out))
                    button.quiet type="submit" { (text.user_link_button()) }
                }
            }
        }
    }

    fn reset(&self, text: &Texts) -> Markup {
        let (action, button) = (urls::user_second_factor(self.user.id), text.user_factor_button());
        html! {
            section aria-labelledby="second-factor" {
                h2 id="second-factor" { (text.user_factor()) }
                (self.behind_question(&text.user_factor_text(), &action, &button, text))
            }
        }
    }

    fn unlink(&self, text: &Texts) -> Markup {
        let (action, button) = (urls::user_unlink(self.user.id), text.user_unlink_button());
        html! {
            section aria-labelledby="unlink" {
                h2 id="unlink" { (text.user_unlink()) }
                (self.behind_question(&text.user_unlink_text(), &action, &button, text))
            }
        }
    }

    fn disable(&self, text: &Texts) -> Markup {
        let (action, button) = (urls::user_disable(self.user.id), text.user_disable_button());
        html! {
            section aria-labelledby="disable" {
                h2 id="disable" { (text.user_disable()) }
                (self.behind_question(&text.user_disable_text(), &action, &button, text))
            }
        }
    }

    /// A button behind a question that names the user, since what it does is felt at once.
    fn behind_question(&self, words: &str, action: &str, button: &str, text: &Texts) -> Markup {
        html! {
            p { (words) }
            details {
                summary { (button) }
                p { (text.user_sure(self.user.email.as_str())) }
                form method="post" action=(action) {
                    button.quiet type="submit" { (text.user_sure_button()) ": " (button) }
                }
            }
        }
    }

    fn enable(&self, text: &Texts) -> Markup {
        html! {
            section aria-labelledby="enable" {
                h2 id="enable" { (text.user_enable()) }
                p { (text.user_enable_text()) }
                form method="post" action=(urls::user_enable(self.user.id)) {
                    button.quiet type="submit" { (text.user_enable_button()) }
                }
            }
        }
    }
}

//! How the installation stands.
//!
//! The rule: what is not recorded is said to be not recorded, with where to read how it is done.

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::access::session::second_factor::SecondFactorRule;
use crate::domain::time::calendar::day_of;
use crate::domain::upkeep::first_steps::FirstSteps;
use crate::domain::upkeep::installation::{AppliedMigration, Installation, MailMode};
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::{day, moment, time, whole};
use crate::views::kit::page::StaffPage;
use crate::views::upkeep::backups::{backups, size};
use crate::views::upkeep::first_steps::first_steps;

/// The page's data and its viewer.
pub struct InstallationPage<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    pub installation: &'a Installation,
    /// What is left to do before there is anything to show.
    pub steps: Option<FirstSteps>,
}

impl InstallationPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        self.staff.wide(
            &text.installation_title(),
            html! {
                h1 { (text.installation_title()) }
                @if let Some(steps) = self.steps {
                    section aria-labelledby="next" {
                        h2 id="next" { (text.first_steps_title()) }
                        (first_steps(text, self.staff.user.roles, steps))
                    }
                }
                (self.running(text))
                (self.settings(text))
                (backups(text, self.staff.language, self.zone, self.installation))
                (self.audit(text))
                (self.migrations(text))
            },
        )
    }

    fn running(&self, text: &Texts) -> Markup {
        let (language, about) = (self.staff.language, self.installation);
        let database = &about.database;
        html! {
            h2 { (text.installation_running()) }
            dl.pairs {
                dt { (text.installation_program()) } dd { "Naklank " (about.program) }
                dt { (text.installation_database()) } dd { (database.engine.name()) " " (database.version) ", " (size(text, language, database.size)) }
                dt { (text.installation_scheduler()) }
                dd { @match about.last_pass {
                    Some(at) => (text.installation_last_pass(moment(language, at, self.zone))),
                    None => (text.installation_no_pass()),
                } }
                dt { (text.nav_sending()) } dd { (self.queue(text)) }
            }
            p { a href=(urls::SENDING) { (text.installation_sending()) } }
        }
    }

    fn queue(&self, text: &Texts) -> Markup {
        let (language, about) = (self.staff.language, self.installation);
        let (queue, state) = (&about.queue, &about.sending);
        let waiting = queue.invitations_waiting + queue.reminders_waiting + queue.news_waiting;
        html! {
            @if let Some(at) = state.paused_at { (text.installation_paused(moment(language, at, self.zone))) " " }
            @if state.is_resting(about.now) { (text.installation_resting()) " " }
            (text.installation_queue(whole(language, waiting), whole(language, queue.due)))
        }
    }

    fn settings(&self, text: &Texts) -> Markup {
        let (language, settings) = (self.staff.language, &self.installation.settings);
        html! {
            h2 { (text.installation_settings()) }
            p { (text.installation_settings_text()) }
            dl.pairs {
                dt { (text.installation_address()) " " code { "http.public_url" } } dd { (settings.public_url) }
                dt { (text.installation_mail()) " " code { "mail.url" } }
                dd { @match &settings.mail {
                    MailMode::Server { host, port } => (text.installation_mail_server(host, port.to_string())),
                    MailMode::Folder(folder) => (text.installation_mail_folder(folder)),
                    MailMode::Memory => (text.installation_mail_memory()),
                } }
                dt { (text.users_second_factor()) " " code { "access.second_factor" } }
                dd { (second_factor(text, settings.second_factor)) }
                dt { (text.installation_contacts()) " " code { "privacy.contact_retention" } }
                dd { (time(language, settings.contact_retention)) }
                dt { (text.installation_verbatims()) " " code { "privacy.verbatim_retention" } }
                dd { (time(language, settings.verbatim_retention)) }
                dt { (text.installation_minimum_group()) " " code { "privacy.minimum_group" } }
                dd { (whole(language, settings.minimum_group)) }
            }
        }
    }

    fn audit(&self, text: &Texts) -> Markup {
        let (language, about) = (self.staff.language, self.installation);
        let entries = |sequence: i64| whole(language, u64::try_from(sequence).unwrap_or_default());
        html! {
            h2 { (text.nav_audit()) }
            @match about.head {
                Some(head) => p { (text.installation_head(entries(head.sequence))) br; code.hash { (head.hash) } },
                None => p.notice { (text.installation_no_head()) },
            }
            @if let Some(published) = &about.published {
                p { (text.installation_published(day(language, published.day), entries(published.head.sequence))) }
            }
            p { (text.installation_verify()) " " code { "naklank audit verify" } }
        }
    }

    fn migrations(&self, text: &Texts) -> Markup {
        let migrations = &self.installation.database.migrations;
        let newest = migrations.last().map(|migration| migration.number.to_string()).unwrap_or_default();
        html! {
            h2 { (text.installation_schema()) }
            p { (text.installation_schema_version(newest)) }
            details {
                summary { (text.installation_migrations()) }
                ul { @for migration in migrations.iter().rev() { (self.migration(migration)) } }
            }
        }
    }

    fn migration(&self, migration: &AppliedMigration) -> Markup {
        let at = day(self.staff.language, day_of(migration.at, self.zone));
        html! { li { (migration.number) " " span lang="en" { (migration.name) } ", " (at) } }
    }
}

fn second_factor(text: &Texts, rule: SecondFactorRule) -> String {
    match rule {
        SecondFactorRule::Optional => text.installation_factor_optional(),
        SecondFactorRule::Administrators => text.installation_factor_administrators(),
        SecondFactorRule::Everyone => text.installation_factor_everyone(),
    }
}

//! The API keys, and the form that makes one.

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::Timestamp;
use crate::domain::access::api_key::{ApiKey, KeyState};
use crate::domain::access::key_form::{EXPIRES, NAME, OWNER, SCOPE};
use crate::domain::access::roles::Scope;
use crate::domain::input::fields::FieldError;
use crate::domain::time::calendar::day_of;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::form::{Form, Line, Tick};
use crate::views::kit::format::{day, moment};
use crate::views::kit::page::StaffPage;

/// Why a key was not made, where its field alone does not say it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotMade {
    /// Another key has the name.
    Taken,
    /// The owner may not do what a scope allows.
    AboveOwner { owner: String, scope: Scope },
    /// The administrator who makes it may not do what a scope allows.
    AboveMaker { scope: Scope },
}

/// The page's data and its viewer.
pub struct KeysPage<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    pub now: Timestamp,
    pub keys: &'a [ApiKey],
    /// What the administrator may give a key.
    pub scopes: &'a [Scope],
    /// The administrator's address, who may own a key.
    pub maker: &'a str,
    /// What stands in the form.
    pub values: &'a [(String, String)],
    pub errors: &'a [FieldError],
    pub why: &'a [NotMade],
    /// Whether a key was revoked just now.
    pub is_revoked: bool,
    /// Whether the key to revoke was not there.
    pub is_gone: bool,
}

impl KeysPage<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        let form = Form::new(self.values, self.errors, |field| self.mistake(field, text));
        self.staff.wide(
            &text.keys_title(),
            html! {
                h1 { (text.keys_title()) }
                @if self.is_revoked { p.done role="status" { (text.keys_revoked_done()) } }
                @if self.is_gone {
                    div.errors role="alert" tabindex="-1" autofocus { p { a href="#keys" { (text.keys_gone()) } } }
                }
                (form.summary(text))
                p { (text.keys_intro()) }
                (self.table(text))
                (self.add(&form, text))
            },
        )
    }

    /// The label of a field, and what to say about a mistake in it.
    fn mistake(&self, field: &str, text: &Texts) -> (String, String) {
        let is_taken = self.why.contains(&NotMade::Taken);
        match field {
            NAME if is_taken => (text.keys_name(), text.keys_taken()),
            NAME => (text.keys_name(), text.keys_takes_name()),
            SCOPE => (text.keys_scopes(), self.why_scope(text)),
            OWNER => (text.keys_owner(), text.keys_takes_owner()),
            EXPIRES => (text.keys_last_day(), text.keys_takes_day()),
            other => (other.to_owned(), text.access_takes_nothing()),
        }
    }

    /// What to say about the scopes.
    fn why_scope(&self, text: &Texts) -> String {
        let of_scope = self.why.iter().find_map(|why| match why {
            NotMade::AboveOwner { owner, scope } => Some(text.keys_above_owner(owner, scope.name())),
            NotMade::AboveMaker { scope } => Some(text.keys_above_maker(scope.name())),
            NotMade::Taken => None,
        });
        of_scope.unwrap_or_else(|| text.keys_takes_scope())
    }

    fn table(&self, text: &Texts) -> Markup {
        html! {
            h2 id="keys" { (text.keys_heading()) }
            @if self.keys.is_empty() { p { (text.keys_none()) } } @else {
                div.scroll tabindex="0" role="group" aria-labelledby="keys" {
                    table.stacked {
                        thead { tr {
                            th scope="col" { (text.keys_name()) }
                            th scope="col" { (text.keys_begins()) }
                            th scope="col" { (text.keys_scopes()) }
                            th scope="col" { (text.keys_owner()) }
                            th scope="col" { (text.keys_created()) }
                            th scope="col" { (text.keys_last_day()) }
                            th scope="col" { (text.keys_last_used()) }
                            th scope="col" { (text.keys_state()) }
                        } }
                        tbody { @for key in self.keys { (self.row(key, text)) } }
                    }
                }
            }
        }
    }

    fn row(&self, key: &ApiKey, text: &Texts) -> Markup {
        let language = self.staff.language;
        html! {
            tr {
                th scope="row" { (key.name) }
                td { @match &key.prefix { Some(prefix) => code { (prefix) "…" }, None => (text.keys_not_kept()) } }
                td { @for scope in &key.scopes { span.below { (scope.name()) } } }
                td { @match &key.owner { Some(owner) => (owner), None => (text.keys_itself()) } }
                td { (day(language, day_of(key.created_at, self.zone))) }
                td { @match key.last_day(self.zone) { Some(last) => (day(language, last)), None => (text.keys_no_end()) } }
                td { @match key.last_used_at { Some(at) => (moment(language, at, self.zone)), None => (text.keys_never_used()) } }
                td { (self.state(key, text)) }
            }
        }
    }

    fn state(&self, key: &ApiKey, text: &Texts) -> Markup {
        html! {
            @match key.state(self.now) {
                KeyState::Active => { (text.keys_active()) (revoke(key, text)) },
                KeyState::OwnerDisabled => { (text.keys_owner_disabled()) (revoke(key, text)) },
                KeyState::Expired => (text.keys_expired()),
                KeyState::Revoked(at) => (text.keys_revoked(day(self.staff.language, day_of(at, self.zone)))),
            }
        }
    }

    fn add(&self, form: &Form<'_>, text: &Texts) -> Markup {
        let scopes: Vec<Tick> = self
            .scopes
            .iter()
            .map(|scope| Tick {
                value: scope.name(),
                label: scope.name().to_owned(),
                sentence: allows(text, *scope),
            })
            .collect();
        let name = Line {
            field: NAME,
            kind: "text",
            label: text.keys_name(),
            hint: Some(text.keys_name_hint()),
            is_required: true,
            list: None,
        };
        let last_day = Line {
            field: EXPIRES,
            kind: "date",
            label: text.keys_last_day(),
            hint: Some(text.keys_last_day_hint()),
            ..Line::default()
        };
        html! {
            section aria-labelledby="add" {
                h2 id="add" { (text.keys_add()) }
                p { (text.keys_others()) }
                form.boxed method="post" action=(urls::KEYS) novalidate {
                    (form.line(&name))
                    (form.ticks(SCOPE, &text.keys_scopes(), &scopes))
                    (self.owner(form, text))
                    (form.line(&last_day))
                    button type="submit" { (text.keys_add_button()) }
                }
            }
        }
    }

    fn owner(&self, form: &Form<'_>, text: &Texts) -> Markup {
        let is_wrong = form.is_wrong(OWNER);
        html! {
            div.question.wrong[is_wrong] {
                label for=(OWNER) { (text.keys_owner()) }
                (form.notes(OWNER, Some(&text.keys_owner_hint())))
                select id=(OWNER) name=(OWNER) aria-invalid=[is_wrong.then_some("true")] aria-describedby=[form.described_by(OWNER, true)] {
                    option value="" { (text.keys_itself()) }
                    option value=(self.maker) selected[form.value(OWNER) == Some(self.maker)] { (self.maker) }
                }
            }
        }
    }
}

/// The button that revokes a key, behind a question, since it cannot be undone.
fn revoke(key: &ApiKey, text: &Texts) -> Markup {
    html! {
        details {
            summary { (text.keys_revoke()) span.unseen { ": " (key.name) } }
            p { (text.keys_revoke_text()) }
            form method="post" action=(urls::KEY_REVOKE) {
                input type="hidden" name=(NAME) value=(key.name);
                button.quiet type="submit" { (text.keys_revoke_button(key.name.as_str())) }
            }
        }
    }
}

/// What a scope allows.
fn allows(text: &Texts, scope: Scope) -> String {
    match scope {
        Scope::ComplaintsWrite => text.scope_complaints_write(),
        Scope::ComplaintsRead => text.scope_complaints_read(),
        Scope::InsightsRead => text.scope_insights_read(),
        Scope::ResponsesRead => text.scope_responses_read(),
        Scope::NormsWrite => text.scope_norms_write(),
        Scope::BouncesWrite => text.scope_bounces_write(),
        Scope::KpisWrite => text.scope_kpis_write(),
    }
}

//! The page of the audit: who did what, newest first, with filters and the same selection as a file.
//!
//! The rule: acts and actors stand in the reader's language; beside them, in attributes and in the file, as they are stored,
//! so that page, file and command line can be compared.

mod subject;
mod words;

pub use crate::views::access::audit::words::act as act_in_words;

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::Timestamp;
use crate::domain::access::action::Action;
use crate::domain::access::audit_query::{AuditCursor, ShownEntry};
use crate::domain::access::audit_walk::PublishedHead;
use crate::domain::input::fields::FieldError;
use crate::domain::input::spreadsheet::Dialect;
use crate::texts::{Texts, texts};
use crate::urls;
use crate::views::kit::format::{day, whole};
use crate::views::kit::page::StaffPage;

/// The fields of the form.
const FIELDS: [&str; 5] = ["from", "to", "who", "what", "on"];

/// The page's data and its viewer.
pub struct AuditView<'a> {
    pub staff: StaffPage<'a>,
    pub zone: Tz,
    /// The query parameters as received, without empty ones.
    pub pairs: &'a [(String, String)],
    pub mistakes: &'a [FieldError],
    /// The number of entries that a file may hold, where it would hold more.
    pub too_many: Option<u64>,
    pub entries: &'a [ShownEntry],
    /// Whether some were left out because they cannot be read.
    pub has_unreadable: bool,
    pub next: Option<&'a AuditCursor>,
    /// Each person, as stored and as shown.
    pub persons: &'a [(String, String)],
    pub keys: &'a [String],
    pub published: Option<&'a PublishedHead>,
}

impl AuditView<'_> {
    #[must_use]
    pub fn render(&self) -> Markup {
        let text = texts(self.staff.language);
        self.staff.wide(
            &text.audit_title(),
            html! {
                h1 { (text.audit_title()) }
                p { (text.audit_intro()) }
                (self.faults(text))
                (self.filters(text))
                (self.list(text))
                (self.downloads(text))
                (self.head(text))
            },
        )
    }

    fn faults(&self, text: &Texts) -> Markup {
        html! {
            @if !self.mistakes.is_empty() {
                div.errors id="wrong" role="alert" tabindex="-1" autofocus {
                    p { (text.audit_wrong()) }
                    ul { @for field in self.wrong_fields() { li {
                        @if FIELDS.contains(&field) { a href={ "#" (field) } { (label(text, field)) } } @else { (label(text, field)) }
                        ": " (takes(text, field))
                    } } }
                }
            }
            @if let Some(most) = self.too_many {
                div.errors id="wrong" role="alert" tabindex="-1" autofocus {
                    p { a href="#from" { (text.audit_too_many(whole(self.staff.language, most))) } }
                }
            }
        }
    }

    /// The fields that were refused, each once.
    fn wrong_fields(&self) -> Vec<&str> {
        let mut fields: Vec<&str> = self.mistakes.iter().map(|mistake| mistake.field.as_str()).collect();
        fields.dedup();
        fields
    }

    fn filters(&self, text: &Texts) -> Markup {
        html! {
            form.boxed method="get" action=(urls::AUDIT) {
                div.fields {
                    (self.field("from", text, &html! { input type="date" id="from" name="from" value=[self.given("from")] aria-invalid=[self.is_wrong("from")] aria-describedby=[self.described("from")]; }))
                    (self.field("to", text, &html! { input type="date" id="to" name="to" value=[self.given("to")] aria-invalid=[self.is_wrong("to")] aria-describedby=[self.described("to")]; }))
                    (self.field("who", text, &self.who(text)))
                    (self.field("what", text, &self.what(text)))
                    (self.field("on", text, &html! { input type="text" id="on" name="on" maxlength="200" autocomplete="off" value=[self.given("on")] aria-invalid=[self.is_wrong("on")] aria-describedby={ "on-hint" @if self.is_wrong("on").is_some() { " on-error" } }; }))
                }
                p.note id="on-hint" { (text.audit_on_hint()) }
                button type="submit" { (text.view_apply()) }
                " " a href=(urls::AUDIT) { (text.view_reset()) }
            }
        }
    }

    /// A field with its label, and what it takes if it was refused.
    fn field(&self, name: &str, text: &Texts, input: &Markup) -> Markup {
        html! {
            div {
                label for=(name) { (label(text, name)) }
                (input)
                @if self.is_wrong(name).is_some() { p.error id={ (name) "-error" } { (takes(text, name)) } }
            }
        }
    }

    fn who(&self, text: &Texts) -> Markup {
        let given = self.given("who");
        let fixed =
            [("operator".to_owned(), text.audit_operator()), ("unknown".to_owned(), text.audit_unknown())];
        let keys = self.keys.iter().map(|key| (format!("key {key}"), text.audit_key(key)));
        let choices: Vec<(String, String)> =
            fixed.into_iter().chain(self.persons.iter().cloned()).chain(keys).collect();
        // A choice that is not in the list stays, such as a person without an account.
        let other = given.filter(|given| choices.iter().all(|(stored, _)| stored != given));
        html! {
            select id="who" name="who" aria-invalid=[self.is_wrong("who")] aria-describedby=[self.described("who")] {
                option value="" { (text.audit_everybody()) }
                @if let Some(other) = other { option value=(other) selected { (other) } }
                @for (stored, shown) in &choices { option value=(stored) selected[given == Some(stored.as_str())] { (shown) } }
            }
        }
    }

    fn what(&self, text: &Texts) -> Markup {
        let given = self.given("what");
        let mut acts: Vec<(String, &str)> =
            Action::ALL.iter().map(|action| (words::act(text, *action), action.name())).collect();
        acts.sort();
        html! {
            select id="what" name="what" aria-invalid=[self.is_wrong("what")] aria-describedby=[self.described("what")] {
                option value="" { (text.audit_everything()) }
                @for (words, name) in acts { option value=(name) selected[given == Some(name)] { (words) } }
            }
        }
    }

    fn list(&self, text: &Texts) -> Markup {
        html! {
            h2 id="entries" { (text.audit_entries()) }
            @if self.has_unreadable { p.notice { (text.audit_unreadable()) } }
            @if self.entries.is_empty() { p { (text.audit_none()) } } @else {
                div.scroll tabindex="0" role="group" aria-labelledby="entries" {
                    table.stacked {
                        thead { tr {
                            th scope="col" { (text.audit_when()) }
                            th scope="col" { (text.audit_who()) }
                            th scope="col" { (text.audit_what()) }
                            th scope="col" { (text.audit_on()) }
                        } }
                        tbody { @for entry in self.entries { (self.entry(entry, text)) } }
                    }
                }
            }
            p.choices {
                @if self.given("before").is_some() {
                    a href=(self.first_page()) { (text.audit_newest()) } " "
                }
                @if let Some(next) = self.next {
                    a rel="next" href={ (urls::AUDIT) "?" (self.query("before", &next.written())) } { (text.audit_earlier()) }
                }
            }
        }
    }

    fn entry(&self, entry: &ShownEntry, text: &Texts) -> Markup {
        html! {
            tr {
                td { time datetime=(entry.at.to_rfc3339()) { (self.moment(entry.at, text)) } }
                td.said data-stored=(entry.actor) { (words::actor(text, &entry.actor)) }
                td.said data-stored=(entry.action) { (what(text, entry)) }
                td.said data-stored=(entry.subject) { (subject::subject(text, &entry.action, &entry.subject)) @if lost_roles(entry) { (text.users_no_roles()) } }
            }
        }
    }

    /// Day and time to the second: the order of what was done within a minute counts.
    fn moment(&self, at: Timestamp, text: &Texts) -> String {
        let local = at.with_timezone(&self.zone);
        text.format_moment(day(self.staff.language, local.date_naive()), local.format("%H:%M:%S").to_string())
    }

    fn downloads(&self, text: &Texts) -> Markup {
        let files = [
            (Dialect::Comma.name(), text.view_download_csv()),
            (Dialect::Semicolon.name(), text.view_download_semicolon()),
        ];
        html! {
            p.choices {
                (text.audit_download()) ":"
                @for (format, name) in files { " " a href={ (urls::AUDIT_CSV) "?" (self.query("format", format)) } { (name) } }
            }
        }
    }

    fn head(&self, text: &Texts) -> Markup {
        html! {
            section aria-labelledby="head" {
                h2 id="head" { (text.audit_head()) }
                p { (text.audit_chain()) }
                @if let Some(published) = self.published {
                    @let entries = u64::try_from(published.head.sequence).unwrap_or_default();
                    p { (text.audit_published(day(self.staff.language, published.day), whole(self.staff.language, entries))) br; code.hash { (published.head.hash) } }
                } @else { p { (text.audit_unpublished()) } }
            }
        }
    }

    /// The address of the first page of this selection.
    fn first_page(&self) -> String {
        let others = self.pairs.iter().filter(|(name, _)| !["before", "format"].contains(&name.as_str()));
        let query = form_urlencoded::Serializer::new(String::new()).extend_pairs(others).finish();
        if query.is_empty() { urls::AUDIT.to_owned() } else { format!("{}?{query}", urls::AUDIT) }
    }

    /// The query string of this selection with one parameter more, from its first page.
    fn query(&self, name: &str, value: &str) -> String {
        let others =
            self.pairs.iter().filter(|(other, _)| !["before", "format", name].contains(&other.as_str()));
        form_urlencoded::Serializer::new(String::new()).extend_pairs(others).append_pair(name, value).finish()
    }

    fn given(&self, name: &str) -> Option<&str> {
        self.pairs.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    fn is_wrong(&self, name: &str) -> Option<&'static str> {
        self.mistakes.iter().any(|mistake| mistake.field == name).then_some("true")
    }

    /// The identifier of the words about a field that was refused.
    fn described(&self, name: &str) -> Option<String> {
        self.is_wrong(name).map(|_| format!("{name}-error"))
    }
}

/// What was done, by its stored name where this version does not know it.
fn what(text: &Texts, entry: &ShownEntry) -> String {
    entry.action.parse::<Action>().map_or_else(|_| entry.action.clone(), |action| words::act(text, action))
}

/// Whether the entry tells of roles that were taken away without others in their place.
fn lost_roles(entry: &ShownEntry) -> bool {
    entry.action == Action::SetRoles.name() && entry.subject.ends_with(": ")
}

/// A field's label.
fn label(text: &Texts, field: &str) -> String {
    match field {
        "from" => text.view_from(),
        "to" => text.view_to(),
        "who" => text.audit_who(),
        "what" => text.audit_what(),
        "on" => text.audit_on(),
        other => other.to_owned(),
    }
}

/// What a field takes.
fn takes(text: &Texts, field: &str) -> String {
    match field {
        "from" | "to" => text.audit_takes_day(),
        "who" | "what" => text.audit_takes_choice(),
        "on" => text.audit_takes_text(),
        "before" => text.audit_takes_link(),
        _ => text.audit_takes_nothing(),
    }
}

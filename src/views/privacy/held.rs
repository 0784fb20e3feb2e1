//! Everything that is held of a person, to be read.
//!
//! The rule: fields and values are told in words, with the name that a field has in the file beside it, so that one can be asked
//! about; what is empty is left out.

use chrono_tz::Tz;
use maud::{Markup, html};

use crate::domain::people::language::Language;
use crate::domain::privacy::held::{Held, Record, Value};
use crate::texts::{Texts, texts};
use crate::views::access::audit::act_in_words;
use crate::views::kit::format::{day, moment};
use crate::views::privacy::fields::field;
use crate::views::privacy::values::value as in_words;
use crate::views::privacy::words::part;

/// The parts, the mails that are kept, and what the audit tells.
#[must_use]
pub fn held(language: Language, zone: Tz, held: &Held) -> Markup {
    let text = texts(language);
    html! {
        p { (text.held_intro()) }
        @for of_table in &held.parts {
            h2 { (part(text, of_table.name)) }
            @for record in &of_table.records { (fields(language, zone, of_table.name, record)) }
        }
        @if !held.mails.is_empty() {
            h2 { (text.held_mails()) }
            @for mail in &held.mails {
                @if let Some(read) = &mail.read {
                    h3 { (read.subject) }
                    p.unkept { (read.text) }
                } @else { pre { (mail.text) } }
            }
        }
        @if !held.audit.is_empty() {
            h2 { (text.held_audit()) }
            ul { @for entry in &held.audit {
                li { (moment(language, entry.at, zone)) ": " (done(text, &entry.action)) " " small { (entry.subject) } }
            } }
        }
        @if held.has_account { p { (text.held_account()) } }
    }
}

fn fields(language: Language, zone: Tz, table: &str, record: &Record) -> Markup {
    let text = texts(language);
    let kept = record.iter().filter(|(_, value)| *value != Value::Empty);
    html! {
        dl { @for (name, value) in kept {
            dt { (field(text, name)) " " small { code { (name) } } }
            dd {
                @if let Value::Text(stored) = value { (in_words(text, table, name, stored)) }
                @else { (written(text, language, zone, value)) }
            }
        } }
    }
}

fn written(text: &Texts, language: Language, zone: Tz, value: &Value) -> String {
    match value {
        Value::Empty => String::new(),
        Value::Text(words) => words.clone(),
        Value::Number(number) => number.to_string(),
        Value::Flag(true) => text.held_yes(),
        Value::Flag(false) => text.held_no(),
        Value::Moment(at) => moment(language, *at, zone),
        Value::Day(on) => day(language, *on),
        Value::Id(id) => id.to_string(),
    }
}

/// What was done, in words; as it is stored where a later version wrote it.
fn done(text: &Texts, action: &str) -> String {
    action.parse().map_or_else(|_| action.to_owned(), |action| act_in_words(text, action))
}

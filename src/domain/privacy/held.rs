//! Everything that is held of a person, as it is exported.
//!
//! The rule: the fields are those of [`map`](super::map), under the names of their columns, so that none is forgotten. Members of
//! staff are left out: that something was read is told, and not by whom.

use chrono::{NaiveDate, SecondsFormat};
use serde_json::{Map, Value as Json, json};
use uuid::Uuid;

use crate::domain::Timestamp;

/// A value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Empty,
    Text(String),
    Number(i64),
    Flag(bool),
    Moment(Timestamp),
    Day(NaiveDate),
    Id(Uuid),
}

/// A row, field by field.
pub type Record = Vec<(&'static str, Value)>;

/// What a table holds of the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The name of the table.
    pub name: &'static str,
    pub records: Vec<Record>,
}

/// A mail that still lies in the outbox, with its text as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptMail {
    /// The identifier of the message.
    pub id: String,
    pub text: String,
    /// What a person reads of it; `None` where it cannot be taken apart.
    pub read: Option<ReadableMail>,
}

/// A mail as a person reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadableMail {
    pub subject: String,
    pub text: String,
}

/// An entry of the audit that concerns the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    pub at: Timestamp,
    pub action: String,
    pub subject: String,
}

/// Everything that is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// The address as it is compared.
    pub address: String,
    pub as_of: Timestamp,
    /// Parts with at least one record.
    pub parts: Vec<Part>,
    pub mails: Vec<KeptMail>,
    pub audit: Vec<Recorded>,
    /// Invitations about the person's complaints that went to another address, and are not part of this.
    pub elsewhere: u64,
    /// Whether a member of staff has an account under this address, which is not part of this.
    pub has_account: bool,
}

impl Held {
    /// The export as JSON.
    #[must_use]
    pub fn json(&self) -> Json {
        let parts: Map<String, Json> =
            self.parts.iter().map(|part| (part.name.to_owned(), part.json())).collect();
        let mails: Vec<Json> =
            self.mails.iter().map(|mail| json!({"message": mail.id, "text": mail.text})).collect();
        let audit: Vec<Json> = self
            .audit
            .iter()
            .map(|entry| json!({"at": moment(entry.at), "action": entry.action, "subject": entry.subject}))
            .collect();
        json!({
            "address": self.address,
            "as_of": moment(self.as_of),
            "held": parts,
            "mails": mails,
            "audit": audit,
            "at_other_addresses": self.elsewhere,
            "has_account": self.has_account,
        })
    }
}

impl Part {
    fn json(&self) -> Json {
        let record = |record: &Record| {
            let fields = record.iter().map(|(name, value)| ((*name).to_owned(), value.json()));
            Json::Object(fields.collect())
        };
        Json::Array(self.records.iter().map(record).collect())
    }
}

impl Value {
    fn json(&self) -> Json {
        match self {
            Self::Empty => Json::Null,
            Self::Text(text) => json!(text),
            Self::Number(number) => json!(number),
            Self::Flag(flag) => json!(flag),
            Self::Moment(at) => json!(moment(*at)),
            Self::Day(day) => json!(day.to_string()),
            Self::Id(id) => json!(id.to_string()),
        }
    }
}

fn moment(at: Timestamp) -> String {
    at.to_rfc3339_opts(SecondsFormat::AutoSi, true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_export_names_every_field_and_says_what_is_empty() {
        let record = vec![("comment", Value::Text("Goed".to_owned())), ("held_at", Value::Empty)];
        let held = Held {
            address: "a@example.org".to_owned(),
            as_of: Timestamp::UNIX_EPOCH,
            parts: vec![Part { name: "responses", records: vec![record] }],
            mails: Vec::new(),
            audit: Vec::new(),
            elsewhere: 0,
            has_account: false,
        };
        let json = held.json();
        assert_eq!(json["held"]["responses"], json!([{"comment": "Goed", "held_at": null}]));
        assert_eq!(json["as_of"], "1970-01-01T00:00:00Z");
    }
}

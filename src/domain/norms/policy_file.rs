//! Parses a TOML file with the values of a policy; all errors are reported in one go.
//!
//! The rule: a time of its own is only for days that lie ahead, since complaints of the past were counted by another one.
//!
//! ```toml
//! [[norm]]
//! kpi = "written_response"
//! value = 0.95                    # a share, from 0 to 1
//! effective_from = "2027-01-01"
//! limit = "5 working days"        # may be absent: then the policy's own
//! wording = "Ten minste 95 % van de klagers krijgt binnen 5 werkdagen een reactie."
//! ```

use chrono::NaiveDate;
use toml::{Table, Value};

use crate::domain::input::fields::FieldError;
use crate::domain::norms::fields::LONGEST_RATIONALE;
use crate::domain::norms::policy_value::PolicyValue;
use crate::domain::policy::kpi::Kpi;
use crate::domain::policy::limit::Limit;
use crate::domain::time::calendar::parse_day;

/// The most values in one file.
const MOST_VALUES: usize = 200;
const KNOWN: &[&str] = &["kpi", "value", "effective_from", "limit", "wording"];

/// Parses the text of a file.
///
/// # Errors
/// Every value that is missing, wrong, unknown or given twice.
pub fn parse(text: &str, today: NaiveDate) -> Result<Vec<PolicyValue>, Vec<FieldError>> {
    let table: Table =
        text.parse().map_err(|error: toml::de::Error| vec![fault("file", error.to_string().trim())])?;
    let mut errors: Vec<FieldError> =
        table.keys().filter(|key| *key != "norm").map(|key| fault(key, "is not known here")).collect();
    let entries = table.get("norm").and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    if entries.is_empty() || entries.len() > MOST_VALUES {
        errors.push(fault("norm", &format!("must be 1 to {MOST_VALUES} tables [[norm]]")));
    }
    let mut values: Vec<PolicyValue> = Vec::new();
    for (index, entry) in entries.iter().take(MOST_VALUES).enumerate() {
        let mut entry = Entry { number: index + 1, table: entry.as_table(), errors: &mut errors };
        let Some(value) = entry.value(today) else { continue };
        let is_same =
            |other: &PolicyValue| other.kpi == value.kpi && other.effective_from == value.effective_from;
        if values.iter().any(is_same) {
            entry.refuse("effective_from", "is given twice for this KPI");
        }
        values.push(value);
    }
    if errors.is_empty() { Ok(values) } else { Err(errors) }
}

fn fault(field: &str, message: &str) -> FieldError {
    FieldError { field: field.to_owned(), message: message.to_owned() }
}

/// One table of the file.
struct Entry<'a> {
    /// From 1.
    number: usize,
    /// `None` if it is no table.
    table: Option<&'a Table>,
    errors: &'a mut Vec<FieldError>,
}

impl Entry<'_> {
    fn refuse(&mut self, field: &str, message: &str) {
        self.errors.push(fault(&format!("norm {}: {field}", self.number), message));
    }

    fn text(&self, field: &str) -> Option<&str> {
        self.table?.get(field)?.as_str()
    }

    fn value(&mut self, today: NaiveDate) -> Option<PolicyValue> {
        let unknown: Vec<String> = self
            .table
            .into_iter()
            .flat_map(Table::keys)
            .filter(|key| !KNOWN.contains(&key.as_str()))
            .cloned()
            .collect();
        for key in unknown {
            self.refuse(&key, "is not known here");
        }
        let (kpi, share, day) = (self.kpi(), self.share(), self.day());
        let (limit, wording) = (self.limit(kpi, day, today), self.wording());
        Some(PolicyValue { kpi: kpi?, value: share?, effective_from: day?, limit: limit?, wording: wording? })
    }

    fn kpi(&mut self) -> Option<Kpi> {
        let kpi: Option<Kpi> = self.text("kpi").and_then(|name| name.parse().ok());
        let loaded = kpi.filter(|kpi| !kpi.definition().measurement.has_rule());
        match kpi {
            None => self.refuse("kpi", &format!("must be one of {}", Kpi::NAMES.join(", "))),
            Some(_) if loaded.is_none() => {
                self.refuse("kpi", "takes a proposal with evidence, on the workbench; it is not loaded");
            }
            Some(_) => {}
        }
        loaded
    }

    fn share(&mut self) -> Option<f64> {
        let number = self.table.and_then(|table| table.get("value")).and_then(|value| {
            value
                .as_float()
                .or_else(|| value.as_integer().and_then(|whole| i32::try_from(whole).ok()).map(f64::from))
        });
        let share = number.filter(|share| (0.0..=1.0).contains(share));
        if share.is_none() {
            self.refuse("value", "must be a share from 0 to 1");
        }
        // Adding zero turns negative zero into zero.
        share.map(|share| share + 0.0)
    }

    fn day(&mut self) -> Option<NaiveDate> {
        let day = self.text("effective_from").and_then(parse_day);
        if day.is_none() {
            self.refuse("effective_from", "must be a day that exists, in quotes, like \"2027-01-01\"");
        }
        day
    }

    /// `None` when it is wrong, `Some(None)` when there is none.
    fn limit(&mut self, kpi: Option<Kpi>, day: Option<NaiveDate>, today: NaiveDate) -> Option<Option<Limit>> {
        if !self.table.is_some_and(|table| table.contains_key("limit")) {
            return Some(None);
        }
        let Some(limit) = self.text("limit").and_then(|text| text.parse::<Limit>().ok()) else {
            self.refuse("limit", "must be hours like \"48 hours\" or working days like \"6 working days\"");
            return None;
        };
        let usual = kpi.and_then(|kpi| kpi.definition().limit());
        if kpi.is_some() && usual.is_none() {
            self.refuse("limit", "has no place here: this KPI has no clock");
            return None;
        }
        let is_past = day.is_some_and(|day| day <= today);
        if is_past && usual.is_some_and(|usual| usual != limit) {
            self.refuse("limit", "can only change from a day that lies ahead");
            return None;
        }
        Some(Some(limit).filter(|limit| usual != Some(*limit)))
    }

    fn wording(&mut self) -> Option<String> {
        let wording = self.text("wording").map(str::trim).unwrap_or_default().to_owned();
        if wording.is_empty() || wording.chars().count() > LONGEST_RATIONALE {
            self.refuse(
                "wording",
                &format!("must be the policy's words, 1 to {LONGEST_RATIONALE} characters"),
            );
            return None;
        }
        Some(wording)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_now(text: &str) -> Result<Vec<PolicyValue>, Vec<String>> {
        parse(text, "2026-11-24".parse().unwrap())
            .map_err(|errors| errors.into_iter().map(|error| error.field).collect())
    }

    #[test]
    fn a_file_holds_values_with_their_days() {
        let text = "[[norm]]\nkpi = \"complaint_rate\"\nvalue = 0.008\neffective_from = \"2020-01-01\"\nwording = \"Minder.\"\n\
             [[norm]]\nkpi = \"written_response\"\nvalue = 1\neffective_from = \"2027-01-01\"\nlimit = \"5 working days\"\nwording = \"Sneller.\"\n";
        let found = parse_now(text).unwrap();
        assert_eq!((found[0].kpi, found[0].value, found[0].limit), (Kpi::ComplaintRate, 0.008, None));
        assert_eq!((found[1].value, found[1].limit), (1.0, Some(Limit::WorkingDays(5))));
    }

    #[test]
    fn every_mistake_in_a_file_is_named() {
        let wrong = |entry: &str| parse_now(&format!("[[norm]]\n{entry}")).unwrap_err();
        assert_eq!(
            wrong("kpi = \"nps\"\nvalue = 5\neffective_from = 2027-01-01\ncolour = 1"),
            ["norm 1: colour", "norm 1: kpi", "norm 1: value", "norm 1: effective_from", "norm 1: wording"]
        );
        let rest = "value = 0.9\neffective_from = \"2020-01-01\"\nwording = \"x\"\n";
        assert_eq!(
            wrong(&format!("kpi = \"phone_response\"\nlimit = \"72 hours\"\n{rest}")),
            ["norm 1: limit"]
        );
        assert_eq!(
            wrong(&format!("kpi = \"complaint_rate\"\nlimit = \"72 hours\"\n{rest}")),
            ["norm 1: limit"]
        );
        let twice = format!("kpi = \"complaint_rate\"\n{rest}[[norm]]\nkpi = \"complaint_rate\"\n{rest}");
        assert_eq!(wrong(&twice), ["norm 2: effective_from"]);
        assert_eq!(parse_now("norms = 1").unwrap_err(), ["norms", "norm"]);
        assert_eq!(parse_now("x").unwrap_err(), ["file"]);
    }

    #[test]
    fn the_stated_values_are_all_of_the_policy() {
        let stated: usize = Kpi::ALL.iter().map(|kpi| kpi.definition().stated.len()).sum();
        assert_eq!(PolicyValue::stated().len(), stated);
    }
}

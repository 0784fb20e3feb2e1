//! The form that marks complaints as discussed, many at once.
//!
//! The rule: every fault is found before anything is marked, and each names what is wrong.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::complaints::complaint::Reference;
use crate::domain::learning::discussed::DiscussedWith;
use crate::domain::time::calendar::parse_day;

/// The most complaints that are marked at once, and listed on the page.
pub const MOST_MARKED: usize = 500;

/// The fields of the form; the first is repeated for each complaint.
pub const REFERENCE: &str = "reference";
pub const WITH: &str = "with";
pub const ON: &str = "on";
pub const REPLACE: &str = "replace";

/// What is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marking {
    pub references: Vec<Reference>,
    pub with: DiscussedWith,
    pub on: NaiveDate,
    /// Whether the day also takes the place of an earlier one.
    pub replace: bool,
}

/// Why nothing is marked.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MarkingRefusal {
    #[error("no complaint was chosen: choose at least one")]
    NothingChosen,
    #[error("too many complaints were chosen: choose at most {most} at once", most = MOST_MARKED)]
    TooMany,
    #[error("it was not said with whom: choose the employee or the team")]
    NotWithWhom,
    #[error("the day is missing or does not exist: give one such as 2026-03-20")]
    NoDay,
    #[error("the day lies ahead: give today or an earlier day")]
    Ahead,
    /// By reference, as it was typed.
    #[error("there is no such complaint, or another team handles it: {}", .0.join(", "))]
    Unknown(Vec<String>),
    /// By reference.
    #[error("on that day these complaints had not been received: {}", .0.join(", "))]
    BeforeReceipt(Vec<String>),
}

/// How many complaints were marked, and how many kept the day that they had.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Marked {
    pub marked: usize,
    pub kept: usize,
}

impl Marking {
    /// Reads the form.
    ///
    /// # Errors
    /// Every fault that shows without looking at the complaints.
    pub fn read(pairs: &[(String, String)], today: NaiveDate) -> Result<Self, Vec<MarkingRefusal>> {
        let chosen: BTreeSet<&str> = values(pairs, REFERENCE).collect();
        let mut refusals = Vec::new();
        match chosen.len() {
            0 => refusals.push(MarkingRefusal::NothingChosen),
            many if many > MOST_MARKED => refusals.push(MarkingRefusal::TooMany),
            _ => {}
        }
        let mut references: Vec<Reference> = Vec::new();
        let mut unknown = Vec::new();
        for text in chosen {
            match text.parse() {
                Ok(reference) => references.push(reference),
                Err(_) => unknown.push(text.to_owned()),
            }
        }
        if !unknown.is_empty() {
            refusals.push(MarkingRefusal::Unknown(unknown));
        }
        let with: Option<DiscussedWith> = values(pairs, WITH).next().and_then(|name| name.parse().ok());
        if with.is_none() {
            refusals.push(MarkingRefusal::NotWithWhom);
        }
        let on = values(pairs, ON).next().and_then(|text| parse_day(text.trim()));
        match on {
            None => refusals.push(MarkingRefusal::NoDay),
            Some(on) if on > today => refusals.push(MarkingRefusal::Ahead),
            Some(_) => {}
        }
        let replace = values(pairs, REPLACE).next().is_some();
        match (with, on) {
            (Some(with), Some(on)) if refusals.is_empty() => Ok(Self { references, with, on, replace }),
            _ => Err(refusals),
        }
    }
}

/// The values of a field.
pub fn values<'a>(pairs: &'a [(String, String)], name: &'a str) -> impl Iterator<Item = &'a str> {
    pairs.iter().filter(move |(other, _)| other == name).map(|(_, value)| value.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(form: &str) -> Result<Marking, Vec<MarkingRefusal>> {
        let pairs: Vec<_> = form_urlencoded::parse(form.as_bytes()).into_owned().collect();
        Marking::read(&pairs, "2026-03-20".parse().unwrap())
    }

    #[test]
    fn a_complaint_that_is_chosen_twice_is_marked_once() {
        let marking = read("reference=K-2&reference=K-1&reference=K-2&with=team&on=2026-03-20").unwrap();
        let references: Vec<&str> = marking.references.iter().map(Reference::as_str).collect();
        assert_eq!(references, ["K-1", "K-2"]);
        assert_eq!((marking.with, marking.replace), (DiscussedWith::Team, false));
        assert!(read("reference=K-1&with=employee&on=2026-03-01&replace=true").unwrap().replace);
    }

    #[test]
    fn every_fault_is_named_at_once() {
        use MarkingRefusal::{Ahead, NoDay, NotWithWhom, NothingChosen, TooMany, Unknown};
        assert_eq!(read("").unwrap_err(), [NothingChosen, NotWithWhom, NoDay]);
        assert_eq!(
            read("reference=&with=board&on=2026-03-21").unwrap_err(),
            [Unknown(vec![String::new()]), NotWithWhom, Ahead]
        );
        assert_eq!(read("reference=K-1&with=team&on=2026-02-30").unwrap_err(), [NoDay]);
        let many: String = (0..=MOST_MARKED).map(|number| format!("reference=K-{number}&")).collect();
        assert_eq!(read(&format!("{many}with=team&on=2026-03-20")).unwrap_err(), [TooMany]);
    }
}

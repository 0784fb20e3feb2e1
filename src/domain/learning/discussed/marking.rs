//! The form that marks complaints as discussed, many at once.
//!
//! The rule: every fault is found before anything is marked, and each names what is wrong.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::domain::complaints::complaint::Reference;
use crate::domain::learning::discussed::DiscussedWith;
use crate::domain::time::calendar::parse_day;

/// The most complaints that are marked at once.
pub const MOST_MARKED: usize = 500;

/// The fields of the form; the first is repeated for each complaint.
pub const REFERENCE: &str = "reference";
pub const WITH: &str = "with";
pub const ON: &str = "on";
pub const REPLACE: &str = "replace";
/// How many days a person was told will be replaced, and agreed to.
pub const CONFIRMED: &str = "confirmed";

/// What becomes of a day that is there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Earlier {
    Stays,
    /// The new day takes its place, as long as that replaces at most this number of days.
    GivesWay(usize),
}

/// What is marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marking {
    pub references: Vec<Reference>,
    pub with: DiscussedWith,
    pub on: NaiveDate,
    pub earlier: Earlier,
}

/// What marking would do where it replaces more days than were confirmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Replacing {
    /// Complaints that have another day.
    pub replaced: usize,
    /// Complaints that have none yet.
    pub added: usize,
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
        let confirmed =
            values(pairs, CONFIRMED).next().and_then(|text| text.parse().ok()).unwrap_or_default();
        let replaces = values(pairs, REPLACE).next().is_some();
        let earlier = if replaces { Earlier::GivesWay(confirmed) } else { Earlier::Stays };
        match (with, on) {
            (Some(with), Some(on)) if refusals.is_empty() => Ok(Self { references, with, on, earlier }),
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
        assert_eq!((marking.with, marking.earlier), (DiscussedWith::Team, Earlier::Stays));
    }

    #[test]
    fn days_give_way_only_as_far_as_that_was_confirmed() {
        let earlier =
            |rest: &str| read(&format!("reference=K-1&with=team&on=2026-03-01{rest}")).unwrap().earlier;
        assert_eq!(earlier("&replace=true"), Earlier::GivesWay(0));
        assert_eq!(earlier("&replace=true&confirmed=3"), Earlier::GivesWay(3));
        assert_eq!(earlier("&replace=true&confirmed=-3"), Earlier::GivesWay(0));
        assert_eq!(earlier("&confirmed=3"), Earlier::Stays);
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

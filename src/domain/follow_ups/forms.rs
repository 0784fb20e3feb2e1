//! The forms on the page of a follow-up.
//!
//! The rule: the page is one form with a button for each act, and a button reads its own fields alone. A note goes along with
//! every act, so that it is never lost to another button. An act that changes who holds a follow-up says who held it when the
//! page was made, so that of two people who change it at once one is told.

use crate::domain::complaints::complaint::Reference;
use crate::domain::follow_ups::outcome::{Ending, FollowUpOutcome};
use crate::domain::ids::UserId;
use crate::domain::input::fields::{FieldError, Fields};

pub const NOTE: &str = "note";
pub const OUTCOME: &str = "outcome";
pub const REGISTERED: &str = "registered_reference";
pub const DROP_REASON: &str = "drop_reason";
pub const COLLEAGUE: &str = "colleague";
/// In place of a colleague: no one.
pub const NO_ONE: &str = "none";
pub const TEAM: &str = "team";
/// The identifier of who held it when the page was made; empty for no one.
pub const SEEN: &str = "seen";

/// What is wrong with a complaint that is named with an outcome which names none.
pub const NAMED_IN_VAIN: &str = "goes with the outcome complaint_registered alone";
/// What is wrong with a complaint that cannot be the one that was registered.
pub const NAMED_UNKNOWN: &str = "must be the reference of another complaint, known since the answer";

/// The fields of the page.
const ON_PAGE: [&str; 7] = [NOTE, OUTCOME, REGISTERED, DROP_REASON, COLLEAGUE, TEAM, SEEN];

/// The longest note and the longest reason, in characters.
pub const LONGEST_NOTE: usize = 2_000;
pub const LONGEST_REASON: usize = 500;

/// To whom a follow-up is given.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assignment {
    /// Who held it when the page was made.
    pub seen: Option<UserId>,
    /// `None` for no one.
    pub to: Option<UserId>,
    pub note: Option<String>,
}

/// To which team a follow-up is handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOver {
    /// Who held it when the page was made.
    pub seen: Option<UserId>,
    pub team: String,
    pub note: Option<String>,
}

/// How a follow-up ends, and what is noted with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct End {
    pub ending: Ending,
    pub note: Option<String>,
}

/// What was typed for the other buttons of the page than the one that was pressed, which reads `own`.
#[must_use]
pub fn for_other_buttons(pairs: &[(String, String)], own: &[&str]) -> Vec<(String, String)> {
    let is_other = |name: &str| ON_PAGE.contains(&name) && name != SEEN && !own.contains(&name);
    pairs.iter().filter(|(name, value)| is_other(name) && !value.trim().is_empty()).cloned().collect()
}

/// The fields of a button; a field that is not one of the page stays in, to be refused.
fn of_button(pairs: &[(String, String)], own: &[&str]) -> Fields {
    let counts = |name: &str| own.contains(&name) || !ON_PAGE.contains(&name);
    let pairs: Vec<_> = pairs.iter().filter(|(name, _)| counts(name)).cloned().collect();
    Fields::of_form(&pairs)
}

/// Reads the form of a note.
///
/// # Errors
/// Every error, each with its field.
pub fn read_note(pairs: &[(String, String)]) -> Result<String, Vec<FieldError>> {
    let mut fields = of_button(pairs, &[NOTE]);
    let note = fields.take_verbatim(NOTE, LONGEST_NOTE);
    let note = fields.require(NOTE, note);
    fields.result(note)
}

/// Reads the form of an act that asks for nothing, beside which a note may have been typed.
///
/// # Errors
/// Every error, each with its field.
pub fn read_note_beside(pairs: &[(String, String)]) -> Result<Option<String>, Vec<FieldError>> {
    let mut fields = of_button(pairs, &[NOTE]);
    let note = fields.take_verbatim(NOTE, LONGEST_NOTE);
    fields.result(Some(note))
}

/// Reads the form that completes a follow-up of a customer who does or does not want contact.
///
/// # Errors
/// Every error, each with its field.
pub fn read_completion(pairs: &[(String, String)], contact_me: bool) -> Result<End, Vec<FieldError>> {
    let mut fields = of_button(pairs, &[OUTCOME, REGISTERED, NOTE]);
    let outcome: Option<FollowUpOutcome> = fields.take_name(OUTCOME);
    let outcome = fields.require(OUTCOME, outcome);
    if outcome.is_some_and(|outcome| !outcome.fits(contact_me)) {
        fields.refuse(OUTCOME, "supposes contact, which this customer does not want");
    }
    let registered: Option<Reference> = fields.take_parsed(REGISTERED);
    if outcome == Some(FollowUpOutcome::ComplaintRegistered) {
        fields.require_as(REGISTERED, registered.as_ref(), "must name the complaint that was registered");
    } else if registered.is_some() && outcome.is_some() {
        fields.refuse(REGISTERED, NAMED_IN_VAIN);
    }
    let note = fields.take_verbatim(NOTE, LONGEST_NOTE);
    fields.result(Some(End { ending: Ending::Done { outcome, registered }, note }))
}

/// Reads the form that drops a follow-up.
///
/// # Errors
/// Every error, each with its field.
pub fn read_drop(pairs: &[(String, String)]) -> Result<End, Vec<FieldError>> {
    let mut fields = of_button(pairs, &[DROP_REASON, NOTE]);
    let reason = fields.take_verbatim(DROP_REASON, LONGEST_REASON);
    let reason = fields.require(DROP_REASON, reason);
    let note = fields.take_verbatim(NOTE, LONGEST_NOTE);
    fields.result(reason.map(|reason| End { ending: Ending::Dropped { reason }, note }))
}

/// Reads the form that gives a follow-up to a colleague, or to no one.
///
/// # Errors
/// Every error, each with its field.
pub fn read_assignment(pairs: &[(String, String)]) -> Result<Assignment, Vec<FieldError>> {
    let mut fields = of_button(pairs, &[SEEN, COLLEAGUE, NOTE]);
    let seen: Option<UserId> = fields.take_parsed(SEEN);
    let to = if fields.take_word(COLLEAGUE, NO_ONE) {
        Some(None)
    } else {
        let colleague: Option<UserId> = fields.take_parsed(COLLEAGUE);
        fields.require(COLLEAGUE, colleague).map(Some)
    };
    let note = fields.take_verbatim(NOTE, LONGEST_NOTE);
    fields.result(to.map(|to| Assignment { seen, to, note }))
}

/// Reads the form that hands a follow-up over to a team.
///
/// # Errors
/// Every error, each with its field.
pub fn read_hand_over(pairs: &[(String, String)]) -> Result<HandOver, Vec<FieldError>> {
    let mut fields = of_button(pairs, &[SEEN, TEAM, NOTE]);
    let seen: Option<UserId> = fields.take_parsed(SEEN);
    let team = fields.take_text(TEAM);
    let team = fields.require(TEAM, team);
    let note = fields.take_verbatim(NOTE, LONGEST_NOTE);
    fields.result(team.map(|team| HandOver { seen, team, note }))
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn pairs(fields: &[(&str, &str)]) -> Vec<(String, String)> {
        fields.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn wrong<T: std::fmt::Debug>(read: Result<T, Vec<FieldError>>) -> Vec<String> {
        read.unwrap_err().into_iter().map(|error| error.field).collect()
    }

    #[test]
    fn a_note_has_words_and_not_too_many() {
        let note = |text: &str| read_note(&pairs(&[(NOTE, text)]));
        assert_eq!(note(" Gebeld.\r\nGeen gehoor. ").unwrap(), "Gebeld.\nGeen gehoor.");
        assert_eq!(note(&"x".repeat(LONGEST_NOTE)).unwrap().len(), LONGEST_NOTE);
        for text in ["", " \n ", &"x".repeat(LONGEST_NOTE + 1)] {
            assert_eq!(wrong(note(text)), [NOTE], "{text}");
        }
        assert_eq!(wrong(read_note(&pairs(&[(NOTE, "a"), (NOTE, "b")]))), [NOTE]);
    }

    #[test]
    fn an_outcome_is_needed_and_a_complaint_goes_with_one_outcome() {
        let read = |fields: &[(&str, &str)]| read_completion(&pairs(fields), true);
        let registered = read(&[(OUTCOME, "complaint_registered"), (REGISTERED, " K-2 ")]).unwrap();
        let expected = Ending::Done {
            outcome: Some(FollowUpOutcome::ComplaintRegistered),
            registered: Some("K-2".parse().unwrap()),
        };
        assert_eq!(registered, End { ending: expected, note: None });
        assert_eq!(wrong(read(&[])), [OUTCOME]);
        assert_eq!(wrong(read(&[(OUTCOME, "solved")])), [OUTCOME]);
        assert_eq!(wrong(read(&[(OUTCOME, "complaint_registered")])), [REGISTERED]);
        assert_eq!(wrong(read(&[(OUTCOME, "explained"), (REGISTERED, "K-2")])), [REGISTERED]);
        assert_eq!(wrong(read_completion(&pairs(&[(OUTCOME, "explained")]), false)), [OUTCOME]);
    }

    #[test]
    fn dropping_takes_a_reason() {
        let reason = "Test".to_owned();
        let dropped = End { ending: Ending::Dropped { reason }, note: None };
        assert_eq!(read_drop(&pairs(&[(DROP_REASON, "Test")])).unwrap(), dropped);
        assert_eq!(wrong(read_drop(&pairs(&[(DROP_REASON, "")]))), [DROP_REASON]);
    }

    #[test]
    fn a_note_goes_along_and_what_was_typed_for_another_button_does_not_count() {
        let typed =
            pairs(&[(NOTE, "Gebeld."), (OUTCOME, "put_right"), (REGISTERED, ""), (DROP_REASON, "Test")]);
        let completed = read_completion(&typed, true).unwrap();
        assert_eq!(completed.note.as_deref(), Some("Gebeld."));
        assert_eq!(read_note(&typed).unwrap(), "Gebeld.");
        let ending = Ending::Dropped { reason: "Test".to_owned() };
        assert_eq!(read_drop(&typed), Ok(End { ending, note: Some("Gebeld.".to_owned()) }));
        assert_eq!(read_note_beside(&typed), Ok(Some("Gebeld.".to_owned())));
        let given = read_assignment(&[typed.clone(), pairs(&[(COLLEAGUE, NO_ONE), (TEAM, "Zuid")])].concat());
        assert_eq!(given.unwrap().note.as_deref(), Some("Gebeld."));
        let handed = read_hand_over(&[typed.clone(), pairs(&[(COLLEAGUE, NO_ONE), (TEAM, "Zuid")])].concat());
        let note = Some("Gebeld.".to_owned());
        assert_eq!(handed, Ok(HandOver { seen: None, team: "Zuid".to_owned(), note }));
        assert_eq!(
            for_other_buttons(&typed, &[NOTE]),
            pairs(&[(OUTCOME, "put_right"), (DROP_REASON, "Test")])
        );
        let long = pairs(&[(NOTE, &"x".repeat(LONGEST_NOTE + 1)), (OUTCOME, "put_right")]);
        assert_eq!(wrong(read_completion(&long, true)), [NOTE]);
    }

    #[test]
    fn giving_back_is_said_and_not_left_out() {
        let id = Uuid::from_u128(7).to_string();
        let read = |fields: &[(&str, &str)]| read_assignment(&pairs(fields));
        let user = Some(UserId(Uuid::from_u128(7)));
        assert_eq!(
            read(&[(COLLEAGUE, NO_ONE), (SEEN, &id)]).unwrap(),
            Assignment { seen: user, to: None, note: None }
        );
        assert_eq!(
            read(&[(COLLEAGUE, &id), (SEEN, "")]).unwrap(),
            Assignment { seen: None, to: user, note: None }
        );
        assert_eq!(wrong(read(&[(SEEN, "")])), [COLLEAGUE]);
        assert_eq!(wrong(read(&[(COLLEAGUE, "Jan"), (SEEN, "x")])), [SEEN, COLLEAGUE]);
        assert_eq!(wrong(read_hand_over(&pairs(&[(TEAM, " ")]))), [TEAM]);
    }
}

//! The words of follow-ups: lists, statuses, outcomes and mistakes in a form.

use crate::domain::follow_ups::follow_up::{FollowUp, FollowUpStatus};
use crate::domain::follow_ups::forms::{
    COLLEAGUE, DROP_REASON, LONGEST_NOTE, LONGEST_REASON, NAMED_IN_VAIN, NAMED_UNKNOWN, NOTE, OUTCOME,
    REGISTERED, TEAM,
};
use crate::domain::follow_ups::lists::FollowUpList;
use crate::domain::follow_ups::outcome::{Ending, FollowUpOutcome};
use crate::domain::input::fields::FieldError;
use crate::texts::Texts;

/// The name of a list.
pub(super) fn list(text: &Texts, list: FollowUpList) -> String {
    match list {
        FollowUpList::Mine => text.follow_ups_list_mine(),
        FollowUpList::Team => text.follow_ups_list_team(),
        FollowUpList::Overdue => text.follow_ups_list_overdue(),
        FollowUpList::Unassigned => text.follow_ups_list_unassigned(),
        FollowUpList::All => text.follow_ups_list_all(),
    }
}

/// How far a follow-up has come.
pub(super) fn status(text: &Texts, status: FollowUpStatus) -> String {
    match status {
        FollowUpStatus::Open => text.follow_up_status_open(),
        FollowUpStatus::TakenUp => text.follow_up_status_taken_up(),
        FollowUpStatus::Done => text.follow_up_status_done(),
        FollowUpStatus::Dropped => text.follow_up_status_dropped(),
    }
}

/// Why there is a follow-up.
pub(super) fn why(text: &Texts, follow_up: &FollowUp) -> String {
    if follow_up.contact_me { text.follow_ups_wants_contact() } else { text.follow_ups_detractor() }
}

/// What came of a follow-up.
pub(super) fn outcome(text: &Texts, outcome: FollowUpOutcome) -> String {
    match outcome {
        FollowUpOutcome::Explained => text.follow_up_outcome_explained(),
        FollowUpOutcome::PutRight => text.follow_up_outcome_put_right(),
        FollowUpOutcome::ComplaintRegistered => text.follow_up_outcome_complaint_registered(),
        FollowUpOutcome::NoContactPossible => text.follow_up_outcome_no_contact_possible(),
        FollowUpOutcome::NothingNeeded => text.follow_up_outcome_nothing_needed(),
    }
}

/// The outcome with the complaint that was registered.
pub(super) fn outcome_with(text: &Texts, of: FollowUpOutcome, registered: Option<&str>) -> String {
    match registered {
        Some(reference) => text.follow_up_outcome_with_complaint(outcome(text, of), reference),
        None => outcome(text, of),
    }
}

/// How a follow-up ended, in a few words.
pub(super) fn ending(text: &Texts, ending: &Ending) -> String {
    match ending {
        Ending::Done { outcome: Some(outcome), registered } => {
            outcome_with(text, *outcome, registered.as_ref().map(|reference| reference.as_str()))
        }
        Ending::Done { outcome: None, .. } => text.follow_up_status_done(),
        Ending::Dropped { .. } => text.follow_up_status_dropped(),
    }
}

/// Whether a complaint was named that cannot be the one that was registered.
pub(super) fn is_unknown_complaint(errors: &[FieldError]) -> bool {
    is_told(errors, NAMED_UNKNOWN)
}

fn is_told(errors: &[FieldError], message: &str) -> bool {
    errors.iter().any(|error| error.field == REGISTERED && error.message == message)
}

/// What to say about the complaint that was or was not named.
fn about_registered(text: &Texts, errors: &[FieldError]) -> String {
    if is_told(errors, NAMED_IN_VAIN) {
        text.follow_up_takes_no_registered(outcome(text, FollowUpOutcome::ComplaintRegistered))
    } else if is_unknown_complaint(errors) {
        text.follow_up_takes_known()
    } else {
        text.follow_up_takes_registered()
    }
}

/// The label of a field, and what to say about a mistake in it.
pub(super) fn mistake(text: &Texts, field: &str, errors: &[FieldError]) -> (String, String) {
    match field {
        NOTE => (text.follow_up_note(), text.follow_up_takes_note(LONGEST_NOTE.to_string())),
        OUTCOME => (text.follow_up_outcome(), text.follow_up_takes_outcome()),
        REGISTERED => (text.follow_up_registered(), about_registered(text, errors)),
        DROP_REASON => {
            (text.follow_up_drop_reason(), text.follow_up_takes_reason(LONGEST_REASON.to_string()))
        }
        COLLEAGUE => (text.follow_up_colleague(), text.follow_up_takes_colleague()),
        TEAM => (text.follow_up_team(), text.follow_up_takes_team()),
        other => (other.to_owned(), text.follow_up_takes_nothing()),
    }
}

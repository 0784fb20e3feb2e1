//! The values of what is held of a person, in words.
//!
//! The rule: a value from a list of ours is told as pages tell it; any other stands as it is stored.

use crate::domain::answering::response::AttemptReason;
use crate::domain::asking::invitation::State;
use crate::domain::complaints::complaint::OptOutReason;
use crate::domain::complaints::segment::Dimension;
use crate::domain::follow_ups::outcome::FollowUpOutcome;
use crate::domain::sending::delivery::{BounceKind, Cause, SuppressionReason};
use crate::domain::sending::message::MessageKind;
use crate::texts::Texts;
use crate::views::kit::words;

/// A text of a column of a table.
pub(super) fn value(text: &Texts, table: &str, column: &str, stored: &str) -> String {
    let named = match (table, column) {
        ("complaints", "channel" | "complainant" | "outcome" | "level") => {
            column.parse().ok().map(|dimension: Dimension| words::value(text, dimension, stored))
        }
        (_, "language" | "contact_language" | "sentence_language") => {
            Some(words::value(text, Dimension::Language, stored))
        }
        ("complaints", "opt_out_reason") => {
            stored.parse().ok().map(|why: OptOutReason| words::opt_out(text, why))
        }
        ("invitations", "state") => stored.parse().ok().map(|state: State| words::state(text, state)),
        ("messages", "kind") => stored.parse().ok().map(|kind: MessageKind| words::kind(text, kind)),
        ("messages", "cause") => stored.parse().ok().map(|cause: Cause| words::cause(text, cause)),
        ("bounces", "kind") => stored.parse().ok().map(|kind: BounceKind| words::bounce(text, kind)),
        ("attempts", "reason") => stored.parse().ok().map(|why: AttemptReason| words::attempt(text, why)),
        ("invitations", "reason") => withheld(text, stored),
        ("suppressions", "reason") => stored.parse().ok().map(|why| suppression(text, why)),
        ("follow_ups", "outcome") => stored.parse().ok().map(|outcome| follow_up(text, outcome)),
        (_, "status" | "state" | "acknowledged_by" | "answered_by" | "remedy" | "origin" | "judgement") => {
            listed(text, stored)
        }
        _ => None,
    };
    named.unwrap_or_else(|| stored.to_owned())
}

/// Why there was no invitation, or why it was withdrawn.
fn withheld(text: &Texts, stored: &str) -> Option<String> {
    match stored {
        "reopened" => Some(text.reason_reopened()),
        "erased" => Some(text.reason_erased()),
        other => other.parse().ok().map(|why| words::withheld(text, why)),
    }
}

fn suppression(text: &Texts, why: SuppressionReason) -> String {
    match why {
        SuppressionReason::Unsubscribed => text.suppression_unsubscribed(),
        SuppressionReason::Complained => text.suppression_complained(),
        SuppressionReason::ByStaff => text.suppression_by_staff(),
        SuppressionReason::Objection => text.suppression_objection(),
        SuppressionReason::Restricted => text.suppression_restricted(),
        SuppressionReason::HardBounce => text.suppression_hard_bounce(),
        SuppressionReason::SoftBounces => text.suppression_soft_bounces(),
    }
}

fn follow_up(text: &Texts, outcome: FollowUpOutcome) -> String {
    match outcome {
        FollowUpOutcome::Explained => text.follow_up_outcome_explained(),
        FollowUpOutcome::PutRight => text.follow_up_outcome_put_right(),
        FollowUpOutcome::ComplaintRegistered => text.follow_up_outcome_complaint_registered(),
        FollowUpOutcome::NoContactPossible => text.follow_up_outcome_no_contact_possible(),
        FollowUpOutcome::NothingNeeded => text.follow_up_outcome_nothing_needed(),
    }
}

/// The values of the lists that no other page names in one word.
fn listed(text: &Texts, stored: &str) -> Option<String> {
    Some(match stored {
        "open" => text.held_value_open(),
        "closed" => text.held_value_closed(),
        "waiting" => text.held_value_waiting(),
        "claimed" => text.held_value_claimed(),
        "sent" => text.held_value_sent(),
        "failed" => text.held_value_failed(),
        "person" => text.held_value_person(),
        "automatic" => text.held_value_automatic(),
        "board" => text.held_value_board(),
        "other" => text.held_value_other(),
        "none" => text.held_value_none(),
        "explanation" => text.held_value_explanation(),
        "apology" => text.held_value_apology(),
        "correction" => text.held_value_correction(),
        "payment" => text.held_value_payment(),
        "hand" => text.held_value_hand(),
        "rule" => text.held_value_rule(),
        "refused" => text.held_value_refused(),
        "right" => text.held_value_right(),
        "wrong" => text.held_value_wrong(),
        _ => return None,
    })
}

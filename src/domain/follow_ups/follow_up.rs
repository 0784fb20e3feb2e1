//! What staff do after a response that calls for it: the respondent asked for contact, or is a detractor.
//!
//! The rule: facts are kept, and the status, whether it is overdue and whether it was in time follow from them. What
//! ended once ended then: reopening makes nothing late.

use chrono::NaiveDate;
use chrono_tz::Tz;

use crate::domain::Timestamp;
use crate::domain::answering::score::Score;
use crate::domain::complaints::complaint::Reference;
use crate::domain::follow_ups::outcome::Ending;
use crate::domain::ids::{FollowUpId, InvitationId, ResponseId, UserId};
use crate::domain::named::named_enum;
use crate::domain::time::calendar::day_of;

/// Working days within which a follow-up is due, as the form promises.
pub const WORKING_DAYS: usize = 2;

/// Days for which an ended follow-up remains on the page.
pub const DONE_DAYS: i64 = 30;

/// Whether a response with this score, from a respondent who does or does not ask for contact, needs a follow-up.
#[must_use]
pub fn is_needed(score: Score, contact_me: bool) -> bool {
    contact_me || score.is_detractor()
}

named_enum! {
    /// How far a follow-up has come.
    pub enum FollowUpStatus {
        /// It waits to be taken up, also after it was given back.
        Open = "open",
        TakenUp = "taken_up",
        Done = "done",
        /// Ended with nothing done, for a reason.
        Dropped = "dropped",
    }
}

/// A follow-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FollowUp {
    pub id: FollowUpId,
    pub invitation_id: InvitationId,
    pub response_id: ResponseId,
    pub reference: Reference,
    pub score: Score,
    /// The respondent may be contacted; otherwise staff must not.
    pub contact_me: bool,
    pub answered_at: Timestamp,
    /// The day on which the complaint was closed.
    pub closed_on: NaiveDate,
    /// The name of the questionnaire that was answered.
    pub questionnaire: String,
    pub product: Option<String>,
    /// The team that handles the complaint.
    pub complaint_team: Option<String>,
    /// The team that the follow-up was handed over to.
    pub handed_to: Option<String>,
    pub opened_at: Timestamp,
    pub due_on: NaiveDate,
    /// When it was taken up for the first time, and by whom: from then on the answer cannot be changed.
    pub taken_up_at: Option<Timestamp>,
    pub taken_up_by: Option<String>,
    /// Who holds it; `None` while it is open to anyone.
    pub owner: Option<Holder>,
    /// When it ended for the first time.
    pub first_done_at: Option<Timestamp>,
    pub done: Option<Done>,
}

/// The user who holds a follow-up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    pub id: UserId,
    pub email: String,
}

/// The end of a follow-up: when, by whom, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    pub at: Timestamp,
    pub by: String,
    pub ending: Ending,
}

impl FollowUp {
    /// The team that it belongs to; `None` where it is not known.
    #[must_use]
    pub fn team(&self) -> Option<&str> {
        self.handed_to.as_deref().or(self.complaint_team.as_deref())
    }

    /// How far it has come.
    #[must_use]
    pub fn status(&self) -> FollowUpStatus {
        match &self.done {
            Some(Done { ending: Ending::Dropped { .. }, .. }) => FollowUpStatus::Dropped,
            Some(_) => FollowUpStatus::Done,
            None if self.owner.is_some() && self.taken_up_at.is_some() => FollowUpStatus::TakenUp,
            None => FollowUpStatus::Open,
        }
    }

    /// Whether its day has passed and it never ended.
    #[must_use]
    pub fn is_overdue(&self, today: NaiveDate) -> bool {
        self.first_done_at.is_none() && self.done.is_none() && self.due_on < today
    }

    /// Whether it ended by the day on which it was due; `None` while that can still go either way.
    #[must_use]
    pub fn in_time(&self, today: NaiveDate, zone: Tz) -> Option<bool> {
        match self.first_done_at {
            Some(at) => Some(day_of(at, zone) <= self.due_on),
            None => (self.due_on < today).then_some(false),
        }
    }

    /// Whether the user with this address (in lower case) holds it.
    #[must_use]
    pub fn is_held_by(&self, email: &str) -> bool {
        self.owner.as_ref().is_some_and(|owner| owner.email == email)
    }

    /// Whether the user with this address may take it up: no one holds it, or this user does and has not read the answer.
    #[must_use]
    pub fn can_be_taken_up_by(&self, email: &str) -> bool {
        let waits = self.owner.is_none() || (self.taken_up_at.is_none() && self.is_held_by(email));
        self.done.is_none() && waits
    }

    /// Whether the user with this address may contact the customer: only who holds it, while it is open, and only a
    /// customer who asked for it.
    #[must_use]
    pub fn may_be_contacted_by(&self, email: &str) -> bool {
        self.contact_me && self.done.is_none() && self.taken_up_at.is_some() && self.is_held_by(email)
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::domain::time::calendar::parse_moment;

    fn follow_up() -> FollowUp {
        let at = parse_moment("2026-03-23T09:00:00Z").unwrap();
        FollowUp {
            id: FollowUpId(Uuid::from_u128(1)),
            invitation_id: InvitationId(Uuid::from_u128(2)),
            response_id: ResponseId(Uuid::from_u128(3)),
            reference: "K-1".parse().unwrap(),
            score: Score::try_from(2).unwrap(),
            contact_me: true,
            answered_at: at,
            closed_on: "2026-03-20".parse().unwrap(),
            questionnaire: "complaint-handling-1".to_owned(),
            product: None,
            complaint_team: Some("Noord".to_owned()),
            handed_to: None,
            opened_at: at,
            due_on: "2026-03-25".parse().unwrap(),
            taken_up_at: None,
            taken_up_by: None,
            owner: None,
            first_done_at: None,
            done: None,
        }
    }

    fn holder(email: &str) -> Option<Holder> {
        Some(Holder { id: UserId(Uuid::from_u128(9)), email: email.to_owned() })
    }

    #[test]
    fn the_status_follows_from_who_holds_it_and_how_it_ended() {
        let at = parse_moment("2026-03-24T09:00:00Z").unwrap();
        let open = follow_up();
        let assigned = FollowUp { owner: holder("a@example.org"), ..open.clone() };
        let taken_up = FollowUp { taken_up_at: Some(at), ..assigned.clone() };
        let given_back = FollowUp { owner: None, ..taken_up.clone() };
        let ended = |ending| FollowUp {
            done: Some(Done { at, by: String::new(), ending }),
            first_done_at: Some(at),
            ..taken_up.clone()
        };
        let done = ended(Ending::Done { outcome: None, registered: None });
        let dropped = ended(Ending::Dropped { reason: String::new() });
        for (follow_up, status) in [
            (&open, FollowUpStatus::Open),
            (&assigned, FollowUpStatus::Open),
            (&taken_up, FollowUpStatus::TakenUp),
            (&given_back, FollowUpStatus::Open),
            (&done, FollowUpStatus::Done),
            (&dropped, FollowUpStatus::Dropped),
        ] {
            assert_eq!(follow_up.status(), status, "{follow_up:?}");
        }
        assert!(open.can_be_taken_up_by("b@example.org") && given_back.can_be_taken_up_by("b@example.org"));
        assert!(
            assigned.can_be_taken_up_by("a@example.org") && !assigned.can_be_taken_up_by("b@example.org")
        );
        assert!(!taken_up.can_be_taken_up_by("a@example.org") && !done.can_be_taken_up_by("a@example.org"));
        assert!(
            taken_up.may_be_contacted_by("a@example.org") && !taken_up.may_be_contacted_by("b@example.org")
        );
        assert!(!assigned.may_be_contacted_by("a@example.org") && !done.may_be_contacted_by("a@example.org"));
    }

    #[test]
    fn what_ended_in_time_is_in_time_also_after_it_was_reopened() {
        let (zone, next_day) = (chrono_tz::Europe::Amsterdam, "2026-03-26".parse().unwrap());
        let open = follow_up();
        assert_eq!(open.in_time(open.due_on, zone), None);
        assert!(!open.is_overdue(open.due_on));
        assert_eq!((open.in_time(next_day, zone), open.is_overdue(next_day)), (Some(false), true));
        // Late in the evening in Amsterdam, and an hour later the next day.
        for (at, in_time) in [("2026-03-25T22:59:59Z", true), ("2026-03-25T23:00:00Z", false)] {
            let reopened = FollowUp { first_done_at: parse_moment(at), ..open.clone() };
            assert_eq!(reopened.in_time(next_day, zone), Some(in_time), "{at}");
            assert!(!reopened.is_overdue(next_day));
        }
    }

    #[test]
    fn a_follow_up_belongs_to_the_team_that_it_was_handed_over_to() {
        assert_eq!(follow_up().team(), Some("Noord"));
        assert_eq!(FollowUp { handed_to: Some("Zuid".to_owned()), ..follow_up() }.team(), Some("Zuid"));
    }
}

//! A complaint as it was known at a moment of the past.
//!
//! The rule: what is dated later was not known. What has no date (a team, an outcome, that something never happened) counts
//! as it is known today, but that something never happened is known of a closed complaint only.

use chrono_tz::Tz;

use crate::domain::Timestamp;
use crate::domain::complaints::complaint::{Complaint, Status};
use crate::domain::complaints::facts::{Fact, Facts};
use crate::domain::time::calendar::day_of;

impl Complaint {
    /// The complaint at a moment; `None` if it was not received yet.
    #[must_use]
    pub fn as_of(&self, moment: Timestamp, zone: Tz) -> Option<Self> {
        if self.received_at > moment {
            return None;
        }
        let status = match self.status {
            Status::Closed { closed_at } if closed_at <= moment => self.status,
            Status::Closed { .. } | Status::Open => Status::Open,
        };
        let is_closed = status != Status::Open;
        let fact = |fact: Option<Fact>| {
            fact.filter(|fact| match fact {
                Fact::At(at) => *at <= moment,
                Fact::Never => is_closed || self.status == Status::Open,
            })
        };
        let today = day_of(moment, zone);
        let facts = Facts {
            acknowledged: fact(self.facts.acknowledged),
            phone_attempted_at: self.facts.phone_attempted_at.filter(|at| *at <= moment),
            phone_response: fact(self.facts.phone_response),
            written_response: fact(self.facts.written_response),
            employee_discussed_on: self.facts.employee_discussed_on.filter(|day| *day <= today),
            team_discussed_on: self.facts.team_discussed_on.filter(|day| *day <= today),
            ..self.facts.clone()
        };
        Some(Self { status, facts, ..self.clone() })
    }
}

//! Whether a complaint was acknowledged, called and answered in time (KPI 1 to 3).
//!
//! The rule: everything follows from the facts, the moment of receipt and the limit in force on its day. Hours are
//! elapsed hours, so weekends, holidays and clock changes are in them, and exactly on the limit is in time. Working days
//! begin with the first one after the day of receipt and end with the end of the last.

use chrono::{NaiveDate, NaiveTime, TimeDelta};
use chrono_tz::Tz;

use crate::domain::Timestamp;
use crate::domain::complaints::complaint::{Complaint, Status};
use crate::domain::complaints::facts::Fact;
use crate::domain::named::named_enum;
use crate::domain::policy::kpi::Kpi;
use crate::domain::policy::limit::Limit;
use crate::domain::policy::limits::LimitInForce;
use crate::domain::time::calendar::{day_of, moment_of};
use crate::domain::time::working_days::{DayOff, WorkingDays};

named_enum! {
    /// Where a complaint stands for a KPI.
    pub enum Standing {
        Timely = "timely",
        Late = "late",
        /// Not due yet, and not happened.
        Pending = "pending",
        /// Closed and due, and it was not told.
        Unknown = "unknown",
        NotApplicable = "not_applicable",
    }
}

/// The calendar that clocks go by.
#[derive(Clone, Copy, Debug)]
pub struct Calendar<'a> {
    pub working_days: &'a WorkingDays,
    pub zone: Tz,
}

/// The clock of one KPI for one complaint.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    pub kpi: Kpi,
    pub facts: ClockFacts,
    pub limit: LimitInForce,
    pub allowed: Allowed,
    pub standing: Standing,
}

impl Clock {
    /// Reads the clock at a moment.
    #[must_use]
    pub fn read(
        kpi: Kpi,
        complaint: &Complaint,
        limit: LimitInForce,
        calendar: Calendar<'_>,
        now: Timestamp,
    ) -> Option<Self> {
        let facts = ClockFacts::of(kpi, complaint)?;
        let allowed = Allowed::from(facts.received_at, limit.limit, calendar);
        Some(Self { kpi, facts, limit, standing: standing(&facts, &allowed, now), allowed })
    }
}

named_enum! {
    /// What is known of a complaint, as it is counted: it follows from facts alone and does not change as time passes. Whether
    /// something that did not happen is late, unknown or pending follows from it and the time of the question.
    pub enum FactState {
        Timely = "timely",
        /// In time, in the last tenth of the time allowed.
        TimelyAtLast = "timely_at_last",
        Late = "late",
        /// Known not to have happened.
        Never = "never",
        /// Not told of an open complaint.
        Open = "open",
        /// Not told of a closed one.
        Closed = "closed",
        NotApplicable = "not_applicable",
    }
}

impl FactState {
    /// The state by these facts.
    #[must_use]
    pub fn of(facts: &ClockFacts, allowed: &Allowed) -> Self {
        match facts.fact {
            _ if !facts.is_required => Self::NotApplicable,
            Some(Fact::At(moment)) if allowed.includes(moment) && moment > allowed.last_tenth => {
                Self::TimelyAtLast
            }
            Some(Fact::At(moment)) if allowed.includes(moment) => Self::Timely,
            Some(Fact::At(_)) => Self::Late,
            Some(Fact::Never) => Self::Never,
            None if facts.is_closed => Self::Closed,
            None => Self::Open,
        }
    }

    /// Where it stands, given whether its time is over.
    #[must_use]
    pub fn standing(self, is_over: bool) -> Standing {
        match self {
            Self::Timely | Self::TimelyAtLast => Standing::Timely,
            Self::Late => Standing::Late,
            Self::NotApplicable => Standing::NotApplicable,
            Self::Never | Self::Open | Self::Closed if !is_over => Standing::Pending,
            Self::Never | Self::Open => Standing::Late,
            Self::Closed => Standing::Unknown,
        }
    }

    /// Whether its standing depends on the time of the question.
    #[must_use]
    pub fn waits(self) -> bool {
        matches!(self, Self::Never | Self::Open | Self::Closed)
    }
}

/// What a clock is read from.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ClockFacts {
    pub received_at: Timestamp,
    /// `None` if nothing was told.
    pub fact: Option<Fact>,
    pub is_required: bool,
    pub is_closed: bool,
}

impl ClockFacts {
    /// What the clock of a KPI needs to know of a complaint; `None` if the KPI has no clock.
    #[must_use]
    pub fn of(kpi: Kpi, complaint: &Complaint) -> Option<Self> {
        let clocked = kpi.definition().clocked()?;
        Some(Self {
            received_at: complaint.received_at,
            fact: (clocked.happened)(&complaint.facts),
            is_required: (clocked.is_required)(&complaint.facts),
            is_closed: matches!(complaint.status, Status::Closed { .. }),
        })
    }
}

/// The time that is allowed for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowed {
    /// For hours the last moment in time, for working days the first that is too late.
    pub due_at: Timestamp,
    /// Every day from the first after receipt up to the last that counts; empty for hours.
    pub days: Vec<CountedDay>,
    is_due_in_time: bool,
    /// Where its last tenth begins.
    last_tenth: Timestamp,
}

/// A day in the counting of working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountedDay {
    pub day: NaiveDate,
    /// Why it does not count; `None` for a working day.
    pub off: Option<DayOff>,
}

impl Allowed {
    /// The time from a moment of receipt on.
    #[must_use]
    pub fn from(received_at: Timestamp, limit: Limit, calendar: Calendar<'_>) -> Self {
        match limit {
            Limit::Hours(hours) => {
                let due_at = received_at + TimeDelta::hours(hours.into());
                let last_tenth = last_tenth(received_at, due_at);
                Self { due_at, days: Vec::new(), is_due_in_time: true, last_tenth }
            }
            Limit::WorkingDays(number) => {
                let received_on = day_of(received_at, calendar.zone);
                let days = counted(received_on, number, calendar.working_days);
                let last = days.last().map_or(received_on, |counted| counted.day);
                let next = last.succ_opt().unwrap_or(last);
                let due_at = moment_of(next, NaiveTime::MIN, calendar.zone);
                Self { due_at, days, is_due_in_time: false, last_tenth: last_tenth(received_at, due_at) }
            }
        }
    }

    /// Complaints received before this moment have no time left; `None` for working days, which go by the day of receipt.
    #[must_use]
    pub fn over_before(now: Timestamp, limit: Limit) -> Option<Timestamp> {
        match limit {
            Limit::Hours(hours) => Some(now - TimeDelta::hours(hours.into())),
            Limit::WorkingDays(_) => None,
        }
    }

    /// The working days that count; none for hours.
    pub fn counted_days(&self) -> impl Iterator<Item = NaiveDate> {
        self.days.iter().filter(|counted| counted.off.is_none()).map(|counted| counted.day)
    }

    /// Whether a moment lies within it.
    #[must_use]
    pub fn includes(&self, moment: Timestamp) -> bool {
        if self.is_due_in_time { moment <= self.due_at } else { moment < self.due_at }
    }
}

/// By elapsed time, also where working days are counted: nights are in it on both sides.
fn last_tenth(received_at: Timestamp, due_at: Timestamp) -> Timestamp {
    received_at + (due_at - received_at) * 9 / 10
}

fn counted(received_on: NaiveDate, number: u32, working_days: &WorkingDays) -> Vec<CountedDay> {
    let (mut days, mut left) = (Vec::new(), number);
    for day in received_on.iter_days().skip(1) {
        if left == 0 {
            break;
        }
        let off = working_days.day_off(day);
        left -= u32::from(off.is_none());
        days.push(CountedDay { day, off });
    }
    days
}

/// Where a complaint stands at a moment. What was told is taken as it is, also a fact that lies a little ahead of the clock.
#[must_use]
pub fn standing(facts: &ClockFacts, allowed: &Allowed, now: Timestamp) -> Standing {
    FactState::of(facts, allowed).standing(!allowed.includes(now))
}

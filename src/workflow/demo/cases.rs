//! The made-up complaints of the demo: when they closed, who handled them and about what.

use chrono::{Datelike, Days, NaiveDate, NaiveTime, Weekday};

use crate::app::App;
use crate::domain::Timestamp;
use crate::domain::complaints::complaint::{Channel, Complainant, Outcome};
use crate::domain::people::language::Language;
use crate::domain::people::phone_number::PhoneNumber;
use crate::domain::time::calendar::moment_of;
use crate::randomness::Randomness;
use crate::workflow::demo::visitor::TEAMS;

/// Days of history.
pub(super) const DAYS: u64 = 3 * 365;
/// The dip, in days before the end of history.
pub(super) const DIP: std::ops::Range<u64> = 330..450;

/// A made-up complaint.
pub(super) struct Case {
    pub(super) number: usize,
    pub(super) closed_at: Timestamp,
    /// Days before the end of history.
    pub(super) age: u64,
    pub(super) team: &'static str,
    pub(super) product: &'static str,
    pub(super) channel: Channel,
    pub(super) outcome: Outcome,
    pub(super) language: Language,
    pub(super) complainant: Complainant,
}

impl Case {
    /// The telephone number of two customers in three: one that the numbering plan gives to no one.
    pub(super) fn phone(&self) -> Option<PhoneNumber> {
        let is_told = !self.number.is_multiple_of(3);
        format!("06 0000 {:04}", self.number % 10_000).parse().ok().filter(|_| is_told)
    }
}

/// The complaints of the history, oldest first.
pub(super) fn cases(app: &App, chance: &Randomness) -> Vec<Case> {
    let zone = app.config.organisation.zone;
    let today = app.today();
    let mut cases = Vec::new();
    for age in (1..=DAYS).rev() {
        let Some(day) = today.checked_sub_days(Days::new(age)) else { continue };
        for _ in 0..closures_on(day, chance) {
            let minutes = 9 * 60 + (chance.share() * 8.0 * 60.0) as u32;
            let time = NaiveTime::from_num_seconds_from_midnight_opt(minutes * 60, 0).unwrap_or_default();
            cases.push(Case {
                number: cases.len() + 1,
                closed_at: moment_of(day, time, zone),
                age,
                team: pick(chance, &[(TEAMS[0], 0.55), (TEAMS[1], 0.45)]),
                product: pick(
                    chance,
                    &[("Verkeer", 0.4), ("Wonen", 0.25), ("Werk en inkomen", 0.2), ("Consument", 0.15)],
                ),
                channel: pick(
                    chance,
                    &[
                        (Channel::Web, 0.5),
                        (Channel::Phone, 0.25),
                        (Channel::Email, 0.15),
                        (Channel::Letter, 0.1),
                    ],
                ),
                outcome: pick(
                    chance,
                    &[
                        (Outcome::Upheld, 0.25),
                        (Outcome::PartlyUpheld, 0.3),
                        (Outcome::Rejected, 0.35),
                        (Outcome::Settled, 0.1),
                    ],
                ),
                language: pick(chance, &[(Language::Dutch, 0.95), (Language::English, 0.05)]),
                complainant: pick(
                    chance,
                    &[
                        (Complainant::Customer, 0.92),
                        (Complainant::Lawyer, 0.05),
                        (Complainant::OpposingParty, 0.03),
                    ],
                ),
            });
        }
    }
    cases
}

/// One to seven on a working day; more from January to March, fewer in July and August.
fn closures_on(day: NaiveDate, chance: &Randomness) -> u32 {
    if matches!(day.weekday(), Weekday::Sat | Weekday::Sun) {
        return 0;
    }
    let season = match day.month() {
        1..=3 => 1.25,
        7 | 8 => 0.7,
        _ => 1.0,
    };
    ((2.5 + 3.5 * chance.share()) * season) as u32
}

/// Draws a value by weight; the weights add up to 1.
pub(super) fn pick<T: Copy>(chance: &Randomness, weighted: &[(T, f64)]) -> T {
    let mut left = chance.share();
    let mut chosen = weighted[0].0;
    for (value, weight) in weighted {
        chosen = *value;
        left -= weight;
        if left < 0.0 {
            break;
        }
    }
    chosen
}

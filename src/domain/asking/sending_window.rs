//! The sending window: hours of weekdays in the organisation's time zone, never on a public holiday.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use chrono_tz::Tz;

use crate::domain::Timestamp;
use crate::domain::time::calendar::{day_of, moment_of};
use crate::domain::time::holidays::is_dutch_holiday;

/// How many days ahead an opening is searched for; no run of holidays and closed weekdays is longer.
const SEARCH_DAYS: usize = 30;

/// The hours in which mail may be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SendingWindow {
    /// At any time, also on holidays.
    Always,
    /// From `opens` up to `closes` on the weekdays that are true (Monday first), except on holidays.
    Weekly { weekdays: [bool; 7], opens: NaiveTime, closes: NaiveTime },
}

/// The text is not a valid window; with what may have been meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("must be like `Mon-Sat 09:00-20:00`, `Mon,Wed 10:00-12:00` or `always`{0}")]
pub struct InvalidWindow(&'static str);

const SHAPE: InvalidWindow = InvalidWindow("");
const OVER_MIDNIGHT: InvalidWindow = InvalidWindow("; it has to end later than it begins, on the same day");
const LAST_TIME: InvalidWindow = InvalidWindow("; the last time of a day is 23:59");
const OVER_SUNDAY: InvalidWindow = InvalidWindow(
    "; days run from Mon to Sun, so write those over a weekend one by one, as in `Sat,Sun,Mon`",
);
const DASH: InvalidWindow = InvalidWindow("; with a hyphen (-) and not a dash");
/// Dashes that word processors make of a hyphen, and hyphens that are not the one of the keyboard.
const DASHES: [char; 6] = ['\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2212}'];

impl SendingWindow {
    /// Whether mail may be sent at this moment.
    #[must_use]
    pub fn is_open(&self, moment: Timestamp, zone: Tz) -> bool {
        self.next_open(moment, zone) == moment
    }

    /// The first moment at or after `moment` at which mail may be sent.
    #[must_use]
    pub fn next_open(&self, moment: Timestamp, zone: Tz) -> Timestamp {
        let Self::Weekly { weekdays, opens, closes } = self else { return moment };
        let today = day_of(moment, zone);
        today
            .iter_days()
            .take(SEARCH_DAYS)
            .filter(|day| sends_on(weekdays, *day))
            .map(|day| (moment_of(day, *opens, zone), moment_of(day, *closes, zone)))
            .find(|(_, end)| moment < *end)
            .map_or(moment, |(start, _)| start.max(moment))
    }
}

fn sends_on(weekdays: &[bool; 7], day: NaiveDate) -> bool {
    let index = day.weekday().num_days_from_monday() as usize;
    weekdays.get(index).copied().unwrap_or(false) && !is_dutch_holiday(day)
}

impl std::str::FromStr for SendingWindow {
    type Err = InvalidWindow;

    fn from_str(text: &str) -> Result<Self, InvalidWindow> {
        if text.trim() == "always" {
            return Ok(Self::Always);
        }
        if text.contains(DASHES) {
            return Err(DASH);
        }
        let (days, hours) = text.trim().split_once(' ').ok_or(SHAPE)?;
        let (opens, closes) = hours.trim().split_once('-').ok_or(SHAPE)?;
        let (opens, closes) = (parse_time(opens)?, parse_time(closes)?);
        if opens >= closes {
            return Err(OVER_MIDNIGHT);
        }
        Ok(Self::Weekly { weekdays: parse_weekdays(days)?, opens, closes })
    }
}

fn parse_time(text: &str) -> Result<NaiveTime, InvalidWindow> {
    NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| if text == "24:00" { LAST_TIME } else { SHAPE })
}

fn parse_weekdays(text: &str) -> Result<[bool; 7], InvalidWindow> {
    let mut weekdays = [false; 7];
    for part in text.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let (first, last) = (parse_weekday(first)?, parse_weekday(last)?);
        if first > last {
            return Err(OVER_SUNDAY);
        }
        for day in weekdays.iter_mut().take(last + 1).skip(first) {
            *day = true;
        }
    }
    Ok(weekdays)
}

fn parse_weekday(text: &str) -> Result<usize, InvalidWindow> {
    let weekday: Weekday = text.parse().map_err(|_| SHAPE)?;
    Ok(weekday.num_days_from_monday() as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::calendar::parse_moment;

    const AMSTERDAM: Tz = chrono_tz::Europe::Amsterdam;

    fn next_open(window: &str, moment: &str) -> Timestamp {
        let window: SendingWindow = window.parse().unwrap();
        window.next_open(parse_moment(moment).unwrap(), AMSTERDAM)
    }

    #[test]
    fn inside_the_window_mail_goes_out_at_once() {
        let moment = "2026-03-23T14:00:00Z";
        assert_eq!(next_open("Mon-Sat 09:00-20:00", moment), parse_moment(moment).unwrap());
    }

    #[test]
    fn evenings_sundays_and_holidays_wait_for_the_next_morning() {
        for (moment, expected) in [
            // Monday evening, Saturday evening, Maundy Thursday evening before Good Friday, and after Easter.
            ("2026-03-23T19:00:00Z", "2026-03-24T08:00:00Z"),
            ("2026-03-28T19:00:00Z", "2026-03-30T07:00:00Z"),
            ("2026-04-02T18:00:00Z", "2026-04-04T07:00:00Z"),
            ("2026-04-04T18:00:00Z", "2026-04-07T07:00:00Z"),
        ] {
            assert_eq!(next_open("Mon-Sat 09:00-20:00", moment), parse_moment(expected).unwrap(), "{moment}");
        }
    }

    #[test]
    fn always_is_always() {
        let christmas_night = "2026-12-25T02:00:00Z";
        assert_eq!(next_open("always", christmas_night), parse_moment(christmas_night).unwrap());
    }

    #[test]
    fn a_window_that_never_opens_is_refused() {
        for (text, reason) in [
            ("", SHAPE),
            ("Mon", SHAPE),
            ("Mon-Sat", SHAPE),
            ("Mon 9-10", SHAPE),
            ("Mon 25:00-26:00", SHAPE),
            ("Mon-Sat 20:00-09:00", OVER_MIDNIGHT),
            ("Mon-Sat 09:00-09:00", OVER_MIDNIGHT),
            ("Mon-Sat 00:00-24:00", LAST_TIME),
            ("Sat-Mon 09:00-10:00", OVER_SUNDAY),
            ("Mon\u{2013}Sat 09:00-20:00", DASH),
            ("Mon-Sat 09:00\u{2013}20:00", DASH),
        ] {
            assert_eq!(text.parse::<SendingWindow>(), Err(reason), "{text:?}");
            assert!(reason.to_string().starts_with("must be like `Mon-Sat 09:00-20:00`"), "{reason}");
        }
    }
}

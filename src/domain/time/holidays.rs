//! Dutch public holidays, computed.
//!
//! Source: Algemene termijnenwet, article 3: New Year's Day, Easter Monday, Whit Monday, both days of Christmas,
//! Ascension Day, the King's official birthday and 5 May, with Good Friday treated as one. Easter Sunday and Whit
//! Sunday are holidays too.

use chrono::{Datelike, NaiveDate, Weekday};

use crate::domain::named::named_enum;

named_enum! {
    /// A public holiday.
    pub enum Holiday {
        NewYearsDay = "new_years_day",
        GoodFriday = "good_friday",
        EasterSunday = "easter_sunday",
        EasterMonday = "easter_monday",
        KingsDay = "kings_day",
        LiberationDay = "liberation_day",
        AscensionDay = "ascension_day",
        WhitSunday = "whit_sunday",
        WhitMonday = "whit_monday",
        ChristmasDay = "christmas_day",
        BoxingDay = "boxing_day",
    }
}

/// Whether the day is a public holiday in the Netherlands.
#[must_use]
pub fn is_dutch_holiday(day: NaiveDate) -> bool {
    dutch_holiday(day).is_some()
}

/// The public holiday that the day is in the Netherlands.
#[must_use]
pub fn dutch_holiday(day: NaiveDate) -> Option<Holiday> {
    match (day.month(), day.day()) {
        (1, 1) => Some(Holiday::NewYearsDay),
        (5, 5) => Some(Holiday::LiberationDay),
        (12, 25) => Some(Holiday::ChristmasDay),
        (12, 26) => Some(Holiday::BoxingDay),
        _ if is_kings_day(day) => Some(Holiday::KingsDay),
        _ => tied_to_easter(day),
    }
}

/// 27 April, or the 26th when the 27th is a Sunday.
fn is_kings_day(day: NaiveDate) -> bool {
    match (day.month(), day.day()) {
        (4, 27) => day.weekday() != Weekday::Sun,
        (4, 26) => day.weekday() == Weekday::Sat,
        _ => false,
    }
}

fn tied_to_easter(day: NaiveDate) -> Option<Holiday> {
    let easter = easter_sunday(day.year())?;
    match (day - easter).num_days() {
        -2 => Some(Holiday::GoodFriday),
        0 => Some(Holiday::EasterSunday),
        1 => Some(Holiday::EasterMonday),
        39 => Some(Holiday::AscensionDay),
        49 => Some(Holiday::WhitSunday),
        50 => Some(Holiday::WhitMonday),
        _ => None,
    }
}

/// Easter Sunday of the Gregorian calendar by the anonymous algorithm (Meeus, Astronomical Algorithms, ch. 8).
fn easter_sunday(year: i32) -> Option<NaiveDate> {
    let a = year.rem_euclid(19);
    let (b, c) = (year.div_euclid(100), year.rem_euclid(100));
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let (month, day) = ((h + l - 7 * m + 114) / 31, (h + l - 7 * m + 114) % 31 + 1);
    NaiveDate::from_ymd_opt(year, u32::try_from(month).ok()?, u32::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn easter_falls_where_the_almanac_says() {
        for (year, easter) in
            [(2024, "2024-03-31"), (2025, "2025-04-20"), (2026, "2026-04-05"), (2038, "2038-04-25")]
        {
            assert_eq!(easter_sunday(year), Some(day(easter)));
        }
    }

    #[test]
    fn the_holidays_of_2026_are_these() {
        let mut found = Vec::new();
        let mut today = day("2026-01-01");
        while today <= day("2026-12-31") {
            if is_dutch_holiday(today) {
                found.push(today.to_string());
            }
            today = today.succ_opt().unwrap();
        }
        assert_eq!(
            found,
            [
                "2026-01-01",
                "2026-04-03",
                "2026-04-05",
                "2026-04-06",
                "2026-04-27",
                "2026-05-05",
                "2026-05-14",
                "2026-05-24",
                "2026-05-25",
                "2026-12-25",
                "2026-12-26",
            ]
        );
    }

    #[test]
    fn the_king_does_not_celebrate_on_a_sunday() {
        assert!(is_dutch_holiday(day("2031-04-26")) && !is_dutch_holiday(day("2031-04-27")));
    }
}

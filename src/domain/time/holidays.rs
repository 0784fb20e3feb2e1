//! Dutch public holidays, computed.
//!
//! Source: Algemene termijnenwet, article 3: New Year's Day, Easter Monday, Whit Monday, both days of Christmas,
//! Ascension Day, the King's official birthday and 5 May, with Good Friday treated as one. Easter Sunday and Whit
//! Sunday are holidays too.

use chrono::{Datelike, Days, NaiveDate, Weekday};

/// Whether the day is a public holiday in the Netherlands.
#[must_use]
pub fn is_dutch_holiday(day: NaiveDate) -> bool {
    matches!((day.month(), day.day()), (1, 1) | (5, 5) | (12, 25 | 26))
        || is_kings_day(day)
        || is_tied_to_easter(day)
}

/// 27 April, or the 26th when the 27th is a Sunday.
fn is_kings_day(day: NaiveDate) -> bool {
    match (day.month(), day.day()) {
        (4, 27) => day.weekday() != Weekday::Sun,
        (4, 26) => day.weekday() == Weekday::Sat,
        _ => false,
    }
}

fn is_tied_to_easter(day: NaiveDate) -> bool {
    let Some(easter) = easter_sunday(day.year()) else { return false };
    let good_friday = easter.checked_sub_days(Days::new(2));
    // Easter, Easter Monday, Ascension Day, Whit Sunday, Whit Monday.
    let after = [0, 1, 39, 49, 50].map(|days| easter.checked_add_days(Days::new(days)));
    good_friday == Some(day) || after.contains(&Some(day))
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

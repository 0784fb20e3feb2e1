//! Localised numbers, dates and periods.

use chrono::{DateTime, Datelike, FixedOffset, Locale, NaiveDate, TimeDelta};
use chrono_tz::Tz;

use crate::domain::Timestamp;
use crate::domain::people::language::Language;
use crate::domain::time::period::{DateRange, Granularity};
use crate::statistics::rounding::{digits, rounded};
use crate::texts::texts;

fn locale(language: Language) -> Locale {
    // A test checks that every catalogue names a known locale.
    texts(language).format_locale().parse().unwrap_or(Locale::POSIX)
}

/// A date in full: "20 maart 2026".
#[must_use]
pub fn day(language: Language, day: NaiveDate) -> String {
    day.format_localized("%-d %B %Y", locale(language)).to_string()
}

/// A date with its weekday: "vrijdag 20 maart 2026".
#[must_use]
pub fn weekday_and_day(language: Language, day: NaiveDate) -> String {
    day.format_localized("%A %-d %B %Y", locale(language)).to_string()
}

/// A date and time in the organisation's time zone: "20 maart 2026 om 15:04 uur".
#[must_use]
pub fn moment(language: Language, at: Timestamp, zone: Tz) -> String {
    local_moment(language, &at.with_timezone(&zone).fixed_offset())
}

/// A date and time as a clock there shows it.
#[must_use]
pub fn local_moment(language: Language, local: &DateTime<FixedOffset>) -> String {
    texts(language).format_moment(day(language, local.date_naive()), local.format("%H:%M").to_string())
}

/// A month's abbreviated name: "mrt", "Mar".
#[must_use]
pub fn short_month(language: Language, day: NaiveDate) -> String {
    day.format_localized("%b", locale(language)).to_string().trim_end_matches('.').to_owned()
}

/// A period's usual name: "maart 2026", "2e kwartaal 2026", "2026".
#[must_use]
pub fn period(language: Language, range: DateRange, interval: Granularity) -> String {
    let from = range.from();
    match interval {
        Granularity::Day => day(language, from),
        Granularity::Month => from.format_localized("%B %Y", locale(language)).to_string(),
        Granularity::Quarter => texts(language).format_quarter(quarter(from), from.year().to_string()),
        Granularity::Year => from.year().to_string(),
        Granularity::Week | Granularity::Total => {
            format!("{} – {}", day(language, from), day(language, range.to()))
        }
    }
}

/// A period's name, or its days if the range covers only a part of it. A period that is not over yet keeps its name.
#[must_use]
pub fn period_or_days(
    language: Language,
    range: DateRange,
    interval: Granularity,
    today: NaiveDate,
) -> String {
    let is_whole = interval.whole(range.from()).is_none_or(|whole| {
        range.from() == whole.from() && (range.to() == whole.to() || range.to() >= today)
    });
    period(language, range, if is_whole { interval } else { Granularity::Total })
}

fn quarter(day: NaiveDate) -> String {
    (day.month0() / 3 + 1).to_string()
}

/// The short name of a period on an axis, below which its year is written: "3 mrt", "mrt", "K2", "2026".
#[must_use]
pub fn tick(language: Language, day: NaiveDate, interval: Granularity) -> String {
    match interval {
        Granularity::Quarter => texts(language).format_quarter_short(quarter(day)),
        Granularity::Year | Granularity::Total => day.year().to_string(),
        Granularity::Month => short_month(language, day),
        Granularity::Day | Granularity::Week => format!("{} {}", day.day(), short_month(language, day)),
    }
}

/// A duration in whole years if it is that, else in days, rounded up, so that data is never kept longer than the text
/// says.
#[must_use]
pub fn time(language: Language, time: TimeDelta) -> String {
    const DAY: i64 = 24 * 3600;
    /// The seconds of a year as the settings parse it (`2 years`): 365.25 days.
    const YEAR: i64 = 31_557_600;
    /// A year in days (`730 days`), never longer than one on the calendar.
    const DAYS_OF_YEAR: i64 = 365 * DAY;
    let seconds = time.num_seconds();
    let years = [YEAR, DAYS_OF_YEAR].into_iter().find(|year| seconds > 0 && seconds % year == 0);
    if let Some(year) = years {
        texts(language).format_years(seconds / year)
    } else {
        texts(language).format_days((seconds + DAY - 1).div_euclid(DAY))
    }
}

/// A number with one decimal and a typographic minus sign: "−3,5".
#[must_use]
pub fn decimal(language: Language, value: f64) -> String {
    in_decimals(language, value, 1)
}

/// A number with `decimals` decimals, rounded half away from zero, with a typographic minus sign.
#[must_use]
pub fn in_decimals(language: Language, value: f64, decimals: u8) -> String {
    // No minus sign if the value rounds to zero.
    let (is_negative, digits) = digits(value, decimals);
    let digits = digits.replace('.', &texts(language).format_decimal_separator());
    if is_negative { format!("\u{2212}{digits}") } else { digits }
}

/// A share in whole per cent, such as "95", without a sign.
#[must_use]
pub fn per_cent(share: f64) -> String {
    digits(share * 100.0, 0).1
}

/// A whole number with thousands separators: "1.234".
#[must_use]
pub fn whole(language: Language, value: u64) -> String {
    let separator = texts(language).format_thousands_separator();
    let digits = value.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push_str(&separator);
        }
        grouped.push(digit);
    }
    grouped
}

/// A share as a percentage: "43,6 %".
#[must_use]
pub fn percentage(language: Language, share: f64) -> String {
    format!("{}\u{a0}%", decimal(language, share * 100.0))
}

/// A probability as a percentage, never rounded to 0 or 100: "> 99,9 %".
#[must_use]
pub fn probability(language: Language, share: f64) -> String {
    match share {
        share if share > 0.9995 => format!("> {}", percentage(language, 0.999)),
        share if share < 0.0005 => format!("< {}", percentage(language, 0.001)),
        share => percentage(language, share),
    }
}

/// A number with an explicit sign: "+3,5".
#[must_use]
pub fn signed(language: Language, value: f64) -> String {
    let plain = decimal(language, value);
    if rounded(value, 1) > 0.0 { format!("+{plain}") } else { plain }
}

/// A p-value with three decimals: "0,034", or "< 0,001".
#[must_use]
pub fn p_value(language: Language, p: f64) -> String {
    if p < 0.001 { format!("< {}", in_decimals(language, 0.001, 3)) } else { in_decimals(language, p, 3) }
}

/// A correlation or another small number, with two decimals: "0,62".
#[must_use]
pub fn correlation(language: Language, value: f64) -> String {
    in_decimals(language, value, 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_in_years_or_in_days_that_have_begun() {
        for (hours, dutch) in [
            (12, "1 dag"),
            (24, "1 dag"),
            (36, "2 dagen"),
            (90 * 24, "90 dagen"),
            (17_532, "2 jaar"),
            (8_766, "1 jaar"),
            (730 * 24, "2 jaar"),
            (729 * 24, "729 dagen"),
        ] {
            assert_eq!(time(Language::Dutch, TimeDelta::hours(hours)), dutch);
        }
        assert_eq!(time(Language::English, TimeDelta::days(1)), "1 day");
    }

    #[test]
    fn dutch_and_english_write_numbers_their_own_way() {
        assert_eq!(decimal(Language::Dutch, -3.46), "\u{2212}3,5");
        assert_eq!(decimal(Language::English, -0.04), "0.0");
        assert_eq!(whole(Language::Dutch, 1_234_567), "1.234.567");
        assert_eq!(whole(Language::English, 999), "999");
        assert_eq!(percentage(Language::Dutch, 0.4364), "43,6\u{a0}%");
    }

    #[test]
    fn probabilities_and_correlations_are_short() {
        assert_eq!(probability(Language::Dutch, 0.999_99), "> 99,9\u{a0}%");
        assert_eq!(probability(Language::English, 0.0), "< 0.1\u{a0}%");
        assert_eq!(p_value(Language::Dutch, 0.0341), "0,034");
        assert_eq!(p_value(Language::English, 0.000_4), "< 0.001");
        assert_eq!(correlation(Language::Dutch, -0.617), "\u{2212}0,62");
        assert_eq!(signed(Language::Dutch, 3.46), "+3,5");
        assert_eq!(signed(Language::Dutch, 0.04), "0,0");
    }

    #[test]
    fn periods_have_the_names_that_people_have_for_them() {
        let range = DateRange::new("2026-04-01".parse().unwrap(), "2026-06-30".parse().unwrap()).unwrap();
        assert_eq!(period(Language::Dutch, range, Granularity::Quarter), "2e kwartaal 2026");
        assert_eq!(period(Language::English, range, Granularity::Month), "April 2026");
        let today = |text: &str| text.parse().unwrap();
        let cut = DateRange::new(range.from(), "2026-06-20".parse().unwrap()).unwrap();
        let named = |today| period_or_days(Language::Dutch, cut, Granularity::Quarter, today);
        assert_eq!(named(today("2026-06-20")), "2e kwartaal 2026", "it is not over yet");
        assert_eq!(named(today("2026-07-01")), "1 april 2026 – 20 juni 2026");
        assert_eq!(day(Language::Dutch, range.from()), "1 april 2026");
        assert_eq!(short_month(Language::Dutch, "2026-03-01".parse().unwrap()), "mrt");
    }
}

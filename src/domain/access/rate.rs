//! A rate limit: how many requests are allowed within a time, such as `600/min`.

use crate::domain::input::decimal::parse_whole;
use std::num::NonZeroU32;
use std::time::Duration;

/// At most `requests` within `within`; they may come in one burst.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    pub requests: NonZeroU32,
    pub within: Duration,
}

/// Parses a rate; `0` means no limit.
///
/// # Errors
/// What to write instead.
pub fn parse(text: &str) -> Result<Option<Rate>, String> {
    if text == "0" {
        return Ok(None);
    }
    let wrong =
        || "must be a number of requests and a time, such as 600/min, 20/s or 5000/h, or 0".to_owned();
    let (requests, time) = text.split_once('/').ok_or_else(wrong)?;
    let requests =
        parse_whole(requests.trim()).filter(|n: &NonZeroU32| n.get() <= 1_000_000).ok_or_else(wrong)?;
    let seconds = match time.trim() {
        "s" | "sec" => 1,
        "m" | "min" => 60,
        "h" | "hour" => 3_600,
        _ => return Err(wrong()),
    };
    Ok(Some(Rate { requests, within: Duration::from_secs(seconds) }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rates_are_read_and_mistakes_refused() {
        let rate = parse("600/min").unwrap().unwrap();
        assert_eq!((rate.requests.get(), rate.within.as_secs()), (600, 60));
        assert_eq!(parse("0"), Ok(None));
        for text in ["", "600", "0/min", "-1/min", "600/day", "x/min", "9999999999/s"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}

//! Numbers as people write them in forms, parameters and files.
//!
//! The rule: a number is digits, with an optional sign before it and an optional decimal point or comma in it. Anything
//! else that a programming language would parse as a number (`1e3`, `+5`, `.5`, `inf`, `0x1F`) is taken for a typing
//! error and rejected.

/// The number in a text; `None` if it is not one.
#[must_use]
pub fn parse_decimal(text: &str) -> Option<f64> {
    plain(text)?.parse().ok()
}

/// A percentage as a share, the number nearest to what was written: `1,3` is 0.013.
#[must_use]
pub fn parse_percent(text: &str) -> Option<f64> {
    format!("{}e-2", plain(text)?).parse().ok()
}

/// A whole number, digits only.
#[must_use]
pub fn parse_whole<T: std::str::FromStr>(text: &str) -> Option<T> {
    let is_digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_digits)
}

/// The number with a decimal point and an ASCII sign.
fn plain(text: &str) -> Option<String> {
    let text = text.trim();
    let (sign, digits) = match text.strip_prefix(['-', '\u{2212}']) {
        Some(digits) => ("-", digits),
        None => ("", text),
    };
    let (whole, decimals) =
        digits.split_once(['.', ',']).map_or((digits, None), |(whole, decimals)| (whole, Some(decimals)));
    let is_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let is_number = is_digits(whole) && decimals.is_none_or(is_digits);
    is_number.then(|| format!("{sign}{whole}.{}", decimals.unwrap_or("0")))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_number_is_digits_with_a_sign_and_one_mark() {
        for (text, expected) in [
            ("5", 5.0),
            ("-5", -5.0),
            ("\u{2212}5", -5.0),
            ("33,3", 33.3),
            ("33.3", 33.3),
            (" 7 ", 7.0),
            ("007", 7.0),
        ] {
            assert_eq!(parse_decimal(text), Some(expected), "{text}");
        }
        for text in [
            "", "-", "+5", "1e1", ".5", "5.", "1.2.3", "1,2,3", "1 000", "inf", "NaN", "0x1F", "5%",
            "\u{665}",
        ] {
            assert_eq!(parse_decimal(text), None, "{text}");
        }
    }

    #[test]
    fn per_cent_is_the_nearest_share() {
        for (text, expected) in
            [("1,3", 0.013), ("0.7", 0.007), ("99,9", 0.999), ("90,1", 0.901), ("90", 0.9)]
        {
            assert_eq!(parse_percent(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_whole_number_is_digits_alone() {
        assert_eq!(parse_whole::<u32>("12"), Some(12));
        for text in ["", "+1", "-1", "1.0", " 1", "1e3", "99999999999"] {
            assert_eq!(parse_whole::<u32>(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_is_written_in_full_is_read_as_it_is(value in -1e6_f64..1e6) {
            prop_assert_eq!(parse_decimal(&format!("{value:?}")), Some(value));
        }

        #[test]
        fn any_text_is_read_without_a_panic(text in ".{0,20}") {
            let _ = (parse_decimal(&text), parse_percent(&text), parse_whole::<u8>(&text));
        }
    }
}

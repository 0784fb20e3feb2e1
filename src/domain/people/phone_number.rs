//! The telephone number of a customer who may be called.
//!
//! The rule: a number is kept as it was typed, and each number that is kept can be called: its digits make a `tel:` link
//! (RFC 3966). A number of a country begins with + or 00; one without is national, and is dialled as it is, since it is not
//! known whose country it belongs to.

/// The fewest and the most digits of a number, the prefix 00 not counted (the most are those of E.164).
const DIGITS: std::ops::RangeInclusive<usize> = 6..=15;

/// The longest number as it is typed, in characters.
pub const LONGEST_PHONE: usize = 40;

/// What may stand between the digits.
const BETWEEN: [char; 6] = [' ', '(', ')', '-', '.', '/'];

/// A telephone number: 6 to 15 digits, with spaces and `+ ( ) - . /`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhoneNumber(String);

/// The text is not a telephone number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "must be a telephone number of 6 to 15 digits like 020 123 45 67 or +31 20 123 45 67, with nothing else but spaces and ( ) - . /"
)]
pub struct InvalidPhoneNumber;

impl PhoneNumber {
    /// The number as it was typed, without blanks around it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The link that calls the number (RFC 3966). A national number has no `phone-context`, which that standard asks for and
    /// telephones do not need.
    #[must_use]
    pub fn uri(&self) -> String {
        format!("tel:{}", dialled(&self.0).unwrap_or_default())
    }
}

impl std::str::FromStr for PhoneNumber {
    type Err = InvalidPhoneNumber;

    fn from_str(text: &str) -> Result<Self, InvalidPhoneNumber> {
        let text = text.trim();
        let fits = text.chars().count() <= LONGEST_PHONE;
        if fits && dialled(text).is_some() { Ok(Self(text.to_owned())) } else { Err(InvalidPhoneNumber) }
    }
}

/// What is dialled: digits, after a + where the number says its country; `None` if the text is not a number.
fn dialled(text: &str) -> Option<String> {
    if international(&without(text, &BETWEEN)).is_none() {
        return digits(&without(text, &BETWEEN));
    }
    // In +31 (0)20 the zero is dialled only within the country.
    let compact = without(text, &[' ', '-', '.', '/']).replacen("(0)", "", 1);
    let whole = without(&compact, &BETWEEN);
    let number = digits(international(&whole)?)?;
    // No country has a code that begins with a zero.
    (!number.starts_with('0')).then(|| format!("+{number}"))
}

fn without(text: &str, marks: &[char]) -> String {
    text.chars().filter(|character| !marks.contains(character)).collect()
}

/// What follows + or 00.
fn international(number: &str) -> Option<&str> {
    number.strip_prefix('+').or_else(|| number.strip_prefix("00"))
}

/// The text, if it is as many digits as a number may have.
fn digits(text: &str) -> Option<String> {
    let is_number = DIGITS.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn uri(text: &str) -> Option<String> {
        text.parse::<PhoneNumber>().ok().map(|phone| phone.uri())
    }

    #[test]
    fn numbers_as_customers_write_them_can_be_called() {
        for (text, expected) in [
            ("0201234567", "tel:0201234567"),
            ("020 123 45 67", "tel:0201234567"),
            ("(020) 123 45 67", "tel:0201234567"),
            ("020-1234567", "tel:0201234567"),
            ("020/123.45.67", "tel:0201234567"),
            ("06 - 12 34 56 78", "tel:0612345678"),
            ("+31 20 123 45 67", "tel:+31201234567"),
            ("+31 (0)20 123 45 67", "tel:+31201234567"),
            ("+31-(0) 20-1234567", "tel:+31201234567"),
            ("(+31) 20 1234567", "tel:+31201234567"),
            ("0031 20 123 45 67", "tel:+31201234567"),
            ("00 31 (0)20 123 45 67", "tel:+31201234567"),
            ("(0)20 123 45 67", "tel:0201234567"),
            ("123456", "tel:123456"),
            ("+123456789012345", "tel:+123456789012345"),
            ("00123456789012345", "tel:+123456789012345"),
        ] {
            assert_eq!(uri(text).as_deref(), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn a_number_is_kept_as_it_was_typed() {
        let kept = |text: &str| text.parse().map(|phone: PhoneNumber| phone.as_str().to_owned());
        assert_eq!(kept(" +31 (0)20 - 123.45.67 ").as_deref(), Ok("+31 (0)20 - 123.45.67"));
    }

    #[test]
    fn what_cannot_be_called_is_no_number() {
        let long = "0 ".repeat(6) + &" ".repeat(LONGEST_PHONE) + "1";
        for text in [
            "",
            " ",
            "-",
            "+",
            "12345",
            "1234567890123456",
            "+1234567890123456",
            "00 12345",
            "+0201234567",
            "000 201 234 567",
            "++31201234567",
            "31+201234567",
            "020 123 45 67 na 17 uur",
            "geen",
            "020 123 45 67, 06 12 34 56 78",
            "020 123 45 67 #12",
            "tel:0201234567",
            "020\u{a0}1234567",
            "020\n1234567",
            "020\t1234567",
            "020\u{0}1234567",
            "\u{0660}\u{0661}\u{0662}\u{0663}\u{0664}\u{0665}\u{0666}",
            "\u{202e}0201234567",
            "3,1201E+10",
            long.as_str(),
        ] {
            assert_eq!(text.parse::<PhoneNumber>(), Err(InvalidPhoneNumber), "{text:?}");
        }
    }

    fn is_valid(uri: &str) -> bool {
        let number = uri.strip_prefix("tel:").unwrap_or_default();
        let digits = number.strip_prefix('+').unwrap_or(number);
        (6..=15).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit())
    }

    proptest! {
        #[test]
        fn any_text_is_refused_or_makes_a_link_of_digits(text in ".{0,50}") {
            if let Some(uri) = uri(&text) {
                prop_assert!(is_valid(&uri), "{uri}");
            }
        }

        #[test]
        fn so_does_any_text_of_the_marks_of_a_number(text in "[0-9+() ./-]{0,45}") {
            if let Ok(phone) = text.parse::<PhoneNumber>() {
                prop_assert!(is_valid(&phone.uri()), "{}", phone.uri());
                prop_assert_eq!(phone.as_str(), text.trim());
                prop_assert_eq!(phone.as_str().parse::<PhoneNumber>(), Ok(phone.clone()));
            }
        }
    }
}

//! SMTP replies (RFC 5321, 4.2).
//!
//! The rule: the code decides, never the text. The text may be missing or in any encoding; an unknown code counts by
//! its first digit.

use std::fmt;

/// The code, and the text of each line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reply {
    pub code: u16,
    pub lines: Vec<String>,
}

/// One line of a reply.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyLine {
    pub code: u16,
    /// Whether another line of the same reply follows.
    pub is_continued: bool,
    pub text: String,
}

/// A line that does not begin with a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoCode;

impl ReplyLine {
    /// Parses a line, with or without its line end.
    ///
    /// # Errors
    /// [`NoCode`] when it does not begin with three digits, the first of them 2 to 5.
    pub fn parse(line: &[u8]) -> Result<Self, NoCode> {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        let (digits, rest) = line.split_at_checked(3).ok_or(NoCode)?;
        if !matches!(digits[0], b'2'..=b'5') || !digits.iter().all(u8::is_ascii_digit) {
            return Err(NoCode);
        }
        let (is_continued, text) = match rest {
            [b'-', text @ ..] => (true, text),
            [b' ' | b'\t', text @ ..] => (false, text),
            [digit, ..] if digit.is_ascii_digit() => return Err(NoCode),
            text => (false, text),
        };
        let code = digits.iter().fold(0, |code, digit| code * 10 + u16::from(digit - b'0'));
        Ok(Self { code, is_continued, text: String::from_utf8_lossy(text).into_owned() })
    }
}

impl Reply {
    /// Whether the server accepted the command, or waits for what follows (2yz and 3yz).
    pub fn is_positive(&self) -> bool {
        self.code < 400
    }

    /// Whether the server accepted and completed the command (2yz).
    pub fn is_completed(&self) -> bool {
        self.code / 100 == 2
    }
}

impl fmt::Display for Reply {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}", self.code)?;
        self.lines.iter().filter(|line| !line.is_empty()).try_for_each(|line| write!(formatter, " {line}"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_code_decides_whatever_the_text_is() {
        let cases: &[(&[u8], u16, bool, &str)] = &[
            (b"250 ok\r\n", 250, false, "ok"),
            (b"250 ok\n", 250, false, "ok"),
            (b"250\r\n", 250, false, ""),
            (b"250 \r\n", 250, false, ""),
            (b"250-\r\n", 250, true, ""),
            (b"250 ok\xe9\r\n", 250, false, "ok\u{fffd}"),
            (b"550 5.1.1 bo\xeete inconnue\r\n", 550, false, "5.1.1 bo\u{fffd}te inconnue"),
            (b"571 go away\r\n", 571, false, "go away"),
            (b"299 never seen\r\n", 299, false, "never seen"),
            (b"550\tno such user\r\n", 550, false, "no such user"),
            (b"550#5.1.1 no such user\r\n", 550, false, "#5.1.1 no such user"),
        ];
        for (line, code, is_continued, text) in cases {
            let expected = ReplyLine { code: *code, is_continued: *is_continued, text: (*text).to_owned() };
            assert_eq!(ReplyLine::parse(line), Ok(expected), "{}", String::from_utf8_lossy(line));
        }
    }

    #[test]
    fn a_line_without_a_code_is_no_reply() {
        for line in
            [&b""[..], b"25\r\n", b"ok\r\n", b" 250 ok\r\n", b"2500 ok\r\n", b"150 ok\r\n", b"950 ok\r\n"]
        {
            assert_eq!(ReplyLine::parse(line), Err(NoCode), "{}", String::from_utf8_lossy(line));
        }
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_without_a_panic(line in proptest::collection::vec(any::<u8>(), 0..80)) {
            if let Ok(line) = ReplyLine::parse(&line) {
                prop_assert!((200..600).contains(&line.code));
            }
        }
    }
}

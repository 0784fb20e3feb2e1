//! A mail as sent over the wire.
//!
//! Data and end are written as one piece: lettre writes the end separately, which wakes the mail server twice per
//! mail.

/// A mail with its end (RFC 5321, 4.5.2): a dot at the start of a line is doubled, and a line with a single dot ends
/// it.
pub fn mail_data(text: &str) -> String {
    let mut data = String::with_capacity(text.len() + text.len() / 64);
    // A dot counts only after the pair that ends a line, and a bare line feed is no end.
    for piece in text.split_inclusive('\n') {
        if piece.starts_with('.') && (data.is_empty() || data.ends_with("\r\n")) {
            data.push('.');
        }
        data.push_str(piece);
    }
    if !data.ends_with("\r\n") {
        data.push_str("\r\n");
    }
    data.push_str(".\r\n");
    data
}

#[cfg(test)]
mod tests {
    use rand::rngs::StdRng;
    use rand::{RngExt as _, SeedableRng as _};

    use super::*;

    /// The mail as a server reads it, and the rest, which it takes for the next command.
    fn understood(data: &str) -> (String, &str) {
        let (mut mail, mut rest) = (String::new(), data);
        while let Some((line, after)) = rest.split_once("\r\n") {
            rest = after;
            if line == "." {
                break;
            }
            mail.push_str(line.strip_prefix('.').unwrap_or(line));
            mail.push_str("\r\n");
        }
        (mail, rest)
    }

    #[test]
    fn a_point_that_begins_a_line_is_doubled_and_no_other() {
        assert_eq!(mail_data(".a\r\nb.c\r\n.\r\n"), "..a\r\nb.c\r\n..\r\n.\r\n");
        assert_eq!(mail_data("a"), "a\r\n.\r\n");
    }

    #[test]
    fn whatever_a_mail_says_is_understood_and_nothing_of_it_is_taken_for_a_command() {
        let mut random = StdRng::seed_from_u64(1);
        for _ in 0..2_000 {
            let pieces = (0..random.random_range(0..12))
                .map(|_| ["\r\n", ".", "a", "\n", "\r"][random.random_range(0..5)]);
            let mail: String = pieces.collect();
            let ended = if mail.ends_with("\r\n") { mail.clone() } else { format!("{mail}\r\n") };
            let data = mail_data(&mail);
            assert_eq!(understood(&data), (ended, ""), "{mail:?}");
        }
    }
}

//! A text that the operator wrote, in a message.
//!
//! The rule: it stays on one line, is no longer than needed to recognise it, and is left out where it may hold a password.

/// The longest text that a message repeats, in characters.
const LONGEST: usize = 60;

/// A value in quotation marks, or words in its place where it may hold a password.
#[must_use]
pub fn shown(text: &str) -> String {
    if may_hold_password(text) { "what is written".to_owned() } else { format!("`{}`", cut(text)) }
}

/// The same for a part of a value: a password with a comma would else be told in two parts.
#[must_use]
pub fn part_shown(part: &str, whole: &str) -> String {
    shown(if may_hold_password(whole) { whole } else { part })
}

/// The name of a key or a variable, which stands without quotation marks.
#[must_use]
pub fn named(text: &str) -> String {
    if may_hold_password(text) { "a name that may hold a password".to_owned() } else { cut(text) }
}

/// Whether a text may be an address with a password, such as `user:password@host`.
#[must_use]
pub fn may_hold_password(text: &str) -> bool {
    text.split_once(':').is_some_and(|(_, rest)| rest.contains('@'))
}

/// The text without characters that begin a line, steer a terminal or cannot be seen.
#[must_use]
pub fn on_one_line(text: &str) -> String {
    let mut line = String::new();
    for character in text.chars() {
        match character {
            // Not escaped, since a message is no source text.
            '"' | '\'' | '\\' => line.push(character),
            _ => line.extend(character.escape_debug()),
        }
    }
    line
}

fn cut(text: &str) -> String {
    let begin: String = text.chars().take(LONGEST).collect();
    let more = if begin.len() < text.len() { "…" } else { "" };
    format!("{}{more}", on_one_line(&begin))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_is_shown_on_one_line_and_cut_off() {
        assert_eq!(shown("a\nb\u{7}"), "`a\\nb\\u{7}`");
        assert_eq!(shown("\u{1b}[31m\u{202e}x"), "`\\u{1b}[31m\\u{202e}x`");
        assert_eq!(shown("it's \"C:\\x\""), "`it's \"C:\\x\"`");
        assert_eq!(shown(&"x".repeat(70)), format!("`{}…`", "x".repeat(60)));
        assert_eq!(named("a\nb"), "a\\nb");
    }

    #[test]
    fn what_may_hold_a_password_is_left_out() {
        for text in [
            "https://user:s3cret@example.org",
            "https:/user:s3cret@example.org",
            "user:s3cret@example.org",
            "smtp:s3cret@example.org",
        ] {
            assert!(!shown(text).contains("s3cret") && !named(text).contains("s3cret"), "{text}");
        }
        let cut_by_a_comma = "http://user:s3,cret@proxy";
        assert_eq!(part_shown("http://user:s3", cut_by_a_comma), shown(cut_by_a_comma));
        for text in ["klachten@example.org", "10.0.0.1:8080", "a@b:c"] {
            assert_eq!(shown(text), format!("`{text}`"));
            assert_eq!(part_shown(text, text), format!("`{text}`"));
        }
    }
}
